"""One reader per file format: a stream of bytes to records or problems.

A reader yields ``Record`` for what it can read and ``RecordError`` (not raised) for what it
cannot, so that a bad record costs only itself; it raises RecordError where the whole file is bad.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from summarizer.articles import FIELDS, JsonObject, Odd
from summarizer.decode import decode, mended, read_whole
from summarizer.errors import RecordError
from summarizer.head import parse_head
from summarizer.webpage import page_record

# One article of a million characters, all of them written as escapes ("\\u00e9"), fits.
MAX_LINE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it stands in a file; ``single`` where the file is this one record."""

    where: str
    values: Mapping[str, object]
    notes: tuple[str, ...] = ()
    single: bool = False


Item = Record | RecordError
Reader = Callable[[BinaryIO, str, int], Iterator[Item]]


def read_text(stream: BinaryIO, where: str, _max_line: int) -> Iterator[Item]:
    """A plain text: the whole file is the text; date and title come from its head."""
    text, notes = decode(_content(stream, where), where)
    # Mended here already, so that the title is taken from the text that the article will have.
    text, more = mended(text)
    head = parse_head(text)
    values: dict[str, object] = {"text": text, "title": text[head.title_start : head.title_end]}
    if head.day is not None:
        values["published"] = head.day
    yield Record(where=where, values=values, notes=notes + more, single=True)


def _content(stream: BinaryIO, where: str) -> bytes:
    """The whole file; RecordError where it is empty."""
    data = read_whole(stream, where)
    if not data.strip():
        raise RecordError(where, "is empty")
    return data


def read_page(stream: BinaryIO, where: str, _max_line: int) -> Iterator[Item]:
    """A saved web page."""
    html, notes = decode(_content(stream, where), where, declared=True)
    values, more = page_record(html, where)
    yield Record(where=where, values=values, notes=notes + more, single=True)


def _pairs(pairs: list[tuple[str, object]]) -> JsonObject:
    value = JsonObject(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        value.repeated = tuple(sorted({name for name in names if names.count(name) > 1}))
    return value


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= 19 else Odd("a huge number")


def parse_json(text: str, where: str) -> object:
    """The JSON value; NaN and huge numbers become ``Odd``. RecordError with line and column."""
    try:
        return json.loads(
            # Without the line's end: what is cut short there would be told as of the next line.
            text.rstrip(" \t\r\n"),
            object_pairs_hook=_pairs,
            parse_constant=lambda name: Odd(name),
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if "\n" not in text.strip():
            place = f"column {error.colno}"
        raise RecordError(where, f"is not valid JSON: {error.msg} ({place})") from None
    except RecursionError:
        raise RecordError(where, "is nested too deeply") from None


def read_json(stream: BinaryIO, where: str, _max_line: int) -> Iterator[Item]:
    """One object, an array of objects, or ``{"articles": [...]}``."""
    text, notes = decode(_content(stream, where), where)
    value = parse_json(text, where)
    name = where
    if (
        isinstance(value, Mapping)
        and "text" not in value
        and isinstance(value.get("articles"), list)
    ):
        value, name = value["articles"], f"{where}: articles"
    if not isinstance(value, list):
        yield _record(value, where, notes, single=True)
        return
    if not value:
        raise RecordError(where, "holds an empty array: no articles")
    for position, one in enumerate(value):
        yield _record(one, f"{name}[{position}]", notes)


def _record(value: object, where: str, notes: tuple[str, ...], *, single: bool = False) -> Item:
    if not isinstance(value, Mapping):
        return RecordError(where, "an article must be a JSON object with a text")
    return Record(where=where, values=value, notes=notes, single=single)


def read_jsonl(stream: BinaryIO, where: str, max_line: int) -> Iterator[Item]:
    """One JSON object a line; empty lines are passed over."""
    for number, line in _lines(stream, where, max_line):
        place = f"{where}:{number}"
        if isinstance(line, RecordError):
            yield line
            continue
        try:
            text, notes = decode(line, place)
            yield _record(parse_json(text, place), place, notes)
        except RecordError as error:
            yield error


def _lines(
    stream: BinaryIO, where: str, max_line: int
) -> Iterator[tuple[int, bytes | RecordError]]:
    """Numbered lines; one that is too long is passed over and reported."""
    number = 0
    while line := stream.readline(max_line + 1):
        number += 1
        size = len(line)
        if size <= max_line or line.endswith(b"\n"):
            if number == 1 and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                yield from _wide_lines(line + read_whole(stream, where), where)
                return
            if not line.isspace():
                yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
            size += len(line)
        reason = f"the line is longer than {max_line} bytes (has {size})"
        yield number, RecordError(f"{where}:{number}", reason)


def _wide_lines(data: bytes, where: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a UTF-16 or UTF-32 file, as UTF-8."""
    text, _ = decode(data, where)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.encode("utf-8")


def read_csv(stream: BinaryIO, where: str, _max_line: int) -> Iterator[Item]:
    """A table with a header that names the columns of a record; comma, semicolon or tab."""
    text, notes = decode(_content(stream, where), where)
    rowless = True
    for item in _rows(text, where, notes):
        rowless = False
        yield item
    if rowless:
        yield RecordError(where, "has a header and no rows")


def _rows(text: str, where: str, notes: tuple[str, ...]) -> Iterator[Item]:
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    # The module's limit is for all readers of the process; fields are checked on their own.
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 28))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield RecordError(f"{where}:{line}", f"is not valid CSV: {error}")
            continue
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            names = _columns(row, where)
        elif len(row) > len(names):
            yield RecordError(
                f"{where}:{line}", f"has {len(row)} cells, the header has {len(names)}"
            )
        else:
            values = {name: cell for name, cell in zip(names, row, strict=False) if cell != ""}
            yield Record(where=f"{where}:{line}", values=values, notes=notes)


def _columns(row: list[str], where: str) -> list[str]:
    names = [cell.strip().lower() if cell.strip().lower() in FIELDS else cell for cell in row]
    if "text" not in names:
        found = ", ".join(f'"{name[:30]}"' for name in names[:10])
        raise RecordError(f"{where}:1", f'has no column "text"; found {found}')
    for name in FIELDS:
        if names.count(name) > 1:
            raise RecordError(f"{where}:1", f'has the column "{name}" twice')
    return names
