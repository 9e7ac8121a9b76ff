"""One article made ready: language, boilerplate, publication day, sentences with their facts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from summarizer.clean import find_boilerplate, shared_chrome
from summarizer.dates import publication_day
from summarizer.facts import names
from summarizer.language import detect_language
from summarizer.records import Article, Boilerplate, Document, Span
from summarizer.split import story_sentences


def site_chrome(articles: Sequence[Article]) -> dict[str, tuple[Boilerplate, ...]]:
    """Lines that many articles of one source share, by article id."""
    return shared_chrome(articles)


def document(article: Article, chrome: Sequence[Boilerplate] = ()) -> Document:
    """The article's story in sentences, and what was set aside with reasons.

    ``chrome`` are boilerplate spans that only a look at other articles can find.
    """
    if not article.language:
        article = dataclasses.replace(
            article, language=detect_language(f"{article.title}\n{article.text}")
        )
    boilerplate = merge((*find_boilerplate(article), *chrome))
    day, basis = publication_day(article)
    return Document(
        article=article,
        sentences=story_sentences(article, boilerplate, anchor=day),
        boilerplate=boilerplate,
        day=day,
        basis=basis,
        title_names=names(article.title),
    )


def merge(spans: Sequence[Boilerplate]) -> tuple[Boilerplate, ...]:
    """Sorted and disjoint: where two overlap the earlier keeps its reason and its place."""
    kept: list[Boilerplate] = []
    for mark in sorted(spans, key=lambda mark: (mark.span.start, -mark.span.end, mark.reason)):
        start = max(mark.span.start, kept[-1].span.end if kept else 0)
        if start < mark.span.end:
            span = Span(article_id=mark.span.article_id, start=start, end=mark.span.end)
            kept.append(Boilerplate(span=span, reason=mark.reason))
    return tuple(kept)
