"""A stand-in for the pipeline, obedient to words in the articles, and a server to run it in.

Articles of one source are one event. Words that mean something to it: SLEEP (the writer takes
half a second a step, ten steps), RAISES (the writer raises), KILLS (the writer's process ends at
once), BREAKS (the pipeline raises), LOSES (the event meets an unforeseen error), HANGS (the
pipeline waits until it is cancelled), SAGA (the event is related to all others that have this
word).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx2

from service.batching import Batcher, RequestWriter
from service.engine import Call, EngineSettings, touched
from summarizer import cancel
from summarizer.records import (
    Article,
    Claim,
    Draft,
    DraftSentence,
    Event,
    Evidence,
    Related,
    Sentence,
    Span,
)
from summarizer.render import to_html, to_json, to_markdown
from summarizer.render.digest_json import event_as_dict
from summarizer.summaries import Citation, Counts, Digest, EventSummary, SummarySentence

ENGINE = "tests.integration.service_fakes:create"
ROOT = Path(__file__).parents[2]
# Written to by the fake writer: one line per evidence it was really asked to write.
TRACE = "FAKE_WRITER_TRACE"
MAX_PAGES = "FAKE_MAX_PAGES"


class FakeWriter:
    """Says how often it was called by what it writes: "written in a call of N"."""

    name = "fake"

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        texts = [evidence.claims[0].sentences[0].text for evidence in evidences]
        if any("KILLS" in text for text in texts):
            os._exit(9)
        if any("RAISES" in text for text in texts):
            raise RuntimeError(texts[0])
        if trace := os.environ.get(TRACE):
            with open(trace, "a", encoding="utf-8") as file:
                file.writelines(f"{evidence.event.id}\n" for evidence in evidences)
        if any("SLEEP" in text for text in texts):
            for _ in range(10):
                cancel.stop_if_asked()
                time.sleep(0.05)
        time.sleep(0.002)
        return tuple(
            _draft(evidence, f"written in a call of {len(texts)}") for evidence in evidences
        )

    def signature(self) -> str:
        return "fake/1"


class FakeExtract:
    """The fallback."""

    name = "extract"

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        return tuple(
            dataclasses.replace(_draft(evidence, "extracted"), writer=self.name)
            for evidence in evidences
        )

    def signature(self) -> str:
        return "extract/1"


def _draft(evidence: Evidence, text: str) -> Draft:
    kind: Any = "extracted" if text == "extracted" else "written"
    sentence = DraftSentence(text=text, claims=(0,), kind=kind)
    return Draft(event_id=evidence.event.id, sentences=(sentence,), writer="fake")


class FakeEngine:
    """Groups by source and has every event written in its turn."""

    def __init__(self, settings: EngineSettings) -> None:
        self._batchers = {
            name: Batcher(
                writer,
                fallback=FakeExtract(),
                size=settings.batch_size,
                wait_ms=settings.batch_wait_ms,
                observer=settings.observer,
            )
            for name, writer in (("auto", FakeWriter()), ("extract", FakeExtract()))
        }

    def writers(self) -> tuple[str, ...]:
        return tuple(self._batchers)

    def signature(self) -> str:
        return "fake engine"

    def run(self, call: Call) -> Digest:
        if call.operation == "join":
            grouping = self.run(dataclasses.replace(call, operation="group"))
            joined = touched(call, grouping)
            return self.run(dataclasses.replace(call, operation="summarize", articles=joined))
        by_source: dict[str, list[Article]] = {}
        for article in sorted(call.articles, key=lambda one: one.id):
            if "BREAKS" in article.text:
                raise ValueError(article.text)
            while "HANGS" in article.text and not call.cancelled():
                time.sleep(0.01)
            by_source.setdefault(article.source or article.id, []).append(article)
        cancel_check = call.cancelled
        evidences = _related([_evidence(group) for _, group in sorted(by_source.items())])
        call.progress("group", len(call.articles), len(call.articles), None)
        batcher = self._batchers[call.options.writer]
        writer = RequestWriter(batcher, call)
        events: list[EventSummary] = []
        batcher.enter(1)
        try:
            for evidence in evidences:
                with cancel.stoppable(cancel_check):
                    cancel.stop_if_asked()
                    drafts = () if call.operation == "group" else writer.write([evidence])
                event = _summary(evidence, drafts, writer)
                if "LOSES" in evidence.claims[0].sentences[0].text:
                    event = _lost(event, call)
                events.append(event)
                call.progress("write", len(events), len(evidences), event_as_dict(event))
        finally:
            batcher.enter(-1)
        count = len(call.articles)
        return Digest(
            events=tuple(events),
            articles=tuple(sorted(call.articles, key=lambda one: one.id)),
            days=tuple((article.id, None, "unknown") for article in call.articles),
            unused=(),
            counts=Counts(
                articles=count,
                articles_in_events=count,
                articles_unused=0,
                sentences=count,
                used=count,
                unused=0,
            ),
            signature="fake engine",
        )

    def render(self, digest: Digest, media_type: str) -> bytes:
        make = {
            "application/json": to_json,
            "text/markdown": to_markdown,
            "text/html": to_html,
        }
        return make[media_type](digest).encode()


def _evidence(group: list[Article]) -> Evidence:
    ids = tuple(article.id for article in group)
    event = Event(
        id="evt-" + hashlib.sha256(json.dumps(ids).encode()).hexdigest()[:12],
        article_ids=ids,
        day=None,
        basis="unknown",
        origins=tuple((one,) for one in ids),
    )
    sentences = tuple(
        Sentence(
            span=Span(article_id=article.id, start=0, end=len(article.text)),
            text=article.text,
            position=0,
        )
        for article in group
    )
    # Words that rule the fake must be in the first sentence of the evidence.
    loud = sorted(sentences, key=lambda s: not any(w in s.text for w in _WORDS))
    claim = Claim(sentences=tuple(loud), origins=len(group))
    return Evidence(event=event, claims=(claim,), words=120, headline=group[0].title or ids[0])


def _related(evidences: list[Evidence]) -> list[Evidence]:
    def saga(one: Evidence) -> bool:
        return "SAGA" in one.claims[0].sentences[0].text

    def joined(one: Evidence) -> Event:
        others = [other.event for other in evidences if saga(other) and other is not one]
        related = [Related(event_id=e.id, day=date(2024, 5, 1), why=("a saga",)) for e in others]
        return dataclasses.replace(one.event, related=tuple(related))

    return [dataclasses.replace(e, event=joined(e)) if saga(e) else e for e in evidences]


_WORDS = ("SLEEP", "RAISES", "KILLS", "LOSES")


def _summary(evidence: Evidence, drafts: tuple[Draft, ...], writer: RequestWriter) -> EventSummary:
    event = evidence.event
    note = writer.failed.get(event.id, "") or ("late" if event.id in writer.late else "")
    sources = sorted(evidence.claims[0].sentences, key=lambda s: s.span)
    every = tuple(range(1, len(sources) + 1))
    sentences = [
        SummarySentence(
            text=sentence.text, kind=sentence.kind, citations=every, support=1.0, origins=1
        )
        for draft in drafts
        for sentence in draft.sentences
    ]
    if drafts:
        # One more sentence for every article, which only that article supports.
        sentences += [
            SummarySentence(text=s.text, kind="extracted", citations=(n,), support=1.0, origins=1)
            for n, s in enumerate(sources, start=1)
        ]
    citations = tuple(
        Citation(n=n, span=source.span, quote=source.text)
        for n, source in enumerate(sources, start=1)
    )
    return EventSummary(
        event=event,
        headline=evidence.headline,
        sentences=tuple(sentences),
        citations=citations if drafts else (),
        writer=drafts[0].writer if drafts else "",
        note=note,
    )


def _lost(event: EventSummary, call: Call) -> EventSummary:
    try:
        raise LookupError(event.headline)
    except LookupError as error:
        call.failed(event.event, error)
    return dataclasses.replace(
        event, sentences=(), citations=(), note="Not summarized.", failure="LookupError"
    )


def create(settings: EngineSettings) -> FakeEngine:
    """The factory that `service.worker` calls."""
    return FakeEngine(settings)


def articles(*texts: str, source: str = "", prefix: str = "a") -> list[dict[str, str]]:
    """Records with ids a1, a2, …; each its own event unless a source is given."""
    return [
        {
            "id": f"{prefix}{number}",
            "text": text,
            "language": "en",
            "source": source or f"s{number:05}",
        }
        for number, text in enumerate(texts, start=1)
    ]


class Server:
    """A service in a process of its own, on a free port, with the fake engine."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.jsonl"
        self.trace = folder / "trace.txt"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("NEWSWEAVE_")},
            "NEWSWEAVE_DATABASE_URL": f"sqlite:///{folder / 'jobs.db'}",
            "NEWSWEAVE_LEASE_S": "1",
            "NEWSWEAVE_PORT": str(self.port),
            TRACE: str(self.trace),
            **{f"NEWSWEAVE_{name.upper()}": str(value) for name, value in settings.items()},
        }
        self.client = httpx2.Client(base_url=self.url, timeout=30)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True, command: Sequence[str] = ()) -> Server:
        """Starts it, or another command; with `wait`, returns when it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command or [sys.executable, "-m", "tests.integration.service_fakes"],
                cwd=ROOT,
                env=self.environment,
                stderr=log,
            )
        if wait:
            self.wait_for("/readyz")
        return self

    def wait_for(self, path: str, status: int = 200, seconds: float = 30) -> None:
        """Returns once `path` answers with `status`."""
        until = time.monotonic() + seconds
        while True:
            try:
                if self.client.get(path).status_code == status:
                    return
            except httpx2.TransportError:
                pass
            if time.monotonic() > until:
                raise TimeoutError(f"{path} is not {status}: {self.log.read_text()[-2000:]}")
            time.sleep(0.03)

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def close(self) -> None:
        """The end."""
        self.kill()
        self.client.close()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def post(self, path: str, body: object, **headers: str) -> httpx2.Response:
        """POST of a JSON body."""
        return self.client.post(path, json=body, headers=headers)

    def job(self, records: list[dict[str, str]], **options: object) -> str:
        """The id of a new job."""
        answer = self.post("/v1/jobs", {"articles": records, **options})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def state(self, job: str) -> dict[str, Any]:
        """The job's state."""
        state: dict[str, Any] = self.client.get(f"/v1/jobs/{job}").json()
        return state

    def finished(self, job: str, seconds: float = 30) -> dict[str, Any]:
        """The job's state once it has ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            state = self.state(job)
            if state.get("state") in ("done", "failed", "cancelled"):
                return state
            time.sleep(0.05)
        raise TimeoutError(f"{state}: {self.log.read_text()[-2000:]}")

    def events(self, job: str) -> list[tuple[str, dict[str, Any]]]:
        """All server-sent events, to the end of the job."""
        found = []
        kind = ""
        with self.client.stream("GET", f"/v1/jobs/{job}/events") as answer:
            for line in answer.iter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    found.append((kind, json.loads(value)))
        return found

    def written(self) -> list[str]:
        """The events that the writer was asked to write, in order."""
        return self.trace.read_text().splitlines() if self.trace.exists() else []


@contextmanager
def server(folder: Path, **settings: object) -> Iterator[Server]:
    """A running server, ended at the end."""
    made = Server(folder, **settings)
    try:
        yield made.start()
    finally:
        made.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Serves with the fake engine."""
    from service import main as service_main
    from service.app import create_app
    from service.settings import from_environment

    settings = from_environment(environment)
    app = create_app(settings, engine=ENGINE)
    if pages := environment.get(MAX_PAGES):
        _limit_pages(app, int(pages))
    service_main.run(app, settings)


def _limit_pages(app: Any, pages: int) -> None:
    """Makes SQLite say "database or disk is full" from so many pages on."""
    from sqlalchemy import event

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(app.state.service.database.engine, "connect", limit)


if __name__ == "__main__":
    main()
