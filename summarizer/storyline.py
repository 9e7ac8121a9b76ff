"""Storylines (same actors, same kind of event), and how they are divided into events.

Articles that could tell of one event form a storyline: same actors, same kind of event. Inside it,
what all articles share tells nothing any more, so pairs are scored again on what is left once the
mean of the storyline is taken away. Then the storyline is parted where its average-link tree says
that two halves are further from each other than each is in itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.pairlogit import Model, closeness, log_odds
from summarizer.space import Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# Of more articles than this a mean means something.
FEWEST = 4
# Storylines of up to this many articles are scored together, larger ones each as a whole.
_SMALL = 24
# What a storyline can add to, or take from, the log-odds of a pair. Hand-set: a second look must
# not turn a pair that shares next to nothing into a sure one.
_MOST_GAINED, _MOST_LOST = 2.0, 6.0
# Halves of more articles are in small storylines as good as halves of so many.
_LN_FEW = math.log(3)
# Log-odds beyond this are equally sure.
CLIP = 6.0
# What one article is taken to agree with itself, in log-odds.
_ALONE = 3.0
# Halves whose mean pair is at least this likely are never parted; at most this, always.
_SURE, _HOPELESS = 0.97, 0.1
# Two halves are parted below this probability of being one event. In cross-validation over the
# topics of ECB+ train 0.5 to 0.6 are equally good, 0.4 is worse (it merges twin events).
PART = 0.5
# In an archive with many articles a day many are alike: halves that have dated articles are parted
# below this mean probability. Fitted on five months of political news: from 0.5 to 0.6 wrongly
# joined pairs fall from 36 to 21, rightly joined ones from 163 to 157. Where few articles are read
# closely half of it is enough.
LEAST_DATED = 0.6
# A single article is left out of an event of at least so many only below this: a short or odd
# report of a large event is likelier than an event that one outlet alone tells of.
_CROWD, PART_ONE = 6, 0.4
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Storyline:
    """Articles of one storyline: their rows, the log-odds of their pairs, ``(m, m)``, which of
    them have a day of publication, ``(m,)``, the mean probability that dated halves need, and how
    much the close reading counts, in [0, 1]."""

    members: tuple[int, ...]
    odds: Floats
    dated: NDArray[np.bool_]
    least: float
    close: float = 0.0


def score_all(
    space: Space, stories: Sequence[Sequence[int]], model: Model
) -> tuple[Storyline, ...]:
    """Each storyline with the log-odds of all its pairs; small ones are scored together."""
    import numpy as np

    small = [np.array(s, dtype=np.int64) for s in stories if 1 < len(s) <= _SMALL]
    upper = {size: np.triu_indices(size, 1) for size in {len(rows) for rows in small}}
    left = [rows[upper[len(rows)][0]] for rows in small]
    right = [rows[upper[len(rows)][1]] for rows in small]
    known: Iterator[Floats] = iter(())
    if small:
        pairs = space.pairs(np.concatenate(left), np.concatenate(right))
        counts = [len(rows) for rows in left]
        close = np.repeat([closeness(len(rows)) for rows in small], counts)
        known = iter(np.split(log_odds(pairs, model, close), np.cumsum(counts)[:-1]))
    return tuple(
        _scored(space, members, model, next(known) if 1 < len(members) <= _SMALL else None)
        for members in stories
    )


def _scored(space: Space, members: Sequence[int], model: Model, odds: Floats | None) -> Storyline:
    """The storyline of ``members``; ``odds`` are the log-odds of its pairs where known."""
    import numpy as np

    rows = np.array(members, dtype=np.int64)
    dated = np.array([space.profiles[row].moment.day is not None for row in members], dtype=bool)
    # The close reading knows English words.
    close = 0.0 if space.foreign[rows].any() else closeness(len(rows))
    least = LEAST_DATED * space.archive * (1.0 - close / 2)
    if len(rows) == 1:
        return Storyline(tuple(members), np.zeros((1, 1)), dated, least, close)
    upper = np.triu_indices(len(rows), 1)
    if odds is None:
        odds = log_odds(space.block(rows), model, closeness(len(rows)))
    if len(rows) > FEWEST:
        odds = bounded(odds, model.local(local_features(space, rows, odds)))
    full = np.zeros((len(rows), len(rows)))
    full[upper] = np.round(odds, _DECIMALS)
    return Storyline(tuple(members), full + full.T, dated, least, close)


def bounded(odds: Floats, again: Floats) -> Floats:
    """The log-odds after a second look, no further from the first than a second look may go."""
    import numpy as np

    return np.asarray(np.clip(again, odds - _MOST_LOST, odds + _MOST_GAINED))


def local_features(space: Space, rows: Ints, odds: Floats) -> Floats:
    """For each pair of a storyline (upper triangle): its log-odds; and these, the centred cosines
    of terms, names and meaning, and 1, each times a share that grows from 0 to 1 with the
    storyline's size: the mean of few articles says little."""
    import numpy as np

    upper = np.triu_indices(len(rows), 1)
    share = 1.0 - FEWEST / len(rows)
    cosines = [space.centred(name, rows)[upper] for name in ("terms", "names", "meaning")]
    added = np.stack([odds, *cosines, np.ones(len(odds))], axis=1)
    return np.concatenate([odds[:, None], share * added], axis=1)


