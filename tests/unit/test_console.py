"""What the commands say while they work."""

from __future__ import annotations

import re

import pytest

from summarizer import console
from summarizer.pipeline import Progress


def test_verbose_says_what_has_been_done_with_times(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress(quiet=False, verbose=True) as tell:
        tell(Progress(stage="read", done=1, total=1200))
        for stage, total in (("read", 1200), ("group", 1200), ("write", 1)):
            tell(Progress(stage=stage, done=total, total=total))
    told = capsys.readouterr()
    assert told.out == ""
    assert re.sub(r"\d+\.\d s", "T", told.err).splitlines() == [
        "newsweave:    T  read 1,200 articles",
        "newsweave:    T  grouped 1,200 articles",
        "newsweave:    T  wrote 1 event",
    ]
