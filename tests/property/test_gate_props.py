"""Whatever stands in an article, the text helpers and the gate read it without an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import dates, facts
from summarizer.modal_words import uses
from summarizer.verify import check

_PIECES = st.sampled_from(
    """0 0-5 5-0 0/0 1/0 0/1 1/2 0–0 0–5 ½ 0½ 1½ ⅓ -0 0.0 0,000 000 1,000 1e9 ٣ ٣٤ ४५ 二 ² percent %
    $ £0 $0 million billion bn m k to and or - – — / . : 24:00 0:00 12am 0am th 0th 1st 31st half a
    dozen zero hundred nearly about Feb 29 30 2019 0000 9999 1900s 00s Monday next last ago year
    years old people aged Ortun Velm said not never may " “ ” ' ’ ( ) [ ] …""".split()
)
_LINES = st.lists(_PIECES, max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ", ""]).map(lambda gap: gap.join(pieces))
)
_TEXTS = st.one_of(_LINES, st.text(max_size=80))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_facts_of_odd_strings(text: str) -> None:
    for found in (facts.numbers(text), facts.names(text), facts.quotes(text)):
        places = [(one.start, one.end) for one in found]
        assert places == sorted(places)
        assert all(text[one.start : one.end] == one.text for one in found)
    assert all(text[m.start : m.end] == m.text for m in dates.date_mentions(text, anchor=None))
    assert len(uses(text)) <= len(text)


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _TEXTS)
def test_the_gate_decides_on_odd_strings(sentence: str, passage: str) -> None:
    verdict = check(sentence, [passage])
    assert verdict.ok == (not verdict.reasons)
    assert 0.0 <= verdict.score <= 1.0


@pytest.mark.parametrize(
    "text",
    ["0-5", "0/0", "1/0", "0–0 percent", "0-0 million", "½", "0½", "٣٤ people", "0 to 0 percent",
     "$0-5 million", "0, 0 and 0", "9" * 400, "1" + ",000" * 120, "0." + "0" * 400 + "1",
     "9" * 400 + " million people", "12:99", "0th", "99999999999999999999 years ago"],
)  # fmt: skip
def test_numbers_at_the_edge(text: str) -> None:
    for number in facts.numbers(text):
        assert text[number.start : number.end] == number.text
    check(f"It was {text}.", [f"It was 5 and {text}, she said.", "It was 7 million."])
    check("It was 7 million.", [text])
    check(f"It was {text}.", ["It was 1,234,567 or 12 million people."])
    dates.date_mentions(text, anchor=None)
