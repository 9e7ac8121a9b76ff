"""Clients that ask a service as fast as it answers, and what they measure."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
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
# The end of a plain sentence: not of a quotation, not after a capital (an initial).
_SENTENCE_END = re.compile(r"(?<=[a-z]{2})\.(?=\s|$)")


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


def bodies(
    records: list[dict[str, Any]], seed: int, *, count: int, characters: int | None = None
) -> Iterator[bytes]:
    """Request bodies of `count` articles without end; no two have a sentence in common, so that no
    cache can help. `characters` cuts every article short."""
    rng = random.Random(seed)
    while True:
        some = rng.sample(records, min(count, len(records)))
        place = "".join(rng.choice(pair) for pair in ("BDGKLMNPRTV", "aeiou", "lmnrst", "aeiou"))
        place += "".join(rng.choice("lmnrstaeiou") for _ in range(5))
        articles = [
            {
                **record,
                "id": f"{record.get('id', n)}-{place}",
                "text": _SENTENCE_END.sub(f" near {place}.", record["text"][:characters]),
            }
            for n, record in enumerate(some)
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
    characters: int | None = None,
    budget: int | None = None,
    seed: int = 0,
) -> Load:
    """`clients` at once, for so many seconds or so many requests; another seed, other requests."""
    load = Load()
    began = time.monotonic()
    tickets = _Tickets(budget) if budget is not None else None
    threads = [
        threading.Thread(
            target=client,
            args=(port, load, bodies(records, own, count=articles, characters=characters)),
            kwargs={"until": began + seconds, "budget": tickets},
        )
        for own in range(seed, seed + clients)
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
