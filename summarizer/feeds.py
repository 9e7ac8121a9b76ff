"""RSS and Atom feeds, and Parquet tables."""

from __future__ import annotations

import calendar
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from summarizer.articles import FIELDS
from summarizer.decode import MAX_FILE_BYTES, read_whole
from summarizer.errors import RecordError
from summarizer.formats import Item, Record
from summarizer.webpage import fragment_text

# A description shorter than this is a teaser; the shortest full news item is about as long.
_TEASER_CHARS = 600
_FIELD_CHARS = 2000


def read_feed(stream: BinaryIO, where: str, _max_line: int) -> Iterator[Item]:
    """The entries of an RSS or Atom feed; the full text where there is one, else the teaser."""
    import feedparser

    data = read_whole(stream, where)
    if not data.strip():
        raise RecordError(where, "is empty")
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.version and not feed.entries:
        raise RecordError(where, "is not an RSS or Atom feed")
    if not feed.entries and _damaged(feed):
        raise RecordError(where, "is damaged XML of which no entry can be read")
    if not feed.entries:
        raise RecordError(where, "is a feed without entries")
    notes = ("damaged XML read as far as possible",) if _damaged(feed) else ()
    source = str(feed.feed.get("title", ""))
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, f"{where}: entry {number}", source, notes)


def _damaged(feed: Any) -> bool:
    import feedparser

    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return bool(feed.bozo) and not isinstance(feed.get("bozo_exception"), harmless)


def _entry(entry: Any, where: str, source: str, notes: tuple[str, ...]) -> Item:
    contents = [fragment_text(one.get("value", "")) for one in entry.get("content", ())]
    text = max(contents, key=len, default="")
    summary = fragment_text(entry.get("summary", ""))
    if len(summary) > len(text):
        text = summary
        if len(text) < _TEASER_CHARS:
            notes = (*notes, "the feed gives a teaser only, not the full text")
    if not text:
        return RecordError(where, "the entry has no text")
    values: dict[str, object] = {
        "text": text,
        "title": fragment_text(entry.get("title", ""))[:_FIELD_CHARS],
        "source": (str(entry.get("source", {}).get("title", "")) or source)[:_FIELD_CHARS],
        "url": str(entry.get("link", ""))[:_FIELD_CHARS],
    }
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if moment is not None and 1900 <= moment.tm_year <= 2200:
        values["published"] = datetime.fromtimestamp(calendar.timegm(moment), UTC)
    return Record(where=where, values=values, notes=(*notes, "text extracted from a feed"))


def read_parquet(stream: BinaryIO, where: str, _max_line: int) -> Iterator[Item]:
    """The rows of a Parquet table with the columns of a record (needs pyarrow)."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise RecordError(
            where, "reading Parquet needs pyarrow: pip install 'newsweave[parquet]'"
        ) from None
    data = read_whole(stream, where)
    try:
        table = parquet.ParquetFile(io.BytesIO(data))
        names = list(table.schema_arrow.names)
        if "text" not in names:
            raise RecordError(where, f'has no column "text"; found {", ".join(names[:10])}')
        groups = range(table.metadata.num_row_groups)
        if sum(table.metadata.row_group(g).total_byte_size for g in groups) > 4 * MAX_FILE_BYTES:
            raise RecordError(where, f"unpacks to more than {4 * MAX_FILE_BYTES} bytes")
        wanted = [name for name in names if name in FIELDS]
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                values = {key: value for key, value in row.items() if value is not None}
                yield Record(where=f"{where}: row {number}", values=values)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:200]
        raise RecordError(where, f"is not a readable Parquet file: {reason}") from None
