"""Whether two numbers are of different times: other days, a storm as it stood at another hour, a
count that had come less far.
"""

from __future__ import annotations

import re
from datetime import date

from summarizer.agree import head, same_clock
from summarizer.records import Quantity
from summarizer.slots import SAYING, Slot, act, weekday

# Numbers of days so far apart are of different states of things.
_FAR_DAYS = 10
# What grows from day to day and is told as it stands.
_GROWING = frozenset(
    map(
        head,
        """people dead injured arrested missing homes acres structures buildings customers cases
        residents officers soldiers children votes precincts bodies survivors reports""".split(),
    )
)
# Not "New Year".
_NEW = re.compile(r"\bnew\b|\badditional\b|\bdaily\b|\ba day\b")
# Where a storm is and how it blows, in what.
_STORM = re.compile(
    r"\b(?:hurricanes?|(?:tropical )?storms?|cyclones?|typhoons?|sustained winds?|"
    r"moving (?:to the )?(?:north|south|east|west)\w*)\b",
    re.IGNORECASE,
)
# How far a count had come: "with 97 percent of precincts reporting", "99 % of the vote counted".
_COUNTED_SO_FAR = re.compile(
    r"(?P<share>\d[\d.]*)\s?(?:percent|per cent|%) of (?:(?:the|all|its|[\w]+['’]s)\s)*"
    r"(?:(?:expected )?(?:precincts|districts|polling stations)|"
    r"(?:expected )?(?:votes?|ballots|results) (?:was |were )?"
    r"(?:counted|tallied|reporting|in(?=[,.;)]|$)))",
    re.IGNORECASE,
)
_MOVING = frozenset("mph km/h mile km".split())


def of_two_times(one: Slot, two: Slot, number: Quantity, *, near: bool) -> bool:
    """Whether two numbers are of times that lie apart; of `near`ly alike sentences both have to
    say so. ``number`` is the one that ``one`` gives."""
    return (
        _long_apart(one, two)
        or _other_hours(one, two, number)
        or _other_counts(one, two)
        or _other_days(one, two, number, near=near)
    )


def _long_apart(one: Slot, two: Slot) -> bool:
    """Whether the sentences name days, and all of the one lie far from all of the other's."""
    days = [
        [m.first for m in slot.sentence.dates if m.grain == "day" and m.first is not None]
        for slot in (one, two)
    ]
    gaps = [abs((a - b).days) for a in days[0] for b in days[1]]
    return bool(gaps) and min(gaps) > _FAR_DAYS


def _other_hours(one: Slot, two: Slot, number: Quantity) -> bool:
    """Whether two numbers say where a storm was or how it blew, one of them at an hour that the
    other does not name."""
    if number.unit not in _MOVING or not all(_STORM.search(s.sentence.text) for s in (one, two)):
        return False
    hours = [[q for q in s.sentence.numbers if q.unit == "clock"] for s in (one, two)]
    return any(hours) and not any(same_clock(a, b) for a in hours[0] for b in hours[1])


def _other_counts(one: Slot, two: Slot) -> bool:
    """Whether one of two sentences says how far a count had come, and the other does not say the
    same."""
    shares = [
        {float(m["share"].rstrip(".")) for m in _COUNTED_SO_FAR.finditer(slot.sentence.text)}
        for slot in (one, two)
    ]
    return any(shares) and not shares[0] & shares[1]


def _other_days(one: Slot, two: Slot, number: Quantity, *, near: bool) -> bool:
    """Whether two numbers are of different days, and of nothing that is told as it grows. Of
    `near`ly alike sentences both have to say so, and when it was said is no day of theirs."""
    days = [_days(slot) for slot in (one, two)]
    if days[0] & days[1]:
        return False
    if near:
        days = [_days(slot, said=False) for slot in (one, two)]
    if not number.unit and any(_NEW.search(slot.sentence.text) for slot in (one, two)):
        return all(days) if near else any(days)  # so many new cases on each day
    return all(days) and number.unit in ("", "percent") and head(number.counts) not in _GROWING


def _days(slot: Slot, *, said: bool = True) -> set[date | str]:
    """The days and weekdays that a sentence names, those of what was `said` on them with them or
    not."""
    return {
        day
        for m in slot.sentence.dates
        if m.grain == "day" and (said or act(slot.sentence, m) not in SAYING)
        for day in (m.first, weekday(m))
        if day
    }
