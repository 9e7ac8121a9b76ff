"""GET /v1/jobs/{id}/events: what a job reports while it runs, as server-sent events."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from service.context import Service, owner, service
from service.errors import ServiceError
from service.openapi import parameter, problems
from service.routes.jobs import checked_id
from service.store import jobs as store

router = APIRouter(tags=["jobs"])
STREAM = "text/event-stream"
# A comment is sent when nothing has happened for so many seconds, so that proxies stay awake.
_KEEP_ALIVE_S = 15.0
_LOOK_S = 1.0


@router.get(
    "/v1/jobs/{job_id}/events",
    response_class=Response,
    responses={
        200: {
            "description": "Server-sent events: `stage` (stage, done, total), `event` (an event "
            "of the digest, as soon as it is written), `state` (the last one).",
            "content": {STREAM: {"schema": {"type": "string"}}},
        },
        **problems(404, 422),
    },
    openapi_extra={
        "parameters": [
            parameter(
                "Last-Event-ID",
                "header",
                {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
                "Go on after this one.",
            )
        ]
    },
)
async def events(request: Request, job_id: str) -> Response:
    """What the job tells, from the beginning or after Last-Event-ID, until it ends."""
    here = service(request)
    last = request.headers.get("last-event-id", "0").strip() or "0"
    if not re.fullmatch(r"[0-9]{1,10}", last) or int(last) > 2**31 - 1:
        raise ServiceError(
            "invalid", "Last-Event-ID must be a number.", places=[("Last-Event-ID", "no number")]
        )
    job = await here.database.read(store.find, checked_id(job_id), owner(request))
    return StreamingResponse(_stream(here, job.id, int(last)), media_type=STREAM)


async def _stream(here: Service, job_id: str, seq: int) -> AsyncIterator[str]:
    """Lines as they come; a slow reader holds up nobody but itself."""
    quiet = 0.0
    yield "retry: 2000\n\n"
    while not here.pool.closing:
        try:
            rows = await here.database.read(store.events_after, job_id, seq)
        except ServiceError:
            rows = []
        for seq, kind, data in rows:
            yield f"id: {seq}\nevent: {kind}\ndata: {data}\n\n"
            if kind == "state":
                return
        if rows:
            quiet = 0.0
            continue
        if quiet >= _KEEP_ALIVE_S:
            quiet = 0.0
            yield ": still here\n\n"
        await here.runner.news(_LOOK_S)
        quiet += _LOOK_S
