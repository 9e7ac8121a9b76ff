"""Metrics for Prometheus."""

from __future__ import annotations

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Upper bounds of the histograms' buckets: seconds, and events of one writer call.
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Metrics:
    """All metrics of one service, in a registry of their own."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        self.requests = Counter(
            "newsweave_requests",
            "Answered requests.",
            ["route", "method", "status"],
            registry=registry,
        )
        self.request_seconds = Histogram(
            "newsweave_request_seconds",
            "Time from the first byte of a request to the end of its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.stage_seconds = Histogram(
            "newsweave_stage_seconds",
            "Time spent in a stage of the pipeline, by stage.",
            ["stage"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.queue_seconds = Histogram(
            "newsweave_queue_seconds",
            "Time a piece of work waited for a worker.",
            buckets=_SECONDS,
            registry=registry,
        )
        self.queue_length = Gauge(
            "newsweave_queue_length", "Pieces of work that wait.", registry=registry
        )
        self.running = Gauge("newsweave_running", "Pieces of work in hand.", registry=registry)
        self.batch_size = Histogram(
            "newsweave_batch_size",
            "Events written in one writer call.",
            buckets=_SIZES,
            registry=registry,
        )
        self.batch_seconds = Histogram(
            "newsweave_batch_seconds",
            "Duration of one writer call.",
            buckets=_SECONDS,
            registry=registry,
        )
        self.sentences = Counter(
            "newsweave_sentences", "Summary sentences delivered.", registry=registry
        )
        self.rejections = Counter(
            "newsweave_gate_rejections", "Sentences the fact gate refused.", registry=registry
        )
        self.fallbacks = Counter(
            "newsweave_fallbacks",
            "Sentences extracted because writing failed or was refused.",
            registry=registry,
        )
        self.lost = Counter(
            "newsweave_lost_events", "Events lost to an unforeseen error.", registry=registry
        )
        self.articles = Counter("newsweave_articles", "Articles taken in.", registry=registry)
        self.worker_restarts = Counter(
            "newsweave_worker_restarts", "Workers that ended unasked.", registry=registry
        )
        self.jobs = Counter("newsweave_jobs", "Jobs that ended.", ["state"], registry=registry)

    def load(self, *, waiting: int, running: int) -> None:
        """The pool's load as it is now."""
        self.queue_length.set(waiting)
        self.running.set(running)

    def wait(self, seconds: float) -> None:
        """A piece of work has been begun after so long."""
        self.queue_seconds.observe(seconds)

    def batch(self, count: int, seconds: float) -> None:
        """A writer call has ended."""
        self.batch_size.observe(count)
        self.batch_seconds.observe(seconds)

    def work(self, operation: str, stats: dict[str, Any]) -> None:
        """A piece of work is done; `stats` as the worker counts them."""
        for stage, seconds in stats["stages"].items():
            self.stage_seconds.labels(stage).observe(seconds)
        self.articles.inc(stats["articles"])
        if operation != "group":
            self.sentences.inc(stats["sentences"])
            self.rejections.inc(stats["rejected"])
            self.fallbacks.inc(stats["fallbacks"])
            self.lost.inc(stats["lost"])

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)
