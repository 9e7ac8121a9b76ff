"""Load on the service: 32 clients at once, the examples as input, beside a naive service.

    python -m evals.bench_service [--seconds 60] [--clients 32] [--requests 5000] [--writer auto]

Three runs on the same machine, one after the other: a naive service that calls the pipeline in
the request's own thread and the writer once per request; ours, which shares writer calls; and ours
again with small requests, to see whether memory stays flat. Every request asks for a different
pick of the examples' articles, with a word of its own in every sentence, so that no cache can
help. Only 200 and 429 are right answers.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# Memory may grow by so much from the first tenth of the requests to the last: allocator noise.
FLAT_MB = 60.0


@dataclass(slots=True)
class Load:
    """What one run has measured."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    sentences: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, status: int, seconds: float, sentences: int) -> None:
        with self.lock:
            self.statuses[status] += 1
            if status == 200:
                self.times.append(seconds)
                self.sentences += sentences

    def quantile(self, share: float) -> float:
        """In seconds."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def line(self, name: str) -> str:
        answers = self.statuses[200]
        p50, p95, p99 = (self.quantile(share) for share in (0.5, 0.95, 0.99))
        others = {k: v for k, v in sorted(self.statuses.items()) if k != 200}
        return (
            f"{name:<28} {answers:>6} answers  {answers / self.seconds:7.2f}/s  "
            f"{self.sentences / self.seconds:7.2f} sentences/s  "
            f"p50 {p50:6.2f} s  p95 {p95:6.2f} s  p99 {p99:6.2f} s  others {others or 'none'}"
        )


def example_articles(folder: Path) -> list[dict[str, Any]]:
    """The records of the examples' JSONL and JSON files."""
    records: list[dict[str, Any]] = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".jsonl":
            records += [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    if not records:
        raise SystemExit(f"no JSONL files in {folder}")
    return records


def bodies(records: list[dict[str, Any]], seed: int, *, count: int) -> Iterator[bytes]:
    """Request bodies without end, no two alike."""
    rng = random.Random(seed)
    while True:
        some = rng.sample(records, min(count, len(records)))
        mark = f"{rng.getrandbits(48):x}"
        articles = [
            {**record, "id": f"{record.get('id', n)}-{mark}"} for n, record in enumerate(some)
        ]
        yield json.dumps({"articles": articles}).encode()


def client(
    port: int, load: Load, requests: Iterator[bytes], *, until: float, budget: Iterator[int] | None
) -> None:
    """One client: a request after the other over one connection, waiting as Retry-After says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    while time.monotonic() < until and (budget is None or next(budget, None) is not None):
        body = next(requests)
        began = time.monotonic()
        try:
            connection.request("POST", "/v1/summaries", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            load.add(0, 0.0, 0)
            connection.close()
            continue
        seconds = time.monotonic() - began
        sentences = 0
        if answer.status == 200:
            events = json.loads(content)["events"]
            sentences = sum(len(event["summary"]) for event in events)
        load.add(answer.status, seconds, sentences)
        if answer.status == 429:
            time.sleep(min(2.0, float(answer.headers.get("Retry-After", "1"))))
    connection.close()


def run(
    port: int,
    records: list[dict[str, Any]],
    *,
    clients: int,
    seconds: float,
    articles: int,
    budget: int | None = None,
) -> Load:
    """`clients` at once, for so many seconds or so many requests."""
    load = Load()
    began = time.monotonic()
    tickets = _Tickets(budget) if budget is not None else None
    threads = [
        threading.Thread(
            target=client,
            args=(port, load, bodies(records, seed, count=articles)),
            kwargs={"until": began + seconds, "budget": tickets},
        )
        for seed in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.monotonic() - began
    return load


class _Tickets:
    """An iterator over so many numbers that threads share."""

    def __init__(self, count: int) -> None:
        self._left = count
        self._lock = threading.Lock()

    def __iter__(self) -> _Tickets:
        return self

    def __next__(self) -> int:
        with self._lock:
            if self._left <= 0:
                raise StopIteration
            self._left -= 1
            return self._left


@contextmanager
def serving(
    command: list[str], **settings: object
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A service in a process of its own, ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("NEWSWEAVE_")}
        environment.update(
            {
                "NEWSWEAVE_PORT": str(port),
                "NEWSWEAVE_DATABASE_URL": f"sqlite:///{folder}/jobs.db",
                "NEWSWEAVE_LOG_LEVEL": "error",
                "PYTHONPATH": str(ROOT),
                **{f"NEWSWEAVE_{name.upper()}": str(value) for name, value in settings.items()},
            }
        )
        process = subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT)
        try:
            _wait_ready(port, process)
            yield port, process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise SystemExit("the service did not become ready")


def resident_mb(pid: int) -> float:
    """Resident memory of a process and its children."""
    total = 0.0
    tasks = Path(f"/proc/{pid}/task")
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            total += int(line.split()[1]) / 1024
    for task in tasks.iterdir():
        for child in (task / "children").read_text().split():
            total += resident_mb(int(child))
    return total


def memory(
    port: int, pid: int, records: list[dict[str, Any]], *, requests: int
) -> tuple[list[float], Load]:
    """Resident megabytes after each tenth of the requests, and the load as a whole."""
    readings, whole = [], Load()
    for _ in range(10):
        part = run(port, records, clients=8, seconds=3_600, articles=1, budget=requests // 10)
        whole.statuses.update(part.statuses)
        whole.times += part.times
        whole.sentences += part.sentences
        whole.seconds += part.seconds
        readings.append(resident_mb(pid))
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--articles", type=int, default=4, help="articles a request")
    parser.add_argument("--requests", type=int, default=5_000, help="for the memory run; 0: none")
    parser.add_argument("--writer", default="auto")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    parser.add_argument("--serve-naive", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve_naive:
        naive(int(os.environ["NEWSWEAVE_PORT"]), arguments.writer)
        return 0
    records = example_articles(arguments.examples)
    print(f"{arguments.clients} clients, {arguments.articles} articles a request, "
          f"writer {arguments.writer}, {os.cpu_count()} cores")  # fmt: skip
    shape = {"clients": arguments.clients, "articles": arguments.articles}
    command = ["-m", "evals.bench_service", "--serve-naive", "--writer", arguments.writer]
    with serving(command) as (port, _):
        plain = run(port, records, seconds=arguments.seconds, **shape)
    print(plain.line("naive, a call per request"), flush=True)
    right = True
    command = ["-m", "summarizer", "serve"]
    settings = {"writers": arguments.writer, "queue": 64, "request_timeout_s": 600}
    with serving(command, **settings) as (port, process):
        ours = run(port, records, seconds=arguments.seconds, **shape)
        print(ours.line("newsweave serve"), flush=True)
        right &= set(ours.statuses) <= {200, 429}
        if plain.times and ours.times:
            gain = (ours.sentences / ours.seconds) / max(plain.sentences / plain.seconds, 1e-9)
            print(f"{'':<28} {gain:.2f} times the sentences a second of the naive service")
        if arguments.requests:
            readings, small = memory(port, process.pid, records, requests=arguments.requests)
            print(small.line(f"{arguments.requests} small requests"))
            growth = readings[-1] - readings[0]
            print(f"memory: {readings[0]:.0f} MB after a tenth, {readings[-1]:.0f} MB at the end "
                  f"({growth:+.0f} MB; {', '.join(f'{r:.0f}' for r in readings)})")  # fmt: skip
            right &= growth <= FLAT_MB and set(small.statuses) <= {200, 429}
    print("bench-service: " + ("passed" if right else "FAILED"))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
