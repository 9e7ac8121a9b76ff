"""How long one event of five articles takes, all stages, models loaded: `make bench-writer`.

Four reports of one event come from examples/; the fifth is made of every second sentence of two
of them, so that it overlaps as a real fifth report would. Times are medians over several runs on
this machine; the ratio to the extractive writer in the same run is what compares machines.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import time
from pathlib import Path

from summarizer import build
from summarizer.config import Settings
from summarizer.pipeline import Progress
from summarizer.read import read_paths
from summarizer.records import Article

EXAMPLES = Path(__file__).parents[1] / "examples"


def five(articles: tuple[Article, ...]) -> list[Article]:
    """The four reports of the grounding in 2025, and a fifth made of two of them."""
    ids = ("coast-today-ferry-aground", "courier-ferry-aground", "herald-ferry-aground",
           "lantern-2025-ferry")  # fmt: skip
    chosen = [article for article in articles if article.id in ids]
    parts = [p for a in chosen[1:3] for p in a.text.split("\n\n")[1::2]]
    fifth = dataclasses.replace(chosen[3], id="fifth", text="\n\n".join(parts), source="Fifth")
    return [*chosen, fifth]


def measure(writer: str, articles: list[Article], runs: int) -> tuple[float, dict[str, float], int]:
    """Median seconds of a run, median seconds per stage, and words written."""
    pipeline = build.pipeline(Settings(writer=writer))
    pipeline.run(articles)
    totals: list[float] = []
    stages: dict[str, list[float]] = {}
    written = 0
    for _ in range(runs):
        started = last = time.perf_counter()
        marks: dict[str, float] = {}

        def tell(state: Progress, marks: dict[str, float] = marks) -> None:
            nonlocal last
            now = time.perf_counter()
            marks[state.stage] = marks.get(state.stage, 0.0) + now - last
            last = now

        digest = pipeline.run(articles, progress=tell)
        totals.append(time.perf_counter() - started)
        for stage, seconds in marks.items():
            stages.setdefault(stage, []).append(seconds)
        written = sum(len(s.text.split()) for e in digest.events for s in e.sentences)
    medians = {stage: statistics.median(seconds) for stage, seconds in stages.items()}
    return statistics.median(totals), medians, written


def main() -> None:
    """Print seconds per event for each writer, by stage, and the ratio to extract."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench_writer", description=__doc__, formatter_class=_Plain
    )
    parser.add_argument("--runs", type=int, default=7, help="runs per writer (default 7)")
    parser.add_argument("--writers", nargs="*", default=["extract", "auto"])
    options = parser.parse_args()
    articles = five(read_paths([EXAMPLES]).articles)
    print(f"{'writer':10} {'seconds':>8} {'read':>7} {'group':>7} {'write':>7} {'words':>6} ratio")
    base = 0.0
    for writer in options.writers:
        total, stages, words = measure(writer, articles, options.runs)
        base = base or total
        columns = " ".join(f"{stages.get(name, 0.0):7.2f}" for name in ("read", "group", "write"))
        print(f"{writer:10} {total:8.2f} {columns} {words:6d} {total / base:5.2f}")


class _Plain(argparse.RawDescriptionHelpFormatter):
    """The module's own line breaks in --help."""


if __name__ == "__main__":
    main()
