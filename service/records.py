"""Records to plain JSON values and back, for the wire and the job store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from summarizer.records import Article, Draft, DraftSentence


def article_record(article: Article) -> dict[str, Any]:
    """Every field of an article that says something."""
    record: dict[str, Any] = {"id": article.id, "text": article.text}
    for name in ("title", "source", "url", "language"):
        if value := getattr(article, name):
            record[name] = value
    if article.published is not None:
        record["published"] = article.published.isoformat()
    if article.notes:
        record["notes"] = list(article.notes)
    return record


def article_from_stored(record: Mapping[str, Any]) -> Article:
    """The inverse of `article_record`; a language that was left open is determined here."""
    from summarizer.language import detect_language

    text, title = record["text"], record.get("title", "")
    published = record.get("published")
    return Article(
        id=record["id"],
        text=text,
        title=title,
        source=record.get("source", ""),
        url=record.get("url", ""),
        published=None if published is None else datetime.fromisoformat(published),
        language=record.get("language") or detect_language(f"{title}\n{text}"),
        notes=tuple(record.get("notes", ())),
    )


def articles_payload(articles: Iterable[Article]) -> bytes:
    """A JSON array of records in ASCII."""
    return json.dumps([article_record(a) for a in articles], separators=(",", ":")).encode()


def articles_from_payload(payload: bytes) -> tuple[Article, ...]:
    """The inverse of `articles_payload`."""
    return tuple(article_from_stored(record) for record in json.loads(payload))


def draft_record(draft: Draft) -> dict[str, Any]:
    """A draft as plain values."""
    return {
        "event": draft.event_id,
        "writer": draft.writer,
        "sentences": [[s.text, list(s.claims), s.kind] for s in draft.sentences],
    }


def draft_from_record(record: Mapping[str, Any]) -> Draft:
    """The inverse of `draft_record`."""
    sentences: Sequence[Any] = record["sentences"]
    return Draft(
        event_id=record["event"],
        writer=record["writer"],
        sentences=tuple(
            DraftSentence(text=text, claims=tuple(claims), kind=kind)
            for text, claims, kind in sentences
        ),
    )
