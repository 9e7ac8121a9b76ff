"""Fits the weights that choose citations: `summarizer/data/cite.json`.

    python -m training.citing --data ../shared/data

Logistic regression on the summary sentences of `citations/mds_dev`, each with all sentences of
its cluster; a source sentence counts where a highlight covers ten characters of it. With few
weights and thousands of pairs, leaving clusters out changes F1 by about one point
(`evals/citations.py` prints the figure from weights fitted without the cluster measured).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from evals.citations import Item, items
from evals.corpus import KeptEmbedder
from summarizer.support import FEATURES, LEXICAL, features

# The chance that gives the best F1 on held-out clusters lies between 0.2 and 0.35 for both.
THRESHOLDS = {"vectors": 0.27, "lexical": 0.25}


def fit(found: list[Item], *, vectors: bool) -> dict[str, Any]:
    """Weights over raw features (the standardisation is folded in)."""
    from sklearn.linear_model import LogisticRegression

    x = np.vstack(
        [features(i.sentence, i.candidates, i.cosines if vectors else None) for i in found]
    )
    y = np.concatenate([i.gold for i in found])
    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.5, max_iter=1000).fit((x - means) / scales, y)
    weights = model.coef_[0] / scales
    return {
        "features": list(FEATURES if vectors else LEXICAL),
        "weights": [round(float(w), 4) for w in weights],
        "bias": round(float(model.intercept_[0] - weights @ means), 4),
        "threshold": THRESHOLDS["vectors" if vectors else "lexical"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.citing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/cite.json"))
    parser.add_argument("--cache", type=Path, help="keep embeddings in this folder")
    args = parser.parse_args()
    found = items(args.data, KeptEmbedder(args.cache))
    fitted = {"vectors": fit(found, vectors=True), "lexical": fit(found, vectors=False)}
    args.out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    print(json.dumps(fitted, indent=1))


if __name__ == "__main__":
    main()
