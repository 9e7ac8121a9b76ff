"""Fits how pairs of articles are read where there are few of them: `make fit-grouping`.

Two logistic regressions, each fitted on what the one before says of material it has not seen: pairs
(``CLOSE_FEATURES``) of the fictional sets of twin events in ``training/twins.jsonl`` and of real
articles that editors put into roundups (``neutral_clusters`` train; months of ``news_text`` that
`evals.archive` does not measure); and the joining of two halves of such a set. In five-fold
cross-validation over the sets, twins are apart in 65 of 78 sets (28 without this), events whole in
114 of 128 (73); of the real pairs the log loss falls from 0.57 to 0.37.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evals import archive, twins
from evals.corpus import records
from summarizer.pairlogit import (
    CLOSE_FEATURES,
    FEATURES,
    Logistic,
    close_features,
    dates,
    features,
    unnamed,
)
from summarizer.records import Document
from summarizer.space import space
from summarizer.storyline import close_join
from summarizer.traits import profiles
from training.fitting import embed, fit, undecided_nodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TWINS = Path(__file__).with_name("twins.jsonl")
FOLDS = 5
# A real pair counts half: two in three of them are of political news of one country.
REAL = 0.5
# Real pairs that wording already holds to be strangers say nothing; nor do months with few.
LEAST_ODDS, LEAST_ARTICLES = -3.0, 12
_SIGNS = {"other year": -1, "other weekday": -1, "told as earlier": -1, "other period": -1}
_SIGNS |= dict.fromkeys(("length", "names × length", "terms × length", "meaning × length"), 0)


@dataclass(frozen=True, slots=True)
class Batch:
    """All pairs of some articles: ``CLOSE_FEATURES``, what dates add, whether both are of one
    event; ``pairs`` says which are fitted on, ``gold`` is the event of each article."""

    x: Floats
    dates: Floats
    same: Floats
    pairs: NDArray[np.bool_]
    gold: tuple[str, ...]
    weight: float

    def odds(self, close: Logistic) -> Floats:
        """The log-odds of all pairs, as a square."""
        count = len(self.gold)
        full = np.zeros((count, count))
        full[np.triu_indices(count, 1)] = np.clip(close(self.x), -6.0, 6.0) + self.dates
        return full + full.T


def batch(documents: Sequence[Document], gold: Sequence[str], weight: float) -> Batch:
    """The pairs of ``documents``."""
    made = space(profiles(documents), embed(documents))
    block = made.block(np.arange(len(documents)))
    given = features(block)
    events = np.array(gold)
    return Batch(
        x=close_features(block, given),
        dates=dates(block, np.zeros(len(block.rows), dtype=bool)),
        same=(events[block.rows] == events[block.columns]).astype(float),
        pairs=~unnamed(block),
        gold=tuple(gold),
        weight=weight,
    )


def twin_batches() -> list[Batch]:
    """A batch for each set of twin events."""
    return [batch(one.documents, one.gold, 1.0) for one in twins.read(TWINS)]


def real_batches(data: Path, pair: Logistic) -> list[Batch]:
    """A batch for each month of the news, of the articles in a roundup of the train part; ``pair``
    says which pairs are strangers."""
    roundup = archive.roundups(data, parts=("train",))
    given = list(records(data / "news_text" / "articles.jsonl.gz"))
    titles = Counter(archive.key(row["title"]) for row in given)
    months: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in given:
        month, title = (row["date"] or "")[:7], archive.key(row["title"])
        known = title in roundup and titles[title] == 1 and len(row["text"]) > archive.SHORTEST
        if known and archive.dated(row) and month not in archive.MONTHS:
            months[month].append(row)
    found = []
    for _, rows in sorted(months.items()):
        if len(rows) < LEAST_ARTICLES:
            continue
        made = archive.month_of(rows, roundup, titles)
        gold = [made.gold[place] for place in range(len(made.documents))]
        found.append(_near(batch(made.documents, gold, REAL), pair))
    return found


def _near(given: Batch, pair: Logistic) -> Batch:
    odds = np.clip(pair(given.x[:, : len(FEATURES)]), -6.0, 6.0) + given.dates
    near = given.pairs & (odds >= LEAST_ODDS)
    return Batch(given.x, given.dates, given.same, near, given.gold, given.weight)


def fit_close(batches: Sequence[Batch]) -> Logistic:
    """The close reading of pairs."""
    return fit(
        np.concatenate([one.x[one.pairs] for one in batches]),
        np.concatenate([one.same[one.pairs] for one in batches]),
        np.concatenate([np.full(one.pairs.sum(), one.weight) for one in batches]),
        np.concatenate([one.dates[one.pairs] for one in batches]),
        [_SIGNS.get(name, 1) for name in CLOSE_FEATURES],
        ridge=10.0,
    )


def fit_join(sets: Sequence[Batch], others: Sequence[Batch]) -> Logistic:
    """The joining of halves of twin sets, each by a close reading fitted without its fold."""
    x, y, weight = [], [], []
    for fold in range(FOLDS):
        rest = [one for place, one in enumerate(sets) if place % FOLDS != fold]
        close = fit_close([*rest, *others])
        for one in sets[fold::FOLDS]:
            for values, same, purity in undecided_nodes(one.odds(close), one.gold):
                x.append(values)
                y.append(same)
                weight.append(purity)
    signs = (1, -1, 0, -1, 0)
    made = close_join(np.array(x))
    return fit(made, np.array(y), np.array(weight), np.zeros(len(y)), signs, ridge=1.0)
