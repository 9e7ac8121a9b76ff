"""A fitted logistic regression: weights, intercept and the probability from which it says yes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Beyond this the chance is 0 or 1 as far as anybody can tell, and exp would overflow further out.
_FAR = 30.0


@dataclass(frozen=True, slots=True)
class Model:
    """Weights over raw features, in their order; ``threshold``: the chance from which on it is."""

    weights: tuple[float, ...]
    bias: float
    threshold: float


def model_of(data: Mapping[str, Any]) -> Model:
    """The model in a part of a shipped JSON file: "weights", "bias", "threshold"."""
    weights = tuple(float(one) for one in data["weights"])
    return Model(weights, float(data["bias"]), float(data["threshold"]))


def chance_of(logit: float) -> float:
    """The chance that log odds stand for, in (0, 1)."""
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, logit))))
