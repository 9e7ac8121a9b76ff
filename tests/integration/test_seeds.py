"""The five real articles the project began with, where they are present."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest

from summarizer import build, render
from summarizer.config import Settings
from summarizer.read import read_paths
from summarizer.summaries import Digest
from tests.conftest import SHARED, needs_seeds

pytestmark = needs_seeds

CHROME = re.compile(
    r"advertisement|whatsapp|leave a reply|required fields|distributed by|find some more stories"
    r"|filed under|content is protected|/TNS|live tv",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def digest() -> Digest:
    return build.pipeline(Settings()).run(read_paths([SHARED / "seeds"]).articles)


@pytest.fixture(scope="module")
def told(digest: Digest) -> dict[str, Any]:
    return dict(json.loads(render.to_json(digest)))


def short(ids: list[str]) -> list[str]:
    return sorted(i[:3] for i in ids)


def test_three_events(told: dict[str, Any]) -> None:
    events = sorted(short(event["articles"]) for event in told["events"])
    assert events == [["000", "001", "002"], ["003"], ["004"]]


def test_the_older_calls_are_related_and_dated_where_known(told: dict[str, Any]) -> None:
    by = {tuple(short(event["articles"])): event for event in told["events"]}
    main = by["000", "001", "002"]
    assert main["date"] == "2018-03-20"
    related = {r["event"]: r["date"] for r in main["related"]}
    assert related == {by["003",]["id"]: "2016-11-14", by["004",]["id"]: None}
    assert by["004",]["date_basis"] == "unknown"


def test_nothing_but_the_story_is_told_or_cited(told: dict[str, Any]) -> None:
    for event in told["events"]:
        for text in [s["text"] for s in event["summary"]] + [
            c["quote"] for c in event["citations"]
        ]:
            assert not CHROME.search(text), text


def test_the_summary_of_2018_holds_nothing_older(told: dict[str, Any]) -> None:
    (main,) = [event for event in told["events"] if len(event["articles"]) == 3]
    assert 4 <= len(main["summary"]) <= 7
    cited = {citation["article"][:3] for citation in main["citations"]}
    assert cited <= {"000", "001", "002"}


def test_batches_and_order_do_not_change_a_byte(digest: Digest) -> None:
    expected = render.to_json(digest)
    articles = read_paths([SHARED / "seeds"]).articles
    for size, order in zip((1, 2, 5), itertools.permutations(articles), strict=False):
        pipeline = build.pipeline(Settings(batch_size=size))
        assert render.to_json(pipeline.run(order)) == expected
