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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.gate import HALVES, Case, contained, half, names_of, roundups
from evals.perturb import KINDS
from summarizer.gate_context import active
from summarizer.gate_facts import facts_of
from summarizer.gate_fits import TRAITS
from summarizer.gate_places import FEATURES, LEAST, Comparison, comparisons, features
from training.text import detokenise, records

Seen = list[Comparison]


def fusions(path: Path) -> Iterator[Case]:
    """A fusion, its two sentences, the names of its article's lead."""
    for one in records(path):
        sources = [detokenise(text) for text in one["sources"]]
        lead = [detokenise(text) for text in one["article_sents"][:6]]
        yield detokenise(one["fused"]), sources, names_of([*sources, *lead])


def examples(case: Case, *, seeds: Sequence[int] = tuple(range(6))) -> tuple[Seen, Seen]:
    """The names as they stand, compared with the passages, and those put in another's place."""
    sentence, sources, names = case
    known = [active(facts_of(source)) for source in sources]
    right = comparisons(active(facts_of(sentence)), known)
    wrong: Seen = []
    made: set[str] = set()
    for kind, times in (("name", seeds), ("swapped", seeds[:2])):
        for seed in times:
            new = KINDS[kind](sentence, names, random.Random(f"{seed}/{sentence}/{kind}"))
            if new is None or new == sentence or new in made:
                continue
            made.add(new)
            ends = _changed(sentence, new)
            wrong += [
                seen
                for seen in comparisons(active(facts_of(new)), known)
                if any(seen.place.start <= end < seen.place.end for end in ends)
            ]
    return right, wrong


def _changed(old: str, new: str) -> tuple[int, int]:
    """The first and the last character of ``new`` that differ: of two names that were swapped the
    one stands at the first, the other at the last."""
    low = 0
    while low < min(len(old), len(new)) and old[low] == new[low]:
        low += 1
    back = 0
    while back < min(len(old), len(new)) - low and old[-1 - back] == new[-1 - back]:
        back += 1
    return low, max(low, len(new) - back - 1)


def fit_rank(right: Seen) -> dict[str, float]:
    """Weights of `TRAITS` by which the name that stands in a place is ranked above each other
    name of its passages."""
    apart = np.array(
        [np.subtract(one.own, rival) for one in right for rival in one.rivals], dtype=float
    )
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=3000)
    model.fit(np.concatenate([apart, -apart]), np.repeat([1, 0], len(apart)))
    return dict(zip(TRAITS, map(float, model.coef_[0]), strict=True))


def fit(right: Seen, wrong: Seen, weights: Mapping[str, float]) -> tuple[np.ndarray, float]:
    """Weights ``(len(FEATURES),)`` over raw features, and the intercept."""
    values = np.array([features(one, weights=weights) for one in (*right, *wrong)])
    labels = np.repeat([0, 1], [len(right), len(wrong)])
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000, class_weight="balanced")
    model.fit((values - mean) / scale, labels)
    found = model.coef_[0] / scale
    return found, float(model.intercept_[0] - found @ mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clusters", type=int, default=1136)
    args = parser.parse_args()
    cases = [
        *roundups(args.data / "neutral_clusters" / "train.jsonl.gz", args.clusters),
        *fusions(args.data / "fusion" / "points_of_correspondence.jsonl.gz"),
    ]
    made: dict[str, tuple[Seen, Seen]] = {one: ([], []) for one in HALVES}
    for case in cases:
        if contained(case[0], case[1]):
            right, wrong = examples(case)
            made[half(case[0])][0].extend(right)
            made[half(case[0])][1].extend(wrong)
    ranking = fit_rank(made[HALVES[0]][0])
    weights, bias = fit(*made[HALVES[0]], ranking)
    for label, some in zip(("untouched", "exchanged"), made[HALVES[1]], strict=True):
        values = np.array([features(one, weights=ranking) for one in some])
        share = float(np.mean(values @ weights + bias > LEAST))
        print(f"{HALVES[1]} half: {label} names refused {share:.3f} of {len(some)}")
    both = [[*made[HALVES[0]][i], *made[HALVES[1]][i]] for i in (0, 1)]
    ranking = fit_rank(both[0])
    weights, bias = fit(both[0], both[1], ranking)
    for title, found in (
        ("RANK", ranking.items()),
        ("WEIGHTS", zip(FEATURES, weights, strict=True)),
    ):
        print(f"{title} = {{")
        for name, weight in found:
            print(f"    {name!r}: {weight:.2f},")
        print("}")
    print(f"BIAS = {bias:.2f}")


if __name__ == "__main__":
    main()
