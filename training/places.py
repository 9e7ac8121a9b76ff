"""Fit the weights of the gate's check of names in their places (`summarizer/gate_places.py`).

    python -m training.places --data ../shared/data

Sentences of neutral roundups (train part) with the passages they rest on, and fusions of two news
sentences; each untouched, with a name exchanged for another of its cluster, and with two names
swapped. The weights are fitted on one half by a hash of the sentence and judged on the other;
then the weights of both halves together are printed, to be copied into the module.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.gate import HALVES, Case, contained, half, names_of, roundups
from evals.perturb import KINDS
from summarizer.gate_facts import facts_of
from summarizer.gate_places import FEATURES, LEAST, rows
from training.text import detokenise, records

Rows = list[tuple[float, ...]]


def fusions(path: Path) -> Iterator[Case]:
    """A fusion, its two sentences, the names of its article's lead."""
    for one in records(path):
        sources = [detokenise(text) for text in one["sources"]]
        lead = [detokenise(text) for text in one["article_sents"][:6]]
        yield detokenise(one["fused"]), sources, names_of([*sources, *lead])


def examples(case: Case, *, seeds: Sequence[int] = (7, 8)) -> tuple[Rows, Rows]:
    """The rows of the names as they stand, and of those put in another's place."""
    sentence, sources, names = case
    known = [facts_of(source) for source in sources]
    right = [row for _, row in rows(facts_of(sentence), known)]
    wrong: Rows = []
    for kind, times in (("name", seeds), ("swapped", seeds[:1])):
        for seed in times:
            made = KINDS[kind](sentence, names, random.Random(f"{seed}/{sentence}/{kind}"))
            if made is None or made == sentence:
                continue
            low, high = _changed(sentence, made)
            wrong += [
                row
                for place, row in rows(facts_of(made), known)
                if place.start < high and place.end > low
            ]
    return right, wrong


def _changed(old: str, new: str) -> tuple[int, int]:
    """Where ``new`` differs from ``old``: the first and one past the last differing character."""
    low = 0
    while low < min(len(old), len(new)) and old[low] == new[low]:
        low += 1
    back = 0
    while back < min(len(old), len(new)) - low and old[-1 - back] == new[-1 - back]:
        back += 1
    return low, max(low + 1, len(new) - back)


def fit(right: Rows, wrong: Rows) -> tuple[np.ndarray, float]:
    """Weights ``(len(FEATURES),)`` over raw features, and the intercept."""
    values = np.array([*right, *wrong])
    labels = np.array([0] * len(right) + [1] * len(wrong))
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000, class_weight="balanced")
    model.fit((values - mean) / scale, labels)
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clusters", type=int, default=1136)
    args = parser.parse_args()
    cases = [
        *roundups(args.data / "neutral_clusters" / "train.jsonl.gz", args.clusters),
        *fusions(args.data / "fusion" / "points_of_correspondence.jsonl.gz"),
    ]
    made: dict[str, tuple[Rows, Rows]] = {one: ([], []) for one in HALVES}
    for case in cases:
        if contained(case[0], case[1]):
            right, wrong = examples(case)
            made[half(case[0])][0].extend(right)
            made[half(case[0])][1].extend(wrong)
    weights, bias = fit(*made[HALVES[0]])
    for label, some in zip(("untouched", "exchanged"), made[HALVES[1]], strict=True):
        share = float(np.mean(np.array(some) @ weights + bias > LEAST))
        print(f"{HALVES[1]} half: {label} names refused {share:.3f} of {len(some)}")
    both = [[*made[HALVES[0]][i], *made[HALVES[1]][i]] for i in (0, 1)]
    weights, bias = fit(both[0], both[1])
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"    {name!r}: {weight:.2f},")
    print(f"BIAS = {bias:.2f}")


if __name__ == "__main__":
    main()
