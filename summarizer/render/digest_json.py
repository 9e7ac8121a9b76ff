"""A digest as JSON, format `newsweave/1`: the same digest gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

from summarizer.records import Article, DateBasis
from summarizer.render.wording import single_origin
from summarizer.summaries import Digest, EventSummary, Giver, Neutrality, Unused

FORMAT = "newsweave/1"
# Scores are shown to three places: enough to compare two links, too few to show the rounding
# differences between two matrix libraries.
PLACES = 3
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(digest: Digest) -> str:
    """The digest as indented JSON with a newline at its end; always encodable as UTF-8."""
    text = json.dumps(as_dict(digest), ensure_ascii=False, indent=2, allow_nan=False)
    # A lone surrogate is legal in a Python string and in a JSON escape, but not in UTF-8.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def as_dict(digest: Digest) -> dict[str, Any]:
    """The digest as plain JSON values, keys in the order of the format."""
    days = {article: (day, basis) for article, day, basis in digest.days}
    counts = digest.counts
    return {
        "format": FORMAT,
        "signature": digest.signature,
        "events": [event_as_dict(event) for event in digest.events],
        "articles": [
            _article(article, *days.get(article.id, (None, "unknown")))
            for article in digest.articles
        ],
        "unused": [unused_as_dict(unused) for unused in digest.unused],
        "counts": {
            "articles": counts.articles,
            "articles_in_events": counts.articles_in_events,
            "articles_unused": counts.articles_unused,
            "sentences": counts.sentences,
            "used": counts.used,
            "unused": counts.unused,
        },
        "warnings": list(digest.warnings),
    }


def rounded(score: float | None, places: int = PLACES) -> float | None:
    """`score` to `places` decimals, never "-0.0"; None stays None."""
    return None if score is None else round(float(score), places) + 0.0


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def event_as_dict(event: EventSummary) -> dict[str, Any]:
    """One entry of "events"."""
    facts = event.event
    return {
        "id": facts.id,
        "headline": event.headline,
        "date": _day(facts.day),
        "date_basis": facts.basis,
        "language": facts.language,
        "writer": event.writer,
        "note": event.note,
        "articles": list(facts.article_ids),
        "origins": [list(origin) for origin in facts.origins],
        "grouping": {
            "weakest_link": rounded(facts.weakest_link),
            "links": [
                {
                    "articles": list(link.articles),
                    "score": rounded(link.score),
                    "why": list(link.why),
                }
                for link in facts.links
            ],
        },
        "summary": _summary(event),
        "citations": [
            {
                "n": citation.n,
                "article": citation.span.article_id,
                "start": citation.span.start,
                "end": citation.span.end,
                "quote": citation.quote,
            }
            for citation in event.citations
        ],
        "disagreements": [
            {
                "about": one.about,
                "values": [
                    {
                        "value": value.value,
                        "told": value.told or value.value,
                        "citations": list(value.citations),
                        "given": [_giver(giver) for giver in value.given],
                    }
                    for value in one.values
                ],
            }
            for one in event.disagreements
        ],
        "related": [
            {"event": related.event_id, "date": _day(related.day), "why": list(related.why)}
            for related in facts.related
        ],
        "neutrality": _neutrality(event.neutrality),
        "rejected": [{"text": one.text, "reason": one.reason} for one in event.rejected],
    }


def _giver(giver: Giver) -> dict[str, Any]:
    return {
        "article": giver.span.article_id,
        "source": giver.source,
        "published": None if giver.published is None else giver.published.isoformat(),
        "citation": giver.citation,
        "start": giver.span.start,
        "end": giver.span.end,
        "quote": giver.quote,
    }


def _summary(event: EventSummary) -> list[dict[str, Any]]:
    return [
        {
            "text": sentence.text,
            "kind": sentence.kind,
            "citations": list(sentence.citations),
            "support": rounded(sentence.support),
            "origins": sentence.origins,
            "single_origin": single_origin(sentence),
            "note": sentence.note,
        }
        for sentence in event.sentences
    ]


def _neutrality(neutrality: Neutrality | None) -> dict[str, Any] | None:
    if neutrality is None:
        return None
    return {
        "loaded_per_100_words": rounded(neutrality.loaded_per_100_words, 2),
        "sources_loaded_per_100_words": rounded(neutrality.sources_loaded_per_100_words, 2),
        "shares": [
            {"source": source, "share": rounded(share)} for source, share in neutrality.shares
        ],
    }


def _article(article: Article, day: date | None, basis: DateBasis) -> dict[str, Any]:
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "date": _day(day),
        "date_basis": basis,
        "language": article.language,
        "characters": len(article.text),
        "sha256": digest,
        "notes": list(article.notes),
    }


def unused_as_dict(unused: Unused) -> dict[str, Any]:
    """One entry of "unused"."""
    entry: dict[str, Any] = {
        "article": unused.span.article_id,
        "start": unused.span.start,
        "end": unused.span.end,
        "reason": unused.reason,
    }
    if unused.whole_article:
        entry["whole_article"] = True
    return entry
