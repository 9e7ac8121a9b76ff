"""The cards of names that scrapers leave in a sentence."""

from __future__ import annotations

import pytest

from summarizer.cards import without_cards
from summarizer.models.bundled import drafted, read_from
from summarizer.records import Claim, Sentence, Span

CARD = (
    "Mayor Ada Lind Ada Marie LindCouncil votes again on ferries Bridge of Tesk late for a third "
    "year MORE (R-Arlow) told reporters on Monday that the port will close."
)
PLAIN = "Mayor Ada Lind (R-Arlow) told reporters on Monday that the port will close."


def claim(*texts: str) -> Claim:
    return Claim(
        sentences=tuple(
            Sentence(span=Span(article_id="a", start=0, end=len(text)), text=text, position=0)
            for text in texts
        ),
        origins=1,
    )


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (CARD, PLAIN),
        ("Mayor Lind Ada Marie LindFerries late MORE's ferry sank.", "Mayor Lind's ferry sank."),
        (
            "Bo Reyes-Lum Robert (Bo) Reyes-LumTesk votes: report MORE and Ida Lum Ida LumArlow "
            "late MORE left.",
            "Bo Reyes-Lum and Ida Lum left.",
        ),
        ("Mayor Ada Lind Ada Marie Lind Ferries late again MORE left.", "Mayor Ada Lind left."),
        ("Ada Lind and Ada Marie Lind Ferries want MORE.",) * 2,
        ("Ida McColl wrote that Arlow \u201cmust pay MORE\u201d.",) * 2,
        ("Ada Lind and Ada Marie Lind want MORE ferries.",) * 2,
    ],
)
def test_cards_go(text: str, without: str) -> None:
    assert without_cards(text) == without


def test_the_writer_neither_reads_nor_writes_a_card() -> None:
    told = claim(CARD)
    assert read_from(told) == [PLAIN]
    sentence = drafted(PLAIN, told, 0)
    assert (sentence.text, sentence.kind) == (PLAIN, "written")
    other = "The port of Arlow will close, the mayor said."
    copied = drafted(other, claim(CARD, other), 0)
    assert (copied.text, copied.kind) == (PLAIN, "written")
