"""Fits how likely two values of two articles are of one thing: `summarizer/data/disagree.json`.

    python -m training.disagree --data ../shared/data

No labels are needed. Of the values that two articles of a cluster give in like sentences, those
that are equal are nearly all of one thing, and most of the others are of different things: a
logistic regression from what stands around two values to whether they are equal. Fitted on every
fourth cluster of `neutral_clusters/train` that has two full texts; what is nearly a copy is left
out (it would teach that only copies are alike), and so are numbers up to three, which are often
equal by chance.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import neutral_documents, records
from evals.disagree import dice
from summarizer.differ import may_differ, same
from summarizer.records import Document, Quantity
from summarizer.same_thing import FEATURES, features
from summarizer.slots import Slot, slots

_COPY, _LEAST, _FEW = 0.9, 0.15, 3
KINDS = ("number", "day", "place", "agent")


def clusters(data: Path) -> Iterator[list[Document]]:
    """The clusters to fit on."""
    for record in records(data / "neutral_clusters" / "train.jsonl.gz"):
        number = int(hashlib.sha1(str(record["id"]).encode()).hexdigest(), 16)
        if number % 4 == 0 and sum(bool(doc.get("full_text")) for doc in record["docs"]) > 1:
            yield neutral_documents(record)


def examples(documents: Sequence[Document], kind: str) -> Iterator[tuple[Slot, Slot, Any, bool]]:
    """Pairs of values with their features and whether they are equal."""
    rows = [[s for sent in d.sentences for s in slots(sent) if s.kind == kind] for d in documents]
    for one, two in combinations(rows, 2):
        pairs = [
            (a, b) for a in one for b in two
            if may_differ(a, b) and len(a.bag.keys() & b.bag.keys()) > 1
            and dice(a.bag, b.bag) >= _LEAST
        ]  # fmt: skip
        for (a, b), row in zip(pairs, features(pairs), strict=True):
            yield a, b, row, same(a, b)


def telling(one: Slot, two: Slot) -> bool:
    """Whether a pair teaches something: no copy, no number that is often equal by chance."""
    if dice(one.bag, two.bag) >= _COPY:
        return False
    values = [slot.value for slot in (one, two)]
    return not any(isinstance(v, Quantity) and not v.unit and v.value <= _FEW for v in values)


def main() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import average_precision_score, roc_auc_score

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/disagree.json"))
    args = parser.parse_args()
    found = list(clusters(args.data))
    fitted = {}
    for kind in KINDS:
        rows = [
            (number % 2, row, equal)
            for number, documents in enumerate(found)
            for a, b, row, equal in examples(documents, kind)
            if telling(a, b)
        ]
        half = np.array([one[0] for one in rows])
        x, y = np.array([one[1] for one in rows]), np.array([one[2] for one in rows])
        means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9

        def fit(mask: Any, x: Any = (x - means) / scales, y: Any = y) -> Any:
            return LogisticRegression(C=0.3, max_iter=2000).fit(x[mask], y[mask])

        scores = np.zeros(len(y))
        for part in (0, 1):
            own = half == part
            scores[own] = fit(~own).predict_proba((x[own] - means) / scales)[:, 1]
        model = fit(np.ones(len(y), dtype=bool))
        print(f"{kind}: {len(y)} pairs, {int(y.sum())} equal; on the other half: AUC "
              f"{roc_auc_score(y, scores):.3f}, average precision "
              f"{average_precision_score(y, scores):.3f}")  # fmt: skip
        weights = model.coef_[0] / scales
        fitted[kind] = {
            "weights": [round(float(w), 4) for w in weights],
            "bias": round(float(model.intercept_[0] - weights @ means), 4),
        }
    data = {"features": list(FEATURES), **fitted}
    args.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
