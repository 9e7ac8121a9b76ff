"""One writer call for many requests: what arrives within a few milliseconds is written together."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from service.engine import Call, Observer
from summarizer import cancel
from summarizer.errors import Cancelled
from summarizer.records import Draft, Evidence
from summarizer.seams import Writer

# How often a waiting request looks whether it is still wanted, in seconds.
_LOOK_S = 0.02
# Drafts come a little before the deadline, so that the gate and rendering fit: seconds.
_MARGIN_S = 0.15


def evidence_key(evidence: Evidence, signature: str) -> str:
    """Names what a writer is asked, and which writer: equal keys get equal drafts."""
    plain = json.dumps(dataclasses.asdict(evidence), default=str, sort_keys=True)
    return hashlib.sha256(f"{signature}\n{plain}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(slots=True, eq=False)
class _Item:
    """One evidence on its way through the writer, or a sentence on its way through a rewrite."""

    call: Call
    key: str
    evidence: Evidence | None = None
    rewrite: Callable[[], str] | None = None
    text: str = ""
    done: threading.Event = field(default_factory=threading.Event)
    draft: Draft | None = None
    error: BaseException | None = None
    dropped: bool = False

    def unwanted(self) -> bool:
        return self.dropped or self.call.cancelled()


class Batcher:
    """Owns the thread that calls a writer. `size` evidences go into one call at most; a call
    waits `wait_ms` for company, unless no other request is being worked on."""

    def __init__(
        self,
        writer: Writer,
        *,
        fallback: Writer,
        size: int,
        wait_ms: int,
        observer: Observer | None = None,
    ) -> None:
        self.writer = writer
        self.fallback = fallback
        self._size = size
        self._wait_s = wait_ms / 1000
        self._observer = observer
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._active = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._loop, name="writer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the thread after the call in progress."""
        self._queue.put(None)
        self._thread.join()

    def enter(self, step: int) -> None:
        """Counts the requests that may send something: +1 when one begins, -1 when it ends."""
        with self._lock:
            self._active += step

    def put(self, item: _Item) -> None:
        """Queues one evidence."""
        self._queue.put(item)

    def _loop(self) -> None:
        while (first := self._queue.get()) is not None:
            items, last = self._collect(first)
            wanted = []
            for item in items:
                if item.unwanted():
                    item.error = Cancelled("the work was cancelled")
                    item.done.set()
                else:
                    wanted.append(item)
            if wanted:
                self._write(wanted)
            if last:
                return

    def _collect(self, first: _Item) -> tuple[list[_Item], bool]:
        """`first` and what joins it in time; True when the end of the queue was met."""
        items = [first]
        until = time.monotonic() + (self._wait_s if self._active > 1 else 0.0)
        while len(items) < self._size and not items[-1].call.single:
            try:
                item = self._queue.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if item is None:
                return items, True
            items.append(item)
        return items, False

    def _write(self, items: list[_Item]) -> None:
        """One call for all; where it fails, one call each, so that a bad one spoils no other."""
        together = [item for item in items if item.rewrite is None]
        groups = [[item] for item in items if item.rewrite is not None]
        if any(item.call.single for item in together):
            groups += [[item] for item in together]
        elif together:
            groups.append(together)
        for group in groups:
            if self._attempt(group) or len(group) == 1:
                continue
            for item in group:
                item.error = None
                self._attempt([item])
        for item in items:
            item.done.set()

    def _attempt(self, items: list[_Item]) -> bool:
        started = time.monotonic()
        if self._observer is not None:
            self._observer.writing([(item.call.task, item.key) for item in items])
        try:
            # Decoding goes on while anyone still wants something of this batch.
            with cancel.stoppable(lambda: all(item.unwanted() for item in items)):
                if items[0].rewrite is not None:
                    items[0].text = items[0].rewrite()
                    return True
                drafts = self.writer.write([i.evidence for i in items if i.evidence is not None])
            for item, draft in zip(items, drafts, strict=True):
                item.draft = draft
            return True
        except Exception as error:
            for item in items:
                item.error = error
            return isinstance(error, Cancelled)
        finally:
            if self._observer is not None:
                self._observer.wrote(len(items), time.monotonic() - started)


