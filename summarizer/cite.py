"""The smallest set of source spans that together support a sentence, found from the text alone.

It does not matter who wrote the sentence. A sentence that stands in a source word for word cites
that place; otherwise the likely sentences are cited, then those that hold what is still
uncovered (greedy cover: Nemhauser, Wolsey and Fisher 1978). Other origins that say the same are
cited too; copies of one origin are not. Of long sentences only the clauses are cited that hold
what the written sentence has from them (see `clip`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from summarizer import support
from summarizer.agree import contrary
from summarizer.clip import clip, part
from summarizer.records import Sentence, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.seams import Judge

# A sentence cites at most so many passages.
MOST_SPANS = 6
# What is left uncovered is looked for while a further span adds this share of the weight, and
# is this likely.
_GAIN = 0.15
_UNLIKELY = 0.04
# Clauses are left out only where the cited words hold so much of the sentence's weight: what is
# put in other words may rest on any part of its source. Of what is left out so on the summaries
# of `evals/citations.py`, people had highlighted 8 %, of what is cited 37 %.
_MOST = 0.60
# An origin says the sentence by itself where its cited spans hold this share of the weight.
_ALONE = 0.60


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteResult:
    """``spans``: best first, never empty where there was a candidate; each is a source sentence or
    a part of it. ``sentences``: the whole sentences, in the same order. ``support`` in [0, 1]: the
    share of the sentence's weight that the spans hold, or the judge's score. ``origins``: how
    many independent origins each say the sentence by themselves, at least 1 (0 for no spans)."""

    spans: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    support: float
    origins: int

    def passages(self) -> tuple[Sentence, ...]:
        """The cited parts with the facts that lie in them."""
        return tuple(part(one, span) for one, span in zip(self.sentences, self.spans, strict=True))

    def whole(self) -> CiteResult:
        """The same with whole sentences cited."""
        return replace(self, spans=tuple(one.span for one in self.sentences))


def cite(
    sentence: str,
    candidates: Sequence[Sentence],
    *,
    origins: tuple[tuple[str, ...], ...] = (),
    judge: Judge | None = None,
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
) -> CiteResult:
    """The source spans that `sentence` rests on.

    `candidates` are the sentences it may come from: of its claims, or of the whole event.
    `origins` partitions article ids; `vectors` holds the sentence's unit vector ``(dim,)`` and
    the candidates' ``(n, dim)``. With a `judge`, its score of the joined spans is the support.
    """
    if not candidates:
        return CiteResult(spans=(), sentences=(), support=0.0, origins=0)
    cosines = vectors[1] @ vectors[0] if vectors is not None else None
    chance = support.chances(sentence, candidates, cosines)
    origin_of = {article: i for i, group in enumerate(origins) for article in group}
    keys = [origin_of.get(one.span.article_id, one.span.article_id) for one in candidates]
    wanted = support.units(sentence)
    held = [support.units(one.text) for one in candidates]
    verbatim = _verbatim(sentence, candidates)
    least = support.model(vectors=vectors is not None).threshold
    if verbatim is not None:
        # Who gives another number or year is no witness of a sentence that stands word for word.
        agreed = [i == verbatim or not contrary(candidates[verbatim], one)
                  for i, one in enumerate(candidates)]  # fmt: skip
        chosen = _others([verbatim], np.where(agreed, chance, 0.0), keys, least=least)
    else:
        chosen = _others(_rest(_likely(chance, keys, candidates, least), chance, wanted, held),
                         chance, keys, least=least)  # fmt: skip
    score = 1.0 if verbatim is not None else _cover(wanted, held, chosen)
    if judge is not None and verbatim is None:
        passage = " ".join(candidates[i].text for i in chosen)
        score = float(judge.support([(passage, sentence)])[0])
    alone = [
        key
        for key in dict.fromkeys(keys[i] for i in chosen)
        if _cover(wanted, held, [i for i in chosen if keys[i] == key]) >= _ALONE
        or max(chance[i] for i in chosen if keys[i] == key) >= 0.5
    ]
    found = tuple(candidates[i] for i in chosen)
    spans = tuple(one.span for one in found)
    if verbatim is None and _cover(wanted, held, chosen) >= _MOST:
        spans = tuple(clip(one, sentence) for one in found)
    elif verbatim is not None and _flat(candidates[verbatim].text) != _flat(sentence):
        spans = (clip(candidates[verbatim], sentence), *spans[1:])
    return CiteResult(spans=spans, sentences=found, support=score, origins=max(1, len(alone)))


def _likely(
    chance: NDArray[np.float64], keys: Sequence[int | str], candidates: Sequence[Sentence],
    least: float,
) -> list[int]:  # fmt: skip
    """The likeliest candidate and all above `least`, likeliest first; an origin's copies in
    other articles are left out."""
    chosen: list[int] = []
    articles: dict[int | str, str] = {}
    for i in _by_chance(chance):
        if chosen and (chance[i] < least or len(chosen) == MOST_SPANS):
            break
        article = candidates[i].span.article_id
        if articles.setdefault(keys[i], article) == article:
            chosen.append(i)
    return chosen


def _rest(
    chosen: list[int],
    chance: NDArray[np.float64],
    wanted: Mapping[str, float],
    held: Sequence[Mapping[str, float]],
) -> list[int]:
    """`chosen`, and what holds the rest of the sentence, the greatest gain first."""
    out = list(chosen)
    total = sum(wanted.values()) or 1.0
    while len(out) < MOST_SPANS:
        left = {u: w for u, w in wanted.items() if not any(u in held[i] for i in out)}
        gain = [sum(w for u, w in left.items() if u in have) / total for have in held]
        fit = [i for i in range(len(held)) if gain[i] >= _GAIN and chance[i] >= _UNLIKELY]
        if not fit:
            break
        out.append(max(fit, key=lambda i: (gain[i], chance[i], -i)))
    return out


def _others(
    chosen: list[int], chance: NDArray[np.float64], keys: Sequence[int | str], *, least: float
) -> list[int]:
    """`chosen`, and of each origin not yet cited its likeliest sentence above `least`."""
    out = list(chosen)
    seen = {keys[i] for i in chosen}
    for i in _by_chance(chance):
        if len(out) >= MOST_SPANS or chance[i] < least:
            break
        if keys[i] not in seen:
            seen.add(keys[i])
            out.append(i)
    return out


def _by_chance(chance: NDArray[np.float64]) -> list[int]:
    return sorted(range(len(chance)), key=lambda i: (-chance[i], i))


def _cover(
    wanted: Mapping[str, float], held: Sequence[Mapping[str, float]], chosen: Sequence[int]
) -> float:
    """The share of the sentence that the chosen candidates hold together, in [0, 1]."""
    together = {unit: weight for i in chosen for unit, weight in held[i].items()}
    return support.covered(wanted, together)


_MARKS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})


def _flat(text: str) -> str:
    """Text with white space runs made one space, straight quotes, no outer punctuation."""
    return " ".join(text.translate(_MARKS).split()).strip(" .")


def _verbatim(sentence: str, candidates: Sequence[Sentence]) -> int | None:
    """The first candidate that is, else the first that contains, the sentence word for word."""
    wanted = _flat(sentence)
    if not wanted:
        return None
    texts = [_flat(one.text) for one in candidates]
    if wanted in texts:
        return texts.index(wanted)
    return next((i for i, text in enumerate(texts) if f" {wanted} " in f" {text} "), None)
