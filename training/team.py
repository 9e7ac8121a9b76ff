"""The processes of one training run, which average their gradients (`torchrun`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.models.fusion import FusionModel


class Team:
    """The processes of `torchrun`, or this one alone: gradients averaged, one clock for all.

    On a busy machine two processes of one thread each are faster than one of two threads, which
    wait for each other at every product.
    """

    def __init__(self, *, rank: int, size: int) -> None:
        self.rank = rank
        self.size = size
        self.stopping = False
        self.stopped = False

    @classmethod
    def found(cls) -> Team:
        """The team that the launcher made."""
        import torch.distributed as dist

        if not dist.is_torchelastic_launched():
            return cls(rank=0, size=1)
        dist.init_process_group("gloo")
        return cls(rank=dist.get_rank(), size=dist.get_world_size())

    def average(self, model: FusionModel, seconds: float) -> float:
        """Average the gradients in place; returns the mean of `seconds`."""
        import torch
        import torch.distributed as dist

        if self.size == 1:
            self.stopped = self.stopping
            return seconds
        given = [one.grad for one in model.parameters() if one.grad is not None]
        flat = torch.cat([one.flatten() for one in given]) / self.size
        clock = torch.tensor([seconds, float(self.stopping)], dtype=torch.float64) / self.size
        dist.all_reduce(flat)
        dist.all_reduce(clock)
        start = 0
        for one in given:
            one.copy_(flat[start : start + one.numel()].view_as(one))
            start += one.numel()
        self.stopped = bool(clock[1] > 0)
        return float(clock[0])
