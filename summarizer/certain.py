"""Whether two unequal values are surely of the same thing, so that their sources differ.

Some things rule it out ("another 4 million", ages of different people, the ends of a range). What
is left is judged by a logistic regression for each kind of value over `same_thing.features` and
what the articles say besides; fitted by ``training/disagree.py``: values that two articles of a
cluster give alike, altered in one of them, against the unequal values of untouched clusters.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from summarizer.agree import same_name
from summarizer.differ import may_differ, same
from summarizer.overlap import dice
from summarizer.records import Quantity, Span
from summarizer.same_thing import FEATURES, Likeness
from summarizer.slots import Slot, act
from summarizer.two_things import one_act, one_plan, ruled_out

# What is known of a pair beside its `same_thing.FEATURES`: how alike the surroundings are where
# one of the articles gives the other's value, too; how many values of the two sentences have no
# equal in the other (the fewer, the more), and how many have; how many times the larger number is
# the smaller one; whether two days are of one act, and two values of one verb; how many names of
# the sentences the other lacks, and how many both have.
CONTEXT = (
    "log odds", "known", "least alone", "most alone", "alike", "ratio", "act", "verb",
    "names alone", "names alike",
)  # fmt: skip
NAMES = (*FEATURES, *CONTEXT)
# In sentences that share half of their words less is asked for: what is listed wrongly stands in
# sentences that are but loosely alike.
_HALF = 0.50
_NEARER = {"number": 1.1, "day": 1.4, "place": 1.4, "agent": 2.0}
_WIDE = ((0.70, 0.0), (_HALF, 1.5), (0.0, 2.5))
# "All 157 people were killed" says too little of which they were.
_SHARED, _FEWEST = FEATURES.index("shared weight"), 2.1
# By so much more of a clause's weight.
_LIKELIER = 0.25


class Around:
    """All values of the articles of an event, by article and by sentence."""

    def __init__(self, rows: Sequence[Sequence[Slot]]) -> None:
        self._articles: dict[str, list[Slot]] = {}
        self._sentences: dict[Span, Sequence[Slot]] = {}
        for row in rows:
            for slot in row:
                self._articles.setdefault(slot.article, []).append(slot)
                self._sentences[slot.sentence.span] = row

    def known(self, one: Slot, two: Slot) -> float:
        """How alike the surroundings are where an article that gives one of two values gives the
        other one, too: the most (Dice, in [0, 1]), 0 where none does."""
        return max(
            (
                max(dice(slot.bag, other.bag), dice(slot.bag, mine.bag))
                for mine, other in ((one, two), (two, one))
                for slot in self._articles[mine.article]
                if slot is not mine
                and slot.kind == mine.kind
                and may_differ(slot, other)
                and same(slot, other)
            ),
            default=0.0,
        )

    def others(self, one: Slot, two: Slot) -> tuple[int, int, int]:
        """Of the other values of two sentences: how many of this kind have no equal in the other
        sentence (the fewer, the more), and how many of any kind have."""
        mine, other = (self._sentences[slot.sentence.span] for slot in (one, two))
        alone = sorted(
            sum(
                slot.kind == one.kind
                and slot is not own
                and may_differ(slot, far)
                and not _given(slot, there)
                for slot in here
            )
            for here, there, own, far in ((mine, other, one, two), (other, mine, two, one))
        )
        alike = sum(_given(slot, [s for s in other if s is not two]) for slot in mine)
        return alone[0], alone[1], alike

    def both_told(self, one: Slot, two: Slot) -> bool:
        """Whether a sentence that gives one value gives the other, too: it speaks of two things.
        A further value that the other sentence spells alike, or that is but a rounding of the
        other and stands elsewhere in its sentence, is no second telling."""
        return any(
            slot.kind == a.kind
            and may_differ(slot, b)
            and same(slot, b)
            and not _elsewhere(slot, a, b, self._sentences[b.sentence.span])
            for a, b in ((one, two), (two, one))
            for slot in self._sentences[a.sentence.span]
        )


def _elsewhere(slot: Slot, own: Slot, far: Slot, row: Sequence[Slot]) -> bool:
    """Whether a value beside ``own`` that agrees with ``far`` is another's: one of the others
    beside ``far`` equals it, or, where it agrees but roughly, ``own`` stands far likelier in its
    place."""
    if not isinstance(slot.value, Quantity) or not isinstance(far.value, Quantity):
        return False
    if any(
        s is not far
        and may_differ(slot, s)
        and isinstance(s.value, Quantity)
        and s.value.value == slot.value.value
        for s in row
    ):
        return True
    if slot.value.value == far.value.value:
        return False
    return dice(own.clause, far.clause) > dice(slot.clause, far.clause) + _LIKELIER


def _given(slot: Slot, row: Sequence[Slot]) -> bool:
    return any(slot.kind == s.kind and may_differ(slot, s) and same(slot, s) for s in row)


@lru_cache(maxsize=1)
def _models() -> dict[str, tuple[tuple[float, ...], float, float]]:
    data = json.loads(files("summarizer").joinpath("data/disagree.json").read_text("utf-8"))
    return {
        kind: (tuple(map(float, one["weights"])), float(one["bias"]), float(one["least"]))
        for kind, one in data["certain"].items()
        if kind != "features"
    }


def surety(one: Slot, two: Slot, like: Likeness, around: Around) -> float:
    """How far above the bound the log odds are that two unequal values are of one thing; below 0
    it is not sure, and minus infinity where something rules it out."""
    if not comparable(one, two, like, around):
        return -math.inf
    weights, bias, least = _models()[one.kind]
    # So different numbers in sentences that are but loosely alike are mostly of two things; in
    # like ones they are a slip or an update.
    least -= _NEARER[one.kind] if like.sentence >= _HALF else 0.0
    least += next(w for bound, w in _WIDE if like.sentence >= bound) * _ratio(one, two)
    row = context(one, two, like, around)
    return bias + sum(w * x for w, x in zip(weights, row, strict=True)) - least


def context(one: Slot, two: Slot, like: Likeness, around: Around) -> tuple[float, ...]:
    """`NAMES` of a pair."""
    return (
        *like.features,
        math.log(like.chance / (1 - like.chance)),
        around.known(one, two),
        *map(float, around.others(one, two)),
        _ratio(one, two),
        float(one.kind == "day" and one_act(one, two, like)),
        1.0 if one_plan(one, two, like) else _verbs(one, two),
        *_names(one, two),
    )


def _verbs(one: Slot, two: Slot) -> float:
    """1 where two values belong to one verb, -1 where to different ones, 0 where it is unknown."""
    verbs = [act(slot.sentence, slot.value) for slot in (one, two)]
    return (1.0 if verbs[0] == verbs[1] else -1.0) if all(verbs) else 0.0


def _names(one: Slot, two: Slot) -> tuple[float, float]:
    """How many names of two sentences the other lacks, and how many it has, each at most four."""
    keys = [
        {n.key for n in slot.sentence.names if n.start != slot.value.start} for slot in (one, two)
    ]
    alike = [sum(any(same_name(a, b) for b in keys[1 - n]) for a in keys[n]) for n in (0, 1)]
    alone = sum(len(own) - n for own, n in zip(keys, alike, strict=True))
    return float(min(4, alone)), float(min(4, *alike))


def _ratio(one: Slot, two: Slot) -> float:
    """By how much more than fourfold two numbers differ, as a logarithm."""
    a, b = one.value, two.value
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return 0.0
    low, high = sorted((abs(a.value), abs(b.value)))
    return min(3.0, max(0.0, math.log(max(high, 1e-9) / max(low, 1e-9)) - math.log(4)))


def comparable(one: Slot, two: Slot, like: Likeness, around: Around) -> bool:
    """Whether nothing rules out that two unequal values are of one thing."""
    return (
        (one.kind != "number" or like.features[_SHARED] >= _FEWEST)
        and not ruled_out(one, two, like)
        and not around.both_told(one, two)
    )
