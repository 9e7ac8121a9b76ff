"""Who may use the service, from where, and how much of it at once."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from urllib.parse import urlsplit

from service.errors import ServiceError, retry_after
from service.settings import Settings

# What is answered without a key: whether the service lives, and how to use it.
OPEN_PATHS = frozenset({"/", "/healthz", "/readyz", "/version", "/docs", "/openapi.json"})
OPEN_PREFIX = "/docs/"
ANONYMOUS = "anonymous"
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Access:
    """The doorkeeper of one service."""

    def __init__(self, settings: Settings) -> None:
        self._keys = [(name, _hash(secret)) for name, secret in settings.api_keys]
        self._limit = settings.max_concurrent_per_key
        self._running: Counter[str] = Counter()
        # Without keys, a web page that a user of this machine looks at must not reach the service
        # through a name that resolves to this machine (DNS rebinding).
        self._hosts = {
            *_LOCAL_HOSTS,
            settings.host.lower(),
            f"[{settings.host.lower()}]",
            *(host.lower() for host in settings.allowed_hosts),
        }
        self._check_hosts = settings.loopback and not settings.api_keys

    def owner(self, path: str, authorization: str, api_key: str) -> str:
        """The name of the key that is presented. Raises ServiceError "unauthorized"."""
        if not self._keys:
            return ANONYMOUS
        if path in OPEN_PATHS or path.startswith(OPEN_PREFIX):
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        presented = token.strip() if scheme.lower() == "bearer" else api_key
        digest = _hash(presented)
        # Every key is compared, in constant time: the answer's time tells nothing.
        found = ""
        for name, secret in self._keys:
            if hmac.compare_digest(digest, secret):
                found = name
        if not presented or not found:
            raise ServiceError(
                "unauthorized",
                "Send Authorization: Bearer KEY, or X-API-Key: KEY.",
                headers={"WWW-Authenticate": 'Bearer realm="newsweave"'},
            )
        return found

    def check_origin(self, method: str, host: str, origin: str) -> None:
        """Raises ServiceError where a foreign web page is behind the request."""
        if self._check_hosts and _name(host) not in self._hosts:
            raise ServiceError("wrong-host", "This service answers to local names only.")
        if method in ("GET", "HEAD", "OPTIONS") or not origin:
            return
        if origin == "null" or urlsplit(origin).netloc.lower() != host.lower():
            raise ServiceError("cross-site", "Origin and Host differ.")

    def enter(self, owner: str) -> None:
        """Counts a request. Raises ServiceError when the key has too many in hand."""
        if self._running[owner] >= self._limit:
            raise ServiceError(
                "too-many-requests",
                f"At most {self._limit} requests of one key at once.",
                headers=retry_after(1),
            )
        self._running[owner] += 1

    def leave(self, owner: str) -> None:
        """The request has been answered."""
        self._running[owner] -= 1
        if self._running[owner] <= 0:
            del self._running[owner]


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _name(host: str) -> str:
    """The host without its port."""
    host = host.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
