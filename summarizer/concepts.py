"""Which phrases of an event its summary should contain.

A sentence is worth the phrases that it tells (D. Gillick and B. Favre, "A Scalable Global Model
for Summarization", 2009). How likely a summary tells a phrase is learnt, as in C. Li, X. Qian and
Y. Liu, "Using Supervised Bigram-based ILP for Extractive Summarization", ACL 2013: a logistic
model over who tells the phrase and where, fitted by ``training/salience.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

Phrase = tuple[str, str]

_PLAIN = (
    "told", "leads", "firsts", "place", "again", "best", "two stop words", "one stop word",
    "titles", "title words", "number",
)  # fmt: skip
_PRODUCTS = (
    ("told", "two stop words"), ("told", "no stop word"), ("leads", "two stop words"),
    ("leads", "no stop word"), ("titles", "no stop word"), ("leads", "leads"), ("told", "told"),
    ("best", "leads"), ("best", "best"), ("leads", "title words"),
)  # fmt: skip
FEATURES = (*_PLAIN, *(" x ".join(pair) for pair in _PRODUCTS))
# So many sentences of an article are its lead.
LEAD = 3
# A sentence of fewer phrases than this is valued as if it had so many.
_FEWEST = 12
_STOPS = frozenset(stem(word) for word in STOPWORDS) | STOPWORDS


def phrases(text: str) -> frozenset[Phrase]:
    """The pairs of neighbouring stems of a text."""
    return frozenset(pairwise(stem(word) for word in terms(text)))


class Telling(NamedTuple):
    """A sentence: its phrases, its origin's number, its place in its article (0 is the first)
    and its weight by what it is like alone, in [0, 1]."""

    phrases: frozenset[Phrase]
    origin: int
    position: int
    weight: float


@dataclass(slots=True)
class _Told:
    """The origins that tell a phrase: all, those in their first sentences, those in the very
    first; how often it stands; its first place; the greatest weight of a sentence with it."""

    origins: set[int] = field(default_factory=set)
    leads: set[int] = field(default_factory=set)
    firsts: set[int] = field(default_factory=set)
    times: int = 0
    place: int = 1_000_000
    best: float = 0.0

    def add(self, one: Telling) -> None:
        self.origins.add(one.origin)
        if one.position < LEAD:
            self.leads.add(one.origin)
        if one.position == 0:
            self.firsts.add(one.origin)
        self.times += 1
        self.place = min(self.place, one.position)
        self.best = max(self.best, one.weight)


def table(
    tellings: Sequence[Telling], *, origins: int, titles: Sequence[Iterable[str]]
) -> tuple[tuple[Phrase, ...], NDArray[np.float64]]:
    """The phrases of an event, sorted, and ``(n_phrases, len(FEATURES))``.

    ``origins`` is how many origins the event has, ``titles`` the stems of each of its titles.
    """
    found: dict[Phrase, _Told] = {}
    for one in tellings:
        for pair in one.phrases:
            if pair not in found:
                found[pair] = _Told()
            found[pair].add(one)
    titled: dict[str, set[int]] = {}
    for i, title in enumerate(titles):
        for word in title:
            titled.setdefault(word, set()).add(i)
    keys = tuple(sorted(found))
    rows = [_row(k, found[k], origins=origins, titled=titled, titles=len(titles)) for k in keys]
    plain = np.array(rows, dtype=np.float64).reshape(-1, len(_PLAIN))
    return keys, np.hstack([plain, _products(plain)])


def _row(
    pair: Phrase, told: _Told, *, origins: int, titled: Mapping[str, set[int]], titles: int
) -> tuple[float, ...]:
    """The values of `_PLAIN`, most of them in [0, 1]."""
    stops = (pair[0] in _STOPS) + (pair[1] in _STOPS)
    one, two = (titled.get(word, set()) for word in pair)
    return (
        (len(told.origins) - 1) / (origins - 1) if origins > 1 else 0.0,
        len(told.leads) / max(1, origins),
        len(told.firsts) / max(1, origins),
        1 / (1 + told.place),
        math.log(told.times / len(told.origins)),
        told.best,
        float(stops == 2),
        float(stops == 1),
        len(one & two) / max(1, titles),
        (len(one) + len(two)) / max(1, 2 * titles),
        float(pair[0][:1].isdigit() or pair[1][:1].isdigit()),
    )


def _products(plain: NDArray[np.float64]) -> NDArray[np.float64]:
    """``(n, len(_PRODUCTS))``."""
    columns = {name: plain[:, i] for i, name in enumerate(_PLAIN)}
    columns["no stop word"] = 1 - columns["two stop words"] - columns["one stop word"]
    return np.stack([columns[one] * columns[two] for one, two in _PRODUCTS], axis=1)


def chances(
    rows: NDArray[np.float64], weights: Sequence[float], bias: float
) -> NDArray[np.float64]:
    """How likely a summary tells each phrase of `table`, in (0, 1)."""
    return np.asarray(1 / (1 + np.exp(-(rows @ np.array(weights) + bias))))


def worth(
    tellings: Sequence[Telling], keys: Sequence[Phrase], chance: NDArray[np.float64]
) -> list[tuple[float, float]]:
    """For each sentence the mean chance of its phrases, and the sum."""
    value = dict(zip(keys, chance.tolist(), strict=True))
    sums = [math.fsum(value[pair] for pair in one.phrases) for one in tellings]
    return [
        (total / max(_FEWEST, len(one.phrases)), total)
        for one, total in zip(tellings, sums, strict=True)
    ]
