"""The service's side of its inference workers: a bounded queue, dispatch, replacing the dead."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import deque
from functools import partial
from typing import Any

from service import wire
from service.errors import ServiceError, retry_after
from service.logs import Logger
from service.metrics import Metrics
from service.process import Process
from service.settings import Settings, worker_environment
from service.ticket import Outcome, Ticket

REAL_ENGINE = "service.pipeline_engine:create"
# A piece of work that has seen this many workers die is given up, unless each death found the
# evidence to blame (which is then extracted instead).
_DEATHS = 3
_MAX_BLAMED = 32
# A cancelled piece of work ends within one decoding step; a worker that has not let go of it after
# so many seconds is stuck, and is replaced.
_STUCK_S = 60.0
# Seconds between restarts of a worker that keeps dying before it is ready.
_BACKOFF_S = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Pool:
    """All workers. Every method belongs to the event loop."""

    def __init__(self, settings: Settings, *, engine: str, metrics: Metrics, log: Logger) -> None:
        self._settings = settings
        self._engine = engine
        self._metrics = metrics
        self._log = log
        self._waiting: deque[Ticket] = deque()
        self._background: deque[Ticket] = deque()
        self._processes = [Process(number) for number in range(settings.workers)]
        self._keepers: list[asyncio.Task[None]] = []
        self._mean_s = 1.0
        self.closing = False
        self.signature = ""
        self.writers: tuple[str, ...] = ()
        self.trouble = ""

    @property
    def ready(self) -> bool:
        """Whether a worker has loaded and verified its models."""
        return any(process.ready for process in self._processes)

    @property
    def queue_length(self) -> int:
        """How many pieces of work wait for a worker."""
        return len(self._waiting) + len(self._background)

    def start(self) -> None:
        """Starts the workers; returns before they are ready."""
        for process in self._processes:
            self._keepers.append(asyncio.create_task(self._keep_alive(process)))

    async def close(self) -> None:
        """Waits for running work for as long as the settings allow, then ends the workers."""
        self.closing = True
        for ticket in [*self._waiting, *self._background]:
            self._finish(ticket, error=ServiceError("shutting-down", "Not begun; ask again."))
        self._waiting.clear()
        self._background.clear()
        until = time.monotonic() + self._settings.shutdown_s
        while any(p.running for p in self._processes) and time.monotonic() < until:
            await asyncio.sleep(0.02)
        for process in self._processes:
            for ticket in list(process.running.values()):
                self._finish(ticket, error=ServiceError("shutting-down", "Stopped; ask again."))
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    def check_ready(self) -> None:
        """Raises ServiceError unless a worker has its models loaded."""
        self.check_open()
        if not self.ready:
            raise self._not_ready()

    def check_open(self) -> None:
        """Raises ServiceError unless work can be taken on.

        While a worker that died is being replaced, work waits in the queue instead.
        """
        if self.closing:
            raise ServiceError("shutting-down", "Ask again in a moment.", headers=retry_after(2))
        if not self.ready and (self.trouble or not self.signature):
            raise self._not_ready()

    def _not_ready(self) -> ServiceError:
        detail = self.trouble or "The models are being loaded."
        return ServiceError("not-ready", detail, headers=retry_after(5))

    def submit(self, ticket: Ticket) -> None:
        """Queues a ticket. Raises ServiceError when the queue is full or nothing is loaded."""
        self.check_open()
        if not ticket.background and len(self._waiting) >= self._settings.queue:
            self._dispatch()
            if len(self._waiting) >= self._settings.queue and not self._has_room():
                raise ServiceError(
                    "queue-full",
                    f"Requests that wait already: {len(self._waiting)}.",
                    headers=retry_after(min(60.0, self.expected_wait())),
                )
        (self._background if ticket.background else self._waiting).append(ticket)
        self._dispatch()

    def expected_wait(self) -> float:
        """Seconds until a request that came now would begin, from the latest durations."""
        slots = self._settings.concurrency * max(1, sum(p.ready for p in self._processes))
        return self._mean_s * (1 + len(self._waiting) / slots)

    def cancel(self, ticket: Ticket) -> None:
        """Frees what the ticket holds; its future is cancelled."""
        ticket.future.cancel()
        for line in (self._waiting, self._background):
            with contextlib.suppress(ValueError):
                line.remove(ticket)
        for process in self._processes:
            if ticket.task in process.running:
                process.send(wire.Frame({"t": "cancel", "task": ticket.task}).encode())
                loop = asyncio.get_running_loop()
                loop.call_later(_STUCK_S, self._replace_if_stuck, process, ticket)
        self._gauge()

    def _replace_if_stuck(self, process: Process, ticket: Ticket) -> None:
        if process.running.get(ticket.task) is ticket:
            self._log.error("worker stuck", worker=process.number, task=ticket.task)
            process.kill()

    def _has_room(self) -> bool:
        return any(p.ready and len(p.running) < self._settings.concurrency for p in self._processes)

    def _dispatch(self) -> None:
        """Hands waiting work to workers with room, to the least busy one first; a suspect of a
        crash gets one for itself."""
        while line := self._waiting or self._background:
            process = self._room_for(line[0])
            if process is None:
                break
            ticket = line.popleft()
            process.running[ticket.task] = ticket
            self._metrics.wait(time.monotonic() - ticket.queued)
            process.send(ticket.frame())
        self._gauge()

    def _room_for(self, ticket: Ticket) -> Process | None:
        """The least busy worker that may take a ticket on; None where all must be waited for."""
        free = [
            process
            for process in self._processes
            if process.ready
            and len(process.running) < (1 if ticket.deaths else self._settings.concurrency)
            and not any(other.deaths for other in process.running.values())
        ]
        return min(free, key=lambda process: len(process.running), default=None)

    def _gauge(self) -> None:
        running = sum(len(process.running) for process in self._processes)
        self._metrics.load(waiting=self.queue_length, running=running)

    def _finish(
        self, ticket: Ticket, *, outcome: Outcome | None = None, error: Exception | None = None
    ) -> None:
        if ticket.future.done():
            return
        if error is not None:
            ticket.future.set_exception(error)
        elif outcome is not None:
            self._mean_s += 0.2 * (time.monotonic() - ticket.queued - self._mean_s)
            ticket.future.set_result(outcome)

    # One worker's life.

    async def _keep_alive(self, process: Process) -> None:
        failures = 0
        while True:
            environment = worker_environment(self._settings.worker_threads)
            try:
                await process.live(self._setup(), environment, partial(self._handle, process))
            finally:
                code = await process.end()
                if code is not None and not self.closing:
                    self._log.warning("worker ended", worker=process.number, code=code)
            was_ready = process.ready
            self._bury(process)
            failures = 0 if was_ready else failures + 1
            self._metrics.worker_restarts.inc()
            await asyncio.sleep(_BACKOFF_S[min(failures, len(_BACKOFF_S) - 1)])

    def _setup(self) -> dict[str, Any]:
        s = self._settings
        return {
            "engine": self._engine,
            "writers": s.writers,
            "embedder": s.embedder,
            "threads": s.worker_threads,
            "batch_size": s.batch_size,
            "batch_wait_ms": s.batch_wait_ms,
            "concurrency": s.concurrency,
        }

    def _handle(self, process: Process, frame: wire.Frame) -> None:
        header = frame.header
        ticket = process.running.get(header.get("task", ""))
        match header["t"]:
            case "ready":
                process.ready = True
                self.trouble = ""
                self.signature = header["signature"]
                self.writers = tuple(header["writers"])
                self._log.info("worker ready", worker=process.number)
                self._dispatch()
            case "unready":
                self.trouble = f"A model could not be loaded: {header['detail']}"
                self._log.error("worker not ready", detail=header["detail"], at=header["place"])
            case "writing":
                process.in_writer = [(task, key) for task, key in header["items"]]
            case "wrote":
                process.in_writer = []
                self._metrics.batch(header["count"], header["seconds"])
            case "progress" if ticket is not None and ticket.on_progress is not None:
                ticket.on_progress(header["stage"], header["done"], header["total"], frame.payload)
            case "draft" if ticket is not None:
                ticket.drafts[header["key"]] = json.loads(frame.payload)
                if ticket.on_draft is not None:
                    ticket.on_draft(header["key"], frame.payload)
            case "done" | "failed" | "cancelled" if ticket is not None:
                del process.running[ticket.task]
                self._settle(ticket, frame)
                self._dispatch()

    def _settle(self, ticket: Ticket, frame: wire.Frame) -> None:
        header = frame.header
        if header["t"] == "done":
            self._metrics.work(ticket.operation, header["stats"])
            for fault in header["stats"]["faults"]:
                self._log.error("writing failed", task=ticket.task, **fault)
            parts = wire.split([(n, c) for n, c in header["parts"]], frame.payload)
            self._finish(ticket, outcome=Outcome(parts, header["stats"]))
        elif header["t"] == "cancelled":
            self._finish(ticket, error=ServiceError("shutting-down", "The work was cancelled."))
        else:
            self._finish(ticket, error=self._failure(ticket, header))

    def _failure(self, ticket: Ticket, header: dict[str, Any]) -> ServiceError:
        if header["detail"] and header["kind"] != "ModelError":
            return ServiceError("invalid", header["detail"])
        self._log.error("work failed", task=ticket.task, kind=header["kind"], at=header["place"])
        return ServiceError("internal", f"An unforeseen {header['kind']}.")

    def _bury(self, process: Process) -> None:
        """After a death: find whom to blame, and let the others run again."""
        tickets, suspects = process.clear()
        for ticket in reversed(tickets):
            if ticket.future.done():
                continue
            blamed = [key for task, key in suspects if task == ticket.task]
            alone = ticket.deaths > 0 and len(suspects) == 1 and bool(blamed)
            if alone and len(ticket.poison) < _MAX_BLAMED:
                # It ran by itself, with one evidence in the writer: that one is extracted from
                # now on. A first death proves nothing; workers are killed for other reasons too.
                ticket.poison.update(blamed)
            else:
                ticket.deaths += 1
            if ticket.deaths >= _DEATHS:
                detail = f"{ticket.deaths} workers died on it."
                self._finish(ticket, error=ServiceError("writer-crashed", detail))
            elif self.closing:
                self._finish(ticket, error=ServiceError("shutting-down", "Ask again."))
            else:
                (self._background if ticket.background else self._waiting).appendleft(ticket)
        self._gauge()
