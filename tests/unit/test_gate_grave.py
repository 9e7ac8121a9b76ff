"""Grave words, orders in time and ways."""

from __future__ import annotations

import pytest

from summarizer.gate_grave import wrong_grave
from summarizer.gate_order import wrong_order
from summarizer.gate_turns import wrong_turns
from summarizer.verify import check

SULL = ("Marek Sull, 41, pleaded not guilty to two counts of fraud at a court in Velm.",)
HOSTAGES = ("The rebels released 14 hostages near Velm on Monday.",)
ORTUN = ("Ortun resigned before the report was published.", "The minister left after the vote.")
FERRY = ("The ferry was sailing from Lorne to Tesk when its engine failed.",)


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Marek Sull was convicted of two counts of fraud.", SULL),
        ("Marek Sull was acquitted of two counts of fraud.", ("Sull pleaded guilty to fraud.",)),
        ("The rebels killed 14 hostages near Velm on Monday.", HOSTAGES),
        ("The nurse admitted the charges.", ("A nurse denied the charges.",)),
    ],
)
def test_a_grave_word_of_which_nobody_tells_is_refused(
    sentence: str, passages: tuple[str, ...]
) -> None:
    assert wrong_grave(sentence, passages) != []
    assert not check(sentence, passages).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Marek Sull was convicted of fraud.", ("A court sentenced Marek Sull for fraud.",)),
        ("Marek Sull was convicted of fraud.", ("Marek Sull was found guilty of fraud.",)),
        ("Rita Aske was acquitted.", ("Rita Aske was cleared of fraud.",)),
        ("Rita Aske was acquitted.", ("The jury found Rita Aske not guilty.",)),
        ("The blaze killed five people.", ("Five people died in the blaze.",)),
        ("The rebels freed 14 hostages.", HOSTAGES),
    ],
)
def test_a_grave_word_told_in_another_passes(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_grave(sentence, passages) == []


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Ortun resigned after the report was published.", ORTUN),
        ("The report was published before Ortun resigned.", ORTUN),
        ("The minister left before the vote.", ORTUN),
        ("The ferry was sailing from Tesk to Lorne.", FERRY),
    ],
)
def test_the_other_way_round_is_refused(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_order(sentence, passages) != []
    assert not check(sentence, passages).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("The report was published after Ortun resigned.", ORTUN),
        ("Ortun resigned before publication of the report.", ORTUN),
        ("The ferry sailed from Lorne to Tesk.", FERRY),
        ("It sails from Tesk to Lorne.", (*FERRY, "It goes back from Tesk to Lorne.")),
        ("He came after the storm.", ("Before dawn nobody came.",)),
    ],
)
def test_the_same_order_in_other_words_passes(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_order(sentence, passages) == []


def test_of_two_sides_each_keeps_its_own() -> None:
    both = ("Shares in Orlec fell 7 percent on Monday.", "Rival Dantis rose 2 percent on Monday.")
    assert wrong_turns("Shares in Orlec rose 7 percent on Monday.", both) != []
    assert wrong_turns("Shares in Orlec fell 7 percent, Dantis rose 2 percent.", both) == []
