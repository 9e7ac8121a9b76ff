"""Load on the service: 32 clients at once, the examples as input, beside a naive service.

    python -m evals.bench_service [--seconds 60] [--clients 32] [--requests 5000] [--writer auto]
        [--workers CORES]

Three runs on the same machine, one after the other: a naive service that calls the pipeline in
the request's own thread and the writer once per request; ours, which shares writer calls; and ours
again with small requests, to see whether memory stays flat (with --seconds 0 only that one). Every
request asks for a different pick of the examples' articles, with a place of its own in every
sentence, so that no cache can help. Only 200 and 429 are right answers.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from evals.load import ROOT, Load, example_articles, resident_mb, run, serving

# Memory may grow by so much over the second half of the requests: every one brings new words, which
# caches with bounds remember. In the first half the larger caches (of vectors) fill.
FLAT_MB = 30.0
SERVE = ["-m", "summarizer", "serve"]


def memory(
    port: int, pid: int, records: list[dict[str, Any]], *, requests: int
) -> tuple[list[float], Load]:
    """Resident megabytes after each tenth of the requests, and the load as a whole.

    Two short articles a request: where both tell of one event, the model writes.
    """
    readings, whole = [], Load()
    for tenth in range(10):
        part = run(
            port,
            records,
            clients=8,
            seconds=3_600,
            articles=2,
            characters=600,
            budget=requests // 10,
            seed=1_000 * tenth,
        )
        whole.statuses.update(part.statuses)
        whole.times += part.times
        whole.sentences += part.sentences
        whole.seconds += part.seconds
        readings.append(resident_mb(pid))
        told = f"{sum(whole.statuses.values()):>6} requests, {readings[-1]:.0f} MB"
        print(f"{told}, {part.line('')[28:].strip()}", flush=True)
    return readings, whole


def naive(port: int, writer: str) -> None:
    """What one would write first: a threaded server, the pipeline called per request."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    from summarizer import render
    from summarizer.articles import article_from_record
    from summarizer.build import pipeline
    from summarizer.config import Settings

    made = pipeline(Settings(writer=writer))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"{}")

        def do_POST(self) -> None:
            records = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["articles"]
            articles = [
                article_from_record(r, where=f"articles[{n}]") for n, r in enumerate(records)
            ]
            self._answer(render.to_json(made.run(articles)).encode())

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            if self.headers.get("Connection", "") == "close":
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    Server(("127.0.0.1", port), Handler).serve_forever()


def main() -> int:
    """Prints the figures; exit code 1 where an answer was wrong or memory grew."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench_service",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--articles", type=int, default=4, help="articles a request")
    parser.add_argument("--requests", type=int, default=5_000, help="for the memory run; 0: none")
    parser.add_argument("--writer", default="auto")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="of ours")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    parser.add_argument("--serve-naive", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve_naive:
        naive(int(os.environ["NEWSWEAVE_PORT"]), arguments.writer)
        return 0
    records = example_articles(arguments.examples)
    right = arguments.seconds <= 0 or beside_naive(arguments, records)
    if arguments.requests:
        right &= flat(arguments, records)
    print("bench-service: " + ("passed" if right else "FAILED"))
    return 0 if right else 1


def beside_naive(arguments: argparse.Namespace, records: list[dict[str, Any]]) -> bool:
    """The same load on the naive service and on ours; whether every answer was right."""
    print(
        f"{arguments.clients} clients, {arguments.articles} articles a request, writer "
        f"{arguments.writer}, {os.cpu_count()} cores, {arguments.workers} workers of ours"
    )
    shape = {"clients": arguments.clients, "articles": arguments.articles}
    command = ["-m", "evals.bench_service", "--serve-naive", "--writer", arguments.writer]
    with serving(command) as (port, _):
        plain = run(port, records, seconds=arguments.seconds, **shape)
    print(plain.line("naive, a call per request"), flush=True)
    with serving(SERVE, **settings(arguments)) as (port, _):
        ours = run(port, records, seconds=arguments.seconds, **shape)
    print(ours.line("newsweave serve"), flush=True)
    if plain.times and ours.times:
        gain = (ours.sentences / ours.seconds) / max(plain.sentences / plain.seconds, 1e-9)
        print(f"{'':<28} {gain:.2f} times the sentences a second of the naive service")
    return set(ours.statuses) <= {200, 429}


def flat(arguments: argparse.Namespace, records: list[dict[str, Any]]) -> bool:
    """Many small requests; whether memory stays where it was after the first half."""
    with serving(SERVE, **settings(arguments)) as (port, process):
        readings, small = memory(port, process.pid, records, requests=arguments.requests)
    print(small.line(f"{arguments.requests} small requests"))
    half = readings[len(readings) // 2 - 1]
    growth = readings[-1] - half
    print(f"memory: {half:.0f} MB after half, {readings[-1]:.0f} MB at the end "
          f"({growth:+.0f} MB; {', '.join(f'{r:.0f}' for r in readings)})")  # fmt: skip
    return growth <= FLAT_MB and set(small.statuses) <= {200, 429}


def settings(arguments: argparse.Namespace) -> dict[str, object]:
    """What our service is told."""
    return {
        "writers": arguments.writer,
        "workers": arguments.workers,
        "queue": 64,
        "request_timeout_s": 600,
    }


if __name__ == "__main__":
    sys.exit(main())
