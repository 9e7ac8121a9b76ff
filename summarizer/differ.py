"""Values that sources give: which can be compared, which are equal, and what they are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from summarizer.agree import head, same_days, same_name, same_value
from summarizer.records import DateMention, Name, Quantity
from summarizer.same_thing import Likeness
from summarizer.slots import SAYING, Slot, slots, weekday
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, content_words, terms, words

_COMMON = frozenset(map(stem, STOPWORDS))
_SUMS = dict.fromkeys(
    "USD EUR GBP AUD CAD NZD HKD JPY INR RUB KRW ILS BRL CNY CHF TRY MXN".split(), "sum"
)
# Sentences that share so much are copies with another value.
_COPY = 0.8
# What passes for a rounding where nobody says "about", relative to the value: of any number, and
# of one that is spelled in millions.
_NEAR, _SCALED = 0.01, 0.05
_SCALE = re.compile(r"(?i)(?:thousand|[mbtr]+illion|bn|mn|[\d.]m|[\d.]k)\b")
_FURTHER = frozenset(map(stem, ("another", "additional", "further", "more", "extra")))
# Numbers of days so far apart are of different states of things.
_FAR_DAYS = 10
# Two sentences that somebody says so alike are of one statement.
_SAID_ALIKE = 0.53
# Without a unit or a counted thing, values that lie so far apart are of different things.
_FAR = 20.0


def may_differ(one: Slot, two: Slot) -> bool:
    """Whether two values of one kind can be compared: numbers of one unit and counted thing,
    days of one grain, places, agents of one verb."""
    a, b = one.value, two.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return _countable(a, b)
    if isinstance(a, DateMention) and isinstance(b, DateMention):
        return a.grain == b.grain
    return one.kind == "place" or one.frame == two.frame


def _countable(one: Quantity, two: Quantity) -> bool:
    if one.unit != two.unit:
        return False
    low, high = sorted((abs(one.value), abs(two.value)))
    if one.unit:
        return True
    if high > _FAR * max(low, 1e-9):
        return False
    a, b = head(one.counts), head(two.counts)
    return a == b or not a or not b or "people" in (a, b)


def same(one: Slot, two: Slot) -> bool:
    """Whether two values of one kind are equal, however they are spelled."""
    a, b = one.value, two.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return same_value(a, b) and _rounding(a, b)
    if isinstance(a, DateMention) and isinstance(b, DateMention):
        day = weekday(a)
        alike = a.text.casefold() == b.text.casefold() or bool(day and day == weekday(b))
        return alike or same_days(a, b)
    if isinstance(a, Name) and isinstance(b, Name):
        shared = {stem(word) for word in a.key.split()} & {stem(word) for word in b.key.split()}
        return same_name(a.key, b.key) or bool(shared)
    return False


def _rounding(one: Quantity, two: Quantity) -> bool:
    """Whether two like values that are not equal are one rounded: one of them says so ("nearly"),
    has decimals (34.4 and 34 %), or is spelled in millions, or they are as good as equal. "10" is
    no rounding of 12."""
    decimals = any(value.value % 1 for value in (one, two))
    if one.approximate or two.approximate or decimals:
        return True
    far = abs(one.value - two.value) / max(abs(one.value), abs(two.value), 1e-9)
    return far <= _NEAR or (far <= _SCALED and any(_SCALE.search(q.text) for q in (one, two)))


def one_thing(one: Slot, two: Slot, like: Likeness, *, known: bool) -> bool:
    """Whether two unequal values are surely of one thing. `known`: an article that gives the one
    gives the other, too, so that it likely speaks of two things.

    The bounds were fitted by reading what is listed on untouched news clusters.
    """
    surely = max(like.sentence, like.clause + 0.1) >= _COPY
    surely |= like.sentence >= 0.5 and like.chance >= 0.8
    if (like.apart and not surely) or _both_told(one, two):
        return False
    if one.kind == "number":
        if _of_two_things(one, two):
            return False
        near = like.sentence >= 0.5 or like.clause >= 0.6
        told_alike = near and like.chance >= (0.6 if known else 0.25)
        told_alike |= like.sentence >= _COPY and like.clause >= 0.6
        loosely = like.sentence >= 0.33 and like.cover >= 0.45
        named = one.frame and one.frame == two.frame
        return told_alike or (loosely and like.chance >= (0.75 if named else 0.8))
    if one.kind == "day":
        near = like.clause >= 0.5 or (like.sentence >= 0.4 and like.cover >= 0.5)
        return near and like.chance >= (0.85 if known else 0.6) and _one_act(one, two, like)
    near = like.sentence >= 0.5 or (like.sentence >= 0.4 and like.clause >= 0.6)
    near &= one.kind == "place" or like.clause >= 0.5
    return near and not known and like.chance >= (0.6 if one.kind == "place" else 0.8)


def _speakers(slot: Slot) -> set[str]:
    """The stems of the words of content beside the sentence's verbs of speech."""
    told = [stem(word) for word in terms(slot.sentence.text)]
    places = {
        at + n for at, word in enumerate(told) if word in SAYING for n in (-3, -2, -1, 1, 2, 3)
    }
    return {told[at] for at in places if 0 <= at < len(told)} - _COMMON - SAYING


