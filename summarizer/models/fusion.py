"""The network that fuses sentences: a BERT encoder, a shallow decoder and a pointer.

A deep encoder with a shallow decoder (Kasai et al. 2021, "Deep Encoder, Shallow Decoder"), both
started from MiniLM weights (Rothe, Narayan and Severyn 2020, "Leveraging Pre-trained Checkpoints
for Sequence Generation Tasks"). A word of the output is either pointed at in the sources or taken
from a small closed vocabulary of function words (See, Liu and Manning 2017, "Get To The Point").
Both compete in one softmax, as in CopyNet (Gu et al. 2016), so a name or a number that no source
holds has no probability at all.

Shapes use B (batch), T (target length), S (source length), K (closed vocabulary), D (width).
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from summarizer.models.inputs import FusionConfig, Source

# What the pointer is told of each place of the sources, see `features`.
FEATURES = 6


class Memory(NamedTuple):
    """What decoding needs of the encoder: states (B, S, D), pointer keys (B, S, D), mask (B, S)."""

    states: Tensor
    keys: Tensor
    mask: Tensor
    ids: Tensor


class Linear(nn.Linear):
    """A linear layer whose weights may be bfloat16 while everything between is float32."""

    def forward(self, states: Tensor) -> Tensor:
        """(..., in) -> (..., out), in the weights' own type."""
        return functional.linear(states.to(self.weight.dtype), self.weight, self.bias)


