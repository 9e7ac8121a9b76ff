"""The engine that runs `summarizer`'s pipeline, with its writers behind shared batches."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.batching import Batcher, RequestWriter
from service.engine import Call, EngineOptions, EngineSettings, touched
from service.examples import EXAMPLE_ARTICLES
from service.negotiate import DIGEST_TYPES, HTML, JSON, MARKDOWN
from summarizer import render
from summarizer.articles import article_from_record
from summarizer.build import pipeline as build_pipeline
from summarizer.build import writer as build_writer
from summarizer.cancel import stop_if_asked
from summarizer.config import Settings
from summarizer.corrections import Corrections
from summarizer.errors import UsageError
from summarizer.pipeline import Pipeline, Progress, RunOptions
from summarizer.records import Article
from summarizer.render.digest_json import event_as_dict
from summarizer.summaries import Digest, EventSummary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.seams import Embedder

EXTRACT = "extract"
# Embedders that take texts one by one, and how many vectors of theirs are kept (16 MB).
_ALONE = ("minilm", "static")
_REMEMBER = 8_192
# So many texts a turn: a third of a second on one core.
_TURN = 32
# Events of one request that are written at a time. What is written is told to whoever follows a
# job, and is not written again after a crash; 2 to 64 took the same time in all, within the noise.
_LOT = 4
_LATE = "extracted because the deadline was near"


class SharedEmbedder:
    """One embedder for all requests of a worker, used by one of them at a time: two at once on the
    same cores are slower than one after the other.

    With `remember` > 0 the vectors of so many texts are kept, the latest used: stories are embedded
    again with every article that joins them. Only for embedders whose vectors depend on nothing
    but the text; else company would change an answer. With those a request of many texts takes
    turns with the others, and stops between turns once nobody wants its answer.
    """

    def __init__(self, inner: Embedder, *, remember: int = 0) -> None:
        self._inner = inner
        self._remember = remember
        self._known: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._memory = threading.Lock()
        self._lock = threading.Lock()
        self._next = threading.Lock()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 `(len(texts), dim)` with rows of length 1. Raises Cancelled."""
        if self._remember and texts:
            return self._recall(texts)
        with self._turn():
            return self._inner.embed(texts)

    def _recall(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        rows: dict[bytes, NDArray[np.float32]] = {}
        with self._memory:
            for key in keys:
                if key in self._known:
                    self._known.move_to_end(key)
                    rows[key] = self._known[key]
        missing = list({k: t for k, t in zip(keys, texts, strict=True) if k not in rows}.items())
        for start in range(0, len(missing), _TURN):
            stop_if_asked()
            some = missing[start : start + _TURN]
            with self._turn():
                made = self._inner.embed([text for _, text in some])
            # Copies: a row that is kept must not keep all that was made with it.
            fresh = {key: row.copy() for (key, _), row in zip(some, made, strict=True)}
            rows |= fresh
            with self._memory:
                self._known |= fresh
                while len(self._known) > self._remember:
                    self._known.popitem(last=False)
        return np.stack([rows[key] for key in keys])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """First come, first served: whoever has had a turn waits behind who waits already."""
        with self._next:
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def signature(self) -> str:
        """The signature of the embedder."""
        return self._inner.signature()


class PipelineEngine:
    """One set of models for all requests of a worker."""

    def __init__(self, settings: EngineSettings) -> None:
        self._pipelines: dict[str, Pipeline] = {}
        self._batchers: dict[str, Batcher] = {}
        first: Pipeline | None = None
        for name in dict.fromkeys((*settings.writers, EXTRACT)):
            chosen = Settings(
                writer=name,
                embedder=settings.embedder,
                threads=settings.threads,
                batch_size=_LOT,
            )
            if first is None:
                made = build_pipeline(chosen)
                remember = _REMEMBER if settings.embedder in _ALONE else 0
                embedder = SharedEmbedder(made.embedder, remember=remember)
                first = dataclasses.replace(made, embedder=embedder)
                self._pipelines[name] = first
            else:
                self._pipelines[name] = dataclasses.replace(first, writer=build_writer(chosen))
            pipeline = self._pipelines[name]
            self._batchers[name] = Batcher(
                pipeline.writer,
                fallback=pipeline.extract,
                size=settings.batch_size,
                wait_ms=settings.batch_wait_ms,
                observer=settings.observer,
            )

    def writers(self) -> tuple[str, ...]:
        """The writers a request may name."""
        return tuple(self._pipelines)

    def signature(self) -> str:
        """The signature of the default writer's pipeline."""
        pipeline = next(iter(self._pipelines.values()))
        return pipeline.signature(RunOptions(words=pipeline.settings.words))

    def run(self, call: Call) -> Digest:
        """Summarizes or groups."""
        if call.options.writer not in self._pipelines:
            raise UsageError(f"writer must be one of {', '.join(self._pipelines)}")
        pipeline = self._pipelines[call.options.writer]
        options = RunOptions(
            words=call.options.words or pipeline.settings.words,
            corrections=_corrections(call.options),
        )

        def tell(state: Progress) -> None:
            event = None if state.event is None else event_as_dict(state.event)
            call.progress(state.stage, state.done, state.total, event)

        articles = call.articles
        if call.operation != "summarize":
            grouping = pipeline.group(
                articles, options=options, progress=tell, cancelled=call.cancelled
            )
            if call.operation == "group":
                return grouping
            articles = touched(call, grouping)
            among = _corrections(call.options, articles)
            options = dataclasses.replace(options, corrections=among)
        batcher = self._batchers[call.options.writer]
        writer = RequestWriter(batcher, call)
        batcher.enter(1)
        try:
            digest = dataclasses.replace(pipeline, writer=writer).run(
                articles,
                options=options,
                progress=tell,
                cancelled=call.cancelled,
                deadline=call.deadline,
                failed=call.failed,
            )
        finally:
            batcher.enter(-1)
        return _with_notes(digest, writer)

    def render(self, digest: Digest, media_type: str) -> bytes:
        """The digest in UTF-8."""
        make = {JSON: render.to_json, MARKDOWN: render.to_markdown, HTML: render.to_html}
        return make[media_type](digest).encode("utf-8")


def _corrections(
    options: EngineOptions, articles: Sequence[Article] | None = None
) -> Corrections | None:
    """The corrections of a request; with `articles`, those among them: the others have done what
    they are for, and would be warned of as unknown."""
    must, cannot = options.must_link, options.cannot_link
    if articles is not None:
        ids = {article.id for article in articles}
        must = tuple(pair for pair in must if ids.issuperset(pair))
        cannot = tuple(pair for pair in cannot if ids.issuperset(pair))
    return Corrections(must_link=must, cannot_link=cannot) if must or cannot else None


def _with_notes(digest: Digest, writer: RequestWriter) -> Digest:
    """The digest, its events saying so where something other than the writer wrote them."""

    def noted(event: EventSummary) -> EventSummary:
        reason = writer.failed.get(event.event.id, "")
        if not reason and event.event.id in writer.late:
            reason = _LATE
        if not reason or event.note:
            return event
        return dataclasses.replace(
            event, note=reason if reason == _LATE else f"extracted because {reason}"
        )

    if not writer.failed and not writer.late:
        return digest
    return dataclasses.replace(digest, events=tuple(noted(event) for event in digest.events))


def create(settings: EngineSettings) -> PipelineEngine:
    """The engine of `service.worker`, warm: whatever is loaded late has been loaded."""
    engine = PipelineEngine(settings)
    articles = tuple(article_from_record(a, where="example") for a in EXAMPLE_ARTICLES)
    for writer in engine.writers():
        call = Call(
            task="warm-up",
            operation="summarize",
            articles=articles,
            options=EngineOptions(writer=writer),
        )
        digest = engine.run(call)
    for media_type in DIGEST_TYPES:
        engine.render(digest, media_type)
    return engine
