"""Which representation a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from service.errors import ServiceError

JSON = "application/json"
MARKDOWN = "text/markdown"
HTML = "text/html"
DIGEST_TYPES = (JSON, MARKDOWN, HTML)


def choose(accept: str, offered: Sequence[str]) -> str:
    """The offered media type that `accept` likes best; of equals the first offered.

    No preference takes the first. Raises ServiceError "not-acceptable".
    """
    ranges = _ranges(accept)
    if not ranges:
        return offered[0]
    scored = [(_quality(ranges, kind), kind) for kind in offered]
    best = max(quality for quality, _ in scored)
    if best <= 0:
        raise ServiceError("not-acceptable", f"Offered are {', '.join(offered)}.")
    return next(kind for quality, kind in scored if quality == best)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not kind:
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _number(value)
        found.append((kind, quality))
    return found


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _quality(ranges: Sequence[tuple[str, float]], kind: str) -> float:
    """The quality of the most specific range that covers `kind`; 0 where none does."""
    family = kind.split("/")[0] + "/*"
    for pattern in (kind, family, "*/*"):
        given = [quality for found, quality in ranges if found == pattern]
        if given:
            return max(given)
    return 0.0
