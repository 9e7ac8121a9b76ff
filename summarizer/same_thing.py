"""How likely two values from two sources are of the same thing, judged by the words around them.

A logistic regression for each kind of value, fitted by ``training/disagree.py`` on news clusters
without labels: where the surroundings of two values make it near certain that they are equal,
and they are not, the sources differ.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from summarizer.agree import head, same_days, same_name
from summarizer.overlap import dice, overlap
from summarizer.records import DateMention, Quantity
from summarizer.slots import Slot, weekday
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS

FEATURES = (
    "clause dice", "clause cover", "sentence dice", "sentence cover", "shared weight", "left run",
    "right run", "beside", "names apart", "names shared", "times apart", "times shared", "frame",
    "siblings", "change", "rank", "clause rank", "rare",
)  # fmt: skip
_COMMON = frozenset(map(stem, STOPWORDS))
# Words beside a number that make it another one of its kind: the former, the rest, the change.
_CHANGE = frozenset(
    """up down from rose fell increas decreas addit anoth more fewer less previou earlier last next
    first second prior onc anoth other former later initi revis estim expect project""".split()
)


@lru_cache(maxsize=1)
def _models() -> dict[str, tuple[tuple[float, ...], float]]:
    data = json.loads(files("summarizer").joinpath("data/disagree.json").read_text("utf-8"))
    return {
        kind: (tuple(map(float, one["weights"])), float(one["bias"]))
        for kind, one in data.items()
        if kind not in ("features", "certain")
    }


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike what stands around two values is: the ``chance`` in (0, 1) that they are one
    thing's, and its `FEATURES`."""

    chance: float
    features: tuple[float, ...]

    @property
    def clause(self) -> float:
        """The weight that their clauses share (Dice), in [0, 1]."""
        return self.features[0]

    @property
    def sentence(self) -> float:
        """The weight that their sentences share (Dice), in [0, 1]."""
        return self.features[2]


def likeness(pairs: Sequence[tuple[Slot, Slot]]) -> list[Likeness]:
    """How alike each pair is; `pairs` are all that can be compared of one kind of value and of
    two articles."""
    if not pairs:
        return []
    weights, bias = _models()[pairs[0][0].kind]
    out = []
    for row in features(pairs):
        logit = bias + sum(w * x for w, x in zip(weights, row, strict=True))
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
        out.append(Likeness(chance, row))
    return out


def features(pairs: Sequence[tuple[Slot, Slot]]) -> list[tuple[float, ...]]:
    """`FEATURES` of each pair; those that rank compare a pair with the others of its slots."""
    whole = [dice(a.bag, b.bag) for a, b in pairs]
    clauses = [dice(a.clause, b.clause) for a, b in pairs]
    ranks = [_ranks(pairs, scores) for scores in (whole, clauses)]
    return [
        (*_features(a, b), one, two, _rare(a, b))
        for (a, b), one, two in zip(pairs, *ranks, strict=True)
    ]


def _ranks(pairs: Sequence[tuple[Slot, Slot]], scores: Sequence[float]) -> list[float]:
    """How far each score is below the best of either of its slots, at most 0."""
    best: dict[int, float] = {}
    for pair, score in zip(pairs, scores, strict=True):
        for slot in pair:
            best[id(slot)] = max(best.get(id(slot), 0.0), score)
    return [
        score - max(best[id(a)], best[id(b)]) for (a, b), score in zip(pairs, scores, strict=True)
    ]


def _rare(one: Slot, two: Slot) -> float:
    """The share of the rarest three words of the shorter sentence that both have, in [0, 1]."""
    few, many = sorted((one.bag, two.bag), key=len)
    rare = sorted(few, key=lambda word: (-few[word], word))[:3]
    return sum(word in many for word in rare) / max(1, len(rare))


def _features(one: Slot, two: Slot) -> tuple[float, ...]:
    shared = sum(min(w, two.bag[u]) for u, w in one.bag.items() if u in two.bag)
    apart, common = _names(one, two)
    return (
        dice(one.clause, two.clause),
        overlap(one.clause, two.clause),
        dice(one.bag, two.bag),
        overlap(one.bag, two.bag),
        math.log1p(shared),
        _run(one.left, two.left),
        _run(one.right, two.right),
        _beside(one, two),
        apart,
        common,
        *_times(one, two),
        _frame(one, two),
        math.log(max(one.siblings, two.siblings, 1)),
        _change(one, two),
    )


def _run(one: Sequence[str], two: Sequence[str]) -> float:
    """How far the words beside the values are equal: 1 a word of content, 0.5 any other."""
    run = 0.0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        run += 0.5 if a in _COMMON else 1.0
    return run


def _beside(one: Slot, two: Slot) -> float:
    """The share of words of content close to the values that both have, in [0, 1]."""
    near, other = (
        {w for w in (*slot.left, *slot.right) if w not in _COMMON and not w[0].isdigit()}
        for slot in (one, two)
    )
    return len(near & other) / max(1, min(len(near), len(other)))


def _names(one: Slot, two: Slot) -> tuple[float, float]:
    """How many names of each clause the other's sentence lacks (the fewer), and whether the
    clauses share one."""
    missing = []
    for slot, other in ((one, two), (two, one)):
        known = [name.key for name in other.sentence.names]
        missing.append(sum(not any(same_name(key, k) for k in known) for key in slot.names))
    shared = any(same_name(a, b) for a in one.names for b in two.names)
    return float(min(2, min(missing))), float(shared)


def _times(one: Slot, two: Slot) -> tuple[float, float]:
    """Whether the clauses speak of different times, and whether of a common one."""
    pairs = [(a, b) for a in one.times for b in two.times if _datable(a) and _datable(b)]
    shared = any(same_days(a, b) or (weekday(a) and weekday(a) == weekday(b)) for a, b in pairs)
    return float(bool(pairs) and not shared), float(shared)


def _datable(mention: DateMention) -> bool:
    return mention.first is not None or bool(weekday(mention))


def _frame(one: Slot, two: Slot) -> float:
    """1 where both count the same or have one preposition or verb, -1 where not, 0 where one of
    two numbers does not say."""
    if one.frame == two.frame:
        return 1.0 if one.frame or (isinstance(one.value, Quantity) and one.value.unit) else 0.0
    if not one.frame or not two.frame or head("people") in (one.frame, two.frame):
        return 0.0
    return -1.0


def _change(one: Slot, two: Slot) -> float:
    """Whether the words right beside one value, not the other, say that it is another's change,
    its former value or a further one."""
    marks = [{w for w in (*slot.left[:2], *slot.right[:2]) if w in _CHANGE} for slot in (one, two)]
    return float(marks[0] != marks[1])
