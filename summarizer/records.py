"""The frozen values that flow between the stages.

Offsets are half-open and count Unicode code points. Identity is place, never text: two equal
sentences in two articles are two sentences. Vectors are never stored in records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

DateBasis = Literal["published", "text", "unknown"]
SentenceKind = Literal["written", "quoted", "extracted"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place: ``article.text[start:end]`` of the article with this id, 0 <= start <= end."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was given.

    ``text`` is exactly what was read; ``published`` is an aware datetime or None (unknown stays
    unknown); ``language`` an ISO 639-1 code or "" when it has not been determined; ``notes`` says
    what reading had to change or guess ("HTML extracted", "decoded as windows-1252", …).
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: datetime | None = None
    language: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A time expression at ``[start, end)`` of a text and the days it can mean.

    ``first`` and ``last`` are the inclusive range of days ("March 2018" is 1 to 31 March);
    both are None where the expression cannot be resolved without a date that is unknown.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    grain: Literal["day", "week", "month", "quarter", "year", "decade", "unknown"] = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number at ``[start, end)`` of a text.

    ``value`` is in base units (1.2 million is 1200000.0, 7 % is 7.0 with unit "percent");
    ``unit`` is "percent", an ISO 4217 code, a measure ("km", "year", …) or ""; ``counts`` the
    lower-cased head noun that is counted ("people", "votes", "dead") or ""; ``approximate`` is
    true after "about", "nearly", "more than" and the like; ``ordinal`` for "fourth", "4th".
    """

    start: int
    end: int
    text: str
    value: float
    unit: str = ""
    counts: str = ""
    approximate: bool = False
    ordinal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name at ``[start, end)`` of a text; ``key`` is its case-folded form without titles
    and possessives, so that "President Lena Ortiz's" and "Lena Ortiz" have one key."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Quoted words: ``[start, end)`` is what stands between the marks, the marks excluded;
    ``speaker`` is the name or noun phrase it is attributed to in the same sentence, or ""."""

    start: int
    end: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article's story. ``text == article.text[span.start:span.end]``; in the
    material of an event, without the cards that a scraper left in it (see `cards`).

    ``position`` counts the story's sentences from 0. The offsets of the facts are relative to
    ``text``.
    """

    span: Span
    text: str
    position: int
    dates: tuple[DateMention, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    names: tuple[Name, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """A part of an article that is not its story, with the reason in words ("photo credit")."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article made ready: its story's sentences and what was set aside.

    ``day`` is the day of publication where it is known (``basis`` says from what), else None.
    ``title_names`` are the names in the title, which is not a story sentence.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    boilerplate: tuple[Boilerplate, ...] = ()
    day: date | None = None
    basis: DateBasis = "unknown"
    title_names: tuple[Name, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two articles stand together: ids in sorted order, score in [0, 1], reasons in words."""

    articles: tuple[str, str]
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another event of the same storyline, never merged with this one."""

    event_id: str
    day: date | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Articles about one event. ``id`` is "evt-" and a hash of the sorted article ids.

    ``article_ids`` are sorted; ``origins`` partitions them: articles that share an origin (wire
    copies) stand in one tuple. ``links`` is a spanning set of joins, strongest first; the weakest
    link is None for one article.
    """

    id: str
    article_ids: tuple[str, ...]
    day: date | None
    basis: DateBasis
    origins: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...] = ()
    weakest_link: float | None = None
    related: tuple[Related, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Sentences of one event that say the same thing.

    ``sentences`` is in order of ``best``-ness: the first is the best single rendering.
    ``origins`` counts the independent origins that support it (>= 1); ``salience`` is in [0, 1].
    """

    sentences: tuple[Sentence, ...]
    origins: int
    salience: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a writer may use for one event: the picked claims in reading order, and a word budget.

    ``headline`` is the best title of the event's articles; ``words`` the budget (> 0).
    """

    event: Event
    claims: tuple[Claim, ...]
    words: int
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """One sentence of a draft; ``claims`` are indices into ``Evidence.claims``."""

    text: str
    claims: tuple[int, ...]
    kind: SentenceKind = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A writer's text for one event, in reading order; ``writer`` is the name of who wrote it."""

    event_id: str
    sentences: tuple[DraftSentence, ...]
    writer: str
