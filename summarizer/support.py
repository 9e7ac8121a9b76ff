"""How likely a written sentence is to rest on a given source sentence.

A logistic regression over shared words, names, numbers and (where there are vectors) the cosine
of MiniLM embeddings, each also relative to the best candidate of all and of the same article.
Fitted by ``training/citing.py`` on summary sentences that people aligned with source spans.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from summarizer import facts, frequency
from summarizer.agree import same_name, same_value
from summarizer.logistic import Model, chance_of, model_of
from summarizer.overlap import dice
from summarizer.records import Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words, ngrams, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEXICAL = ("cover", "dice", "bigrams", "cover-best", "cover-own", "names", "numbers")
FEATURES = (*LEXICAL, "cosine", "cosine-best", "cosine-own")


@lru_cache(maxsize=2)
def model(*, vectors: bool) -> Model:
    """The shipped weights, with or without the features that need vectors; from the threshold on,
    cite."""
    data = json.loads(files("summarizer").joinpath("data/cite.json").read_text("utf-8"))
    return model_of(data["vectors" if vectors else "lexical"])


def units(text: str) -> dict[str, float]:
    """The stems of a text's content words with their rarity."""
    table = frequency.load()
    return {stem(word): table.idf(word) for word in content_words(text)}


def covered(wanted: Mapping[str, float], have: Mapping[str, float]) -> float:
    """The share of the wanted units' weight that `have` holds, in [0, 1]; 1 for no units."""
    total = sum(wanted.values())
    return sum(w for unit, w in wanted.items() if unit in have) / total if total else 1.0


def features(
    sentence: str,
    candidates: Sequence[Sentence],
    cosines: NDArray[np.float32] | None = None,
) -> NDArray[np.float64]:
    """``(len(candidates), n)`` features: `FEATURES` with `cosines` ``(len(candidates),)``, the
    cosines of the sentence to the candidates, else `LEXICAL`."""
    wanted = units(sentence)
    held = [units(one.text) for one in candidates]
    pairs = _bigrams(sentence)
    cover = np.array([covered(wanted, have) for have in held])
    columns = [
        cover,
        np.array([dice(wanted, have) for have in held]),
        np.array([len(pairs & _bigrams(one.text)) / max(1, len(pairs)) for one in candidates]),
        cover - cover.max(),
        cover - _best_of_article(cover, candidates),
        _share_of_names(sentence, candidates),
        _share_of_numbers(sentence, candidates),
    ]
    if cosines is not None:
        near = cosines.astype(np.float64)
        columns += [near, near - near.max(), near - _best_of_article(near, candidates)]
    return np.stack(columns, axis=1)


def chances(
    sentence: str,
    candidates: Sequence[Sentence],
    cosines: NDArray[np.float32] | None = None,
) -> NDArray[np.float64]:
    """The chance of each candidate, ``(len(candidates),)`` in (0, 1)."""
    fitted = model(vectors=cosines is not None)
    logit = features(sentence, candidates, cosines) @ np.array(fitted.weights) + fitted.bias
    return np.array([chance_of(float(one)) for one in logit])


def _bigrams(text: str) -> set[tuple[str, ...]]:
    return set(ngrams([stem(word) for word in terms(text)], 2))


def _best_of_article(
    values: NDArray[np.float64], candidates: Sequence[Sentence]
) -> NDArray[np.float64]:
    """For each candidate the greatest value among those of its article."""
    best: dict[str, float] = {}
    for value, one in zip(values, candidates, strict=True):
        article = one.span.article_id
        best[article] = max(best.get(article, -math.inf), float(value))
    return np.array([best[one.span.article_id] for one in candidates])


def _share_of_names(sentence: str, candidates: Sequence[Sentence]) -> NDArray[np.float64]:
    """The share of the sentence's names each candidate has; 0.5 where it has none."""
    own = sorted({name.key for name in facts.names(sentence)})
    if not own:
        return np.full(len(candidates), 0.5)
    return np.array(
        [
            sum(any(same_name(key, other.key) for other in one.names) for key in own) / len(own)
            for one in candidates
        ]
    )


def _share_of_numbers(sentence: str, candidates: Sequence[Sentence]) -> NDArray[np.float64]:
    """The share of the sentence's numbers each candidate has; 0 where it has none."""
    own = facts.numbers(sentence)
    if not own:
        return np.zeros(len(candidates))
    return np.array(
        [
            sum(any(same_value(n, other) for other in one.numbers) for n in own) / len(own)
            for one in candidates
        ]
    )
