"""The database behind the store: connections, migrations, and errors a client can understand."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import anyio.to_thread
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from service.errors import ServiceError, retry_after
from service.logs import Logger
from summarizer.errors import SettingsError

P = ParamSpec("P")
T = TypeVar("T")

# Any number will do, as long as all processes of this service use the same.
_MIGRATION_LOCK = 6_143_271_953
_BUSY_MS = 10_000


def _url(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except Exception:
        raise SettingsError(
            "NEWSWEAVE_DATABASE_URL must be sqlite:///FILE or postgresql://…"
        ) from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise SettingsError("NEWSWEAVE_DATABASE_URL: SQLite needs a file, sqlite:///FILE")
    if url.drivername == "sqlite" and not Path(str(url.database)).absolute().parent.is_dir():
        folder = Path(str(url.database)).absolute().parent
        raise SettingsError(f"NEWSWEAVE_DATABASE_URL: there is no folder {folder}; make it first")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise SettingsError(
            f"NEWSWEAVE_DATABASE_URL must be SQLite or PostgreSQL, was: {url.drivername}"
        )
    return url


class Database:
    """An engine whose sessions either only read, or write in one transaction.

    Opening and migrating may fail while the database is away: `open` tries again until it is
    there, and `run` answers "store-unavailable" in the meantime.
    """

    def __init__(self, database_url: str, *, log: Logger) -> None:
        url = _url(database_url)
        self.sqlite = url.drivername == "sqlite"
        self._log = log
        self.migrated = False
        options: dict[str, Any] = {"pool_pre_ping": True, "pool_timeout": 10}
        if not self.sqlite:
            options["connect_args"] = {
                "connect_timeout": 5,
                "options": "-c statement_timeout=60000 -c lock_timeout=15000",
            }
        self.engine: Engine = create_engine(url, **options)
        self._writing = self.engine.execution_options(newsweave_write=True)
        if self.sqlite:
            event.listen(self.engine, "connect", _on_connect)
            event.listen(self.engine, "begin", _on_begin)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that changes nothing."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose transaction is committed at the end, or undone by an error."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    async def open(self) -> None:
        """Brings the tables up to date; waits for the database as long as it takes."""
        delay = 0.25
        while True:
            try:
                await anyio.to_thread.run_sync(self.migrate)
                return
            except (OperationalError, InterfaceError, InternalError, OSError) as error:
                # Nothing of a client's has been sent yet that a message could quote.
                reason = str(getattr(error, "orig", None) or error).partition("\n")[0][:200]
                self._log.warning("store away", kind=type(error).__name__, reason=reason)
                await asyncio.sleep(delay)
                delay = min(10.0, delay * 2)

    def migrate(self) -> None:
        """Runs the migrations that are missing, one process at a time."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", "service:migrations")
        with self._writing.begin() as connection:
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        self.migrated = True

    async def run(
        self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """`work(session, …)` in a thread and in one writing transaction."""
        return await self._run(self.writing, lambda session: work(session, *args, **kwargs))

    async def read(
        self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """`work(session, …)` in a thread, with a session that changes nothing."""
        return await self._run(self.reading, lambda session: work(session, *args, **kwargs))

    async def _run(
        self,
        opened: Callable[[], AbstractContextManager[Session]],
        work: Callable[[Session], T],
    ) -> T:
        if not self.migrated:
            raise unavailable("It has not been reached yet.")

        def in_thread() -> T:
            with opened() as session:
                return work(session)

        try:
            return await anyio.to_thread.run_sync(in_thread)
        except (OperationalError, InterfaceError, InternalError, PoolTimeoutError) as error:
            cause = type(getattr(error, "orig", None) or error).__name__
            self._log.warning("store away", kind=cause)
            raise unavailable("It cannot be used at the moment.") from None

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def unavailable(detail: str) -> ServiceError:
    """The error of a store that is away."""
    return ServiceError("store-unavailable", detail, headers=retry_after(5))


def alive(session: Session) -> None:
    """Asks the database for a sign of life."""
    session.execute(text("SELECT 1"))


def pack(data: bytes) -> bytes:
    """Compressed; level 1 because time matters more here than the last percent."""
    return zlib.compress(data, 1)


def unpack(data: bytes) -> bytes:
    """The inverse of `pack`."""
    return zlib.decompress(data)


def pack_json(value: Any) -> bytes:
    """A JSON value, compressed."""
    return pack(json.dumps(value).encode())


def unpack_json(data: bytes) -> Any:
    """The inverse of `pack_json`."""
    return json.loads(unpack(data))


def _on_connect(connection: Any, _record: Any) -> None:
    # Transactions begin where SQLAlchemy says so, not where the driver guesses.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    # A transaction that will write takes its lock at once: it cannot fail half-way as "busy".
    write = connection.get_execution_options().get("newsweave_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
