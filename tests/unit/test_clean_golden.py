"""Golden cases of cleaning: what is marked in fictional articles, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.clean import find_boilerplate
from summarizer.read import read_paths

FOLDER = Path(__file__).parents[1] / "golden" / "clean"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def marked(name: str) -> list[str]:
    """``reason | text`` of every mark, as the expected files have it."""
    (article,) = read_paths([FOLDER / f"{name}.txt"]).articles
    return [
        f"{mark.reason} | {article.text[mark.span.start : mark.span.end]}"
        for mark in find_boilerplate(article)
    ]


@pytest.mark.parametrize("name", CASES)
def test_marks_what_is_not_the_story(name: str) -> None:
    expected = (FOLDER / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    assert marked(name) == expected


def test_there_are_cases() -> None:
    assert len(CASES) >= 8
