"""Maximal marginal relevance: what matters and has not been said yet.

J. Carbonell and J. Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering
Documents and Producing Summaries", SIGIR 1998.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from summarizer.concepts import phrases

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRADE_OFF = 0.75
# Sentences of one event are at least about so alike; what is above counts as redundant, with
# this weight beside the share of common phrases (chosen on 280 clusters of NeuS train).
_UNLIKE, _MEANING = 0.3, 0.3


def mmr(
    similarity: NDArray[np.float32],
    relevance: NDArray[np.float32],
    *,
    costs: Sequence[int],
    budget: int,
    trade_off: float = TRADE_OFF,
    first: Sequence[int] = (),
    barred: Callable[[int, Sequence[int]], bool] | None = None,
) -> tuple[int, ...]:
    """Indices in the order in which maximal marginal relevance takes them.

    `similarity` is ``(n, n)`` symmetric, `relevance` ``(n,)``, both of about one scale;
    ``trade_off * relevance - (1 - trade_off) * (greatest similarity to a taken item)`` decides,
    ties by the lower index. An item whose cost no longer fits in `budget` is passed over. `first`
    are items already taken, whose costs count. ``barred(i, taken)`` says whether an item may not
    follow those taken so far; it is asked again after each. Raises ValueError for a trade-off
    outside [0, 1], a negative cost or shapes that do not fit.
    """
    n = len(relevance)
    if similarity.shape != (n, n) or len(costs) != n:
        raise ValueError(
            f"similarity must be ({n}, {n}) with {n} costs, was: {similarity.shape}, {len(costs)}"
        )
    if not 0 <= trade_off <= 1:
        raise ValueError(f"trade_off must be in [0, 1], was: {trade_off}")
    if any(cost < 0 for cost in costs):
        raise ValueError(f"costs must be at least 0, was: {min(costs)}")
    taken: list[int] = []
    left = budget
    open_ = np.ones(n, dtype=bool)
    nearest = np.full(n, -np.inf)
    price = np.asarray(costs, dtype=np.int64)

    def take(i: int) -> None:
        nonlocal left
        taken.append(i)
        left -= costs[i]
        open_[i] = False
        np.maximum(nearest, similarity[:, i], out=nearest)

    for i in first:
        take(i)
    while True:
        can = open_ & (price <= left)
        redundant = np.where(np.isfinite(nearest), nearest, 0.0)
        score = np.where(can, trade_off * relevance - (1 - trade_off) * redundant, -np.inf)
        for i in np.argsort(-score, kind="stable")[: can.sum()].tolist():
            if barred is None or not barred(i, taken):
                take(i)
                break
        else:
            return tuple(taken)


def similarity(texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """``(n, n)``, in about [0, 1.2]: the share of their phrases that two texts have in common,
    of the shorter one's, and a little for what they mean."""
    pairs = [phrases(text) for text in texts]
    holders: dict[tuple[str, str], list[int]] = {}
    for i, own in enumerate(pairs):
        for pair in own:
            holders.setdefault(pair, []).append(i)
    common = np.zeros((len(texts), len(texts)), dtype=np.float32)
    for found in holders.values():
        if len(found) > 1:
            common[np.ix_(found, found)] += 1
    size = np.array([max(1, len(own)) for own in pairs], dtype=np.float32)
    shares = common / np.minimum(size[:, None], size)
    meaning = _MEANING * np.maximum(vectors @ vectors.T - _UNLIKE, 0.0)
    return np.asarray(shares + meaning, dtype=np.float32)
