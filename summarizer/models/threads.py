"""PyTorch kept to one thread for a while, whatever else computes in the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
# how many blocks are open, and the number of threads before the first of them
_OPEN = {"blocks": 0, "before": 1}


@contextmanager
def one_thread() -> Iterator[None]:
    """One thread inside the block; the number before comes back when the last open block ends.

    How a product is divided among threads changes its last bits, and so, now and then, a word; and
    products of single sentences gain little from a second thread. The number is the process's own,
    so a block that ends must not put it back while another still computes.
    """
    import torch

    with _LOCK:
        if not _OPEN["blocks"]:
            _OPEN["before"] = torch.get_num_threads()
        _OPEN["blocks"] += 1
        torch.set_num_threads(1)
    try:
        yield
    finally:
        with _LOCK:
            _OPEN["blocks"] -= 1
            if not _OPEN["blocks"]:
                torch.set_num_threads(_OPEN["before"])
