"""Runs of words of the repository are found in the data, and only those that say something."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals import copies
from evals.copies import Sought, runs

OURS = """The ferry to Arlow left Tesk harbour late
on Monday night, crowded with angry cyclists."""


def test_a_run_is_found_over_line_ends_and_marks() -> None:
    sought = Sought(runs("notes.md", OURS))
    theirs = "It said: “Tesk Harbour, late on Monday night - crowded with” people."
    (found,) = sought.within(theirs)
    assert found == "tesk harbour late on monday night crowded with"
    assert [(one.file, one.line) for one in sought.runs[found]] == [("notes.md", 1)]
    assert sought.within("Tesk harbour late on Monday night, not crowded with cyclists.") == []
    assert sought.within("") == []
    assert Sought(iter(())).within(theirs) == []


def test_a_run_of_small_words_is_nobody_s() -> None:
    assert list(runs("", "at the end of the day on which he was to go")) == []


def test_tokens_one_by_one_are_one_text() -> None:
    record = {"id": "a b", "words": ["the", "ferry", "left"], "other": [{"text": "so it was"}]}
    assert list(copies.texts(record)) == ["a b", "the ferry left", "so it was"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("A crowd saw the ferry to Arlow left Tesk harbour late on it.", 2),
        ("January February March April May June July August September October", 0),
    ],
)
def test_the_command_fails_where_there_is_a_copy(
    tmp_path: Path,
    text: str,
    hits: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root, data = tmp_path / "repository", tmp_path / "shared" / "data"
    data.mkdir(parents=True)
    root.mkdir()
    (root / "notes.md").write_text(f"{OURS}\n\n{copies.STOCK[0]}\n")
    (root / "table.gz").write_bytes(gzip.compress(b"ferry to arlow left tesk harbour late"))
    (root / "weights.bin").write_bytes(b"\0" * 100)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    with gzip.open(data / "articles.jsonl.gz", "wt") as file:
        file.write(json.dumps({"text": text}) + "\n")
    monkeypatch.setattr(sys, "argv", ["copies", "--data", str(data), "--root", str(root)])
    with pytest.raises(SystemExit) as ended:
        copies.main()
    assert ended.value.code == (1 if hits else 0)
    assert f"{hits} of them in the data" in capsys.readouterr().out
