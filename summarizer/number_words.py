"""Spelled numbers: "twenty-three", "two hundred and five", "half a million", "one-third"."""

from __future__ import annotations

import re
from typing import NamedTuple

UNITS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: float(10 * value)
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ORDINAL_UNITS = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
}
_ORDINAL_TENS = {word[:-1] + "ieth": value for word, value in TENS.items()}
FRACTIONS = {
    "half": 0.5, "halves": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25,
    "fourth": 0.25, "fourths": 0.25, "fifth": 0.2, "fifths": 0.2, "sixth": 1 / 6, "sixths": 1 / 6,
    "seventh": 1 / 7, "sevenths": 1 / 7, "eighth": 0.125, "eighths": 0.125, "ninth": 1 / 9,
    "ninths": 1 / 9, "tenth": 0.1, "tenths": 0.1,
}  # fmt: skip


def _any(words: object) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


_CARDINAL = f"(?:{_any([*UNITS, *TENS])})"
_SCALE = f"(?:{_any([*SCALES, 'dozen'])})"
_PART = rf"(?:{_CARDINAL}|{_SCALE})"
# A run of number words; which of them make one number is decided by ``parse_words``.
WORD_PATTERN = (
    rf"half[ -]a[ -](?:{_SCALE})"
    rf"|(?:an?[ -])(?:{_SCALE}|half(?=[ -](?:million|billion|dozen))"
    rf"|(?:third|quarter)(?=[ -](?:of|the|more|less|higher|lower|percentage)\b)"
    rf"|(?:fifth|sixth|seventh|eighth|ninth|tenth)(?=[ -]of\b))"
    rf"(?:[ -]of[ -]an?[ -](?:{_SCALE})\b|(?:(?:[ -]and[ -]|[ -]){_PART})*)"
    rf"|{_CARDINAL}(?:(?:[ -]and[ -]|[ -]){_PART})*"
    rf"(?:[ -]and[ -]an?[ -](?:half|quarter|third)(?:[ -](?:{_SCALE}))?"
    rf"|[ -](?:halves|thirds?|quarters?|fourths|fifths?|sixths?|sevenths|eighths|ninths|tenths?)\b"
    rf"(?![ -](?:place|time|year|grade))(?:[ -]of[ -]a[ -](?:{_SCALE}))?)?"
    rf"|half(?=[ -](?:of|the|its|his|her|their|our|all|a[ -]percentage)\b)"
)
ORDINAL_PATTERN = rf"(?:(?:{_any(TENS)})[ -])?(?:{_any(_ORDINAL_UNITS)})|{_any(_ORDINAL_TENS)}"
_TOKEN = re.compile(r"[A-Za-z]+")


class _Read(NamedTuple):
    """What the words so far amount to: the thousands and more that are complete, what is being
    counted up, and what came last ("unit", "ten", "scale", "fraction"; "" at the start)."""

    total: float = 0.0
    current: float = 0.0
    kind: str = ""


def parse_words(text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """Value and place of the first number in the run of number words ``text[start:end]``.

    None where the run is no number. The end may lie before ``end``: "two and three" is read as
    "two", and the caller goes on after it.
    """
    tokens = list(_TOKEN.finditer(text, start, end))
    words = ["", *(token.group().lower() for token in tokens), ""]
    read, stop = _Read(), start
    for i, token in enumerate(tokens):
        before, word, following = words[i : i + 3]
        if _links(read, before, word, following):
            continue
        further = _with(read, before, word)
        if further is None:
            break
        read, stop = further, token.end()
    return (read.total + read.current, start, stop) if read.kind else None


def _links(read: _Read, before: str, word: str, following: str) -> bool:
    """Whether a word only joins others: "a hundred", "two and a half", "a third of a million"."""
    if word in ("a", "an"):
        return not read.kind or before in ("and", "of", "half")
    if word == "and":
        return following in ("a", "an") or read.kind == "scale"
    return word == "of" and read.kind == "fraction"


def _with(read: _Read, before: str, word: str) -> _Read | None:
    """What is read with one word more; None where that begins another number."""
    total, current, kind = read
    if word in FRACTIONS:
        part = FRACTIONS[word]
        if before in ("a", "an") and kind not in ("", "fraction"):
            return _Read(total, current + part, "fraction")  # two and a half
        return _Read(total, current * part if kind else part, "fraction")  # two thirds
    if word in UNITS:
        fits = kind in ("", "scale") or (kind == "ten" and 0 < UNITS[word] < 10)
        return _Read(total, current + UNITS[word], "unit") if fits else None
    if word in TENS:
        return _Read(total, current + TENS[word], "ten") if kind in ("", "scale") else None
    if word == "dozen":
        return _Read(total, (current if kind else 1.0) * 12, "scale")
    if word in SCALES:
        scaled = ((current if kind else 1.0) or 1.0) * SCALES[word]
        if SCALES[word] == 100:
            return _Read(total, scaled, "scale")
        return _Read(total + scaled, 0.0, "scale")
    return None


def parse_ordinal(words: str) -> float:
    """The value of a spelled ordinal that ``ORDINAL_PATTERN`` matches."""
    total = 0.0
    for word in _TOKEN.findall(words.lower()):
        total += TENS.get(word, 0.0) + _ORDINAL_UNITS.get(word, 0.0) + _ORDINAL_TENS.get(word, 0.0)
    return total
