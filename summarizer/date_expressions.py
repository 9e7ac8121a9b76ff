"""Where time expressions stand in English text: one alternation of anchored patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Jun\.|Jul\."
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FULL_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\.)"
)
WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:morning|afternoon|evening|night|mid-?day|noon)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|:\d)"
_COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|several|a few|a couple of|few|some|\d{1,3})"
)
_UNIT = r"(?:day|week|month|year|decade|century|centurie)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|last|final)"

_EXPRESSION = re.compile(
    r"(?<![\w-])(?=[\dadefjlmnostwy’'‘])(?:"
    # 2018-03-20, 3/20/2018
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)(?![\d-])"
    rf"|(?P<slashed>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d))(?![\d/])"
    # [Tuesday,] March 20[, 2018] · [Tuesday,] 20 March[ 2018]
    rf"|(?P<monthday>(?:{WEEKDAYS},?\s)?{_FULL_MONTHS}\s(?:the\s)?{_DAY}(?:,?\s{_YEAR}\b)?)"
    rf"|(?P<daymonth>(?:{WEEKDAYS},?\s)?(?:the\s)?{_DAY}(?:\sof)?\s{MONTHS}(?!\w)(?:,?\s{_YEAR}\b)?)"
    # late March 2018, March of last year
    rf"|(?P<monthyear>(?:(?:early|late|mid)[\s-])?{MONTHS}(?:\sof)?,?\s{_YEAR}\b)"
    rf"|(?P<monthlast>(?:(?:early|late|mid)[\s-])?{_FULL_MONTHS}(?:\sof)?\s(?:last|this|next)\syear\b)"
    # the first quarter of 2018
    rf"|(?P<quarter>(?:the\s)?(?:{_YEAR}\s)?{_ORDINAL}[\s-]quarter(?:\s(?:of\s)?(?:{_YEAR}|(?:last|this|next)\syear))?\b)"
    rf"|(?P<seasonyear>(?:the\s)?{_SEASON}\s(?:of\s)?{_YEAR}\b)"
    rf"|(?P<seasonrel>(?:last|this|next|this\spast|this\scoming)\s{_SEASON}\b)"
    # yesterday, tonight
    rf"|(?P<today>today|tonight|this\s{_PART}|yesterday(?:\s{_PART})?|tomorrow(?:\s{_PART})?|last\snight)\b"
    # last Tuesday, Tuesday night, next Monday, Monday last week
    rf"|(?P<weekday>(?:(?:last|next|this|this\s(?:past|coming))\s)?{WEEKDAYS}(?:\s{_PART})?(?:\s(?:last|next|this)\sweek)?)\b"
    # last month, earlier this year, this week
    rf"|(?P<period>(?:the|this\spast|this\scoming)\sweekend\b|(?:(?:early|earlier|late|later)\s)?(?:last|this|next|the\spast|the\slast|the\scoming|the\sprevious|the\sfollowing|the\ssame)\s(?:day|week|weekend|month|year|decade|century))\b"
    rf"|(?P<monthrel>(?:last|this|next|this\spast)\s(?!(?-i:may|march)\b){_FULL_MONTHS})(?!\w)"
    # two days ago, a year earlier
    rf"|(?P<ago>(?:(?:about|nearly|almost|some|more\sthan|over|around)\s)?{_COUNT}\s{_UNIT}s?\s(?:ago|earlier|later|before|after|from\snow))\b"
    # the 1990s, the early 2000s
    rf"|(?P<decade>(?:the\s)?(?:(?:early|late|mid)[\s-])?(?:1[5-9]|20)\d0s\b|(?:the\s)?(?:(?:early|late|mid)[\s-])?[’'‘]\d0s\b)"
    # March (alone), 2018 (alone)
    rf"|(?P<month>(?:(?:early|late|mid)[\s-])?{_FULL_MONTHS})(?!\w)"
    rf"|(?P<year>{_YEAR})(?![\w%]|[,.]\d|-\d\d\d)"
    rf")",
    re.IGNORECASE,
)
# Every expression holds one of these: a cheap look before the long pattern.
_HINT = re.compile(
    r"\d|day|night|week|month|year|decade|centur|quarter|noon|morning|evening|tomorrow|spring|summer"
    r"|autumn|fall|winter|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    re.IGNORECASE,
)
_NOT_YEAR_AFTER = re.compile(
    r"\s(?:people|men|women|children|troops|soldiers|votes|jobs|members|workers|deaths|cases|homes"
    r"|refugees|migrants|police|employees|residents|dollars|euros|pounds|percent|per\scent|miles|km"
    r"|feet|metres|meters|kilometers|kilometres|million|billion|pages|students|words|tons|tonnes)\b"
)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|during|of|after|before|early|late|mid|last|this|next|and|to"
    r"|through|between|for|or|every|each|a|the|on|around)[\s-]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its kind (the name of the pattern), place and words.

    ``meaning`` is what is resolved: the words, or for the second day of "24 and 25 April" the
    words with the month that it shares.
    """

    kind: str
    start: int
    end: int
    words: str
    meaning: str


