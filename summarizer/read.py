"""Files, folders and standard input to articles. A bad record costs only itself."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from summarizer.articles import (
    MAX_ARTICLE_CHARS,
    MAX_ID_CHARS,
    Duplicate,
    article_from_record,
    unify,
    unknown_keys,
    unknown_told,
)
from summarizer.decode import unpacked
from summarizer.errors import InputError, RecordError
from summarizer.feeds import read_feed, read_parquet
from summarizer.formats import (
    MAX_LINE_BYTES,
    Reader,
    Record,
    read_csv,
    read_json,
    read_jsonl,
    read_page,
    read_text,
)
from summarizer.records import Article

__all__ = [
    "FORMATS",
    "Duplicate",
    "Problem",
    "ReadResult",
    "article_from_record",
    "read_paths",
    "unify",
]

FORMATS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".html": read_page,
    ".htm": read_page,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
_ALLOWED = ".txt, .json, .jsonl, .html, .xml (RSS or Atom), .csv, .parquet, each also .gz"
STDIN = "<stdin>"
# What stands beside articles in a folder and says so itself: passed over without a warning.
_NOT_ARTICLES = frozenset(("README", "LICENSE", "NOTICE"))
# An error names so many problems; the rest is counted.
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A record or file that could not be read: ``where`` (file, file:line) and the reason."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What was read: ``articles`` sorted by id, each id once; ``problems`` in order of the files;
    ``warnings``, ``duplicates`` and ``passed_over``, the files of folders that were not looked
    into, sorted."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    passed_over: tuple[Problem, ...] = ()

    def not_read(self, *, shown: int | None = None) -> tuple[str, ...]:
        """A line for each reason for which files of folders were passed over, with their names,
        or with the first ``shown`` of them."""
        reasons: dict[str, list[str]] = {}
        for one in self.passed_over:
            reasons.setdefault(one.reason, []).append(one.where)
        lines = []
        for reason, names in sorted(reasons.items()):
            told = ", ".join(names[:shown])
            more = f" and {len(names) - shown} more" if shown and len(names) > shown else ""
            lines.append(f"not read, {reason}: {told}{more}")
        return tuple(lines)


@dataclass(slots=True)
class _Found:
    """What a run has come upon so far."""

    articles: list[Article]
    problems: list[Problem]
    warnings: list[str]
    passed_over: list[Problem]
    strict: bool

    def bad(self, error: RecordError) -> None:
        if self.strict:
            raise error
        self.problems.append(Problem(where=error.where, reason=error.reason))

    def leave(self, path: Path, reason: str) -> None:
        """A file or folder that is not looked into."""
        where = str(path).encode("utf-8", "replace").decode("utf-8")
        self.passed_over.append(Problem(where=where, reason=reason))


def read_paths(
    paths: Sequence[str | Path],
    *,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    max_article_chars: int = MAX_ARTICLE_CHARS,
    max_line_bytes: int = MAX_LINE_BYTES,
) -> ReadResult:
    """All articles of ``paths``: files, folders (with their subfolders), or "-" for JSONL on
    ``stdin`` (``sys.stdin`` when None).

    The order of ``paths`` does not matter. Raises InputError where nothing at all can be read,
    and with ``strict`` RecordError at the first bad record.
    """
    found = _Found(articles=[], problems=[], warnings=[], passed_over=[], strict=strict)
    names = [str(path) for path in paths]
    for path in _files([name for name in names if name != "-"], found):
        _read_file(path, found, max_article_chars, max_line_bytes)
    if "-" in names:
        stream = stdin if stdin is not None else sys.stdin.buffer
        _read_stream(stream, STDIN, read_jsonl, None, found, max_article_chars, max_line_bytes)
    if not found.articles:
        raise InputError(_nothing(names, found))
    articles, warnings, duplicates = unify(found.articles)
    return ReadResult(
        articles=articles,
        problems=tuple(found.problems),
        warnings=tuple(sorted({*found.warnings, *warnings})),
        duplicates=duplicates,
        passed_over=_sorted(found.passed_over),
    )


def _sorted(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(found), key=lambda one: (one.where, one.reason)))


def _files(names: Sequence[str], found: _Found) -> list[Path]:
    """The files to read, each once, sorted; a file of an unknown kind is reported."""
    files: dict[str, Path] = {}
    for name in sorted(set(names)):
        path = Path(name)
        if not name:
            # What an unset variable of a shell leaves; a path of it would be the folder one is in.
            found.bad(RecordError('""', "names no file or folder"))
        elif path.is_dir():
            for inner in _walk(path, found):
                if _format_of(inner) is not None:
                    files.setdefault(os.path.realpath(inner), inner)
                elif inner.stem.upper() not in _NOT_ARTICLES:
                    found.leave(inner, f"not a known format (known: {_ALLOWED})")
        elif not path.exists():
            found.bad(RecordError(name, "there is no such file or folder"))
        elif _format_of(path) is None:
            found.bad(RecordError(name, f"is not a known format; allowed: {_ALLOWED}"))
        else:
            files.setdefault(os.path.realpath(path), path)
    # what was named by itself is read, though a folder that holds it passes it over
    given = files.keys() | {os.path.realpath(name) for name in names}
    found.passed_over = [
        one for one in found.passed_over if os.path.realpath(one.where) not in given
    ]
    return sorted(files.values())


def _walk(folder: Path, found: _Found) -> Iterator[Path]:
    """Every file below ``folder`` but hidden ones, sorted. Links to folders are not followed:
    they may lead back."""

    def unreadable(error: OSError) -> None:
        reason = f"the folder cannot be read ({error.strerror})"
        found.bad(RecordError(str(error.filename), reason))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        for name in sorted(folders + names):
            path = Path(root) / name
            if name.startswith("."):
                found.leave(path, "hidden")
            elif name not in folders:
                yield path
            elif path.is_symlink():
                found.leave(path, "a link to a folder; name the folder itself")
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def _bare(path: Path) -> Path:
    """The path without ".gz"."""
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def _format_of(path: Path) -> Reader | None:
    return FORMATS.get(_bare(path).suffix.lower())


def _default_id(path: Path) -> str:
    """The file's name without its suffixes, fit to be an id."""
    name = _bare(path).stem.encode("utf-8", "replace").decode("utf-8")
    name = "".join(c if c.isprintable() else "_" for c in name)
    return name.strip()[:MAX_ID_CHARS] or "article"


