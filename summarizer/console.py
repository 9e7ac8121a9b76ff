"""What the commands do once their options are understood: reading, running, printing, files."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from summarizer import build, render
from summarizer.config import Settings
from summarizer.errors import NewsweaveError, UsageError
from summarizer.faults import place
from summarizer.pipeline import Pipeline, Progress, RunOptions
from summarizer.progress import Tell, progress

if TYPE_CHECKING:
    from summarizer.corrections import Corrections
    from summarizer.read import ReadResult
    from summarizer.records import Event
    from summarizer.summaries import Digest

# so many files that were not read are named on standard error; the digest's warnings name all
_NAMED = 10
# characters shown of the message of an error that nobody foresaw
_SAID = 200


def _load(settings: Settings, tell: Tell) -> Pipeline:
    made = build.pipeline(settings)
    tell(Progress(stage="load", done=1, total=1))
    return made


def read(paths: list[str], settings: Settings, *, strict: bool, quiet: bool) -> ReadResult:
    """What ``paths`` hold; bad records, and unless ``quiet`` warnings, go to standard error."""
    from summarizer.read import read_paths

    given = read_paths(paths, strict=strict, max_article_chars=settings.max_article_chars)
    for problem in given.problems:
        print(f"newsweave: {problem.where}: {problem.reason}", file=sys.stderr)
    if not quiet:
        for warning in given.warnings:
            print(f"newsweave: warning: {warning}", file=sys.stderr)
    return given


class Faults:
    """Tells on standard error of events lost to an unforeseen error, and counts them."""

    def __init__(self, *, verbose: bool) -> None:
        self.count = 0
        self._verbose = verbose

    def __call__(self, event: Event, error: Exception) -> None:
        """One line: which event, which articles, what went wrong where, what to do."""
        self.count += 1
        some = ", ".join(event.article_ids[:_NAMED])
        more = len(event.article_ids) - _NAMED
        said = " ".join(str(error).split())[:_SAID]
        print(
            f"newsweave: {event.id} (articles {some}{f' and {more} more' if more > 0 else ''}) is "
            f"not summarized: {type(error).__name__}{f': {said}' if said else ''} (at "
            f"{place(error)}); a fault of Newsweave, not of your input: please report it, with "
            f"the traceback that {'follows' if self._verbose else '--verbose shows'}",
            file=sys.stderr,
        )
        if self._verbose:
            traceback.print_exception(error, file=sys.stderr)


def run_digest(
    given: ReadResult,
    settings: Settings,
    corrections: Path | None,
    *,
    quiet: bool,
    verbose: bool,
    failed: Faults,
) -> Digest:
    """Summarize what was read."""
    options = RunOptions(words=settings.words, corrections=_corrections(corrections))
    with progress(quiet=quiet, verbose=verbose) as tell:
        made = _load(settings, tell)
        digest = made.run(given.articles, options=options, progress=tell, failed=failed)
        return _with_reading(digest, given)


def group_digest(
    given: ReadResult,
    settings: Settings,
    corrections: Path | None,
    *,
    state: Path | None,
    quiet: bool,
    verbose: bool,
) -> Digest:
    """Only group what was read; with ``state``, add it to the events kept there."""
    if state is not None and not state.parent.is_dir():
        raise UsageError(f"--state {state}: there is no folder {state.parent}; make it first")
    if state is not None:
        _check_writable(state.parent, f"--state {state}")
    options = RunOptions(words=settings.words, corrections=_corrections(corrections))
    with progress(quiet=quiet, verbose=verbose) as tell:
        made = _load(settings.replace(writer="extract"), tell)
        if state is not None:
            digest = made.extend(given.articles, state, options=options, progress=tell)
        else:
            digest = made.group(given.articles, options=options, progress=tell)
        return _with_reading(digest, given)


def tell_not_read(given: ReadResult) -> None:
    """On standard error, once: which files of folders were passed over, and why."""
    for line in given.not_read(shown=_NAMED):
        print(f"newsweave: {line}", file=sys.stderr)


def explain(
    given: ReadResult, settings: Settings, corrections: Path | None, pair: tuple[str, str]
) -> str:
    """Why two articles are together or apart, in words."""
    options = RunOptions(words=settings.words, corrections=_corrections(corrections))
    found = build.pipeline(settings.replace(writer="extract")).explain(
        given.articles, pair, options=options
    )
    first, second = found.articles
    lines = [
        f"{first} and {second}: {'together' if found.together else 'apart'}",
        f"{found.verdict} (score {found.score:.2f}, events are joined from {found.threshold:.2f})",
    ]
    return "\n".join([*lines, *(f"- {reason}" for reason in found.why)])


def run_batch(
    given: ReadResult,
    settings: Settings,
    corrections: Path | None,
    output: Path | None,
    *,
    quiet: bool,
    verbose: bool,
    failed: Faults,
) -> None:
    """One JSON line per event, to ``output`` (resumed where it exists) or standard output."""
    from summarizer import batch

    options = RunOptions(words=settings.words, corrections=_corrections(corrections))
    with progress(quiet=quiet, verbose=verbose) as tell, _target(output) as target:
        made = _load(settings, tell)
        done = batch.finished(output, made.signature(options)) if output else {}
        for line in batch.summarize_each(
            made, given.articles, options=options, progress=tell, done=done, failed=failed
        ):
            _append(target, output, line)
    if failed.count and output is not None:
        missing = "an event is" if failed.count == 1 else f"{failed.count} events are"
        print(
            f"newsweave: {missing} not in {output}: the same command tries again", file=sys.stderr
        )


def _append(target: BinaryIO, output: Path | None, line: str) -> None:
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


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
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


def models_table() -> str:
    """The writers and embedders that are installed, one a line; a star marks the default."""
    from summarizer.models import weights
    from summarizer.models.embedders import installed_minilm
    from summarizer.models.static import installed_static

    writers = weights.installed()
    embedders = [found for found in (installed_minilm(), installed_static()) if found is not None]
    bundled = any(model.name == build.BUNDLED for model in writers)
    defaults = (build.BUNDLED if bundled else "extract", Settings().embedder)

    def row(name: str, kind: str, facts: str) -> str:
        return f"{'*' if name in defaults else ' '} {name:13} {kind:8}  {facts}"

    lines = [row("extract", "writer", "no weights")]
    for kind, models in (("writer", writers), ("embedder", embedders)):
        for model in models:
            size = f"{model.size / 1e6:.0f} MB"
            lines.append(row(model.name, kind, f"{size:>7}  sha256 {model.digest[:12]}"))
    return "\n".join(lines)


def _with_reading(digest: Digest, given: ReadResult) -> Digest:
    """The digest with what reading had to say: bad records cost only themselves, but are told."""
    import dataclasses

    told = [f"{problem.where}: {problem.reason}" for problem in given.problems]
    return dataclasses.replace(
        digest,
        warnings=tuple(sorted({*told, *given.warnings, *given.not_read(), *digest.warnings})),
    )


def _corrections(path: Path | None) -> Corrections | None:
    if path is None:
        return None
    from summarizer.corrections import load_corrections

    return load_corrections(path)


def make_folder(folder: Path) -> None:
    """``folder`` where it is missing. Raises UsageError where it cannot be or cannot be written
    to: before the work is done, not after."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--output {folder}: must be a folder, is a file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--output {folder}: cannot be made ({error.strerror})") from None
    _check_writable(folder, f"--output {folder}")


def _check_writable(folder: Path, option: str) -> None:
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
