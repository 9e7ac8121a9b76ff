"""The settings of the service. The only module that reads the environment."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.errors import SettingsError

PREFIX = "NEWSWEAVE_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each field is the environment variable NEWSWEAVE_ and its name in capitals.

    Sizes are in bytes or in Unicode code points (`max_article_chars`), times in seconds; 0 threads
    leaves the number to PyTorch, or shares the cores among several workers. `api_keys` are pairs of
    a name and a secret: what one name stores, no other name sees. `allowed_hosts` are Host names
    accepted beside the bound address.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    api_keys: tuple[tuple[str, str], ...] = dataclasses.field(default=(), repr=False)
    allow_anonymous: bool = False
    allowed_hosts: tuple[str, ...] = ()

    writers: tuple[str, ...] = ("auto",)
    embedder: str = "minilm"
    workers: int = 1
    concurrency: int = 8
    batch_size: int = 16
    batch_wait_ms: int = 8
    queue: int = 64
    threads: int = 0

    max_body_bytes: int = 32 * 1024 * 1024
    max_articles: int = 500
    max_job_articles: int = 20_000
    max_article_chars: int = 200_000
    max_concurrent_per_key: int = 64
    body_timeout_s: float = 30.0
    request_timeout_s: float = 120.0
    shutdown_s: float = 20.0

    database_url: str = "sqlite:///newsweave.db"
    job_slots: int = 1
    max_queued_jobs: int = 1_000
    job_attempts: int = 3
    lease_s: float = 30.0
    retention_s: float = 7 * 24 * 3600.0
    log_level: str = "info"

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(
                    f"{PREFIX}{name.upper()} must be in [{low}, {high}], was: {value!r}"
                )
        if self.log_level not in _LEVELS:
            raise SettingsError(
                f"{PREFIX}LOG_LEVEL must be one of {', '.join(_LEVELS)}, was: {self.log_level!r}"
            )
        if not self.writers:
            raise SettingsError(f"{PREFIX}WRITERS must name at least one writer")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def worker_threads(self) -> int:
        """PyTorch threads of one worker; several workers share the cores. 0: PyTorch's choice."""
        if self.threads or self.workers == 1:
            return self.threads
        return max(1, (os.cpu_count() or 1) // self.workers)

    def replace(self, **changes: Any) -> Settings:
        """A copy with `changes`; None leaves a setting as it is."""
        given = {key: value for key, value in changes.items() if value is not None}
        return dataclasses.replace(self, **given)

    def check_exposure(self) -> None:
        """Raises SettingsError where anyone on the network could use the service unasked."""
        if self.api_keys or self.allow_anonymous or self.loopback:
            return
        raise SettingsError(
            f"{self.host} can be reached from other machines, so API keys are needed: set "
            f"{PREFIX}API_KEYS=name:secret (several: separated by commas), or say "
            "--allow-anonymous to let everyone in"
        )


_LEVELS = ("debug", "info", "warning", "error")

_RANGES: dict[str, tuple[float, float]] = {
    "port": (0, 65_535),
    "workers": (1, 64),
    "concurrency": (1, 256),
    "batch_size": (1, 1_024),
    "batch_wait_ms": (0, 1_000),
    "queue": (0, 100_000),
    "threads": (0, 1_024),
    "max_body_bytes": (1_024, 2**31),
    "max_articles": (1, 1_000_000),
    "max_job_articles": (1, 1_000_000),
    "max_article_chars": (1_000, 100_000_000),
    "max_concurrent_per_key": (1, 100_000),
    "body_timeout_s": (0.1, 3_600),
    "request_timeout_s": (0.1, 86_400),
    "shutdown_s": (0, 3_600),
    "job_slots": (0, 256),
    "max_queued_jobs": (1, 10_000_000),
    "job_attempts": (1, 100),
    "lease_s": (0.5, 3_600),
    "retention_s": (1, 10 * 365 * 24 * 3_600),
}


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Settings from NEWSWEAVE_* variables.

    Raises SettingsError for a variable of that prefix which is unknown or has a wrong value: a
    misspelt limit must not silently leave the default in force.
    """
    fields = {field.name: field for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in fields:
            known = ", ".join(sorted(PREFIX + field.upper() for field in fields))
            raise SettingsError(f"{variable} is not a setting; known: {known}")
        values[name] = _parse(variable, str(fields[name].type), text.strip())
    return Settings(**values)


def _parse(variable: str, kind: str, text: str) -> Any:
    try:
        return _PARSERS[kind](text)
    except ValueError as error:
        shown = "(not shown)" if "KEYS" in variable else repr(text)
        bounds = _RANGES.get(variable.removeprefix(PREFIX).lower())
        allowed = f" in [{bounds[0]}, {bounds[1]}]" if bounds else ""
        raise SettingsError(f"{variable} {error}{allowed}, was: {shown}") from None


def _boolean(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off", ""):
        return False
    raise ValueError("must be true or false")


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _keys(text: str) -> tuple[tuple[str, str], ...]:
    """`name:secret` pairs; a bare secret gets the name "default"."""
    pairs = []
    for part in _names(text):
        name, colon, secret = part.partition(":")
        name, secret = (name.strip(), secret.strip()) if colon else ("default", part)
        if not name or len(name) > 64 or len(secret) < 8:
            raise ValueError("must be name:secret, the secret of at least 8 characters")
        pairs.append((name, secret))
    return tuple(pairs)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("must be a whole number") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError("must be a number") from None


_PARSERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "int": _whole,
    "float": _number,
    "bool": _boolean,
    "tuple[str, ...]": _names,
    "tuple[tuple[str, str], ...]": _keys,
}


# What keeps a worker's memory where it is. Texts come in all lengths, and for every shape that they
# meet oneDNN compiles code and PyTorch prepares an operation: both keep 1,024 unless told otherwise
# (30 fusions made 602). Writing 48 fusions took 39 MB more than writing 6 with these values, 277 MB
# more without, to the same words and in the same time within a tenth. A step of the writer uses
# about 40 shapes.
# And glibc gives each of a dozen threads a heap of its own, which all keep what they once needed.
_MEMORY = {
    "LRU_CACHE_CAPACITY": "64",
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "128",
    "MALLOC_ARENA_MAX": "2",
}


def worker_environment(threads: int) -> dict[str, str]:
    """The environment of an inference worker: without the settings (they hold the keys), without
    the database's password, without a network, with this process's module path, and with bounds
    on memory where the environment sets none of its own."""
    secret = (PREFIX, "PGPASS")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(secret)}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    environment.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    environment = {**_MEMORY, **environment}
    if threads:
        environment["OMP_NUM_THREADS"] = str(threads)
    return environment
