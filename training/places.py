"""Fit the weights of the gate's check of names in their places (`summarizer/gate_places.py`).

    python -m training.places --data ../shared/data

Sentences of neutral roundups (train part) with the passages they rest on, and fusions of two news
sentences; each untouched, with each name exchanged for each other one of its passages, and swapped
with each other one of the sentence; the wrong ones of a place count together as one. The weights
are fitted on one half by a hash of the sentence and judged on the other; then the weights of both
halves together are printed, to be copied into the module.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.gate import HALVES, Case, contained, half, names_of, roundups
from summarizer.gate_context import Place, active
from summarizer.gate_facts import facts_of
from summarizer.gate_fits import TRAITS
from summarizer.gate_names import named_alike
from summarizer.gate_places import (
    FEATURES,
    LEAST,
    Comparison,
    Known,
    comparisons,
    features,
    usual,
)
from training.text import detokenise, records

# Compared names, and how much each counts.
Seen = list[tuple[Comparison, float]]


def fusions(path: Path) -> Iterator[Case]:
    """A fusion, its two sentences, the names of its article's lead."""
    for one in records(path):
        sources = [detokenise(text) for text in one["sources"]]
        lead = [detokenise(text) for text in one["article_sents"][:6]]
        yield detokenise(one["fused"]), sources, names_of([*sources, *lead])


def examples(case: Case) -> tuple[Seen, Seen]:
    """The names as they stand, compared with the passages, and those put in another's place."""
    sentence, sources, _ = case
    known = Known([active(facts_of(source)) for source in sources])
    plain = active(facts_of(sentence))
    right = comparisons(plain, known)
    own = [seen.place for seen in right]
    wrong: Seen = []
    for seen in right:
        found: list[Comparison] = []
        for group in seen.bearers:
            text, at = exchanged(plain.text, seen.place, group, own)
            found += comparisons(facts_of(text), known, at=at)
        wrong += [(one, 1 / len(found)) for one in found]
    return [(one, 1.0) for one in right], wrong


def exchanged(
    text: str, place: Place, group: Sequence[Place], own: Sequence[Place]
) -> tuple[str, int]:
    """The sentence with the name that the passages have at `group` at `place`, and where that
    begins; a name that the sentence has itself changes places with it."""
    there = [one for one in own if one is not place and named_alike(one.key, group[0].key)]
    if not there:
        return text[: place.start] + usual(group) + text[place.end :], place.start
    one, two = sorted((place, there[0]), key=lambda each: each.start)
    new = text[: one.start] + two.spelled + text[one.end : two.start] + one.spelled
    at = one.start if place is one else len(new) - len(one.spelled)
    return new + text[two.end :], at


def fit_rank(right: Seen) -> dict[str, float]:
    """Weights of `TRAITS` by which the name that stands in a place is ranked above each other
    name of its passages."""
    apart = np.array(
        [np.subtract(one.own, rival) for one, _ in right for rival in one.rivals], dtype=float
    )
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=3000)
    model.fit(np.concatenate([apart, -apart]), np.repeat([1, 0], len(apart)))
    return dict(zip(TRAITS, map(float, model.coef_[0]), strict=True))


def fit(right: Seen, wrong: Seen, weights: Mapping[str, float]) -> tuple[np.ndarray, float]:
    """Weights ``(len(FEATURES),)`` over raw features, and the intercept."""
    values = np.array([features(one, weights=weights) for one, _ in (*right, *wrong)])
    counts = np.array([count for _, count in (*right, *wrong)])
    labels = np.repeat([0, 1], [len(right), len(wrong)])
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000)
    model.fit((values - mean) / scale, labels, sample_weight=counts)
    found = model.coef_[0] / scale
    return found, float(model.intercept_[0] - found @ mean)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.places",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clusters", type=int, default=1136, help="how many to read")
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
        values = np.array([features(one, weights=ranking) for one, _ in some])
        refused = values @ weights + bias > LEAST
        share = float(np.average(refused, weights=[count for _, count in some]))
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
