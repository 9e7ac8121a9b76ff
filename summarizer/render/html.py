"""A digest as one self-contained HTML page: no script, no request, everything escaped.

A citation is a button that opens the passage it stands for, in its context; the browser's own
popovers do that without a script. The policy in the page allows its one style sheet, by hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from summarizer.render.view import Index, Leftover, by_article, count_words, day_words, plain
from summarizer.render.wording import (
    alone,
    by_line,
    legend,
    ranked_shares,
    single_origin,
    topic,
    totals,
    uncited,
    values,
    warning_lines,
)
from summarizer.summaries import Digest, EventSummary

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
# A sentence's last word and so many citations stay on one line.
FEW = 4
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def to_html(digest: Digest) -> str:
    """The digest as one HTML document with a newline at its end."""
    index = Index(digest)
    anchors = {e.event.id: f"event-{n}" for n, e in enumerate(digest.events, start=1)}
    style = _file("page.css")
    hashed = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    leftovers = {entry.article_id: entry for entry in index.leftovers()}
    events = [_event(index, event, anchors, leftovers) for event in digest.events]
    page = (
        _environment()
        .from_string(_file("page.html"))
        .render(
            style=style,
            policy=f"{_POLICY}; style-src 'sha256-{hashed}'",
            title=events[0]["headline"] if len(events) == 1 else "News digest",
            totals=totals(digest, undated=index.undated),
            events=events,
            # Those of the events have been taken out.
            leftovers=tuple(leftovers.values()),
            warnings=warning_lines(digest),
            signature=plain(digest.signature),
            few=FEW,
        )
    )
    return page.strip() + "\n"


@cache
def _file(name: str) -> str:
    return files("summarizer.render").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["of"] = count_words
    return made


def _event(
    index: Index, event: EventSummary, anchors: dict[str, str], leftovers: dict[str, Leftover]
) -> dict[str, Any]:
    """What the template shows of an event; its articles are taken out of `leftovers`."""
    facts = event.event
    passages = index.passages(event)
    own = [leftovers.pop(a) for a in facts.article_ids if a in leftovers]
    return {
        "anchor": anchors[facts.id],
        "lang": _language(facts.language),
        "headline": plain(event.headline) or "Untitled event",
        "day": "" if index.undated else day_words(facts.day),
        "by_line": by_line(event, undated=index.undated),
        "note": plain(event.note),
        "legend": legend(event),
        "alone": alone(event),
        "sentences": [
            {
                **_parted(plain(sentence.text)),
                "kind": sentence.kind,
                "passages": [passages[n] for n in sentence.citations if n in passages],
                "alone": single_origin(sentence),
            }
            for sentence in event.sentences
        ],
        "passages": tuple(passages.values()),
        "sources": by_article(passages.values()),
        "disagreements": [
            {
                "about": topic(one),
                "given": values(one, passages),
            }
            for one in event.disagreements
        ],
        "related": _related(index, event, anchors),
        "rejected": [(plain(one.text), plain(one.reason)) for one in event.rejected],
        "neutrality": event.neutrality,
        "shares": ranked_shares(event)[0],
        "uncited": uncited(event),
        "origins": [[index.source(a) for a in origin] for origin in facts.origins],
        "count": len(facts.article_ids),
        "links": [
            (*map(index.name, link.articles), link.score, [plain(why) for why in link.why])
            for link in facts.links
        ],
        "leftovers": own,
        "unused": sum(entry.sentences for entry in own),
    }


def _parted(text: str) -> dict[str, str]:
    """A sentence's last word apart, so that no citation stands alone at the start of a line."""
    head, space, tail = text.rpartition(" ")
    return {"head": head + space, "tail": tail} if len(tail) <= 24 else {"head": text, "tail": ""}


def _related(index: Index, event: EventSummary, anchors: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "title": index.headlines.get(related.event_id, plain(related.event_id)),
            "anchor": anchors.get(related.event_id, ""),
            "told": " · ".join(
                part
                for part in (
                    "" if index.undated else day_words(related.day),
                    "; ".join(plain(reason) for reason in related.why),
                )
                if part
            ),
        }
        for related in event.event.related
    ]


def _language(code: str) -> Markup:
    """The `lang` attribute of an event's text, or nothing where the language is unknown."""
    from markupsafe import Markup

    return Markup(f' lang="{code}"') if _LANGUAGE.fullmatch(code) else Markup("")
