"""The examples of the documentation page are commands that reach the service that shows them."""

from __future__ import annotations

import copy
import re
from html import unescape
from typing import Any

import pytest

from service.docs import Call, address_of, page

DOCUMENT: dict[str, Any] = {
    "info": {"title": "Newsweave", "version": "1"},
    "components": {"schemas": {"Submission": {"properties": {}}}},
    "paths": {
        "/v1/things": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Submission"},
                            "examples": {"one": {"value": {"words": 80}}},
                        },
                        "multipart/form-data": {"schema": {"type": "object"}},
                    }
                },
                "responses": {"200": {"description": "Done."}},
            }
        }
    },
}


def test_examples_call_the_address_that_was_asked() -> None:
    told = unescape(page(DOCUMENT, Call("http://localhost:9321", keyed=False)))
    assert told.count("curl http://localhost:9321/v1/things") == 2
    assert "-H 'Authorization" not in told


def test_examples_carry_a_key_where_one_is_needed() -> None:
    told = unescape(page(DOCUMENT, Call("http://desk.example", keyed=True)))
    assert told.count("http://desk.example/v1/things \\\n  -H 'Authorization: Bearer KEY'") == 2


def test_tables_have_no_empty_heads_and_kinds_lead_to_their_schemas() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["components"]["schemas"] = {
        "Submission": {
            "properties": {
                "articles": {"type": "array", "items": {"$ref": "#/components/schemas/Article"}},
                "words": {"type": "integer", "minimum": 20, "maximum": 5000},
            }
        },
        "Article": {"type": "object"},
    }
    told = page(document, Call("http://localhost:9321", keyed=False))
    assert '<td>array of <a href="#schema-Article">Article</a></td>' in told
    assert '<details id="schema-Article">' in told
    assert "<td>integer in [20, 5000]</td>" in told
    assert '<th scope="col"></th>' not in told
    assert re.findall(r"<(?:nav|section)[^>]*aria-label[^>]*>", told) == [
        '<nav aria-label="Routes">'
    ]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost:9321", "https://localhost:9321"),
        ("[::1]:80", "https://[::1]:80"),
        ("", "http://127.0.0.1:9000"),
        ("x; rm -r .", "http://127.0.0.1:9000"),
        ("x$(id)", "http://127.0.0.1:9000"),
        ("'x'", "http://127.0.0.1:9000"),
    ],
)
def test_no_host_of_a_request_reaches_a_shell(host: str, address: str) -> None:
    assert address_of("https", host, default="http://127.0.0.1:9000") == address
