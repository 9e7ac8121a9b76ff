"""The words on either side of a place in its clause, and how alike two places are by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms

# So many words on either side are compared; they are looked for within so many characters.
_WORDS, _CHARS = 5, 80
_CLAUSE_END = re.compile(r"[;:()\[\]—–]")


class Sided(Protocol):
    """A place in a text with the stems on either side of it, the nearest first."""

    @property
    def left(self) -> tuple[str, ...]: ...

    @property
    def right(self) -> tuple[str, ...]: ...


def sides(text: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems before and behind ``text[start:end]`` in its clause, at most five on either side,
    the nearest first."""
    before = _CLAUSE_END.split(text[max(0, start - _CHARS) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + _CHARS])[0]
    left = tuple(stem(word) for word in reversed(terms(before)[-_WORDS:]))
    return left, tuple(stem(word) for word in terms(after)[:_WORDS])


def fit(one: Sided, two: Sided) -> float:
    """How alike two places are, 0 for nothing in common: runs of equal words beside them count
    most."""
    return _side_fit(one.left, two.left) + _side_fit(one.right, two.right)


def _side_fit(one: Sequence[str], two: Sequence[str]) -> float:
    """How alike the words on one side are: runs of equal words count whole, function words half."""
    run = 0.0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        run += 0.5 if a in STOPWORDS else 1.0
    shared = {w for w in one if w not in STOPWORDS} & set(two)
    return max(run, 0.5 * len(shared)) + 0.2 * min(run, 0.5 * len(shared))
