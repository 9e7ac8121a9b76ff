"""An error that nobody foresaw, while one event is written, costs that event and no other."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from summarizer.errors import NewsweaveError
from summarizer.records import Draft, Event, Evidence
from summarizer.seams import Writer

_T = TypeVar("_T")

# Is told of the event and the error that it was lost to.
Failed = Callable[[Event, Exception], None]
# Errors that concern the whole run: those raised on purpose, and files that cannot be used.
_OF_THE_RUN = (NewsweaveError, OSError)
# So many places of a traceback say where an error is.
_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What an event has in place of material, draft or summary: the ``kind`` of the error."""

    event: Event
    kind: str


def attempt(event: Event, work: Callable[[], _T], failed: Failed | None) -> _T | Lost:
    """What ``work()`` returns, or Lost once ``failed`` was told of an unforeseen error in it.

    Without ``failed``, and where it concerns the whole run, the error is raised.
    """
    try:
        return work()
    except _OF_THE_RUN:
        raise
    except Exception as error:
        if failed is None:
            raise
        failed(event, error)
        return Lost(event=event, kind=type(error).__name__)


def drafts(
    writer: Writer, evidences: Sequence[Evidence], failed: Failed | None
) -> Sequence[Draft | Lost]:
    """One draft per evidence. Where a call for all of them fails, each gets one of its own.

    Raises the error where each alone would be written: then it is no event's.
    """
    try:
        return writer.write(evidences)
    except _OF_THE_RUN:
        raise
    except Exception:
        if failed is None:
            raise
        alone = [attempt(one.event, partial(_draft, writer, one), failed) for one in evidences]
        if not any(isinstance(one, Lost) for one in alone):
            raise
        return alone


def _draft(writer: Writer, evidence: Evidence) -> Draft:
    (draft,) = writer.write([evidence])
    return draft


def place(error: BaseException) -> str:
    """Where ``error`` was raised, innermost first: "verify.py:120 check < compose.py:44 told".

    Each place once: a recursion without end has thousands of one.
    """
    places = (
        f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    return " < ".join(list(dict.fromkeys(places))[:_PLACES])
