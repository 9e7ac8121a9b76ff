"""What the decoder may write next: source words copied whole, quotations verbatim, no new facts.

The decoder points at source positions, so the rules are rules about positions, not a trie over
strings: a hypothesis knows the set of positions its last token may stand for, and a unit can only
be gone on with at the next position (see `reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from summarizer.models.reading import Mask, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a hypothesis remembers: where its last token may stand and whether it may be free."""

    tail: frozenset[int]
    free: bool
    last: int = -1
    brackets: int = 0


BEGIN = State(tail=frozenset(), free=True)


def allowed(reading: Reading, state: State, marks: Mapping[str, int]) -> tuple[Mask, Mask, bool]:
    """(positions (S,), closed words (K,), stop) that may come next.

    marks: ids of ".", "(" and ")". `stop` is true when the sentence may end here.
    """
    positions = np.zeros(len(reading.row), dtype=bool)
    words = np.zeros_like(reading.words)
    open_quote = [p for p in state.tail if reading.quoted[p] >= 0 and not reading.closes[p]]
    follow = [p + 1 for p in state.tail if p + 1 < len(reading.row)]
    if open_quote:
        positions[[p + 1 for p in open_quote if p + 1 < len(reading.row)]] = True
        return positions, words, False
    positions[[p for p in follow if reading.joined[p]]] = True
    whole = state.free or any(p >= len(reading.row) or not reading.joined[p] for p in follow)
    if not whole:
        return positions, words, False
    ended = state.last in (marks["."], marks["?"], marks["!"])
    loose = ended and not any(reading.joined[p] for p in state.tail)
    closed = any(reading.closes[p] for p in state.tail)
    stop = (ended or closed_after_stop(reading, state, marks)) and not state.brackets
    if loose and not closed:
        # one that must end here and may not, for a bracket is open, is a dead end
        return positions, words, stop or not (positions.any() or state.brackets)
    if reading.clings.any():
        positions |= reading.starts & ~(reading.clings & (np.roll(reading.row, 1) != state.last))
    else:
        positions |= reading.starts
    words |= reading.words
    if any(reading.counts[p] for p in state.tail):
        # "20" of one source and "percent" of another are a number that none has
        further = reading.amounts.copy()
        further[follow] = False
        positions &= ~further
        words &= ~reading.scales
    if state.brackets:
        positions &= ~((reading.row == marks["("]) | (reading.row == marks["."]))
    else:
        positions &= reading.row != marks[")"]
    return positions, words, stop


def closed_after_stop(reading: Reading, state: State, marks: Mapping[str, int]) -> bool:
    """Whether the last token closes a quotation that ended with a full stop."""
    ends = {marks["."], marks["?"], marks["!"]}
    return any(reading.closes[p] and int(reading.row[p - 1]) in ends for p in state.tail)
