"""Stories: events that are kept; new articles join them, and their summaries have versions."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio.to_thread
from sqlalchemy.orm import Session

from service.errors import ServiceError, retry_after
from service.logs import Logger
from service.negotiate import JSON
from service.pool import Pool
from service.store import links, reading
from service.store import stories as store
from service.store.database import Database
from service.ticket import Outcome, Ticket

T = TypeVar("T")

# Two requests that change one owner's stories at the same moment: the later one begins again.
_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Work on new articles together with those that are known: what the worker gets.

    `options` are those of the work, with the corrections that are in force; `asked` those that
    came with the articles, None where nobody asked.
    """

    owner: str
    epoch: int
    records: tuple[dict[str, Any], ...] = field(repr=False)
    payload: bytes = field(repr=False)
    families: tuple[tuple[str, ...], ...] = field(repr=False)
    options: dict[str, Any]
    asked: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()

    @property
    def new(self) -> tuple[str, ...]:
        """The ids of the new articles."""
        return tuple(record["id"] for record in self.records)


class Stories:
    """The stories of one store."""

    def __init__(self, database: Database, *, pool: Pool, log: Logger) -> None:
        self._database = database
        self._pool = pool
        self._log = log

    async def plan(self, owner: str, payload: bytes, options: dict[str, Any]) -> Plan:
        """What a submission's articles have to be seen with."""
        records = await anyio.to_thread.run_sync(json.loads, payload)
        must, cannot = (links.pairs_of(options, name) for name in ("must_link", "cannot_link"))
        named = {one for pair in (*must, *cannot) for one in pair}

        def look(session: Session) -> tuple[store.Known, dict[str, Any], set[str]]:
            known = store.known(session, owner, records, named=named)
            ids = {record["id"] for record in (*records, *known.records)}
            now = links.in_force(session, owner, ids, must=must, cannot=cannot)
            corrected = {**options, "must_link": now[0], "cannot_link": now[1]}
            return known, corrected, named - ids

        known, corrected, strange = await self._database.read(look)
        everything = sorted([*records, *known.records], key=lambda record: str(record["id"]))
        joined = await anyio.to_thread.run_sync(_encode, everything)
        return Plan(
            owner=owner,
            epoch=known.epoch,
            records=tuple(records),
            payload=joined,
            families=known.families,
            options=corrected,
            asked=options,
            warnings=_strange(strange),
        )

    async def keep(self, plan: Plan, outcome: Outcome, *, why: str = "new articles") -> list[str]:
        """Makes the events of a digest versions of their stories; the ids of those that changed.

        Raises store.StaleError where somebody else was faster: plan again. Raises ServiceError
        where an event was lost: a story keeps the summary that it has.
        """
        check_whole(outcome)
        digest = await anyio.to_thread.run_sync(json.loads, outcome.parts[JSON])
        changed = await self._database.run(
            store.keep,
            plan.owner,
            expected=plan.epoch,
            records=plan.records,
            digest=digest,
            why=why,
            options=plan.asked,
            relations=outcome.stats["relations"],
        )
        return [story_id for story_id, _ in changed]

    async def withdraw(self, owner: str, article_id: str, timeout_s: float) -> dict[str, Any]:
        """Forgets an article at once; then its story is written anew from what is left."""
        left = await self._database.run(reading.withdraw, owner, article_id)
        if left is None:
            return {"article": article_id, "story": None, "version": None, "rewritten": False}
        rewritten = False
        if left.records:
            rewritten = await self._rewrite(owner, left, timeout_s)
        story = await self._database.read(reading.find, left.story_id, owner)
        return {
            "article": article_id,
            "story": story.id,
            "version": story.version,
            "rewritten": rewritten,
        }

    def _writer(self, wanted: str | None) -> str:
        writers = self._pool.writers
        return wanted if wanted in writers else next(iter(writers), "auto")

    async def _rewrite(self, owner: str, left: reading.Withdrawal, timeout_s: float) -> bool:
        plan = Plan(
            owner=owner,
            epoch=left.epoch,
            records=left.records,
            payload=_encode(left.records),
            families=(),
            # A writer that this service no longer has gives way to the default.
            options={**left.options, "writer": self._writer(left.options.get("writer"))},
        )
        ticket = Ticket(
            task=uuid.uuid4().hex,
            operation="summarize",
            payload=plan.payload,
            options=plan.options,
            formats=(JSON,),
            future=asyncio.get_running_loop().create_future(),
        )
        try:
            self._pool.submit(ticket)
            outcome = await asyncio.wait_for(ticket.future, timeout_s)
            await self.keep(plan, outcome, why="article withdrawn")
            return True
        except (ServiceError, TimeoutError, store.StaleError) as error:
            # What had to go has gone; the sentences that are left stay as they are.
            self._log.warning("story not rewritten", kind=type(error).__name__)
            return False
        finally:
            if not ticket.future.done():
                self._pool.cancel(ticket)


def check_whole(outcome: Outcome) -> None:
    """Raises ServiceError "internal" where an event of the digest was lost to an error."""
    if outcome.stats["lost"]:
        kind = outcome.stats["faults"][0]["kind"]
        raise ServiceError("internal", f"An unforeseen {kind}; nothing was stored.")


def _strange(ids: set[str]) -> tuple[str, ...]:
    if not ids:
        return ()
    some = ", ".join(sorted(ids)[:5])
    return (f"corrections name articles that are neither here nor stored: {some}",)


def _encode(records: Sequence[dict[str, Any]]) -> bytes:
    return json.dumps(list(records), separators=(",", ":")).encode()


async def with_retries(attempt: Callable[[], Awaitable[T]]) -> T:
    """`await attempt()`, again where the stories were changed in between.

    Raises ServiceError "store-unavailable" where that happens again and again.
    """
    for _ in range(_TRIES):
        try:
            return await attempt()
        except store.StaleError:
            continue
    raise ServiceError(
        "store-unavailable", "The stories change too fast; ask again.", headers=retry_after(2)
    )
