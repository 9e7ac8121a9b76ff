"""Bytes to text: gzip, encodings, mojibake; every guess is reported, what is not text is refused.

Nothing is normalised: quotation marks stay curly, spaces stay as they are, line ends too.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from typing import IO, BinaryIO, cast

from summarizer.errors import RecordError

GZIP_MAGIC = b"\x1f\x8b"

# A whole file (text, page, feed, table) may be this long once unpacked: 256 MiB is forty thousand
# articles; more than that belongs into JSONL, which is read line by line.
MAX_FILE_BYTES = 256 * 1024 * 1024

# News text packs 3:1, a file of one repeated sentence about 200:1, a bomb of zeros 1000:1.
MAX_GZIP_RATIO = 400
_RATIO_FROM_BYTES = 4 * 1024 * 1024

# The longest first; UTF-32-LE begins with the mark of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (GZIP_MAGIC, "a gzip file inside a gzip file"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Mojibake always begins with a letter or sign beyond these; they alone are typography.
_SUSPECT = re.compile("[^\x00-\x7f“”‘’–—…•·™£©®°\u00a0\u200b]")
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})"""
)

# Above this share of control characters a file that happens to decode is not text.
_MAX_CONTROL_SHARE = 0.05
# charset-normalizer reads this much at most: more does not change its answer, only its time.
_SAMPLE_BYTES = 64 * 1024


def unpacked(stream: BinaryIO, where: str) -> BinaryIO:
    """``stream`` itself, or its content where it begins with the gzip mark."""
    buffered = cast("io.BufferedReader", stream)
    if not hasattr(buffered, "peek"):
        buffered = io.BufferedReader(_Borrowed(stream))
    if buffered.peek(2)[:2] != GZIP_MAGIC:
        return buffered
    guarded = _GuardedGzip(buffered, where)
    return cast("BinaryIO", io.BufferedReader(guarded, 1 << 16))


class _Borrowed(io.RawIOBase):
    """A stream that stays open when its wrapper is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


class _GuardedGzip(io.RawIOBase):
    """A gzip stream that raises RecordError where it is cut short, damaged or a bomb."""

    def __init__(self, packed: IO[bytes], where: str) -> None:
        self._packed = _Counting(packed)
        self._gzip = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed), mode="rb")
        self._where = where
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._gzip.read(min(len(view), 1 << 16))
        except EOFError:
            raise RecordError(self._where, "the gzip data ends too early (cut short?)") from None
        except (OSError, zlib.error) as error:
            raise RecordError(self._where, f"the gzip data is damaged: {error}") from None
        self._out += len(data)
        if self._out > _RATIO_FROM_BYTES and self._out > MAX_GZIP_RATIO * self._packed.count:
            raise RecordError(
                self._where,
                f"refused as a decompression bomb: it unpacks to more than {MAX_GZIP_RATIO} "
                "times its size",
            )
        view[: len(data)] = data
        return len(data)


class _Counting(io.RawIOBase):
    """Counts the bytes that were taken from a stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


def read_whole(stream: BinaryIO, where: str, *, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """All bytes of ``stream``; RecordError where there are more than ``max_bytes``."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise RecordError(
            where, f"is longer than {max_bytes} bytes (unpacked); allowed is at most that"
        )
    return data


def decode(data: bytes, where: str, *, declared: bool = False) -> tuple[str, tuple[str, ...]]:
    """``(text, notes)`` of ``data``: by its byte order mark, as UTF-8, by what the page declares
    (only if ``declared``), else by charset-normalizer. RecordError where it is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding, where)
            note = "byte order mark dropped"
            return text, (note if encoding == "utf-8" else f"decoded as {encoding}; {note}",)
    _refuse_binary(data, where)
    notes: tuple[str, ...] = ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, notes = _guess(data, where, error, declared)
    if len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * max(len(text), 20):
        raise RecordError(where, "is binary, not text (too many control characters)")
    return text, notes


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RecordError(
            where, f"is marked as {encoding} but is not: bad byte at {error.start}"
        ) from None
    if "\x00" in text:
        raise RecordError(where, "is binary, not text (it contains NUL characters)")
    return text


def _refuse_binary(data: bytes, where: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise RecordError(where, f"is {kind}, not text")
    if b"\x00" in data:
        raise RecordError(
            where, "is binary, not text (NUL bytes; UTF-16 needs its byte order mark)"
        )


def _guess(
    data: bytes, where: str, error: UnicodeDecodeError, declared: bool
) -> tuple[str, tuple[str, ...]]:
    """What is not UTF-8: the declared encoding, else the most likely one."""
    if declared and (found := _DECLARED.search(data[:4096])):
        name = found.group(1).decode("ascii").lower()
        # What pages call Latin-1 is windows-1252 (WHATWG Encoding Standard).
        name = "windows-1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name
        try:
            return data.decode(name), (f"decoded as {name}, as declared",)
        except (LookupError, UnicodeDecodeError):
            pass
    # A single bad byte in good UTF-8 is damage, not another encoding.
    lossy = data.decode("utf-8", errors="replace")
    bad, good = lossy.count("\ufffd"), len(re.findall(r"[^\x00-\x7f\ufffd]", lossy))
    if good >= 4 * bad:
        return lossy, (f"{bad} bytes that are not UTF-8 replaced by U+FFFD",)

    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data, error.start)).best()
    if best is not None:
        name = "windows-1252" if best.encoding in ("cp1250", "latin_1") else best.encoding
        for candidate in (name, best.encoding):
            try:
                text = data.decode(candidate)
            except UnicodeDecodeError:
                continue
            if _is_prose(text):
                return text, (f"decoded as {candidate} (guessed)",)
    raise RecordError(
        where,
        f"has an unknown encoding (byte 0x{data[error.start]:02x} at {error.start} is not UTF-8); "
        "save it as UTF-8",
    )


def _sample(data: bytes, around: int) -> bytes:
    start = max(0, around - _SAMPLE_BYTES // 2)
    return data[start : start + _SAMPLE_BYTES]


def _is_prose(text: str) -> bool:
    """Mostly letters, spaces and common punctuation: what a wrong guess does not give."""
    sample = text[:20000]
    plain = sum(c.isalnum() or c.isspace() or c in ".,;:!?'\"()-“”‘’–—" for c in sample)
    return plain >= 0.85 * max(1, len(sample))


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """``(text, notes)`` without lone surrogates (they cannot be written as UTF-8) and without
    mojibake (ftfy, line by line, and only where a line shows it)."""
    notes: list[str] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append("byte order mark dropped")
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes.append("lone surrogates replaced by U+FFFD")
    if not text.isascii():
        fixed = _without_mojibake(text)
        if fixed != text:
            text = fixed
            notes.append("text repaired on reading: mojibake")
    return text, tuple(notes)


def _without_mojibake(text: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines = text.splitlines(keepends=True)
    return "".join(
        fix_encoding(line) if _SUSPECT.search(line) and is_bad(line) else line for line in lines
    )
