"""Events of the same storyline: same actors and same kind of event, at another time.

They are linked, with date and reason, and never merged.
"""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Sequence

from summarizer.partition import Partition
from summarizer.records import Event, Related
from summarizer.space import Space

# Events are related from this on: the mean over their nearest articles of the cosine of names plus
# the cosine of terms plus the cosine of meaning, each in [0, 1]. Hand-set on the examples.
_CLOSE = 1.35
# Each event has at most this many related events.
_MOST = 5
# The weightiest terms of an event that are looked up, and how many events may share one.
_KEYS, _POSTING = 12, 40
# Articles of each event that are compared.
_ARTICLES = 4


def with_related(
    events: Sequence[Event],
    parts: Sequence[tuple[int, ...]],
    units: Sequence[tuple[int, ...]],
    space: Space,
    partition: Partition,
) -> list[Event]:
    """The events with their related events, nearest first; ``parts[k]`` are those of event k."""
    row_of = {place: row for row, unit in enumerate(units) for place in unit}
    rows = [sorted({row_of[place] for place in part}) for part in parts]
    close = _closeness(rows, space, partition)
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), value in close.items():
        if value >= _CLOSE:
            near[a].append((-value, b))
            near[b].append((-value, a))
    out = []
    for index, event in enumerate(events):
        ranked = sorted((value, events[other].id, other) for value, other in near[index])
        related = [
            Related(
                event_id=events[other].id,
                day=events[other].day,
                why=_why(event, events[other]),
            )
            for _, _, other in ranked[:_MOST]
        ]
        out.append(dataclasses.replace(event, related=tuple(related)))
    return out


def _closeness(
    rows: Sequence[Sequence[int]], space: Space, partition: Partition
) -> dict[tuple[int, int], float]:
    """How close pairs of events are, for those that share a storyline or rare terms."""
    import numpy as np

    pairs = _candidates(rows, space, partition)
    left, right, owner = [], [], []
    for number, (a, b) in enumerate(pairs):
        for i in rows[a][:_ARTICLES]:
            for j in rows[b][:_ARTICLES]:
                left.append(i)
                right.append(j)
                owner.append(number)
    if not pairs:
        return {}
    view = space.pairs(np.array(left, dtype=np.int64), np.array(right, dtype=np.int64))
    values = view.dot("names", "names") + view.dot("terms", "terms")
    values += np.clip(view.meaning(), 0.0, 1.0)
    languages = [profile.language for profile in space.profiles]
    same = np.array(
        [languages[i] == languages[j] for i, j in zip(left, right, strict=True)], dtype=float
    )
    best = np.zeros(len(pairs))
    np.maximum.at(best, np.array(owner), values * same)
    return {pair: round(float(value), 6) for pair, value in zip(pairs, best, strict=True)}


def _candidates(
    rows: Sequence[Sequence[int]], space: Space, partition: Partition
) -> list[tuple[int, int]]:
    """Pairs of events (a < b) that share a storyline or a weighty term, sorted."""
    postings: dict[object, list[int]] = defaultdict(list)
    for index, members in enumerate(rows):
        weights: dict[int, float] = defaultdict(float)
        for row in members[:_ARTICLES]:
            bag = space.profiles[row].sharp
            for key, weight in zip(bag.keys.tolist(), bag.weights.tolist(), strict=True):
                weights[key] += weight
        for key in sorted(weights, key=lambda key: (-weights[key], key))[:_KEYS]:
            postings[key].append(index)
        for story in sorted({partition.place[row][0] for row in members}):
            postings["story", story].append(index)
    found = set()
    for sharing in postings.values():
        for step in range(1, _POSTING):
            for a, b in zip(sharing, sharing[step:], strict=False):
                found.add((a, b))
            if len(sharing) > _POSTING and step >= math.isqrt(_POSTING):
                break
    return sorted(found)


def _why(event: Event, other: Event) -> tuple[str, ...]:
    """Why another event is related, in words."""
    found = ["same actors and kind of event"]
    if event.day and other.day:
        gap = (other.day - event.day).days
        if gap:
            when = "later" if gap > 0 else "earlier"
            found.append(f"{abs(gap)} day{'' if abs(gap) == 1 else 's'} {when}")
        else:
            found.append("the same day")
    else:
        found.append("its day is unknown" if not other.day else "this event's day is unknown")
    return tuple(found)
