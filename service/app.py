"""The ASGI application, made from settings and an engine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from service import openapi
from service.access import Access
from service.context import Service
from service.errors import ServiceError, from_library
from service.jobs import JobRunner
from service.logs import Logger, make
from service.metrics import Metrics
from service.middleware import Gate
from service.pool import REAL_ENGINE, Pool
from service.routes import digests, events, jobs, meta
from service.routes import stories as story_routes
from service.settings import Settings
from service.store.database import Database
from service.stories import Stories
from summarizer import __version__
from summarizer.errors import NewsweaveError

_HTTP = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


def create_app(
    settings: Settings | None = None, *, engine: str = REAL_ENGINE, log: Logger | None = None
) -> FastAPI:
    """The service as an ASGI application.

    `engine` is the "module:factory" that workers load. Raises SettingsError where the settings
    would leave the service open to everyone unasked.
    """
    settings = settings or Settings()
    settings.check_exposure()
    log = log or make(settings.log_level)
    metrics = Metrics()
    pool = Pool(settings, engine=engine, metrics=metrics, log=log)
    database = Database(settings.database_url, log=log)
    stories = Stories(database, pool=pool, log=log)
    runner = JobRunner(
        settings, pool=pool, database=database, stories=stories, metrics=metrics, log=log
    )
    service = Service(
        settings=settings,
        pool=pool,
        database=database,
        stories=stories,
        runner=runner,
        metrics=metrics,
        log=log,
    )
    app = FastAPI(
        title="Newsweave",
        version=__version__,
        description=openapi.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        exception_handlers=_handlers(),
    )
    app.state.service = service
    for router in (digests.router, jobs.router, events.router, story_routes.router, meta.router):
        app.include_router(router)
    app.openapi = lambda: _document(app, service)  # type: ignore[method-assign]
    access = Access(settings)
    app.add_middleware(Gate, access=access, metrics=metrics, log=log)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    service.pool.start()
    opening = asyncio.create_task(service.database.open())
    service.runner.start()
    try:
        yield
    finally:
        service.pool.closing = True
        await service.runner.close()
        await service.pool.close()
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        service.database.close()


def _handlers() -> dict[Any, Any]:
    """Everything that goes wrong becomes a ServiceError, which `Gate` answers."""

    async def raise_http(request: Request, error: HTTPException) -> None:
        kind = _HTTP.get(error.status_code, "internal")
        detail = str(error.detail)
        if error.status_code == 404:
            detail = "There is no such route; /docs lists them."
        elif error.status_code == 405:
            allowed = (error.headers or {}).get("Allow", "another method")
            detail = f"{_method(request)} is not allowed here, only {allowed}."
        raise ServiceError(kind, detail, headers=error.headers)

    async def raise_invalid(_: Request, error: RequestValidationError) -> None:
        places = [
            (".".join(str(part) for part in one["loc"]), str(one["msg"])) for one in error.errors()
        ]
        raise ServiceError("invalid", "The request breaks a rule.", places=places)

    async def raise_service(_: Request, error: NewsweaveError) -> None:
        raise from_library(error)

    return {
        HTTPException: raise_http,
        RequestValidationError: raise_invalid,
        NewsweaveError: raise_service,
    }


def _method(request: Request) -> str:
    return request.method if request.method.isalpha() else "This method"


def _document(app: FastAPI, service: Service) -> dict[str, Any]:
    """The OpenAPI document, made once the writers are known."""
    writers = service.pool.writers or service.settings.writers
    if app.openapi_schema is None or app.openapi_schema["x-writers"] != list(writers):
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
        )
        parts = document.setdefault("components", {})
        parts["schemas"] = openapi.components(writers)
        parts["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"key": []}, {}]
        document["x-writers"] = list(writers)
        app.openapi_schema = document
    return app.openapi_schema
