"""Spelled numbers: "twenty-three", "two hundred and five", "half a million", "one-third"."""

from __future__ import annotations

import re

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


def parse_words(text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """Value and place of the first number in the run of number words ``text[start:end]``.

    None where the run is no number. The end may lie before ``end``: "two and three" is read as
    "two", and the caller goes on after it.
    """
    tokens = [
        (match.group().lower(), match.start() + start, match.end() + start)
        for match in _TOKEN.finditer(text[start:end])
    ]
    total = current = 0.0
    kind = ""  # what came last: "unit", "ten", "scale", "" at the start
    stop = start
    for i, (word, _, after) in enumerate(tokens):
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if word in ("a", "an") and (not kind or (i and tokens[i - 1][0] in ("and", "of", "half"))):
            continue
        if word == "and":
            if following in ("a", "an") or kind == "scale":
                continue
            break
        if word == "of" and kind == "fraction":
            continue
        if word in FRACTIONS:
            part = FRACTIONS[word]
            if i and tokens[i - 1][0] in ("a", "an") and kind not in ("", "fraction"):
                current += part  # two and a half
            else:
                current = part if not kind else current * part  # two thirds
            kind = "fraction"
        elif word in UNITS:
            if kind not in ("", "scale", "ten") or (kind == "ten" and not 0 < UNITS[word] < 10):
                break
            current += UNITS[word]
            kind = "unit"
        elif word in TENS:
            if kind not in ("", "scale"):
                break
            current += TENS[word]
            kind = "ten"
        elif word == "dozen":
            current = (current if kind else 1.0) * 12
            kind = "scale"
        elif word in SCALES:
            scale = SCALES[word]
            base = current if kind else 1.0
            if scale == 100:
                current = (base or 1.0) * scale
            else:
                total, current = total + (base or 1.0) * scale, 0.0
            kind = "scale"
        else:
            break
        stop = after
    if not kind:
        return None
    return total + current, start, stop


def parse_ordinal(words: str) -> float:
    """The value of a spelled ordinal that ``ORDINAL_PATTERN`` matches."""
    total = 0.0
    for word in _TOKEN.findall(words.lower()):
        total += TENS.get(word, 0.0) + _ORDINAL_UNITS.get(word, 0.0) + _ORDINAL_TENS.get(word, 0.0)
    return total
