"""Whose number it is."""

from __future__ import annotations

import pytest

from summarizer.owners import owner
from summarizer.slots import slots
from tests.unit.event_sample import document


def owner_of(text: str) -> str:
    (sentence,) = document("one", text).sentences
    (slot,) = (one for one in slots(sentence) if one.kind == "number")
    return owner(slot)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ada Lind raised 46 million crowns in the spring.", "ada lind"),
        ("Bo Orr said that his campaign raised 22 million crowns.", "bo orr"),
        ("Bo Orr said that his new summer campaign has raised 22 million crowns.", "bo orr"),
        ("Bo Orr's new campaign raised 22 million crowns.", "bo orr"),
        ("Bo Orr's campaign announced on Friday it raised 22 million crowns.", "bo orr"),
        ("Bo Orr told the board that he raised 22 million crowns.", "bo orr"),
        ("Bo Orr told the board in Velm that he raised 22 million crowns.", ""),
        ("The yard of Bo Orr said it raised 22 million crowns.", ""),
        ("Ada Lind said that 12 people were hurt at the mill.", ""),
        ("The fire at the Orvo mill killed 12 people, Ada Lind said.", ""),
        ("Ada Lind opened the yard, which has built 30 ships for Tesk.", ""),
    ],
)
def test_a_number_belongs_to_who_did_the_deed(text: str, key: str) -> None:
    assert owner_of(text) == key
