"""Which parts of an article are not its story. The text is never altered: places are marked.

Rules for what sites print around articles stand in ``data/chrome.toml``; what needs the lines
around it (title, subheadings, datelines, captions, forms) stands here. A quotation or a short
news sentence is never marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.chrome import line_reason, parts
from summarizer.head import parse_head
from summarizer.lines import Line, lines_of
from summarizer.records import Article, Boilerplate, Span
from summarizer.shared import shared_chrome

__all__ = ["find_boilerplate", "shared_chrome"]

Mark = tuple[int, int, str]

_QUOTES = "\"“”«»‘'"
_SENTENCE_END = re.compile(r"""[.!?…:;,]["”’'»)\]]*$""")
_CREDITED = re.compile(
    r"\((?:[^()]{0,80}[/|,] ?)?(?:AP|AP Photo|Reuters|REUTERS|AFP|Getty|Getty Images|EPA|TNS|UPI|"
    r"Bloomberg|Shutterstock|Associated Press|The Associated Press|Zuma Press|Xinhua|[A-Z][\w ]{2,30}"
    r"/[A-Z][\w /]{1,40})(?:,? (?:file|pool|via)[^()]{0,40})?\)$"
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’' -]{1,30})(?:, (?:[A-Z][\w.]{0,14} ?){1,3})?(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}"
    r"(?:, \d{4})?))?(?: ?\((?:[A-Z][\w .&/-]{1,30})\))? ?(?:—|–|--|-(?= )| — )(?= ?\S)"
)
_AGENCY_LINE = re.compile(r"\((?:AP|Reuters|REUTERS|AFP|UPI|CNN|Bloomberg)\) ?(?:—|–|--|-)(?= ?\S)")
# A subheading or a bare caption has so many words at most.
_SUBHEAD_WORDS, _CAPTION_WORDS = 10, 5


def find_boilerplate(article: Article) -> tuple[Boilerplate, ...]:
    """What is not story in ``article``: sorted, disjoint, non-empty spans, each with its reason.

    The title line, the date line and a dateline ("MOSCOW —") are marked too, so that they are no
    part of a sentence. Time is linear in the length of the text.
    """
    text = article.text
    lines = lines_of(text)
    head = parse_head(text)
    marks: list[Mark] = []
    if head.date_end:
        marks.append((0, head.date_end, "date line"))
        lines = _after(text, lines, head.date_end)
    if head.title_end:
        marks.append((head.title_start, head.title_end, "title"))
    whole = _line_marks(lines, _key(article.title or text[head.title_start : head.title_end]))
    marks += [(line.start, line.end, why) for line, why in zip(lines, whole, strict=True) if why]
    for position, (line, why) in enumerate(zip(lines, whole, strict=True)):
        if why:
            continue
        marks += [(line.start + a, line.start + b, why) for a, b, why in parts(line.text)]
        if position < 12 and (end := _dateline_end(line.text)):
            marks.append((line.start, line.start + end, "dateline"))
    return _disjoint(article, marks)


def _after(text: str, lines: list[Line], begin: int) -> list[Line]:
    """The lines without what stands before ``begin``."""
    result = []
    for line in lines:
        if line.end <= begin:
            continue
        if line.start < begin:
            rest = text[begin : line.end]
            start = begin + len(rest) - len(rest.lstrip())
            line = Line(start=start, end=line.end, text=rest.strip(), gap=line.gap)
        result.append(line)
    return result


def _key(text: str) -> str:
    """A title's letters and digits, to recognise it however it is set."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _line_marks(lines: Sequence[Line], title: str) -> list[str]:
    """For each line the reason why all of it is boilerplate, or ""."""
    reasons = [_own_reason(line, title) for line in lines]
    for position, line in enumerate(lines):
        if not reasons[position]:
            reasons[position] = _placed_reason(lines, reasons, position, line)
    return reasons


def _own_reason(line: Line, title: str) -> str:
    if title and len(line.text) < 400 and _key(line.text) == title:
        return "title"
    if _is_quotation(line.text):
        return ""
    if len(line.text) <= 500 and _CREDITED.search(line.text[-140:]):
        return "photo caption"
    return line_reason(line.text)


def _is_quotation(line: str) -> bool:
    return line[0] in '"“«' and len(line) > 40


def _placed_reason(lines: Sequence[Line], reasons: Sequence[str], position: int, line: Line) -> str:
    """What a line is because of the lines around it: a subheading, a bare caption."""
    words = line.text.split(maxsplit=_SUBHEAD_WORDS + 1)
    if len(words) > _SUBHEAD_WORDS or not _is_label(line.text):
        return ""
    before = reasons[position - 1] if position else "beginning"
    after = reasons[position + 1] if position + 1 < len(lines) else "end"
    if before and after and len(words) <= _CAPTION_WORDS:
        return "caption"
    if position + 1 < len(lines) and not after and _is_paragraph(lines[position + 1].text):
        return "subheading"
    return ""


def _is_label(line: str) -> bool:
    """Begins like a heading and has no end of a sentence, nor a list mark."""
    return (
        (line[0].isupper() or line[0].isdigit())
        and not _SENTENCE_END.search(line)
        and not any(mark in line for mark in '“”"')
    )


def _is_paragraph(line: str) -> bool:
    return len(line) > 60 or bool(_SENTENCE_END.search(line))


def _dateline_end(line: str) -> int:
    """Where the dateline that ``line`` begins with ends; 0 where there is none."""
    found = _DATELINE.match(line[:160]) or _AGENCY_LINE.match(line[:40])
    if found is None or found.end() > 90:
        return 0
    return found.end()


def _disjoint(article: Article, marks: Iterable[Mark]) -> tuple[Boilerplate, ...]:
    """Spans in order; where marks overlap, the earlier and longer one wins and the rest of the
    other one keeps its own reason."""
    result: list[Boilerplate] = []
    end = 0
    for start, stop, why in sorted(marks, key=lambda mark: (mark[0], -mark[1], mark[2])):
        start = max(start, end)
        if start < stop:
            span = Span(article_id=article.id, start=start, end=stop)
            result.append(Boilerplate(span=span, reason=why))
            end = stop
    return tuple(result)
