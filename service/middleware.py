"""What surrounds every request: its id, authentication, security headers, log line, metrics, last
errors.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.access import OPEN_PATHS, Access
from service.errors import MEDIA_TYPE, ServiceError
from service.logs import Logger
from service.metrics import Metrics

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Routes that one key may not hold more than so many of at once.
_COUNTED_PREFIX = "/v1/"
CONTENT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": CONTENT_POLICY,
    "Cache-Control": "no-store",
}


class Gate:
    """The outermost ASGI layer. It sets `scope["state"]` to hold `request_id` and `owner`."""

    def __init__(self, app: ASGIApp, *, access: Access, metrics: Metrics, log: Logger) -> None:
        self._app = app
        self._access = access
        self._metrics = metrics
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        try:
            await self._admit(scope, receive, answer)
        except ServiceError as error:
            await answer.problem(error)
        except ClientDisconnect:
            # Nobody reads an answer; the log and the metrics say what nginx would say.
            answer.status = answer.status or 499
        except Exception as error:
            self._log.error(
                "unforeseen", request=answer.request_id, kind=type(error).__name__, at=_at(error)
            )
            await answer.problem(ServiceError("internal", "An unforeseen error."))
        finally:
            self._note(scope, answer)

    async def _admit(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        headers = Headers(scope=scope)
        path = scope["path"]
        self._access.check_origin(
            scope["method"], headers.get("host", ""), headers.get("origin", "")
        )
        owner = self._access.owner(
            path, headers.get("authorization", ""), headers.get("x-api-key", "")
        )
        scope["state"]["owner"] = owner
        if not path.startswith(_COUNTED_PREFIX):
            await self._app(scope, receive, answer.send)
            return
        self._access.enter(owner)
        try:
            await self._app(scope, receive, answer.send)
        finally:
            self._access.leave(owner)

    def _note(self, scope: Scope, answer: _Answer) -> None:
        seconds = time.monotonic() - answer.began
        # Paths are labels only where a route stands behind them: clients must not make time series.
        known = scope["path"] if scope["path"] in OPEN_PATHS else "unmatched"
        route = getattr(scope.get("route"), "path", known)
        self._metrics.requests.labels(route, _method(scope["method"]), str(answer.status)).inc()
        self._metrics.request_seconds.labels(route).observe(seconds)
        quiet = route in ("/healthz", "/readyz", "/metrics")
        if not quiet or answer.status >= 400:
            self._log.info(
                "request",
                request=answer.request_id,
                method=_method(scope["method"]),
                route=route,
                status=answer.status,
                ms=round(seconds * 1000, 1),
                **scope["state"].get("log", {}),
            )


class _Answer:
    """The response on its way out, with what every response carries."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._head = scope["method"] == "HEAD"
        self.began = time.monotonic()
        self.status = 0
        given = Headers(scope=scope).get("x-request-id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = self.request_id

    async def send(self, message: Message) -> None:
        """Passes a message on; the first one gets the headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.request_id
            for name, value in _SECURITY.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def problem(self, error: ServiceError) -> None:
        """Answers with a problem document, unless an answer has begun."""
        if self.status:
            return
        body = json.dumps(error.body(request_id=self.request_id)).encode()
        headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), **error.headers}
        await self.send(
            {
                "type": "http.response.start",
                "status": error.status,
                "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
            }
        )
        await self.send({"type": "http.response.body", "body": b"" if self._head else body})


def _method(method: str) -> str:
    """The method as a label: invented ones must not make new time series."""
    known = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
    return method if method in known else "OTHER"


def _at(error: BaseException) -> str:
    """The place of an error; its message may hold what a client sent."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    code = trace.tb_frame.f_code
    return f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}"
