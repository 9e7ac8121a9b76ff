"""Background work: claims a job from the store, runs it, keeps what it reports, ends it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import anyio.to_thread
from sqlalchemy.orm import Session

from service.errors import ServiceError, from_library
from service.logs import Logger
from service.metrics import Metrics
from service.negotiate import DIGEST_TYPES, JSON
from service.notes import Notes
from service.pool import Pool
from service.settings import Settings
from service.store import jobs as store
from service.store.database import Database
from service.store.stories import keep
from service.stories import Plan, Stories, check_whole, with_retries
from service.ticket import Outcome, Ticket
from summarizer.errors import NewsweaveError

P = ParamSpec("P")
T = TypeVar("T")

# Seconds between looks for jobs that another process accepted, and between writes of progress.
_LOOK_S = 1.0
_FLUSH_S = 0.25
_PURGE_S = 60.0


class JobRunner:
    """The loops of one process. `changed` is set whenever this process has changed a job."""

    def __init__(
        self,
        settings: Settings,
        *,
        pool: Pool,
        database: Database,
        stories: Stories,
        metrics: Metrics,
        log: Logger,
    ) -> None:
        self._settings = settings
        self._pool = pool
        self._database = database
        self._stories = stories
        self._metrics = metrics
        self._log = log
        self._name = uuid.uuid4().hex
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._bell: asyncio.Event = asyncio.Event()
        self._wanted_off: set[str] = set()

    def start(self) -> None:
        """Starts the loops."""
        for _ in range(self._settings.job_slots):
            self._tasks.append(asyncio.create_task(self._loop()))
        self._tasks.append(asyncio.create_task(self._purge()))

    async def close(self) -> None:
        """Ends the loops; what is unfinished goes back to the queue."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def wake(self) -> None:
        """A job has been accepted here."""
        self._wake.set()

    def cancelled(self, job_id: str) -> None:
        """A job has been cancelled here: whoever runs it need not wait for the next beat."""
        self._wanted_off.add(job_id)
        self.ring()

    def ring(self) -> None:
        """Wakes those who wait for news of a job."""
        self._bell.set()
        self._bell = asyncio.Event()

    async def news(self, timeout_s: float) -> None:
        """Waits for news of any job of this process, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), timeout_s)

    async def _loop(self) -> None:
        while True:
            claim = None
            if self._pool.ready:
                with contextlib.suppress(ServiceError):
                    claim = await self._claim()
            if claim is not None:
                await self._work(claim)
                continue
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _LOOK_S)

    async def _claim(self) -> store.Claim | None:
        return await self._database.run(
            store.claim,
            owner=self._name,
            lease_s=self._settings.lease_s,
            attempts=self._settings.job_attempts,
            retention_s=self._settings.retention_s,
        )

    async def _work(self, claim: store.Claim) -> None:
        began = time.monotonic()
        self._log.info("job begun", job=claim.job_id, attempt=claim.attempt)
        try:
            state = await with_retries(lambda: self._attempt(claim))
        except asyncio.CancelledError:
            await self._give_back(claim)
            raise
        except NewsweaveError as error:
            state = await self._failed(claim, from_library(error))
        except Exception as error:
            self._log.error("job failed", job=claim.job_id, kind=type(error).__name__)
            problem = ServiceError("internal", f"An unforeseen {type(error).__name__}.")
            state = await self._failed(claim, problem)
        finally:
            self._wanted_off.discard(claim.job_id)
        self._metrics.jobs.labels(state).inc()
        seconds = round(time.monotonic() - began, 3)
        self._log.info("job ended", job=claim.job_id, state=state, seconds=seconds)
        self.ring()

    async def _attempt(self, claim: store.Claim) -> str:
        """The state in which one run leaves the job. Raises StaleError where its stories were
        changed by somebody else in the meantime."""
        plan = None
        if claim.store:
            plan = await self._until_stored(
                self._stories.plan, claim.job_owner, claim.payload, claim.options
            )
        notes = Notes(told=set(claim.told))
        ticket = self._ticket(claim, notes, plan)
        try:
            self._pool.submit(ticket)
            order = await self._follow(claim, ticket, notes)
            if order == "cancel":
                return await self._failed(claim, None)
            if order == "lost":
                return "lost"
            return await self._keep(claim, ticket.future.result(), notes.news(), plan)
        finally:
            if not ticket.future.done():
                self._pool.cancel(ticket)

    def _ticket(self, claim: store.Claim, notes: Notes, plan: Plan | None) -> Ticket:
        deadline = None if claim.deadline_s is None else time.monotonic() + claim.deadline_s
        return Ticket(
            task=f"{claim.job_id}.{claim.attempt}",
            operation="summarize" if plan is None else "join",
            payload=claim.payload if plan is None else plan.payload,
            new=() if plan is None else plan.new,
            families=() if plan is None else plan.families,
            options=claim.options if plan is None else plan.options,
            formats=DIGEST_TYPES,
            future=asyncio.get_running_loop().create_future(),
            deadline=deadline,
            warnings=claim.warnings if plan is None else (*claim.warnings, *plan.warnings),
            background=True,
            drafts=claim.drafts,
            on_progress=notes.progress,
            on_draft=notes.draft,
        )

    async def _follow(self, claim: store.Claim, ticket: Ticket, notes: Notes) -> str:
        """Beats until the work is done: "done", or "cancel" or "lost" where it must stop."""
        beaten = time.monotonic()
        while not ticket.future.done():
            await asyncio.wait([ticket.future], timeout=_FLUSH_S)
            due = time.monotonic() - beaten > self._settings.lease_s / 3
            if not (due or notes.fresh() or claim.job_id in self._wanted_off):
                continue
            news = notes.news()
            order = await self._beat(claim, news)
            if order == "away":
                continue
            beaten = time.monotonic()
            notes.forget(news)
            self.ring()
            if order != "go":
                return order
        return "done"

    async def _beat(self, claim: store.Claim, news: store.News) -> str:
        try:
            return await self._database.run(store.beat, claim, news, lease_s=self._settings.lease_s)
        except ServiceError:
            # The store is away: the work goes on, and is told of later.
            return "away"

    async def _keep(
        self, claim: store.Claim, outcome: Outcome, news: store.News, plan: Plan | None
    ) -> str:
        """Stores the result, for as long as it takes to get it stored."""
        digest = None
        if plan is not None:
            check_whole(outcome)
            digest = await anyio.to_thread.run_sync(json.loads, outcome.parts[JSON])

        def work(session: Session) -> bool:
            # One transaction: a result without its stories, or the other way round, cannot be.
            store.beat(session, claim, news, lease_s=self._settings.lease_s)
            retention_s = self._settings.retention_s
            if not store.complete(session, claim, outcome.parts, retention_s=retention_s):
                return False
            if plan is not None and digest is not None:
                keep(
                    session,
                    plan.owner,
                    expected=plan.epoch,
                    records=plan.records,
                    digest=digest,
                    why="new articles",
                    options=plan.asked,
                    relations=outcome.stats["relations"],
                )
            return True

        kept = await self._until_stored(self._database.run, work)
        return "done" if kept else "lost"

    async def _failed(self, claim: store.Claim, error: ServiceError | None) -> str:
        """Ends the job: as cancelled without an error; it waits again after a shutdown."""
        if error is not None and error.kind in ("shutting-down", "not-ready"):
            await self._give_back(claim)
            return "released"
        retention_s = self._settings.retention_s
        ended = await self._until_stored(
            lambda: self._database.run(store.fail, claim, error, retention_s=retention_s)
        )
        if not ended:
            return "lost"
        return "cancelled" if error is None else "failed"

    async def _give_back(self, claim: store.Claim) -> None:
        with contextlib.suppress(ServiceError):
            await self._database.run(store.release, claim)

    async def _until_stored(
        self, work: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The result of `work`, tried until the store is there."""
        delay = 0.2
        while True:
            try:
                return await work(*args, **kwargs)
            except ServiceError as error:
                if error.kind != "store-unavailable":
                    raise
            await asyncio.sleep(delay)
            delay = min(5.0, delay * 2)

    async def _purge(self) -> None:
        while True:
            with contextlib.suppress(ServiceError):
                if self._database.migrated:
                    gone = await self._database.run(store.purge)
                    if gone:
                        self._log.info("jobs forgotten", count=gone)
            await asyncio.sleep(_PURGE_S if self._database.migrated else _LOOK_S)
