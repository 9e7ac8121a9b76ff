"""The decoder one token at a time, for several groups of source sentences at once.

A matrix product rounds differently when its shape changes, and a beam search turns a last bit into
another word. So the shapes of the products that groups share are fixed (always `GROUPS` times
`beams` rows, whose results do not depend on each other), and what is as long as a group's sources
is computed for each group by itself. A group's result then does not depend on its company.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from summarizer.models.fusion import FusionModel, Memory, mix, pointed
from summarizer.models.inputs import Source, sources

if TYPE_CHECKING:
    from summarizer.models.reading import Reading

# Groups that are decoded together, and tokens of a group's sources that are read at most.
GROUPS = 8
ROOM = 256


class Marks:
    """`fusion.features` of one group, kept up step by step.

    `seen` (beams, S, 3): the token, after its predecessor, and before its successor was written;
    `near` (beams, 3, S): which places hold the last input, the one before, and that before it.
    """

    def __init__(self, ids: Tensor, *, beams: int) -> None:
        self.ids = ids
        self.seen = torch.zeros((beams, ids.shape[0], 3), dtype=torch.bool)
        self.near = torch.zeros((beams, 3, ids.shape[0]), dtype=torch.bool)

    def reorder(self, index: Tensor) -> None:
        """Row i becomes what row index[i] was."""
        self.seen, self.near = self.seen[index], self.near[index]

    def step(self, last: Tensor) -> Tensor:
        """The next inputs (beams,) -> features (beams, S, 6), float32."""
        same = last[:, None] == self.ids
        self.near = torch.cat([same[:, None], self.near[:, :2]], dim=1)
        pair = same & functional.pad(self.near[:, 1], (1, -1))
        after = functional.pad(pair, (-1, 1))
        self.seen = self.seen | torch.stack([same, pair, after], dim=-1)
        one = functional.pad(self.near[:, 0], (1, -1))
        two = one & functional.pad(self.near[:, 1], (2, -2))
        three = two & functional.pad(self.near[:, 2], (3, -3))
        near = torch.stack([one, two, three], dim=-1)
        return torch.cat([near, self.seen], dim=-1).float()


class Stepper:
    """Keys, values and marks of `GROUPS` times `beams` hypotheses.

    `past` holds for each decoder layer its keys and values, each
    (GROUPS * beams, heads, t, D / heads).
    """

    def __init__(self, model: FusionModel, readings: Sequence[Reading], *, beams: int) -> None:
        self.model = model
        self.beams = beams
        self.memories: list[Memory] = [model.encode(source_of(one, model)) for one in readings]
        self.cross = [
            [cross.keys_values(memory.states) for memory in self.memories]
            for _, cross in model.layers()
        ]
        start, stop = model.config.start_id, model.config.stop_id
        self.marks = [
            Marks(torch.where(memory.ids[0] == start, stop, memory.ids[0]), beams=beams)
            for memory in self.memories
        ]
        self.past: list[tuple[Tensor, Tensor]] = []
        self.length = 0

    def reorder(self, rows: Sequence[int]) -> None:
        """Row i of everything kept becomes what row `rows[i]`, of the same group, was."""
        moved = [at for at, row in enumerate(rows) if at != row]
        if not moved:
            return
        index, places = torch.tensor(rows), torch.tensor(moved)
        taken = index[places]
        for part in (one for pair in self.past for one in pair):
            # taken out before anything is put in: a row may be both
            part.index_copy_(0, places, part.index_select(0, taken))
        for at, marks in enumerate(self.marks):
            first = at * self.beams
            marks.reorder(index[first : first + self.beams] - first)

    def step(self, tokens: Sequence[int]) -> list[tuple[Tensor, Tensor]]:
        """The next input of each hypothesis (GROUPS * beams) -> log-probabilities.

        Returns for each group closed (beams, K) and pointer (beams, S), float32.
        """
        model = self.model
        last = torch.tensor(tokens)
        places = model.decoder_positions(torch.tensor([self.length]))
        states = model.decoder_norm(model.words(last)[:, None] + places)
        for index, (block, cross) in enumerate(model.layers()):
            keys, values = block.self_attention.keys_values(states)
            if self.length:
                keys = torch.cat([self.past[index][0], keys], dim=2)
                values = torch.cat([self.past[index][1], values], dim=2)
                self.past[index] = (keys, values)
            else:
                self.past.append((keys, values))
            states = block.self_attention.attend(states, keys, values, mask=None, causal=False)
            query = cross.split(cross.query(states))
            states = block.feed(cross.finish(states, self.crossed(query, index)))
        self.length += 1
        stop = torch.tensor(model.config.stop_id)
        return self.scored(states, torch.where(last == model.config.start_id, stop, last))

    def crossed(self, query: Tensor, index: int) -> Tensor:
        """Attention of each group's rows to its own sources: like query, (rows, heads, 1, d)."""
        mixed = torch.zeros_like(query)
        for at, (keys, values) in enumerate(self.cross[index]):
            rows = slice(at * self.beams, (at + 1) * self.beams)
            one = query[rows].transpose(0, 2)
            mixed[rows] = mix(one, keys, values, mask=None, causal=False).transpose(0, 2)
        return mixed

    def scored(self, states: Tensor, last: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Log-probabilities of each group from decoder states (rows, 1, D)."""
        closed, query, weights = self.model.heads(states)
        found = []
        for at, (memory, marks) in enumerate(zip(self.memories, self.marks, strict=True)):
            rows = slice(at * self.beams, (at + 1) * self.beams)
            pointer = pointed(
                query[rows, 0], memory.keys[0], weights[rows, 0], marks.step(last[rows])
            )
            both = torch.cat([closed[rows, 0], pointer], dim=-1).log_softmax(-1)
            size = closed.shape[-1]
            found.append((both[:, :size], both[:, size:]))
        return found


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
