"""How well names go with the words around them."""

from __future__ import annotations

import pytest

from summarizer import frames
from summarizer.gate_context import active
from summarizer.gate_facts import facts_of
from summarizer.gate_places import Known, comparisons, features, odds, usual
from summarizer.verify import check


def fits(text: str, spelled: str) -> float:
    """How well a name goes with the place that "_" marks."""
    at = text.index("_")
    found = frames.load()
    place = found.place(frames.beside(text, at, at + 1))
    return float(place @ found.name(spelled, spelled.lower(), ()))


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("_ told reporters on Tuesday that she would resign.", "Nancy Brill", "Memorial Day"),
        ("They met at the _ for a meeting on Friday.", "White House", "Maryland"),
        ("Lawmakers in _ voted on Tuesday to raise the tax.", "Maryland", "Senate"),
        ("_ have said that they will oppose the bill.", "Democrats", "Pentagon"),
    ],
)
def test_a_name_goes_with_some_places(text: str, better: str, worse: str) -> None:
    assert fits(text, better) > fits(text, worse) + 1


def test_words_beside_a_place_are_tokens_with_the_ends_marked() -> None:
    text = "In 2031, Ada Ortun’s office said no."
    words = frames.beside(text, text.index("Ada"), text.index("’"))
    assert words == (("<s>", "in", "####,"), ("'s", "office", "said"))
    assert frames.beside("Ortun", 0, 5) == (("<s>",), ("</s>",))


def test_what_stands_beside_other_mentions_tells_who_a_name_is() -> None:
    found = frames.load()
    text = "_ told reporters on Tuesday that nothing would change."
    place = found.place(frames.beside(text, 0, 1))
    person, town = (
        frames.beside(one, one.index("Kelm"), one.index("Kelm") + 4)
        for one in ("On Monday Kelm said he was sorry.", "The fire in Kelm burned for days.")
    )
    scores = [float(place @ found.name("Kelm", "kelm", [one])) for one in (person, town)]
    assert scores[0] > scores[1]


def test_unknown_words_and_nothing_have_a_vector() -> None:
    found = frames.load()
    assert found.place(frames.Beside((), ())).shape == found.name("", "", ()).shape
    assert found.name("Qzxv", "qzxv", ()).shape == found.place_shift.shape


VISIT = (
    "Mayor Ada Ortun told reporters in Velm that the bridge would be closed in spring.",
    "The Senate sent troopers to the bridge after drivers in Velm ignored the signs.",
)


TALKS = (
    "President Ada Brill asked both party heads to the White House on Friday.",
    "Senator Nancy Orr said that talks in Maryland on Sunday had failed.",
)


@pytest.mark.parametrize(
    ("sentence", "sound"),
    [
        ("Brill has asked both parties to the White House for talks.", True),
        ("Brill has asked both parties to the Nancy Orr for talks.", False),
        ("Brill has asked both parties to the Maryland for talks.", False),
        ("Orr told reporters that talks had failed.", True),
        ("Maryland told reporters that talks had failed.", False),
    ],
)
def test_the_gate_hears_what_no_such_name_does(sentence: str, sound: bool) -> None:
    assert check(sentence, TALKS).ok is sound


def test_a_name_at_home_in_the_sentence_is_no_rival() -> None:
    known = Known([active(facts_of(one)) for one in VISIT])
    text = "Ada Ortun told reporters that the Senate sent troopers."
    seen = {one.place.spelled: one for one in comparisons(facts_of(text), known)}
    senate = seen["Ada Ortun"].bearers
    at = [usual(group) for group in senate].index("Senate")
    assert sum(seen["Ada Ortun"].at_home[at]) > 0
    velm = [usual(group) for group in senate].index("Velm")
    assert not any(seen["Ada Ortun"].at_home[velm])
    swapped = comparisons(
        facts_of("The Senate told reporters that Ada Ortun sent troopers."), known
    )
    assert max(odds(features(one)) for one in swapped) > max(
        odds(features(one)) for one in seen.values()
    )


def test_a_word_in_capitals_is_no_rival() -> None:
    known = Known([facts_of("Ada Ortun MORE on Monday told reporters no."), facts_of(VISIT[0])])
    (seen,) = comparisons(facts_of("Ortun told reporters no."), known)
    assert "MORE" not in [usual(group) for group in seen.bearers]
