"""How likely two articles tell of one event: a logistic score over what their profiles share.

The weights of wording, names, numbers and phrases are fitted by ``training/grouping.py`` on
labelled pairs; the weights of the dates are set by hand, because those pairs carry no dates.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from summarizer.profile import RARE, Profile

FEATURES = (
    "terms",
    "lead",
    "meaning",
    "names",
    "central",
    "absent",
    "phrases",
    "numbers",
    "rare",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights by feature name, an intercept, and the score at which two clusters are joined."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What the dates say of a pair: log-odds to add, and the reasons in words."""

    log_odds: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The shipped weights, read once."""
    text = resources.files("summarizer").joinpath("data", "grouping.json").read_text("utf-8")
    raw = json.loads(text)
    return Model(weights=raw["weights"], intercept=raw["intercept"], threshold=raw["threshold"])


def features(a: Profile, b: Profile, meaning: float) -> tuple[float, ...]:
    """The values of ``FEATURES`` for a pair, the same for (b, a).

    ``meaning`` is the cosine of the two embeddings, in [-1, 1].
    """
    shared_phrases = len(a.phrases & b.phrases)
    shared_rare = sum(1 for term in a.names.keys() & b.names.keys() if a.names[term] >= RARE)
    return (
        _dot(a.terms, b.terms),
        _dot(a.lead, b.lead),
        meaning,
        _weight(a.names.keys() & b.names.keys(), a.names)
        / max(1.0, min(_weight(a.names, a.names), _weight(b.names, b.names))),
        _overlap(a, b),
        _absent(a, b),
        math.log1p(shared_phrases),
        math.log1p(len(a.numbers & b.numbers)),
        math.log1p(shared_rare),
    )


def probability(log_odds: float) -> float:
    """The logistic function, safe for any size."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, log_odds))))


def score(a: Profile, b: Profile, meaning: float, model: Model) -> float:
    """The probability, in (0, 1), that two articles tell of one event."""
    if a.language != b.language:
        return 0.0
    total = model.intercept + date_evidence(a, b).log_odds
    for name, value in zip(FEATURES, features(a, b, meaning), strict=True):
        total += model.weights[name] * value
    return probability(total)


def date_evidence(a: Profile, b: Profile) -> Dates:
    """Publication days, days named in the leads, weekdays and time-bound roles of two articles.

    Hand-set log-odds: the published days of one event's reports lie within two days in 97 of 100
    cases, so each further day counts against; weekdays count only where no day is known.
    """
    total = 0.0
    reasons: list[str] = []
    if a.day and b.day:
        gap = abs((a.day - b.day).days)
        if gap > 2:
            total -= min(8.0, 1.2 * math.log1p(gap - 2) * 1.6)
            reasons.append(f"published {gap} days apart")
        else:
            total += 0.8
            reasons.append("published the same day" if gap == 0 else f"published {gap} days apart")
    elif a.weekdays and b.weekdays and not a.weekdays & b.weekdays:
        total -= 1.2
        reasons.append("different weekdays")
    differing = a.roles ^ b.roles
    if "elect" in differing or "first since office" in differing:
        total -= 3.0
        reasons.append("time-bound roles differ: " + ", ".join(sorted(differing)))
    return Dates(log_odds=total, reasons=tuple(reasons))


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return math.fsum(value * b[key] for key, value in a.items() if key in b)


def _weight(keys: Iterable[str], idf: Mapping[str, float]) -> float:
    return math.fsum(max(0.0, idf[key] - 2.0) for key in keys)


def _overlap(a: Profile, b: Profile) -> float:
    """Weighted share of the central names of both that are central in both, in [0, 1]."""
    both = a.central & b.central
    merged = {**a.names, **b.names}
    union = _weight(a.central | b.central, merged)
    return _weight(both, merged) / union if union else 0.0


def _absent(a: Profile, b: Profile) -> float:
    """Weighted share of the central names of either that the other never names, in [0, 1]."""
    merged = {**a.names, **b.names}
    union = _weight(a.central, merged) + _weight(b.central, merged)
    missing = _weight(a.central - b.names.keys(), merged) + _weight(
        b.central - a.names.keys(), merged
    )
    return missing / union if union else 0.0
