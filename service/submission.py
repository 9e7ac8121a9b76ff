"""What a client sent, checked: articles and options, with the place of everything that is wrong."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.errors import ServiceError, from_library, pointer
from service.records import articles_payload
from service.settings import Settings
from summarizer.articles import article_from_record, unify, unknown_keys
from summarizer.config import Settings as PipelineSettings
from summarizer.corrections import Corrections, from_mapping, unknown_ids
from summarizer.decode import decode, unpacked
from summarizer.errors import NewsweaveError, RecordError
from summarizer.formats import MAX_LINE_BYTES, parse_json, read_jsonl
from summarizer.records import Article

OPTIONS = ("writer", "words", "corrections", "deadline_s", "store")
MAX_DEADLINE_S = 3_600.0
# So many bad records are named in one answer; the rest is counted.
_SHOWN = 20
# Stands in for a language that is not given, so that checking does not have to detect it: that is
# the worker's task.
_UNSET = "zz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Checked content of a request. `payload` is what `records.articles_payload` makes;
    `options` is what `EngineOptions.from_dict` takes."""

    payload: bytes = field(repr=False)
    article_ids: tuple[str, ...] = field(repr=False)
    options: dict[str, Any]
    warnings: tuple[str, ...] = ()
    deadline_s: float | None = None
    store: bool = False


