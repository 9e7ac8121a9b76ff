"""The whole path on our own examples, with the real models."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from summarizer import build, render
from summarizer.config import Settings
from summarizer.errors import Cancelled
from summarizer.pipeline import Pipeline
from summarizer.read import read_paths
from summarizer.records import Article
from summarizer.summaries import Digest


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build.pipeline(Settings())


@pytest.fixture(scope="module")
def articles(examples: Path) -> tuple[Article, ...]:
    return read_paths([examples]).articles


@pytest.fixture(scope="module")
def digest(pipeline: Pipeline, articles: tuple[Article, ...]) -> Digest:
    return pipeline.run(articles)


@pytest.fixture(scope="module")
def told(digest: Digest) -> dict[str, Any]:
    return dict(json.loads(render.to_json(digest)))


def test_every_citation_is_the_text_at_its_place(digest: Digest) -> None:
    texts = {article.id: article.text for article in digest.articles}
    quotes = [citation for event in digest.events for citation in event.citations]
    assert len(quotes) > 20
    for citation in quotes:
        span = citation.span
        assert texts[span.article_id][span.start : span.end] == citation.quote


def test_every_sentence_cites_and_every_citation_is_used(digest: Digest) -> None:
    for event in digest.events:
        assert event.sentences
        numbers = {citation.n for citation in event.citations}
        used = {n for sentence in event.sentences for n in sentence.citations}
        used |= {n for d in event.disagreements for v in d.values for n in v.citations}
        assert used == numbers == set(range(1, len(numbers) + 1))
        assert all(sentence.citations for sentence in event.sentences)


def test_counts_add_up(digest: Digest) -> None:
    counts = digest.counts
    assert counts.articles == counts.articles_in_events + counts.articles_unused
    assert counts.articles == len(digest.articles)
    assert counts.sentences == counts.used + counts.unused
    parts = [item for item in digest.unused if not item.whole_article]
    assert counts.unused == len(parts)
    assert all(item.reason for item in digest.unused)


def test_the_twin_accidents_are_two_events_and_linked(digest: Digest) -> None:
    years: dict[int, set[str]] = {}
    for event in digest.events:
        for article in event.event.article_ids:
            if "ferry" in article or article.startswith("lantern-ferry"):
                assert event.event.day is not None
                years.setdefault(event.event.day.year, set()).add(event.event.id)
    assert set(years) == {2024, 2025}
    (old,), (new,) = years[2024], years[2025]
    related = {e.event.id: {r.event_id for r in e.event.related} for e in digest.events}
    assert old in related[new]


def test_a_wire_copy_is_the_same_origin(digest: Digest) -> None:
    pair = {"coast-today-ferry-aground", "herald-ferry-aground"}
    origins = [set(origin) for event in digest.events for origin in event.event.origins]
    assert any(pair <= origin for origin in origins)


def test_an_unknown_date_stays_unknown(told: dict[str, Any]) -> None:
    (event,) = [e for e in told["events"] if "quill-valley-hosepipes" in e["articles"]]
    assert event["date"] is None
    assert event["date_basis"] == "unknown"


def test_the_sources_disagree_on_a_number_and_it_is_shown(told: dict[str, Any]) -> None:
    (event,) = [e for e in told["events"] if "ledger-2025-orrin" in e["articles"]]
    values = {value["value"] for d in event["disagreements"] for value in d["values"]}
    assert any("340" in value for value in values)
    assert any("430" in value for value in values)


def test_another_language_is_extracted_with_a_warning(digest: Digest) -> None:
    (event,) = [e for e in digest.events if e.event.language == "de"]
    assert {sentence.kind for sentence in event.sentences} <= {"extracted", "quoted"}
    assert any("'de'" in warning for warning in digest.warnings)


def test_any_order_and_any_batch_size_give_the_same_bytes(
    pipeline: Pipeline, articles: tuple[Article, ...], digest: Digest
) -> None:
    expected = render.to_json(digest)
    shuffled = list(articles)
    random.Random(7).shuffle(shuffled)
    assert render.to_json(pipeline.run(shuffled)) == expected
    small = Pipeline(
        embedder=pipeline.embedder,
        writer=pipeline.writer,
        extract=pipeline.extract,
        judge=pipeline.judge,
        settings=Settings(batch_size=3),
    )
    assert render.to_json(small.run(articles)) == expected


def test_a_passed_deadline_extracts_and_says_so(
    pipeline: Pipeline, articles: tuple[Article, ...]
) -> None:
    late = pipeline.run(articles, deadline=0.0)
    assert len(late.events) > 1
    for event in late.events:
        assert "deadline" in event.note
        # Only what is said of a disagreement is put in words of our own.
        kinds = {one.kind for one in event.sentences if one.note != "sources disagree"}
        assert kinds <= {"extracted", "quoted"}
        assert event.citations


def test_a_cancelled_run_stops(pipeline: Pipeline, articles: tuple[Article, ...]) -> None:
    with pytest.raises(Cancelled):
        pipeline.run(articles, cancelled=lambda: True)


def test_citation_numbers_rise_in_reading_order(digest: Digest) -> None:
    for event in digest.events:
        told = [n for sentence in event.sentences for n in sentence.citations]
        assert list(dict.fromkeys(told)) == list(range(1, len(set(told)) + 1))