class RequestWriter:
    """The Writer that one request sees: its evidences travel in shared batches.

    Drafts of an earlier attempt are taken from `call.remembered`. Where the writer fails, where
    an evidence is poison, or where the deadline comes first, the fallback writes; `late` and
    `failed` then hold the event ids.
    """

    def __init__(self, batcher: Batcher, call: Call) -> None:
        self._batcher = batcher
        self._call = call
        self.late: set[str] = set()
        self.failed: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name of the shared writer."""
        return self._batcher.writer.name

    def signature(self) -> str:
        """The signature of the shared writer."""
        return self._batcher.writer.signature()

    @property
    def rewrite(self) -> Callable[[Sequence[str], str], str]:
        """A second try at a refused sentence. The pipeline asks whether the writer has one:
        raises AttributeError where it has not.

        Made anew each time: kept here, it would be a cycle, and the request's articles would stay
        until the next full collection, which comes after thousands of requests.
        """
        return partial(self._rewrite, self._batcher.writer.rewrite)  # type: ignore[attr-defined]

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        """One draft per evidence. Raises Cancelled as soon as the request is unwanted."""
        signature = self.signature()
        drafts: list[Draft | None] = []
        waiting: list[tuple[int, _Item]] = []
        for index, evidence in enumerate(evidences):
            key = evidence_key(evidence, signature)
            if key in self._call.poison:
                drafts.append(self._fallback(evidence, "the writer crashed on this event"))
                continue
            drafts.append(self._call.remembered.get(key))
            if drafts[-1] is None:
                item = _Item(self._call, key, evidence)
                waiting.append((index, item))
                self._batcher.put(item)
        try:
            for index, item in waiting:
                drafts[index] = self._draft(item, evidences[index])
        finally:
            for _, item in waiting:
                item.dropped = True
        return tuple(draft for draft in drafts if draft is not None)

    def _draft(self, item: _Item, evidence: Evidence) -> Draft:
        """The item's draft, or the fallback's where it fails or does not come in time."""
        if not self._in_time(item):
            self.late.add(evidence.event.id)
            return self._extracted(evidence)
        if item.draft is not None:
            self._call.keep(item.key, item.draft)
            return item.draft
        if isinstance(item.error, Exception):
            self._call.failed(evidence.event, item.error)
        # The message may quote the article, so only the kind of failure is told.
        return self._fallback(evidence, f"the writer failed ({type(item.error).__name__})")

    def _in_time(self, item: _Item) -> bool:
        """Waits for the item; False where the deadline comes first. Raises Cancelled."""
        deadline = self._call.deadline
        while not item.done.wait(_LOOK_S):
            if self._call.cancelled():
                raise Cancelled("the work was cancelled")
            if deadline is not None and time.monotonic() > deadline - _MARGIN_S:
                return False
        if isinstance(item.error, Cancelled):
            raise item.error
        return True

    def _rewrite(
        self, inner: Callable[[Sequence[str], str], str], sources: Sequence[str], refused: str
    ) -> str:
        """The writer's second try, or "" where it fails, may not be made or comes too late."""
        asked = json.dumps([self.signature(), list(sources), refused])
        key = "rewrite-" + hashlib.sha256(asked.encode()).hexdigest()[:32]
        if key in self._call.poison:
            return ""
        item = _Item(self._call, key, rewrite=lambda: inner(sources, refused))
        self._batcher.put(item)
        try:
            return item.text if self._in_time(item) else ""
        finally:
            item.dropped = True

    def _fallback(self, evidence: Evidence, reason: str) -> Draft:
        self.failed[evidence.event.id] = reason
        return self._extracted(evidence)

    def _extracted(self, evidence: Evidence) -> Draft:
        return self._batcher.fallback.write([evidence])[0]
