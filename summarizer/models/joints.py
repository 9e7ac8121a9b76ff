"""A small network that reads a fused sentence word by word and says where it is badly joined.

Each word gets the logit of the probability that it does not belong after the words before it, given
the whole sentence, much as ELECTRA's discriminator tells replaced words (Clark et al. 2020). It
learnt from news sentences and from ones into which parts of a neighbour were spliced, see
training/splices.py. The word vectors are the writer's own, so only four layers come on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from summarizer.models.fusion import Block, Linear
from summarizer.models.surface import level

if TYPE_CHECKING:
    from summarizer.models.inputs import FusionConfig

# as the weights that come with the package have them
LAYERS = 4
# its tensors lie beside the writer's, under this name
PREFIX = "joints."
# the logit of a word that no source has: such words are few, and small
_NEW = -6.0


class JointModel(nn.Module):
    """Token ids (B, S) in, for each token the logit of a bad joint before it (B, S) out."""

    def __init__(self, config: FusionConfig) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.positions = nn.Embedding(config.positions, config.width)
        self.norm = nn.LayerNorm(config.width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(config, cross=False) for _ in range(LAYERS))
        # a joint lies between two words: both are looked at, before the layers and after them
        self.beside = Linear(2 * config.width, config.width)
        self.both = Linear(2 * config.width, config.width)
        self.joint = Linear(config.width, 1)

    def forward(self, ids: Tensor) -> Tensor:
        """ids: (B, S), each row begins with the start id and is padded. Returns float32 (B, S)."""
        mask = (ids != self.config.pad_id)[:, None, None, :]
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.norm(self.words(ids) + self.positions(places))
        before, after = states.roll(1, dims=1), states.roll(-1, dims=1)
        states = states + self.beside(torch.cat([before, after], dim=-1))
        for block in self.blocks:
            states = block(states, mask=mask, causal=False, memory=None)
        pairs = torch.cat([states.roll(1, dims=1), states], dim=-1)
        logits: Tensor = self.joint(functional.gelu(self.both(pairs))).squeeze(-1).float()
        return logits


class JointReader:
    """Reads texts with a `JointModel`."""

    def __init__(self, model: JointModel, tokenizer: Any) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.glued = {at for word, at in tokenizer.get_vocab().items() if word.startswith("##")}

    def roughness(self, texts: Sequence[str], sources: Sequence[str]) -> list[float]:
        """For each text how much more doubtful its most doubtful word is than the same word is in
        the sources, as a difference of logits: 0 or less for a source itself, below 1.2 for two
        good fusions in three, above that for three bad ones in four.

        All are read in one batch, so that nothing but the arguments decides.
        """
        read = self.read([*texts, *sources])
        known: dict[int, float] = {}
        for row in read[len(texts) :]:
            for token, logit in row:
                known[token] = max(logit, known.get(token, logit))
        return [
            max((logit - known.get(token, _NEW) for token, logit in row), default=0.0)
            for row in read[: len(texts)]
        ]

    @torch.inference_mode()
    def read(self, texts: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each text its words' first tokens with their logits."""
        most = self.model.config.positions
        ids = [
            [self.model.config.start_id, *encoded.ids][:most]
            for encoded in self.tokenizer.encode_batch(
                [level(text) for text in texts], add_special_tokens=False
            )
        ]
        size = max(map(len, ids))
        padded = [[*row, *[self.model.config.pad_id] * (size - len(row))] for row in ids]
        logits = self.model(torch.tensor(padded)).tolist()
        return [
            [
                (token, value)
                for token, value in zip(row[1:], values[1 : len(row)], strict=True)
                if token not in self.glued
            ]
            for row, values in zip(ids, logits, strict=True)
        ]
