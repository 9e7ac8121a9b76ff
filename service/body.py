"""A request's body, read as it comes, within limits of size and time."""

from __future__ import annotations

import asyncio
import time

from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from service.errors import ServiceError

# A body that is too large is read on for so many seconds and thrown away, so that a client which
# sends before it reads gets to see the answer.
_DRAIN_S = 2.0


async def read(request: Request, *, limit: int, timeout_s: float) -> bytes:
    """The whole body. Raises ServiceError "too-large" or "too-slow"; the declared length is only
    trusted where it is too large."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise ServiceError(
            "unsupported-media-type",
            "Content-Encoding is not understood here: send the body as it is.",
            headers={"Accept-Encoding": "identity"},
        )
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and len(declared) < 20 and int(declared) > limit:
        await _drain(request)
        raise _too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(timeout_s):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    parts.clear()
                    await _drain(request)
                    raise _too_large(limit)
                parts.append(part)
    except TimeoutError:
        raise ServiceError(
            "too-slow",
            f"The body was not complete after {timeout_s:g} seconds.",
            headers={"Connection": "close"},
        ) from None
    return b"".join(parts)


def _too_large(limit: int) -> ServiceError:
    return ServiceError(
        "too-large", f"A body may have {limit} bytes.", headers={"Connection": "close"}
    )


async def _drain(request: Request) -> None:
    until = time.monotonic() + _DRAIN_S
    while (left := until - time.monotonic()) > 0:
        try:
            message = await asyncio.wait_for(request.receive(), left)
        except TimeoutError:
            return
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def content_type(request: Request, allowed: tuple[str, ...]) -> str:
    """The media type of the body. Raises ServiceError "unsupported-media-type"."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in allowed:
        raise ServiceError(
            "unsupported-media-type",
            f"Content-Type must be {' or '.join(allowed)}, was: {given[:60] or 'none'}.",
            headers={"Accept-Post": ", ".join(allowed)},
        )
    return given


async def multipart(
    request: Request, body: bytes, *, max_files: int
) -> tuple[list[tuple[str, bytes]], str]:
    """The files of a form, as (name, content), and the text of its field "options"."""

    async def once() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    files: list[tuple[str, bytes]] = []
    options = "{}"
    try:
        inner = Request(request.scope, once)
        async with inner.form(max_files=max_files, max_fields=8) as form:
            for name, value in form.multi_items():
                if not isinstance(value, str):
                    files.append((value.filename or "file", await value.read()))
                elif name == "options":
                    options = value
                else:
                    raise ServiceError(
                        "invalid",
                        "A form has files and one field, options.",
                        places=[(name[:40] or "form", "unknown field")],
                    )
    except MultiPartException as error:
        raise ServiceError("malformed", f"The form cannot be read: {error.message}") from None
    if not files:
        raise ServiceError("invalid", "The form has no file.", places=[("file", "is missing")])
    return files, options
