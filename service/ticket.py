"""A piece of work on its way through the pool, and its result."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from service import wire


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished piece of work: the digest by media type, and its figures."""

    parts: dict[str, bytes]
    stats: dict[str, Any]


ProgressHook = Callable[[str, int, int, bytes], None]
DraftHook = Callable[[str, bytes], None]


@dataclass(slots=True, eq=False)
class Ticket:
    """One piece of work in the pool. `deadline` is a `time.monotonic()` moment."""

    task: str
    operation: str
    payload: bytes = field(repr=False)
    options: dict[str, Any]
    formats: tuple[str, ...]
    future: asyncio.Future[Outcome]
    deadline: float | None = None
    warnings: tuple[str, ...] = ()
    new: tuple[str, ...] = field(default=(), repr=False)
    families: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    background: bool = False
    drafts: dict[str, Any] = field(default_factory=dict, repr=False)
    on_progress: ProgressHook | None = None
    on_draft: DraftHook | None = None
    queued: float = field(default_factory=time.monotonic)
    poison: set[str] = field(default_factory=set)
    deaths: int = 0

    def frame(self) -> bytes:
        """The message that starts it on a worker."""
        header: dict[str, Any] = {
            "t": "run",
            "task": self.task,
            "operation": self.operation,
            "options": self.options,
            "formats": self.formats,
            "warnings": self.warnings,
            "new": self.new,
            "families": self.families,
            "poison": sorted(self.poison),
            "single": self.deaths > 0,
            "drafts": self.drafts,
            "checkpoints": self.on_draft is not None or self.deaths > 0,
        }
        if self.deadline is not None:
            header["deadline_s"] = max(0.0, self.deadline - time.monotonic())
        return wire.Frame(header, self.payload).encode()
