"""What is built and shipped works without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy of its tracked files, unpacked."""
    copy = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    for name in listed.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target) if _same_disk(source, copy) else target.write_bytes(
                source.read_bytes()
            )
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(out), str(copy)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = out.glob("newsweave-*.whl")
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _same_disk(a: Path, b: Path) -> bool:
    return a.stat().st_dev == b.stat().st_dev


def run(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=unpacked,
        env={**os.environ, "PYTHONPATH": str(unpacked), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_data_prompts_licence_and_no_tests(unpacked: Path) -> None:
    assert list((unpacked / "summarizer" / "prompts").glob("*.toml"))
    assert list((unpacked / "summarizer" / "data").iterdir())
    assert (unpacked / "summarizer" / "py.typed").is_file()
    assert {p.name for p in unpacked.rglob("licenses/*")} >= {"LICENSE", "NOTICE"}
    top = {p.name for p in unpacked.iterdir() if not p.name.endswith(".dist-info")}
    assert top <= {"summarizer", "service"}


def test_the_wheel_summarizes_the_examples(unpacked: Path) -> None:
    where = run(unpacked, "-c", "import summarizer; print(summarizer.__file__)")
    assert where.stdout.startswith(str(unpacked))
    done = run(unpacked, "-m", "summarizer", "summarize", str(EXAMPLES), "-f", "json", "-q")
    assert done.returncode == 0, done.stderr
    digest = json.loads(done.stdout)
    assert len(digest["events"]) >= 6
    assert all(event["summary"] for event in digest["events"])
