"""A fitted logistic regression as `summarizer.logistic` reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path


def save(
    path: Path,
    *,
    features: Sequence[str],
    weights: Iterable[float],
    bias: float,
    threshold: float,
) -> None:
    """Write the weights of raw features, the intercept and the chance that counts as yes."""
    found = {
        "features": list(features),
        "weights": [round(float(one), 4) for one in weights],
        "bias": round(float(bias), 4),
        "threshold": threshold,
    }
    path.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))
