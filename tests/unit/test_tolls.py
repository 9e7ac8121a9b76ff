"""Tolls are compared however they are told; parts, other times and other events are not."""

from __future__ import annotations

import pytest

from summarizer import prepare
from summarizer.disagree import Difference, find_disagreements
from summarizer.records import Article

PLAIN = "12 people died and 30 were injured, harbour officials said."


def differences(*texts: str) -> tuple[Difference, ...]:
    opening = "A ferry ran aground off Cape Selm on Tuesday, the coast guard said. "
    documents = [
        prepare.document(Article(id=f"a{n}", text=opening + text, language="en"))
        for n, text in enumerate(texts)
    ]
    return find_disagreements((), documents=documents)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("The accident killed 15 people and injured 30.", ("12 dead", "15 dead")),
        ("The accident killed at least fifteen people.", ("12 dead", "at least fifteen dead")),
        ("Fifteen passengers were killed when the ship hit the reef.", ("12 dead", "fifteen dead")),
        ("The death toll has risen to 15, rescuers said.", ("12 dead", "15 dead")),
        (
            "The reef left a hole in the hull, and 47 people were hurt.",
            ("30 injured", "47 injured"),
        ),
    ],
)
def test_another_toll_is_listed_however_it_is_told(other: str, told: tuple[str, str]) -> None:
    found = differences(PLAIN, other)
    assert [one.told for one in found] == [told]
    assert found[0].about == told[0].split()[1]


@pytest.mark.parametrize(
    "other",
    [
        "The accident killed twelve people and injured 30.",
        "The accident killed at least 12 people.",
        "A ship that struck the same reef in 2011 killed 15 people.",
        "Earlier accidents at the reef killed 15 people.",
        "A guard and 15 passengers died when the ship broke apart.",
        "On Sunday a fire in Tarn killed 15 people.",
        "Officials feared that the wreck could have killed 15 people.",
        "The accident killed 15 children.",
        "The accident killed 15 people, including the pilot.",
    ],
)
def test_an_equal_toll_and_one_of_something_else_are_not_listed(other: str) -> None:
    assert differences(PLAIN, other) == ()


def test_an_article_that_gives_two_tolls_is_not_held_to_one() -> None:
    both = "The reef killed 15 people. Of the crew nobody was hurt; 12 people died on deck."
    assert differences(PLAIN, both) == ()
