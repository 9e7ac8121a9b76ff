"""Judges: does a passage support a sentence? A small one that ships, and hub NLI models."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.models.faithful import FEATURES, features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureJudge:
    """Seam `Judge`: a logistic regression over features of passage and sentence.

    ``weights`` has one weight per feature of `FEATURES`, ``bias`` the intercept; ``means`` and
    ``scales`` standardise. Fitted by ``training/judge.py``.
    """

    weights: tuple[float, ...]
    bias: float
    means: tuple[float, ...]
    scales: tuple[float, ...]
    version: str

    @classmethod
    def load(cls) -> FeatureJudge:
        """The judge that ships. Raises ModelError where its weights do not fit the features."""
        path = files("summarizer").joinpath("data/judge.json")
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if tuple(data["features"]) != FEATURES:
            raise ModelError("data/judge.json was fitted for other features; run training/judge.py")
        return cls(
            weights=tuple(data["weights"]),
            bias=float(data["bias"]),
            means=tuple(data["means"]),
            scales=tuple(data["scales"]),
            version=str(data["version"]),
        )

    def support(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """``(passage, sentence)`` pairs to the chance that the passage supports the sentence,
        float32 ``(len(pairs),)`` in [0, 1]."""
        import numpy as np

        return np.array([self._one(passage, sentence) for passage, sentence in pairs], np.float32)

    def _one(self, passage: str, sentence: str) -> float:
        values = features(passage, sentence)
        total = self.bias
        for value, weight, mean, scale in zip(
            values, self.weights, self.means, self.scales, strict=True
        ):
            total += weight * (value - mean) / scale
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def signature(self) -> str:
        """Name and version of the fitted weights."""
        return f"features/{self.version}"
