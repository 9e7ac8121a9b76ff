"""A digest as one self-contained HTML page: no script, no request, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from summarizer.records import Digest, EventSummary
from summarizer.render.view import (
    Index,
    Passage,
    by_line,
    day_words,
    plain,
    single_origin,
    totals,
    value_lines,
)

if TYPE_CHECKING:
    from jinja2 import Template

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"


def to_html(digest: Digest) -> str:
    """The digest as one HTML document. A citation opens the passage it stands for."""
    index = Index(digest)
    anchors = {e.event.id: f"event-{n}" for n, e in enumerate(digest.events, start=1)}
    style = _file("page.css")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return _template().render(
        style=style,
        policy=f"{_POLICY}; style-src 'sha256-{hashed}'",
        totals=totals(digest),
        events=[_event(index, event, anchors) for event in digest.events],
        leftovers=index.leftovers(),
        warnings=[plain(warning) for warning in digest.warnings],
        signature=plain(digest.signature),
    )


@cache
def _file(name: str) -> str:
    return files("summarizer.render").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_file("page.html"))


def _event(index: Index, event: EventSummary, anchors: dict[str, str]) -> dict[str, Any]:
    passages = index.passages(event)
    return {
        "anchor": anchors[event.event.id],
        "language": event.event.language,
        "headline": plain(event.headline) or "Untitled event",
        "by_line": by_line(event),
        "note": plain(event.note),
        "sentences": [
            {
                "text": plain(sentence.text),
                "kind": sentence.kind,
                "passages": [passages[n] for n in sentence.citations if n in passages],
                "alone": single_origin(event, sentence),
                "note": plain(sentence.note),
            }
            for sentence in event.sentences
        ],
        "passages": tuple(passages.values()),
        "disagreements": _disagreements(event, passages),
        "related": [
            {
                "day": day_words(related.day),
                "title": index.headlines.get(related.event_id, plain(related.event_id)),
                "anchor": anchors.get(related.event_id, ""),
                "why": "; ".join(plain(reason) for reason in related.why),
            }
            for related in event.event.related
        ],
        "rejected": [(plain(one.text), plain(one.reason)) for one in event.rejected],
        "neutrality": event.neutrality,
        "articles": [[index.source(a) for a in origin] for origin in event.event.origins],
        "links": [
            (*map(index.source, link.articles), link.score, [plain(why) for why in link.why])
            for link in event.event.links
        ],
    }


def _disagreements(event: EventSummary, passages: dict[int, Passage]) -> list[dict[str, Any]]:
    return [
        {"about": plain(one.about), "values": value_lines(one, passages)}
        for one in event.disagreements
    ]
