"""A draft to checked summary sentences: cite each, gate it, rewrite once, then fall back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.accounts import with_accounts
from summarizer.citation_list import CitationList
from summarizer.cite import CiteResult, cite
from summarizer.confirm import Confirming
from summarizer.disagree import Difference, find_disagreements
from summarizer.evidence import EventMaterial
from summarizer.introduce import introduced
from summarizer.records import Article, Draft, DraftSentence, Sentence, Span
from summarizer.seams import Embedder, Judge, Writer
from summarizer.summaries import (
    Disagreement,
    DisagreementValue,
    Giver,
    Rejected,
    SummarySentence,
)
from summarizer.verify import Verdict, check

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The writer whose sentences stay as their sources have them.
_TO_THE_LETTER = "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The sentences in order, what the sources disagree on, and what the gate refused."""

    sentences: tuple[SummarySentence, ...]
    disagreements: tuple[Disagreement, ...]
    rejected: tuple[Rejected, ...]


def compose(
    material: EventMaterial,
    draft: Draft,
    cited: CitationList,
    *,
    judge: Judge | None,
    rewriter: Writer,
    embedder: Embedder | None = None,
) -> Composition:
    """Checked sentences with citations; a request never fails because a model wrote nonsense.

    With an ``embedder`` and the material's vectors, written sentences are attributed by meaning
    as well as by words.
    """
    differences = find_disagreements(material.claims, documents=material.read)
    confirming = Confirming(material, differences)
    sentences: list[SummarySentence] = []
    rejected: list[Rejected] = []
    said: set[str] = set()
    for drafted in draft.sentences:
        passed, refused = gate(material, drafted, judge=judge, rewriter=rewriter, embedder=embedder)
        rejected += refused
        for one in _by_account(passed, differences, material):
            if one.drafted.text in said:
                continue
            said.add(one.drafted.text)
            found = confirming.confirmed(one.drafted.text, one.found)
            sentences.append(
                SummarySentence(
                    text=one.drafted.text,
                    kind=one.drafted.kind,
                    citations=cited.cite(found.spans),
                    support=found.support,
                    origins=found.origins,
                )
            )
    disagreements = tuple(_listed(one, material, cited) for one in differences)
    told = with_accounts(
        sentences,
        disagreements,
        differences,
        documents=material.documents,
        origins=material.evidence.event.origins,
        citations=cited.citations(),
    )
    if draft.writer != _TO_THE_LETTER:
        told = introduced(told, material, cited, judge=judge)
    return Composition(sentences=told, disagreements=disagreements, rejected=tuple(rejected))


def _listed(difference: Difference, material: EventMaterial, cited: CitationList) -> Disagreement:
    """A difference with citations of each of its values."""
    articles = {document.id: document.article for document in material.documents}
    told = difference.told or [""] * len(difference.values)
    return Disagreement(
        about=difference.about,
        values=tuple(
            _given(value, words, cited.holding(value, spans), cited, articles)
            for (value, spans), words in zip(difference.values, told, strict=True)
        ),
    )


