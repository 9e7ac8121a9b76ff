"""The one table of everything that can go wrong for a client: RFC 9457 problem documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.errors import InputError, ModelError, NewsweaveError, RecordError, UsageError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:newsweave:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table: the HTTP status, what it is called, and what a client should do."""

    status: int
    title: str
    remedy: str


KINDS: dict[str, Kind] = {
    "malformed": Kind(400, "The request cannot be read", "Correct the place that is named."),
    "wrong-host": Kind(400, "Unknown host name", "Add it to NEWSWEAVE_ALLOWED_HOSTS."),
    "unauthorized": Kind(401, "An API key is needed", "Send Authorization: Bearer KEY."),
    "cross-site": Kind(403, "Requests from other sites are refused", "Call from a server."),
    "not-found": Kind(404, "There is no such thing", "Check the id, and the key that made it."),
    "method-not-allowed": Kind(405, "The method is not allowed", "See Allow."),
    "not-acceptable": Kind(406, "No such representation", "Accept one of those listed."),
    "too-slow": Kind(408, "The body came too slowly", "Send it faster or in smaller parts."),
    "conflict": Kind(409, "The state does not allow this", "Read the state, then decide."),
    "too-large": Kind(413, "The request is too large", "Send less, or make a job of it."),
    "unsupported-media-type": Kind(415, "Unknown content type", "Send one of those listed."),
    "invalid": Kind(422, "The content breaks a rule", "Correct the places that are named."),
    "too-many-requests": Kind(429, "Too many requests at once", "Wait as Retry-After says."),
    "queue-full": Kind(429, "The queue is full", "Wait as Retry-After says."),
    "internal": Kind(500, "The service failed", "Report it with the request id."),
    "writer-crashed": Kind(500, "The work crashed its worker", "Report it with the request id."),
    "not-ready": Kind(503, "The models are not loaded yet", "Wait as Retry-After says."),
    "store-unavailable": Kind(503, "The job store is away", "Wait as Retry-After says."),
    "shutting-down": Kind(503, "The service is shutting down", "Ask again in a moment."),
    "timed-out": Kind(504, "The work took too long", "Give deadline_s, or make a job of it."),
}


class ServiceError(NewsweaveError):
    """Something a client is told. `places` are pairs of a JSON pointer (or file:line) and why."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        places: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.places = tuple(places)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    @property
    def status(self) -> int:
        """The HTTP status of the row."""
        return KINDS[self.kind].status

    def body(self, *, request_id: str = "") -> dict[str, Any]:
        """The problem document."""
        document: dict[str, Any] = {
            "type": TYPE_PREFIX + self.kind,
            "title": KINDS[self.kind].title,
            "status": self.status,
            "detail": self.detail,
            **self.extra,
        }
        if self.places:
            document["errors"] = [
                {"pointer" if place.startswith("#") else "where": place, "detail": why}
                for place, why in self.places
            ]
        if request_id:
            document["instance"] = f"urn:newsweave:request:{request_id}"
        return document


def retry_after(seconds: float) -> dict[str, str]:
    """The Retry-After header: whole seconds, at least 1."""
    return {"Retry-After": str(max(1, int(-(-seconds // 1))))}


# From the library's errors to rows of the table; the most specific class wins.
_LIBRARY: dict[type[NewsweaveError], str] = {
    RecordError: "invalid",
    InputError: "invalid",
    UsageError: "invalid",
    ModelError: "not-ready",
}


def from_library(error: NewsweaveError) -> ServiceError:
    """The ServiceError that tells a client of a library error."""
    if isinstance(error, ServiceError):
        return error
    kind = next((_LIBRARY[c] for c in type(error).__mro__ if c in _LIBRARY), "internal")
    if isinstance(error, RecordError):
        return ServiceError(kind, str(error), places=[(pointer(error.where), error.reason)])
    return ServiceError(kind, str(error))


def pointer(where: str) -> str:
    """`articles[3].text` as the JSON pointer `#/articles/3/text`; `file:line` stays as it is."""
    if re.fullmatch(r"[A-Za-z_]+(\[\d+\])?(\.[A-Za-z_]+(\[\d+\])?)*", where) is None:
        return where
    return "#/" + where.replace("[", "/").replace("]", "").replace(".", "/")
