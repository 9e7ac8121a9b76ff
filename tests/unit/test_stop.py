"""Work that nobody wants any more: decoding ends within one step."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.batching import Batcher, RequestWriter
from service.engine import Call
from summarizer import cancel
from summarizer.errors import Cancelled
from summarizer.models.bundled import BundledWriter
from summarizer.models.extract import ExtractWriter
from summarizer.models.seq2seq import Seq2SeqWriter
from summarizer.models.steps import Stepper
from tests.unit.evidence_sample import FERRY, STRIKE
from tests.unit.tiny_checkpoint import checkpoint


@pytest.fixture(scope="module")
def bundled() -> BundledWriter:
    return BundledWriter.load()


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When each decoding step of the bundled writer began."""
    begun: list[float] = []
    step = Stepper.step

    def counted(self: Stepper, *arguments: Any, **options: Any) -> Any:
        begun.append(time.monotonic())
        return step(self, *arguments, **options)

    monkeypatch.setattr(Stepper, "step", counted)
    return begun


def test_the_bundled_writer_stops_before_its_next_step(
    bundled: BundledWriter, steps: list[float]
) -> None:
    with pytest.raises(Cancelled), cancel.stoppable(lambda: len(steps) >= 3):
        bundled.write([FERRY, STRIKE])
    assert len(steps) == 3


def test_it_goes_on_as_long_as_someone_wants_the_text(
    bundled: BundledWriter, steps: list[float]
) -> None:
    with cancel.stoppable(lambda: False):
        drafts = bundled.write([FERRY])
    assert len(steps) > 3
    assert drafts[0].sentences


def test_a_checkpoint_stops_before_its_next_step(tmp_path: Path) -> None:
    writer = Seq2SeqWriter.load(checkpoint(tmp_path / "m", "bart"), beams=2, max_new_tokens=40)
    asked = 0

    def enough() -> bool:
        nonlocal asked
        asked += 1
        return asked >= 3

    with pytest.raises(Cancelled), cancel.stoppable(enough):
        writer.write([FERRY])
    assert asked == 3


def test_a_request_that_is_given_up_stops_the_decoding_it_shares_with_nobody(
    bundled: BundledWriter, steps: list[float]
) -> None:
    """As in the service: the decoding runs in a thread of its own, for a request in another."""
    batcher = Batcher(bundled, fallback=ExtractWriter(), size=4, wait_ms=0)
    call = Call(task="t", operation="summarize", articles=(), cancelled=lambda: len(steps) >= 3)
    try:
        with ThreadPoolExecutor(1) as threads, pytest.raises(Cancelled):
            threads.submit(RequestWriter(batcher, call).write, [FERRY, STRIKE]).result(60)
    finally:
        batcher.close()
    assert len(steps) == 3
