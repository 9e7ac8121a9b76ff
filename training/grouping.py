"""Fits the weights of the grouping stage: on labelled pairs of ECB+ (its train split only) those
for many articles, in `closely` those for few.

    python -m training.grouping --data ../shared/data

For many articles four logistic regressions, each fitted on what the ones before it say of topics
they have not seen (five folds by topic): pairs by wording, with names and as if nobody were named;
pairs inside a storyline; joining two halves of it. By cross-validation over the topics of the
train split (three partitions into five folds) B-cubed F1 is 0.91 on whole folds and 0.93 where
only half of the events are there; the ridge, the loose threshold and the bound on the last
intercept may be halved or doubled without a change beyond 0.005.
Every weight of a similarity is kept from being negative and every weight of a conflict from being
positive (L-BFGS-B), so that no feature can stand in for an accident of the training set. The
weights of publication days and roles are set by hand in ``summarizer/pairlogit.py``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evals.corpus import read_ecb
from summarizer.pairlogit import (
    CLOSE_FEATURES,
    FEATURES,
    Logistic,
    Model,
    dates,
    features,
    load_model,
    without_names,
)
from summarizer.space import Space, space
from summarizer.storyline import (
    FEWEST,
    average_tree,
    bounded,
    leaves,
    local_features,
)
from summarizer.traits import profiles
from training.closely import fit_close, fit_join, real_batches, samples, twin_batches
from training.fitting import embed, fit, undecided_nodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FOLDS = 5
# Pairs of different topics are easy and many: they count this much.
OTHER_TOPIC = 0.1
RIDGE = 10.0
STORYLINE = 0.1
# ECB+ has a dozen articles an event; two articles alone are not taken for one event below a
# probability of 0.27, whatever the fit says.
LENIENT = 1.0
LOCAL = ("log-odds", "log-odds × s", "terms × s", "names × s", "meaning × s", "s")
JOIN = ("across", "gap", "ln size", "gap × ln size", "ln larger size")
_SIGNS = {"other year": -1, "other weekday": -1, "length": 0, "names × length": 0}
_SIGNS |= {"terms × length": 0, "meaning × length": 0}


class Trainer:
    """The pairs of the training split, and the three fits on any part of it."""

    def __init__(self, made: Space, gold: Sequence[str]) -> None:
        self.space = made
        self.gold = np.array(gold)
        self.topic = np.array([event.split("_")[0] for event in gold])
        order = sorted(set(self.topic.tolist()), key=int)
        self.fold = np.array([order.index(topic) % FOLDS for topic in self.topic])
        self.rows, self.columns = np.triu_indices(len(gold), 1)
        self.same = (self.gold[self.rows] == self.gold[self.columns]).astype(float)
        near = self.topic[self.rows] == self.topic[self.columns]
        self.weight = np.where(near, 1.0, OTHER_TOPIC)
        block = made.block(np.arange(len(gold)))
        self.x = features(block)
        self.dates = dates(block, np.zeros(len(self.rows), dtype=bool))

    def inside(self, folds: Sequence[int]) -> NDArray[np.bool_]:
        """Pairs with both articles in ``folds``."""
        chosen = np.isin(self.fold, folds)
        return np.asarray(chosen[self.rows] & chosen[self.columns])

    def pair(self, folds: Sequence[int]) -> Logistic:
        mask = self.inside(folds)
        signs = [_SIGNS.get(name, 1) for name in FEATURES]
        x, y = self.x[mask], self.same[mask]
        return fit(x, y, self.weight[mask], self.dates[mask], signs, ridge=RIDGE)

    def bare(self, folds: Sequence[int]) -> Logistic:
        """The same pairs as they would be if nobody were named."""
        mask = self.inside(folds)
        signs = [_SIGNS.get(name, 1) for name in FEATURES]
        x, y = without_names(self.x[mask]), self.same[mask]
        return fit(x, y, self.weight[mask], self.dates[mask], signs, ridge=RIDGE)

    def pair_odds(self, model: Logistic) -> Floats:
        return np.asarray(np.clip(model(self.x), -6.0, 6.0) + self.dates)

    def square(self, odds: Floats) -> Floats:
        full = np.zeros((len(self.gold), len(self.gold)))
        full[self.rows, self.columns] = odds
        return full + full.T

    def storylines(self, odds: Floats, folds: Sequence[int]) -> list[list[int]]:
        """Loose clusters of the articles in ``folds``."""
        chosen = np.flatnonzero(np.isin(self.fold, folds))
        tree = average_tree(self.square(odds)[np.ix_(chosen, chosen)])
        found, left = [], [max(tree)]
        while left:
            node = left.pop()
            if node < len(chosen) or tree[node][2] >= STORYLINE:
                found.append(sorted(chosen[leaves(tree, node, len(chosen))].tolist()))
            else:
                left += tree[node][:2]
        return sorted(found)

    def local_rows(
        self, odds: Floats, folds: Sequence[int]
    ) -> list[tuple[list[int], Floats, Floats]]:
        """Storylines of ``folds`` with their local features and labels."""
        square, out = self.square(odds), []
        for members in self.storylines(odds, folds):
            if len(members) <= FEWEST:
                continue
            rows = np.array(members)
            upper = np.triu_indices(len(rows), 1)
            first, second = rows[upper[0]], rows[upper[1]]
            x = local_features(self.space, rows, square[first, second])
            out.append((members, x, (self.gold[first] == self.gold[second]).astype(float)))
        return out


def fit_local(rows: Sequence[tuple[list[int], Floats, Floats]]) -> Logistic:
    """What a storyline adds to the log-odds of its pairs."""
    x = np.concatenate([row[1] for row in rows])
    y = np.concatenate([row[2] for row in rows])
    added = fit(x[:, 1:], y, np.ones(len(y)), x[:, 0], (-1, 1, 1, 1, 0), ridge=RIDGE, most=0.0)
    return Logistic(weights=(1.0, *added.weights), intercept=0.0)


def join_rows(
    rows: Sequence[tuple[list[int], Floats, Floats]], local: Logistic, gold: NDArray[Any]
) -> tuple[Floats, Floats, Floats]:
    """Undecided nodes of the storylines' trees: features, label by majority, weight by purity."""
    x: list[tuple[float, ...]] = []
    y: list[float] = []
    weight: list[float] = []
    for members, values, _ in rows:
        count = len(members)
        odds = np.zeros((count, count))
        odds[np.triu_indices(count, 1)] = bounded(values[:, 0], local(values))
        odds += odds.T
        for found, same, purity in undecided_nodes(odds, gold[members].tolist()):
            x.append(found)
            y.append(same)
            weight.append(purity)
    return np.array(x).reshape(len(y), len(JOIN)), np.array(y), np.array(weight)


