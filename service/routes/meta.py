"""Health, readiness, version, metrics and the documentation page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from service import docs
from service.context import service
from service.metrics import CONTENT_TYPE
from service.openapi import json_answer, problems
from service.store import database
from summarizer import __version__
from summarizer.render.digest_json import FORMAT

router = APIRouter(tags=["service"])


@router.head("/healthz", include_in_schema=False)
@router.get(
    "/healthz",
    response_class=Response,
    responses={200: json_answer("The process lives.", "Health"), **problems()},
)
async def healthz() -> Response:
    """Whether the process lives."""
    return JSONResponse({"status": "ok"})


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    response_class=Response,
    responses={200: json_answer("Models loaded and verified.", "Readiness"), **problems()},
)
async def readyz(request: Request) -> Response:
    """Whether the models are loaded and verified, and the store can be reached."""
    here = service(request)
    here.pool.check_ready()
    await here.database.read(database.alive)
    return JSONResponse({"status": "ready", "signature": here.pool.signature, "store": "ok"})


@router.get(
    "/version",
    response_class=Response,
    responses={200: json_answer("Versions.", "Version"), **problems()},
)
async def version(request: Request) -> Response:
    """What runs here."""
    pool = service(request).pool
    return JSONResponse(
        {
            "version": __version__,
            "format": FORMAT,
            "signature": pool.signature,
            "writers": list(pool.writers),
        }
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {
            "description": "Prometheus' text format.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **problems(),
    },
)
async def metrics(request: Request) -> Response:
    """Requests, latency by stage, queue length, batch sizes, gate rejections, fallbacks."""
    text = service(request).metrics.text()
    return Response(text, headers={"Content-Type": CONTENT_TYPE})


@router.get("/", include_in_schema=False)
async def index() -> Response:
    """The way to the documentation."""
    return RedirectResponse("/docs")


@router.get("/docs", include_in_schema=False)
async def documentation(request: Request) -> Response:
    """The OpenAPI document as a page: no script, nothing from elsewhere."""
    settings = service(request).settings
    address = docs.address_of(
        request.url.scheme,
        request.headers.get("host", ""),
        default=f"http://{settings.host}:{settings.port}",
    )
    call = docs.Call(address, keyed=bool(settings.api_keys))
    response = HTMLResponse(docs.page(request.app.openapi(), call))
    response.headers["Content-Security-Policy"] = docs.POLICY
    return response


@router.get("/docs/style.css", include_in_schema=False)
async def style() -> Response:
    """The style sheet of the documentation."""
    return Response(docs.STYLE, media_type="text/css")
