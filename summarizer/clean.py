"""Which parts of an article are not its story. The text is never altered: places are marked.

What sites print around articles is in ``data/chrome.toml`` (read by ``chrome``), what a line is
because of its place in ``structure``. A quotation or a short news sentence is never marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer.captions import captions
from summarizer.chrome import line_reason, parts
from summarizer.head import MIN_TITLE_WORDS, Head, parse_head
from summarizer.lines import Line, lines_of
from summarizer.openings import dateline_end, labels
from summarizer.orders import REASON as ORDER
from summarizer.orders import orders
from summarizer.records import Article, Boilerplate, Span
from summarizer.site_lines import shared_chrome
from summarizer.structure import placed_reasons

__all__ = ["find_boilerplate", "shared_chrome"]

Mark = tuple[int, int, str]

# The dateline stands in one of the first lines of the story.
_DATELINE_LINES = 4


def find_boilerplate(article: Article) -> tuple[Boilerplate, ...]:
    """What is not story in ``article``: sorted, disjoint, non-empty spans, each with its reason.

    The title line, the date line and a dateline ("MOSCOW —") are marked too, so that they are no
    part of a sentence. Time is linear in the length of the text.
    """
    head = parse_head(article.text)
    lines = _lines(article.text, head)
    title = _key(article.title)
    certain = [_own_reason(line, title, head) for line in lines]
    reasons = list(certain)
    placed_reasons(lines, reasons)
    if all(reasons):
        # A text of headings only is a text of unusual form, not an article without a story.
        reasons = certain
    marks: list[Mark] = [(0, head.date_end, "date line")] if head.date_end else []
    seen = 0
    for line, why in zip(lines, reasons, strict=True):
        if why:
            marks.append((line.start, line.end, why))
            continue
        if seen == 0 and (end := _title_before(line.text, article.title)):
            marks.append((line.start, line.start + end, "title"))
        if seen < _DATELINE_LINES and (end := dateline_end(line.text, first=seen == 0)):
            marks.append((line.start, line.start + end, "dateline"))
            seen = _DATELINE_LINES
        marks += [(line.start + a, line.start + b, reason) for a, b, reason in _within(line.text)]
        seen += 1
    return _disjoint(article, marks)


def _within(line: str) -> Iterator[Mark]:
    """The places within a line of the story that are no part of it, by their offsets there."""
    yield from captions(line)
    yield from parts(line)
    for start, end in orders(line):
        yield start, end, ORDER
    for start, end in labels(line):
        # "Update: This story has been corrected …" is the site's own from end to end.
        why = line_reason(line[end:].strip()) if start == 0 else ""
        yield (start, len(line), why) if why else (start, end, "label")


def _lines(text: str, head: Head) -> list[Line]:
    """The lines, without the date mark, and the title as a line of its own."""
    result = []
    for line in lines_of(text):
        if line.end <= head.date_end:
            continue
        if line.start < head.date_end:
            rest = text[head.date_end : line.end]
            start = line.end - len(rest.lstrip())
            line = Line(start=start, end=line.end, text=rest.lstrip(), gap=line.gap)
        result.append(line)
    return result


def _own_reason(line: Line, title: str, head: Head) -> str:
    """Why all of ``line`` is boilerplate, by itself; "" where it may be story."""
    if head.title_end and line.start <= head.title_start < line.end:
        return "title"
    if title and len(line.text) < 2 * len(title) + 20 and _key(line.text) == title:
        return "title"
    for start, end, why in captions(line.text):
        if start == 0 and end == len(line.text):
            return why
    if line.text[0] in '"“«„' and len(line.text) > 40:
        return ""
    return line_reason(line.text)


def _title_before(line: str, title: str) -> int:
    """Where the article's title ends that a scraper set before the first sentence on one line; 0
    where there is none, or where the sentence itself begins with its words."""
    words = title.rstrip(" .").split()
    if len(words) < MIN_TITLE_WORDS:
        return 0
    own = r"\W*".join(map(re.escape, words))
    found = re.match(rf"(?i:{own})[\"”’')]? +(?=[\"“‘]?[A-Z])", line)
    if found is None or len(line) - found.end() <= len(title) // 2:
        return 0
    return len(found[0].rstrip())


def _key(text: str) -> str:
    """A title's letters and digits, to recognise it however it is set."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _disjoint(article: Article, marks: Iterable[Mark]) -> tuple[Boilerplate, ...]:
    """Spans in order; where marks overlap, the earlier and longer one keeps its place."""
    result: list[Boilerplate] = []
    end = 0
    for start, stop, why in sorted(marks, key=lambda mark: (mark[0], -mark[1], mark[2])):
        start = max(start, end)
        if start < stop:
            span = Span(article_id=article.id, start=start, end=stop)
            result.append(Boilerplate(span=span, reason=why))
            end = stop
    return tuple(result)
