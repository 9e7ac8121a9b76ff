"""A digest on a terminal, through Rich; plain text in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.records import Digest, EventSummary
from summarizer.render.view import (
    Index,
    Passage,
    by_line,
    count_words,
    day_words,
    plain,
    single_origin,
    totals,
    value_lines,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

QUOTE = 90  # characters of a quotation shown under "Sources"; the other formats show all of it


def print_terminal(digest: Digest, console: Console) -> None:
    """Print the digest. Article text is printed as text: no Rich markup, no terminal escapes."""
    index = Index(digest)
    for event in digest.events:
        _print_event(index, event, console)
    for warning in digest.warnings:
        console.print(_text(f"! {plain(warning)}", "yellow"))
    leftovers = index.leftovers()
    if leftovers:
        console.print(_text("Not used", "bold"))
        for left in leftovers:
            why = ", ".join(f"{count} {reason}" for reason, count in left.reasons)
            console.print(_hang("  ", f"{left.source.name}: {left.whole or why}", "dim"))
        console.print()
    console.print(_text(totals(digest), "dim"))


def shortened(text: str, room: int = QUOTE) -> str:
    """`text` cut at a word so that it has at most `room` characters, with "…" if cut."""
    if len(text) <= room:
        return text
    head = text[: room - 1]
    cut = head.rfind(" ")
    return head[: cut if cut > room // 2 else room - 1].rstrip(" ,;:") + "…"


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style=style)


def _hang(indent: str, text: str, style: str = "") -> object:
    from rich.padding import Padding

    return Padding(_text(text, style), (0, 0, 0, len(indent)))


def _print_event(index: Index, event: EventSummary, console: Console) -> None:
    passages = index.passages(event)
    console.rule(style="dim")
    console.print(_text(plain(event.headline) or "Untitled event", "bold"))
    console.print(_text(by_line(event), "dim"))
    console.print()
    body = _text("")
    for sentence in event.sentences:
        body.append(plain(sentence.text))
        for n in sentence.citations:
            body.append(f" [{n}]", style="cyan")
        if single_origin(event, sentence):
            body.append(" †", style="yellow")
        body.append(" ")
    body.rstrip()
    console.print(body)
    console.print()
    _print_sources(passages, console)
    _print_notes(index, event, passages, console)
    console.print()


def _print_sources(passages: dict[int, Passage], console: Console) -> None:
    for passage in passages.values():
        source = passage.source
        line = f"[{passage.n}] {source.name}, {source.day}: “{shortened(passage.quote)}”"
        console.print(_hang("  ", line, "dim"))


def _print_notes(
    index: Index, event: EventSummary, passages: dict[int, Passage], console: Console
) -> None:
    for one in event.disagreements:
        console.print(_text(f"Sources differ: {plain(one.about)}", "yellow"))
        for value, given in value_lines(one, passages):
            names = ", ".join(f"{p.source.name} [{p.n}]" for p in given)
            console.print(_hang("  ", f"{value}: {names}"))
    for related in event.event.related:
        title = index.headlines.get(related.event_id, plain(related.event_id))
        console.print(_text(f"Related: {day_words(related.day)}: {title}"))
    if event.rejected:
        console.print(_text(f"{count_words(len(event.rejected), 'sentence')} rejected", "dim"))
