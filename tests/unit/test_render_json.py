"""The digest as JSON: the exact format, the same bytes for the same digest, always UTF-8."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.render import as_dict, to_json
from summarizer.render.digest_json import rounded
from summarizer.summaries import Digest
from tests.unit.digest_sample import COAST, COURIER, DIGEST, GROUNDING, with_text


def test_the_keys_stand_in_the_order_of_the_format() -> None:
    told = json.loads(to_json(DIGEST))
    assert list(told) == [
        "format", "signature", "events", "articles", "unused", "counts", "warnings",
    ]  # fmt: skip
    assert told["format"] == "newsweave/1"
    assert list(told["events"][0]) == [
        "id", "headline", "date", "date_basis", "language", "writer", "note", "articles", "origins",
        "grouping", "summary", "citations", "disagreements", "related", "neutrality", "rejected",
    ]  # fmt: skip


def test_an_event_has_its_values() -> None:
    event = as_dict(DIGEST)["events"][0]
    assert (event["date"], event["date_basis"]) == ("2025-03-12", "published")
    assert event["origins"] == [["coast", "herald"], ["courier"], ["radio"]]
    assert event["grouping"]["weakest_link"] == 0.61
    assert event["grouping"]["links"][1] == {
        "articles": ["courier", "herald"],
        "score": 0.812,
        "why": ["186 passengers", "one day"],
    }
    assert event["summary"][0]["support"] == 0.971
    assert [s["single_origin"] for s in event["summary"]] == [False, True, True]
    assert event["related"] == [{"event": "evt-2", "date": "2024-03-14", "why": ["same ship"]}]
    assert event["neutrality"]["sources_loaded_per_100_words"] == 1.43
    assert event["rejected"][0]["reason"] == "number not in source: 90"


def test_a_value_says_whose_it_is() -> None:
    given = as_dict(DIGEST)["events"][0]["disagreements"][0]["values"][0]["given"]
    quote = "Nine people were treated for injuries."
    assert given == [
        {
            "article": "courier",
            "source": "Ellery Courier",
            "published": "2025-03-12T09:00:00+00:00",
            "citation": 3,
            "start": COURIER.text.index(quote),
            "end": COURIER.text.index(quote) + len(quote),
            "quote": quote,
        }
    ]
    told = as_dict(DIGEST)["events"][0]["disagreements"][0]["values"][1]["given"]
    assert told[0]["published"] is None


def test_what_is_unknown_is_null() -> None:
    event = as_dict(DIGEST)["events"][1]
    assert event["date"] is None
    assert event["date_basis"] == "unknown"
    assert event["grouping"] == {"weakest_link": None, "links": []}
    assert event["neutrality"] is None


def test_what_one_article_alone_tells_has_a_single_origin() -> None:
    assert as_dict(DIGEST)["events"][1]["summary"][0]["single_origin"] is True


def test_articles_say_which_text_the_offsets_refer_to() -> None:
    article = as_dict(DIGEST)["articles"][0]
    assert article["id"] == "coast"
    assert article["characters"] == len(COAST.text)
    assert article["sha256"] == hashlib.sha256(COAST.text.encode()).hexdigest()
    assert article["date"] == "2025-03-12"


def test_a_whole_article_is_marked() -> None:
    unused = as_dict(DIGEST)["unused"]
    assert [one.get("whole_article") for one in unused] == [None] * 5 + [True]


def test_equal_digests_have_equal_bytes() -> None:
    again = replace(DIGEST, events=(replace(GROUNDING), *DIGEST.events[1:]))
    assert to_json(DIGEST) == to_json(again)
    assert to_json(DIGEST).endswith("}\n")
    assert "“Had there been" in to_json(DIGEST)


def test_an_empty_digest() -> None:
    empty = Digest(
        events=(), articles=(), days=(), unused=(), counts=DIGEST.counts, signature="none"
    )
    assert json.loads(to_json(empty))["events"] == []


@pytest.mark.parametrize(
    ("score", "shown"),
    [(0.12345, 0.123), (1, 1.0), (-0.0, 0.0), (-0.0001, 0.0), (None, None), (0.9996, 1.0)],
)
def test_scores_are_rounded(score: float | None, shown: float | None) -> None:
    assert str(rounded(score)) == str(shown)


@given(st.text())
def test_any_text_comes_back_and_is_utf8(text: str) -> None:
    told = json.loads(to_json(with_text(text)).encode("utf-8"))
    assert told["events"][0]["citations"][0]["quote"] == text
    assert told["unused"][0]["reason"] == text


def test_a_lone_surrogate_is_escaped() -> None:
    page = to_json(with_text("a\ud800b"))
    assert page.encode("utf-8")
    assert json.loads(page)["signature"] == "a\ud800b"
