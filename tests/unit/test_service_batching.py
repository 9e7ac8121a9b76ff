"""Many requests, one writer: shared calls, isolation of failures, cancellation, deadlines."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from service.batching import Batcher, RequestWriter, evidence_key
from service.engine import Call
from summarizer import cancel
from summarizer.errors import Cancelled
from summarizer.records import Claim, Draft, DraftSentence, Event, Evidence, Sentence, Span


def evidence(name: str, text: str = "text") -> Evidence:
    place = Span(article_id=name, start=0, end=len(text))
    claim = Claim(sentences=(Sentence(span=place, text=text, position=0),), origins=1)
    event = Event(
        id=f"evt-{name}", article_ids=(name,), day=None, basis="unknown", origins=((name,),)
    )
    return Evidence(event=event, claims=(claim,), words=50)


class Recorder:
    """A writer that remembers its calls; "bad" raises, "slow" takes its time in small steps."""

    def __init__(self, name: str = "model") -> None:
        self.name = name
        self.calls: list[list[str]] = []
        self.cancelled = 0
        self.gate = threading.Event()
        self.gate.set()

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        self.calls.append([e.event.id for e in evidences])
        self.gate.wait(5)
        texts = [e.claims[0].sentences[0].text for e in evidences]
        if self.name == "extract":
            texts = []
        if "bad" in texts:
            raise RuntimeError("bad")
        if "slow" in texts:
            for _ in range(200):
                try:
                    cancel.stop_if_asked()
                except Cancelled:
                    self.cancelled += 1
                    raise
                time.sleep(0.01)
        return tuple(draft(e.event.id, self.name) for e in evidences)

    def signature(self) -> str:
        return self.name


def draft(event_id: str, writer: str) -> Draft:
    sentence = DraftSentence(text=f"by {writer}", claims=(0,))
    return Draft(event_id=event_id, sentences=(sentence,), writer=writer)


@contextmanager
def batcher(writer: Recorder, *, size: int = 16, wait_ms: int = 30) -> Iterator[Batcher]:
    made = Batcher(writer, fallback=Recorder("extract"), size=size, wait_ms=wait_ms)
    try:
        yield made
    finally:
        writer.gate.set()
        made.close()


def call(**changes: object) -> Call:
    return Call(task="t", operation="summarize", articles=(), **changes)  # type: ignore[arg-type]


def test_requests_at_the_same_time_share_a_call() -> None:
    writer = Recorder()
    writer.gate.clear()
    with batcher(writer) as shared, ThreadPoolExecutor(4) as threads:
        first = threads.submit(RequestWriter(shared, call()).write, [evidence("first")])
        while not writer.calls:
            time.sleep(0.001)
        rest = [
            threads.submit(RequestWriter(shared, call()).write, [evidence(f"r{n}")])
            for n in range(3)
        ]
        time.sleep(0.05)
        writer.gate.set()
        assert [f.result()[0].writer for f in (first, *rest)] == ["model"] * 4
    assert writer.calls[0] == ["evt-first"]
    assert sorted(writer.calls[1]) == ["evt-r0", "evt-r1", "evt-r2"]


def test_a_call_is_no_larger_than_allowed_and_the_order_is_kept() -> None:
    writer = Recorder()
    with batcher(writer, size=3) as shared:
        many = [evidence(f"e{n}") for n in range(8)]
        shared.enter(1)
        shared.enter(1)
        drafts = RequestWriter(shared, call()).write(many)
    assert [d.event_id for d in drafts] == [e.event.id for e in many]
    assert max(len(names) for names in writer.calls) == 3


def test_a_failure_costs_only_its_own_event() -> None:
    writer = Recorder()
    with batcher(writer) as shared:
        request = RequestWriter(shared, call())
        shared.enter(1)
        shared.enter(1)
        drafts = request.write([evidence("a"), evidence("b", "bad"), evidence("c")])
    assert [d.writer for d in drafts] == ["model", "extract", "model"]
    assert request.failed == {"evt-b": "the writer failed (RuntimeError)"}


def test_a_cancelled_request_stops_within_a_step() -> None:
    writer = Recorder()
    stop = threading.Event()
    with batcher(writer) as shared, ThreadPoolExecutor(1) as threads:
        request = RequestWriter(shared, call(cancelled=stop.is_set))
        future = threads.submit(request.write, [evidence("a", "slow")])
        while not writer.calls:
            time.sleep(0.001)
        stop.set()
        with pytest.raises(Cancelled):
            future.result()
    # It did not take its time to the end.
    assert writer.cancelled == 1


def test_others_in_the_same_call_go_on() -> None:
    writer = Recorder()
    writer.gate.clear()
    stop = threading.Event()
    with batcher(writer) as shared, ThreadPoolExecutor(3) as threads:
        threads.submit(RequestWriter(shared, call()).write, [evidence("x")])
        while not writer.calls:
            time.sleep(0.001)
        gone = threads.submit(
            RequestWriter(shared, call(cancelled=stop.is_set)).write, [evidence("gone", "slow")]
        )
        stays = threads.submit(RequestWriter(shared, call()).write, [evidence("stays")])
        time.sleep(0.05)
        writer.gate.set()
        time.sleep(0.05)
        stop.set()
        assert stays.result()[0].writer == "model"
        with pytest.raises(Cancelled):
            gone.result()


def test_at_the_deadline_the_fallback_writes() -> None:
    writer = Recorder()
    with batcher(writer) as shared:
        request = RequestWriter(shared, call(deadline=time.monotonic() + 0.3))
        drafts = request.write([evidence("a", "slow")])
    assert [d.writer for d in drafts] == ["extract"]
    assert request.late == {"evt-a"}
    # Nobody wants the rest of it: decoding stops.
    assert writer.cancelled == 1


def test_what_was_written_before_is_remembered_and_poison_is_not_touched() -> None:
    writer = Recorder()
    kept: dict[str, Draft] = {}
    keys = {name: evidence_key(evidence(name), "model") for name in "abc"}
    with batcher(writer) as shared:
        request = RequestWriter(
            shared,
            call(
                remembered={keys["a"]: draft("evt-a", "earlier")},
                poison=frozenset({keys["b"]}),
                keep=kept.__setitem__,
            ),
        )
        drafts = request.write([evidence("a"), evidence("b"), evidence("c")])
    assert [d.writer for d in drafts] == ["earlier", "extract", "model"]
    assert writer.calls == [["evt-c"]]
    assert list(kept) == [keys["c"]]


def test_the_key_of_an_evidence() -> None:
    assert evidence_key(evidence("a"), "x") == evidence_key(evidence("a"), "x")
    assert evidence_key(evidence("a"), "x") != evidence_key(evidence("a"), "y")
    assert evidence_key(evidence("a"), "x") != evidence_key(evidence("a", "other"), "x")


class Rewriter(Recorder):
    """A writer that has a second try."""

    def rewrite(self, sources: Sequence[str], refused: str) -> str:
        self.calls.append([f"rewrite {refused}"])
        if refused == "bad":
            raise RuntimeError(refused)
        while refused == "slow":
            cancel.stop_if_asked()
            time.sleep(0.01)
        return f"{sources[0]}, not {refused}"


def test_a_second_try_is_offered_only_where_the_writer_has_one() -> None:
    with batcher(Recorder()) as shared:
        assert getattr(RequestWriter(shared, call()), "rewrite", None) is None
    with batcher(Rewriter()) as shared:
        rewrite = RequestWriter(shared, call()).rewrite
        assert rewrite(["this"], "that") == "this, not that"
        assert rewrite(["this"], "bad") == ""
        # The writer's thread lives on.
        assert rewrite(["this"], "what") == "this, not what"


def test_a_second_try_heeds_cancellation_deadline_and_poison() -> None:
    writer = Rewriter()
    stop = threading.Event()
    with batcher(writer) as shared, ThreadPoolExecutor(1) as threads:
        late = RequestWriter(shared, call(deadline=time.monotonic() + 0.3))
        assert late.rewrite(["this"], "slow") == ""
        future = threads.submit(
            RequestWriter(shared, call(cancelled=stop.is_set)).rewrite, ["this"], "slow"
        )
        time.sleep(0.05)
        stop.set()
        with pytest.raises(Cancelled):
            future.result()
        asked = len(writer.calls)
        key = "rewrite-" + hashlib.sha256(b'["model", ["x"], "y"]').hexdigest()[:32]
        assert RequestWriter(shared, call(poison=frozenset({key}))).rewrite(["x"], "y") == ""
        assert len(writer.calls) == asked
