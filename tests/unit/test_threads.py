"""One thread while anyone computes, and the number before comes back at the end."""

from __future__ import annotations

from contextlib import ExitStack

import torch

from summarizer.models.threads import one_thread


def test_a_block_that_ends_first_does_not_give_threads_to_another() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        first, second = ExitStack(), ExitStack()
        first.enter_context(one_thread())
        second.enter_context(one_thread())
        first.close()
        assert torch.get_num_threads() == 1
        second.close()
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
