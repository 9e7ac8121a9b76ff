"""An inference worker: a process of its own, so that nothing in it can block or kill the service.

`python -m service.worker FD` speaks the frames of `wire` over the inherited socket FD. The first
frame names the engine and its settings; then come pieces of work, run side by side in threads,
whose writer calls are shared. When the service goes, so does the worker, at once.
"""

from __future__ import annotations

import dataclasses
import gc
import importlib
import json
import os
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from service import wire
from service.engine import Call, Engine, EngineOptions, EngineSettings
from service.heap import Heap, trimmer
from service.records import articles_from_payload, draft_from_record, draft_record
from summarizer.errors import Cancelled, NewsweaveError
from summarizer.faults import place
from summarizer.summaries import Digest, EventSummary

# Exit codes the service tells apart in its log.
EXIT_GONE = 0
EXIT_THREAD = 70


class Connection:
    """The worker's side of the socket; frames are sent whole, from any thread."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._lock = threading.Lock()

    def send(self, header: dict[str, Any], payload: bytes = b"") -> None:
        """Sends one frame; ends the process when the service has gone."""
        with self._lock:
            try:
                self._socket.sendall(wire.Frame(header, payload).encode())
            except OSError:
                os._exit(EXIT_GONE)

    def receive(self) -> wire.Frame:
        """The next frame; ends the process when the service has gone."""
        try:
            return wire.receive(self._socket)
        except wire.WireClosedError:
            os._exit(EXIT_GONE)

    # The Observer of the batchers. What is sent here arrives even if the next step crashes.
    def writing(self, items: list[tuple[str, str]]) -> None:
        """Tells which evidence goes into the writer now."""
        self.send({"t": "writing", "items": items})

    def wrote(self, count: int, seconds: float) -> None:
        """Tells that the writer came back."""
        self.send({"t": "wrote", "count": count, "seconds": seconds})


class Worker:
    """Runs calls on an engine and reports over the connection."""

    def __init__(self, engine: Engine, connection: Connection, *, concurrency: int) -> None:
        self._engine = engine
        self._connection = connection
        self._threads = ThreadPoolExecutor(concurrency, thread_name_prefix="request")
        self._cancels: dict[str, threading.Event] = {}
        self._heap = Heap(trimmer())

    def serve(self) -> None:
        """Reads frames until the service says stop or goes."""
        while True:
            frame = self._connection.receive()
            match frame.header["t"]:
                case "run":
                    cancel = threading.Event()
                    self._cancels[frame.header["task"]] = cancel
                    self._threads.submit(self._run, frame, cancel)
                case "cancel":
                    if (event := self._cancels.get(frame.header["task"])) is not None:
                        event.set()
                case "stop":
                    for event in self._cancels.values():
                        event.set()
                    os._exit(EXIT_GONE)

    def _run(self, frame: wire.Frame, cancel: threading.Event) -> None:
        task = frame.header["task"]
        try:
            self._answer(task, frame, cancel)
        except Cancelled:
            self._connection.send({"t": "cancelled", "task": task})
        except NewsweaveError as error:
            self._fail(task, type(error).__name__, str(error), "")
        except Exception as error:
            # The message of an unforeseen error may hold article text; its place may not.
            self._fail(task, type(error).__name__, "", place(error))
        finally:
            self._cancels.pop(task, None)
            self._heap.work_done()

    def _answer(self, task: str, frame: wire.Frame, cancel: threading.Event) -> None:
        header = frame.header
        stages = _Stages()
        relations: list[dict[str, Any]] = []
        errors: list[tuple[str, Exception]] = []

        def progress(stage: str, done: int, total: int, event: dict[str, Any] | None) -> None:
            stages.enter(stage)
            payload = b"" if event is None else json.dumps(event).encode()
            self._connection.send(
                {"t": "progress", "task": task, "stage": stage, "done": done, "total": total},
                payload,
            )

        call = Call(
            task=task,
            operation=header["operation"],
            articles=articles_from_payload(frame.payload),
            options=EngineOptions.from_dict(header["options"]),
            new=frozenset(header.get("new", ())),
            families=tuple(tuple(family) for family in header.get("families", ())),
            deadline=_moment(header.get("deadline_s")),
            cancelled=cancel.is_set,
            progress=progress,
            remembered={k: draft_from_record(d) for k, d in header.get("drafts", {}).items()},
            poison=frozenset(header.get("poison", ())),
            single=bool(header.get("single")),
            keep=lambda key, draft: self._keep(task, key, draft_record(draft), header),
            relate=relations.extend,
            failed=lambda event, error: errors.append((event.id, error)),
        )
        digest = self._engine.run(call)
        lost = sum(bool(event.failure) for event in digest.events)
        if lost and lost == len(digest.events):
            # Nothing was written: an answer would only hide it.
            raise errors[0][1]
        warnings = {*digest.warnings, *header.get("warnings", ())}
        digest = dataclasses.replace(digest, warnings=tuple(sorted(warnings)))
        stages.enter("render")
        parts = {kind: self._engine.render(digest, kind) for kind in header["formats"]}
        stages.leave()
        names, payload = wire.join(parts)
        stats = {
            **count(digest),
            "stages": stages.seconds,
            "signature": digest.signature,
            "relations": relations,
            "lost": lost,
            "faults": [
                {"id": name, "kind": type(error).__name__, "at": place(error)}
                for name, error in errors
            ],
        }
        self._connection.send({"t": "done", "task": task, "parts": names, "stats": stats}, payload)

    def _keep(self, task: str, key: str, draft: dict[str, Any], header: dict[str, Any]) -> None:
        if header.get("checkpoints"):
            self._connection.send(
                {"t": "draft", "task": task, "key": key}, json.dumps(draft).encode()
            )

    def _fail(self, task: str, kind: str, detail: str, place: str) -> None:
        self._connection.send(
            {"t": "failed", "task": task, "kind": kind, "detail": detail, "place": place}
        )


class _Stages:
    """Adds up the seconds spent in each stage of one piece of work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage = "read"
        self._since = time.monotonic()

    def enter(self, stage: str) -> None:
        # A report of a stage comes at its end as well as at its beginning; both belong to it.
        now = time.monotonic()
        last = stage if stage != self._stage and stage != "render" else self._stage
        self.seconds[last] = self.seconds.get(last, 0.0) + now - self._since
        self._stage, self._since = stage, now

    def leave(self) -> None:
        now = time.monotonic()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since


