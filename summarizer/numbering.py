"""Citation numbers in reading order, given once every sentence stands where it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.summaries import Citation, Disagreement, DisagreementValue, SummarySentence

Numbered = tuple[
    tuple[SummarySentence, ...], tuple[Disagreement, ...], tuple[Citation, ...]
]  # fmt: skip


def in_reading_order(
    sentences: Sequence[SummarySentence],
    disagreements: Sequence[Disagreement],
    citations: Sequence[Citation],
) -> Numbered:
    """All three with the citations numbered from 1 as the sentences first cite them, then those
    that no sentence cites, as they were; the numbers of a sentence and of a value ascend."""
    cited = (n for sentence in sentences for n in sentence.citations)
    order = dict.fromkeys([*cited, *(citation.n for citation in citations)])
    number = {old: new for new, old in enumerate(order, start=1)}
    return (
        tuple(
            replace(one, citations=tuple(sorted(number[n] for n in one.citations)))
            for one in sentences
        ),
        tuple(
            replace(one, values=tuple(_value(value, number) for value in one.values))
            for one in disagreements
        ),
        tuple(sorted((replace(one, n=number[one.n]) for one in citations), key=lambda one: one.n)),
    )


def _value(value: DisagreementValue, number: Mapping[int, int]) -> DisagreementValue:
    given = (replace(giver, citation=number[giver.citation]) for giver in value.given)
    return replace(
        value,
        citations=tuple(sorted(number[n] for n in value.citations)),
        given=tuple(sorted(given, key=lambda giver: (giver.citation, giver.span))),
    )
