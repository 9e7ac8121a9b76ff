"""The passages that a summary cites, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from summarizer.records import Span
from summarizer.summaries import Citation


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

    def holding(self, value: str, spans: Iterable[Span]) -> tuple[Span, ...]:
        """``spans``, each by the part of it that is cited already where that holds ``value``."""
        return tuple(
            next(
                (
                    known
                    for known in self.numbers
                    if known.article_id == span.article_id
                    and span.start <= known.start < known.end <= span.end
                    and value in self.texts[known.article_id][known.start : known.end]
                ),
                span,
            )
            for span in spans
        )

    def citations(self) -> tuple[Citation, ...]:
        """Every passage cited so far, by number."""
        return tuple(
            Citation(n=n, span=span, quote=self.texts[span.article_id][span.start : span.end])
            for span, n in self.numbers.items()
        )
