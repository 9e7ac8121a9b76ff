"""Input records (mappings, from whatever format or request) to articles with distinct ids."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from summarizer.decode import mended
from summarizer.errors import RecordError
from summarizer.language import detect_language
from summarizer.published import moment_told
from summarizer.records import Article

FIELDS = ("id", "text", "title", "source", "url", "published", "language")

# A book has about 600,000 characters; what is longer is no article.
MAX_ARTICLE_CHARS = 1_000_000
MAX_ID_CHARS = 200
# The record's small fields; a title longer than this is a text in the wrong place.
MAX_FIELD_CHARS = 4000
YEARS = (1500, 2200)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
# ISO 639-2 and -3 codes of languages that have a two-letter code.
_TWO_LETTERS = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da",
    "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "est": "et", "fin": "fi", "fra": "fr",
    "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu",
    "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "lav": "lv", "lit": "lt", "nld": "nl",
    "nor": "no", "per": "fa", "fas": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro",
    "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv",
    "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An article that was given more than once with the same id and the same content: one is
    kept, ``copies`` (>= 1) were set aside."""

    article_id: str
    copies: int


class Odd:
    """A JSON value that no field can have (NaN, a number of a thousand digits)."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


class JsonObject(dict[str, object]):
    """A JSON object that remembers which keys stood in it twice."""

    repeated: tuple[str, ...] = ()


def content_hash(article: Article) -> str:
    """64 hex digits over text, title, source, url and publication time: not the id, not how it
    was read."""
    moment = article.published.astimezone(UTC).isoformat() if article.published else ""
    values = [article.text, article.title, article.source, article.url, moment]
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode("ascii")).hexdigest()


def article_from_record(
    record: Mapping[str, object],
    *,
    where: str,
    default_id: str | None = None,
    max_article_chars: int = MAX_ARTICLE_CHARS,
    notes: tuple[str, ...] = (),
) -> Article:
    """The article that ``record`` describes; only ``text`` is required.

    Without an ``id`` it is ``default_id``, else "art-" and 12 hex digits of the content's hash.
    ``published`` is an ISO 8601 date (midnight UTC) or datetime (UTC where it names no zone, with
    a note), or another that can be read in one way only (see `published`).

    Raises RecordError that names the field, what is allowed and what came.
    """
    if not isinstance(record, Mapping):
        raise RecordError(where, f"a record must be an object, was: {_kind(record)}")
    if repeated := getattr(record, "repeated", ()):
        raise RecordError(where, f'the key "{repeated[0]}" stands in it twice')
    text, text_notes = mended(_text(record, where, max_article_chars))
    if not text.strip("\ufffd \t\r\n") or not text.strip():
        raise RecordError(where, "text must not be empty")
    title = " ".join(mended(_string(record, "title", where))[0].split())
    published, date_notes = published_from(record.get("published"), where)
    identity = _identity(record.get("id"), where)
    article = Article(
        id=identity or default_id or "",
        text=text,
        title=title,
        source=" ".join(mended(_string(record, "source", where))[0].split()),
        url=mended(_string(record, "url", where))[0].strip(),
        published=published,
        language=_language(record, where) or detect_language(f"{title}\n{text}"),
        notes=notes + text_notes + date_notes,
    )
    if not article.id:
        article = replace(article, id=f"art-{content_hash(article)[:12]}")
    return article


def unknown_keys(record: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of ``record`` that mean nothing here, sorted."""
    return tuple(sorted(str(key) for key in record if key not in FIELDS))


# So many keys that are not known are named, by so many characters.
_NAMED, _NAME_CHARS = 8, 40


