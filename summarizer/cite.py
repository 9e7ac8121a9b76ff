"""The smallest set of source spans that together say a sentence, decided from the text alone.

It does not matter who wrote the sentence: a claim's own words are found verbatim, free text is
covered greedily (Nemhauser, Wolsey and Fisher 1978: greedy cover of weighted units), and then
other origins that say the same are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer import frequency
from summarizer.records import Sentence, Span
from summarizer.stemmer import stem
from summarizer.tokens import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.seams import Judge

MOST_SPANS = 5
# A further span must add this share of the sentence's weight.
_GAIN = 0.14
# Another origin is cited too where it alone says this share of the sentence.
_SAME = 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteResult:
    """``spans``: best first, never empty where there was a candidate. ``support`` in [0, 1]: the
    share of the sentence's weight that the spans carry, or the judge's score. ``origins``: how
    many independent origins each say the sentence by themselves, at least 1 (0 for no spans)."""

    spans: tuple[Span, ...]
    support: float
    origins: int


def cite(
    sentence: str,
    candidates: Sequence[Sentence],
    *,
    origins: tuple[tuple[str, ...], ...] = (),
    judge: Judge | None = None,
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
) -> CiteResult:
    """The source spans that `sentence` rests on.

    `candidates` are the sentences it may come from (of its claims, or of the whole event), best
    first. `origins` partitions article ids; `vectors` holds the sentence's unit vector ``(dim,)``
    and the candidates' ``(n, dim)``. With a `judge`, its score of the joined spans is the support.
    """
    if not candidates:
        return CiteResult(spans=(), support=0.0, origins=0)
    units = _units(sentence)
    held = [_units(one.text) for one in candidates]
    origin_of = {article: i for i, group in enumerate(origins) for article in group}
    cover = [_covered(units, have) for have in held]
    near = vectors[1] @ vectors[0] if vectors is not None else np.array(cover, dtype=np.float32)
    verbatim = _verbatim(sentence, candidates)
    chosen = [verbatim] if verbatim is not None else _greedy(units, held, near)
    support = 1.0 if verbatim is not None else _covered(units, _union(held[i] for i in chosen))
    chosen = _more_origins(chosen, candidates, cover, near, origin_of)
    spans = tuple(candidates[i].span for i in chosen)
    if judge is not None and verbatim is None:
        passage = " ".join(candidates[i].text for i in chosen)
        support = float(judge.support([(passage, sentence)])[0])
    alone = {
        origin_of.get(candidates[i].span.article_id, candidates[i].span.article_id)
        for i in chosen
        if i == verbatim or cover[i] >= _SAME
    }
    return CiteResult(spans=spans, support=support, origins=max(1, len(alone)))


def _units(text: str) -> dict[str, float]:
    """The stems of a text's content words with their rarity."""
    table = frequency.load()
    return {stem(word): table.idf(word) for word in content_words(text)}


def _union(bags: object) -> dict[str, float]:
    out: dict[str, float] = {}
    for bag in bags:  # type: ignore[attr-defined]
        out.update(bag)
    return out


def _covered(units: dict[str, float], have: dict[str, float]) -> float:
    """The share of the units' weight that `have` holds, in [0, 1]; 1 for no units."""
    total = sum(units.values())
    return sum(weight for unit, weight in units.items() if unit in have) / total if total else 1.0


def _flat(text: str) -> str:
    """Text with white space runs made one space, straight quotes, no outer punctuation."""
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
    return " ".join(text.translate(table).split()).strip(" .")


def _verbatim(sentence: str, candidates: Sequence[Sentence]) -> int | None:
    """The first candidate that is or contains the sentence word for word."""
    wanted = _flat(sentence)
    for i, one in enumerate(candidates):
        if wanted and wanted in _flat(one.text):
            return i
    return None


def _greedy(
    units: dict[str, float], held: Sequence[dict[str, float]], near: NDArray[np.float32]
) -> list[int]:
    """Candidates that cover the units, the greatest gain first; ties by nearness, then place."""
    left = dict(units)
    total = sum(units.values()) or 1.0
    chosen: list[int] = []
    while len(chosen) < MOST_SPANS:
        gains = [
            sum(weight for unit, weight in left.items() if unit in have) / total + 0.25 * float(near[i]) * (not chosen)
            for i, have in enumerate(held)
        ]
        best = max(range(len(held)), key=lambda i: (gains[i], float(near[i]), -i))
        if chosen and (gains[best] < _GAIN or best in chosen):
            break
        chosen.append(best)
        left = {unit: weight for unit, weight in left.items() if unit not in held[best]}
        if not left:
            break
    return chosen


def _more_origins(
    chosen: list[int],
    candidates: Sequence[Sentence],
    cover: Sequence[float],
    near: NDArray[np.float32],
    origin_of: dict[str, int],
) -> list[int]:
    """`chosen` and, of each other origin, the candidate that says the same by itself."""
    def key(i: int) -> int | str:
        article = candidates[i].span.article_id
        return origin_of.get(article, article)

    out = list(chosen)
    seen = {key(i) for i in chosen}
    for i in sorted(range(len(candidates)), key=lambda i: (-cover[i], -float(near[i]), i)):
        if len(out) >= MOST_SPANS or cover[i] < _SAME:
            break
        if key(i) not in seen:
            seen.add(key(i))
            out.append(i)
    return out
