"""One inference worker as the service sees it: its process, its socket, its work in hand."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Any

from service import wire
from service.ticket import Ticket


class Process:
    """A worker. `running` are its pieces of work by task; `in_writer` the (task, evidence key)
    pairs of the writer call in progress."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.running: dict[str, Ticket] = {}
        self.in_writer: list[tuple[str, str]] = []
        self.ready = False
        self._process: asyncio.subprocess.Process | None = None
        self._stream: asyncio.StreamWriter | None = None

    @property
    def id(self) -> int | None:
        """The process id; None where none lives."""
        return None if self._process is None else self._process.pid

    def send(self, frame: bytes) -> None:
        """Sends an encoded frame; nothing where the worker has gone."""
        if self._stream is not None and not self._stream.is_closing():
            self._stream.write(frame)

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def live(
        self,
        setup: Mapping[str, Any],
        environment: Mapping[str, str],
        handle: Callable[[wire.Frame], None],
    ) -> None:
        """Starts the worker and passes its frames to `handle`, until it ends."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "service.worker",
                str(theirs.fileno()),
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                env=environment,
                # Ctrl-C in a terminal goes to the group: the service decides when workers end.
                start_new_session=True,
            )
        reader, self._stream = await asyncio.open_connection(sock=ours)
        self.send(wire.Frame({"t": "setup", **setup}).encode())
        with contextlib.suppress(wire.WireClosedError):
            while True:
                handle(await wire.receive_async(reader))

    async def end(self) -> int | None:
        """Ends it; its exit code, None where none lived."""
        code = None
        if self._stream is not None:
            self._stream.close()
        if self._process is not None:
            self.kill()
            code = await self._process.wait()
        self._stream = self._process = None
        return code

    def clear(self) -> tuple[list[Ticket], list[tuple[str, str]]]:
        """After a death: what was running, and what was in the writer."""
        left = list(self.running.values()), self.in_writer
        self.ready, self.running, self.in_writer = False, {}, []
        return left
