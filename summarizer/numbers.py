"""Numbers in running English text, with what they measure or count.

Every pattern is anchored and looks at a bounded stretch around a number, so that the work is
linear in the text. A number that belongs to a date ("20 March", "in 2016", "two days ago") is left
to ``summarizer.dates``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import isfinite

from summarizer.clock_words import spoken_clocks
from summarizer.number_words import (
    ORDINAL_PATTERN,
    SCALES,
    WORD_PATTERN,
    parse_ordinal,
    parse_words,
)
from summarizer.quantity_context import (
    approximate_before,
    counted,
    date_like,
    part_of_name,
    pronoun_one,
    unit_after,
)
from summarizer.records import Quantity

_CURRENCIES = {
    "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD",
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "r$": "BRL",
}  # fmt: skip
_PREFIX = r"(?:(?P<currency>(?:\b(?:US|AU?|C|NZ|HK|R))?\$|[£€¥₹₽₩₪])\s?)?"
# "2 1/2 hours", "2-1/2"
_FRACTION = r"[\s-][1-7]/[2-8](?![\d/])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?<![A-Za-z]-)|(?<=\d-to-))(?<!\d,){_PREFIX}(?:"
    rf"(?P<clock>(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?(?P<half>[ap]\.?m\b\.?)"
    rf"|(?:[01]?\d|2[0-4]):[0-5]\d(?!\d))"
    rf"|(?P<ordinal>\d{{1,3}}(?:,\d{{3}})*(?:st|nd|rd|th)\b)"
    rf"|(?P<ratio>\d{{1,2}}/\d{{1,2}}(?![\d/]))"
    rf"|(?P<digits>{_DIGITS})(?!\d|s\b|\.\d)(?P<vulgar>\s?[½⅓⅔¼¾]|{_FRACTION})?"
    rf"|(?P<only>[½⅓⅔¼¾])"
    rf"|(?P<ordword>\b(?:{ORDINAL_PATTERN})\b)"
    rf"|(?P<word>\b(?:{WORD_PATTERN})\b)"
    rf")",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d\b|\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d\d)\b")
_SCALE = re.compile(
    r"(?:[\s-](?P<long>hundred|thousand|million|billion|trillion)\b"
    r"|\s?(?P<short>mn|mln|bn|tn|m|b|k)\b)",
    re.IGNORECASE,
)
_SHORT = {"mn": 1e6, "mln": 1e6, "m": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "k": 1e3}
_SHORT_BEFORE = re.compile(r"\s(?:[a-z]+s|people|euro|dollar|pound|tonne|barrel)\b")
_VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and|through)\s|-to-")
_PERIODS = ("day", "week", "month", "year", "decade", "century")
_AGO = re.compile(r"\sago\b")
_AGES = re.compile(r"\b(?:ages|ages of|aged)\s$", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d-])(\d{1,3})[-–](\d{1,3})(?![\d-])(?![-–]?[A-Za-z])")


def numbers(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order of their place; they do not overlap.

    Years, days of the month and other parts of dates are none; neither are numbers inside a name
    ("F-16", "G20") nor vague plurals ("hundreds of people").
    """
    found: list[Quantity] = []
    place = 0
    while match := _NUMBER.search(text, place):
        quantity = _read(text, match)
        if quantity is None:
            place = max(match.end(), match.start() + 1)
            continue
        # Hundreds of digits are beyond what can be compared, and no figure of a story.
        if quantity.unit != "skip" and isfinite(quantity.value):
            found.append(quantity)
        place = quantity.end
    return _with_clocks(text, _ranges(text, found))


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity at ``match``; None where the match is not a number after all."""
    if match["clock"]:
        return _clock(match)
    if match["ordinal"] or match["ordword"]:
        return _ordinal(text, match)
    start, end = match.span()
    if full := _FULL_DATE.match(text, start):
        return Quantity(start=start, end=full.end(), text="", value=0.0, unit="skip")
    if match["word"]:
        parsed = parse_words(text, match.start("word"), match.end("word"))
        if parsed is None:
            return None
        value, start, end = parsed
        if (value == 1.0 and pronoun_one(text, start, end)) or part_of_name(text, start):
            return None
    elif match["ratio"]:
        over, under = match["ratio"].split("/")
        if int(under) == 0 or int(over) >= int(under) or int(under) > 10:
            return None
        value = int(over) / int(under)
    else:
        value = float((match["digits"] or "0").replace(",", ""))
        value += _fraction((match["vulgar"] or match["only"] or "").strip(" -"))
        if match["currency"] is None and date_like(text, start, end):
            return Quantity(start=start, end=end, text="", value=0.0, unit="skip")
    return _finish(text, start, end, value, match["currency"])


def _fraction(text: str) -> float:
    """The value of "½" or "1/2", 0 for ""."""
    over, _, under = text.partition("/")
    return int(over) / int(under) if under else _VULGAR.get(text, 0.0)


def _scale_after(text: str, end: int, currency: str | None) -> tuple[float, int]:
    """The factor of "million", "bn" or "m" behind a number that ends at ``end``, and the new end.

    A bare "m" or "k" scales only money and what is counted: "5m people", but "a 10m line".
    """
    match = _SCALE.match(text, end)
    if match is None:
        return 1.0, end
    if match["long"]:
        return SCALES[match["long"].lower()], match.end()
    short = match["short"].lower()
    rest = text[match.end() : match.end() + 14]
    close = text[end] != " "
    if currency or short not in "mkb" or (close and short != "b" and _SHORT_BEFORE.match(rest)):
        return _SHORT[short], match.end()
    return 1.0, end


def _finish(text: str, start: int, end: int, value: float, currency: str | None) -> Quantity:
    """Scale, unit, counted noun and approximation around a number at ``[start, end)``."""
    scale, end = _scale_after(text, end, currency)
    value *= scale
    unit = _CURRENCIES.get((currency or "").lower(), "")
    if not unit:
        unit, end = unit_after(text, start, end)
    if unit in _PERIODS and _AGO.match(text, end):
        unit = "skip"
    counts = counted(text, end, value) if not unit else ""
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        unit=unit,
        counts=counts,
        approximate=approximate_before(text, start, end),
    )


def _with_clocks(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The numbers with the times of day that are spelled in words in place of their parts."""
    spoken = tuple(spoken_clocks(text))
    if not spoken:
        return found
    kept = [q for q in found if not any(q.start < s.end and s.start < q.end for s in spoken)]
    return tuple(sorted((*kept, *spoken), key=lambda quantity: quantity.start))


