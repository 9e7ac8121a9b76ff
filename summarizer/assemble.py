"""Drafts to the digest: summaries composed, citations numbered, every sentence accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer import __version__
from summarizer.accounts import headline
from summarizer.citation_list import CitationList
from summarizer.compose import compose
from summarizer.corrections import Corrections
from summarizer.evidence import EventMaterial
from summarizer.faults import Lost
from summarizer.fitness import unfit
from summarizer.group import Grouping
from summarizer.neutral import loaded_rate
from summarizer.numbering import in_reading_order
from summarizer.opinion import all_argue
from summarizer.records import Document, Draft, Sentence, Span
from summarizer.seams import Embedder, Judge, Writer
from summarizer.spacing import as_printed
from summarizer.summaries import (
    GROUPED_ONLY,
    Citation,
    Counts,
    Digest,
    EventSummary,
    Neutrality,
    Unused,
)
from summarizer.titles import event_title

UnusedSentences = tuple[Unused, ...]

# Told of an event, in every form of the digest.
LATE = "extracted because the deadline was near"
COMMENT = "The only source is an opinion piece: it argues, and what is told is its author's view."
COMMENTS = "All sources are opinion pieces: they argue, and what is told is their authors' view."


def event_summary(
    material: EventMaterial,
    draft: Draft,
    *,
    judge: Judge | None,
    rewriter: Writer,
    embedder: Embedder | None = None,
    late: bool = False,
) -> tuple[EventSummary, UnusedSentences]:
    """The checked summary of one event, and its sentences that no citation uses."""
    cited = CitationList({d.id: d.article.text for d in material.documents})
    parts = compose(material, draft, cited, judge=judge, rewriter=rewriter, embedder=embedder)
    told = [replace(one, text=as_printed(one.text)) for one in parts.sentences]
    sentences, disagreements, citations = in_reading_order(
        told, parts.disagreements, cited.citations()
    )
    summary = EventSummary(
        event=material.evidence.event,
        headline=headline(material.evidence.headline, disagreements),
        sentences=sentences,
        citations=citations,
        writer=draft.writer,
        disagreements=disagreements,
        rejected=parts.rejected,
        neutrality=neutrality(material.documents, sentences, citations),
        note=_note(material.documents, late=late),
    )
    return summary, unused_sentences(material, citations)


def lost_event(lost: Lost, documents: Sequence[Document]) -> tuple[EventSummary, UnusedSentences]:
    """An event that could not be written: its articles, why, and all of its sentences unused."""
    reason = f"not summarized: an unforeseen error in Newsweave ({lost.kind})"
    summary = EventSummary(
        event=lost.event,
        # Plain: whatever else makes headlines may be what has failed.
        headline=next((d.article.title for d in documents if d.article.title), ""),
        sentences=(),
        citations=(),
        writer="",
        note=f"{reason[0].upper()}{reason[1:]}.",
        failure=lost.kind,
    )
    return summary, tuple(
        Unused(span=sentence.span, reason=reason) for d in documents for sentence in d.sentences
    )


def _note(documents: Sequence[Document], *, late: bool) -> str:
    """What a reader should know of a summary before reading it; "" where there is nothing."""
    argued = (COMMENTS if len(documents) > 1 else COMMENT) if all_argue(documents) else ""
    return " · ".join(part for part in (argued, LATE if late else "") if part)


def neutrality(
    documents: Sequence[Document],
    sentences: Sequence[object],
    citations: Sequence[Citation],
) -> Neutrality:
    """Loaded words in the summary and its sources, and each source's share of the citations."""
    written = " ".join(getattr(sentence, "text", "") for sentence in sentences)
    story = " ".join(s.text for d in documents for s in d.sentences)
    names = {d.id: d.article.source or d.id for d in documents}
    counts: dict[str, int] = dict.fromkeys(sorted(set(names.values())), 0)
    for citation in citations:
        counts[names[citation.span.article_id]] += 1
    total = max(len(citations), 1)
    return Neutrality(
        loaded_per_100_words=loaded_rate(written),
        sources_loaded_per_100_words=loaded_rate(story),
        shares=tuple((name, count / total) for name, count in counts.items()),
    )


def unused_sentences(material: EventMaterial, citations: Sequence[Citation]) -> tuple[Unused, ...]:
    """Every story sentence that no citation touches, with its reason."""
    used = Places(citation.span for citation in citations)
    claim_of: dict[Span, int] = {}
    index: int | None
    for number, claim in enumerate(material.claims):
        for sentence in claim.sentences:
            claim_of.setdefault(sentence.span, number)
    picked = set(material.picked)
    unused = []
    for document in material.documents:
        for sentence in document.sentences:
            if used.touch(sentence.span):
                continue
            index = claim_of.get(sentence.span)
            if sentence.span in material.left:
                reason = material.left[sentence.span]
            elif index is None:
                reason = "said already in the same words"
            elif index in picked:
                first = _first_used(material.claims[index].sentences, used)
                place = f" by {first.article_id}:{first.start}" if first else ""
                reason = f"said already{place}"
            else:
                reason = material.reasons.get(index, "over budget")
                if reason == unfit(material.claims[index].sentences[0].text):
                    reason = unfit(sentence.text) or reason
            unused.append(Unused(span=sentence.span, reason=reason))
    return tuple(unused)


