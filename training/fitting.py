"""What the fits of grouping share: regressions with signs, embeddings, the nodes of a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from summarizer.group import document_text_for_embedding
from summarizer.models.embedders import load_embedder
from summarizer.pairlogit import Logistic
from summarizer.records import Document
from summarizer.storyline import average_tree, join_features, leaves, undecided

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def embed(documents: Sequence[Document]) -> NDArray[np.float32]:
    """The documents' embeddings by the default model."""
    return load_embedder("minilm").embed([document_text_for_embedding(d) for d in documents])


def fit(
    x: Floats,
    y: Floats,
    weight: Floats,
    offset: Floats,
    signs: Sequence[int],
    *,
    ridge: float,
    most: float | None = None,
) -> Logistic:
    """A logistic regression with a given ``offset``, signs (1, -1, or 0 for either) and, if
    ``most`` is given, an intercept of 0 to ``most``."""
    mean, spread = x.mean(axis=0) * (most is None), x.std(axis=0) + 1e-9
    z = (x - mean) / spread

    def loss(b: Floats) -> tuple[float, Floats]:
        value = z @ b[:-1] + b[-1] + offset
        error = weight * (1.0 / (1.0 + np.exp(-np.clip(value, -40, 40))) - y)
        total = float(np.sum(weight * (np.logaddexp(0.0, value) - y * value)))
        total += 0.5 * ridge * float(b[:-1] @ b[:-1])
        return total, np.append(z.T @ error + ridge * b[:-1], error.sum())

    limits = [{1: (0, None), -1: (None, 0), 0: (None, None)}[sign] for sign in signs]
    last = (None, None) if most is None else (0, most)
    start = np.zeros(x.shape[1] + 1)
    b = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*limits, last]).x
    weights = b[:-1] / spread
    constant = float(b[-1] - weights @ mean)
    return Logistic(weights=tuple(float(w) for w in weights), intercept=constant)


def undecided_nodes(
    odds: Floats, gold: Sequence[str]
) -> Iterator[tuple[tuple[float, ...], float, float]]:
    """The undecided nodes of the tree over log-odds, ``(m, m)``: join features, 1 if most articles
    of both halves are of one event (else 0), weight by size and purity."""
    count = len(gold)
    tree = average_tree(odds)
    for first, second, likely in tree.values():
        if not undecided(likely):
            continue
        a, b = leaves(tree, first, count), leaves(tree, second, count)
        top = [Counter(gold[i] for i in half).most_common(1)[0] for half in (a, b)]
        purity = min(top[0][1] / len(a), top[1][1] / len(b))
        weight = min(len(a), len(b)) ** 0.5 * purity**2
        yield join_features(odds, a, b), float(top[0][0] == top[1][0]), weight
