"""`newsweave serve`: the service on a socket."""

from __future__ import annotations

import os
from types import FrameType

import uvicorn
from fastapi import FastAPI

from service import logs
from service.app import create_app
from service.settings import Settings, from_environment
from summarizer.errors import SettingsError

# Connections at once; beyond this uvicorn itself answers 503.
_MAX_CONNECTIONS = 2_048


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    allow_anonymous: bool | None = None,
) -> None:
    """Serves until it is told to stop. Arguments win over NEWSWEAVE_* variables.

    Raises SettingsError for settings that are wrong, or that would leave the service open to
    everyone on a network unasked.
    """
    settings = from_environment(os.environ)
    settings = settings.replace(host=host, port=port, allow_anonymous=allow_anonymous or None)
    run(create_app(settings), settings)


def run(app: FastAPI, settings: Settings) -> None:
    """Serves an application until SIGTERM or SIGINT. Raises SettingsError where the address
    cannot be had."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=logs.uvicorn_config(settings.log_level),
        log_level=settings.log_level,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MAX_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=int(settings.shutdown_s) + 1,
        lifespan="on",
        ws="none",
    )
    server = _Server(config)
    try:
        server.run()
    except SystemExit:
        # uvicorn has logged why it could not listen.
        raise SettingsError(f"{settings.host}:{settings.port} cannot be listened on") from None
    except KeyboardInterrupt:
        return


class _Server(uvicorn.Server):
    """Tells the service at the first signal that it ends: streams of events stop by themselves,
    so that nobody has to wait for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called on SIGINT and SIGTERM."""
        app = self.config.app
        if isinstance(app, FastAPI):
            app.state.service.pool.closing = True
        super().handle_exit(sig, frame)
