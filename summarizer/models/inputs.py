"""Token ids of groups of sentences as the fusion model's input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionConfig:
    """Sizes of the network and the ids it needs to know; written as `config.json`."""

    vocabulary: int = 30522
    width: int = 384
    heads: int = 12
    inner: int = 1536
    encoder_layers: int = 6
    decoder_layers: int = 3
    positions: int = 512
    sentences: int = 8
    pad_id: int = 0
    start_id: int = 101
    stop_id: int = 102
    closed: tuple[int, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> FusionConfig:
        """The inverse of `as_dict`. Raises ValueError, TypeError or KeyError for what is none."""
        made = cls(**{**values, "closed": tuple(values["closed"])})
        sizes = {name: value for name, value in values.items() if name != "closed"}
        for name, value in sizes.items():
            least = 0 if name.endswith("_id") else 1
            if type(value) is not int or value < least:
                raise ValueError(f"{name} must be a whole number >= {least}, was: {value!r}")
        if made.width % made.heads:
            raise ValueError(f"heads must divide width {made.width}, was: {made.heads}")
        ids = (made.pad_id, made.start_id, made.stop_id, *made.closed)
        wrong = [one for one in ids if type(one) is not int or not 0 <= one < made.vocabulary]
        if wrong:
            raise ValueError(f"ids must be in [0, {made.vocabulary}), was: {wrong[0]!r}")
        if made.stop_id not in made.closed:
            raise ValueError(f"closed must hold stop_id {made.stop_id}")
        return made


class Source(NamedTuple):
    """A batch of encoded sources.

    ids, sentence and shared: (B, S) int64; `sentence` is the index of the sentence a token stands
    in, `shared` is 0 for a token only its own sentence has, 1 if another sentence has it too, 2 if
    another sentence has it after the same predecessor.
    """

    ids: Tensor
    sentence: Tensor
    shared: Tensor


def sources(
    groups: Sequence[Sequence[Sequence[int]]], config: FusionConfig, *, room: int = 256
) -> Source:
    """Token ids of each group's sentences -> padded tensors.

    Each sentence is closed by the stop id, the whole is cut at `room` tokens and at
    `config.sentences` sentences.
    """
    rows, places, flags = [], [], []
    for group in groups:
        row, place = [config.start_id], [0]
        for index, sentence in enumerate(group[: config.sentences]):
            row += [*sentence, config.stop_id]
            place += [index] * (len(sentence) + 1)
        rows.append(row[:room])
        places.append(place[:room])
        flags.append(shared_flags(rows[-1], places[-1]))
    length = max(map(len, rows), default=1)

    def padded(lists: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([[*one, *([fill] * (length - len(one)))] for one in lists])

    return Source(padded(rows, config.pad_id), padded(places, 0), padded(flags, 0))


def shared_flags(row: Sequence[int], places: Sequence[int]) -> list[int]:
    """For each token 0, 1 or 2: nothing, the token, or its bigram recurs in another sentence."""
    word_at: dict[int, set[int]] = {}
    pair_at: dict[tuple[int, int], set[int]] = {}
    before = 0
    for token, place in zip(row, places, strict=True):
        word_at.setdefault(token, set()).add(place)
        pair_at.setdefault((before, token), set()).add(place)
        before = token
    flags, before = [], 0
    for token in row:
        both = len(pair_at[(before, token)]) > 1
        flags.append(2 if both else int(len(word_at[token]) > 1))
        before = token
    return flags
