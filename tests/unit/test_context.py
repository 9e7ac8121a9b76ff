"""Which quotation marks a text lacks."""

from __future__ import annotations

import pytest

from summarizer.context import ends_quotation, open_marks


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("“The pier is closed,” she said.", ("", "")),
        ('"The pier is closed," she said.', ("", "")),
        ("“The pier is closed.", ("", "”")),
        ('Brill said: "The pier is closed.', ("", '"')),
        ("The pier is closed.”", ("“", "")),
        ('The pier is closed," she said.', ('"', "")),
        # straight marks inside curly ones are a pair of their own
        ('“The "old" pier is closed,” she said.', ("", "")),
        ('“The "old" pier is closed.', ("", "”")),
        ('“The "old," pier."', ("", "")),
        # opened curly, closed straight
        ('“The pier is closed," she said.', ("", "")),
        ("„Die Mole ist zu“, sagte sie.", ("", "")),
    ],
)
def test_lacking_marks(text: str, lacks: tuple[str, str]) -> None:
    assert open_marks(text) == lacks
    assert ends_quotation(text) == bool(lacks[0])
