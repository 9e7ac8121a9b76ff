"""From profiles to a partition: storylines, the events inside them, and what a person corrected."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.candidates import ALL_PAIRS, candidates
from summarizer.cluster import average_link
from summarizer.pairlogit import Model, log_odds
from summarizer.space import Space
from summarizer.storyline import Storyline, events, score_all

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Parts = tuple[tuple[int, ...], ...]

# Articles are of one storyline from this mean probability on (see ``training/grouping.py``).
STORYLINE = 0.15
# A storyline of more articles is handled in parts, which are joined again afterwards.
LARGEST = 400
# Of the candidates of an article this many should be likely, if it belongs to a large cluster.
_DEGREE = 4
# Parts of one event that was handled in parts are joined from this mean probability on.
_REJOIN = 0.5
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Partition:
    """``parts`` are the events (rows of the space), ``storylines`` the looser parts around them
    with the log-odds of their pairs; ``place`` is where a row stands in its storyline."""

    parts: Parts
    storylines: tuple[Storyline, ...]
    place: dict[int, tuple[int, int]]

    def likely(self, i: int, j: int) -> float | None:
        """The probability that two rows are of one event; None if they share no storyline."""
        (story, a), (other, b) = self.place[i], self.place[j]
        return chance(float(self.storylines[story].odds[a, b])) if story == other else None


def partition(space: Space, model: Model) -> Partition:
    """The events among all rows of ``space``."""
    import numpy as np

    count = len(space.profiles)
    if count == 0:
        return Partition((), (), {})
    rows, columns = candidates(space)
    every = count <= ALL_PAIRS
    pairs = space.block(np.arange(count)) if every else space.pairs(rows, columns)
    first = np.round(log_odds(pairs, model), _DECIMALS)
    likely = np.round(1.0 / (1.0 + np.exp(-np.clip(first, -30, 30))), _DECIMALS)
    # Scores this small never carry a join; leaving them out keeps the graph sparse.
    kept = np.arange(len(rows)) if every else np.flatnonzero(likely >= STORYLINE / 10)
    graph = dict(
        zip(
            zip(rows[kept].tolist(), columns[kept].tolist(), strict=True),
            likely[kept].tolist(),
            strict=True,
        )
    )
    loose = average_link(
        count,
        graph,
        threshold=STORYLINE,
        degree=0 if every else _DEGREE,
        largest=LARGEST,
    )
    storylines = score_all(space, loose, model)
    parts = tuple(sorted(part for story in storylines for part in events(story, model)))
    if any(len(members) > LARGEST // 2 for members in loose):
        parts = _rejoined(parts, graph)
    place = {
        row: (index, position)
        for index, members in enumerate(loose)
        for position, row in enumerate(members)
    }
    return Partition(parts, storylines, place)


def chance(log_odds: float) -> float:
    """The logistic function, rounded to 6 decimals."""
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds)))), _DECIMALS)


def corrected(
    found: Partition,
    must: Sequence[tuple[int, int]],
    cannot: Sequence[tuple[int, int]],
) -> Parts:
    """The parts with what a person said: parts that ``must`` joins become one, and one that holds
    a ``cannot`` pair is parted, each article going with those it fits best."""
    parts = found.parts
    home = {row: index for index, part in enumerate(parts) for row in part}
    joined = average_link(len(parts), {}, threshold=1.0, must=[(home[i], home[j]) for i, j in must])
    out: list[tuple[int, ...]] = []
    for group in joined:
        members = sorted(row for index in group for row in parts[index])
        place = {row: index for index, row in enumerate(members)}
        barred = [(place[i], place[j]) for i, j in cannot if i in place and j in place]
        if not barred:
            out.append(tuple(members))
            continue
        known = {
            (a, b): found.likely(i, j) or 0.0
            for a, i in enumerate(members)
            for b, j in enumerate(members[a + 1 :], a + 1)
        }
        held = [(place[i], place[j]) for i, j in must if i in place and j in place]
        for part in average_link(len(members), known, threshold=0.0, must=held, cannot=barred):
            out.append(tuple(members[index] for index in part))
    return tuple(sorted(out))


def _rejoined(parts: Parts, graph: Mapping[tuple[int, int], float]) -> Parts:
    """Joins the parts of events that were too large to be handled at once."""
    home = {row: index for index, part in enumerate(parts) for row in part}
    sums: dict[tuple[int, int], tuple[float, int]] = {}
    for (i, j), value in graph.items():
        low, high = sorted((home[i], home[j]))
        if low != high and min(len(parts[low]), len(parts[high])) > 1:
            total, count = sums.get((low, high), (0.0, 0))
            sums[low, high] = (total + value, count + 1)
    must = [
        pair
        for pair, (total, count) in sorted(sums.items())
        if total / count >= _REJOIN and max(len(parts[pair[0]]), len(parts[pair[1]])) > LARGEST // 4
    ]
    groups = average_link(len(parts), {}, threshold=1.0, must=must)
    return tuple(sorted(tuple(sorted(r for i in group for r in parts[i])) for group in groups))