def train(trainer: Trainer, folds: Sequence[int], close: Logistic, close_join: Logistic) -> Model:
    """The fits for many articles on ``folds``, the later ones of which see the earlier ones' unseen
    predictions, with those for few."""
    unseen: dict[int, list[tuple[list[int], Floats, Floats]]] = {}
    for held in folds:
        rest = [fold for fold in folds if fold != held]
        odds = trainer.pair_odds(trainer.pair(rest))
        unseen[held] = trainer.local_rows(odds, [held])
    everything = [row for held in folds for row in unseen[held]]
    parts = []
    for held in folds:
        local = fit_local([row for other in folds if other != held for row in unseen[other]])
        parts.append(join_rows(unseen[held], local, trainer.gold))
    x, y, weight = (np.concatenate(part) for part in zip(*parts, strict=True))
    fitted = fit(x[:, 1:], y, weight, x[:, 0], (-1, 0, -1, 1), ridge=1.0, most=LENIENT)
    join = Logistic(weights=(1.0, *fitted.weights), intercept=fitted.intercept)
    return Model(
        pair=trainer.pair(folds),
        bare=trainer.bare(folds),
        local=fit_local(everything),
        join=join,
        close=close,
        close_join=close_join,
        version="unsaved",
    )


def to_json(model: Model) -> dict[str, object]:
    """The model as ``summarizer.pairlogit.model_from`` reads it."""
    named = {"pair": FEATURES, "bare": FEATURES, "local": LOCAL, "join": JOIN}
    named |= {"close": CLOSE_FEATURES, "close_join": JOIN}
    parts: dict[str, object] = {
        name: {
            "weights": {
                label: round(weight, 5)
                for label, weight in zip(labels, getattr(model, name).weights, strict=True)
            },
            "intercept": round(getattr(model, name).intercept, 5),
        }
        for name, labels in named.items()
    }
    fitted_on = "ECB+ train split; close: fictional twin events, NeuS train"
    return {"version": "4", "fitted_on": fitted_on, **parts}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.grouping",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/grouping.json"))
    parser.add_argument(
        "--few", action="store_true", help="fit those for few articles alone; the others stay"
    )
    arguments = parser.parse_args()
    path = arguments.data / "event_grouping" / "ecbplus_train.jsonl.gz"
    documents, gold = read_ecb(path)
    trainer = Trainer(space(profiles(documents), embed(documents)), gold)
    sets, real = twin_batches(), real_batches(arguments.data, trainer.pair(range(FOLDS)))
    join = fit_join(sets, real, samples(documents, gold))
    model = train(trainer, range(FOLDS), fit_close([*sets, *real]), join)
    if arguments.few:
        kept = load_model()
        model = replace(kept, close=model.close, close_join=model.close_join)
    text = json.dumps(to_json(model), indent=1, ensure_ascii=False) + "\n"
    arguments.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