# A capitalised word before "April" is a name's, unless it opens a sentence.
_NAME_BEFORE = re.compile(
    r"\b(?!(?:The|In|Since|By|On|Last|This|Next|From|Until|During|After|Before|For|Through)\b)"
    r"[A-Z][\w.]*\s$"
)


def find(text: str) -> Iterator[Expression]:
    """The time expressions of ``text`` in order of their place; they do not overlap."""
    if not _HINT.search(text):
        return
    last = 0
    for match in _EXPRESSION.finditer(text):
        if match.start() >= last and _plausible(text, match):
            for found in _with_shared_month(text, match):
                if found.start >= last:
                    yield found
                    last = found.end


def _with_shared_month(text: str, match: re.Match[str]) -> Iterator[Expression]:
    """The expression at ``match``, and the day beside it that shares its month."""
    kind, (start, end), words = match.lastgroup or "", match.span(), match.group()
    meaning = words
    first = _FIRST_DAY.search(text[max(0, start - 8) : start]) if kind == "daymonth" else None
    more = _SECOND_DAY.match(text, end) if kind == "monthday" else None
    if first:
        at, day = start - len(first.group()), first["day"]
        yield Expression("daymonth", at, at + len(day), day, _LEADING_DAY.sub(day, words, count=1))
    if more and more["year"]:
        meaning += f" {more['year']}"
    yield Expression(kind, start, end, words, meaning)
    if more:
        place = more.start("day"), more.end()
        other = _TRAILING_DAY.sub(more["day"], meaning, count=1)
        yield Expression("monthday", *place, text[slice(*place)], other)


_FIRST_DAY = re.compile(r"(?<![\w.,])(?P<day>[12]\d|3[01]|0?[1-9])(?:\sand\s|\s?[-–]\s?|\sto\s)$")
_LEADING_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_SECOND_DAY = re.compile(
    rf"(?:\sand\s|\s?[-–]\s?|\sto\s|\sor\s)(?P<day>{_DAY})"
    rf"(?!\s?[a-z%]{{3}}|\s(?:people|million|percent))(?:,?\s(?P<year>{_YEAR})\b)?"
)
_TRAILING_DAY = re.compile(r"\b(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b")


def _plausible(text: str, match: re.Match[str]) -> bool:
    kind = match.lastgroup
    start, end = match.span()
    before = text[max(0, start - 14) : start]
    if kind == "year":
        if before[-1:] in "$£€#." and before:
            return False
        return not _NOT_YEAR_AFTER.match(text[end : end + 16])
    if kind in ("month", "monthday", "daymonth", "monthyear") and match.group()[0].islower():
        return bool(re.search(r"[A-Z]", match.group()))
    word = match.group().split()[-1]
    if kind == "month" and word in ("May", "March", "August", "April", "June"):
        following = text[end : end + 2]
        if following[:1] == " " and following[1:].isupper():
            return False
        if word in ("May", "March") and not _MONTH_BEFORE.search(before):
            return " " in match.group() or "-" in match.group()
        return not _NAME_BEFORE.search(before)
    return True
