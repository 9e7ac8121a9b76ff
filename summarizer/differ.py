"""Values as sources give them: which can be compared, which are equal, what they are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from summarizer.agree import head, same_days, same_name
from summarizer.place_kinds import BUILDING, apart, one_place
from summarizer.records import DateMention, Name, Quantity
from summarizer.roundings import rounded
from summarizer.slots import Slot, weekday
from summarizer.stemmer import stem
from summarizer.tokens import content_words, terms, words

_SUMS = dict.fromkeys(
    "USD EUR GBP AUD CAD NZD HKD JPY INR RUB KRW ILS BRL CNY CHF TRY MXN".split(), "sum"
)
# Names whose letters agree so far are spellings of one.
_SPELLED = 0.87
_EXACTNESS = re.compile(
    r"\b((?:more|less|fewer) than|at (?:least|most)|as (?:many|much|few) as|up to|nearly|almost|"
    r"about|around|over|under|some|roughly|approximately|an estimated)\s$",
    re.IGNORECASE,
)
# Without a unit or a counted thing, values that lie so far apart are of different things.
_FAR = 20.0
_REGIONS = frozenset("county province region valley district state".split())
_SCORE = re.compile(r"\d+[-–]\d+")
# Who may be whom the other source counts: "11 people" and "11 sailors", not "two women".
_ANYONE = frozenset("people person persons others individuals residents".split())
# What is counted in these is no people, however the other source counts them.
_THINGS = re.compile(
    r"(?:ing|tion|ment|ship|house|home|bridge|road|point|cent|countrie|citie|town|state|count(?:y|ie)|"
    r"case|test|dose|job|vote|seat|shot|bullet|plane|car|truck|boat|ship|fire|attack|event|incident|"
    r"hospital|flight|site|place|school|church|store|acre|time|thing|page|word|document|file|mail|charge|"
    r"compan(?:y|ie)|bank|law|bill|poll|stud(?:y|ie)|report|call|photo|video|tweet|crime)$"
)
# "A crowd of 41,000", "a turnout of 58 percent"
_OF = re.compile(r"\b((?:an?|the)\s(?:[a-z]+\s)?[a-z]{4,}\sof\s)(?:US|A|C)?$")
_JOINED = re.compile(r"-([a-z]+)\b")
# What says little of what a value is of, beside words that say more; and adverbs.
_LITTLE = frozenset(
    """according based called dubbed known named including included includes involving involved
    related totaling totalling followed require requires required offer offers offered made make
    makes took takes taken passed came comes went gave gives given announced expected reported told
    added noted said says around associated respectively""".split()
)
_ADVERB = re.compile(r"\w{4,}(?<!fami)(?<!assemb)(?<!supp)(?<!monopo)(?<!anoma)ly")
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
    anyone = any(q.counts.casefold() in _ANYONE for q in (one, two))
    return anyone and not any(_THINGS.search(word) for word in (a, b))


def same(one: Slot, two: Slot) -> bool:
    """Whether two values of one kind are equal, however they are spelled."""
    a, b = one.value, two.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return a.unit == b.unit and (
            a.value == b.value or (a.unit != "year" and rounded(one, two, a, b))
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
    if one.first is None or two.first is None:
        return False
    unsure = not (_YEAR.search(one.text) and _YEAR.search(two.text))
    if one.grain == two.grain == "month":
        return unsure and one.first.month == two.first.month
    if one.grain != "day" or two.grain != "day":
        return False
    if bool(day) != bool(weekday(two)):
        # "Saturday" may be the one before or after the day that it was resolved to.
        return abs((one.first - two.first).days) == 7
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
    counted = after[0] if after else ""
    # "a 500-page bill"
    joined = _JOINED.match(text, value.end) if not after and not value.unit else None
    if joined and head(joined[1]) == head(value.counts):
        counted = f" {value.counts}"
    return " ".join(f"{told}{counted}".split())


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
    shown = ", ".join(_together(shared, first.sentence.text))
    if noun:
        return f"{noun} ({shown})" if shown else noun
    return shown or "a value"


def _together(shared: Sequence[str], text: str) -> list[str]:
    """Words as the text spells them, those that stand side by side in it as one: "law firm",
    "missing-person"."""
    out: list[str] = []
    for word in (spelled(one, text) for one in shared):
        joint = re.search(rf"\b{re.escape(out[-1])}[ -]{re.escape(word)}\b", text) if out else None
        if joint:
            out[-1] = joint[0]
        else:
            out.append(word)
    return out


def _cased(noun: str, slot: Slot) -> str:
    """What is counted as the sentence spells it: "Americans"."""
    return spelled(noun, slot.sentence.text[slot.value.end :])


def spelled(word: str, text: str) -> str:
    """A word with the capitals that it has in a text; as it is where it does not stand there."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if word and found else word


def _shared(group: Sequence[Slot], *, leave: Collection[str], two: bool = False) -> list[str]:
    """Three words of content at most that all the sentences have, or where `two` one of another
    article, those nearest to the first value, with what follows them at once, in the order of its
    sentence."""
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
    telling = [word for word in found if word not in _LITTLE and not _ADVERB.fullmatch(word)]
    near = sorted(telling or found, key=lambda word: found[word])[:3]
    # "automatic voter registration" whole
    for word in sorted(telling, key=lambda word: found[word][1]):
        before = re.search(rf"(\w+) {re.escape(word)}\b", text, re.IGNORECASE)
        if word not in near and before and before[1].casefold() in near:
            near.append(word)
    return sorted(near, key=lambda word: found[word][1])
