"""A draft to checked summary sentences: cite each, gate it, rewrite once, then fall back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from summarizer.cite import CiteResult, cite
from summarizer.disagree import Difference, find_disagreements
from summarizer.evidence import EventMaterial
from summarizer.records import (
    Citation,
    Disagreement,
    DisagreementValue,
    Draft,
    DraftSentence,
    Rejected,
    Sentence,
    Span,
    SummarySentence,
)
from summarizer.seams import Judge, Writer
from summarizer.verify import Verdict, check


@dataclass(slots=True)
class CitationList:
    """Passages numbered from 1 in the order of their first use; the same passage once."""

    texts: Mapping[str, str]
    numbers: dict[Span, int] = field(default_factory=dict)

    def cite(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of ``spans``, ascending."""
        return tuple(
            sorted({self.numbers.setdefault(span, len(self.numbers) + 1) for span in spans})
        )

    def citations(self) -> tuple[Citation, ...]:
        """Every passage cited so far, by number."""
        return tuple(
            Citation(n=n, span=span, quote=self.texts[span.article_id][span.start : span.end])
            for span, n in self.numbers.items()
        )


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
) -> Composition:
    """Checked sentences with citations; a request never fails because a model wrote nonsense."""
    sentences: list[SummarySentence] = []
    rejected: list[Rejected] = []
    said: set[str] = set()
    for drafted in draft.sentences:
        passed, refused = gate(material, drafted, judge=judge, rewriter=rewriter)
        rejected += refused
        if passed.drafted.text in said:
            continue
        said.add(passed.drafted.text)
        sentences.append(
            SummarySentence(
                text=passed.drafted.text,
                kind=passed.drafted.kind,
                citations=cited.cite(passed.found.spans),
                support=passed.found.support,
                origins=passed.found.origins,
            )
        )
    differences = find_disagreements(material.claims, documents=material.documents)
    disagreements = tuple(
        Disagreement(
            about=difference.about,
            values=tuple(
                DisagreementValue(value=value, citations=cited.cite(spans))
                for value, spans in difference.values
            ),
        )
        for difference in differences
    )
    told = with_accounts(sentences, disagreements, differences, material)
    return Composition(sentences=told, disagreements=disagreements, rejected=tuple(rejected))


def with_accounts(
    sentences: Sequence[SummarySentence],
    disagreements: Sequence[Disagreement],
    differences: Sequence[Difference],
    material: EventMaterial,
) -> tuple[SummarySentence, ...]:
    """The sentences, and after the last one that gives a disputed value, a sentence that says
    which source gives which: no figure stands as settled."""
    told = list(sentences)
    sources = {d.id: d.article.source or d.id for d in material.documents}
    for disagreement, difference in zip(disagreements, differences, strict=True):
        places = [
            at
            for at, sentence in enumerate(told)
            if any(
                value.value in sentence.text and set(value.citations) & set(sentence.citations)
                for value in disagreement.values
            )
        ]
        if places:
            told.insert(places[-1] + 1, accounts(disagreement, difference, sources, material))
    return tuple(told)


def accounts(
    disagreement: Disagreement,
    difference: Difference,
    sources: Mapping[str, str],
    material: EventMaterial,
) -> SummarySentence:
    """ "Accounts differ: 12, according to …; 14, according to …." """
    home = {i: n for n, group in enumerate(material.evidence.event.origins) for i in group}
    parts = []
    for value, spans in difference.values:
        named = dict.fromkeys(sources[span.article_id] for span in spans)
        spelled = value.lower() if value.isalpha() else value
        parts.append(f"{spelled}, according to {_listed(list(named))}")
    ids = {span.article_id for _, spans in difference.values for span in spans}
    return SummarySentence(
        text=f"Accounts differ: {'; '.join(parts)}.",
        kind="written",
        citations=tuple(sorted({n for value in disagreement.values for n in value.citations})),
        support=1.0,
        origins=len({home.get(i, -1) for i in ids}),
        note="sources disagree",
    )


def _listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A sentence that passed, and where it stands in the sources."""

    drafted: DraftSentence
    found: CiteResult


def gate(
    material: EventMaterial, drafted: DraftSentence, *, judge: Judge | None, rewriter: Writer
) -> tuple[Passed, tuple[Rejected, ...]]:
    """The sentence as drafted, or rewritten once, or the best source sentence in its place."""
    sources = [s for i in drafted.claims for s in material.evidence.claims[i].sentences]
    rejected: list[Rejected] = []
    if drafted.kind == "written":
        for text in _attempts(drafted, sources, rewriter):
            found = cite(text, sources, origins=material.evidence.event.origins)
            verdict = _verdict(text, sources, found, judge, material.evidence.event.day)
            if verdict.ok:
                attempt = DraftSentence(text=text, claims=drafted.claims)
                return Passed(drafted=attempt, found=found), tuple(rejected)
            rejected.append(Rejected(text=text, reason="; ".join(verdict.reasons)))
        drafted = DraftSentence(text=sources[0].text, claims=drafted.claims, kind="extracted")
    found = cite(drafted.text, sources, origins=material.evidence.event.origins)
    return Passed(drafted=drafted, found=found), tuple(rejected)


def _attempts(drafted: DraftSentence, sources: Sequence[Sentence], rewriter: Writer) -> list[str]:
    """The drafted text, then the writer's second try where it can make one."""
    rewrite = getattr(rewriter, "rewrite", None)
    second = rewrite([s.text for s in sources], drafted.text) if rewrite is not None else ""
    return [drafted.text, *([second] if second and second != drafted.text else [])]


def _verdict(
    text: str,
    sources: Sequence[Sentence],
    found: CiteResult,
    judge: Judge | None,
    day: date | None,
) -> Verdict:
    """The gate over the cited passages only."""
    passages = [s for s in sources if any(_inside(s, span) for span in found.spans)]
    return check(text, passages, anchor=day, judge=judge)


def _inside(sentence: Sentence, span: object) -> bool:
    own = sentence.span
    return (
        getattr(span, "article_id", "") == own.article_id
        and getattr(span, "start", 0) < own.end
        and own.start < getattr(span, "end", 0)
    )
