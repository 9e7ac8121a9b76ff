"""What a sentence's form has against it."""

from __future__ import annotations

import pytest

from summarizer.fitness import holds_card, unfit
from summarizer.models.bundled import read_from
from summarizer.records import Claim, Sentence, Span

CARD = (
    "Mayor Ada Lind Ada Marie LindCouncil votes again on ferries Bridge of Tesk late for a third "
    "year MORE (R-Arlow) told reporters on Monday that the port will close."
)


def sentence(text: str) -> Sentence:
    span = Span(article_id="a", start=0, end=len(text))
    return Sentence(span=span, text=text, position=0)


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "Lind Marie LindCouncil votes again on ferries MORE and other members left the hall.",
        "Sen. Bo Reyes MORE (D-Tesk) said on Monday that the ferry port of Arlow will close.",
        "MORE announced on Monday that the ferry port of Arlow will close at noon.",
        "It fell to Ada Lind Ada LindFerries stop at night Bridge opens to calm the members.",
    ],
)
def test_the_card_of_a_name_is_not_told(text: str) -> None:
    assert holds_card(text)
    assert unfit(text) == "holds headlines of other pages"


@pytest.mark.parametrize(
    "text",
    [
        "Ida McColl wrote that Arlow “must pay MORE” and that Tesk must pay LESS for the ferry.",
        "Mayor Ada Lind said that more than 300 (R-rated) films were shown in Arlow on Monday.",
        "Bo DeVane, Bo Reyes and Ada McLind told reporters on Monday that the port will close.",
        "YouTube and the council of Arlow will show more of the vote on Monday than before.",
    ],
)
def test_names_and_capitals_of_other_kinds_are_told(text: str) -> None:
    assert not holds_card(text)
    assert unfit(text) == ""


def test_the_writer_does_not_read_a_card_where_another_wording_is_without() -> None:
    plain = "Mayor Ada Lind told reporters on Monday that the port will close."
    both = Claim(sentences=(sentence(CARD), sentence(plain)), origins=2)
    assert read_from(both) == [plain]
    assert read_from(Claim(sentences=(sentence(CARD),), origins=1)) == [CARD]