def unknown_told(keys: Iterable[str]) -> str:
    """The warning that there are such keys, not known here."""
    found = sorted(set(keys))
    named = ", ".join(f'"{key[:_NAME_CHARS]}"' for key in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    if len(found) == 1:
        return f"the key {named} is not known and was passed over"
    return f"the keys {named}{more} are not known and were passed over"


def _text(record: Mapping[str, object], where: str, limit: int) -> str:
    if record.get("text") is None:
        found = ", ".join(sorted(str(key)[:40] for key in record)[:12]) or "none"
        raise RecordError(where, f"text is missing (keys found: {found})")
    text = record["text"]
    if not isinstance(text, str):
        raise RecordError(where, f"text must be a string, was: {_kind(text)}")
    if len(text) > limit:
        raise RecordError(where, f"text may have at most {limit} characters, has: {len(text)}")
    return text


def _string(record: Mapping[str, object], field: str, where: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError(where, f"{field} must be a string, was: {_kind(value)}")
    if len(value) > MAX_FIELD_CHARS:
        raise RecordError(
            where, f"{field} may have at most {MAX_FIELD_CHARS} characters, has: {len(value)}"
        )
    return value


def _identity(value: object, where: str) -> str:
    """The id as text; "" where none is given."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    if not isinstance(value, str):
        raise RecordError(where, f"id must be a string, was: {_kind(value)}")
    identity = value.strip()
    if not identity:
        raise RecordError(where, "id must not be empty (leave it out to have one made)")
    if len(identity) > MAX_ID_CHARS:
        raise RecordError(
            where, f"id may have at most {MAX_ID_CHARS} characters, has: {len(identity)}"
        )
    if _CONTROL.search(identity) or mended(identity)[0] != identity:
        raise RecordError(where, "id must not contain control characters or broken text")
    return identity


def published_from(value: object, where: str) -> tuple[datetime | None, tuple[str, ...]]:
    """``(moment, notes)`` of an ISO 8601 date or datetime, what `published` reads besides, a
    ``date`` or a ``datetime``."""
    if value is None or value == "":
        return None, ()
    moment: object = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            moment = moment_told(value[:MAX_FIELD_CHARS])
        if moment is None:
            raise RecordError(
                where,
                "published must be an ISO 8601 date or time such as 2018-03-20 or "
                '2018-03-20T14:05:00Z, or have its month in words ("20 March 2018"), '
                f'was: "{value[:60]}"',
            )
    elif isinstance(value, date) and not isinstance(value, datetime):
        moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(moment, datetime):
        raise RecordError(where, f"published must be a string (ISO 8601), was: {_kind(value)}")
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise RecordError(
            where, f"published must lie in the years {YEARS[0]} to {YEARS[1]}, was: {moment.year}"
        )
    if moment.tzinfo is not None:
        return moment, ()
    day_only = isinstance(value, str) and len(value.strip()) <= len("2018-W12-2")
    note = () if day_only else ("published names no time zone: taken as UTC",)
    return moment.replace(tzinfo=UTC), note


def _language(record: Mapping[str, object], where: str) -> str:
    value = _string(record, "language", where).strip()
    if not value:
        return ""
    found = _TAG.fullmatch(value)
    code = found.group(1).lower() if found else ""
    code = _TWO_LETTERS.get(code, code)
    if len(code) != 2:
        raise RecordError(
            where, f'language must be a code such as "en" or "pt-BR", was: "{value[:40]}"'
        )
    return code


def _kind(value: object) -> str:
    """What came, in JSON's words."""
    if isinstance(value, Odd):
        return value.kind
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}" if abs(value) < 10**18 else "a huge number"
    names = {str: "a string", list: "an array", tuple: "an array", type(None): "null"}
    if isinstance(value, Mapping):
        return "an object"
    return names.get(type(value), type(value).__name__)


def unify(
    articles: Iterable[Article],
) -> tuple[tuple[Article, ...], tuple[str, ...], tuple[Duplicate, ...]]:
    """``(articles, warnings, duplicates)`` with distinct ids, sorted by id.

    The same id with the same content is one article, given more than once. The same id with
    other content is several articles: the first by content hash keeps the id, the others get "~"
    and 8 hex digits of their hash. The result does not depend on the order of ``articles``.
    """
    by_id: dict[str, dict[str, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        by_id[article.id][content_hash(article)].append(article)
    kept: list[Article] = []
    warnings: list[str] = []
    duplicates: list[Duplicate] = []
    for identity in sorted(by_id):
        for position, digest in enumerate(sorted(by_id[identity])):
            same = by_id[identity][digest]
            best = min(same, key=lambda one: (not one.language, one.language, one.notes))
            if position:
                best = replace(best, id=_free_id(identity, digest, by_id))
                warnings.append(
                    f'two different articles have the id "{identity}": one is now "{best.id}"'
                )
            kept.append(best)
            if len(same) > 1:
                duplicates.append(Duplicate(article_id=best.id, copies=len(same) - 1))
                warnings.append(
                    f'"{best.id}" was given {len(same)} times with the same content: one is kept'
                )
    kept.sort(key=lambda one: one.id)
    return tuple(kept), tuple(sorted(warnings)), tuple(sorted(duplicates, key=_by_id))


def _by_id(duplicate: Duplicate) -> str:
    return duplicate.article_id


def _free_id(identity: str, digest: str, taken: Mapping[str, object]) -> str:
    """``identity~hash``, with as many digits (8 or more) as keep it apart from the given ids."""
    digits = 8
    while (new := f"{identity}~{digest[:digits]}") in taken and digits < len(digest):
        digits += 8
    return new
