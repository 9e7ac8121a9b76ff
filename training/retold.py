"""Fits the weights that tell retellings: `summarizer/data/retold.json`.

    python -m training.retold --data ../shared/data --cache FOLDER

The pairs (`training/retold_pairs.tsv`) are sentences of two outlets on one event of
`neutral_clusters/train`, as offsets into the articles; the texts stay with the data. They were
judged by reading: 2 where both have the same main statement, 1 where the second tells it only
among other things, 0 where it does not; doubtful ones were left out. Printed: precision and recall
by threshold, cross-validated by cluster, of all pairs and of those that `retold` does not bar; and
how well the shipped weights know the pairs of `training/told_pairs.tsv`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from evals.corpus import KeptEmbedder, neutral_documents, records
from summarizer.retold import FEATURES, Retellings, model
from training.fitted import save

PAIRS = Path(__file__).with_name("retold_pairs.tsv")
# Pairs that digests of 150 words told both before any of them was left out; not fitted on.
TOLD = Path(__file__).with_name("told_pairs.tsv")
# From here on nine in ten pairs are right, see training/README.md.
THRESHOLD = 0.8
_FOLDS, _TIMES, _STRENGTH = 10, 8, 0.3
Place = tuple[str, int]


def judged(path: Path) -> dict[str, list[tuple[Place, Place, int]]]:
    """The pairs of each cluster: (article, start) twice and the judgment."""
    found = defaultdict(list)
    for line in path.read_text("utf-8").splitlines()[1:]:
        one, first, two, second, told = line.split("\t")
        cluster = one.rsplit("/", 1)[0]
        found[cluster].append(((one, int(first)), (two, int(second)), int(told)))
    return found


class Pair(NamedTuple):
    """Two judged sentences: their cluster's number, its sentences, their rows, the judgment."""

    cluster: int
    event: Retellings
    one: int
    two: int
    told: int


def found(data: Path, embedder: KeptEmbedder, pairs: Path) -> Iterator[Pair]:
    """The judged pairs as the clusters are split and cleaned now."""
    wanted = judged(pairs)
    path = data / "neutral_clusters" / "train.jsonl.gz"
    for number, record in enumerate(records(path)):
        if str(record["id"]) not in wanted:
            continue
        documents = sorted(neutral_documents(record), key=lambda document: document.id)
        flat = [sentence for document in documents for sentence in document.sentences]
        event = Retellings(flat, embedder.embed([sentence.text for sentence in flat]))
        row = {(s.span.article_id, s.span.start): i for i, s in enumerate(flat)}
        for one, two, judgment in wanted[str(record["id"])]:
            if one in row and two in row:
                yield Pair(number, event, row[one], row[two], judgment)


def examples(data: Path, embedder: KeptEmbedder, pairs: Path) -> tuple[Any, Any, Any, Any]:
    """``(n, features)``, ``(n,)`` judgments, ``(n,)`` cluster numbers, ``(n,)`` not barred."""
    given = list(found(data, embedder, pairs))
    return (
        np.array([pair.event.features(pair.one, pair.two) for pair in given]),
        np.array([pair.told for pair in given]),
        np.array([pair.cluster for pair in given]),
        np.array([pair.event.chance(pair.one, pair.two) > 0 for pair in given]),
    )


def told_both(data: Path, embedder: KeptEmbedder, pairs: Path) -> str:
    """How well the shipped weights know pairs that digests told both (`TOLD`), and how many of
    those that open two articles alike are right."""
    from sklearn.metrics import roc_auc_score

    given = list(found(data, embedder, pairs))
    weights = np.array(model().weights)
    scores = [np.array(p.event.features(p.one, p.two)) @ weights for p in given]
    right = [p.told > 0 for p in given]
    alike = [p.told > 0 for p in given if p.event.open_alike(p.event.at(p.one), p.event.at(p.two))]
    return (
        f"{len(given)} pairs that digests told both, {sum(right)} of one statement: area under the "
        f"curve {roc_auc_score(right, scores):.3f}; {len(alike)} open alike, {sum(alike)} rightly"
    )


def fit(x: Any, y: Any) -> tuple[Any, float]:
    """Weights over raw features and the intercept."""
    from sklearn.linear_model import LogisticRegression

    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=_STRENGTH, max_iter=2000).fit((x - means) / scales, y)
    weights = fitted.coef_[0] / scales
    return weights, float(fitted.intercept_[0] - weights @ means)


def held_out(x: Any, y: Any, clusters: Any) -> Any:
    """The mean chance of each pair from weights fitted without its cluster."""
    total = np.zeros(len(y))
    for seed in range(_TIMES):
        order = np.random.default_rng(seed).permutation(np.unique(clusters))
        for fold in range(_FOLDS):
            out = np.isin(clusters, order[fold::_FOLDS])
            weights, bias = fit(x[~out], y[~out])
            total[out] += 1 / (1 + np.exp(-(x[out] @ weights + bias)))
    return total / _TIMES


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.retold",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="the judged pairs")
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/retold.json"))
    parser.add_argument("--cache", type=Path, help="keep embeddings in this folder")
    args = parser.parse_args()
    x, told, clusters, free = examples(args.data, KeptEmbedder(args.cache), args.pairs)
    y = (told > 0).astype(int)
    chance = held_out(x, y, clusters)
    every = sum(map(len, judged(args.pairs).values()))
    print(
        f"{len(y)} pairs of {len(set(clusters.tolist()))} clusters, {y.sum()} retold; "
        f"{every - len(y)} of those judged are now split or set aside otherwise"
    )
    for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        for name, taken in (("all", chance >= least), ("not barred", free & (chance >= least))):
            print(f"from {least:.2f}, {name:10}: {taken.sum():4} pairs, precision "
                  f"{y[taken].mean():.3f}, recall {y[taken].sum() / y.sum():.3f}, "
                  f"the same main statement {(told[taken] == 2).mean():.3f}")  # fmt: skip
    print(told_both(args.data, KeptEmbedder(args.cache), TOLD))
    weights, bias = fit(x, y)
    save(args.out, features=FEATURES, weights=weights, bias=bias, threshold=THRESHOLD)


if __name__ == "__main__":
    main()
