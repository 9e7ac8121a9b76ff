"""The JSON forms of what the service itself keeps or reports: jobs, stories, its own state."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

JOB_STATES = ("queued", "running", "done", "failed", "cancelled")
JOB_ID = "^job-[0-9a-f]{32}$"


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }


_TEXT: Schema = {"type": "string"}
_TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_SENTENCES: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/DigestSentence"}}
_STORY: dict[str, Schema] = {
    "id": {"type": "string", "pattern": "^story-[0-9a-f]{20}$"},
    "version": _COUNT,
    "created": _TIME,
    "changed": _TIME,
}


def schemas() -> dict[str, Schema]:
    """Named schemas for the OpenAPI document."""
    return {
        "Job": _object(
            {
                "id": {"type": "string", "pattern": JOB_ID},
                "state": {"enum": list(JOB_STATES)},
                "stage": _TEXT,
                "done": _COUNT,
                "total": _COUNT,
                "articles": _COUNT,
                "created": _TIME,
                "started": _TIME,
                "finished": _TIME,
                "expires": _TIME,
            },
            {"error": {"$ref": "#/components/schemas/Problem"}},
        ),
        "Stories": _object(
            {
                "stories": {
                    "type": "array",
                    "items": _object(
                        {
                            **_STORY,
                            "headline": _TEXT,
                            "date": {"type": ["string", "null"]},
                            "articles": _TEXTS,
                        }
                    ),
                },
                "next": {"type": ["string", "null"]},
            }
        ),
        "Story": _object(
            {**_STORY, "why": _TEXT, "event": {"$ref": "#/components/schemas/StoryEvent"}},
            {
                "since": _COUNT,
                "changes": _object(
                    {
                        "new_sentences": _SENTENCES,
                        "lost_sentences": _SENTENCES,
                        "unsupported_sentences": _SENTENCES,
                        "changed_values": {"type": "array", "items": {"type": "object"}},
                        "new_articles": _TEXTS,
                        "lost_articles": _TEXTS,
                    }
                ),
            },
        ),
        "StoryRelated": _object(
            {
                "story": _STORY["id"],
                "date": {"$ref": "#/components/schemas/DigestDate"},
                "why": _TEXTS,
            }
        ),
        "Withdrawal": _object(
            {
                "article": _TEXT,
                "story": {"type": ["string", "null"]},
                "version": {"type": ["integer", "null"]},
                "rewritten": {"type": "boolean"},
            }
        ),
        "Health": _object({"status": {"const": "ok"}}),
        "Readiness": _object(
            {"status": {"const": "ready"}, "signature": _TEXT, "store": {"const": "ok"}}
        ),
        "Version": _object(
            {
                "version": _TEXT,
                "format": _TEXT,
                "signature": _TEXT,
                "writers": {"type": "array", "items": _TEXT},
            }
        ),
    }
