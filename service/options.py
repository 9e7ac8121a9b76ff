"""The options of a request, checked: what may be chosen, and where a wrong one stands."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.errors import ServiceError
from summarizer.articles import Odd
from summarizer.config import Settings as PipelineSettings
from summarizer.corrections import Corrections, from_mapping
from summarizer.errors import NewsweaveError, RecordError
from summarizer.formats import parse_json

NAMES = ("writer", "words", "corrections", "deadline_s", "store")
# Pairs of article ids do not fit into a query.
IN_QUERY = ("writer", "words", "deadline_s", "store")
MAX_DEADLINE_S = 3_600.0
# A value is told back in an error as far as so many characters.
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a request chose. `words` None takes the configured budget; `deadline_s` None sets no
    deadline."""

    writer: str
    words: int | None
    corrections: Corrections
    deadline_s: float | None
    store: bool


class _Checker:
    """Says where an option stands: `?name` in the query, `#/name` in JSON."""

    def __init__(self, values: Mapping[str, Any], in_query: Collection[str]) -> None:
        self._values = values
        self._in_query = in_query

    def value(self, name: str) -> Any:
        return self._values.get(name)

    def wrong(self, name: str, why: str, *, inner: str = "", was: bool = True) -> ServiceError:
        if was:
            why = f"{why}, was: {shown(self._values.get(name))}"
        place = f"?{name}" if name in self._in_query else f"#/{name}{inner}"
        return ServiceError("invalid", f"{name}: {why}.", places=[(place, why)])


def check(
    values: Mapping[str, Any], writers: Sequence[str], *, in_query: Collection[str] = ()
) -> Options:
    """The options in `values`, of which those named in `in_query` came with the address.

    The first of `writers` is the default. Raises ServiceError "invalid", naming the place.
    """
    checker = _Checker(values, in_query)
    return Options(
        writer=_writer(checker, writers),
        words=_words(checker),
        corrections=_corrections(checker),
        deadline_s=_deadline(checker),
        store=_store(checker),
    )


def _writer(checker: _Checker, writers: Sequence[str]) -> str:
    value = checker.value("writer")
    if value is None:
        return writers[0]
    if value not in writers:
        raise checker.wrong("writer", f"must be one of {', '.join(writers)}")
    return str(value)


def _words(checker: _Checker) -> int | None:
    value = checker.value("words")
    if value is None:
        return None
    try:
        return PipelineSettings().replace(words=value).words
    except NewsweaveError as error:
        why = str(error).removeprefix("settings: words ").partition(", was: ")[0]
        raise checker.wrong("words", why) from None


def _deadline(checker: _Checker) -> float | None:
    value = checker.value("deadline_s")
    if value is None:
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < value <= MAX_DEADLINE_S:
        raise checker.wrong("deadline_s", f"must be a number in (0, {MAX_DEADLINE_S:g}]")
    return float(value)


def _store(checker: _Checker) -> bool:
    value = checker.value("store")
    if value is not None and not isinstance(value, bool):
        raise checker.wrong("store", "must be true or false")
    return bool(value)


def _corrections(checker: _Checker) -> Corrections:
    value = checker.value("corrections")
    if value is None:
        return Corrections()
    try:
        return from_mapping(value)
    except NewsweaveError as error:
        why = str(error).removeprefix("corrections: ")
        key = re.match(r"(must_link|cannot_link)\b", why)
        raise checker.wrong(
            "corrections", why, inner=f"/{key[1]}" if key else "", was=False
        ) from None


def parse(text: str) -> Mapping[str, object]:
    """The options of a multipart form's field "options"."""
    try:
        document = parse_json(text, "options")
    except (RecordError, ValueError) as error:
        why = error.reason if isinstance(error, RecordError) else "is not JSON"
        raise ServiceError("malformed", f"options: {why}.", places=[("options", why)]) from None
    if not isinstance(document, Mapping):
        why = f"must be a JSON object, was: {shown(document)}"
        raise ServiceError("invalid", f"options: {why}.", places=[("options", why)])
    check_keys(document, NAMES)
    return document


def from_query(query: Mapping[str, str]) -> dict[str, object]:
    """The options in a query string, as the values they would be in JSON."""
    found: dict[str, object] = {}
    check_keys(query, IN_QUERY, sign="?")
    for name, value in query.items():
        found[name] = value
        if name != "writer":
            try:
                found[name] = json.loads(value)
            except ValueError:
                continue  # what cannot be read fails its check, which says what is allowed
    return found


def check_keys(document: Mapping[str, Any], allowed: Sequence[str], *, sign: str = "#/") -> None:
    """Raises ServiceError "invalid" for a key that is unknown or stands twice."""
    for key in document:
        if key not in allowed:
            raise ServiceError(
                "invalid",
                f"Allowed here are {', '.join(allowed)}.",
                places=[(f"{sign}{escape(str(key)[:40])}", "unknown key")],
            )
    if repeated := getattr(document, "repeated", ()):
        place = f"{sign}{escape(repeated[0][:40])}"
        raise ServiceError("invalid", "A key stands twice.", places=[(place, "stands twice")])


def escape(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901), printable."""
    printable = "".join(c if c.isprintable() else "?" for c in key)
    return printable.replace("~", "~0").replace("/", "~1")


def shown(value: object) -> str:
    """A value as JSON, cut short."""
    if isinstance(value, Odd):
        return value.kind
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = f"({type(value).__name__})"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
