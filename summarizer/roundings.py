"""Whether one of two numbers is the other rounded: "nearly 77 percent", "more than 40", "1.2
million".
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.agree import MINUTE, rounds_to, same_clock, same_value, significant
from summarizer.records import Quantity
from summarizer.slots import Slot

# What passes for a rounding, relative to the value: where nobody says "about", of a number that
# is spelled in millions, where somebody does, and above "more than" or below "less than".
_NEAR, _SCALED, _ABOUT, _LOOSE, _BOUND = 0.01, 0.05, 0.1, 0.15, 0.2
# "About 579" has three digits that say something, and lies no further off than this.
_FINE, _FINELY = 3, 0.03
_DECIMALS = re.compile(r"\d\.(\d+)")
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

# How a number is told, by what stands before it.
_HOW = {
    "about": _NEAR_TIME,
    "above": _ABOVE,
    "below": _BELOW,
    "nearly": _NEARLY,
    "set": _SET,
    "counted": _COUNTED,
}


def rounded(one: Slot, two: Slot, a: Quantity, b: Quantity) -> bool:
    """Whether one of two values is the other rounded: one of them says so ("nearly"), has
    decimals (34.4 and 34 %), is spelled in millions, or they are as good as equal. "10" is no
    rounding of 12, and "at least 10" is a count."""
    gap = abs(a.value - b.value)
    if a.unit == "clock":
        near = any(_told(s, "about", q) for s, q in ((one, a), (two, b)))
        return same_clock(a, b, within=_ABOUT_CLOCK if near else MINUTE)
    far = gap / max(abs(a.value), abs(b.value), 1e-9)
    # "Over 12 hours" and "over 14 hours" are bounds of two values, "nearly 80" and "nearly 90" two.
    if all(_told(s, "nearly", q) for s, q in ((one, a), (two, b))):
        return far <= _SCALED and (rounds_to(a.value, b.value) or rounds_to(b.value, a.value))
    bounds = [_bounded(*pair) for pair in ((one, a, b), (two, b, a))]
    if any(bounds) and not (_above(one, a) and _above(two, b) and far > _ABOUT):
        return True
    fits = same_value(a, b) or rounds_to(a.value, b.value) or rounds_to(b.value, a.value)
    for slot, rough, exact in ((one, a, b), (two, b, a)):
        if rough.approximate and not _told(slot, "counted", rough):
            return _roughly(slot, rough, exact, far=far, fits=fits)
    decimals = any(value.value % 1 for value in (a, b))
    if decimals and _places(a.text) == _places(b.text):
        return False  # "3.6" and "4.0"
    if decimals:
        if a.unit in _WHOLE and gap > 0.5 + 1e-9:
            return False
        return fits and far <= max(_SCALED, 0.5 / max(abs(a.value), abs(b.value)))
    scaled = any(_SCALE.search(q.text) for q in (a, b))
    return fits and far <= (_SCALED if scaled else _NEAR)


def _roughly(slot: Slot, rough: Quantity, exact: Quantity, *, far: float, fits: bool) -> bool:
    """Whether a value is what another article tells as "about" another, as far as they lie apart;
    `fits`: where one is the other rounded."""
    if _told(slot, "nearly", rough) and exact.value > rough.value * (1 + _NEAR):
        return fits and far <= _SCALED
    if significant(rough.value) >= _FINE and not fits:
        return far <= _FINELY
    # "roughly $2 trillion" for 2.3
    loose = _SCALE.search(rough.text) and rounds_to(exact.value, rough.value)
    return far <= (_LOOSE if loose else _ABOUT)


def _places(text: str) -> int:
    """How many decimals a number is spelled with."""
    found = _DECIMALS.search(text)
    return len(found[1]) if found else 0


def _bounded(slot: Slot, bound: Quantity, exact: Quantity) -> bool:
    """Whether a value that is told as "more than" or "nearly" another lies near it on that side."""
    if _told(slot, "set", bound):
        return False
    if _above(slot, bound) and bound.value <= exact.value:
        return exact.value <= bound.value * (1 + (_VAGUE if "dozen" in bound.text else _BOUND))
    for how, reach in (("below", _BOUND), ("nearly", _ABOUT)):
        if _told(slot, how, bound):
            return bound.value * (1 - reach) <= exact.value <= bound.value
    return False


def _above(slot: Slot, number: Quantity) -> bool:
    """Whether a value is told as the least that it is: "more than 40", "40-plus"."""
    return _told(slot, "above", number) or _told_after(slot.sentence.text, number.end)


def _told(slot: Slot, how: str, number: Quantity) -> bool:
    return how in _before(slot.sentence.text, number.start)


# A value is compared with those of all sentences that are alike.
@lru_cache(maxsize=4_096)
def _before(text: str, start: int) -> frozenset[str]:
    """Which of `_HOW` match what stands before a number."""
    before = text[max(0, start - 40) : start]
    return frozenset(how for how, pattern in _HOW.items() if pattern.search(before))


@lru_cache(maxsize=4_096)
def _told_after(text: str, end: int) -> bool:
    return bool(_ABOVE_AFTER.match(text, end))
