"""The facts of a text, and whether its numbers are those of another text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from summarizer import dates, facts
from summarizer.agree import head, rounds_to, same_value, significant
from summarizer.name_words import DEMONYMS
from summarizer.records import DateMention, Name, Quantity, Quote, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import fold, terms


@dataclass(frozen=True, slots=True)
class Facts:
    """A text with what was found in it; offsets are relative to ``text``."""

    text: str
    numbers: tuple[Quantity, ...]
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]


def facts_of(source: str | Sentence, *, anchor: date | None = None) -> Facts:
    """The facts of a written text, or those that a source sentence already carries."""
    if isinstance(source, Sentence):
        return Facts(source.text, source.numbers, source.names, source.quotes, source.dates)
    return Facts(
        source,
        tuple(facts.numbers(source)),
        tuple(facts.names(source)),
        tuple(facts.quotes(source)),
        tuple(dates.date_mentions(source, anchor=anchor)),
    )


def wrong_numbers(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Numbers of the sentence that no passage gives with that unit and that counted thing."""
    known = [number for passage in passages for number in passage.numbers]
    stems = {stem(word) for passage in passages for word in terms(passage.text)}
    shares = [share for passage in passages for _, share in _shares(passage)]
    shared = [
        number
        for numbers, share in _shares(sentence)
        if any(abs(share - other) < _EXACT for other in shares)
        for number in numbers
    ]
    wrong = []
    checked: list[tuple[int, int]] = []
    for number in sentence.numbers:
        checked.append((number.start, number.end))
        if in_date(number, sentence.dates) or _article(number, known) or number in shared:
            continue
        borne = [
            [one for one in passage.numbers if supports(one, number, stems)] for passage in passages
        ]
        homes = [
            (one, passage.numbers if _persons(one) else known)
            for one, passage in zip(borne, passages, strict=True)
            if one
        ]
        if all(_of_another(number, one, beside) for one, beside in homes):
            wrong.append(f"no cited passage gives the number {number.text!r}")
    digits = {_bare(found[0]) for passage in passages for found in _DIGITS.finditer(passage.text)}
    for found in _DIGITS.finditer(sentence.text):
        inside = any(start <= found.start() < end for start, end in checked)
        if _bare(found[0]) not in digits and not inside:
            wrong.append(f"no cited passage has {found[0]!r}")
    return wrong


def _article(number: Quantity, known: Sequence[Quantity]) -> bool:
    """Whether "one" counts nothing that the passages count: "one hiker said"."""
    if number.value != 1 or not number.counts:
        return number.value == 1
    own = head(number.counts)
    plain = number.text.casefold() == "one" and not number.unit
    return plain and not any(head(one.counts) == own for one in known)


def _persons(numbers: Sequence[Quantity]) -> bool:
    """Whether one of them counts people, which another passage may call workers or Ardeners."""
    return any(head(one.counts) == "people" for one in numbers)


def _of_another(number: Quantity, borne: Sequence[Quantity], beside: Sequence[Quantity]) -> bool:
    """Whether a passage gives this value to something else, and another value to what it counts
    here: "63 workers" of "killed 14 workers and injured 63 people"."""
    own = head(number.counts)
    if not number.counts or any(head(one.counts) == own or not one.counts for one in borne):
        return False
    return any(one.counts and head(one.counts) == own and not one.ordinal for one in beside)


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def _bare(digits: str) -> str:
    return digits.replace(",", "")


# Whom one may count as people: peoples, and those whom news count most.
_FOLK = frozenset(DEMONYMS) | frozenset(
    """survivors passengers workers protesters demonstrators migrants refugees voters members
    tourists visitors customers users employees guests inmates prisoners evacuees""".split()
)


def supports(source: Quantity, number: Quantity, stems: Collection[str]) -> bool:
    """Whether a source's number bears out a written one: an exact value may be rounded, never
    the other way round, and what it counts must be a word of the passages."""
    counted = head(source.counts) == head(number.counts) if source.counts else True
    people = head(number.counts) == "people" and source.counts.casefold() in _FOLK
    if number.counts and not (counted or people or stem(fold(number.counts)) in stems):
        return False
    equal = source.value == number.value and source.ordinal == number.ordinal
    if source.unit != number.unit and (_age(source, number) or _score(source, number)):
        return equal
    if source.unit != number.unit:
        # "78.9 years in 2014, 78.6 in 2017": a unit may be left out, never another one put in.
        return equal and not number.unit and not number.counts and significant(number.value) > 2
    return equal or _rounded(source, number)


_AGED = re.compile(r"\d+(?:-year-old| years? old)?|[a-z]+(?:-[a-z]+)?-year-old", re.IGNORECASE)


def _age(source: Quantity, number: Quantity) -> bool:
    """Whether one is an age, "63-year-old Ada Lind" or by its commas alone, "Ada Lind, 63, said",
    and the other may be."""
    aged, plain = (source, number) if source.unit == "year" else (number, source)
    bare = plain.text.isdigit() and not plain.unit and not plain.counts
    return aged.unit == "year" and bare and bool(_AGED.fullmatch(aged.text))


_IN = re.compile(r"\s(?:in|out of)(?: every)?\s")
# Shares that differ by no more are equal but for rounding.
_EXACT = 1e-6


def _shares(facts: Facts) -> list[tuple[tuple[Quantity, ...], float]]:
    """The shares of a text, each with the numbers that it is told with: "a fifth", "one in five",
    "two out of three"."""
    found: list[tuple[tuple[Quantity, ...], float]] = [
        ((one,), one.value) for one in facts.numbers if not one.unit and 0 < one.value < 1
    ]
    for one, two in pairwise(facts.numbers):
        if 0 < one.value < two.value and _IN.fullmatch(facts.text[one.end : two.start]):
            found.append(((one, two), one.value / two.value))
    return found


def _score(source: Quantity, number: Quantity) -> bool:
    """Whether one is of a score, "a 7-2 ruling", and the other may be: "by 7 to 2"."""
    plain = number if source.unit == "score" else source
    return "score" in (source.unit, number.unit) and not plain.unit and not plain.counts


# A rounded value may be off by this share of the exact one; with "about" and the like by more.
_OFF, _OFF_ABOUT = 0.03, 0.055


def _rounded(source: Quantity, number: Quantity) -> bool:
    """Whether a written number is a source's number with fewer digits: 76.66 as 77, 38 as "about
    40"; not 25 as 30, nor 18 as 20."""
    fewer = significant(number.value) < significant(source.value)
    if number.ordinal or source.ordinal or not fewer:
        return False
    off = abs(source.value - number.value) / max(abs(source.value), 1e-9)
    if number.approximate and same_value(source, number):
        return off <= _OFF_ABOUT
    kept = significant(number.value) > 1 or off <= _OFF
    return abs(source.value) >= 10 and kept and rounds_to(source.value, number.value)


def in_date(number: Quantity, mentions: Sequence[DateMention]) -> bool:
    return any(m.start <= number.start and number.end <= m.end for m in mentions)
