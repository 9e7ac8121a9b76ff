"""Who did it and to whom, where neither has a name: exchanged sides are refused, no others."""

from __future__ import annotations

import pytest

from summarizer.gate_agents import wrong_agents
from summarizer.verify import check


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The union sued the company on Monday.", "The company sued the union on Monday."),
        ("Police were attacked by protesters.", "Police attacked protesters on Monday."),
        (
            "The opposition leader attacked the minister.",
            "The minister has again attacked the opposition leader in a speech.",
        ),
        ("The buyer paid the bank 3 crowns.", "The bank paid the buyer 3 crowns."),
    ],
)
def test_exchanged_sides_are_refused(sentence: str, passage: str) -> None:
    assert wrong_agents(sentence, [passage])
    verdict = check(sentence, [passage])
    assert not verdict.ok
    assert any("exchanged" in reason for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Protesters were attacked by police.", ["Police attacked protesters on Monday."]),
        ("The company sued the union.", ["The union was sued by the company on Monday."]),
        ("The dog bit the man.", ["The man bit the dog.", "The dog bit the man later."]),
        ("The union sued the company.", ["The union sued the city, and the company the union."]),
        ("The mayor closed the bridge.", ["The bridge closed the gap between two roads."]),
        ("The bill passed the senate 51-49.", ["The senate passed the bill on Friday."]),
        ("", ["The union sued the company."]),
    ],
)
def test_what_the_passages_say_either_way_passes(sentence: str, passages: list[str]) -> None:
    assert wrong_agents(sentence, passages) == []