def _first_used(sentences: Sequence[Sentence], used: Places) -> Span | None:
    return next((s.span for s in sentences if used.touch(s.span)), None)


class Places:
    """A set of spans that can be asked whether another overlaps one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._by_article: dict[str, list[Span]] = {}
        for span in spans:
            self._by_article.setdefault(span.article_id, []).append(span)

    def touch(self, span: Span) -> bool:
        """Does ``span`` share a character with one of the set?"""
        return any(
            other.start < span.end and span.start < other.end
            for other in self._by_article.get(span.article_id, ())
        )


def grouping_digest(documents: Sequence[Document], grouping: Grouping, *, signature: str) -> Digest:
    """Events with empty summaries: no sentence is used, and each says that."""
    by_id = {document.id: document for document in documents}
    summaries = [
        EventSummary(
            event=event,
            headline=event_title([by_id[i] for i in event.article_ids]),
            sentences=(),
            citations=(),
            writer="",
        )
        for event in grouping.events
    ]
    rest = [
        tuple(
            Unused(span=sentence.span, reason=GROUPED_ONLY)
            for document in documents
            for sentence in document.sentences
        )
    ]
    return digest(documents, grouping, summaries, rest, signature=signature)


def digest(
    documents: Sequence[Document],
    grouping: Grouping,
    summaries: Sequence[EventSummary],
    unused: Sequence[UnusedSentences],
    *,
    signature: str,
) -> Digest:
    """Everything put together; the counts add up by construction.

    Latest event first, events without a day last; ties by id.
    """
    grouped = {i for summary in summaries for i in summary.event.article_ids}
    places = [item for part in unused for item in part]
    for document in documents:
        places += [Unused(span=mark.span, reason=mark.reason) for mark in document.boilerplate]
        if document.id not in grouped:
            whole = Span(article_id=document.id, start=0, end=len(document.article.text))
            places.append(Unused(span=whole, reason="no story text was found", whole_article=True))
    places.sort(key=lambda item: (item.span, not item.whole_article))
    parts = sum(len(d.sentences) + len(d.boilerplate) for d in documents)
    left = sum(not item.whole_article for item in places)
    return Digest(
        events=tuple(sorted(summaries, key=_newest_first)),
        articles=tuple(document.article for document in documents),
        days=tuple((document.id, document.day, document.basis) for document in documents),
        unused=tuple(places),
        counts=Counts(
            articles=len(documents),
            articles_in_events=len(grouped),
            articles_unused=len(documents) - len(grouped),
            sentences=parts,
            used=parts - left,
            unused=left,
        ),
        signature=signature,
        warnings=(*grouping.warnings, *warnings(documents), *_losses(summaries)),
    )


def warnings(documents: Sequence[Document]) -> tuple[str, ...]:
    """What a reader should know of the input: other languages, unknown dates."""
    found = []
    for document in documents:
        language = document.article.language
        if language and language != "en":
            found.append(
                f"{document.id}: language {language!r}; grouped on its own words and summarized "
                "by extraction"
            )
        if document.basis == "unknown":
            found.append(f"{document.id}: no publication date is given; it stays unknown")
    return tuple(found)


def _losses(summaries: Iterable[EventSummary]) -> Iterator[str]:
    for one in summaries:
        if one.failure:
            names = ", ".join(one.event.article_ids)
            yield f"{one.event.id} ({names}): {one.note[0].lower()}{one.note[1:].rstrip('.')}"


def _newest_first(summary: EventSummary) -> tuple[bool, int, str]:
    day = summary.event.day
    return (day is None, -(day.toordinal() if day else 0), summary.event.id)


def signature(
    *, embedder: str, writer: str, judge: str, words: int, corrections: Corrections | None
) -> str:
    """Version, models and settings in words, then a hash over all that changes a result."""
    parts = [f"newsweave/{__version__}", f"embedder={embedder}"]
    if writer:
        parts += [f"writer={writer}", f"judge={judge}", f"words={words}"]
    if corrections is not None:
        digest_of = hashlib.sha256(repr(corrections).encode()).hexdigest()[:12]
        parts.append(f"corrections={digest_of}")
    text = " ".join(parts)
    return f"{text} sha256={hashlib.sha256(text.encode()).hexdigest()[:12]}"
