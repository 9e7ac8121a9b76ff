"""Judges: how well does a passage support a sentence? A small one that ships, and NLI models from a
hub.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.models.faithful import FEATURES, features
from summarizer.tokens import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# Passages of more words than this are judged as articles.
ARTICLE_WORDS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression over standardised features, one number per feature of `FEATURES`."""

    weights: tuple[float, ...]
    bias: float
    means: tuple[float, ...]
    scales: tuple[float, ...]

    def chance(self, values: Sequence[float]) -> float:
        """The chance for these feature values, in (0, 1)."""
        total = self.bias
        for value, weight, mean, scale in zip(
            values, self.weights, self.means, self.scales, strict=True
        ):
            total += weight * (value - mean) / scale
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureJudge:
    """Seam `Judge`: what a sentence has that its passage lacks, weighed by two regressions, one
    for short passages and one for whole articles. Fitted by ``training/judge.py``."""

    passage: Weights
    article: Weights
    version: str

    @classmethod
    def load(cls) -> FeatureJudge:
        """The judge that ships. Raises ModelError where its weights do not fit the features."""
        path = files("summarizer").joinpath("data/judge.json")
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if tuple(data["features"]) != FEATURES:
            raise ModelError("data/judge.json was fitted for other features; run training/judge.py")
        return cls(
            passage=_weights(data["passage"]),
            article=_weights(data["article"]),
            version=str(data["version"]),
        )

    def support(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """``(passage, sentence)`` pairs to the chance that the passage supports the sentence,
        float32 ``(len(pairs),)`` in [0, 1]."""
        import numpy as np

        return np.array([self._one(passage, sentence) for passage, sentence in pairs], np.float32)

    def _one(self, passage: str, sentence: str) -> float:
        long = len(words(passage)) > ARTICLE_WORDS
        return (self.article if long else self.passage).chance(features(passage, sentence))

    def signature(self) -> str:
        """Name and version of the fitted weights."""
        return f"features/{self.version}"


def _weights(data: dict[str, Any]) -> Weights:
    return Weights(
        weights=tuple(data["weights"]),
        bias=float(data["bias"]),
        means=tuple(data["means"]),
        scales=tuple(data["scales"]),
    )


@dataclass(frozen=True, slots=True)
class NliJudge:
    """Seam `Judge` over a sequence classifier that knows entailment, from a folder or a hub id.

    A passage supports a sentence as likely as it entails it. Long passages are cut by the
    tokenizer at the model's own length, from the front of the passage only.
    """

    model: Any
    tokenizer: Any
    entailment: int
    source: str
    batch: int = 8

    @classmethod
    def load(cls, source: str) -> NliJudge:
        """The model at `source`: safetensors only, no remote code. Raises ModelError where it
        cannot be loaded or names no "entailment" label."""
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
            model = AutoModelForSequenceClassification.from_pretrained(
                source, trust_remote_code=False, use_safetensors=True
            )
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot load the NLI model {source!r}: {error}") from error
        labels = {str(name).lower(): int(i) for i, name in model.config.id2label.items()}
        found = [i for name, i in sorted(labels.items()) if name.startswith("entail")]
        if not found:
            raise ModelError(f"{source!r} has no label 'entailment', it has: {sorted(labels)}")
        return cls(model.eval(), tokenizer, found[0], source)

    def support(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """``(passage, sentence)`` pairs to the chance of entailment, float32 ``(len(pairs),)``."""
        import numpy as np
        import torch

        out = np.zeros(len(pairs), dtype=np.float32)
        for start in range(0, len(pairs), self.batch):
            part = pairs[start : start + self.batch]
            inputs = self.tokenizer(
                [passage for passage, _ in part],
                [sentence for _, sentence in part],
                truncation="only_first",
                padding=True,
                return_tensors="pt",
            )
            with torch.inference_mode():
                logits = self.model(**inputs).logits
            chance = torch.softmax(logits.float(), dim=-1)[:, self.entailment]
            out[start : start + len(part)] = chance.numpy()
        return out

    def signature(self) -> str:
        """The model's name."""
        return f"nli/{self.source}"
