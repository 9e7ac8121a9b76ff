"""The grouping stage: articles to events, with the reason for every link."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer.cards import without_cards
from summarizer.corrections import Corrections, unknown_ids
from summarizer.edited import joined
from summarizer.event_parts import EventParts, event_parts
from summarizer.explain import Explanation, explain
from summarizer.links import Linker
from summarizer.pairlogit import Model
from summarizer.records import DateBasis, Document, Event
from summarizer.related import with_related
from summarizer.traits import language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Explanation",
    "Grouping",
    "document_text_for_embedding",
    "event_day",
    "event_id",
    "explain",
    "group",
    "to_events",
]

# How much of an article is embedded: its title and about this many characters of its story.
_EMBEDDED_CHARS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """All events, by day and id, and what a reader of them should know."""

    events: tuple[Event, ...]
    warnings: tuple[str, ...] = ()


def document_text_for_embedding(document: Document) -> str:
    """The title and the lead of an article: what its embedding is made from."""
    parts = [document.article.title] if document.article.title else []
    length = sum(map(len, parts))
    for sentence in document.sentences:
        if length >= _EMBEDDED_CHARS:
            break
        # A card holds the headlines of other stories.
        parts.append(without_cards(sentence.text))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:_EMBEDDED_CHARS]


def event_id(article_ids: Sequence[str]) -> str:
    """ "evt-" and 12 hexadecimal digits that depend on the set of article ids only."""
    text = "\n".join(sorted(article_ids))
    return "evt-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def group(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    *,
    origins: Sequence[Sequence[str]],
    corrections: Corrections | None = None,
    model: Model | None = None,
) -> Grouping:
    """The events that ``documents`` tell of, in any order of them.

    ``vectors`` are float32 ``(len(documents), dim)`` with unit rows, in the order of
    ``documents``; ``origins`` partitions the article ids. Raises UsageError if the shapes do not
    fit or an id occurs twice.
    """
    corrections = corrections or Corrections()
    made = event_parts(documents, vectors, origins=origins, corrections=corrections, model=model)
    events = to_events(made, origins)
    unknown = unknown_ids(corrections, (document.id for document in made.documents))
    warnings = [f"corrections name an unknown article: {i}" for i in unknown]
    return Grouping(events=events, warnings=tuple(warnings))


def to_events(made: EventParts, origins: Sequence[Sequence[str]]) -> tuple[Event, ...]:
    """The parts as events with links and related events, by day and id."""
    origin_of = {i: index for index, origin in enumerate(origins) for i in origin}
    linker = Linker(made.documents, made.units, made.space, made.partition)
    events = []
    for part in made.parts:
        chosen = [made.documents[i] for i in part]
        links = linker.links(part)
        day, basis = event_day(chosen)
        ids = tuple(document.id for document in chosen)
        shares: dict[object, list[str]] = {}
        for i in ids:
            shares.setdefault(origin_of.get(i, i), []).append(i)
        languages = Counter(language_of(document) for document in chosen)
        events.append(
            Event(
                id=event_id(ids),
                article_ids=ids,
                day=day,
                basis=basis,
                origins=joined(chosen, tuple(shares.values())),
                links=links,
                weakest_link=min((link.score for link in links), default=None),
                language=min(languages, key=lambda code: (-languages[code], code)),
            )
        )
    related = with_related(events, made.parts, made.units, made.space, made.partition)
    return tuple(sorted(related, key=lambda event: (event.day or date.max, event.id)))


def event_day(documents: Sequence[Document]) -> tuple[date | None, DateBasis]:
    """The day most articles carry, the earliest of equals; unknown where none carries one."""
    days = Counter(document.day for document in documents if document.day)
    if not days:
        return None, "unknown"
    day = min(days, key=lambda day: (-days[day], day))
    bases = {document.basis for document in documents if document.day == day}
    return day, "published" if "published" in bases else "text"
