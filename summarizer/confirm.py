"""Which other origins tell a summary sentence in other words; they are cited too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer import support
from summarizer.agree import contrary, strangers
from summarizer.cite import MOST_SPANS, CiteResult
from summarizer.disagree import Difference
from summarizer.evidence import EventMaterial
from summarizer.records import Sentence, Span
from summarizer.relayed import witnesses

# Who retells the cited sentence retells the written one where this holds so much of its weight.
_HOLDS = 0.60


class Confirming:
    """The sentences of one event and what its sources differ on."""

    def __init__(self, material: EventMaterial, differences: Sequence[Difference]) -> None:
        self._told = material.retold
        self._differences = differences
        self._origin_of = {
            article: i
            for i, group in enumerate(material.evidence.event.origins)
            for article in group
        }
        self._source_of = {
            document.id: document.article.source or "" for document in material.documents
        }

    def confirmed(self, text: str, found: CiteResult) -> CiteResult:
        """`found`, and of each origin that it does not cite the sentence that tells the same as
        its first, where there is one and its values are not among those that accounts differ on.

        Nothing is added where the first cited sentence is not what `text` says. Who passes on what
        another outlet reported is cited, but counts for no further origin.
        """
        found = self._retold(text, found)
        told = witnesses(found.sentences, origins=self._origin_of, sources=self._source_of)
        return replace(found, origins=min(found.origins, told))

    def _retold(self, text: str, found: CiteResult) -> CiteResult:
        """`found` with the origins that tell the same in other words."""
        if self._told is None or not found.sentences:
            return found
        best = found.sentences[0]
        if support.covered(support.units(text), support.units(best.text)) < _HOLDS:
            return found
        against = self._against(found)
        seen = {self._origin(one) for one in found.sentences}
        new: list[Sentence] = []
        for other in self._told.others(best.span):
            if len(found.spans) + len(new) == MOST_SPANS:
                break
            if contrary(best, other) or strangers(best, other) or other.span in against:
                continue
            if self._origin(other) not in seen:
                seen.add(self._origin(other))
                new.append(other)
        return replace(
            found,
            spans=(*found.spans, *(one.span for one in new)),
            sentences=(*found.sentences, *new),
            origins=found.origins + len(new),
        )

    def _origin(self, sentence: Sentence) -> int | str:
        article = sentence.span.article_id
        return self._origin_of.get(article, article)

    def _against(self, found: CiteResult) -> frozenset[Span]:
        """Where a cited sentence gives one value of what accounts differ on: the places of the
        other values."""
        own = {one.span for one in found.sentences}
        return frozenset(
            span
            for difference in self._differences
            if any(own & set(spans) for _, spans in difference.values)
            for _, spans in difference.values
            if not own & set(spans)
            for span in spans
        )
