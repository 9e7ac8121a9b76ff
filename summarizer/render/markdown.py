"""A digest as Markdown (CommonMark with nothing beyond it) that no article can inject into."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.render.sources import Source
from summarizer.render.view import (
    Index,
    Leftover,
    Passage,
    by_article,
    count_words,
    day_words,
    plain,
)
from summarizer.render.wording import (
    balance,
    by_line,
    legend,
    single_origin,
    topic,
    totals,
    values,
    warning_lines,
)
from summarizer.summaries import Digest, EventSummary

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$^]")
# What would open a heading, a list, a rule or a setext underline at the start of a line.
_OPENING = re.compile(r"^([#+\-=:]|\d+(?=[.)]))")
# Many viewers turn bare addresses into links; an escaped colon or stop keeps them text.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)")


def to_markdown(digest: Digest) -> str:
    """The digest as one Markdown document with a newline at its end."""
    index = Index(digest)
    lines = ["# News digest", "", totals(digest, undated=index.undated), ""]
    for event in digest.events:
        lines += _event(index, event)
    lines += _warnings(digest)
    lines += _leftovers(index.leftovers())
    lines += ["---", "", f"Signature: {escaped(digest.signature)}"]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """`text` as one line of Markdown that shows exactly its characters and nothing else."""
    safe = _SPECIAL.sub(lambda found: "\\" + found[0], plain(text))
    safe = _ADDRESS.sub(lambda found: found[0] + "\\", safe)
    opening = _OPENING.match(safe)
    if opening is None:
        return safe
    if opening[1].isdigit():
        return opening[1] + "\\" + safe[opening.end() :]
    return "\\" + safe


def _event(index: Index, event: EventSummary) -> Iterator[str]:
    passages = index.passages(event)
    yield f"## {escaped(event.headline) or 'Untitled event'}"
    yield ""
    yield f"*{escaped(by_line(event, undated=index.undated))}*"
    yield ""
    if event.note:
        yield from (f"**{escaped(event.note)}**", "")
    for sentence in event.sentences:
        marks = "".join(_mark(passages[n]) for n in sentence.citations if n in passages)
        alone = " †" if single_origin(sentence) else ""
        yield f"{escaped(sentence.text)} {marks}{alone}".rstrip()
    if event.sentences:
        yield ""
    if legend(event):
        yield from (escaped(legend(event)), "")
    if balance(event):
        yield from (escaped(balance(event)), "")
    yield from _disagreements(event, passages)
    yield from _related(index, event)
    yield from _sources(passages)
    if not event.sentences or event.event.links:
        yield from _articles(index, event)
    yield from _rejected(event)


def _articles(index: Index, event: EventSummary) -> Iterator[str]:
    """The articles of an event, and why they stand together."""
    if event.sentences:
        yield from ("### Articles and why they stand together", "")
    for origin in event.event.origins:
        for number, article in enumerate(origin):
            copy = " (the same origin)" if number else ""
            yield f"- {_source(index.source(article))}{copy}"
    yield ""
    if event.event.links:
        yield from ("Joined because:", "")
    for link in event.event.links:
        names = " + ".join(escaped(index.name(article)) for article in link.articles)
        why = escaped("; ".join(plain(reason) for reason in link.why))
        yield f"- {names} ({link.score:.2f}): {why}"
    if event.event.links:
        yield ""


def _mark(passage: Passage) -> str:
    mark = f"\\[{passage.n}\\]"
    return f"[{mark}]({passage.source.url})" if passage.source.url else mark


def _source(source: Source) -> str:
    name, day = f"**{escaped(source.name)}**", escaped(source.day)
    title = escaped(source.title)
    if source.url:
        title = f"[{escaped(source.label)}]({source.url})"
    return ", ".join(part for part in (name, day, title) if part)


def _disagreements(event: EventSummary, passages: dict[int, Passage]) -> Iterator[str]:
    if not event.disagreements:
        return
    yield from ("### Where the sources differ", "")
    for one in event.disagreements:
        yield f"- {escaped(topic(one))}"
        for value in values(one, passages):
            yield f"  - **{escaped(value.told)}**: {value.by(_mark, escaped)}"
    yield ""


def _related(index: Index, event: EventSummary) -> Iterator[str]:
    if not event.event.related:
        return
    yield from ("### Related events", "")
    for related in event.event.related:
        title = index.headlines.get(related.event_id, related.event_id)
        why = "; ".join(plain(reason) for reason in related.why)
        tail = f" ({escaped(why)})" if why else ""
        day = "" if index.undated else f"{day_words(related.day)}: "
        yield f"- {day}{escaped(title)}{tail}"
    yield ""


def _sources(passages: dict[int, Passage]) -> Iterator[str]:
    if not passages:
        return
    yield from ("### Sources", "")
    for source, quoted in by_article(passages.values()):
        yield f"- {_source(source)}"
        for passage in quoted:
            yield f"  - \\[{passage.n}\\] {escaped(passage.quote)}"
    yield ""


def _rejected(event: EventSummary) -> Iterator[str]:
    if not event.rejected:
        return
    yield from ("### Written but rejected", "")
    for one in event.rejected:
        yield f"- “{escaped(one.text)}” ({escaped(one.reason)})"
    yield ""


def _warnings(digest: Digest) -> Iterator[str]:
    if not digest.warnings:
        return
    yield from ("## Warnings", "")
    yield from (f"- {escaped(warning)}" for warning in warning_lines(digest))
    yield ""


def _leftovers(leftovers: tuple[Leftover, ...]) -> Iterator[str]:
    if not leftovers:
        return
    yield from ("## Not used", "")
    for left in leftovers:
        reasons = [f"whole article: {escaped(left.whole)}"] if left.whole else []
        reasons += [f"{count} × {escaped(reason)}" for reason, count in left.reasons]
        number = count_words(left.sentences, "sentence")
        yield f"- {_source(left.source)}: {number} ({'; '.join(reasons)})"
        for text, reason in left.passages:
            yield f"  - {escaped(text)} ({escaped(reason)})"
    yield ""