def _of_two_things(one: Slot, two: Slot) -> bool:
    """Whether two numbers say themselves that they are of two things: "another 4 million", ages
    of different people, times that lie far apart."""
    further = [bool(_FURTHER & {*slot.left[:2], *slot.right[:1]}) for slot in (one, two)]
    ages = [isinstance(s.value, Quantity) and _age(s.value) for s in (one, two)]
    whose = set.intersection(*({*s.left, *s.right} & _name_stems(s) for s in (one, two)))
    return further[0] != further[1] or (any(ages) and not whose) or _long_apart(one, two)


def _name_stems(slot: Slot) -> set[str]:
    found = {stem(word) for name in slot.sentence.names for word in terms(name.text)}
    return found - _COMMON


def _age(number: Quantity) -> bool:
    return number.unit == "year" and ("old" in number.text or number.text.isdigit())


def _long_apart(one: Slot, two: Slot) -> bool:
    """Whether the sentences name days, and all of the one lie far from all of the other's."""
    days = [
        [m.first for m in slot.sentence.dates if m.grain == "day" and m.first is not None]
        for slot in (one, two)
    ]
    gaps = [abs((a - b).days) for a in days[0] for b in days[1]]
    return bool(gaps) and min(gaps) > _FAR_DAYS


def _both_told(one: Slot, two: Slot) -> bool:
    """Whether a sentence that gives one value gives the other, too: it speaks of two things."""
    return any(
        slot.kind == a.kind and may_differ(slot, b) and same(slot, b)
        for a, b in ((one, two), (two, one))
        for slot in slots(a.sentence)
    )


def _one_act(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two days are of one act: their verbs agree, or a word of content beside both."""
    if one.frame in SAYING or two.frame in SAYING:
        # The same person says many things on many days.
        alike = like.sentence >= _SAID_ALIKE and bool(_speakers(one) & _speakers(two))
        return one.frame in SAYING and two.frame in SAYING and alike
    if one.frame and one.frame == two.frame:
        return True
    beside = ({*slot.left[:2], *slot.right[:2]} - _COMMON for slot in (one, two))
    return bool(frozenset.intersection(*map(frozenset, beside)))


def about(group: Sequence[Slot]) -> str:
    """What the values measure, in a few words: "jobs", "people (treated, injuries)", "day
    (hearing)", "who (opened, gate)"."""
    first = group[0]
    value = first.value
    noun = {"day": "day", "place": "place", "agent": "who"}.get(first.kind, "")
    if isinstance(value, DateMention):
        noun = value.grain
    if isinstance(value, Quantity):
        noun = value.counts or _SUMS.get(value.unit, value.unit)
    named = {word for one in group for name in one.sentence.names for word in terms(name.text)}
    shared = _shared(group, leave=named | {noun})
    shown = ", ".join(shared or _shared(group, leave={noun}))
    if noun and (shared or not shown):
        return f"{noun} ({shown})" if shown else noun
    return noun or shown or "a value"


def _shared(group: Sequence[Slot], *, leave: Collection[str]) -> list[str]:
    """At most three words of content that all the sentences have, those nearest to the first
    value, in the order of its sentence."""
    first = group[0]
    text = first.sentence.text
    found: dict[str, tuple[int, int]] = {}
    for start, end in words(text):
        if first.value.start <= start < first.value.end:
            continue
        for word in content_words(text[start:end]):
            if word.isalpha() and word not in leave and all(stem(word) in s.bag for s in group):
                gap = max(start - first.value.end, first.value.start - end)
                found.setdefault(word, (gap, start))
    near = sorted(found, key=lambda word: found[word])[:3]
    return sorted(near, key=lambda word: found[word][1])
