"""Bounds on numbers, parts of a whole, beliefs and conditions keep what they are."""

from __future__ import annotations

import pytest

from summarizer.gate_beliefs import wrong_beliefs
from summarizer.gate_bounds import wrong_bounds
from summarizer.gate_facts import facts_of
from summarizer.verify import check

DAM = ("At least 12 people were killed when the dam burst.", "Fewer than 200 houses were lost.")
BANK = ("Governor Ines Tarlo said two of the nine members voted against the increase.",)
PUPILS = ("Most of the 60 pupils had fevers.", "Some teachers fell ill, too.")
FIRE = ("Investigators believe a candle started the fire in Tesk.",)
STRIKE = ("If the talks fail, the union will strike on 1 June, its leader Piet Gorm said.",)


def bounds(sentence: str, passages: tuple[str, ...]) -> list[str]:
    return wrong_bounds(facts_of(sentence), [facts_of(one) for one in passages])


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("At most 12 people were killed when the dam burst.", DAM),
        ("Fewer than 12 people were killed when the dam burst.", DAM),
        ("No more than 12 people were killed when the dam burst.", DAM),
        ("Twelve people were killed when the dam burst.", DAM),
        ("More than 200 houses were lost.", DAM),
        ("Nine members voted against the increase.", BANK),
        ("All of the 60 pupils had fevers.", PUPILS),
        ("None of the pupils had fevers.", PUPILS),
        ("Most teachers fell ill.", PUPILS),
    ],
)
def test_another_bound_or_share_is_refused(sentence: str, passages: tuple[str, ...]) -> None:
    assert bounds(sentence, passages) != []
    assert not check(sentence, passages).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("When the dam burst, at least a dozen people were killed.", DAM),
        ("No fewer than 12 people were killed when the dam burst.", DAM),
        ("Twelve people were killed.", (*DAM, "Rescuers counted 12 dead people.")),
        ("The dam burst and 200 houses or fewer were lost.", DAM),
        ("Some 35,000 people signed.", ("More than 35,000 people signed the letter.",)),
        ("The letter has 35,000 signatures.", ("The letter has more than 35,000 signatures.",)),
        ("Two of the nine members voted against it.", BANK),
        ("The bank has nine members.", BANK),
        ("Some of the 60 pupils had fevers.", PUPILS),
        ("Most pupils had fevers and some teachers fell ill.", PUPILS),
    ],
)
def test_the_same_bound_in_other_words_passes(sentence: str, passages: tuple[str, ...]) -> None:
    assert bounds(sentence, passages) == []


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("A candle started the fire in Tesk.", FIRE),
        ("Investigators proved a candle started the fire.", FIRE),
        ("The union will strike on 1 June.", STRIKE),
        ("The union will strike on 1 June, Piet Gorm said.", STRIKE),
    ],
)
def test_a_belief_or_condition_is_no_fact(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_beliefs(sentence, passages) != []
    assert not check(sentence, passages).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("A candle is believed to have started the fire in Tesk.", FIRE),
        ("A candle started the fire.", (*FIRE, "A candle started the fire, the court found.")),
        ("The union will strike if the talks fail.", STRIKE),
        ("The union will strike on 1 June.", (*STRIKE, "The union will strike in June.")),
        ("There was a fire in Tesk.", FIRE),
    ],
)
def test_what_is_told_as_such_or_elsewhere_as_fact_passes(
    sentence: str, passages: tuple[str, ...]
) -> None:
    assert wrong_beliefs(sentence, passages) == []
