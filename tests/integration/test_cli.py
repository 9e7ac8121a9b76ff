"""The command line as a user runs it: processes, files, exit codes."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = (
    "The harbour town of Vellmouth opened its new tide gate on Monday. Engineer Ilse Brandt said "
    "the gate took 14 months to build. It cost 3.2 million crowns, the council said."
)
OTHER = (
    "A brown bear walked through the market square of Tolden on Friday. Nobody was hurt, police "
    "officer Marek Olin said. The bear left for the hills after 20 minutes."
)


def newsweave(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "summarizer", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gate.txt").write_text(f" date 2025-05-05 {STORY}\n", encoding="utf-8")
    line = json.dumps({"id": "bear", "text": OTHER, "published": "2025-05-09", "source": "Tolden"})
    (tmp_path / "bear.jsonl").write_text(line + "\n", encoding="utf-8")
    return tmp_path


def test_summarize_prints_json_and_nothing_else(folder: Path) -> None:
    done = newsweave("summarize", str(folder), "--format", "json", "--writer", "extract")
    assert done.returncode == 0, done.stderr
    digest = json.loads(done.stdout)
    assert digest["format"] == "newsweave/1"
    assert sorted(sorted(event["articles"]) for event in digest["events"]) == [["bear"], ["gate"]]
    assert done.stderr == b""


def test_bad_records_cost_only_themselves(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.jsonl").write_text('{"text": "One word"}\n{"text": \n{"text": 5}\n')
    done = newsweave("summarize", str(folder), "--format", "json", "--writer", "extract")
    assert done.returncode == 4
    told = done.stderr.decode()
    for place in ("empty.txt", "noise.txt", "broken.jsonl:2", "broken.jsonl:3"):
        assert place in told
    assert "Traceback" not in told
    digest = json.loads(done.stdout)
    assert digest["counts"]["articles"] == 3
    assert any("broken.jsonl:2" in warning for warning in digest["warnings"])


def test_files_of_no_known_format_are_told_once_at_the_end(folder: Path) -> None:
    for number in range(12):
        (folder / f"scan-{number:02}.pdf").write_bytes(b"%PDF")
    done = newsweave("group", str(folder), "--format", "json")
    assert done.returncode == 0
    told = done.stderr.decode()
    assert told.count("\n") == 1
    assert "not a known format" in told
    assert "scan-09.pdf and 2 more" in told
    (warning,) = json.loads(done.stdout)["warnings"]
    assert "scan-00.pdf" in warning
    assert "scan-11.pdf" in warning
    assert newsweave("group", str(folder), "--quiet").stderr == b""


def test_explain_says_why_and_nothing_else(folder: Path) -> None:
    done = newsweave("group", str(folder), "--explain", "gate", "bear")
    assert done.returncode == 0, done.stderr
    told = done.stdout.decode()
    assert told.startswith("bear and gate: apart\n")
    assert "tide gate" not in told


def test_strict_stops_at_the_first_bad_record(folder: Path) -> None:
    (folder / "broken.jsonl").write_text('{"text": \n')
    done = newsweave("summarize", str(folder), "--strict")
    assert done.returncode == 4
    assert done.stdout == b""
    assert b"broken.jsonl:1" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("summarize", "no-such-file.txt"), 3, b"no-such-file.txt"),
        (("summarize", "-", "--format", "pdf"), 2, b"json"),
        (("summarize", "-", "--words", "3"), 2, b"[20, 5000]"),
        (("summarize", "-", "--words", "abc"), 2, b"--words must be a whole number in [20, 5000]"),
        (("group", "-", "--batch-size", "1e2"), 2, b"[1, 100000], was: '1e2'"),
        (("serve", "--port", "http"), 2, b"--port must be a whole number in [0, 65535]"),
        (("summarize", "-", "--nonsense"), 2, b"--nonsense"),
        (("frobnicate",), 2, b"frobnicate"),
        (("schema", "nothing"), 2, b"article"),
    ],
)
def test_errors_are_one_line_without_a_traceback(
    arguments: tuple[str, ...], code: int, words: bytes
) -> None:
    done = newsweave(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("option", ["--writer", "--embedder"])
def test_a_model_that_is_not_there_is_exit_code_5(folder: Path, option: str) -> None:
    done = newsweave("summarize", str(folder), option, "nobody/no-such-model")
    assert done.returncode == 5
    assert b"nobody/no-such-model" in done.stderr
    assert b"HF_HUB_OFFLINE" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_output_writes_three_files_and_standard_input_is_read(tmp_path: Path) -> None:
    line = json.dumps({"text": STORY, "title": "Tide gate opens"}) + "\n"
    target = tmp_path / "made" / "here"
    done = newsweave("summarize", "-", "-o", str(target), "--writer", "extract",
                     stdin=line.encode())  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in target.iterdir()) == ["digest.html", "digest.json", "digest.md"]
    assert done.stdout == b""


def test_compressed_input_gives_the_same_events(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.mkdir()
    for name in ("gate.txt", "bear.jsonl"):
        (packed / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
    plain = newsweave("group", str(folder / "gate.txt"), str(folder / "bear.jsonl"), "-f", "json")
    zipped = newsweave("group", str(packed), "-f", "json")
    assert plain.returncode == zipped.returncode == 0
    assert plain.stdout == zipped.stdout


def test_batch_resumes_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.out"
    arguments = ("batch", str(folder / "gate.txt"), str(folder / "bear.jsonl"),
                 "--writer", "extract", "-o", str(out))  # fmt: skip
    assert newsweave(*arguments).returncode == 0
    whole = out.read_bytes()
    lines = whole.splitlines(keepends=True)
    assert len(lines) == 2
    out.write_bytes(lines[0] + lines[1][:40])
    assert newsweave(*arguments).returncode == 0
    assert out.read_bytes() == whole
    refused = newsweave(*arguments, "--words", "50")
    assert refused.returncode == 2
    assert out.read_bytes() == whole
