"""Modifiers that only judge are left out, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.epithets import without_epithets


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The board met after a shameful delay.", "The board met after a delay."),
        ("It was an outrageous attack on the port.", "It was an attack on the port."),
        ("It was an appalling fire.", "It was a fire."),
        ("Sadly, three workers died.", "Three workers died."),
        ("The chairman shamelessly lied, Ortiz told the court.",
         "The chairman lied, Ortiz told the court."),
        ("The team\u2019s shocking defeat was its third.", "The team\u2019s defeat was its third."),
        ("It cost a staggering $33 million on paper.", "It cost $33 million on paper."),
        ("Rents rose a shocking 40 percent, Lum said.", "Rents rose 40 percent, Lum said."),
        ("Ortiz owes a shameful $900.", "Ortiz owes $900."),
        ("It drew an astounding 12,000 people.", "It drew 12,000 people."),
    ],
)  # fmt: skip
def test_what_is_left_out(text: str, plain: str) -> None:
    assert without_epithets(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        # the speaker's word
        "Ortiz said: \u201cIt was a shameful delay.\u201d",
        'She spoke of "shocking waste" at the port.',
        "Ortiz called it a shameful delay.",
        "He accused the board of shameless greed.",
        # without it the sense would be another
        "The mill was not utterly destroyed.",
        "So shocking a change needs time.",
        # no noun after it
        "The result was shocking to many.",
        "A shocking and costly delay.",
        "It was a bizarre sort of answer.",
        # the article cannot be told from a letter
        "It was a shocking hour.",
        "An appalling FBI report came out.",
        # nor the noun be left without one
        "It is a staggering $33 million plan.",
        "A shocking 40 percent cut came.",
        "It was a shocking 2018 series.",
        # a name
        "The Brazen Head opened on Monday.",
        # a fact
        "A fatal fire and an alleged theft.",
        "",
    ],
)
def test_what_stays(text: str) -> None:
    assert without_epithets(text) == text


@given(st.text(alphabet="a an the shameful shocking \u201c\"'., sadly,TheX1\n", max_size=60))
def test_any_text_gets_shorter_or_stays(text: str) -> None:
    plain = without_epithets(text)
    assert len(plain) <= len(text) + 1
    assert (plain == text) or len(plain) < len(text)
