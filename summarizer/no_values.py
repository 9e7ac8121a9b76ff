"""Numbers that are not values to compare: labels ("Phase 2"), counts of sources, parts of a longer
span; and which side of a score a number is.
"""

from __future__ import annotations

import re

from summarizer.records import Quantity, Sentence

# A number behind these names one thing of a row: "Phase 2", "Section 230", "Boeing 737".
_LABEL = re.compile(
    r"\b(?:phases?|categor(?:y|ies)|no\.|nos\.|numbers?|articles?|sections?|titles?|chapters?|"
    r"days?|levels?|tiers?|routes?|flights?|boeing|airbus|districts?|types?|class|stages?|steps?|"
    r"volumes?|pages?|rooms?|wards?|gates?|lines?|highways?|interstates?|units?|groups?|rules?|"
    r"amendments?|resolutions?|propositions?|models?|formula|covid|grade|ranked|channel|version|"
    r"part|round|game|week|top|photos?|figure|exhibit|s&p|ftse|cac|dax|nikkei|russell|asx|stoxx|"
    r"nasdaq|terminals?|apartments?|suites?|platforms?)[\s-]$",
    re.IGNORECASE,
)
# "Flight ET 302"; and of a text that tells of Boeing the types of its aircraft. "911" is a call
# for help or a day.
_FLIGHT = re.compile(r"\b[Ff]lights?\s[A-Z]{2}\s?$")
_TYPE = re.compile(r"7[0-9]7")
_TOLD_BY = re.compile(
    r"[^,;]{0,40}\b(?:familiar with|briefed on|with (?:direct )?knowledge|who spoke)\b"
)
_SPANS = ("year", "month", "week", "day", "hour", "minute", "second", "foot", "inch")
_SCORED = re.compile(r"\d+[-–]$")
_MODEL = re.compile(r"[\w]-$")
# When an entry was written: "Update at 8:30 a.m. ET.", "[Updated 5 p.m.]"
_STAMP = re.compile(r"\bupdated?(?::|,|\s(?:at|on|as of))?\s(?:\w+,?\s(?:at\s)?)?$", re.IGNORECASE)
# "60 Minutes" and "48 Hours" are programmes.
_PROGRAMME = re.compile(r"\d+\s?(?:Minutes|Hours)")


def no_value(sentence: Sentence, number: Quantity) -> bool:
    """Whether sources cannot differ on a number: it names, counts who told it, or is a part."""
    return (
        _PROGRAMME.fullmatch(number.text) is not None
        or (number.unit == "clock" and _before(sentence, number, _STAMP))
        or _label(sentence, number)
        or _of_speakers(sentence, number)
        or _of_span(sentence, number)
    )


def side_of(sentence: Sentence, number: Quantity) -> str:
    """Which of the two numbers of a score it is, or "" where it is no score."""
    if number.unit != "score":
        return ""
    return "second" if _SCORED.search(sentence.text[: number.start]) else "first"


def _before(sentence: Sentence, number: Quantity, words: re.Pattern[str]) -> bool:
    return words.search(sentence.text[max(0, number.start - 40) : number.start]) is not None


def _of_speakers(sentence: Sentence, number: Quantity) -> bool:
    """Whether a number counts those who told it: "three officials familiar with the matter"."""
    text = sentence.text
    before = text[max(0, number.start - 16) : number.start].casefold()
    return before.endswith("according to ") or bool(_TOLD_BY.match(text, number.end))


def _of_span(sentence: Sentence, number: Quantity) -> bool:
    """Whether a number is a part of a longer span of time: "three years and four months"."""
    near = (other for other in sentence.numbers if other.unit in _SPANS and other is not number)
    return number.unit in _SPANS and any(
        re.fullmatch(r",?\s(?:and\s)?", sentence.text[low.end : high.start])
        for low, high in (sorted((number, other), key=lambda one: one.start) for other in near)
    )


def _label(sentence: Sentence, number: Quantity) -> bool:
    """Whether a number names a thing rather than counts: "Phase 2", "737-8"."""
    if number.unit not in ("", "score") or not number.text.isdigit():
        return False
    before = _SCORED.sub("", sentence.text[max(0, number.start - 20) : number.start])
    model = number.unit == "" and bool(
        _MODEL.search(before)
        or _FLIGHT.search(before)
        or (_TYPE.fullmatch(number.text) and "Boeing" in sentence.text)
        or number.text == "911"
    )
    return model or (not number.counts and bool(_LABEL.search(before)))