def events(storyline: Storyline, model: Model) -> tuple[tuple[int, ...], ...]:
    """The parts of a storyline: sorted tuples of rows, in order of their first."""
    count = len(storyline.members)
    if count == 1:
        return (storyline.members,)
    tree = average_tree(storyline.odds)
    found: list[tuple[int, ...]] = []
    left = [max(tree)]
    while left:
        node = left.pop()
        if node < count:
            found.append((node,))
            continue
        first, second, likely = tree[node]
        a, b = leaves(tree, first, count), leaves(tree, second, count)
        if _one_event(storyline, a, b, likely, model):
            found.append(tuple(sorted(a + b)))
        else:
            left += [first, second]
    parts = [tuple(sorted(storyline.members[i] for i in part)) for part in found]
    return tuple(sorted(parts))


def join_features(odds: Floats, a: Sequence[int], b: Sequence[int]) -> tuple[float, ...]:
    """Of two clusters: mean log-odds across, how far that lies below the mean inside the looser
    of the two, ln of the smaller size, the product of the last two, ln of the larger size."""
    import numpy as np

    clipped = np.clip(odds, -CLIP, CLIP)
    across = float(clipped[np.ix_(a, b)].mean())
    inside = min(_inside(clipped, a), _inside(clipped, b))
    size = math.log(min(len(a), len(b)))
    larger = math.log(max(len(a), len(b)))
    return across, inside - across, size, size * (inside - across), larger


def close_join(found: Floats) -> Floats:
    """Join features, ``(n, 5)``, with the sizes bounded to what small storylines have shown."""
    import numpy as np

    across, gap, smaller, _, larger = found.T
    smaller, larger = np.minimum(smaller, _LN_FEW), np.minimum(larger, _LN_FEW)
    return np.stack([across, gap, smaller, smaller * gap, larger], axis=1)


def average_tree(odds: Floats) -> dict[int, tuple[int, int, float]]:
    """The average-link tree of probabilities: node (from m on) to its two halves and the mean
    probability across them. Ties go to the lower rows."""
    import numpy as np
    from scipy.cluster.hierarchy import linkage

    count = len(odds)
    distance = 1.0 - 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    condensed = distance[np.triu_indices(count, 1)]
    merges = linkage(np.round(condensed, 9), "average")
    return {
        count + k: (int(first), int(second), 1.0 - float(far))
        for k, (first, second, far, _) in enumerate(merges)
    }


def leaves(tree: dict[int, tuple[int, int, float]], node: int, count: int) -> list[int]:
    """The rows under a node."""
    found, left = [], [node]
    while left:
        here = left.pop()
        if here < count:
            found.append(here)
        else:
            left += tree[here][:2]
    return found


def undecided(likely: float) -> bool:
    """Whether the mean probability across two halves leaves it open that they are one event."""
    return _HOPELESS <= likely <= _SURE


def _one_event(
    storyline: Storyline, a: Sequence[int], b: Sequence[int], likely: float, model: Model
) -> bool:
    import numpy as np

    if not undecided(likely):
        return likely > _SURE
    dated = storyline.dated
    if likely < storyline.least and dated[list(a)].any() and dated[list(b)].any():
        return False
    found = np.array([join_features(storyline.odds, a, b)])
    close = storyline.close
    value = (1.0 - close) * model.join(found)[0] + close * model.close_join(close_join(found))[0]
    alone = min(len(a), len(b)) == 1 and max(len(a), len(b)) >= _CROWD
    return 1.0 / (1.0 + math.exp(-value)) > (PART_ONE if alone else PART)


def _inside(clipped: Floats, rows: Sequence[int]) -> float:
    import numpy as np

    if len(rows) < 2:
        return _ALONE
    return float(clipped[np.ix_(rows, rows)].sum() / (len(rows) * (len(rows) - 1)))
