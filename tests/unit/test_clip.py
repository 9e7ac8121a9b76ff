from __future__ import annotations

import pytest

from summarizer.clip import clip, part
from summarizer.verify import check
from tests.unit.event_sample import document

COUNCIL = (
    "After a debate that lasted nine hours, the county council approved the Lower Sorrel wind "
    "farm by 31 votes to 22, while protesters sang outside the town hall until midnight."
)


def clipped(source: str, written: str) -> str:
    """The part of the one sentence of `source`, by its place in the article."""
    one = document("a", source)
    (sentence,) = one.sentences
    span = clip(sentence, written)
    assert sentence.span.start <= span.start < span.end <= sentence.span.end
    return one.article.text[span.start : span.end]


def test_only_the_clause_that_says_it_is_taken() -> None:
    assert clipped(COUNCIL, "The council approved the wind farm by 31 votes to 22.") == (
        "the county council approved the Lower Sorrel wind farm by 31 votes to 22"
    )


def test_what_the_written_sentence_has_from_two_clauses_stays() -> None:
    found = clipped(COUNCIL, "The council approved the wind farm while protesters sang.")
    assert found.startswith("the county council")
    assert found.endswith("midnight.")


def test_a_value_in_another_spelling_stays() -> None:
    assert clipped(COUNCIL, "The council debated the wind farm for 9 hours.") == (
        "After a debate that lasted nine hours, the county council approved the Lower Sorrel wind "
        "farm by 31 votes to 22"
    )


@pytest.mark.parametrize(
    "source",
    [
        # Who says it, a doubt, a condition or a denial is never cut off.
        "The bridge at Velm will stay closed until June, Mayor Ada Ortun said on Wednesday night.",
        "If the council pays for the two pillars, the bridge at Velm will open again in June.",
        "The bridge at Velm will stay closed until June, which the port authority denies.",
        "According to the port of Arvania, the bridge at Velm will stay closed until June.",
        # No cut inside a quotation or a bracket.
        "The mayor said “the bridge at Velm stays closed, while engineers look at all pillars”.",
        # A short sentence stays whole.
        "The bridge stays closed until June, while it rains.",
    ],
)
def test_the_whole_sentence_where_a_part_would_say_less(source: str) -> None:
    assert clipped(source, "The bridge at Velm will stay closed.") == source


def test_a_part_keeps_its_facts_at_their_places() -> None:
    (sentence,) = document("a", COUNCIL).sentences
    piece = part(sentence, clip(sentence, "The council approved the wind farm by 31 to 22."))
    assert [n.text for n in piece.numbers] == ["31", "22"] or "31" in piece.numbers[0].text
    for fact in (*piece.numbers, *piece.names, *piece.dates, *piece.quotes):
        assert piece.text[fact.start : fact.end] == fact.text
    assert check("The council approved the wind farm by 31 votes to 22.", [piece]).ok


def test_nothing_shared_gives_the_whole() -> None:
    assert clipped(COUNCIL, "Ferries sail.") == COUNCIL
