"""The interface of what an inference worker runs, and the settings it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from summarizer.faults import Failed
from summarizer.records import Article, Draft
from summarizer.summaries import Digest

Operation = Literal["summarize", "group", "join"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """What a request may choose. `words` None takes the configured budget; `writer` is one of
    `Engine.writers`; the links are pairs of article ids."""

    writer: str = "auto"
    words: int | None = None
    must_link: tuple[tuple[str, str], ...] = ()
    cannot_link: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> EngineOptions:
        """From plain JSON values, which have been validated before."""
        return cls(
            writer=values.get("writer", "auto"),
            words=values.get("words"),
            must_link=tuple((a, b) for a, b in values.get("must_link", ())),
            cannot_link=tuple((a, b) for a, b in values.get("cannot_link", ())),
        )


def _never() -> bool:
    return False


def _ignore(*_: object) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One piece of work and the strings attached to it.

    "join" summarizes the events that articles in `new` belong to, among all `articles`; where one
    of a family (the articles of a stored story) is touched, all of it is.
    `deadline` is a `time.monotonic()` moment; `remembered` holds drafts of an earlier attempt by
    evidence key; evidence whose key is in `poison` must not reach the writer again (it killed a
    worker); `single` asks for one evidence per writer call, so that a crash has one suspect.
    `progress(stage, done, total, event)` and `keep(key, draft)` are called from any thread;
    `relate` is told which events of a "join" are of one storyline, `failed` of every unforeseen
    error while an event was written.
    """

    task: str
    operation: Operation
    articles: tuple[Article, ...]
    options: EngineOptions = field(default_factory=EngineOptions)
    new: frozenset[str] = frozenset()
    families: tuple[tuple[str, ...], ...] = ()
    deadline: float | None = None
    cancelled: Callable[[], bool] = _never
    progress: Callable[[str, int, int, dict[str, Any] | None], None] = _ignore
    remembered: Mapping[str, Draft] = field(default_factory=dict)
    poison: frozenset[str] = frozenset()
    single: bool = False
    keep: Callable[[str, Draft], None] = _ignore
    relate: Callable[[list[dict[str, Any]]], None] = _ignore
    failed: Failed = _ignore


def touched(call: Call, grouping: Digest) -> tuple[Article, ...]:
    """The articles that a "join" has to summarize, given the grouping of all of them.

    The digest will know nothing of the other events: what they have to do with these is told.
    """
    wanted = set(call.new)
    for event in grouping.events:
        if not call.new.isdisjoint(event.event.article_ids):
            wanted.update(event.event.article_ids)
    for family in call.families:
        if not wanted.isdisjoint(family):
            wanted.update(family)
    call.relate(relations(grouping, wanted))
    return tuple(article for article in call.articles if article.id in wanted)


def relations(grouping: Digest, wanted: Set[str]) -> list[dict[str, Any]]:
    """Which events are of one storyline with one that has articles in `wanted`, and the other way
    round: `{"article": id, "related": [{"article": id, "date": day, "why": [...]}]}`, an article
    standing for its event."""
    events = {summary.event.id: summary.event for summary in grouping.events}
    reached = {name for name, event in events.items() if not wanted.isdisjoint(event.article_ids)}
    found = []
    for name, event in events.items():
        near = [
            {
                "article": events[other.event_id].article_ids[0],
                "date": other.day.isoformat() if other.day else None,
                "why": list(other.why),
            }
            for other in event.related
            if other.event_id in events and (name in reached or other.event_id in reached)
        ]
        if near:
            found.append({"article": event.article_ids[0], "related": near})
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """What an engine is built from; `observer` is told of writer calls as they begin and end."""

    writers: tuple[str, ...] = ("auto",)
    embedder: str = "minilm"
    threads: int = 0
    batch_size: int = 16
    batch_wait_ms: int = 8
    observer: Observer | None = None


class Observer(Protocol):
    """Is told what the writers do, before they do it: a crash must leave a trace."""

    def writing(self, items: list[tuple[str, str]]) -> None:
        """A call begins with these (task, evidence key) pairs."""
        ...

    def wrote(self, count: int, seconds: float) -> None:
        """The call has ended, well or not."""
        ...


class Engine(Protocol):
    """The pipeline as the service sees it. Methods are called from several threads."""

    def writers(self) -> tuple[str, ...]:
        """The writers a request may name."""
        ...

    def signature(self) -> str:
        """Names what is loaded."""
        ...

    def run(self, call: Call) -> Digest:
        """The digest; raises Cancelled once `call.cancelled()` is true."""
        ...

    def render(self, digest: Digest, media_type: str) -> bytes:
        """The digest as "application/json", "text/markdown" or "text/html", in UTF-8."""
        ...
