"""`newsweave serve`: the service on a socket."""

from __future__ import annotations

import errno
import os
import socket
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

from service import logs
from service.app import create_app
from service.settings import PREFIX, Settings, from_environment
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
    try:
        settings = settings.replace(host=host, port=port, allow_anonymous=allow_anonymous or None)
    except SettingsError as error:
        # The environment was right: the option is what has to be changed.
        raise SettingsError(str(error).replace(f"{PREFIX}PORT", "--port")) from None
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
    sockets = _listening(settings)
    for one in sockets:
        # What was bound: with port 0, the port that was found.
        host, port = one.getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        app.state.service.log.info("listening", address=address, documentation=f"{address}/docs")
    try:
        server.run(sockets=sockets)
    except KeyboardInterrupt:
        return


def _listening(settings: Settings) -> list[socket.socket]:
    """Sockets at the addresses of the settings' host, taken before anything is loaded.

    Raises SettingsError where none can be had.
    """
    made: list[socket.socket] = []
    why: OSError | None = None
    taken = False
    try:
        found = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except OSError as error:
        found, why = [], error
    for family, kind, protocol, _, address in found:
        try:
            made.append(_bound(socket.socket(family, kind, protocol), address))
        except OSError as error:
            # A name may stand for an address that this machine does not have (IPv6 turned off).
            why = error
            taken = taken or error.errno == errno.EADDRINUSE
    if taken or not made:
        for connection in made:
            connection.close()
        raise SettingsError(
            f"{settings.host}:{settings.port} cannot be listened on "
            f"({why.strerror if why else 'no address'}); choose another with --host and --port, "
            f"or {PREFIX}HOST and {PREFIX}PORT"
        )
    return made


def _bound(connection: socket.socket, address: Any) -> socket.socket:
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if connection.family == socket.AF_INET6:
            connection.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        connection.bind(address)
    except OSError:
        connection.close()
        raise
    return connection


class _Server(uvicorn.Server):
    """Tells the service at the first signal that it ends: streams of events stop by themselves,
    so that nobody has to wait for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called on SIGINT and SIGTERM."""
        app = self.config.app
        if isinstance(app, FastAPI):
            app.state.service.pool.closing = True
        super().handle_exit(sig, frame)