def count(digest: Digest) -> dict[str, int]:
    """What the metrics tell of a digest."""
    return {
        "articles": digest.counts.articles,
        "events": len(digest.events),
        "sentences": sum(len(event.sentences) for event in digest.events),
        "fallbacks": sum(fallbacks(event) for event in digest.events),
        "rejected": sum(len(event.rejected) for event in digest.events),
    }


def fallbacks(event: EventSummary) -> int:
    """Sentences extracted because writing failed: all of an event whose note says why, else those
    that stand for what the gate refused. A writer that takes a source's sentence as it is does
    what it should."""
    extracted = sum(sentence.kind != "written" for sentence in event.sentences)
    return extracted if event.note else min(extracted, len(event.rejected))


def _moment(seconds: float | None) -> float | None:
    return None if seconds is None else time.monotonic() + seconds


def load_factory(spec: str) -> Any:
    """The object that "module:name" means."""
    module, _, name = spec.partition(":")
    return getattr(importlib.import_module(module), name)


def _die_with_thread(arguments: threading.ExceptHookArgs) -> None:
    """A dead thread would leave requests waiting for ever: the service starts a new worker."""
    error = arguments.exc_value
    where = place(error) if error is not None else ""
    sys.stderr.write(f"newsweave worker: {arguments.exc_type.__name__} in a thread ({where})\n")
    sys.stderr.flush()
    os._exit(EXIT_THREAD)


def set_apart() -> None:
    """What is loaded stays for good and is no concern of the garbage collector any more.

    A full collection waits until a quarter of all objects are new; with half a million of the
    models' and libraries' own that is after ten thousand requests, and cycles live as long.
    """
    gc.collect()
    gc.freeze()
    # The collector counts anew only now.
    gc.collect()


def main() -> None:
    """The process: connect, load, say ready, serve."""
    threading.excepthook = _die_with_thread
    connection = Connection(socket.socket(fileno=int(sys.argv[1])))
    setup = connection.receive().header
    try:
        engine: Engine = load_factory(setup["engine"])(
            EngineSettings(
                writers=tuple(setup["writers"]),
                embedder=setup["embedder"],
                threads=setup["threads"],
                batch_size=setup["batch_size"],
                batch_wait_ms=setup["batch_wait_ms"],
                observer=connection,
            )
        )
    except Exception as error:
        detail = str(error) if isinstance(error, NewsweaveError) else type(error).__name__
        connection.send({"t": "unready", "detail": detail, "place": place(error)})
        os._exit(5)
    set_apart()
    connection.send(
        {
            "t": "ready",
            "signature": engine.signature(),
            "writers": list(engine.writers()),
        }
    )
    Worker(engine, connection, concurrency=setup["concurrency"]).serve()


if __name__ == "__main__":
    main()
