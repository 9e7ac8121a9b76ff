"""The command line. Errors are one line on standard error; results are on standard output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli_options import (
    FORMATS,
    BatchSize,
    Command,
    ConfigFile,
    CorrectionsFile,
    EmbedderName,
    Format,
    Output,
    Paths,
    Quiet,
    Show,
    Strict,
    Verbose,
    Words,
    WriterName,
)
from summarizer.config import whole
from summarizer.errors import EVENT_LOST, SettingsError, UsageError

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.read import ReadResult
    from summarizer.summaries import Digest

# The range of a port; 0 stands for any free one.
PORTS = (0, 65_535)

app = typer.Typer(
    name="newsweave",
    epilog="Exit codes: 0 done, 1 the output could not be written, 2 the command line is wrong, "
    "3 nothing readable in the input, 4 some records were bad (the rest is written), 5 a model "
    "could not be loaded, 6 an event met an unforeseen error (the rest is written).",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Group news articles by event and write a neutral summary of each, every sentence with its
    exact sources. Works with no network."""
    if version:
        from summarizer import __version__

        typer.echo(f"newsweave {__version__}")
        raise typer.Exit(0)


@app.command(cls=Command)
def summarize(
    paths: Paths,
    *,
    form: Format = "text",
    output: Output = None,
    show: Show = False,
    writer: WriterName = None,
    words: Words = None,
    corrections: CorrectionsFile = None,
    batch_size: BatchSize = None,
    embedder: EmbedderName = None,
    config: ConfigFile = None,
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Group the articles and summarize every event."""
    from summarizer import console, outputs

    _check_format(form)
    settings = _settings(
        config, writer=writer, words=words, batch_size=batch_size, embedder=embedder
    )
    if output is not None:
        outputs.make_folder(output)
    given = console.read(paths, settings, strict=strict, quiet=quiet)
    failed = console.Faults(verbose=verbose)
    digest = console.run_digest(
        given, settings, corrections, quiet=quiet, verbose=verbose, failed=failed
    )
    _deliver(digest, form, output, show=show)
    _finish(given, quiet=quiet, lost=failed.count)


@app.command(cls=Command)
def group(
    paths: Paths,
    *,
    form: Format = "text",
    output: Output = None,
    show: Show = False,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--explain", metavar="A B", help="Only say why articles A and B are together or apart."
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state", metavar="FILE", help="Add to the events kept in FILE (made if missing)."
        ),
    ] = None,
    corrections: CorrectionsFile = None,
    batch_size: BatchSize = None,
    embedder: EmbedderName = None,
    config: ConfigFile = None,
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Only group, and say why.

    The same format with empty summaries: each article stands in its event, with the reasons."""
    from summarizer import console, outputs

    _check_format(form)
    settings = _settings(config, batch_size=batch_size, embedder=embedder)
    if output is not None:
        outputs.make_folder(output)
    given = console.read(paths, settings, strict=strict, quiet=quiet)
    if explain is not None:
        typer.echo(console.explain(given, settings, corrections, explain))
        _finish(given, quiet=quiet)
        return
    digest = console.group_digest(
        given, settings, corrections, state=state, quiet=quiet, verbose=verbose
    )
    _deliver(digest, form, output, show=show)
    _finish(given, quiet=quiet)


@app.command(cls=Command)
def batch(
    paths: Paths,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Append events here and resume from it."
        ),
    ] = None,
    writer: WriterName = None,
    words: Words = None,
    corrections: CorrectionsFile = None,
    batch_size: BatchSize = None,
    embedder: EmbedderName = None,
    config: ConfigFile = None,
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Summarize an archive, one JSON line per event.

    Each line is written as soon as its event is ready; a second run with the same --output
    resumes where the first one stopped."""
    from summarizer import console

    settings = _settings(
        config, writer=writer, words=words, batch_size=batch_size, embedder=embedder
    )
    given = console.read(paths, settings, strict=strict, quiet=quiet)
    failed = console.Faults(verbose=verbose)
    console.run_batch(
        given, settings, corrections, output, quiet=quiet, verbose=verbose, failed=failed
    )
    _finish(given, quiet=quiet, lost=failed.count)


@app.command(cls=Command)
def schema(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="article, digest or all.")] = "all",
) -> None:
    """Print the JSON Schema of input and output."""
    import json

    from summarizer import schema as schemas

    documents = {
        "article": schemas.article_schema,
        "digest": schemas.digest_schema,
        "all": schemas.documents,
    }
    if what not in documents:
        raise UsageError(f"schema: must be one of {', '.join(documents)}, was: {what!r}")
    typer.echo(json.dumps(documents[what](), indent=2, ensure_ascii=False))


@app.command(cls=Command)
def models() -> None:
    """List the models that are installed.

    With their hashes; a star marks what is used by default."""
    from summarizer import console

    typer.echo(console.models_table())


@app.command(cls=Command)
def serve(
    *,
    host: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Address to listen on (default 127.0.0.1)."),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Port, 0 for any free one (default 8000).",
            parser=whole("--port", *PORTS),
        ),
    ] = None,
    allow_anonymous: Annotated[
        bool, typer.Option("--allow-anonymous", help="Serve a network without API keys.")
    ] = False,
) -> None:
    """Serve the HTTP API.

    All settings come from NEWSWEAVE_... environment variables; those given here win over them."""
    try:
        from service.main import serve as start
    except ModuleNotFoundError as error:
        raise UsageError(
            f"serve needs the extra newsweave[service] ({error.name} is not installed)"
        ) from None
    start(host=host, port=port, allow_anonymous=allow_anonymous)


def _check_format(form: str) -> None:
    if form not in FORMATS:
        raise UsageError(f"--format must be one of {', '.join(FORMATS)}, was: {form!r}")


def _settings(config: Path | None, **changes: object) -> Settings:
    from summarizer import config as configuration

    base = configuration.load(config) if config is not None else configuration.Settings()
    try:
        return base.replace(**changes)
    except SettingsError as error:
        # A setting of that name was given as an option.
        name, _, rest = str(error).removeprefix("settings: ").partition(" ")
        raise UsageError(f"--{name.replace('_', '-')} {rest}") from None


def _deliver(digest: Digest, form: str, output: Path | None, *, show: bool) -> None:
    from summarizer import outputs

    if output is not None:
        outputs.write_folder(digest, output)
    if output is None or show:
        outputs.show(digest, form)


def _finish(given: ReadResult, *, quiet: bool, lost: int = 0) -> None:
    """What was not read, and the exit code where events were lost or some records were bad: the
    rest has been written."""
    from summarizer import console

    if not quiet:
        console.tell_not_read(given)
    if lost:
        raise typer.Exit(EVENT_LOST)
    if given.problems:
        raise typer.Exit(4)
