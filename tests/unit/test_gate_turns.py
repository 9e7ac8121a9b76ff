"""Words turned into their opposite, and words that only look so."""

from __future__ import annotations

import pytest

from summarizer.gate_turns import wrong_turns
from summarizer.verify import check

PRICES = "Shares in Orlec fell 7 percent on Monday after the company cut its forecast."
VOTE = "The lower house approved the budget on Wednesday by 88 votes to 61."
HOSTAGES = "The rebels released 14 hostages near Velm on Monday."
NURSE = "A nurse denied the murder charges in Tesk on Friday."


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Shares in Orlec rose 7 percent on Monday.", PRICES),
        ("Shares in Orlec fell 7 percent after the company raised its forecast.", PRICES),
        ("The lower house rejected the budget on Wednesday by 88 votes to 61.", VOTE),
        ("The upper house approved the budget on Wednesday.", VOTE),
        ("The rebels captured 14 hostages near Velm on Monday.", HOSTAGES),
        ("A nurse admitted the murder charges.", NURSE),
        ("His sister voted against the plan.", "His brother voted against the plan."),
        ("Exports grew slower than imports.", "Exports grew faster than imports."),
    ],
)
def test_the_opposite_of_what_the_passages_say_is_refused(sentence: str, passage: str) -> None:
    assert wrong_turns(sentence, [passage]) != []
    assert not check(sentence, [passage]).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        # another word of the same side
        ("Shares in Orlec dropped 7 percent after it reduced its forecast.", [PRICES]),
        ("Rebels freed 14 hostages near Velm.", [HOSTAGES]),
        # the passages have both
        ("Orlec fell 7 percent.", [PRICES, "Rival Dantis rose 2 percent."]),
        ("Prices rose in May.", ["Prices rose in May.", "Prices fell in June."]),
        # denied on one side only
        ("The house did not reject the budget.", [VOTE]),
        ("The council did not approve the plan.", ["The council rejected the plan."]),
        # the opposite stands elsewhere
        ("The port closes in May.", ["The fair opens in June.", "In May ships find no berth."]),
    ],
)
def test_what_is_told_in_other_words_is_no_opposite(sentence: str, passages: list[str]) -> None:
    assert wrong_turns(sentence, passages) == []
