"""The days that a time expression means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from summarizer.date_expressions import Expression
from summarizer.date_tense import tense
from summarizer.records import DateMention

Grain = Literal["day", "week", "month", "quarter", "year", "decade", "unknown"]
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?day\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)")
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30,
}  # fmt: skip
Days = tuple[date | None, date | None, Grain]


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation; 0 for anything else."""
    short = name.strip()[:3].lower()
    return _MONTH_NAMES.index(short) + 1 if short in _MONTH_NAMES else 0


def weekday_number(text: str) -> int | None:
    """0 (Monday) to 6 for the first weekday named in ``text``, None where none is."""
    match = _WEEKDAY.search(text)
    return _WEEKDAY_NAMES.index(match[1].lower()) if match else None


def resolve(text: str, found: Expression, anchor: date | None) -> DateMention:
    """The mention that ``found`` is in ``text``, resolved against ``anchor``."""
    try:
        first, last, grain = _resolve(text, found, found.meaning.lower(), anchor)
    except (OverflowError, ValueError):  # the year 0 or 10000
        first, last, grain = None, None, "unknown"
    return DateMention(
        start=found.start, end=found.end, text=found.words, first=first, last=last, grain=grain
    )


def _resolve(text: str, found: Expression, words: str, anchor: date | None) -> Days:
    kind = found.kind
    if kind == "iso":
        day = safe_date(int(words[:4]), int(words[5:7]), int(words[8:10]))
        return day, day, "day"
    if kind == "slashed":
        return _slashed(words)
    if kind in ("monthday", "daymonth"):
        return _month_day(text, found, words, anchor)
    if kind == "monthyear":
        return _month(int(_YEAR.findall(words)[-1]), month_number(_MONTH.findall(words)[0]))
    if kind == "year":
        year = int(words)
        return date(year, 1, 1), date(year, 12, 31), "year"
    if kind == "decade":
        return _decade(words)
    if kind in ("quarter", "seasonyear"):
        return _quarter(words, anchor)
    if anchor is None:
        return None, None, _grain_of(kind, words)
    if kind == "today":
        shift = -1 if words.startswith(("yesterday", "last")) else words.startswith("tomorrow")
        day = anchor + timedelta(days=int(shift))
        return day, day, "day"
    if kind == "weekday":
        return _weekday(text, found, words, anchor)
    if kind == "period":
        return _period(words, anchor)
    if kind == "ago":
        return _ago(words, anchor)
    if kind == "seasonrel":
        return _quarter(words, anchor)
    return _bare_month(text, found, words, anchor)


def _grain_of(kind: str, words: str) -> Grain:
    if kind in ("month", "monthrel", "monthlast"):
        return "month"
    if kind == "seasonrel":
        return "quarter"
    for unit in ("week", "month", "year", "decade"):
        if unit in words and kind in ("period", "ago"):
            return unit
    return "day"