def _given(
    value: str,
    told: str,
    spans: Iterable[Span],
    cited: CitationList,
    articles: Mapping[str, Article],
) -> DisagreementValue:
    """A value with the passages that give it and whose they are."""
    passages = sorted({(cited.cite((span,))[0], span) for span in spans})
    return DisagreementValue(
        value=value,
        told=told,
        citations=tuple(n for n, _ in passages),
        given=tuple(
            Giver(
                citation=n,
                span=span,
                quote=cited.texts[span.article_id][span.start : span.end],
                source=articles[span.article_id].source,
                published=articles[span.article_id].published,
            )
            for n, span in passages
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A sentence that passed, and where it stands in the sources."""

    drafted: DraftSentence
    found: CiteResult


def _by_account(
    passed: Passed, differences: Sequence[Difference], material: EventMaterial
) -> tuple[Passed, ...]:
    """The sentence, which cites no source that has another value of the same thing.

    Where it was fused from sources that differ, the source sentences stand in its place, one for
    each value: a fusion would be nobody's account.
    """
    origins = material.evidence.event.origins
    for difference in differences:
        groups = [
            [s for s in passed.found.sentences if s.span in spans] for _, spans in difference.values
        ]
        accounts = [group[0] for group in groups if group]
        if len({one.span for one in accounts}) < 2:
            continue
        own = next((one for one in accounts if one.text == passed.drafted.text), None)
        if own is None and passed.drafted.kind == "written":
            return tuple(
                Passed(
                    drafted=replace(passed.drafted, text=one.text, kind="extracted"),
                    found=cite(one.text, group, origins=origins),
                )
                for one, group in zip(accounts, filter(None, groups), strict=True)
            )
        if own is not None:
            others = {s.span for group in groups if own not in group for s in group}
            kept = [s for s in passed.found.sentences if s.span not in others]
            passed = replace(passed, found=cite(own.text, kept, origins=origins))
    return (passed,)


def gate(
    material: EventMaterial,
    drafted: DraftSentence,
    *,
    judge: Judge | None,
    rewriter: Writer,
    embedder: Embedder | None = None,
) -> tuple[Passed, tuple[Rejected, ...]]:
    """The sentence as drafted, or rewritten once, or the best source sentence in its place.

    What is attributed is the text, not the claims that its writer had before it: where they do
    not bear a sentence out, all sentences of the event are looked through.
    """
    sources = [s for i in drafted.claims for s in material.evidence.claims[i].sentences]
    rejected: list[Rejected] = []
    if drafted.kind == "written":
        for text in _attempts(drafted, sources, rewriter):
            found, verdict = _supported(text, sources, material, judge, embedder)
            if verdict.ok:
                attempt = DraftSentence(text=text, claims=drafted.claims)
                return Passed(drafted=attempt, found=found), tuple(rejected)
            rejected.append(Rejected(text=text, reason="; ".join(verdict.reasons)))
        sources = sources or list(found.sentences) or [material.claims[0].sentences[0]]
        drafted = DraftSentence(text=sources[0].text, claims=drafted.claims, kind="extracted")
    found = cite(
        drafted.text,
        sources or _sentences(material),
        origins=material.evidence.event.origins,
    )
    return Passed(drafted=drafted, found=found), tuple(rejected)


def _attempts(
    drafted: DraftSentence, sources: Sequence[Sentence], rewriter: Writer
) -> Iterator[str]:
    """The drafted text, then the writer's second try where it can make one.

    One at a time: a second try costs a whole search, and most first ones pass.
    """
    yield drafted.text
    rewrite = getattr(rewriter, "rewrite", None)
    second = rewrite([s.text for s in sources], drafted.text) if rewrite and sources else ""
    if second and second != drafted.text:
        yield second


def _supported(
    text: str,
    sources: Sequence[Sentence],
    material: EventMaterial,
    judge: Judge | None,
    embedder: Embedder | None,
) -> tuple[CiteResult, Verdict]:
    """Where a written text stands and whether the gate lets it pass: in its claims, or anywhere
    in the event. The verdict is on exactly what is cited."""
    own = _placed(text, sources, material, judge, vectors=None) if sources else None
    if own is not None and own[1].ok:
        return own
    whole = _sentences(material)
    vectors = None
    if embedder is not None and material.vectors is not None:
        vectors = (embedder.embed([text])[0], material.vectors)
    found = _placed(text, whole, material, judge, vectors=vectors)
    return found if own is None or found[1].ok else own


def _placed(
    text: str,
    candidates: Sequence[Sentence],
    material: EventMaterial,
    judge: Judge | None,
    *,
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None,
) -> tuple[CiteResult, Verdict]:
    """The cited parts and the verdict on them; whole sentences where the parts do not do."""
    event = material.evidence.event
    found = cite(text, candidates, origins=event.origins, vectors=vectors)
    verdict = check(text, found.passages(), anchor=event.day, judge=judge)
    if not verdict.ok and found.whole() != found:
        found = found.whole()
        verdict = check(text, found.passages(), anchor=event.day, judge=judge)
    return found, verdict


def _sentences(material: EventMaterial) -> list[Sentence]:
    """All story sentences of the event, in the order of the material's vectors."""
    return [sentence for document in material.read for sentence in document.sentences]
