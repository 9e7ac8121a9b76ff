"""Values that sources give: which can be compared, which are equal, and what they are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from summarizer.agree import (
    MINUTE,
    head,
    rounds_to,
    same_clock,
    same_days,
    same_name,
    same_value,
)
from summarizer.place_kinds import BUILDING, apart, one_place
from summarizer.records import DateMention, Name, Quantity
from summarizer.slots import Slot, weekday
from summarizer.stemmer import stem
from summarizer.tokens import content_words, terms, words

_SUMS = dict.fromkeys(
    "USD EUR GBP AUD CAD NZD HKD JPY INR RUB KRW ILS BRL CNY CHF TRY MXN".split(), "sum"
)
# What passes for a rounding, relative to the value: where nobody says "about", of a number that
# is spelled in millions, where somebody does, and above "more than" or below "less than".
_NEAR, _SCALED, _ABOUT, _LOOSE, _BOUND = 0.01, 0.05, 0.1, 0.15, 0.2
# Decimals of these are rounded to whole ones and no further: "96.8 percent" is not 100.
_WHOLE = frozenset(("percent", "point", "degree"))
# "About eight in the evening" and a quarter past, in hours.
_ABOUT_CLOCK = 0.5
_NEAR_TIME = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|"
    r"(?:shortly|just|soon) (?:before|after))\s$",
    re.IGNORECASE,
)
# "More than a dozen" reaches further up.
_VAGUE = 0.6
# Names whose letters agree so far are spellings of one.
_SPELLED = 0.87
_SCALE = re.compile(r"(?i)(?:thousand|[mbtr]+illion|bn|mn|[\d.]m|[\d.]k)\b")
_ABOVE = re.compile(
    r"\b(?:more than|over|above|exceeding|in excess of|upwards? of)\s(?:an?\s)?(?:US|A|C)?[$£€]?$",
    re.IGNORECASE,
)
_ABOVE_AFTER = re.compile(r"\s?(?:\+|-plus\b|\sor more\b|\splus\b)", re.IGNORECASE)
_BELOW = re.compile(
    r"\b(?:under|less than|fewer than|below)\s(?:an?\s)?(?:US|A|C)?[$£€]?$", re.IGNORECASE
)
# What is nearly so many lies nearer.
_NEARLY = re.compile(
    r"\b(?:nearly|almost|close to|not quite|just (?:under|below|shy of)|approaching)\s(?:an?\s)?"
    r"(?:US|A|C)?[$£€]?$",
    re.IGNORECASE,
)
# "Gatherings of more than 10 are banned": ten is what is set.
_SET = re.compile(
    r"\b(?:gatherings?|groups?|crowds?|events?|meetings?|parties|assemblies)\sof\s"
    r"(?:more|fewer|less) than\s$",
    re.IGNORECASE,
)
# "At least 12" is a count so far, no rounding.
_COUNTED = re.compile(
    r"\b(?:at least|at most|as (?:many|much|few) as|up to|no (?:more|less|fewer) than)\s"
    r"(?:an?\s)?(?:US|A|C)?[$£€]?$",
    re.IGNORECASE,
)
_EXACTNESS = re.compile(
    r"\b((?:more|less|fewer) than|at (?:least|most)|as (?:many|much|few) as|up to|nearly|almost|"
    r"about|around|over|under|some|roughly|approximately|an estimated)\s$",
    re.IGNORECASE,
)
# Without a unit or a counted thing, values that lie so far apart are of different things.
_FAR = 20.0
_REGIONS = frozenset("county province region valley district state".split())
_SCORE = re.compile(r"\d+[-–]\d+")
# "A crowd of 41,000", "a turnout of 58 percent"
# What is counted in these is no people, however the other source counts them.
_THINGS = re.compile(
    r"(?:ing|tion|ment|ship|house|home|bridge|road|point|cent|countrie|citie|town|state|count(?:y|ie)|"
    r"case|test|dose|job|vote|seat|shot|bullet|plane|car|truck|boat|ship|fire|attack|event|incident|"
    r"flight|site|place|school|church|store|acre|time|thing|page|word|document|file|mail|charge|"
    r"compan(?:y|ie)|bank|law|bill|poll|stud(?:y|ie)|report|call|photo|video|tweet|crime)$"
)
_OF = re.compile(r"\b((?:an?|the)\s(?:[a-z]+\s)?[a-z]{4,}\sof\s)(?:US|A|C)?$")
_CALENDAR = re.compile(r"\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def may_differ(one: Slot, two: Slot) -> bool:
    """Whether two values of one kind can be compared: numbers of one unit and counted thing,
    days, places of one kind, agents of one verb."""
    a, b = one.value, two.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return _countable(a, b) and (a.unit != "score" or one.frame == two.frame)
    if isinstance(a, DateMention) and isinstance(b, DateMention):
        return a.grain == b.grain or _calendar(a, b)
    if one.kind == "place" and isinstance(a, Name) and isinstance(b, Name):
        return same(one, two) or apart(a.key, b.key)
    return one.frame == two.frame


def _calendar(one: DateMention, two: DateMention) -> bool:
    """Whether days of different grain can be compared: "May 9" and "in June", "June 2017" and
    "in 2016", but no "Tuesday" and "in June", no "in June" and "in 2016"."""
    needed = _YEAR if "year" in (one.grain, two.grain) else _CALENDAR
    return all(day.first and not weekday(day) and needed.search(day.text) for day in (one, two))


def _countable(one: Quantity, two: Quantity) -> bool:
    if one.unit != two.unit:
        return False
    low, high = sorted((abs(one.value), abs(two.value)))
    if one.unit:
        return True
    if high > _FAR * max(low, 1e-9):
        return False
    a, b = head(one.counts), head(two.counts)
    if a == b or not a or not b:
        return True
    return "people" in (a, b) and not any(_THINGS.search(word) for word in (a, b))


def same(one: Slot, two: Slot) -> bool:
    """Whether two values of one kind are equal, however they are spelled."""
    a, b = one.value, two.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return a.unit == b.unit and (
            a.value == b.value or (a.unit != "year" and _rounded(one, two, a, b))
        )
    if isinstance(a, DateMention) and isinstance(b, DateMention):
        return _same_day(a, b)
    if isinstance(a, Name) and isinstance(b, Name):
        shared = set.intersection(*({stem(w) for w in _words(key)} for key in (a.key, b.key)))
        return (
            same_name(a.key, b.key)
            or one_place(a.key, b.key)
            or bool(shared)
            or SequenceMatcher(None, a.key, b.key).ratio() >= _SPELLED
        )
    return False


def _words(key: str) -> list[str]:
    """The words of a name; "airport" and "county" say what kind of place it is, not which."""
    found = (word.removesuffix("'s").removesuffix("’s") for word in key.split())
    return [word for word in found if not (BUILDING.fullmatch(word) or word in _REGIONS)]


def _rounded(one: Slot, two: Slot, a: Quantity, b: Quantity) -> bool:
    """Whether one of two values is the other rounded: one of them says so ("nearly"), has
    decimals (34.4 and 34 %), is spelled in millions, or they are as good as equal. "10" is no
    rounding of 12, and "at least 10" is a count."""
    gap = abs(a.value - b.value)
    if a.unit == "clock":
        near = any(_told(s, _NEAR_TIME, q) for s, q in ((one, a), (two, b)))
        return same_clock(a, b, within=_ABOUT_CLOCK if near else MINUTE)
    far = gap / max(abs(a.value), abs(b.value), 1e-9)
    # "Over 12 hours" and "over 14 hours" are bounds of two values.
    bounds = [_bounded(*pair) for pair in ((one, a, b), (two, b, a))]
    if any(bounds) and not (_above(one, a) and _above(two, b) and far > _ABOUT):
        return True
    for slot, rough, exact in ((one, a, b), (two, b, a)):
        if rough.approximate and not _told(slot, _COUNTED, rough):
            # "roughly $2 trillion" for 2.3
            loose = _SCALE.search(rough.text) and rounds_to(exact.value, rough.value)
            return far <= (_LOOSE if loose else _ABOUT)
    decimals = any(value.value % 1 for value in (a, b))
    fits = same_value(a, b) or rounds_to(a.value, b.value) or rounds_to(b.value, a.value)
    if decimals:
        if a.unit in _WHOLE and gap > 0.5 + 1e-9:
            return False
        return fits and far <= max(_SCALED, 0.5 / max(abs(a.value), abs(b.value)))
    scaled = any(_SCALE.search(q.text) for q in (a, b))
    return fits and far <= (_SCALED if scaled else _NEAR)


def _bounded(slot: Slot, bound: Quantity, exact: Quantity) -> bool:
    """Whether a value that is told as "more than" or "nearly" another lies near it on that side."""
    if _told(slot, _SET, bound):
        return False
    if _above(slot, bound) and bound.value <= exact.value:
        return exact.value <= bound.value * (1 + (_VAGUE if "dozen" in bound.text else _BOUND))
    for pattern, reach in ((_BELOW, _BOUND), (_NEARLY, _ABOUT)):
        if _told(slot, pattern, bound):
            return bound.value * (1 - reach) <= exact.value <= bound.value
    return False


def _above(slot: Slot, number: Quantity) -> bool:
    """Whether a value is told as the least that it is: "more than 40", "40-plus"."""
    return _told(slot, _ABOVE, number) or bool(_ABOVE_AFTER.match(slot.sentence.text, number.end))


def _told(slot: Slot, words_before: re.Pattern[str], number: Quantity) -> bool:
    before = slot.sentence.text[max(0, number.start - 40) : number.start]
    return bool(words_before.search(before))


def _same_day(one: DateMention, two: DateMention) -> bool:
    day = weekday(one)
    if one.text.casefold() == two.text.casefold() or (day and day == weekday(two)):
        return True
    if day and weekday(two):
        return False
    if same_days(one, two):
        return True
    named = [(weekday(a), b.first) for a, b in ((one, two), (two, one)) if weekday(a)]
    if any(_DAYS[b.weekday()] == at for at, b in named if b) and not (one.first and two.first):
        return True  # "Wednesday" of an article without a day, and July 24, 2019
    if one.grain != "day" or two.grain != "day" or one.first is None or two.first is None:
        return False
    if bool(day) != bool(weekday(two)):
        # "Saturday" may be the one before or after the day that it was resolved to.
        return abs((one.first - two.first).days) == 7
    unsure = not (_YEAR.search(one.text) and _YEAR.search(two.text))
    return unsure and (one.first.month, one.first.day) == (two.first.month, two.first.day)


def shown(slot: Slot) -> str:
    """A value as its sentence has it; of a score both numbers."""
    value, text = slot.value, slot.sentence.text
    if isinstance(value, Quantity) and value.unit == "score":
        for found in _SCORE.finditer(text):
            if found.start() <= value.start and value.end <= found.end():
                return found[0]
    return value.text


def phrase(slot: Slot, *, lower: bool = False) -> str:
    """A value as its sentence has it, with what is said of its exactness and what it counts:
    "more than 1,000 protesters". `lower`: with a small letter where its place gave it a capital."""
    value, text = slot.value, slot.sentence.text
    told = value.text.lower() if lower and value.text.isalpha() else shown(slot)
    if not isinstance(value, Quantity):
        return told
    if of := _OF.search(text[max(0, value.start - 40) : value.start]):
        told = f"{of[1]}{told}"
    before = _EXACTNESS.search(text[max(0, value.start - 24) : value.start])
    if before:
        told = f"{before[1].lower()} {told}"
    noun = re.compile(rf"(?:[\s-][\w’'-]+){{0,2}}?[\s-]{re.escape(value.counts)}\b", re.IGNORECASE)
    after = noun.match(text, value.end) if value.counts and not value.unit else None
    return " ".join(f"{told}{after[0] if after else ''}".split())


def about(group: Sequence[Slot]) -> str:
    """What the values measure, in a few words: "jobs", "people (treated, injuries)", "day
    (hearing)", "who (opened, gate)"."""
    first = group[0]
    value = first.value
    noun = {"day": "day", "place": "place", "agent": "who"}.get(first.kind, "")
    if isinstance(value, DateMention):
        noun = value.grain
    if isinstance(value, Quantity):
        noun = _cased(value.counts, first) or _SUMS.get(value.unit, value.unit)
    named = {word for one in group for name in one.sentence.names for word in terms(name.text)}
    nouns = {noun.lower()}
    shared = _shared(group, leave=named | nouns)
    if not shared and not (noun and isinstance(value, Quantity)):
        # a bare day or place says too little, what is counted says enough
        shared = _shared(group, leave=nouns) or _shared(group, leave=nouns, two=True)
    shown = ", ".join(spelled(word, first.sentence.text) for word in shared)
    if noun:
        return f"{noun} ({shown})" if shown else noun
    return shown or "a value"


def _cased(noun: str, slot: Slot) -> str:
    """What is counted as the sentence spells it: "Americans"."""
    return spelled(noun, slot.sentence.text[slot.value.end :])


def spelled(word: str, text: str) -> str:
    """A word with the capitals that it has in a text; as it is where it does not stand there."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if word and found else word


def _shared(group: Sequence[Slot], *, leave: Collection[str], two: bool = False) -> list[str]:
    """At most three words of content that all the sentences have, or where `two` one of another
    article, those nearest to the first value, in the order of its sentence."""
    first = group[0]
    text = first.sentence.text
    found: dict[str, tuple[int, int]] = {}
    for start, end in words(text):
        if first.value.start <= start < first.value.end:
            continue
        for word in content_words(text[start:end]):
            others = [stem(word) in s.bag for s in group if s.article != first.article or not two]
            if word.isalpha() and word not in leave and (any(others) if two else all(others)):
                gap = max(start - first.value.end, first.value.start - end)
                found.setdefault(word, (gap, start))
    near = sorted(found, key=lambda word: found[word])[:3]
    return sorted(near, key=lambda word: found[word][1])
