"""The embedder that requests share: what it remembers never changes an answer."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from service.pipeline_engine import _ALONE, _TURN, SharedEmbedder
from summarizer.cancel import stoppable
from summarizer.errors import Cancelled
from summarizer.models.embedders import load_embedder


class Lengths:
    """A text's vector is its length; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)

    def signature(self) -> str:
        return "lengths"


def test_only_new_texts_are_embedded_and_rows_keep_their_order() -> None:
    inner = Lengths()
    shared = SharedEmbedder(inner, remember=10)
    assert shared.embed(["a", "bb", "a"])[:, 0].tolist() == [1, 2, 1]
    assert shared.embed(["ccc", "bb", "a", "\ud800"])[:, 0].tolist() == [3, 2, 1, 1]
    assert inner.asked == ["a", "bb", "ccc", "\ud800"]
    assert shared.embed([]).shape == (0, 2)
    assert shared.signature() == "lengths"


def test_it_forgets_what_was_used_longest_ago() -> None:
    inner = Lengths()
    shared = SharedEmbedder(inner, remember=2)
    for text in ("a", "bb", "a", "ccc", "a", "bb"):
        shared.embed([text])
    assert inner.asked == ["a", "bb", "ccc", "bb"]
    # More at once than it can remember.
    assert shared.embed(["1", "22", "333", "4444"])[:, 0].tolist() == [1, 2, 3, 4]


def test_nothing_is_remembered_where_company_could_matter() -> None:
    inner = Lengths()
    shared = SharedEmbedder(inner)
    shared.embed(["a"])
    shared.embed(["a"])
    assert inner.asked == ["a", "a"]


class Held(Lengths):
    """Goes on only when it is let: one call each time."""

    def __init__(self) -> None:
        super().__init__()
        self.called, self.let = threading.Semaphore(0), threading.Semaphore(0)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.called.release()
        assert self.let.acquire(timeout=30)
        return super().embed(texts)


def test_a_short_request_does_not_wait_for_all_of_a_long_one() -> None:
    inner = Held()
    shared = SharedEmbedder(inner, remember=10_000)
    texts = ["x" * n for n in range(1, 5 * _TURN)]
    rows: list[NDArray[np.float32]] = []
    long = threading.Thread(target=lambda: rows.append(shared.embed(texts)))
    long.start()
    assert inner.called.acquire(timeout=30)
    short = threading.Thread(target=shared.embed, args=(["a short text"],))
    short.start()
    while not shared._next.locked():  # until it waits for its turn
        short.join(0.01)
    inner.let.release()
    assert inner.called.acquire(timeout=30)
    inner.let.release()
    short.join(30)
    assert not short.is_alive()
    assert "a short text" in inner.asked
    assert long.is_alive()
    for _ in range(4):
        inner.let.release()
    long.join(30)
    assert rows[0][:, 0].tolist() == list(range(1, 5 * _TURN))


def test_a_long_request_that_is_given_up_stops_between_turns() -> None:
    inner = Lengths()
    shared = SharedEmbedder(inner, remember=10_000)
    asked = itertools.count(1)
    with stoppable(lambda: next(asked) > 2), pytest.raises(Cancelled):
        shared.embed(["x" * n for n in range(10 * _TURN)])
    assert len(inner.asked) == 2 * _TURN
    # What it had is remembered, and the next request is served.
    assert shared.embed(["x"])[:, 0].tolist() == [1]
    assert len(inner.asked) == 2 * _TURN


@pytest.mark.parametrize("name", _ALONE)
def test_the_vectors_that_are_remembered_depend_on_the_text_alone(name: str) -> None:
    texts = [
        "A ferry ran aground off Orrin Point on Tuesday morning.",
        "Fog.",
        "All 212 people on board have been brought ashore, the coast guard said. " * 9,
        "\u2028 Ein Schiff lief auf Grund.",
    ]
    embedder = load_embedder(name)
    together = embedder.embed(texts)
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(embedder.embed([text])[0], row)
    assert np.array_equal(embedder.embed(texts[::-1])[::-1], together)
