"""Where results go: a folder with a digest, a file of lines that is appended to, the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summarizer import render
from summarizer.errors import NewsweaveError, UsageError

if TYPE_CHECKING:
    from summarizer.summaries import Digest


def make_folder(folder: Path) -> None:
    """``folder`` where it is missing. Raises UsageError where it cannot be or cannot be written
    to: before the work is done, not after."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--output {folder}: must be a folder, is a file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--output {folder}: cannot be made ({error.strerror})") from None
    check_writable(folder, f"--output {folder}")


def check_writable(folder: Path, option: str) -> None:
    """Raises UsageError where nothing can be written to ``folder``, as ``option`` asks."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"{option}: nothing can be written to the folder {folder}")


def write_folder(digest: Digest, folder: Path) -> None:
    """digest.json, digest.md and digest.html in ``folder``."""
    make_folder(folder)
    made = {
        "digest.json": render.to_json(digest),
        "digest.md": render.to_markdown(digest),
        "digest.html": render.to_html(digest),
    }
    aside = {name: folder / f"{name}.part" for name in made}
    try:
        # All or nothing: where the disk is full, an earlier digest stays whole.
        for name, text in made.items():
            # Bytes: no platform may translate the line ends of what must be byte-identical.
            aside[name].write_bytes(text.encode("utf-8"))
        for name in made:
            os.replace(aside[name], folder / name)
    except OSError as error:
        for path in aside.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise NewsweaveError(
            f"--output {folder}: cannot be written ({error.strerror}); nothing in it was changed"
        ) from None


@contextmanager
def lines_file(output: Path | None) -> Iterator[BinaryIO]:
    """Where the lines go, for this run alone; the folder of ``output`` is made where missing."""
    from summarizer import batch

    if output is None:
        yield sys.stdout.buffer
        return
    if output.exists() and not output.is_file():
        raise UsageError(f"--output {output}: must be a file, to which lines are appended")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: what there was no room for must not be tried again when the file is closed.
        file = output.open("ab", buffering=0)
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written ({error.strerror})") from None
    with file:
        batch.lock(file, output)
        yield file


def append(target: BinaryIO, output: Path | None, line: str) -> None:
    """One line more. Raises NewsweaveError that names ``output`` where there is no room for it."""
    rest = memoryview(line.encode("utf-8") + b"\n")
    try:
        while rest:
            rest = rest[target.write(rest) :]
        target.flush()
    except OSError as error:
        if output is None:
            raise
        raise NewsweaveError(
            f"--output {output}: cannot be written ({error.strerror}); the events before are in "
            "it: once there is room, the same command goes on from there"
        ) from None


def show(digest: Digest, form: str) -> None:
    """Print the digest on standard output."""
    if form == "text":
        from rich.console import Console

        class Terminal(Console):
            def on_broken_pipe(self) -> None:
                # rich would end the process with exit code 1.
                raise BrokenPipeError

        render.print_terminal(digest, Terminal(highlight=False))
        return
    make = {"json": render.to_json, "markdown": render.to_markdown, "html": render.to_html}[form]
    sys.stdout.buffer.write(make(digest).encode("utf-8"))
    sys.stdout.flush()
