"""What the commands do once their options are understood: reading, running, telling of faults."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import build, outputs
from summarizer.config import Settings
from summarizer.errors import UsageError
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


def _warn(warning: str) -> None:
    print(f"newsweave: warning: {warning}", file=sys.stderr)


def read(paths: list[str], settings: Settings, *, strict: bool, quiet: bool) -> ReadResult:
    """What ``paths`` hold; bad records, and unless ``quiet`` warnings, go to standard error."""
    from summarizer.read import read_paths

    given = read_paths(paths, strict=strict, max_article_chars=settings.max_article_chars)
    for problem in given.problems:
        print(f"newsweave: {problem.where}: {problem.reason}", file=sys.stderr)
    if not quiet:
        for warning in given.warnings:
            _warn(warning)
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
        outputs.check_writable(state.parent, f"--state {state}")
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
    with progress(quiet=quiet, verbose=verbose) as tell, outputs.lines_file(output) as target:
        made = _load(settings, tell)
        done = batch.finished(output, made.signature(options)) if output else {}
        for line in batch.summarize_each(
            made, given.articles, options=options, progress=tell, done=done, failed=failed,
            warn=(lambda _: None) if quiet else _warn,
        ):  # fmt: skip
            outputs.append(target, output, line)
    if failed.count and output is not None:
        missing = "an event is" if failed.count == 1 else f"{failed.count} events are"
        print(
            f"newsweave: {missing} not in {output}: the same command tries again", file=sys.stderr
        )


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
