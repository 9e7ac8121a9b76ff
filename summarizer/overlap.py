"""How much of their weight two bags of words share: the Dice and the overlap coefficient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

# Words, or stems, with their positive weights.
Bag: TypeAlias = Mapping[str, float]


def dice(one: Bag, two: Bag) -> float:
    """The weight that both have, twice, over the weight of both, in [0, 1]; 0 where both are
    empty. A word counts with its weight in ``one`` (Dice 1945, weighted)."""
    total = sum(one.values()) + sum(two.values())
    return 2 * sum(w for word, w in one.items() if word in two) / total if total else 0.0


def overlap(one: Bag, two: Bag) -> float:
    """The share of the lighter one's weight that both have, in [0, 1]; 0 where one is empty. A
    word counts with its weight in ``one`` (Szymkiewicz-Simpson, weighted)."""
    total = min(sum(one.values()), sum(two.values()))
    return sum(w for word, w in one.items() if word in two) / total if total else 0.0
