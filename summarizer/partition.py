"""Profiles to storylines and the events inside them, with a person's corrections applied."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.candidates import ALL_PAIRS, candidates
from summarizer.cluster import average_link
from summarizer.crowds import rejoined
from summarizer.pairlogit import Model, closeness, log_odds
from summarizer.space import Space
from summarizer.storyline import Storyline, events, score_all

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Parts = tuple[tuple[int, ...], ...]

# Articles are of one storyline from this mean probability on (see ``training/grouping.py``; in
# cross-validation over ECB+ train 0.08 to 0.15 are equally good, the lower the better the recall).
STORYLINE = 0.1
# A storyline of more articles is handled in parts, which are joined again afterwards.
LARGEST = 400
# Of the candidates of an article this many should be likely, if it belongs to a large cluster.
_DEGREE = 6
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
    first = np.round(log_odds(pairs, model, closeness(count)), _DECIMALS)
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
    if not every:
        parts = rejoined(parts, graph, space, model)
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
        inside = set(members)
        barred = [(i, j) for i, j in cannot if i in inside and j in inside]
        held = [(i, j) for i, j in must if i in inside and j in inside]
        out.extend(_parted(found, members, held, barred) if barred else [tuple(members)])
    return tuple(sorted(out))


def _parted(
    found: Partition,
    members: Sequence[int],
    held: Sequence[tuple[int, int]],
    barred: Sequence[tuple[int, int]],
) -> list[tuple[int, ...]]:
    """One event parted so that no ``barred`` pair stays together and each ``held`` pair does."""
    chosen, rest = list(members), []
    if len(members) > LARGEST:
        # Of a crowd only the storylines of the pairs named are looked at; the rest stays whole.
        stories = {found.place[i][0] for pair in (*held, *barred) for i in pair}
        chosen = [row for row in members if found.place[row][0] in stories]
        rest = [row for row in members if found.place[row][0] not in stories]
    place = {row: index for index, row in enumerate(chosen)}
    known = {
        (a, b): found.likely(i, j) or 0.0
        for a, i in enumerate(chosen)
        for b, j in enumerate(chosen[a + 1 :], a + 1)
    }
    groups = average_link(
        len(chosen),
        known,
        threshold=0.0,
        must=[(place[i], place[j]) for i, j in held],
        cannot=[(place[i], place[j]) for i, j in barred],
    )
    parts = sorted(([chosen[index] for index in group] for group in groups), key=lambda p: -len(p))
    return [tuple(sorted([*parts[0], *rest])), *(tuple(part) for part in parts[1:])]