class Attention(nn.Module):
    """Multi-head attention with BERT's own names for its four projections."""

    def __init__(self, config: FusionConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.query = Linear(config.width, config.width)
        self.key = Linear(config.width, config.width)
        self.value = Linear(config.width, config.width)
        self.dense = Linear(config.width, config.width)
        self.norm = nn.LayerNorm(config.width, eps=1e-12)

    def split(self, states: Tensor) -> Tensor:
        """(B, L, D) -> (B, heads, L, D / heads)."""
        batch, length, width = states.shape
        return states.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def keys_values(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """The two halves that a cache keeps, each (B, heads, L, D / heads)."""
        return self.split(self.key(states)), self.split(self.value(states))

    def attend(
        self, states: Tensor, keys: Tensor, values: Tensor, *, mask: Tensor | None, causal: bool
    ) -> Tensor:
        """Attention, its output projection, the residual and the norm: (B, L, D)."""
        mixed = mix(self.split(self.query(states)), keys, values, mask=mask, causal=causal)
        return self.finish(states, mixed)

    def finish(self, states: Tensor, mixed: Tensor) -> Tensor:
        """Heads joined (B, heads, L, D / heads), projected, added and normed: (B, L, D)."""
        merged = mixed.transpose(1, 2).reshape(states.shape)
        normed: Tensor = self.norm(states + self.dense(merged))
        return normed


def mix(
    query: Tensor, keys: Tensor, values: Tensor, *, mask: Tensor | None, causal: bool
) -> Tensor:
    """Scaled dot-product attention, every part (B, heads, length, D / heads).

    By hand: on CPUs the fused kernel takes several times as long at these small sizes.
    """
    scores = ((query * query.shape[-1] ** -0.5) @ keys.transpose(-1, -2)).float()
    if causal:
        size = scores.shape[-2:]
        every = torch.ones(size, dtype=torch.bool, device=scores.device)
        mask = every.tril(size[1] - size[0])
    if mask is not None:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    mixed: Tensor = scores.softmax(-1).to(values.dtype) @ values
    return mixed


class Block(nn.Module):
    """One post-norm transformer layer; with `cross` it also reads the encoder."""

    def __init__(self, config: FusionConfig, *, cross: bool) -> None:
        super().__init__()
        self.self_attention = Attention(config)
        self.cross_attention = Attention(config) if cross else None
        self.up = Linear(config.width, config.inner)
        self.down = Linear(config.inner, config.width)
        self.norm = nn.LayerNorm(config.width, eps=1e-12)

    def feed(self, states: Tensor) -> Tensor:
        """The feed-forward half: (B, L, D) -> (B, L, D)."""
        fed: Tensor = self.norm(states + self.down(functional.gelu(self.up(states))))
        return fed

    def forward(
        self, states: Tensor, *, mask: Tensor | None, causal: bool, memory: Memory | None
    ) -> Tensor:
        """A whole sequence at once: (B, L, D) -> (B, L, D)."""
        keys, values = self.self_attention.keys_values(states)
        states = self.self_attention.attend(states, keys, values, mask=mask, causal=causal)
        if self.cross_attention is not None and memory is not None:
            keys, values = self.cross_attention.keys_values(memory.states)
            states = self.cross_attention.attend(
                states, keys, values, mask=memory.mask[:, None, None, :], causal=False
            )
        return self.feed(states)


class FusionModel(nn.Module):
    """Sources in, probabilities of (closed word | source position) out."""

    def __init__(self, config: FusionConfig) -> None:
        super().__init__()
        width = config.width
        self.config = config
        self.words = nn.Embedding(config.vocabulary, width, padding_idx=config.pad_id)
        self.encoder_positions = nn.Embedding(config.positions, width)
        self.decoder_positions = nn.Embedding(config.positions, width)
        self.sentence = nn.Embedding(config.sentences, width)
        self.shared = nn.Embedding(3, width)
        self.encoder_norm = nn.LayerNorm(width, eps=1e-12)
        self.decoder_norm = nn.LayerNorm(width, eps=1e-12)
        self.encoder = nn.ModuleList(
            Block(config, cross=False) for _ in range(config.encoder_layers)
        )
        self.decoder = nn.ModuleList(
            Block(config, cross=True) for _ in range(config.decoder_layers)
        )
        self.pointer_query = Linear(width, width)
        self.pointer_key = Linear(width, width)
        # one weight a feature of `features`, and one for pointing as against writing
        self.pointer_bias = Linear(width, FEATURES + 1)
        self.closed_dense = Linear(width, width)
        self.closed_words = Linear(width, len(config.closed))

    def layers(self) -> list[tuple[Block, Attention]]:
        """The decoder's layers, each with its cross-attention."""
        blocks = [block for block in self.decoder if isinstance(block, Block)]
        return [(one, one.cross_attention) for one in blocks if one.cross_attention is not None]

    def encode(self, source: Source) -> Memory:
        """Read the sources once."""
        config = self.config
        mask = source.ids != config.pad_id
        places = torch.arange(source.ids.shape[1], device=source.ids.device)
        states = self.words(source.ids) + self.encoder_positions(places)
        states = states + self.sentence(source.sentence) + self.shared(source.shared)
        states = self.encoder_norm(states)
        for block in self.encoder:
            states = block(states, mask=mask[:, None, None, :], causal=False, memory=None)
        return Memory(states, self.pointer_key(states), mask, source.ids)

    def decode(self, memory: Memory, inputs: Tensor) -> Tensor:
        """Teacher-forced decoder states: inputs (B, T) -> (B, T, D)."""
        places = torch.arange(inputs.shape[1], device=inputs.device)
        states = self.decoder_norm(self.words(inputs) + self.decoder_positions(places))
        for block in self.decoder:
            states = block(states, mask=None, causal=True, memory=memory)
        whole: Tensor = states
        return whole

    def scores(self, memory: Memory, states: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Unnormalised scores of both ways to go on.

        states: (B, T, D); marks: (B, T, S, FEATURES) from `features`.
        Returns closed (B, T, K) and pointer (B, T, S) scores in float32; padding is -inf.
        """
        closed, query, weights = self.heads(states)
        pointer = pointed(query, memory.keys, weights, marks)
        return closed, pointer.masked_fill(~memory.mask[:, None, :], float("-inf"))

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """From (B, T, D): closed scores (B, T, K), pointer queries (B, T, D) scaled, and the
        features' weights with the pointer's own bias (B, T, FEATURES + 1)."""
        closed = self.closed_words(functional.gelu(self.closed_dense(states))).float()
        query = self.pointer_query(states) * self.config.width**-0.5
        return closed, query, self.pointer_bias(states).float()

    def forward(self, source: Source, inputs: Tensor) -> tuple[Tensor, Tensor]:
        """Scores for every step of a known target; see `scores`."""
        memory = self.encode(source)
        states = self.decode(memory, inputs)
        marks = features(source.ids, inputs, start_id=self.config.start_id)
        return self.scores(memory, states, marks)


def pointed(query: Tensor, keys: Tensor, weights: Tensor, marks: Tensor) -> Tensor:
    """Pointer scores (B, T, S) in float32; the arguments as `FusionModel.heads` makes them."""
    scores = (query @ keys.transpose(-1, -2)).float() + weights[..., -1:]
    return scores + (marks * weights[..., None, :-1]).sum(-1)


def shifted(values: Tensor, steps: int, *, dim: int) -> Tensor:
    """`values` moved `steps` places towards higher indices, False coming in."""
    length = values.shape[dim]
    moved = torch.zeros_like(values)
    if steps < length:
        moved.narrow(dim, steps, length - steps).copy_(values.narrow(dim, 0, length - steps))
    return moved


def features(ids: Tensor, inputs: Tensor, *, start_id: int) -> Tensor:
    """What plain string matching knows about each source position at each step.

    ids: (B, S) source tokens; inputs: (B, T) decoder inputs (a start, then the target so far).
    Returns float32 (B, T, S, 6): the position follows a source token equal to the last one, two,
    three written; the token was written before; it was written after the same predecessor; its
    successor was written after it. Only inputs up to a step count, so it serves training too.
    """
    stop = torch.where(inputs == start_id, 102, inputs)
    start = torch.where(ids == start_id, 102, ids)
    same = stop[:, :, None] == start[:, None, :]
    one = shifted(same, 1, dim=2)
    two = one & shifted(shifted(one, 1, dim=1), 1, dim=2)
    three = two & shifted(shifted(two, 1, dim=1), 1, dim=2)
    pair = same & shifted(shifted(same, 1, dim=1), 1, dim=2)
    after = torch.cat([pair[:, :, 1:], torch.zeros_like(pair[:, :, :1])], dim=2)
    seen = torch.stack([same, pair, after], dim=-1).float().cummax(dim=1).values
    near = torch.stack([one, two, three], dim=-1).float()
    return torch.cat([near, seen], dim=-1)
