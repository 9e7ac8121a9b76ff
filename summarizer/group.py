"""Articles to events: candidate pairs, a calibrated pair score, average link, reasons."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.cluster import average_link
from summarizer.corrections import Corrections, unknown_ids
from summarizer.errors import UsageError
from summarizer.pairscore import load_model, score
from summarizer.profile import Profile, profiles
from summarizer.reasons import reasons
from summarizer.records import DateBasis, Document, Event, Link

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How much of an article is embedded: its title and about this many characters of its story.
_EMBEDDED_CHARS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """All events, by day and id, and what a reader of them should know."""

    events: tuple[Event, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two articles are together or apart: their score in [0, 1], the score at which events
    are joined, the verdict and the reasons in words."""

    articles: tuple[str, str]
    together: bool
    score: float
    threshold: float
    verdict: str
    why: tuple[str, ...]


def document_text_for_embedding(document: Document) -> str:
    """The title and the lead of an article: what its embedding is made from."""
    parts = [document.article.title] if document.article.title else []
    length = sum(map(len, parts))
    for sentence in document.sentences:
        if length >= _EMBEDDED_CHARS:
            break
        parts.append(sentence.text)
        length += len(sentence.text) + 1
    return " ".join(parts)[:_EMBEDDED_CHARS]


def event_id(article_ids: Sequence[str]) -> str:
    """ "evt-" and 12 hexadecimal digits that depend on the set of article ids only."""
    text = "\n".join(sorted(article_ids))
    return "evt-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def group(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    *,
    origins: tuple[tuple[str, ...], ...],
    corrections: Corrections | None = None,
) -> Grouping:
    """The events that ``documents`` tell of, in any order of them.

    ``vectors`` are float32 ``(len(documents), dim)`` with unit rows, in the order of
    ``documents``; ``origins`` partitions the article ids. Raises UsageError if the shapes do not
    fit or an id occurs twice.
    """
    documents, vectors = _ordered(documents, vectors)
    corrections = corrections or Corrections()
    place = {document.id: index for index, document in enumerate(documents)}
    made = profiles(documents)
    model = load_model()
    pairs = {}
    for i in range(len(made)):
        for j in range(i + 1, len(made)):
            pairs[i, j] = score(made[i], made[j], float(vectors[i] @ vectors[j]), model)
    known = [
        [(place[a], place[b]) for a, b in links if a in place and b in place]
        for links in (corrections.must_link, corrections.cannot_link)
    ]
    clusters = average_link(
        len(made), pairs, threshold=model.threshold, must=known[0], cannot=known[1]
    )
    home = {i: origin for origin in origins for i in origin}
    events = [
        _event([documents[i] for i in cluster], home, _links(cluster, pairs, made, vectors))
        for cluster in clusters
    ]
    events.sort(key=lambda event: (event.day or date.max, event.id))
    unknown = unknown_ids(corrections, place)
    warnings = tuple(f"corrections name an unknown article: {i}" for i in unknown)
    return Grouping(events=tuple(events), warnings=warnings)


def explain(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    a_id: str,
    b_id: str,
    *,
    origins: tuple[tuple[str, ...], ...],
    corrections: Corrections | None = None,
) -> Explanation:
    """Why two articles are together or apart. Raises UsageError for an unknown id."""
    documents, vectors = _ordered(documents, vectors)
    place = {document.id: index for index, document in enumerate(documents)}
    for wanted in (a_id, b_id):
        if wanted not in place:
            raise UsageError(f"no article has the id {wanted!r}")
    first, second = sorted((a_id, b_id))
    grouping = group(documents, vectors, origins=origins, corrections=corrections)
    together = any(
        first in event.article_ids and second in event.article_ids for event in grouping.events
    )
    made = profiles(documents)
    i, j = place[first], place[second]
    meaning = float(vectors[i] @ vectors[j])
    model = load_model()
    value = score(made[i], made[j], meaning, model)
    verdict = (
        f"{first} and {second} are {'one event' if together else 'two events'}: score "
        f"{value:.2f}, events are joined from {model.threshold:.2f} on average"
    )
    return Explanation(
        articles=(first, second),
        together=together,
        score=round(value, 4),
        threshold=model.threshold,
        verdict=verdict,
        why=reasons(made[i], made[j], meaning),
    )


def _ordered(
    documents: Sequence[Document], vectors: NDArray[np.float32]
) -> tuple[list[Document], NDArray[np.float32]]:
    """Documents and vectors by article id."""
    if len(vectors) != len(documents):
        raise UsageError(
            f"one vector per document is needed: {len(documents)} documents, {len(vectors)} vectors"
        )
    order = sorted(range(len(documents)), key=lambda i: documents[i].id)
    ordered = [documents[i] for i in order]
    for a, b in pairwise(ordered):
        if a.id == b.id:
            raise UsageError(f"two articles have the id {a.id!r}")
    return ordered, vectors[order]


def _links(
    cluster: Sequence[int],
    pairs: Mapping[tuple[int, int], float],
    made: Sequence[Profile],
    vectors: NDArray[np.float32],
) -> tuple[Link, ...]:
    """A maximum spanning tree of the scored pairs (Prim), strongest first."""
    links = []
    best = {j: (pairs[cluster[0], j], cluster[0]) for j in cluster[1:]}
    while best:
        j = min(best, key=lambda j: (-best[j][0], j))
        value, i = best.pop(j)
        low, high = sorted((i, j))
        why = reasons(made[low], made[high], float(vectors[low] @ vectors[high]))
        links.append(Link(articles=(made[low].id, made[high].id), score=round(value, 4), why=why))
        for k in best:
            other = pairs[min(j, k), max(j, k)]
            if other > best[k][0]:
                best[k] = (other, j)
    return tuple(sorted(links, key=lambda link: (-link.score, link.articles)))


def _event(
    documents: Sequence[Document], home: Mapping[str, tuple[str, ...]], links: tuple[Link, ...]
) -> Event:
    ids = tuple(document.id for document in documents)
    day, basis = _event_day(documents)
    parts: dict[tuple[str, ...], list[str]] = {}
    for i in ids:
        parts.setdefault(home.get(i, (i,)), []).append(i)
    languages = Counter(document.article.language or "en" for document in documents)
    return Event(
        id=event_id(ids),
        article_ids=ids,
        day=day,
        basis=basis,
        origins=tuple(sorted(tuple(part) for part in parts.values())),
        links=links,
        weakest_link=min((link.score for link in links), default=None),
        language=min(languages, key=lambda language: (-languages[language], language)),
    )


def _event_day(documents: Sequence[Document]) -> tuple[date | None, DateBasis]:
    """The day most articles carry, the earliest of equals; unknown where none carries one."""
    days = Counter(document.day for document in documents if document.day)
    if not days:
        return None, "unknown"
    day = min(days, key=lambda day: (-days[day], day))
    bases = {document.basis for document in documents if document.day == day}
    return day, "published" if "published" in bases else "text"
