"""The schemas are valid, describe what is really produced, and refuse what is not."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from summarizer.articles import FIELDS
from summarizer.render import as_dict
from summarizer.schema import article_schema, digest_schema, documents
from tests.unit.digest_sample import DIGEST, with_text

DIGESTS = Draft202012Validator(digest_schema())
ARTICLES = Draft202012Validator(article_schema())


def test_both_are_valid_schemas() -> None:
    for schema in documents().values():
        Draft202012Validator.check_schema(schema)
        assert json.loads(json.dumps(schema)) == schema
    assert list(documents()) == ["article", "digest"]


def test_a_digest_is_as_described() -> None:
    assert [error.message for error in DIGESTS.iter_errors(as_dict(DIGEST))] == []


@settings(max_examples=30)
@given(st.text())
def test_any_digest_is_as_described(text: str) -> None:
    DIGESTS.validate(as_dict(with_text(text)))


def test_every_object_is_closed_and_every_value_explained() -> None:
    def visit(schema: Any, where: str) -> None:
        if not isinstance(schema, dict):
            return
        if schema.get("type") == "object" and where != "article":
            assert schema["additionalProperties"] is False, where
            assert set(schema["required"]) <= set(schema["properties"]), where
        for key, value in schema.get("properties", {}).items():
            visit(value, f"{where}.{key}")
        for key, value in schema.get("$defs", {}).items():
            visit(value, f"{where}#{key}")
        if "items" in schema:
            visit(schema["items"], f"{where}[]")
        if schema.get("type") in ("string", "integer", "number"):
            assert {"description", "pattern"} & set(schema), where

    visit(digest_schema(), "digest")
    visit(article_schema(), "article")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "newsweave/2"),
        (("events", 0, "date"), "12 March 2025"),
        (("events", 0, "date_basis"), "guessed"),
        (("events", 0, "id"), "1"),
        (("events", 0, "summary", 0, "support"), 1.2),
        (("events", 0, "summary", 0, "kind"), "invented"),
        (("events", 0, "citations", 0, "n"), 0),
        (("events", 0, "citations", 0, "start"), -1),
        (("events", 0, "grouping", "links", 0, "articles"), ["one"]),
        (("events", 0, "surprise"), 1),
        (("articles", 0, "sha256"), "abc"),
        (("unused", 0, "whole_article"), False),
        (("counts", "used"), 1.5),
        (("warnings",), "none"),
    ],
)
def test_what_is_wrong_is_refused(path: tuple[str | int, ...], value: object) -> None:
    told: Any = deepcopy(as_dict(DIGEST))
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not DIGESTS.is_valid(told)


def test_articles_have_the_fields_that_reading_knows() -> None:
    assert set(article_schema()["properties"]) == set(FIELDS)


@pytest.mark.parametrize(
    "record",
    [
        {"text": "One."},
        {"text": "One.", "id": 7, "title": None, "published": "2018-03-20", "language": "en"},
        {"text": "One.", "author": "unknown keys are passed over"},
    ],
)
def test_good_records(record: dict[str, object]) -> None:
    assert ARTICLES.is_valid(record)


@pytest.mark.parametrize(
    "record",
    [{}, {"text": ""}, {"text": " \n"}, {"text": 1}, {"text": None}, {"text": "x", "id": ""}, []],
)
def test_bad_records(record: object) -> None:
    assert not ARTICLES.is_valid(record)
