"""Lines that many articles of one source share word for word: the site's own, not the story's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from summarizer.lines import Line, lines_of
from summarizer.records import Article, Boilerplate, Span

# A line counts as the site's when so many articles of the source, and such a part of them, have
# it. Three is the least that cannot be a story and its update.
MIN_ARTICLES, MIN_SHARE = 3, 0.3
# An article with more than this part of its text in shared lines is a copy of another article.
_COPY_SHARE = 0.5
MAX_LINE_CHARS = 600

_SENTENCE = re.compile(r"""[.!?…]["”’'»)\]]*$""")
# What sites say of themselves and to the reader. A full sentence without it may be background
# that an outlet repeats word for word ("The war began in 2014."), which is story.
_TO_READER = re.compile(
    r"\b(?:you|your|we|our|us|subscri\w+|newsletter|sign up|click|follow|contact|e-?mail|copyright|"
    r"rights reserved|cookies?|privacy|terms|advertis\w+|app|inbox|republish\w*|opinions?|"
    r"columnist|editor|contributed|https?|www|\w+\.com)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[\"“«]")


def shared_chrome(articles: Sequence[Article]) -> dict[str, tuple[Boilerplate, ...]]:
    """For each article id the spans of lines that at least 3 articles and 30 % of the articles of
    its source (else of its site) have in common. Quotations and story sentences are left alone,
    and so are copies of one article. Ids without such lines are absent. Near-linear time.
    """
    by_source: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda one: one.id):
        if name := _source(article):
            by_source[name].append(article)
    found: dict[str, tuple[Boilerplate, ...]] = {}
    for name in sorted(by_source):
        if len(by_source[name]) >= MIN_ARTICLES:
            found.update(_of_one_source(by_source[name]))
    return found


def _source(article: Article) -> str:
    if article.source:
        return article.source.casefold()
    try:
        return (urlsplit(article.url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _of_one_source(articles: Sequence[Article]) -> dict[str, tuple[Boilerplate, ...]]:
    keyed = {
        article.id: [(_key(line), line) for line in lines_of(article.text)] for article in articles
    }
    carriers = _carriers(keyed, keyed)
    originals = [article.id for article in articles if not _is_copy(keyed[article.id], carriers)]
    carriers = _carriers(keyed, originals)
    least = max(MIN_ARTICLES, MIN_SHARE * len(originals))
    result: dict[str, tuple[Boilerplate, ...]] = {}
    for identity, lines in keyed.items():
        marks = tuple(
            Boilerplate(
                span=Span(article_id=identity, start=line.start, end=line.end),
                reason="site text (many articles of this source have it)",
            )
            for key, line in lines
            if key and carriers.get(key, 0) >= least
        )
        if marks:
            result[identity] = marks
    return result


def _key(line: Line) -> str:
    """The line as it is compared; "" where it is never the site's."""
    text = line.text
    if len(text) > MAX_LINE_CHARS or _QUOTED.match(text):
        return ""
    if _SENTENCE.search(text) and not _TO_READER.search(text):
        return ""
    return " ".join(text.casefold().split())


def _carriers(
    keyed: Mapping[str, Sequence[tuple[str, Line]]], identities: object
) -> dict[str, int]:
    """How many of the articles have each line."""
    counts: dict[str, int] = defaultdict(int)
    for identity in identities:  # type: ignore[attr-defined]
        for key in {key for key, _ in keyed[identity] if key}:
            counts[key] += 1
    return counts


def _is_copy(lines: Sequence[tuple[str, Line]], carriers: Mapping[str, int]) -> bool:
    total = sum(len(line.text) for _, line in lines)
    shared = sum(len(line.text) for key, line in lines if carriers.get(key, 0) >= MIN_ARTICLES)
    return shared > _COPY_SHARE * total
