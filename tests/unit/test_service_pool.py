"""Who gets the work: the least busy worker, and one alone for what has seen a worker die."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable

from service.logs import make
from service.metrics import Metrics
from service.pool import Pool
from service.settings import Settings
from service.ticket import Outcome, Ticket


def ticket(name: str, *, deaths: int = 0, background: bool = False) -> Ticket:
    future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    return Ticket(
        task=name,
        operation="summarize",
        payload=b"[]",
        options={},
        formats=(),
        future=future,
        deaths=deaths,
        background=background,
    )


def pooled(check: Callable[[Pool], None], *, ready: int = 2, concurrency: int = 8) -> None:
    """Calls `check` with a pool whose workers are ready but do nothing."""

    async def run() -> None:
        settings = Settings(workers=2, concurrency=concurrency)
        pool = Pool(settings, engine="", metrics=Metrics(), log=make(stream=io.StringIO()))
        pool.signature = "some"
        for process in pool._processes[:ready]:
            process.ready = True
        check(pool)

    asyncio.run(run())


def loads(pool: Pool) -> list[list[str]]:
    return [list(process.running) for process in pool._processes]


def test_workers_share_the_work() -> None:
    def check(pool: Pool) -> None:
        for name in "abcd":
            pool.submit(ticket(name))
        assert loads(pool) == [["a", "c"], ["b", "d"]]

    pooled(check)


def test_what_finds_no_room_waits_and_requests_come_before_jobs() -> None:
    def check(pool: Pool) -> None:
        pool.submit(ticket("a"))
        pool.submit(ticket("job", background=True))
        pool.submit(ticket("b"))
        assert loads(pool) == [["a"], []]
        assert pool.queue_length == 2
        del pool._processes[0].running["a"]
        pool._dispatch()
        assert loads(pool) == [["b"], []]

    pooled(check, ready=1, concurrency=1)


def test_a_suspect_has_a_worker_for_itself() -> None:
    def check(pool: Pool) -> None:
        pool.submit(ticket("a"))
        pool.submit(ticket("suspect", deaths=1))
        pool.submit(ticket("b"))
        assert loads(pool) == [["a", "b"], ["suspect"]]
        pool.submit(ticket("another", deaths=1))
        assert pool.queue_length == 1
        del pool._processes[1].running["suspect"]
        pool._dispatch()
        assert loads(pool) == [["a", "b"], ["another"]]

    pooled(check)
