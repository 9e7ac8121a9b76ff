"""The training loop of both networks: a rate that falls with the clock, and a clean end."""

from __future__ import annotations

import argparse
import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import torch

log = logging.getLogger("training")
# A batch: a tuple of tensors, the last with a row for each example.
Batch = TypeVar("Batch", bound=tuple[Any, ...])


def pace(passed: float, *, warm: float) -> float:
    """The learning rate's factor at a share of the time: linear up to `warm`, then down to 0."""
    if passed < warm:
        return passed / warm
    return max(0.0, (1.0 - passed) / (1.0 - warm))


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

    def average(self, model: torch.nn.Module, seconds: float) -> float:
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


@contextmanager
def stopping(team: Team) -> Iterator[None]:
    """SIGTERM and SIGINT (Ctrl-C) stop the team after the step that it is at."""
    endings = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, lambda *_: setattr(team, "stopping", True)) for one in endings]
    try:
        yield
    finally:
        for one, earlier in zip(endings, before, strict=True):
            signal.signal(one, earlier)


def train(
    found: Iterator[Batch],
    loss: Callable[[Batch], torch.Tensor],
    *,
    model: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    state: dict[str, Any],
    team: Team,
    options: argparse.Namespace,
    warm: float,
    keep: Callable[[], None],
) -> None:
    """Take a step for each batch, until the minutes are over or the team is stopped.

    The rate rises to each group's `base` in the share `warm` of the time and falls to 0 with the
    clock. `state` counts along, and `keep` is called every `save_minutes`.
    """
    import torch

    first, before = state["examples"], state["seconds"]
    begin = saved = time.monotonic()
    total = 0.0
    for batch in found:
        factor = pace(state["seconds"] / (60 * options.minutes), warm=warm)
        if team.stopped or (factor <= 0 and state["step"]):
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
        value = loss(batch)
        value.backward()  # type: ignore[no-untyped-call]
        state["seconds"] = team.average(model, before + time.monotonic() - begin)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += value.item()
        state["step"] += 1
        state["examples"] += len(batch[-1]) * team.size
        if state["step"] % 50 == 0:
            speed = (state["examples"] - first) / (state["seconds"] - before)
            log.info(
                "step %d loss %.4f examples %d (%.1f a second) pace %.2f",
                *(state["step"], total / 50, state["examples"], speed, factor),
            )
            total = 0.0
        if time.monotonic() - saved > 60 * options.save_minutes:
            keep()
            saved = time.monotonic()
