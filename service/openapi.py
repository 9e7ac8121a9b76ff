"""The OpenAPI document: the schemas of `summarizer.schema`, the table of errors, examples."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from service.errors import KINDS, MEDIA_TYPE
from service.examples import EXAMPLE_REQUEST
from service.negotiate import DIGEST_TYPES, HTML, JSON, MARKDOWN
from summarizer import schema as library

Schema = dict[str, Any]
DESCRIPTION = (
    "Groups news articles by event and writes a neutral summary of each, in which every sentence "
    "cites its exact sources. The service fetches no address: articles come with their text. "
    "Send `Authorization: Bearer KEY` where keys are in force."
)


def ref(name: str) -> Schema:
    """A reference to a schema of `components`."""
    return {"$ref": f"#/components/schemas/{name}"}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documented errors of a route: those asked for, and those that can come anywhere."""
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*statuses, 400, 401, 403, 429, 500, 503}):
        titles = [kind.title for kind in KINDS.values() if kind.status == status]
        entry: dict[str, Any] = {
            "description": ". ".join(titles) + ".",
            "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
        }
        if status in (429, 503):
            entry["headers"] = {
                "Retry-After": {
                    "description": "Seconds to wait.",
                    "schema": {"type": "integer", "minimum": 1},
                }
            }
        found[status] = entry
    return found


def digest_answer(description: str) -> dict[str, Any]:
    """A response that is a digest in one of its three representations."""
    content: dict[str, Any] = {JSON: {"schema": ref("Digest")}}
    for kind in (MARKDOWN, HTML):
        content[kind] = {"schema": {"type": "string"}}
    return {"description": description, "content": content}


def json_answer(description: str, name: str) -> dict[str, Any]:
    """A response that is a JSON value of a named schema."""
    return {"description": description, "content": {JSON: {"schema": ref(name)}}}


def request_body(*, name: str) -> dict[str, Any]:
    """A JSON request body of a named schema, with the example."""
    content = {"schema": ref(name), "examples": {"ferry": {"value": EXAMPLE_REQUEST}}}
    return {"requestBody": {"required": True, "content": {JSON: content}}}


def parameter(name: str, place: str, schema: Schema, text: str) -> Schema:
    """A parameter that may be left out; `place` is "query" or "header"."""
    return {"name": name, "in": place, "required": False, "description": text, "schema": schema}


def accept_header() -> Schema:
    """The parameter by which a client chooses the representation."""
    return parameter(
        "Accept",
        "header",
        {"type": "string", "enum": list(DIGEST_TYPES)},
        f"One of {', '.join(DIGEST_TYPES)}; JSON where nothing is asked for.",
    )


def _options(writers: Iterable[str]) -> dict[str, Schema]:
    pairs = {
        "type": "array",
        "items": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "minItems": 2,
            "maxItems": 2,
        },
    }
    return {
        "writer": {
            "type": ["string", "null"],
            "enum": [*writers, None],
            "description": "Who writes; the first is taken where nothing is said.",
        },
        "words": {
            "type": ["integer", "null"],
            "minimum": 20,
            "maximum": 5000,
            "description": "Budget of one event's summary in words.",
        },
        "corrections": {
            "type": ["object", "null"],
            "description": "Pairs of article ids that must, or cannot, be of one event.",
            "properties": {"must_link": pairs, "cannot_link": pairs},
            "additionalProperties": False,
        },
        "deadline_s": {
            "type": ["number", "null"],
            "exclusiveMinimum": 0,
            "maximum": 3600,
            "description": "Seconds from now. Events that are not written when it nears are "
            "returned with extracted sentences, and say so.",
        },
        "store": {
            "type": "boolean",
            "default": False,
            "description": "Keep the articles and events as stories.",
        },
    }


def submission(writers: Iterable[str]) -> Schema:
    """The body of a request for a digest."""
    return {
        "type": "object",
        "required": ["articles"],
        "additionalProperties": False,
        "properties": {
            "articles": {
                "type": "array",
                "minItems": 1,
                "items": ref("Article"),
                "description": "What is to be told; of an article only its text is required.",
            },
            **_options(writers),
        },
    }


def _problem() -> Schema:
    place = {
        "type": "object",
        "properties": {
            "pointer": {"type": "string", "description": "JSON pointer into the body."},
            "where": {"type": "string", "description": "File and line, or the part of a request."},
            "detail": {"type": "string"},
        },
        "required": ["detail"],
    }
    return {
        "type": "object",
        "description": "RFC 9457.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "enum": [f"urn:newsweave:problem:{k}" for k in KINDS]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string"},
            "errors": {"type": "array", "items": place},
        },
    }


@cache
def _library_schemas() -> str:
    """Article, Digest and the digest's parts as components, as JSON text."""
    components: dict[str, Schema] = {"Article": library.article_schema()}
    digest = library.digest_schema()
    parts = digest.pop("$defs", {})
    components["Digest"] = digest
    components.update({_part(name): part for name, part in parts.items()})
    for one in components.values():
        one.pop("$schema", None)
        one.pop("$id", None)
    text = json.dumps(components)
    for name in parts:
        text = text.replace(f'"#/$defs/{name}"', f'"#/components/schemas/{_part(name)}"')
    return text


def _part(name: str) -> str:
    return "Digest" + name.title().replace("_", "")


def _story_event(event: Schema) -> Schema:
    """An event of a digest, but that its related events are stories."""
    related = {
        "type": "array",
        "items": ref("StoryRelated"),
        "description": "Stories of the same storyline, earlier and later, never mixed into this "
        "one; GET /v1/stories/{story} shows one.",
    }
    return {**event, "properties": {**event["properties"], "related": related}}


def components(writers: Iterable[str]) -> dict[str, Schema]:
    """All named schemas."""
    from service.states import schemas

    library_schemas: dict[str, Schema] = json.loads(_library_schemas())
    return {
        **library_schemas,
        **schemas(),
        "StoryEvent": _story_event(library_schemas["DigestEvent"]),
        "Problem": _problem(),
        "Submission": submission(writers),
    }
