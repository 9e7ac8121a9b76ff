"""The frozen values that come out: summaries with their citations, and all that goes with them.

What flows between the stages is in `summarizer.records`; offsets count as there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from summarizer.records import Article, DateBasis, Event, SentenceKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source passage, numbered from 1 within its event: ``quote == article.text[span]``."""

    n: int
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence that passed the gate; ``citations`` are citation numbers, ``support`` in [0, 1],
    ``origins`` the number of independent origins that each say it by themselves."""

    text: str
    kind: SentenceKind
    citations: tuple[int, ...]
    support: float
    origins: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Who gives a value: the cited passage (``quote == article.text[span]``, its citation number),
    and the source and the time of publication of its article, as they were given."""

    citation: int
    span: Span
    quote: str
    source: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementValue:
    """One of the values given: as the source has it, with the citations that give it and, for
    each of them, whose it is; ``told`` is the value with what it counts and how exactly ("more
    than 1,000 protesters"), or ""."""

    value: str
    citations: tuple[int, ...]
    given: tuple[Giver, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Sources give different values for the same thing. ``about`` says for what, in words."""

    about: str
    values: tuple[DisagreementValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Text that a writer produced and the gate refused, kept for audit."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutrality:
    """Loaded words per 100 words outside quotations, in the summary and in its sources, and each
    source's share of the summary's citations, in [0, 1]."""

    loaded_per_100_words: float
    sources_loaded_per_100_words: float
    shares: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """The consolidated summary of one event.

    ``failure`` is the kind of the unforeseen error that left it without one, "" where there was
    none; ``note`` tells a reader of it.
    """

    event: Event
    headline: str
    sentences: tuple[SummarySentence, ...]
    citations: tuple[Citation, ...]
    writer: str
    disagreements: tuple[Disagreement, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    neutrality: Neutrality | None = None
    note: str = ""
    failure: str = ""


# The reason of every sentence where events are not summarized.
GROUPED_ONLY = "grouped only, not summarized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A place (or a whole article) that the summaries do not use, and why."""

    span: Span
    reason: str
    whole_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """``sentences == used + unused``; ``articles`` counts the articles that were given."""

    articles: int
    articles_in_events: int
    articles_unused: int
    sentences: int
    used: int
    unused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything one run returns."""

    events: tuple[EventSummary, ...]
    articles: tuple[Article, ...]
    days: tuple[tuple[str, date | None, DateBasis], ...]
    unused: tuple[Unused, ...]
    counts: Counts
    signature: str
    warnings: tuple[str, ...] = field(default=())
