"""Stopping work from outside: a check that long loops call between steps.

The check travels in a context variable, so the seams stay free of it: a caller runs its work
inside ``stoppable(check)``, and a decoding loop calls ``stop_if_asked()`` at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from summarizer.errors import Cancelled

_check: ContextVar[Callable[[], bool] | None] = ContextVar("newsweave_stop", default=None)


@contextmanager
def stoppable(check: Callable[[], bool] | None) -> Iterator[None]:
    """Within this context ``stop_if_asked`` raises as soon as ``check()`` is true."""
    token = _check.set(check)
    try:
        yield
    finally:
        _check.reset(token)


def stop_if_asked() -> None:
    """Raise Cancelled when the work in this context is no longer wanted."""
    check = _check.get()
    if check is not None and check():
        raise Cancelled("the work was cancelled")
