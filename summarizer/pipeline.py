"""The order of the stages, and nothing else."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from summarizer import assemble, cancel, prepare
from summarizer.config import Settings
from summarizer.corrections import Corrections
from summarizer.evidence import EventMaterial, gather
from summarizer.faults import Failed, Lost, attempt, drafts
from summarizer.group import (
    Explanation,
    Grouping,
    document_text_for_embedding,
    explain,
    group,
)
from summarizer.origins import find_origins
from summarizer.records import Article, Document, Draft, Event
from summarizer.seams import Embedder, Judge, Writer
from summarizer.state import update
from summarizer.statefile import load_state, save_state, stamp
from summarizer.summaries import Digest, EventSummary

_T = TypeVar("_T")

# How long one event takes to write before any has been timed, in seconds: two slow cores.
_FIRST_GUESS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run stands: ``done`` of ``total`` in ``stage``; ``event`` when one is finished."""

    stage: str
    done: int
    total: int
    event: EventSummary | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What one run may change: ``words`` per event, the grouping ``corrections``."""

    words: int = 150
    corrections: Corrections | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The stages bound to their models. ``run`` and ``group`` may be called from any thread."""

    embedder: Embedder
    writer: Writer
    extract: Writer
    judge: Judge | None
    settings: Settings = field(default_factory=Settings)

    def group(
        self,
        articles: Sequence[Article],
        *,
        options: RunOptions | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Digest:
        """Events with their reasons and empty summaries, for articles with unique ids."""
        tell = progress or (lambda _: None)
        options = options or RunOptions(words=self.settings.words)
        with cancel.stoppable(cancelled):
            documents = self.prepare(articles, tell)
            grouping = self.events(documents, options, tell)
            return assemble.grouping_digest(
                documents, grouping, signature=self.signature(options, grouping_only=True)
            )

    def extend(
        self,
        articles: Sequence[Article],
        path: Path,
        *,
        options: RunOptions | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Digest:
        """Add articles to the events kept in the state file ``path``, which is made where it is
        missing; the digest holds the events they touched, its warnings what merged or split.

        Raises UsageError where other models made the state, SettingsError for a damaged file, and
        NewsweaveError where it cannot be written or another run has written to it meanwhile.
        """
        tell = progress or (lambda _: None)
        options = options or RunOptions(words=self.settings.words)
        signature = self.signature(options, grouping_only=True)
        documents = self.prepare(articles, tell)
        stories = [document for document in documents if document.sentences]
        vectors = self.embedder.embed([document_text_for_embedding(d) for d in stories])
        since = stamp(path)
        done = update(
            load_state(path, signature=signature),
            stories,
            vectors,
            signature=signature,
            remake=lambda earlier: self.prepare(earlier, lambda _: None),
            origins=find_origins,
            corrections=options.corrections,
        )
        save_state(path, done.state, since=since)
        without = [document for document in documents if not document.sentences]
        left = f"{done.untouched} earlier events were not touched"
        digest = assemble.grouping_digest(
            sorted((*done.documents, *without), key=lambda document: document.id),
            done.grouping,
            signature=signature,
        )
        return dataclasses.replace(digest, warnings=(*digest.warnings, *done.changes, left))

    def explain(
        self, articles: Sequence[Article], pair: tuple[str, str], *, options: RunOptions
    ) -> Explanation:
        """Why the two articles with these ids are together or apart. Raises UsageError."""
        documents = [d for d in self.prepare(articles, lambda _: None) if d.sentences]
        vectors = self.embedder.embed([document_text_for_embedding(d) for d in documents])
        return explain(
            documents,
            vectors,
            *pair,
            origins=find_origins(documents),
            corrections=options.corrections,
        )

    def run(
        self,
        articles: Sequence[Article],
        *,
        options: RunOptions | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        deadline: float | None = None,
        failed: Failed | None = None,
    ) -> Digest:
        """The digest of ``articles``, whose ids must be unique; their order does not matter.

        ``deadline`` is a ``time.monotonic()`` moment: events that would be written after it are
        extracted instead and say so. Raises Cancelled once ``cancelled()`` is true. An unforeseen
        error while an event is written is raised, unless ``failed`` is told of such: then the
        event has no summary, says so, and the others are written.
        """
        tell = progress or (lambda _: None)
        options = options or RunOptions(words=self.settings.words)
        with cancel.stoppable(cancelled):
            documents = self.prepare(articles, tell)
            grouping = self.events(documents, options, tell)
            done = list(
                self.summaries(documents, grouping, options, tell, deadline=deadline, failed=failed)
            )
            return assemble.digest(
                documents,
                grouping,
                [summary for summary, _ in done],
                [rest for _, rest in done],
                signature=self.signature(options),
            )

    def prepare(
        self, articles: Sequence[Article], tell: Callable[[Progress], None]
    ) -> tuple[Document, ...]:
        """Documents in the order of their ids; site chrome is learned from all articles."""
        ordered = sorted(articles, key=lambda article: article.id)
        chrome = prepare.site_chrome(ordered)
        documents: list[Document] = []
        for batch in _batches(ordered, self.settings.batch_size):
            for article in batch:
                cancel.stop_if_asked()
                documents.append(prepare.document(article, chrome.get(article.id, ())))
            tell(Progress(stage="read", done=len(documents), total=len(ordered)))
        return tuple(documents)

    def events(
        self,
        documents: Sequence[Document],
        options: RunOptions,
        tell: Callable[[Progress], None],
    ) -> Grouping:
        """Origins and events of the documents that have a story."""
        stories = [document for document in documents if document.sentences]
        tell(Progress(stage="group", done=0, total=len(stories)))
        origins = find_origins(stories)
        cancel.stop_if_asked()
        vectors = self.embedder.embed([document_text_for_embedding(d) for d in stories])
        cancel.stop_if_asked()
        grouping = group(stories, vectors, origins=origins, corrections=options.corrections)
        tell(Progress(stage="group", done=len(stories), total=len(stories)))
        return grouping

    def summaries(
        self,
        documents: Sequence[Document],
        grouping: Grouping,
        options: RunOptions,
        tell: Callable[[Progress], None],
        *,
        deadline: float | None = None,
        skip: frozenset[str] = frozenset(),
        failed: Failed | None = None,
    ) -> Iterator[tuple[EventSummary, assemble.UnusedSentences]]:
        """Each event's summary and its unused sentences as they are ready, less ids in ``skip``;
        of which ``failed`` was told (see ``run``), a ``failure`` in place of its summary."""
        by_id = {document.id: document for document in documents}
        wanted = [event for event in grouping.events if event.id not in skip]
        done = len(grouping.events) - len(wanted)
        for ready in self._write(wanted, by_id, options, deadline, failed):
            made = ready if isinstance(ready, Lost) else self._summary(*ready, failed)
            if isinstance(made, Lost):
                made = assemble.lost_event(made, [by_id[i] for i in made.event.article_ids])
            summary, rest = made
            done += 1
            total = len(grouping.events)
            tell(Progress(stage="write", done=done, total=total, event=summary))
            yield summary, rest

    def signature(self, options: RunOptions, *, grouping_only: bool = False) -> str:
        """What reproduces a result: version, models and the settings that change it."""
        return assemble.signature(
            embedder=self.embedder.signature(),
            writer="" if grouping_only else self.writer.signature(),
            judge=self.judge.signature() if self.judge and not grouping_only else "",
            words=0 if grouping_only else options.words,
            corrections=options.corrections,
        )

    def _summary(
        self, material: EventMaterial, draft: Draft, late: bool, failed: Failed | None
    ) -> tuple[EventSummary, assemble.UnusedSentences] | Lost:
        composed = partial(
            assemble.event_summary,
            material,
            draft,
            judge=self.judge,
            rewriter=self.writer,
            embedder=self.embedder,
            late=late,
        )
        return attempt(material.evidence.event, composed, failed)

    def _write(
        self,
        events: Sequence[Event],
        documents: dict[str, Document],
        options: RunOptions,
        deadline: float | None,
        failed: Failed | None,
    ) -> Iterator[tuple[EventMaterial, Draft, bool] | Lost]:
        """Material and draft of every event, and whether it was late; in the order of the events
        but for the lost."""
        seconds = _FIRST_GUESS
        for batch in _batches(events, self.settings.batch_size):
            materials = []
            for event in batch:
                cancel.stop_if_asked()
                own = [documents[i] for i in event.article_ids]
                find = partial(gather, event, own, self.embedder, words=options.words)
                material = attempt(event, find, failed)
                if isinstance(material, Lost):
                    yield material
                else:
                    materials.append(material)
            # One call writes the whole batch; under a deadline, event by event, so that what
            # is ready when time runs out is kept.
            step = len(materials) if deadline is None else 1
            for part in _batches(materials, max(step, 1)):
                late = deadline is not None and time.monotonic() + seconds * len(part) > deadline
                started = time.monotonic()
                written = self._drafts(part, late=late, failed=failed)
                if not late:
                    seconds = (time.monotonic() - started) / len(part)
                for material in part:
                    draft = written[material.evidence.event.id]
                    yield draft if isinstance(draft, Lost) else (material, draft, late)

    def _drafts(
        self, materials: Sequence[EventMaterial], *, late: bool, failed: Failed | None
    ) -> dict[str, Draft | Lost]:
        """Drafts by event id: the writer's for English, extracted for the rest."""
        chosen = [m.evidence for m in materials if not late and m.evidence.event.language == "en"]
        rest = [m.evidence for m in materials if late or m.evidence.event.language != "en"]
        asked = (*chosen, *rest)
        made = (*drafts(self.writer, chosen, failed), *drafts(self.extract, rest, failed))
        return {one.event.id: draft for one, draft in zip(asked, made, strict=True)}


def _batches(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
