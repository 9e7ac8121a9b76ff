"""Web pages and HTML fragments to plain text (trafilatura, lxml)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from summarizer.errors import RecordError

# News pages have up to about 10,000 tags; extraction takes more than linear time.
_MAX_TAGS = 100_000
# Less than this is no article but the rest of a menu.
_MIN_CHARS = 40
# Text that is not read; what stands in a <figcaption> is a caption, not the story.
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "figcaption",
        "form",
        "button",
        "nav",
        "aside",
        "iframe",
        "svg",
        "select",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "table",
        "tr",
        "blockquote",
        "section",
        "article",
        "figure",
        "header",
        "footer",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
    ]
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-])")
_JSON_DATE = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')


# Chosen on one half of the pages of ``python -m evals.html``.
OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": True,
    "favor_precision": True,
}


def page_record(html: str, where: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """``(record, notes)`` of a saved news page: its main text and what its metadata says.

    Raises RecordError where the page has no article text.
    """
    if html.count("<") > _MAX_TAGS:
        raise RecordError(where, f"has more than {_MAX_TAGS} tags; that is no news page")
    page = _extracted(html)
    text = str(page.text or "").strip() if page is not None else ""
    if len(text) < _MIN_CHARS:
        found = f'only "{text}"' if text else "nothing"
        raise RecordError(where, f"has no article text (found {found})")
    record: dict[str, object] = {"text": text}
    for field, value in (("title", page.title), ("source", page.sitename), ("url", page.url)):
        if value:
            record[field] = str(value)[:2000]
    notes: tuple[str, ...] = ("text extracted from HTML",)
    published = _moment(html) or str(page.date or "")
    if not _is_moment(published) and (day := _URL_DAY.search(str(page.url or ""))):
        published = "-".join(day.groups())
        notes = (*notes, "date taken from the address of the page")
    if _is_moment(published):
        record["published"] = published
    return record, notes


def _is_moment(value: str) -> bool:
    """Whether a page's own date can be read; a page is not refused for a bad one."""
    try:
        return bool(value) and 1900 <= datetime.fromisoformat(value).year <= 2200
    except ValueError:
        return False


def _extracted(html: str) -> Any:
    """trafilatura's document, or None. Options chosen by ``python -m evals.html``."""
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            html,
            with_metadata=True,
            **OPTIONS,
            # A guess from any number in the page is no date: unknown stays unknown. The fixed
            # bound keeps the result independent of the day it is read.
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": "2200-01-01",
            },
        )
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None


def _moment(html: str) -> str:
    """The publication time that the page's metadata gives to the minute, else ""."""
    candidates = [found.group(1) for found in _JSON_DATE.finditer(html)][:1]
    for found in re.finditer(r"<meta\b[^<>]{0,400}article:published_time[^<>]{0,400}>", html):
        candidates.append(found.group())
    for candidate in candidates:
        if moment := _MOMENT.search(candidate):
            value = moment.group()
            try:
                if datetime.fromisoformat(value).tzinfo is not None:
                    return value
            except ValueError:
                continue
    return ""


def fragment_text(html: str) -> str:
    """The text of an HTML fragment (a feed's content), one empty line between paragraphs."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if element.tag in _BLOCKS:
                parts.append("\n")
            if element.tag in _SKIPPED:
                _drop_content(element)
            elif element.text:
                parts.append(_SPACES.sub(" ", element.text))
            continue
        if event == "end" and element.tag in _BLOCKS:
            parts.append("\n")
        if element is not root and element.tail:
            parts.append(_SPACES.sub(" ", element.tail))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _drop_content(element: Any) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
