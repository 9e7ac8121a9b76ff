"""`newsweave serve`: the service on a socket."""

from __future__ import annotations

import os

from service.settings import Settings, from_environment
from summarizer.errors import SettingsError


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    allow_anonymous: bool | None = None,
    settings: Settings | None = None,
) -> None:
    """Serves until it is told to stop. Arguments win over NEWSWEAVE_* variables.

    Raises SettingsError for settings that are wrong, or that would leave the service open to
    everyone on a network unasked.
    """
    import uvicorn

    from service import logs
    from service.app import create_app

    settings = settings or from_environment(os.environ)
    settings = settings.replace(host=host, port=port, allow_anonymous=allow_anonymous or None)
    app = create_app(settings)
    try:
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_config=logs.uvicorn_config(settings.log_level),
            log_level=settings.log_level,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=int(settings.shutdown_s) + 1,
            lifespan="on",
            ws="none",
        )
    except OSError as error:
        raise SettingsError(f"{settings.host}:{settings.port}: {error.strerror}") from None
