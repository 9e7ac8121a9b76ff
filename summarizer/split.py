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

from summarizer.cards import cards
from summarizer.dates import date_mentions
from summarizer.facts import may_hold, names, numbers, quotes, surnames
from summarizer.records import Article, Boilerplate, Sentence, Span
from summarizer.split_rules import CANDIDATE, quotations, refused

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
    texts = [article.text[start:end] for start, end in spans]
    found = [names(text) for text in texts]
    known = surnames(name for group in found for name in group)
    sentences: list[Sentence] = []
    for position, ((start, end), text) in enumerate(zip(spans, texts, strict=True)):
        if may_hold(text, known):
            found[position] = names(text, known=known)
        sentences.append(
            Sentence(
                span=Span(article_id=article.id, start=start, end=end),
                text=text,
                position=position,
                dates=date_mentions(text, anchor=anchor),
                numbers=numbers(text),
                names=found[position],
                quotes=quotes(text),
            )
        )
    return tuple(sentences)


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
    start = 0
    for cut in [*_cuts(text), len(text)]:
        piece = text[start:cut]
        body = piece.strip()
        if body:
            lead = offset + start + len(piece) - len(piece.lstrip())
            yield lead, lead + len(body)
        start = cut


def _cuts(text: str) -> Iterator[int]:
    """The offsets behind which a new sentence begins, in order."""
    kept = quotations(text)
    quoted = next(kept, None)
    shown = cards(text)
    for match in CANDIDATE.finditer(text):
        cut = match.end()
        while quoted and quoted[1] <= match.start():
            quoted = next(kept, None)
        if quoted and quoted[0] < cut < quoted[1]:
            continue
        # the headlines of a card end no sentence, or it could no longer be told
        if any(start < cut < end for start, end in shown):
            continue
        no = refused(text, match)
        if no is None:
            no = not _punkt_breaks(*_around(text, match.start(), cut))
        if not no:
            yield cut


_LONGEST_TOKEN = 40  # characters: enough for any abbreviation


def _around(text: str, stop: int, end: int) -> tuple[str, str]:
    """The word that ends with the stop, and the word after it."""
    before = text[max(0, stop - _LONGEST_TOKEN) : end].split()
    after = text[end : end + _LONGEST_TOKEN].split()
    return before[-1], after[0] if after else ""


@lru_cache(maxsize=8_192)
def _punkt_breaks(before: str, after: str) -> bool:
    """Whether Punkt sees the end of a sentence between two words."""
    return bool(_punkt().text_contains_sentbreak(f"{before} {after}"))


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
