"""What the routes share: the parts of one running service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import Request

from service.settings import Settings

if TYPE_CHECKING:
    from service.jobs import JobRunner
    from service.logs import Logger
    from service.metrics import Metrics
    from service.pool import Pool
    from service.store.database import Database
    from service.stories import Stories


@dataclass(slots=True, kw_only=True)
class Service:
    """Made by `app.create_app`; `runner` is there once the service has started."""

    settings: Settings
    pool: Pool
    database: Database
    stories: Stories
    runner: JobRunner
    metrics: Metrics
    log: Logger


def service(request: Request) -> Service:
    """The service that a request came to."""
    return cast("Service", request.app.state.service)


def owner(request: Request) -> str:
    """The name of the key the request came with."""
    return cast("str", request.state.owner)


def note(request: Request, **fields: object) -> None:
    """Adds counts to the request's log line."""
    request.scope["state"].setdefault("log", {}).update(fields)
