"""POST /v1/summaries and /v1/groups: articles in, digest out, in one exchange."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import time
import uuid
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from service import body, negotiate, submission
from service.context import Service, note, owner, service
from service.errors import ServiceError
from service.openapi import accept_header, digest_answer, problems, request_body
from service.stories import with_retries
from service.ticket import Outcome, Ticket

router = APIRouter(tags=["digests"])
_STATUSES = (406, 408, 413, 415, 422, 504)
# Stories named in the headers of an answer: proxies limit how long headers may be.
_MAX_LINKS = 20
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def _route(answer: str) -> dict[str, Any]:
    return {
        "response_class": Response,
        "responses": {200: digest_answer(answer), **problems(*_STATUSES)},
        "openapi_extra": {
            **request_body(name="Submission"),
            "parameters": [accept_header()],
        },
    }


@router.post("/v1/summaries", **_route("The digest."))
async def summaries(request: Request) -> Response:
    """Groups the articles by event and summarizes every event."""
    return await _answer(request, "summarize")


@router.post("/v1/groups", **_route("The digest, with empty summaries."))
async def groups(request: Request) -> Response:
    """Only groups the articles, and says why."""
    return await _answer(request, "group")


async def _answer(request: Request, operation: str) -> Response:
    began = time.monotonic()
    here = service(request)
    media_type = negotiate.choose(request.headers.get("accept", ""), negotiate.DIGEST_TYPES)
    body.content_type(request, (negotiate.JSON,))
    here.pool.check_open()
    data = await body.read(
        request,
        limit=here.settings.max_body_bytes,
        timeout_s=here.settings.body_timeout_s,
    )
    given = await anyio.to_thread.run_sync(
        lambda: submission.from_json(
            data, here.settings, here.pool.writers, limit=here.settings.max_articles
        )
    )
    if given.store and operation == "group":
        raise ServiceError(
            "invalid", "Only summaries are stored.", places=[("#/store", "must be false here")]
        )
    if not given.store:
        ticket = _ticket(given, operation, (media_type,), began)
        outcome = await _perform(request, here, ticket, given)
        return digest_response(outcome.parts[media_type], media_type)

    async def attempt() -> tuple[Outcome, list[str]]:
        plan = await here.stories.plan(owner(request), given.payload, given.options)
        ticket = _ticket(given, "join", (media_type, negotiate.JSON), began)
        ticket.payload, ticket.new, ticket.families = plan.payload, plan.new, plan.families
        ticket.options, ticket.warnings = plan.options, (*given.warnings, *plan.warnings)
        outcome = await _perform(request, here, ticket, given)
        return outcome, await here.stories.keep(plan, outcome)

    outcome, changed = await with_retries(attempt)
    response = digest_response(outcome.parts[media_type], media_type)
    for story in changed[:_MAX_LINKS]:
        response.headers.append("Link", f'</v1/stories/{story}>; rel="related"')
    return response


def _ticket(
    given: submission.Submission, operation: str, formats: tuple[str, ...], began: float
) -> Ticket:
    return Ticket(
        task=uuid.uuid4().hex,
        operation=operation,
        payload=given.payload,
        options=given.options,
        formats=tuple(dict.fromkeys(formats)),
        future=asyncio.get_running_loop().create_future(),
        deadline=None if given.deadline_s is None else began + given.deadline_s,
        warnings=given.warnings,
    )


async def _perform(
    request: Request,
    here: Service,
    ticket: Ticket,
    given: submission.Submission,
) -> Outcome:
    """Runs the work; a client that leaves takes it along."""
    here.pool.submit(ticket)
    leaving = asyncio.create_task(_gone(request))
    # A deadline is kept by extracting; only where none was given can time run out.
    limit = None if given.deadline_s is not None else here.settings.request_timeout_s
    try:
        waited: list[asyncio.Future[Any]] = [ticket.future, leaving]
        await asyncio.wait(waited, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        if ticket.future.done():
            outcome = ticket.future.result()
            note(request, articles=len(given.article_ids), **_figures(outcome))
            return outcome
        if leaving.done():
            raise ClientDisconnect
        raise ServiceError("timed-out", f"Not done after {limit:g} seconds.")
    finally:
        leaving.cancel()
        if not ticket.future.done():
            here.pool.cancel(ticket)


def _figures(outcome: Outcome) -> dict[str, Any]:
    names = ("events", "sentences", "rejected", "fallbacks")
    return {name: outcome.stats[name] for name in names}


async def _gone(request: Request) -> None:
    """Returns when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def digest_response(content: bytes, media_type: str) -> Response:
    """A digest as an answer; a page may use exactly the style sheets that stand in it."""
    response = Response(content, media_type=media_type)
    response.headers["Vary"] = "Accept"
    if media_type == negotiate.JSON:
        response.headers["Content-Type"] = negotiate.JSON
    if media_type == negotiate.HTML:
        response.headers["Content-Security-Policy"] = page_policy(content)
    return response


def page_policy(page: bytes) -> str:
    """A content-security policy that admits no script, and the page's own style sheets by hash."""
    hashes = (
        base64.b64encode(hashlib.sha256(style).digest()).decode() for style in _STYLE.findall(page)
    )
    styles = " ".join(f"'sha256-{value}'" for value in hashes) or "'none'"
    return (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