def _slashed(words: str) -> Days:
    month, day, year = (int(part) for part in words.split("/"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if month > 12:
        month, day = day, month
    value = safe_date(year, month, day)
    return value, value, "day"


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


_TERM = re.compile(r"\b(?:by|until|through)\s$", re.IGNORECASE)
_SOON = 100  # days: a bare "March 20" up to so far ahead is the coming one, whatever the tense


def _month_day(text: str, found: Expression, words: str, anchor: date | None) -> Days:
    month = month_number(_MONTH.findall(_WEEKDAY.sub("", words))[0])
    year_match = _YEAR.search(words)
    day = int(_DAY.findall(words.replace(year_match[0], "") if year_match else words)[0])
    if year_match:
        value = safe_date(int(year_match[0]), month, day)
        return value, value, "day"
    if anchor is None:
        return None, None, "day"
    near = [safe_date(anchor.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [value for value in near if value]
    past = [value for value in known if value <= anchor]
    future = [value for value in known if value > anchor]
    value = min(known, key=lambda d: (abs((d - anchor).days), d)) if known else None
    if future and past:
        time = tense(text, found)
        term = _TERM.search(text[max(0, found.start - 8) : found.start])
        if value in past and (term and time != "past"):
            value = future[0]
        elif value in future and (value - anchor).days > _SOON and not term and time != "future":
            value = past[-1]
    return value, value, "day"


def _decade(words: str) -> Days:
    digits = re.findall(r"\d+", words)[0]
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if len(digits) == 2 and year < 1920:
        year += 100
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


_QUARTERS = {
    1: ("first", "1st"),
    2: ("second", "2nd"),
    3: ("third", "3rd"),
    4: ("fourth", "4th", "final"),
}


def _quarter(words: str, anchor: date | None) -> Days:
    year_match = _YEAR.search(words)
    if year_match:
        year = int(year_match[0])
    elif anchor is None:
        return None, None, "quarter"
    else:
        year = anchor.year
        if "year" in words:
            year += -1 if "last year" in words else int("next year" in words)
    season = next((s for s in _SEASONS if s in words), "")
    if season:
        start = _SEASONS[season]
        if not year_match and anchor:
            if words.startswith("last") and start + 2 >= anchor.month:
                year -= 1
            if words.startswith("next") and start <= anchor.month:
                year += 1
        first = date(year, start, 1)
        end_year, end_month = (year, start + 2) if start < 12 else (year + 1, 2)
        return first, date(end_year, end_month, monthrange(end_year, end_month)[1]), "quarter"
    number = next((n for n, names in _QUARTERS.items() if any(name in words for name in names)), 0)
    if not number:
        return None, None, "quarter"
    month = 3 * number - 2
    return date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1]), "quarter"


def _weekday(text: str, found: Expression, words: str, anchor: date) -> Days:
    number = weekday_number(words)
    if number is None:
        return None, None, "day"
    back = (anchor.weekday() - number) % 7
    if "last week" in words:
        day = anchor - timedelta(days=anchor.weekday() + 7 - number)
    elif "next week" in words:
        day = anchor + timedelta(days=7 - anchor.weekday() + number)
    elif words.startswith("last"):
        day = anchor - timedelta(days=back or 7)
    elif words.startswith("next") or "coming" in words:
        day = anchor + timedelta(days=(7 - back) % 7 or 7)
    else:
        day = anchor - timedelta(days=back)
        owner = text[found.end : found.end + 2] in ("'s", "’s")  # "Wednesday's ruling" was made
        if back and not owner and tense(text, found) == "future":
            day += timedelta(days=7)
    return day, day, "day"


def _shift_month(anchor: date, months: int) -> tuple[int, int]:
    total = anchor.year * 12 + anchor.month - 1 + months
    return total // 12, total % 12 + 1


def _period(words: str, anchor: date) -> Days:
    if re.search(r"\b(?:following|previous|same)\b", words):
        return None, None, _grain_of("period", words)  # relative to the story, not to the anchor
    shift = 0
    if re.search(r"\b(?:last|past|previous)\b", words):
        shift = -1
    elif re.search(r"\b(?:next|coming|following)\b", words):
        shift = 1
    if words.endswith("day"):
        day = anchor + timedelta(days=shift)
        return day, day, "day"
    if words.endswith("weekend"):
        saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
        if shift > 0 or (words.startswith("this") and "past" not in words and anchor.weekday() < 4):
            saturday += timedelta(days=7)
        return saturday, saturday + timedelta(days=1), "week"
    if words.endswith("week"):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * shift)
        return monday, monday + timedelta(days=6), "week"
    if words.endswith("month"):
        return _month(*_shift_month(anchor, shift))
    if words.endswith("year"):
        year = anchor.year + shift
        return date(year, 1, 1), date(year, 12, 31), "year"
    if words.endswith("decade"):
        year = anchor.year // 10 * 10 + 10 * shift
        return date(year, 1, 1), date(year + 9, 12, 31), "decade"
    return None, None, "unknown"


def _ago(words: str, anchor: date) -> Days:
    parts = words.split()
    unit = next(p for p in parts if re.match(r"(?:day|week|month|year|decade|centur)", p))
    count_word = parts[parts.index(unit) - 1]
    count = int(count_word) if count_word.isdigit() else _COUNTS.get(count_word, 0)
    grain = _grain_of("ago", words)
    if not count or "couple" in words or "few" in words:
        return None, None, grain
    sign = 1 if re.search(r"from now$", words) else -1
    if not re.search(r"ago$|from now$", words):
        return None, None, grain
    if unit.startswith("day"):
        day = anchor + timedelta(days=sign * count)
        return day, day, "day"
    if unit.startswith("week"):
        day = anchor + timedelta(days=7 * sign * count)
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6), "week"
    if unit.startswith("month"):
        return _month(*_shift_month(anchor, sign * count))
    if unit.startswith("year"):
        year = anchor.year + sign * count
        return date(year, 1, 1), date(year, 12, 31), "year"
    if unit.startswith("decade"):
        year = (anchor.year + 10 * sign * count) // 10 * 10
        return date(year, 1, 1), date(year + 9, 12, 31), "decade"
    return None, None, "unknown"


_MONTHS_SOON = 2  # a bare month so near ahead is the coming one, whatever the tense


def _bare_month(text: str, found: Expression, words: str, anchor: date) -> Days:
    """A month without a year: the nearest one, the past one where both are near."""
    month = month_number(
        _MONTH.findall(re.sub(r"^(?:this\s(?:past)?|early|late|mid)[\s-]", "", words))[0]
    )
    year = anchor.year
    if "last year" in words:
        year -= 1
    elif "next year" in words:
        year += 1
    elif words.startswith("last"):
        year -= month >= anchor.month
    elif words.startswith("next"):
        year += month <= anchor.month
    elif "this" not in words:
        time = tense(text, found)
        ahead = (month - anchor.month) % 12
        if time == "future" or 0 < ahead <= (_MONTHS_SOON if time else 5):
            year += month < anchor.month
        elif month > anchor.month:
            year -= 1
    return _month(year, month)
