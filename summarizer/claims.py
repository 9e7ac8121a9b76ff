"""Sentences of one event that say the same thing become one claim.

Identical sentences are first put together, then pairs that score as saying the same (embedding
cosine, shared words weighted by their rarity, names, numbers) are joined by average link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.agree import opposed, strangers
from summarizer.cancel import stop_if_asked
from summarizer.cluster import average_link
from summarizer.common_facts import MOST_COMMON, CommonFacts
from summarizer.context import denies
from summarizer.overlap import Bag, dice
from summarizer.records import Claim, Document, Sentence
from summarizer.salience import Scene, rank_members, scene_of, scores, weights
from summarizer.tokens import terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.frequency import FrequencyTable

# Sentences that are compared with one another at most; larger events keep the most central ones
# of each article. 1,500 of them take some seconds where all are alike.
MAX_COMPARED = 1500
MAX_SENTENCES = 6
_BLOCK = 512
# The weights of a pair's score and the score from which two sentences are one claim: chosen on
# sentences of one story (tuning part) and on sentence pairs of our own, told twice or not.
_COSINE, _OVERLAP = 0.55, 0.45
_SAME = 0.60
_FLOOR = 0.35
_COPY = 0.92
# An article seldom says a thing twice.
_AGAIN = 0.10
# A bound of a score is worked out in single precision.
_ROUNDING = 1e-4
# How much being told by every origin adds to the weight of a sentence, which the weight of its
# phrases holds already in part.
_TOLD = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Claims in order of salience, and the sentences that no claim took, each with its reason."""

    claims: tuple[Claim, ...]
    rest: tuple[tuple[Sentence, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Node:
    """One wording: its rendering, every place it stands at, and the row of its vector."""

    sentence: Sentence
    places: tuple[Sentence, ...]
    row: int


def find_claims(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    *,
    origins: tuple[tuple[str, ...], ...],
    idf: FrequencyTable,
) -> tuple[Claim, ...]:
    """The claims of one event, most salient first; see `gather`."""
    return gather(documents, vectors, origins=origins, idf=idf).claims


def gather(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    *,
    origins: tuple[tuple[str, ...], ...],
    idf: FrequencyTable,
) -> Gathered:
    """Group the sentences of an event's documents by what they say.

    `vectors` is float32 ``(n_sentences, dim)`` with unit rows, in the order of the documents'
    sentences. A claim holds at most six different sentences, the best rendering first; copies
    only add to its origins. Sentences left out are in ``rest`` with the reason. The result does
    not depend on the order of documents whose rows move with them. Raises ValueError where the
    number of rows is not the number of sentences.
    """
    flat = [sentence for document in documents for sentence in document.sentences]
    if len(flat) != len(vectors):
        raise ValueError(f"vectors must have a row per sentence, {len(flat)}, was: {len(vectors)}")
    order = sorted(range(len(flat)), key=lambda i: flat[i].span)
    nodes = _nodes([flat[i] for i in order], order)
    rows = vectors[[node.row for node in nodes]] if nodes else vectors[:0]
    scene = scene_of(documents, origins=origins, idf=idf)
    kept, far = _limit(nodes, rows)
    pairs = _pairs([nodes[i].sentence for i in kept], rows[kept], idf=idf)
    weighed = scores([nodes[i].places for i in kept], scene=scene, idf=idf)
    rest = [(place, "not among the central sentences") for i in far for place in nodes[i].places]
    claims: list[Claim] = []
    for group in average_link(len(kept), pairs, threshold=_SAME):
        members = [nodes[kept[i]] for i in group]
        claim, dropped = _claim(
            members, [weighed[i] for i in group], rows[[kept[i] for i in group]],
            scene=scene, idf=idf,
        )  # fmt: skip
        claims.append(claim)
        rest.extend(dropped)
    claims.sort(key=lambda claim: (-claim.salience, claim.sentences[0].span))
    return Gathered(claims=tuple(claims), rest=tuple(sorted(rest, key=lambda item: item[0].span)))


def _nodes(sentences: Sequence[Sentence], rows: Sequence[int]) -> list[_Node]:
    """One node per wording, whatever its spacing, case and punctuation."""
    places: dict[tuple[str, ...], list[int]] = {}
    for i, sentence in enumerate(sentences):
        key = terms(sentence.text) or (sentence.text.strip(),)
        places.setdefault(key, []).append(i)
    return [
        _Node(sentences[found[0]], tuple(sentences[i] for i in found), rows[found[0]])
        for found in places.values()
    ]


def _limit(nodes: Sequence[_Node], rows: NDArray[np.float32]) -> tuple[list[int], list[int]]:
    """The nodes to compare, and those that are too many: the most central of each article stay."""
    if len(nodes) <= MAX_COMPARED:
        return list(range(len(nodes))), []
    centre = rows.mean(axis=0)
    near = rows @ centre
    by_article: dict[str, list[int]] = {}
    for i, node in enumerate(nodes):
        by_article.setdefault(node.sentence.span.article_id, []).append(i)
    rank: list[tuple[int, float, int]] = []
    for found in by_article.values():
        ordered = sorted(
            found, key=lambda i: (-(near[i] + 0.3 / (1 + nodes[i].sentence.position)), i)
        )
        rank.extend((place, -float(near[i]), i) for place, i in enumerate(ordered))
    rank.sort()
    kept = sorted(i for _, _, i in rank[:MAX_COMPARED])
    return kept, sorted(set(range(len(nodes))) - set(kept))


def _pairs(
    sentences: Sequence[Sentence], rows: NDArray[np.float32], *, idf: FrequencyTable
) -> dict[tuple[int, int], float]:
    """Scores of the pairs that average link can make use of, ``i < j``: from `_SAME` on, and from
    `_FLOOR` on between sentences that chains of pairs from `_SAME` on connect.

    A score takes some 20 microseconds and there may be a million pairs: it is worked out only
    where its bound is high enough.
    """
    if not sentences:
        return {}
    bags = [weights(sentence.text, idf) for sentence in sentences]
    cosines = np.zeros((len(rows), len(rows)), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK):
        cosines[start : start + _BLOCK] = rows[start : start + _BLOCK] @ rows.T
    bound = _bounds(sentences, bags, cosines)
    common = CommonFacts(sentences)
    found: dict[tuple[int, int], float] = {}
    chained: list[tuple[int, int]] = []
    for one, two in _indices(bound >= _SAME):
        score = _score(sentences, bags, common, one, two, cosine=float(cosines[one, two]))
        if score >= _SAME:
            a, b = sentences[one], sentences[two]
            if opposed(a.text, b.text) or strangers(a, b):
                continue
            chained.append((one, two))
        if score >= _FLOOR:
            found[one, two] = score
    chain = _chains(len(sentences), chained)
    near = (bound >= _FLOOR) & (bound < _SAME) & (chain[:, None] == chain)
    for one, two in _indices(near):
        score = _score(sentences, bags, common, one, two, cosine=float(cosines[one, two]))
        if score >= _FLOOR:
            found[one, two] = score
    return found


def _indices(where: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The places that are true, row by row."""
    for row in range(len(where)):
        stop_if_asked()
        for column in np.flatnonzero(where[row]):
            yield row, int(column)


def _bounds(
    sentences: Sequence[Sentence],
    bags: Sequence[Bag],
    cosines: NDArray[np.float32],
) -> NDArray[np.float32]:
    """What the score of each pair ``i < j`` is not above; -1 for pairs that are not to be scored:
    unlike by their vectors, or only one of the two tells of a denial."""
    from scipy.sparse import csr_array

    column: dict[str, int] = {}
    places = [[column.setdefault(word, len(column)) for word in bag] for bag in bags]
    ends = np.cumsum([0, *map(len, bags)])
    shape = (len(bags), max(1, len(column)))
    inside = np.array([place for found in places for place in found], dtype=np.int32)
    values = np.array([weight for bag in bags for weight in bag.values()], dtype=np.float32)
    weighed = csr_array((values, inside, ends), shape=shape)
    present = csr_array((np.ones_like(values), inside, ends), shape=shape)
    totals = weighed.sum(axis=1)
    both = np.maximum(totals[:, None] + totals, 1e-9)
    has = np.array([(bool(s.names), bool(s.numbers), bool(s.dates)) for s in sentences], np.float32)
    shared = (weighed @ present.T).toarray()
    # As `_alike` does: what both have counts as in the one of fewer words.
    fewer = np.diff(ends)[:, None] <= np.diff(ends)
    bound: NDArray[np.float32]
    bound = _COSINE * cosines + _OVERLAP * (2 * np.where(fewer, shared, shared.T) / both)
    bound += (has * np.array(MOST_COMMON, dtype=np.float32)) @ has.T + _ROUNDING
    number: dict[str, int] = {}
    articles = np.array([number.setdefault(s.span.article_id, len(number)) for s in sentences])
    bound[articles[:, None] == articles] -= _AGAIN
    # What one side states and the other denies are two claims, however alike in words.
    denied = np.array([denies(sentence.text) for sentence in sentences], dtype=bool)
    bound[~(cosines >= _FLOOR + 0.1) | (denied[:, None] != denied)] = -1
    return np.triu(bound + 1, k=1) - 1


def _chains(n: int, pairs: Sequence[tuple[int, int]]) -> NDArray[np.int32]:
    """Which of ``range(n)`` chains of ``pairs`` connect: one number each."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    graph = coo_array((np.ones(len(pairs)), (ends[0], ends[1])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1])


def _score(
    sentences: Sequence[Sentence],
    bags: Sequence[Bag],
    common: CommonFacts,
    one: int,
    two: int,
    *,
    cosine: float,
) -> float:
    """How much two sentences say the same, in [0, 1]."""
    a, b = sentences[one], sentences[two]
    score = _COSINE * cosine + _OVERLAP * _alike(bags[one], bags[two]) + common(one, two)
    if a.span.article_id == b.span.article_id:
        score -= _AGAIN
    return min(1.0, max(0.0, score))


def _alike(one: Bag, two: Bag) -> float:
    """The weight that two sentences share (Dice), in [0, 1]. Forms of a word weigh differently:
    what both have counts as in the one of fewer words."""
    return dice(*sorted((one, two), key=len))


def _claim(
    members: Sequence[_Node],
    scores: Sequence[float],
    rows: NDArray[np.float32],
    *,
    scene: Scene,
    idf: FrequencyTable,
) -> tuple[Claim, list[tuple[Sentence, str]]]:
    """One claim from its wordings: best rendering first, near copies set aside."""
    ranked = rank_members([node.sentence for node in members], scores, rows)
    bags = [weights(node.sentence.text, idf) for node in members]
    chosen: list[int] = []
    copies: list[int] = []
    for i in ranked:
        same = [at for at, j in enumerate(chosen) if _alike(bags[i], bags[j]) >= _COPY]
        if len(same) == 1 and _fuller(members, bags, i, chosen[same[0]]):
            chosen[same[0]], i = i, chosen[same[0]]
        if same or len(chosen) == MAX_SENTENCES:
            copies.append(i)
        else:
            chosen.append(i)
    best = members[chosen[0]].sentence.span
    said = f"said already by {best.article_id}:{best.start}"
    dropped = [(members[i].sentence, said) for i in copies]
    dropped.extend((place, said) for node in members for place in node.places[1:])
    origins = {scene.origin_of[place.span.article_id] for node in members for place in node.places}
    told = (len(origins) - 1) / (scene.total - 1) if scene.total > 1 else 0.0
    # a teaser's place in its article counts for the sentence told in its stead
    weight = max(scores[i] for i in {*ranked[:1], *chosen[:2]})
    return Claim(
        sentences=tuple(members[i].sentence for i in chosen),
        origins=len(origins),
        salience=min(1.0, (weight + _TOLD * told) / (1 + _TOLD)),
    ), dropped


def _fuller(members: Sequence[_Node], bags: Sequence[Bag], one: int, other: int) -> bool:
    """Whether an article tells again, with more, what a near copy in it has told: a teaser and
    the sentence it is taken from."""
    near, far = members[one].sentence.span, members[other].sentence.span
    return near.article_id == far.article_id and set(bags[other]) < set(bags[one])
