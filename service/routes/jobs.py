"""/v1/jobs: work that takes longer than a request may."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from service import body, negotiate, options, submission
from service.context import Service, note, owner, service
from service.errors import ServiceError
from service.examples import EXAMPLE_JSONL, EXAMPLE_REQUEST
from service.openapi import (
    accept_header,
    digest_answer,
    json_answer,
    parameter,
    problems,
    ref,
)
from service.routes.digests import digest_response
from service.states import JOB_ID
from service.store import jobs as store
from service.store.models import Job

router = APIRouter(tags=["jobs"])
JSONL = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
MULTIPART = "multipart/form-data"
_KEY = re.compile(r"[\x21-\x7e]{1,128}")


_QUERY = [
    parameter("writer", "query", {"type": "string"}, "For JSONL and files: who writes."),
    parameter(
        "words", "query", {"type": "integer", "minimum": 20, "maximum": 5000}, "Words per event."
    ),
    parameter(
        "deadline_s",
        "query",
        {"type": "number", "exclusiveMinimum": 0, "maximum": 3600},
        "Seconds from the beginning of the work.",
    ),
    parameter("store", "query", {"type": "boolean"}, "Keep the events as stories."),
]
_BODY = {
    "required": True,
    "content": {
        negotiate.JSON: {
            "schema": ref("Submission"),
            "examples": {"ferry": {"value": EXAMPLE_REQUEST}},
        },
        JSONL[0]: {
            "schema": {"type": "string", "description": "One article a line."},
            "examples": {"ferry": {"value": EXAMPLE_JSONL}},
        },
        MULTIPART: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "description": "Any format the command line reads, each also .gz.",
                    },
                    "options": {"type": "string", "description": "Options as a JSON object."},
                },
            }
        },
    },
}


def job_state(job: Job) -> dict[str, Any]:
    """The job as a client sees it."""
    state: dict[str, Any] = {
        "id": job.id,
        "state": job.state,
        "stage": job.stage,
        "done": job.done,
        "total": job.total,
        "articles": job.articles,
        "created": _time(job.created),
        "started": _time(job.started),
        "finished": _time(job.finished),
        "expires": _time(job.expires),
    }
    if job.error:
        state["error"] = json.loads(job.error)
    return state


def _time(moment: float | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def checked_id(job_id: str) -> str:
    """A job id that can exist. Raises ServiceError "not-found"."""
    if re.fullmatch(JOB_ID, job_id) is None:
        raise ServiceError("not-found", "There is no such job.")
    return job_id


@router.post(
    "/v1/jobs",
    status_code=202,
    response_class=Response,
    responses={
        202: {
            **json_answer("Accepted. The same Idempotency-Key finds the same job again.", "Job"),
            "headers": {"Location": {"schema": {"type": "string"}}},
        },
        **problems(408, 409, 413, 415, 422),
    },
    openapi_extra={
        "requestBody": _BODY,
        "parameters": [
            parameter(
                "Idempotency-Key",
                "header",
                {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
                "The same key and content make one job, however often they are sent.",
            ),
            *_QUERY,
        ],
    },
)
async def create(request: Request) -> Response:
    """Accepts articles as JSON, JSONL or files, to be worked on in the background."""
    here = service(request)
    kind = body.content_type(request, (negotiate.JSON, *JSONL, MULTIPART))
    here.pool.check_open()
    key = request.headers.get("idempotency-key")
    if key is not None and _KEY.fullmatch(key) is None:
        raise ServiceError(
            "invalid",
            "Idempotency-Key must be 1 to 128 visible ASCII characters.",
            places=[("Idempotency-Key", "not a key")],
        )
    given = await _submission(request, here, kind)
    job, new = await here.database.run(
        store.accept,
        given,
        owner=owner(request),
        idempotency_key=key,
        max_queued=here.settings.max_queued_jobs,
    )
    note(request, job=job.id, articles=job.articles, new=new)
    here.runner.wake()
    return JSONResponse(job_state(job), 202, headers={"Location": f"/v1/jobs/{job.id}"})


async def _submission(request: Request, here: Service, kind: str) -> submission.Submission:
    limit, writers = here.settings.max_job_articles, here.pool.writers
    data = await body.read(
        request, limit=here.settings.max_body_bytes, timeout_s=here.settings.body_timeout_s
    )
    query = dict(request.query_params)
    if kind == negotiate.JSON:
        if query:
            raise ServiceError(
                "invalid",
                "With JSON, options stand in the body.",
                places=[(f"?{name}", "not here") for name in query],
            )
        return await anyio.to_thread.run_sync(
            lambda: submission.from_json(data, here.settings, writers, limit=limit)
        )
    chosen = options.from_query(query)
    if kind != MULTIPART:
        return await anyio.to_thread.run_sync(
            lambda: submission.from_jsonl(data, chosen, here.settings, writers, limit=limit)
        )
    files, text = await body.multipart(request, data, max_files=here.settings.max_job_articles)
    both = {**options.parse(text), **chosen}
    return await anyio.to_thread.run_sync(
        lambda: submission.from_files(
            files, both, here.settings, writers, limit=limit, in_query=chosen
        )
    )


_ID = {"responses": {200: json_answer("The job as it is.", "Job"), **problems(404, 422)}}


@router.get("/v1/jobs/{job_id}", response_class=Response, **_ID)  # type: ignore[arg-type]
async def show(request: Request, job_id: str) -> Response:
    """Where the job stands."""
    here = service(request)
    job = await here.database.read(store.find, checked_id(job_id), owner(request))
    return JSONResponse(job_state(job))


@router.delete(
    "/v1/jobs/{job_id}",
    response_class=Response,
    responses={
        200: json_answer("Cancelled, or about to be.", "Job"),
        204: {"description": "Erased."},
        **problems(404, 409, 422),
    },
    openapi_extra={
        "parameters": [
            parameter(
                "erase", "query", {"type": "boolean"}, "Forget a finished job and its result."
            )
        ]
    },
)
async def cancel(request: Request, job_id: str) -> Response:
    """Cancels the job; with `erase=true` forgets one that has finished."""
    here = service(request)
    erase = request.query_params.get("erase", "false").lower()
    if erase not in ("true", "false"):
        raise ServiceError(
            "invalid", "erase must be true or false.", places=[("?erase", "not a value")]
        )
    if erase == "true":
        await here.database.run(store.erase, checked_id(job_id), owner(request))
        return Response(status_code=204)
    job = await here.database.run(
        store.cancel, checked_id(job_id), owner(request), retention_s=here.settings.retention_s
    )
    here.runner.cancelled(job.id)
    return JSONResponse(job_state(job))


@router.get(
    "/v1/jobs/{job_id}/result",
    response_class=Response,
    responses={200: digest_answer("The digest."), **problems(404, 406, 409, 422)},
    openapi_extra={"parameters": [accept_header()]},
)
async def result(request: Request, job_id: str) -> Response:
    """The digest of a job that is done."""
    media_type = negotiate.choose(request.headers.get("accept", ""), negotiate.DIGEST_TYPES)
    content = await service(request).database.read(
        store.result, checked_id(job_id), owner(request), media_type
    )
    return digest_response(content, media_type)
