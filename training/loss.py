"""What training makes small: the negative log of a marginal over all ways to say a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

    from summarizer.models.fusion import FusionModel
    from summarizer.models.inputs import Source


def loss(model: FusionModel, source: Source, target: Tensor) -> Tensor:
    """Mean negative log of the marginal probability of each target token.

    target: (B, T) ids ending with the stop id, padded. The probability of a token is the sum over
    all source positions that hold it, plus that of writing it from the closed vocabulary.
    """
    config = model.config
    begin = torch.full_like(target[:, :1], config.start_id)
    inputs = torch.cat([begin, target[:, :-1]], dim=1)
    closed, pointer = model(source, inputs)
    total = torch.cat([closed, pointer], dim=-1).logsumexp(-1)
    match = (source.ids[:, None, :] == target[:, :, None]) & (target != config.pad_id)[:, :, None]
    low = torch.finfo(torch.float32).min
    pointed = pointer.masked_fill(~match, low).logsumexp(-1)
    lookup = torch.full((config.vocabulary,), -1)
    lookup[torch.tensor(config.closed)] = torch.arange(len(config.closed))
    place = lookup.to(target.device)[target]
    written = closed.gather(-1, place.clamp(min=0)[..., None])[..., 0]
    written = written.masked_fill(place < 0, low)
    wanted = torch.logaddexp(pointed, written)
    keep = (target != config.pad_id) & (wanted > low / 2)
    return torch.where(keep, total - wanted, 0.0).sum() / keep.sum()
