"""Articles to sentences.

NLTK's Punkt (Kiss and Strunk 2006) with parameters trained on news text proposes the boundaries
inside a paragraph; rules for what Punkt cannot see (closing quotes, initials, attributions)
take some back. Paragraph breaks always part sentences.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from summarizer.dates import date_mentions
from summarizer.facts import names, numbers, quotes
from summarizer.records import Article, Boilerplate, Sentence, Span
from summarizer.split_rules import boundaries_refused, extra_boundaries

_MODEL = "punkt.json.gz"
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")


def sentence_spans(
    text: str, *, start: int = 0, end: int | None = None
) -> tuple[tuple[int, int], ...]:
    """The sentences of ``text[start:end]`` as half-open offsets into ``text``.

    They are in order, do not overlap, neither begin nor end with white space, are not empty, and
    hold every character of the range that is not white space. Every line break parts sentences.
    """
    stop = len(text) if end is None else min(end, len(text))
    spans: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text, max(0, start), stop):
        spans.extend(_paragraph_spans(paragraph.group(), paragraph.start()))
    return tuple(spans)


def story_sentences(
    article: Article, boilerplate: Sequence[Boilerplate], *, anchor: date | None
) -> tuple[Sentence, ...]:
    """The sentences of the article's story, that is of its text outside ``boilerplate``, with
    their dates (relative ones resolved against ``anchor``), numbers, names and quotations."""
    spans: list[tuple[int, int]] = []
    for start, end in _outside(len(article.text), boilerplate):
        spans.extend(sentence_spans(article.text, start=start, end=end))
    return tuple(
        _sentence(article, start, end, position, anchor)
        for position, (start, end) in enumerate(spans)
    )


def _sentence(
    article: Article, start: int, end: int, position: int, anchor: date | None
) -> Sentence:
    text = article.text[start:end]
    return Sentence(
        span=Span(article_id=article.id, start=start, end=end),
        text=text,
        position=position,
        dates=date_mentions(text, anchor=anchor),
        numbers=numbers(text),
        names=names(text),
        quotes=quotes(text),
    )


def _outside(length: int, boilerplate: Sequence[Boilerplate]) -> Iterator[tuple[int, int]]:
    """The stretches of a text of ``length`` that no boilerplate span covers."""
    place = 0
    for start, end in sorted((mark.span.start, mark.span.end) for mark in boilerplate):
        if place < start:
            yield place, start
        place = max(place, end)
    if place < length:
        yield place, length


def _paragraph_spans(text: str, offset: int) -> Iterator[tuple[int, int]]:
    cuts = {end for _, end in _punkt().span_tokenize(text)}
    cuts |= extra_boundaries(text)
    kept = sorted(cuts - boundaries_refused(text, sorted(cuts)))
    start = 0
    for cut in [*kept, len(text)]:
        piece = text[start:cut]
        lead = len(piece) - len(piece.lstrip())
        body = piece.strip()
        if body:
            yield offset + start + lead, offset + start + lead + len(body)
        start = max(start, cut)


@lru_cache(maxsize=1)
def _punkt() -> Any:
    """NLTK's tokenizer with the shipped parameters."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    packed = resources.files("summarizer").joinpath("data").joinpath(_MODEL).read_bytes()
    model = json.loads(gzip.decompress(packed))
    params = PunktParameters()
    params.abbrev_types = set(model["abbreviations"])
    params.collocations = {(first, second) for first, second in model["collocations"]}
    params.sent_starters = set(model["starters"])
    params.ortho_context.update(model["context"])
    return PunktSentenceTokenizer(params)
