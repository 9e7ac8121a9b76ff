"""JSON log lines on standard error: request ids, counts and times; never article text or keys."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any, Protocol, TextIO, cast

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


class Logger(Protocol):
    """What the service uses of a structlog logger."""

    def info(self, event: str, **fields: Any) -> object:
        """Something normal happened."""
        ...

    def warning(self, event: str, **fields: Any) -> object:
        """Something that heals itself, or a client's fault of note."""
        ...

    def error(self, event: str, **fields: Any) -> object:
        """Something a person should look at."""
        ...


def make(level: str = "info", stream: TextIO | None = None) -> Logger:
    """A structlog logger of its own: the global configuration of structlog stays untouched."""
    import structlog

    return cast(
        "Logger",
        structlog.wrap_logger(
            structlog.PrintLogger(stream if stream is not None else sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        ),
    )


class JsonFormatter(logging.Formatter):
    """Records of the standard library's loggers (uvicorn's) in the same form.

    The text of an exception is left out: it may quote what a client sent.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line."""
        line: dict[str, Any] = {
            "event": record.msg if record.exc_info else record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["kind"] = record.exc_info[0].__name__
        return json.dumps(line)


def uvicorn_config(level: str) -> dict[str, Any]:
    """The logging configuration that uvicorn is started with."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "service.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            "uvicorn": {"handlers": ["stderr"], "level": level.upper(), "propagate": False},
            "alembic": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
