"""What a client sent, checked: articles and options, with the place of everything that is wrong."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service import options
from service.errors import ServiceError, pointer
from service.records import articles_payload
from service.settings import Settings
from summarizer.articles import FIELDS, article_from_record, unify, unknown_keys, unknown_told
from summarizer.decode import decode, unpacked
from summarizer.errors import RecordError
from summarizer.formats import MAX_LINE_BYTES, parse_json, read_jsonl
from summarizer.records import Article

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
            self.bad.append((_place(error), error.reason))

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
        given = bool(record.get("language")) or text is None
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
            bad = len(self.bad)
            more = bad - _SHOWN
            given = len(self.bad) + len(self.good)
            noun, verb = "article" if given == 1 else "articles", "is" if bad == 1 else "are"
            detail = f"{bad} of {given} {noun} {verb} not valid."
            if more > 0:
                detail += f" The first {_SHOWN} are named."
            raise ServiceError("invalid", detail, places=self.bad[:_SHOWN])
        if not self.good:
            raise ServiceError(
                "invalid", "There is no article.", places=[("#/articles", "at least one is needed")]
            )
        articles, warnings, _ = unify(self.good)
        unknown = [unknown_told(self.unknown)] if self.unknown else []
        return articles, tuple(sorted({*warnings, *unknown}))


def _place(error: RecordError) -> str:
    """Where a record is wrong: in JSON down to the field, which the reason begins with."""
    place = pointer(error.where)
    field_name = error.reason.partition(" ")[0]
    return f"{place}/{field_name}" if place.startswith("#") and field_name in FIELDS else place


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
        why = f"must be an object with articles, was: {options.shown(document)}"
        raise ServiceError("invalid", f"The body {why}.", places=[("#", why)])
    options.check_keys(document, ("articles", *options.NAMES))
    records = document.get("articles")
    if not isinstance(records, list):
        why = f"must be an array, was: {options.shown(records)}"
        if "articles" not in document:
            why = "is missing; it must be an array of articles"
        raise ServiceError("invalid", f"articles {why}.", places=[("#/articles", why)])
    articles = _Articles(settings, limit)
    for index, record in enumerate(records):
        articles.add(record, f"articles[{index}]")
    return _submission(articles, document, writers)


def from_jsonl(
    body: bytes,
    chosen: Mapping[str, object],
    settings: Settings,
    writers: Sequence[str],
    *,
    limit: int,
) -> Submission:
    """The submission in JSON Lines; the options `chosen` come from the query."""
    articles = _Articles(settings, limit)
    _read_records(articles, read_jsonl, body, "body")
    return _submission(articles, chosen, writers, in_query=chosen)


def from_files(
    files: Iterable[tuple[str, bytes]],
    chosen: Mapping[str, object],
    settings: Settings,
    writers: Sequence[str],
    *,
    limit: int,
    in_query: Collection[str] = (),
) -> Submission:
    """The submission in uploaded files of any format that the command line reads; of the options
    `chosen`, those named in `in_query` come from the query."""
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
    return _submission(articles, chosen, writers, in_query=in_query)


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
    if not body.strip():
        raise ServiceError("malformed", "The body is empty.", places=[("body", "is empty")])
    try:
        text, _ = decode(body, "body")
        return parse_json(text, "body")
    except RecordError as error:
        raise ServiceError("malformed", str(error), places=[("body", error.reason)]) from None
    except ValueError:
        raise ServiceError("malformed", "The body is not JSON in UTF-8.") from None


def _submission(
    articles: _Articles,
    values: Mapping[str, Any],
    writers: Sequence[str],
    *,
    in_query: Collection[str] = (),
) -> Submission:
    chosen = options.check(values, writers, in_query=in_query)
    good, warnings = articles.finish()
    return Submission(
        payload=articles_payload(good),
        article_ids=tuple(article.id for article in good),
        options={
            "writer": chosen.writer,
            "words": chosen.words,
            "must_link": chosen.corrections.must_link,
            "cannot_link": chosen.corrections.cannot_link,
        },
        warnings=warnings,
        deadline_s=chosen.deadline_s,
        store=chosen.store,
    )