def _read_file(path: Path, found: _Found, max_chars: int, max_line: int) -> None:
    where = str(path).encode("utf-8", "replace").decode("utf-8")
    reader = _format_of(path)
    try:
        if reader is None:
            raise RecordError(where, f"is not a known format; allowed: {_ALLOWED}")
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise RecordError(where, "is not a regular file")
        with path.open("rb") as stream:
            _read_stream(stream, where, reader, _default_id(path), found, max_chars, max_line)
    except RecordError as error:
        found.bad(error)
    except OSError as error:
        found.bad(RecordError(where, f"cannot be read ({error.strerror or error})"))


def _read_stream(
    stream: BinaryIO,
    where: str,
    reader: Reader,
    default_id: str | None,
    found: _Found,
    max_chars: int,
    max_line: int,
) -> None:
    seen: Counter[str] = Counter()
    records = 0
    try:
        content = unpacked(stream, where)
        for item in reader(content, where, max_line):
            records += 1
            if isinstance(item, RecordError):
                found.bad(item)
            else:
                _add(item, default_id, found, max_chars, seen)
        if not records:
            raise RecordError(where, "is empty")
    except RecordError as error:
        found.bad(error)
    if seen:
        found.warnings.append(f"{where}: {unknown_told(seen)}")


def _add(
    record: Record, default_id: str | None, found: _Found, max_chars: int, seen: Counter[str]
) -> None:
    seen.update(unknown_keys(record.values))
    try:
        article = article_from_record(
            record.values,
            where=record.where,
            default_id=default_id if record.single else None,
            max_article_chars=max_chars,
            notes=record.notes,
        )
    except RecordError as error:
        found.bad(error)
    else:
        found.articles.append(article)


def _nothing(names: list[str], found: _Found) -> str:
    """Why there is nothing: what was found, and what is allowed."""
    lines = [f"{problem.where}: {problem.reason}" for problem in found.problems]
    lines += found.warnings
    left = _sorted(found.passed_over)
    lines += ReadResult(articles=(), passed_over=left).not_read(shown=_SHOWN)
    if not lines:
        given = ", ".join(names) or "no path"
        return f"nothing to read in {given}; allowed are folders and files: {_ALLOWED}; - is JSONL"
    more = f"; and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return "nothing could be read: " + "; ".join(lines[:_SHOWN]) + more
