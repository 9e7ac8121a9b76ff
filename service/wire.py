"""The frames exchanged by the service and its inference workers.

A frame is two big-endian 32-bit lengths, a JSON header and a payload of bytes. Large values (the
articles, a rendered digest) travel as payload, so that neither side decodes what it only passes on.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

_LENGTHS = struct.Struct(">II")
# A length beyond this is a broken stream, not a message: bodies are limited far below it.
MAX_PART = 2**31


class WireClosedError(Exception):
    """The other side has gone."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`header["t"]` says what it is."""

    header: dict[str, Any]
    payload: bytes = field(default=b"", repr=False)

    def encode(self) -> bytes:
        """The bytes that `receive` and `receive_async` read."""
        head = json.dumps(self.header, separators=(",", ":")).encode()
        return _LENGTHS.pack(len(head), len(self.payload)) + head + self.payload


def _lengths(prefix: bytes) -> tuple[int, int]:
    head, body = _LENGTHS.unpack(prefix)
    if head > MAX_PART or body > MAX_PART:
        raise WireClosedError(f"lengths {head} and {body} cannot be a message")
    return head, body


def receive(connection: socket.socket) -> Frame:
    """The next frame; blocks. Raises WireClosedError when the other side has gone."""
    head, body = _lengths(_exactly(connection, _LENGTHS.size))
    return Frame(json.loads(_exactly(connection, head)), _exactly(connection, body))


def _exactly(connection: socket.socket, count: int) -> bytes:
    buffer = bytearray(count)
    view = memoryview(buffer)
    got = 0
    while got < count:
        try:
            read = connection.recv_into(view[got:])
        except OSError as error:
            raise WireClosedError(str(error)) from None
        if read == 0:
            raise WireClosedError("end of stream")
        got += read
    return bytes(buffer)


async def receive_async(reader: asyncio.StreamReader) -> Frame:
    """The next frame. Raises WireClosedError when the other side has gone."""
    try:
        head, body = _lengths(await reader.readexactly(_LENGTHS.size))
        return Frame(json.loads(await reader.readexactly(head)), await reader.readexactly(body))
    except (asyncio.IncompleteReadError, OSError) as error:
        raise WireClosedError(str(error)) from None


def join(parts: dict[str, bytes]) -> tuple[list[tuple[str, int]], bytes]:
    """Named parts as (name, length) pairs and one payload."""
    return [(name, len(part)) for name, part in parts.items()], b"".join(parts.values())


def split(names: list[tuple[str, int]], payload: bytes) -> dict[str, bytes]:
    """The inverse of `join`."""
    parts, start = {}, 0
    for name, length in names:
        parts[name] = payload[start : start + length]
        start += length
    return parts
