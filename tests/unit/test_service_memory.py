"""What a worker remembers is bounded: its memory must not grow with the requests it has seen."""

from __future__ import annotations

import functools
import gc
import importlib
import pkgutil
import subprocess
import sys
import weakref
from collections.abc import Iterator, Sequence

import pytest

import service
import summarizer
from service.batching import Batcher, RequestWriter
from service.engine import Call
from service.heap import Heap, trimmer
from service.settings import worker_environment
from service.worker import set_apart
from summarizer.records import Article, Draft, Evidence

CAPACITY = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
# These are asked for the files of the package alone.
FILES = {"summarizer.render.html._file", "summarizer.prompt._template"}
MOST = 65_536

# Prints which of the shapes that a model meets had to be compiled: the first, the first again, 200
# others, and the first once more.
SHAPES = """
import torch
def compiled(rows):
    torch.nn.functional.gelu(torch.ones(1, rows, 1536))
for rows in (1000, 1000, *range(1, 201), 1000):
    compiled(rows)
"""


def caches() -> Iterator[tuple[str, functools._lru_cache_wrapper[object]]]:
    """Every function of ours that remembers, by its full name."""
    for package in (summarizer, service):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            # Neither is for importing: a program and what a migration runs.
            if module.name.endswith("__main__") or ".migrations." in module.name:
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, functools._lru_cache_wrapper):
                    yield f"{value.__module__}.{name}", value


def test_whatever_is_remembered_of_texts_has_a_bound() -> None:
    found = dict(caches())
    assert len(found) > 20
    unbounded = {
        name
        for name, cache in found.items()
        if cache.cache_parameters()["maxsize"] is None and _takes_something(cache)
    }
    assert unbounded == FILES
    sizes = [cache.cache_parameters()["maxsize"] or 0 for cache in found.values()]
    assert max(sizes) <= MOST


def _takes_something(cache: functools._lru_cache_wrapper[object]) -> bool:
    return cache.__wrapped__.__code__.co_argcount > 0


BOUNDS = {
    CAPACITY: 200,
    "LRU_CACHE_CAPACITY": 200,
    "MALLOC_ARENA_MAX": 4,
}


@pytest.mark.parametrize("name", BOUNDS)
def test_a_worker_is_told_to_keep_little(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name, raising=False)
    assert 0 < int(worker_environment(1)[name]) < BOUNDS[name]
    monkeypatch.setenv(name, "7")
    assert worker_environment(1)[name] == "7"


def test_compiled_shapes_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CAPACITY, raising=False)
    assert compilations(None) == 2
    assert compilations("1024") == 1


def compilations(capacity: str | None) -> int:
    """How often the first of many shapes was compiled."""
    environment = {**worker_environment(1), "ONEDNN_VERBOSE": "2"}
    if capacity is not None:
        environment[CAPACITY] = capacity
    told = subprocess.run(
        [sys.executable, "-c", SHAPES], env=environment, capture_output=True, text=True, check=True
    ).stdout
    return sum("create:cache_miss" in line and "1x1000x1536" in line for line in told.splitlines())


class Rewriter:
    """A writer with a second try."""

    name = "model"

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        return ()

    def rewrite(self, texts: Sequence[str], refused: str) -> str:
        return refused.upper()

    def signature(self) -> str:
        return self.name


class Told(Article):
    """An article whose end can be seen."""

    __slots__ = ("__weakref__",)


def test_a_request_leaves_without_the_garbage_collector() -> None:
    """Cycles live until a full collection, for thousands of requests, with all they hold."""
    batcher = Batcher(Rewriter(), fallback=Rewriter(), size=1, wait_ms=0)
    gc.disable()
    try:
        article = Told(id="a1", text="The council of Velm met on Monday.", language="en")
        left = weakref.ref(article)
        writer = RequestWriter(batcher, Call(task="t", operation="summarize", articles=(article,)))
        assert writer.rewrite(["x"], "y") == "Y"
        # The batcher's thread holds its last batch until the next one comes.
        assert (
            RequestWriter(batcher, Call(task="u", operation="summarize", articles=())).rewrite(
                ["x"], "z"
            )
            == "Z"
        )
        del article, writer
        assert left() is None
    finally:
        gc.enable()
        batcher.close()


def test_what_is_loaded_is_set_apart_from_what_requests_make() -> None:
    try:
        set_apart()
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 1_000
    finally:
        gc.unfreeze()


def test_free_pages_go_back_now_and_then() -> None:
    now, trims = [0.0], []
    heap = Heap(lambda: trims.append(now[0]), every_s=20.0, clock=lambda: now[0])
    for moment in (1.0, 19.9, 20.0, 25.0, 39.9, 61.0):
        now[0] = moment
        heap.work_done()
    assert trims == [20.0, 61.0]


def test_a_system_without_trimming_does_nothing() -> None:
    Heap(None, every_s=0.0).work_done()


@pytest.mark.skipif(trimmer() is None, reason="this C library has no malloc_trim")
def test_the_systems_own_trimming_can_be_called() -> None:
    trim = trimmer()
    assert trim is not None
    assert trim() in (0, 1)
