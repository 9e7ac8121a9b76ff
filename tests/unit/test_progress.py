"""What the commands say while they work."""

from __future__ import annotations

import io
import re

import pytest

from summarizer.pipeline import Progress
from summarizer.progress import progress


def test_verbose_says_what_has_been_done_with_times(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=False, verbose=True) as tell:
        tell(Progress(stage="load", done=1, total=1))
        tell(Progress(stage="read", done=1, total=1200))
        for stage, total in (("read", 1200), ("group", 1200), ("write", 1)):
            tell(Progress(stage=stage, done=total, total=total))
    told = capsys.readouterr()
    assert told.out == ""
    assert re.sub(r"\d+\.\d s", "T", told.err).splitlines() == [
        "newsweave:    T  loaded the models",
        "newsweave:    T  read 1,200 articles",
        "newsweave:    T  grouped 1,200 articles",
        "newsweave:    T  wrote 1 event",
    ]


def test_a_terminal_shows_what_goes_on_and_nothing_that_has_not_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress(quiet=False, verbose=False) as tell:
        tell(Progress(stage="load", done=1, total=1))
        tell(Progress(stage="read", done=0, total=1200))
        tell(Progress(stage="read", done=1200, total=1200))
    told = screen.getvalue()
    assert "loading the models" in told
    assert "1,200/1,200" in told
    assert "grouping" not in told
    assert "?" not in re.sub(r"\x1b\[\?25[lh]", "", told)