class _Articles:
    """Collects articles, what is wrong with them, and what is worth a warning."""

    def __init__(self, settings: Settings, limit: int) -> None:
        self._settings = settings
        self._limit = limit
        self.good: list[Article] = []
        self.bad: list[tuple[str, str]] = []
        self.unknown: set[str] = set()

    def add(
        self,
        record: object,
        where: str,
        *,
        default_id: str | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        if len(self.good) + len(self.bad) >= self._limit:
            raise ServiceError(
                "too-large",
                f"At most {self._limit} articles are taken here.",
                places=[(pointer(where), "one too many")],
            )
        try:
            self.good.append(self._article(record, where, default_id, notes))
        except RecordError as error:
            self.bad.append((pointer(error.where), error.reason))

    def _article(
        self, record: object, where: str, default_id: str | None, notes: tuple[str, ...]
    ) -> Article:
        if not isinstance(record, Mapping):
            raise RecordError(where, "an article must be a JSON object with a text")
        self.unknown.update(unknown_keys(record))
        text = record.get("text")
        longest = self._settings.max_article_chars
        if isinstance(text, str) and len(text) > longest:
            raise ServiceError(
                "too-large",
                f"An article may have at most {longest} characters, has: {len(text)}.",
                places=[(pointer(f"{where}.text"), "too long")],
            )
        given = bool(record.get("language"))
        article = article_from_record(
            record if given else _with_language(record),
            where=where,
            default_id=default_id,
            max_article_chars=longest,
            notes=notes,
        )
        return article if given else dataclasses.replace(article, language="")

    def finish(self) -> tuple[tuple[Article, ...], tuple[str, ...]]:
        """Articles with distinct ids, and warnings. Raises ServiceError when any was bad."""
        if self.bad:
            more = len(self.bad) - _SHOWN
            detail = f"{len(self.bad)} of {len(self.bad) + len(self.good)} articles are not valid."
            if more > 0:
                detail += f" The first {_SHOWN} are named."
            raise ServiceError("invalid", detail, places=self.bad[:_SHOWN])
        if not self.good:
            raise ServiceError(
                "invalid", "There is no article.", places=[("#/articles", "at least one is needed")]
            )
        articles, warnings, _ = unify(self.good)
        unknown = [f'the key "{key[:40]}" is not known and was passed over' for key in self.unknown]
        return articles, tuple(sorted({*warnings, *unknown}))


def _with_language(record: Mapping[str, object]) -> Mapping[str, object]:
    # The same class, so that keys which stood twice are still known.
    copy = type(record)(record)  # type: ignore[call-arg]
    if repeated := getattr(record, "repeated", ()):
        copy.repeated = repeated  # type: ignore[attr-defined]
    copy["language"] = _UNSET  # type: ignore[index]
    return copy


def from_json(body: bytes, settings: Settings, writers: Sequence[str], *, limit: int) -> Submission:
    """The submission in a JSON object with "articles" and options."""
    document = _json(body)
    if not isinstance(document, Mapping):
        raise ServiceError("invalid", "The body must be an object.", places=[("#", "no object")])
    records = document.get("articles")
    _check_keys(document, ("articles", *OPTIONS))
    if not isinstance(records, list):
        raise ServiceError(
            "invalid", "articles must be an array.", places=[("#/articles", "must be an array")]
        )
    articles = _Articles(settings, limit)
    for index, record in enumerate(records):
        articles.add(record, f"articles[{index}]")
    return _submission(articles, document, writers)


def from_jsonl(
    body: bytes,
    options: Mapping[str, object],
    settings: Settings,
    writers: Sequence[str],
    *,
    limit: int,
) -> Submission:
    """The submission in JSON Lines; the options come from the query."""
    articles = _Articles(settings, limit)
    _read_records(articles, read_jsonl, body, "body")
    return _submission(articles, options, writers)


def from_files(
    files: Iterable[tuple[str, bytes]],
    options: Mapping[str, object],
    settings: Settings,
    writers: Sequence[str],
    *,
    limit: int,
) -> Submission:
    """The submission in uploaded files of any format that the command line reads."""
    from summarizer.read import FORMATS

    articles = _Articles(settings, limit)
    for name, content in files:
        name = name.replace("\\", "/").rsplit("/", 1)[-1][:200] or "file"
        suffixes = name.lower().removesuffix(".gz").rpartition(".")
        reader = FORMATS.get("." + suffixes[2])
        if reader is None:
            raise ServiceError(
                "unsupported-media-type",
                f"Files may end in {', '.join(FORMATS)}, each also .gz.",
                places=[(name, "unknown ending")],
            )
        _read_records(articles, reader, content, name, default_id=suffixes[0] or "file")
    return _submission(articles, options, writers)


def _read_records(
    articles: _Articles,
    reader: Callable[..., Iterable[Any]],
    content: bytes,
    name: str,
    default_id: str | None = None,
) -> None:
    try:
        stream = unpacked(io.BytesIO(content), name)
        for item in reader(stream, name, MAX_LINE_BYTES):
            if isinstance(item, RecordError):
                articles.bad.append((item.where, item.reason))
                continue
            own_id = default_id if item.single else None
            articles.add(item.values, item.where, default_id=own_id, notes=item.notes)
    except RecordError as error:
        articles.bad.append((error.where, error.reason))


def _json(body: bytes) -> object:
    try:
        text, _ = decode(body, "body")
        return parse_json(text, "body")
    except RecordError as error:
        raise ServiceError("malformed", str(error), places=[("body", error.reason)]) from None
    except ValueError:
        raise ServiceError("malformed", "The body is not JSON in UTF-8.") from None


def options_from_json(text: str) -> Mapping[str, object]:
    """The options of a multipart form's field "options"."""
    document = _json(text.encode("utf-8", "surrogatepass"))
    if not isinstance(document, Mapping):
        raise ServiceError("invalid", "options must be an object.", places=[("#", "no object")])
    _check_keys(document, OPTIONS)
    return document


def options_from_query(query: Mapping[str, str]) -> dict[str, object]:
    """The options in a query string, as the values they would be in JSON."""
    options: dict[str, object] = {}
    _check_keys(query, ("writer", "words", "deadline_s", "store"))
    for name, value in query.items():
        if name == "writer":
            options[name] = value
            continue
        try:
            options[name] = json.loads(value)
        except ValueError:
            raise ServiceError(
                "invalid", f"{name} cannot be read.", places=[(f"?{name}", "not a value")]
            ) from None
    return options


def _check_keys(document: Mapping[str, Any], allowed: Sequence[str]) -> None:
    for key in document:
        if key not in allowed:
            shown = str(key)[:40]
            raise ServiceError(
                "invalid",
                f"Allowed keys are {', '.join(allowed)}.",
                places=[(f"#/{_escape(shown)}", "unknown key")],
            )
    if repeated := getattr(document, "repeated", ()):
        raise ServiceError(
            "invalid", "A key stands twice.", places=[(f"#/{_escape(repeated[0][:40])}", "twice")]
        )


def _escape(key: str) -> str:
    printable = "".join(c if c.isprintable() else "?" for c in key)
    return printable.replace("~", "~0").replace("/", "~1")


def _submission(
    articles: _Articles, document: Mapping[str, Any], writers: Sequence[str]
) -> Submission:
    deadline, store = _deadline(document.get("deadline_s")), document.get("store", False)
    if not isinstance(store, bool):
        raise _wrong("store", "must be true or false")
    writer, words = document.get("writer"), document.get("words")
    if writer is not None and writer not in writers:
        raise _wrong("writer", f"must be one of {', '.join(writers)}")
    if words is not None:
        _check_words(words)
    corrections = _corrections(document.get("corrections"))
    good, warnings = articles.finish()
    strange = unknown_ids(corrections, [article.id for article in good])
    if strange:
        warnings += (f"corrections name articles that are not here: {', '.join(strange[:5])}",)
    return Submission(
        payload=articles_payload(good),
        article_ids=tuple(article.id for article in good),
        options={
            "writer": writers[0] if writer is None else writer,
            "words": words,
            "must_link": corrections.must_link,
            "cannot_link": corrections.cannot_link,
        },
        warnings=warnings,
        deadline_s=deadline,
        store=store,
    )


def _check_words(words: object) -> None:
    try:
        PipelineSettings().replace(words=words)
    except NewsweaveError as error:
        raise _wrong("words", str(error).removeprefix("settings: words ")) from None


def _deadline(value: object) -> float | None:
    if value is None:
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < float(value) <= MAX_DEADLINE_S:  # type: ignore[arg-type]
        raise _wrong("deadline_s", f"must be a number in (0, {MAX_DEADLINE_S:g}]")
    return float(value)  # type: ignore[arg-type]


def _corrections(value: object) -> Corrections:
    if value is None:
        return Corrections()
    try:
        return from_mapping(value)
    except NewsweaveError as error:
        raise _wrong("corrections", str(from_library(error))) from None


def _wrong(option: str, why: str) -> ServiceError:
    return ServiceError("invalid", f"{option} {why}.", places=[(f"#/{option}", why)])
