"""/v1/stories and /v1/articles: the events kept so far."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from service.context import owner, service
from service.errors import ServiceError
from service.openapi import json_answer, parameter, problems
from service.store import reading as store
from service.store.models import Story
from service.story_changes import changes

router = APIRouter(tags=["stories"])
STORY_ID = re.compile(r"story-[0-9a-f]{20}")
_CURSOR = re.compile(r"([0-9]{1,12}\.[0-9]{1,12})~(story-[0-9a-f]{20})")
_MAX_PAGE = 200
# Larger than any version; what JSON numbers hold exactly.
_ANY = 2**53


def _time(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def _head(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "version": story.version,
        "created": _time(story.created),
        "changed": _time(story.changed),
    }


@router.get(
    "/v1/stories",
    response_class=Response,
    responses={200: json_answer("Stories, the latest change first.", "Stories"), **problems(422)},
    openapi_extra={
        "parameters": [
            parameter(
                "limit",
                "query",
                {"type": "integer", "minimum": 1, "maximum": _MAX_PAGE},
                "At most.",
            ),
            parameter("after", "query", {"type": "string"}, "What the last page gave as `next`."),
            parameter("article", "query", {"type": "string"}, "Only the story of this article."),
        ]
    },
)
async def index(request: Request) -> Response:
    """The events kept so far."""
    limit = _number(request, "limit", 50, high=_MAX_PAGE)
    after = request.query_params.get("after", "")
    found = _CURSOR.fullmatch(after)
    if after and found is None:
        raise _wrong("after", "is not a cursor")
    rows = await service(request).database.read(
        store.page,
        owner(request),
        limit=limit,
        before=(float(found[1]), found[2]) if found else None,
        article=request.query_params.get("article", ""),
    )
    stories = [
        {
            **_head(story),
            "headline": event["headline"],
            "date": event["date"],
            "articles": event["articles"],
        }
        for story, event in rows
    ]
    full = len(rows) == limit
    last = f"{rows[-1][0].changed!r}~{rows[-1][0].id}" if full else None
    return JSONResponse({"stories": stories, "next": last})


def _number(request: Request, name: str, default: int, *, high: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if re.fullmatch(r"[0-9]{1,18}", text) is None or not 1 <= int(text) <= high:
        allowed = f"from 1 to {high}" if high < _ANY else "of at least 1"
        raise _wrong(name, f"must be a whole number {allowed}")
    return int(text)


def _wrong(name: str, why: str) -> ServiceError:
    return ServiceError("invalid", f"{name} {why}.", places=[(f"?{name}", why)])


@router.get(
    "/v1/stories/{story_id}",
    response_class=Response,
    responses={
        200: json_answer("The story as it is; with `since`, what has changed.", "Story"),
        308: {
            "description": "Another story has taken this one in.",
            "headers": {"Location": {"schema": {"type": "string"}}},
        },
        **problems(404, 422),
    },
    openapi_extra={
        "parameters": [
            parameter(
                "since",
                "query",
                {"type": "integer", "minimum": 1},
                "A version: tell what has changed since.",
            ),
            parameter(
                "version",
                "query",
                {"type": "integer", "minimum": 1},
                "This version, not the latest.",
            ),
        ]
    },
)
async def show(request: Request, story_id: str) -> Response:
    """A story: its summary, and what has changed since a version."""
    if STORY_ID.fullmatch(story_id) is None:
        raise ServiceError("not-found", "There is no such story.")
    since = _number(request, "since", 0, high=_ANY) if "since" in request.query_params else None
    wanted = (
        _number(request, "version", 0, high=_ANY) if "version" in request.query_params else None
    )

    def look(session: Session) -> dict[str, Any] | str:
        story = store.find(session, story_id, owner(request))
        if story.merged_into:
            return story.merged_into
        current = store.version(session, story, wanted or story.version)
        event = store.event_of(current)
        body = {
            **_head(story),
            "version": current.version,
            "changed": _time(current.created),
            "why": current.why,
            "event": event,
        }
        if since is not None:
            before = store.event_of(store.version(session, story, since))
            body["since"] = since
            body["changes"] = changes(before, event)
        return body

    found = await service(request).database.read(look)
    if isinstance(found, str):
        return Response(status_code=308, headers={"Location": f"/v1/stories/{found}"})
    return JSONResponse(found)


@router.delete(
    "/v1/articles/{article_id:path}",
    response_class=Response,
    responses={
        200: json_answer("Withdrawn; the story has a new version.", "Withdrawal"),
        **problems(404, 422),
    },
)
async def withdraw(request: Request, article_id: str) -> Response:
    """Forgets an article. Sentences that nothing else supports leave its story at once; then the
    story is written anew from the articles that are left."""
    here = service(request)
    told = await here.stories.withdraw(owner(request), article_id, here.settings.request_timeout_s)
    return JSONResponse(told)
