"""The decoder one token at a time, for several groups of sources at once.

A matrix product rounds differently when its shape changes, and a beam search turns a last bit into
another word. So every shape here is fixed: always `GROUPS` groups (empty ones are blank), sources
padded to `ROOM`, and the encoder reads each group by itself. The rows of a product of one shape do
not depend on each other, so a group's result does not depend on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from summarizer.models.fusion import FusionModel, Memory, Source, sources

if TYPE_CHECKING:
    from summarizer.models.constrain import Reading

GROUPS = 8
ROOM = 256


class Stepper:
    """Keys, values and inputs of `GROUPS` times `beams` hypotheses.

    Attributes used between calls: `inputs` (GROUPS * beams, t) ids so far; `past` for each decoder
    layer its keys and values, each (GROUPS * beams, heads, t, D / heads).
    """

    def __init__(self, model: FusionModel, readings: Sequence[Reading], *, beams: int) -> None:
        self.model = model
        self.beams = beams
        parts = [model.encode(source_of(one, model)) for one in readings]
        self.memory = stacked(parts)
        # layer by layer and group by group: a shape for each group, whatever the batch
        self.cross = []
        for _, cross in model.layers():
            halves = [cross.keys_values(part.states) for part in parts]
            self.cross.append((filled([k for k, _ in halves]), filled([v for _, v in halves])))
        self.past: list[tuple[Tensor, Tensor]] = []
        self.inputs = torch.zeros((GROUPS * beams, 0), dtype=torch.long)
        ids = self.memory.ids
        self.ids = torch.where(ids == model.config.start_id, model.config.stop_id, ids)

    def reorder(self, rows: Sequence[int]) -> None:
        """Row i of everything kept becomes what row `rows[i]` was."""
        index = torch.tensor(rows)
        self.inputs = self.inputs[index]
        self.past = [(keys[index], values[index]) for keys, values in self.past]

    def step(self, tokens: Sequence[int]) -> tuple[Tensor, Tensor]:
        """The next input of each hypothesis (GROUPS * beams) -> log-probabilities.

        Returns closed (GROUPS, beams, K) and pointer (GROUPS, beams, ROOM), float32.
        """
        model, at = self.model, self.inputs.shape[1]
        last = torch.tensor(tokens)[:, None]
        self.inputs = torch.cat([self.inputs, last], dim=1)
        states = model.words(last) + model.decoder_positions(torch.tensor([at]))
        states = model.decoder_norm(states)
        rows, grouped = states.shape, (GROUPS, self.beams, states.shape[-1])
        for index, (block, cross) in enumerate(model.layers()):
            keys, values = block.self_attention.keys_values(states)
            if at:
                keys = torch.cat([self.past[index][0], keys], dim=2)
                values = torch.cat([self.past[index][1], values], dim=2)
                self.past[index] = (keys, values)
            else:
                self.past.append((keys, values))
            states = block.self_attention.attend(states, keys, values, mask=None, causal=False)
            states = cross.attend(
                states.view(grouped),
                *self.cross[index],
                mask=self.memory.mask[:, None, None, :],
                causal=False,
            ).view(rows)
            states = block.feed(states)
        closed, pointer = model.scores(self.memory, states.view(grouped), self.marks())
        both = functional.log_softmax(torch.cat([closed, pointer], dim=-1), dim=-1)
        size = closed.shape[-1]
        return both[..., :size], both[..., size:]

    def marks(self) -> Tensor:
        """`fusion.features` of the last step alone: (GROUPS, beams, ROOM, 6)."""
        config = self.model.config
        inputs = torch.where(self.inputs == config.start_id, config.stop_id, self.inputs)
        inputs = inputs.view(GROUPS, self.beams, -1)
        same = inputs[..., None] == self.ids[:, None, None, :]
        pair = same & functional.pad(same, (1, 0, 1, 0))[..., :-1, :-1]
        one = back(same, 1)
        two = one & back(same, 2)
        three = two & back(same, 3)
        after = functional.pad(pair, (0, 1))[..., 1:]
        seen = [part.any(dim=2) for part in (same, pair, after)]
        return torch.stack([one, two, three, *seen], dim=-1).float()


def back(same: Tensor, steps: int) -> Tensor:
    """Whether the input `steps - 1` before the last equals the source token `steps` before a place.

    same: (GROUPS, beams, t, ROOM) -> (GROUPS, beams, ROOM).
    """
    if same.shape[2] < steps:
        return torch.zeros_like(same[:, :, 0])
    return functional.pad(same[:, :, -steps], (steps, 0))[..., : same.shape[3]]


def source_of(reading: Reading, model: FusionModel) -> Source:
    """A reading's row as the encoder's input, (1, S)."""
    groups: list[list[int]] = [[]]
    for token, group in zip(reading.row[1:].tolist(), reading.group[1:].tolist(), strict=True):
        if group < 0:
            groups.append([])
        else:
            groups[-1].append(token)
    made = sources([[one for one in groups if one]], model.config, room=ROOM)
    return Source(*(part[:, : len(reading.row)] for part in made))


def filled(parts: Sequence[Tensor]) -> Tensor:
    """(1, heads, S, d) of some groups -> (GROUPS, heads, ROOM, d), zeros for what is missing."""
    first = parts[0]
    out = first.new_zeros((GROUPS, first.shape[1], ROOM, first.shape[3]))
    for at, part in enumerate(parts):
        out[at, :, : part.shape[2]] = part[0]
    return out


def stacked(parts: Sequence[Memory]) -> Memory:
    """Memories of single groups -> one of `GROUPS` groups, padded to `ROOM`."""
    width = parts[0].states.shape[-1]
    states = parts[0].states.new_zeros((GROUPS, ROOM, width))
    keys = parts[0].keys.new_zeros((GROUPS, ROOM, width))
    mask = torch.zeros((GROUPS, ROOM), dtype=torch.bool)
    ids = torch.zeros((GROUPS, ROOM), dtype=torch.long)
    for at, part in enumerate(parts):
        size = part.ids.shape[1]
        states[at, :size], keys[at, :size] = part.states[0], part.keys[0]
        mask[at, :size], ids[at, :size] = part.mask[0], part.ids[0]
    # a blank group reads one blank token, lest its softmax be 0 / 0
    mask[len(parts) :, 0] = True
    return Memory(states, keys, mask, ids)
