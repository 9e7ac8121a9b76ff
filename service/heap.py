"""Freed memory, handed back to the system every second.

Requests of all sizes leave holes in the heap of a long-lived process; glibc keeps those, and the
process looks as if it grew. `malloc_trim` (glibc's own) hands whole free pages back. Elsewhere
(musl, macOS) there is no such call, and nothing is done.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable

# A trim of 450 MB takes about a millisecond.
EVERY_S = 1.0


def trimmer() -> Callable[[], object] | None:
    """What hands free pages back, or None where the C library cannot."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    trim.argtypes = (ctypes.c_size_t,)
    trim.restype = ctypes.c_int
    return lambda: trim(0)


class Heap:
    """Trims at most once in `every_s` seconds, whichever thread asks."""

    def __init__(
        self,
        trim: Callable[[], object] | None,
        *,
        every_s: float = EVERY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._trim = trim
        self._every = every_s
        self._clock = clock
        self._last = clock()
        self._lock = threading.Lock()

    def work_done(self) -> None:
        """Tells that a piece of work is over; trims if the last time is long enough ago."""
        if self._trim is None:
            return
        with self._lock:
            now = self._clock()
            if now - self._last < self._every:
                return
            self._last = now
        self._trim()
