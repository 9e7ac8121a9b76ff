"""Whether each number stands where the passages have it: "fell 2 percent" of what fell 7.

`gate_facts` asks whether a number is one of the passages', with its unit and what it counts. Here
the words beside it decide: refused is a number where the passages have another of its kind with
the same words around it, and have this one nowhere in such a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.agree import head
from summarizer.gate_facts import Facts, in_date, supports
from summarizer.gate_sides import fit, sides
from summarizer.records import Quantity
from summarizer.stemmer import stem
from summarizer.tokens import terms

# Of 2,550 sound sentences of train material one is hit (and for another reason, too).
# The other number's place must fit so well, better by so much, and this one's own no better than
# so: where accounts differ, each number has a place of its own that fits.
_FIT, _MARGIN, _OWN = 2.0, 1.0, 1.5


@dataclass(frozen=True, slots=True)
class _Place:
    """A number with the stems on either side in its clause, the nearest first."""

    number: Quantity
    left: tuple[str, ...]
    right: tuple[str, ...]


def wrong_figures(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Numbers that stand where the passages have another one."""
    own = _places(sentence)
    if not own:
        return []
    known = [place for passage in passages for place in _places(passage)]
    stems = {stem(word) for passage in passages for word in terms(passage.text)}
    wrong = []
    for place in own:
        alike = [one for one in known if supports(one.number, place.number, stems)]
        others = [one for one in known if one not in alike and _rivals(one.number, place.number)]
        if not alike or not others:
            continue
        here = max(fit(place, one) for one in alike)
        best = max(others, key=lambda one: fit(place, one))
        if here <= _OWN and fit(place, best) >= max(_FIT, here + _MARGIN):
            wrong.append(
                f"the cited passages have {best.number.text!r} where it has {place.number.text!r}"
            )
    numbers = [(one, passage.text) for passage in passages for one in passage.numbers]
    paid = {_noun(one, text) for one, text in numbers if _SIGNED.match(one.text)}
    counted = {_noun(one, text) for one, text in numbers if one.value >= _MANY} - {""} - paid
    return wrong + [
        f"the cited passages have {noun!r} with another number than {number.text!r}"
        for number in sentence.numbers
        if _SIGNED.match(number.text) and (noun := _noun(number, sentence.text)) in counted
    ]


_SIGNED = re.compile(r"[A-Za-z]{0,2}[$£€¥₹₽₩₪]")
_BEHIND = re.compile(r" ?([^\W\d_]+)")
# Sums are counted so high: a "$3 billion project" may be one of "two projects".
_MANY = 1000


def _noun(number: Quantity, text: str) -> str:
    """The word behind a number ("crowns" in "24 million crowns"), or its last where that is what
    it is measured in ("24 million euros")."""
    last = number.text.rsplit(" ", 1)[-1].casefold()
    if number.unit and last.isalpha() and not _SIGNED.match(number.text):
        return head(last)
    found = _BEHIND.match(text, number.end)
    return head(found[1]) if found else ""


def _rivals(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers could stand in one place: of one unit, of one thing if both say of what,
    and not equal; "one" is as often an article."""
    if one.unit != two.unit or one.ordinal != two.ordinal or one.value in (1, two.value):
        return False
    return not one.counts or not two.counts or head(one.counts) == head(two.counts)


def _places(facts: Facts) -> list[_Place]:
    out = []
    for number in facts.numbers:
        if in_date(number, facts.dates) or number.value == 1:
            continue
        left, right = sides(facts.text, number.start, number.end)
        out.append(_Place(number, left, right))
    return out
