"""How much work Python does, counted, not timed: the same on a busy machine as on an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many bytecode instructions ``work()`` executes; what runs in C counts as one."""
    done = 0

    def count(frame: FrameType, happening: str, _: Any) -> Any:
        nonlocal done
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        done += happening == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return done
