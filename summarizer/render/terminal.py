"""A digest on a terminal, through Rich; plain text in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.render.sources import Source
from summarizer.render.view import (
    Index,
    Passage,
    by_article,
    count_words,
    day_words,
    plain,
)
from summarizer.render.wording import (
    balance,
    by_line,
    differing,
    legend,
    single_origin,
    totals,
    values,
    warning_lines,
)
from summarizer.summaries import Digest, EventSummary

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Stands for a space at which a line is never broken; Rich breaks at no-break spaces too.
_GLUE = "\ue000"
# A line longer than this is tiring to read, however wide the window.
WIDEST = 100


def print_terminal(digest: Digest, console: Console) -> None:
    """Print the digest. Article text is printed as text: no Rich markup, no terminal escapes."""
    page = _Page(console)
    index = Index(digest)
    for event in digest.events:
        page.rule()
        _event(page, index, event)
    page.rule()
    for warning in warning_lines(digest):
        page.put(f"! {warning}", "bold", hang=2)
    _leftovers(page, index)
    page.put(totals(digest, undated=index.undated), "dim")


class _Page:
    """Wraps text itself, so that no line ends in blanks and continued lines can hang."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, WIDEST)

    def put(self, text: str | Text, style: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """`text` in lines; the first is indented by `indent`, the others by `indent + hang`."""
        from rich.text import Text

        whole = Text(text, style=style) if isinstance(text, str) else text
        room = max(20, self.width - indent - hang)
        for number, line in enumerate(whole.wrap(self.console, room)):
            line.rstrip()
            line.plain = line.plain.replace(_GLUE, " ")
            margin = " " * (indent + (hang if number else 0))
            self._line(Text(margin) + line)

    def one(self, text: str, style: str = "", *, indent: int = 0) -> None:
        """`text` on one line, cut at a word with "…" where there is no room."""
        from rich.text import Text

        self._line(Text(" " * indent) + Text(shortened(text, self.width - indent), style=style))

    def rule(self) -> None:
        """A line across, with a blank line below it."""
        from rich.text import Text

        self._line(Text("─" * self.width, style="dim"))

    def gap(self) -> None:
        """A blank line."""
        self.console.print()

    def _line(self, text: Text) -> None:
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False, highlight=False)


def shortened(text: str, room: int) -> str:
    """`text` cut at a word so that it takes at most `room` columns, with "…" where it is cut."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= room:
        return text
    head = set_cell_size(text, max(1, room - 1))
    cut = head.rfind(" ")
    if cut > len(head) // 2 and not text[len(head) :].startswith(" "):
        head = head[:cut]
    return head.rstrip(" ,;:—–") + "…"


def _event(page: _Page, index: Index, event: EventSummary) -> None:
    passages = index.passages(event)
    page.put(plain(event.headline) or "Untitled event", "bold")
    page.put(by_line(event, undated=index.undated), "dim")
    page.gap()
    if event.note:
        page.put(plain(event.note), "bold")
        page.gap()
    if event.sentences:
        page.put(_body(event))
        page.gap()
    else:
        _articles(page, index, event)
    for told in (legend(event), balance(event)):
        if told:
            page.put(told.replace(" %", _GLUE + "%"), "dim")
            page.gap()
    _disagreements(page, event, passages)
    _related(page, index, event)
    _sources(page, event, passages)
    if event.rejected:
        number = count_words(len(event.rejected), "written sentence")
        page.put(f"{number} refused by the fact check", "dim")
        page.gap()


def _articles(page: _Page, index: Index, event: EventSummary) -> None:
    """The articles of an event that has no summary, and why they stand together."""
    for origin in event.event.origins:
        for number, article in enumerate(origin):
            source = index.source(article)
            copy = " (the same origin)" if number else ""
            page.put(f"{_titled(source)}{copy}", indent=2, hang=2)
    if event.event.links:
        page.gap()
        page.put("Joined because:", "dim", indent=2)
    for link in event.event.links:
        one, other = map(index.name, link.articles)
        why = "; ".join(plain(reason) for reason in link.why)
        page.put(f"{one} + {other} ({link.score:.2f}): {why}", "dim", indent=4, hang=2)
    page.gap()


def _body(event: EventSummary) -> Text:
    from rich.text import Text

    body = Text()
    for sentence in event.sentences:
        body.append(plain(sentence.text) + (_GLUE if sentence.citations else ""))
        body.append("".join(f"[{n}]" for n in sentence.citations), style="cyan")
        if single_origin(sentence):
            body.append("†", style="cyan")
        body.append(" ")
    body.rstrip()
    return body


def _disagreements(page: _Page, event: EventSummary, passages: dict[int, Passage]) -> None:
    """ "Sources differ: 340 jobs (A [2], 3 June 2025) against 430 jobs (B [1], 3 June 2025)"."""
    from rich.text import Text

    for one in event.disagreements:
        told = " against ".join(
            f"{value.told} ({value.by(_number).replace(' [', _GLUE + '[')})"
            for value in values(one, passages)
        )
        line = Text(f"{differing(one)}: {told}")
        line.stylize("bold", 0, len(differing(one)))
        page.put(line, hang=2)
    if event.disagreements:
        page.gap()


def _number(passage: Passage) -> str:
    return f"[{passage.n}]"


def _related(page: _Page, index: Index, event: EventSummary) -> None:
    for related in event.event.related:
        title = index.headlines.get(related.event_id, plain(related.event_id))
        why = "; ".join(plain(reason) for reason in related.why)
        day = "" if index.undated else f", {day_words(related.day)}"
        page.put(f"Related{day}: {title}{f' ({why})' if why else ''}", hang=2)
    if event.event.related:
        page.gap()


def _sources(page: _Page, event: EventSummary, passages: dict[int, Passage]) -> None:
    """The passages under the article they come from, one line each; those that the text above has
    word for word by their numbers."""
    above = {(plain(one.text), n) for one in event.sentences for n in one.citations}
    for source, quoted in by_article(passages.values()):
        page.one(_titled(source), "bold dim", indent=2)
        told = [passage.n for passage in quoted if (passage.quote, passage.n) in above]
        for passage in quoted:
            if passage.n not in told:
                page.one(f"[{passage.n}] {passage.quote}", "dim", indent=4)
        if told:
            page.put(f"{numbered(told)} as told above", "dim", indent=4)
    if passages:
        page.gap()


def _titled(source: Source) -> str:
    """ "Ellery Courier, 12 March 2025: Ferry runs aground"."""
    return f"{source.dated}: {source.title}" if source.title else source.dated


def numbered(numbers: Sequence[int]) -> str:
    """ "[1] [3]–[6]" for 1, 3, 4, 5, 6: three and more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    marks = [
        f"[{run[0]}]–[{run[-1]}]" if len(run) > 2 else " ".join(f"[{n}]" for n in run)
        for run in runs
    ]
    return " ".join(marks)


def _leftovers(page: _Page, index: Index) -> None:
    reasons: Counter[str] = Counter()
    for left in index.leftovers():
        reasons.update(dict(left.reasons))
        if left.whole:
            page.put(f"Not used: {left.source.name}: {left.whole}", hang=2)
    if reasons:
        told = ", ".join(
            f"{reason} ({number:,})"
            for reason, number in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
        )
        page.put(f"Not used, by reason: {told}", "dim", hang=2)
    page.gap()
