"""Examples from shards, mixed by weight, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from torch import Tensor

    from summarizer.models.inputs import FusionConfig, Source


class Shard(NamedTuple):
    """One kind of example: flat token ids (int32), and for each example where its parts lie."""

    tokens: Tensor
    cuts: list[tuple[int, ...]]


def load_shard(path: Path) -> Shard:
    """A shard that `training.data` wrote; `cuts[i]` are the borders of example i's sentences."""
    from safetensors.torch import load_file

    tensors = load_file(path)
    cuts: list[tuple[int, ...]] = []
    numbers = iter(tensors["lengths"].tolist())
    place = 0
    for count in numbers:
        borders = [place]
        for _ in range(count + 1):
            place += next(numbers)
            borders.append(place)
        cuts.append(tuple(borders))
    return Shard(tensors["tokens"], cuts)


class Mixture:
    """An endless stream of batches that depends on the seed and the step alone.

    A chunk of examples is drawn from the shards (each shard is gone through in a shuffled order,
    again and again, as often as its weight asks), sorted by length and cut into batches of at most
    `tokens` padded positions, which are then shuffled.
    """

    def __init__(
        self, shards: Mapping[str, Shard], weights: Mapping[str, float], *, tokens: int, seed: int
    ) -> None:
        self.shards = dict(shards)
        self.weights = dict(weights)
        self.tokens = tokens
        self.seed = seed

    def batches(self, config: FusionConfig) -> Iterator[tuple[Source, Tensor]]:
        """Sources and targets (B, T), for ever."""
        dice = random.Random(self.seed)
        names = sorted(name for name, weight in self.weights.items() if weight > 0)
        orders = {name: self.shuffled(name, dice) for name in names}
        while True:
            draws = dice.choices(names, [self.weights[name] for name in names], k=4096)
            chunk = [self.example(name, next(orders[name])) for name in draws]
            chunk.sort(key=lambda one: sum(map(len, one[0])) + 2 * len(one[1]))
            packs = list(self.packed(chunk))
            dice.shuffle(packs)
            for pack in packs:
                yield collate(pack, config)

    def shuffled(self, name: str, dice: random.Random) -> Iterator[int]:
        """Indices of one shard, each once a round."""
        own = random.Random(dice.random())
        places = list(range(len(self.shards[name].cuts)))
        while True:
            own.shuffle(places)
            yield from places

    def example(self, name: str, at: int) -> tuple[list[list[int]], list[int]]:
        """Source sentences in reading order (longest first) and the target, as ids."""
        shard = self.shards[name]
        cuts = shard.cuts[at]
        flat = shard.tokens[cuts[0] : cuts[-1]].tolist()
        parts = [flat[a - cuts[0] : b - cuts[0]] for a, b in pairwise(cuts)]
        return sorted(parts[:-1], key=lambda one: (-len(one), one)), parts[-1]

    def packed(
        self, chunk: Sequence[tuple[list[list[int]], list[int]]]
    ) -> Iterator[list[tuple[list[list[int]], list[int]]]]:
        """Consecutive examples whose padded size stays within the budget."""
        pack: list[tuple[list[list[int]], list[int]]] = []
        widest = 0
        for one in chunk:
            size = sum(map(len, one[0])) + len(one[0]) + 1 + len(one[1]) + 1
            if pack and max(widest, size) * (len(pack) + 1) > self.tokens:
                yield pack
                pack, widest = [], 0
            pack.append(one)
            widest = max(widest, size)
        if pack:
            yield pack


def collate(
    pack: Sequence[tuple[list[list[int]], list[int]]], config: FusionConfig
) -> tuple[Source, Tensor]:
    """Examples -> padded tensors; every target ends with the stop id."""
    import torch

    from summarizer.models.inputs import sources

    rows = [[*target, config.stop_id] for _, target in pack]
    length = max(map(len, rows))
    target = torch.tensor([[*row, *([config.pad_id] * (length - len(row)))] for row in rows])
    return sources([group for group, _ in pack], config), target
