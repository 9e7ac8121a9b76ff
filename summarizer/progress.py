"""How far a run has come, shown on standard error: bars on a terminal, or a line a stage."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from summarizer.pipeline import Progress

Tell = Callable[[Progress], None]
# A stage while it goes on, when it is done, and what it counts.
_STAGES = {
    "load": ("loading the models", "loaded the models", ""),
    "read": ("reading", "read", "article"),
    "group": ("grouping", "grouped", "article"),
    "write": ("writing", "wrote", "event"),
}


@contextmanager
def progress(*, quiet: bool, verbose: bool) -> Iterator[Tell]:
    """Bars on a terminal, nothing in a pipe; with ``verbose`` one line a stage with its time."""
    if quiet or not (verbose or sys.stderr.isatty()):
        yield lambda _: None
    elif verbose:
        yield _timed_lines()
    else:
        with _bars() as tell:
            yield tell


def _timed_lines() -> Tell:
    started = time.monotonic()

    def tell(state: Progress) -> None:
        if state.done == state.total:
            seconds = time.monotonic() - started
            _, done, what = _STAGES.get(state.stage, ("", state.stage, ""))
            number = f" {state.total:,} {what}{'' if state.total == 1 else 's'}" if what else ""
            print(f"newsweave: {seconds:6.1f} s  {done}{number}", file=sys.stderr)

    return tell


@contextmanager
def _bars() -> Iterator[Tell]:
    """A bar a stage, shown from its beginning on; that of the models until they are loaded."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:18}"), BarColumn(), TextColumn("{task.fields[of]:>9}"))
    with Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bars:
        tasks = {"load": bars.add_task(_STAGES["load"][0], total=None, of="")}

        def tell(state: Progress) -> None:
            if state.stage not in _STAGES:
                return
            if state.stage == "load":
                bars.update(tasks["load"], visible=False)
                return
            if state.stage not in tasks:
                tasks[state.stage] = bars.add_task(_STAGES[state.stage][0], of="")
            of = f"{state.done:,}/{state.total:,}"
            bars.update(tasks[state.stage], completed=state.done, total=state.total, of=of)
            if state.stage == "group" and state.done == state.total and "write" not in tasks:
                # The first event may take long.
                tasks["write"] = bars.add_task(_STAGES["write"][0], total=None, of="")

        yield tell
