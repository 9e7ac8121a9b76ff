"""Events of very many articles: found in parts, then joined again.

Of many articles each keeps few candidates, and no storyline grows beyond a limit, so a crowd of
articles about one event first falls into parts. Two parts that candidates link are compared by a
sample of their articles, every pair of it, and joined where the mean says that they are one event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.pairlogit import Model, log_odds
from summarizer.space import Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Parts = tuple[tuple[int, ...], ...]

# A part of at least this many articles can be a piece of a crowd.
_CROWD = 12
# Of each part this many articles are compared, spread evenly.
_SAMPLED = 6
# Two parts are one event from this mean probability on. Among generated texts the parts of one
# event have 0.99, large events of one day 0.34 at most.
_ONE = 0.7


def rejoined(
    parts: Parts, graph: Mapping[tuple[int, int], float], space: Space, model: Model
) -> Parts:
    """``parts`` with the pieces of crowds joined; ``graph`` holds the scored candidate pairs.

    In rounds each piece is compared with the piece that most candidates link it to (Boruvka 1926),
    so the number of comparisons grows with that of the pieces.
    """
    pieces = [part for part in parts if len(part) >= _CROWD]
    if len(pieces) < 2:
        return parts
    home = {row: index for index, part in enumerate(pieces) for row in part}
    links: Counter[tuple[int, int]] = Counter()
    for i, j in graph:
        low, high = sorted((home.get(i, -1), home.get(j, -1)))
        if low != high and low >= 0:
            links[low, high] += 1
    while links:
        best: dict[int, tuple[int, tuple[int, int]]] = {}
        for pair, count in links.items():
            for piece in pair:
                best[piece] = min(best.get(piece, (0, pair)), (-count, pair))
        tried = sorted({pair for _, pair in best.values()})
        likely = _likely([(pieces[a], pieces[b]) for a, b in tried], space, model)
        joined = [pair for pair, value in zip(tried, likely, strict=True) if value >= _ONE]
        for pair in tried:
            del links[pair]
        pieces, links = _merge(pieces, links, joined)
    small = [part for part in parts if len(part) < _CROWD]
    return tuple(sorted([*small, *(piece for piece in pieces if piece)]))


def _merge(
    pieces: list[tuple[int, ...]],
    links: Counter[tuple[int, int]],
    joined: Sequence[tuple[int, int]],
) -> tuple[list[tuple[int, ...]], Counter[tuple[int, int]]]:
    """The pieces with ``joined`` ones put together (what is taken in leaves an empty place), and
    the links between what is left."""
    if not joined:
        return pieces, links
    root = list(range(len(pieces)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in joined:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    rows: list[list[int]] = [[] for _ in pieces]
    for index, piece in enumerate(pieces):
        rows[find(index)].extend(piece)
    left: Counter[tuple[int, int]] = Counter()
    for (a, b), count in links.items():
        low, high = sorted((find(a), find(b)))
        if low != high:
            left[low, high] += count
    return [tuple(sorted(each)) for each in rows], left


def _likely(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]], space: Space, model: Model
) -> list[float]:
    """The mean probability across each pair of parts, over a sample of their articles."""
    import numpy as np

    rows, columns = [], []
    for a, b in pairs:
        first, second = _sample(a), _sample(b)
        rows.append(np.repeat(first, len(second)))
        columns.append(np.tile(second, len(first)))
    odds = log_odds(space.pairs(np.concatenate(rows), np.concatenate(columns)), model)
    likely = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    ends = np.cumsum([len(each) for each in rows])[:-1]
    return [round(float(part.mean()), 6) for part in np.split(likely, ends)]


def _sample(part: Sequence[int]) -> Ints:
    import numpy as np

    places = np.linspace(0, len(part) - 1, min(_SAMPLED, len(part))).astype(np.int64)
    return np.asarray(np.array(part, dtype=np.int64)[places])
