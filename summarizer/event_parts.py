"""The grouping itself: which articles of a set tell of one event each, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.cards import document_without
from summarizer.corrections import Corrections
from summarizer.errors import UsageError
from summarizer.pairlogit import Model, load_model
from summarizer.partition import Partition, corrected, partition
from summarizer.records import Document
from summarizer.space import Space, space
from summarizer.traits import profiles
from summarizer.units import units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class EventParts:
    """A grouping with what it was made from: documents by id, without the cards of names, which
    hold headlines of other stories, and their places by event."""

    documents: tuple[Document, ...]
    units: tuple[tuple[int, ...], ...]
    space: Space
    partition: Partition
    parts: tuple[tuple[int, ...], ...]


def event_parts(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    *,
    origins: Sequence[Sequence[str]],
    corrections: Corrections,
    model: Model | None = None,
    other_days: Sequence[int] = (),
) -> EventParts:
    """The parts of ``documents`` that tell of one event each, with all that they rest on.

    ``other_days`` are the ordinals of the days of articles that are not grouped now: how much one
    day says depends on how many share it.
    """
    ordered, rows = _ordered(documents, vectors)
    # Copies that a person wants apart are not taken together.
    apart = {i for pair in corrections.cannot_link for i in pair}
    loose = [[i for i in origin if i not in apart] for origin in origins]
    taken = units(ordered, [origin for origin in loose if origin])
    heads = [unit[0] for unit in taken]
    made = space(profiles([ordered[i] for i in heads]), rows[heads], other_days=other_days)
    found = partition(made, model or load_model())
    home = {ordered[i].id: index for index, unit in enumerate(taken) for i in unit}
    must, cannot = (
        [(home[a], home[b]) for a, b in links if a in home and b in home]
        for links in (corrections.must_link, corrections.cannot_link)
    )
    parts = corrected(found, must, cannot) if must or cannot else found.parts
    places = tuple(tuple(sorted(i for row in part for i in taken[row])) for part in parts)
    return EventParts(
        documents=tuple(ordered), units=taken, space=made, partition=found, parts=places
    )


def _ordered(
    documents: Sequence[Document], vectors: NDArray[np.float32]
) -> tuple[list[Document], NDArray[np.float32]]:
    """Documents and vectors by article id."""
    if len(vectors) != len(documents):
        raise UsageError(
            f"one vector per document is needed: {len(documents)} documents, {len(vectors)} vectors"
        )
    order = sorted(range(len(documents)), key=lambda i: documents[i].id)
    ordered = [document_without(documents[i]) for i in order]
    for a, b in pairwise(ordered):
        if a.id == b.id:
            raise UsageError(f"two articles have the id {a.id!r}")
    return ordered, vectors[order]