def _clock(match: re.Match[str]) -> Quantity:
    """A time of day; ``value`` is in hours from 0 to 24."""
    hours, _, minutes = (
        re.sub(r"[^\d:.]|\.$", "", match["clock"]).rstrip(".").replace(".", ":").partition(":")
    )
    value = int(hours) + int(minutes or 0) / 60
    half = (match["half"] or "").lower()
    if half.startswith("p") and value < 12:
        value += 12
    if half.startswith("a") and 12 <= value < 13:
        value -= 12
    return Quantity(
        start=match.start(), end=match.end(), text=match.group(), value=value, unit="clock"
    )


def _ordinal(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["ordinal"]:
        value = float(match["ordinal"][:-2].replace(",", ""))
    else:
        value = parse_ordinal(match["ordword"])
        if value == 2.0 and not re.match(
            r"[\s-](?!of\b|later\b|before\b|after\b|ago\b|in\b)[a-z]", text[end : end + 9], re.I
        ):
            return None
    if date_like(text, start, end):
        return Quantity(start=start, end=end, text="", value=0.0, unit="skip")
    # Which word an ordinal ranks ("the first rough draft") cannot be told without a parse.
    return Quantity(start=start, end=end, text=text[start:end], value=value, ordinal=True)


def _ranges(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Let the two numbers of a range share scale, unit and counted noun; mark scores."""
    for i in range(len(found) - 2, -1, -1):
        low, high = found[i], found[i + 1]
        joint = text[low.end : high.start]
        if len(joint) <= 9 and not low.ordinal and _RANGE.fullmatch(joint):
            found[i], found[i + 1] = _range(text, low, high, joint.strip())
    return tuple(found)


def _range(text: str, low: Quantity, high: Quantity, joint: str) -> tuple[Quantity, Quantity]:
    """The two numbers with what they share; ``joint`` is what stands between them."""
    score = _SCORE.fullmatch(text[low.start : high.end])
    if score and not high.unit and (low.value > high.value or not high.counts):
        return replace(low, unit="score", counts=""), replace(high, unit="score", counts="")
    spanning = joint not in ("or", "and")
    ages = _AGES.search(text[max(0, low.start - 16) : low.start])
    if low.unit == "year" and ages and not high.unit and not high.counts:
        return low, replace(high, unit="year")
    if low.unit and low.text[:1].isdigit():
        return low, high  # "fell 2 % to 4 million" is no range
    if not spanning and (low.counts or low.unit):
        return low, high
    if low.unit and not high.unit and not high.counts:
        high = replace(high, unit=low.unit)  # $5-10 million
    if low.unit and low.unit != high.unit:
        return low, high
    value = low.value * _scale(high) if low.value < 1000 else low.value
    counts = "" if high.unit else low.counts or high.counts
    approximate = low.approximate or high.approximate
    return (
        replace(low, value=value, unit=high.unit, counts=counts, approximate=approximate),
        replace(high, approximate=approximate),
    )


_WRITTEN = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _scale(quantity: Quantity) -> float:
    """1e6 for "10 million", 1 where the digits are the value."""
    digits = _WRITTEN.search(quantity.text)
    written = float(digits.group().replace(",", "")) if digits else 0.0
    scale = quantity.value / written if written else 1.0
    return scale if scale >= 1000 else 1.0
