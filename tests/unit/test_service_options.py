"""Every mistake in a request is told with its place, what is allowed, and what came."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from service import options, submission
from service.errors import ServiceError
from service.settings import Settings

WRITERS = ("auto", "extract")
GOOD = {"id": "a", "text": "A ferry ran aground off Orrin Point on Tuesday."}


def refused(work: Callable[[], object]) -> tuple[str, list[tuple[str, str]]]:
    with pytest.raises(ServiceError) as caught:
        work()
    return caught.value.kind, list(caught.value.places)


def from_json(body: object) -> submission.Submission:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return submission.from_json(data, Settings(), WRITERS, limit=3)


@pytest.mark.parametrize(
    ("changes", "place", "told"),
    [
        ({"words": 3}, "#/words", "must be a whole number in [20, 5000], was: 3"),
        ({"words": "80"}, "#/words", 'must be a whole number in [20, 5000], was: "80"'),
        ({"words": True}, "#/words", "must be a whole number in [20, 5000], was: true"),
        ({"words": float("nan")}, "#/words", "must be a whole number in [20, 5000], was: NaN"),
        ({"words": 10**30}, "#/words", "in [20, 5000], was: a huge number"),
        ({"writer": "gpt"}, "#/writer", 'must be one of auto, extract, was: "gpt"'),
        ({"deadline_s": 0}, "#/deadline_s", "must be a number in (0, 3600], was: 0"),
        ({"deadline_s": 10**400}, "#/deadline_s", "must be a number in (0, 3600]"),
        ({"store": "yes"}, "#/store", 'must be true or false, was: "yes"'),
        ({"wrods": 3}, "#/wrods", "unknown key"),
        ({"corrections": {"mustlink": []}}, "#/corrections", "allowed: must_link, cannot_link"),
        ({"corrections": {"must_link": [["a"]]}}, "#/corrections/must_link", "list of [id, id]"),
        ({"articles": {}}, "#/articles", "must be an array, was: {}"),
        ({"articles": []}, "#/articles", "at least one"),
        ({"articles": [GOOD, {"id": "b"}]}, "#/articles/1/text", "(keys found: id)"),
        ({"articles": [{**GOOD, "published": "soon"}]}, "#/articles/0/published", "2018-03-20"),
        ({"articles": [7]}, "#/articles/0", "must be a JSON object"),
        ({"articles": [GOOD] * 4}, "#/articles/3", "one too many"),
    ],
)
def test_places_in_json(changes: dict[str, Any], place: str, told: str) -> None:
    _, ((found, why),) = refused(lambda: from_json({"articles": [GOOD], **changes}))
    assert found == place
    assert told in why


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        (b"", "body", "is empty"),
        (b'{"articles": [', "body", "not valid JSON"),
        (b"[1]", "#", "must be an object with articles, was: [1]"),
        (b"{}", "#/articles", "is missing"),
    ],
)
def test_bodies_that_are_no_request(body: bytes, place: str, told: str) -> None:
    _, ((found, why),) = refused(lambda: from_json(body))
    assert found == place
    assert told in why


def test_places_in_a_query() -> None:
    assert refused(lambda: options.from_query({"foo": "1"}))[1] == [("?foo", "unknown key")]
    assert refused(lambda: options.from_query({"corrections": "{}"}))[1][0][0] == "?corrections"
    chosen = options.from_query({"words": "sixty", "writer": "80"})
    body = json.dumps(GOOD).encode()

    def send() -> object:
        return submission.from_jsonl(body, chosen, Settings(), WRITERS, limit=3)

    assert refused(send)[1] == [("?writer", 'must be one of auto, extract, was: "80"')]
    chosen["writer"] = "extract"
    assert refused(send)[1] == [("?words", 'must be a whole number in [20, 5000], was: "sixty"')]
    chosen["words"] = 60
    assert submission.from_jsonl(body, chosen, Settings(), WRITERS, limit=3).options["words"] == 60


def test_places_in_files_and_lines() -> None:
    body = b'{"text": "Good words here."}\n{"text":\n{"txet": "a"}\n'
    kind, places = refused(lambda: submission.from_jsonl(body, {}, Settings(), WRITERS, limit=9))
    assert kind == "invalid"
    assert [place for place, _ in places] == ["body:2", "body:3"]
    assert "keys found: txet" in places[1][1]
    kind, places = refused(
        lambda: submission.from_files([("a.md", b"x")], {}, Settings(), WRITERS, limit=9)
    )
    assert (kind, places) == ("unsupported-media-type", [("a.md", "unknown ending")])


@pytest.mark.parametrize(
    ("text", "kind"), [("{", "malformed"), ("[]", "invalid"), ('{"a": 1}', "invalid")]
)
def test_the_options_field_of_a_form(text: str, kind: str) -> None:
    assert refused(lambda: options.parse(text))[0] == kind


def test_what_is_shown_is_cut_short() -> None:
    assert options.shown("x" * 500).endswith("…")
    assert len(options.shown("x" * 500)) <= 60
    assert options.shown(object()) == "(object)"
