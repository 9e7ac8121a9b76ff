"""The command line. Errors are one line on standard error; results are on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from summarizer.errors import NewsweaveError, UsageError, exit_code

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.read import ReadResult
    from summarizer.records import Digest

app = typer.Typer(
    name="newsweave",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

FORMATS = ("text", "json", "markdown", "html")

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files or folders: .txt .json .jsonl .html .xml .csv .parquet, each also .gz; "
        "'-' is JSONL on standard input.",
        show_default=False,
    ),
]
Format = Annotated[
    str, typer.Option("--format", "-f", help=f"What to print: {', '.join(FORMATS)}.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Write digest.json, digest.md and digest.html here."
    ),
]
Show = Annotated[bool, typer.Option("--show", help="With --output: print the digest as well.")]
WriterName = Annotated[
    str | None,
    typer.Option("--writer", help="auto, extract, an installed model, a folder or a hub id."),
]
Words = Annotated[int | None, typer.Option("--words", help="Words per event (20 to 5000).")]
CorrectionsFile = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="TOML or JSON: must_link, cannot_link."),
]
BatchSize = Annotated[
    int | None,
    typer.Option("--batch-size", help="Articles and events at a time; never changes the result."),
]
EmbedderName = Annotated[
    str | None, typer.Option("--embedder", help="minilm, static, a folder or a hub id.")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings as TOML.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first bad record.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say what is done, with times.")]


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


@app.command()
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
    from summarizer import console

    _check_format(form)
    settings = _settings(
        config, writer=writer, words=words, batch_size=batch_size, embedder=embedder
    )
    given = _read(paths, settings, strict=strict, quiet=quiet)
    digest = console.run_digest(given, settings, corrections, quiet=quiet, verbose=verbose)
    _deliver(digest, form, output, show=show)
    _finish(given)


@app.command()
def group(
    paths: Paths,
    *,
    form: Format = "text",
    output: Output = None,
    show: Show = False,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--explain", metavar="A B", help="Say why articles A and B are together or apart."
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
    """Only group: the same format with empty summaries, and why each article is where it is."""
    from summarizer import console

    _check_format(form)
    settings = _settings(config, batch_size=batch_size, embedder=embedder)
    given = _read(paths, settings, strict=strict, quiet=quiet)
    if explain is not None:
        typer.echo(console.explain(given, settings, corrections, explain))
        _finish(given)
    digest = console.group_digest(
        given, settings, corrections, state=state, quiet=quiet, verbose=verbose
    )
    _deliver(digest, form, output, show=show)
    _finish(given)


@app.command()
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
    """Summarize an archive: one JSON line per event as it is ready; a second run resumes."""
    from summarizer import console

    settings = _settings(
        config, writer=writer, words=words, batch_size=batch_size, embedder=embedder
    )
    given = _read(paths, settings, strict=strict, quiet=quiet)
    console.run_batch(given, settings, corrections, output, quiet=quiet, verbose=verbose)
    _finish(given)


@app.command()
def schema(
    what: Annotated[str, typer.Argument(help="article, digest or all.")] = "all",
) -> None:
    """Print the JSON Schema of the input records and of the digest."""
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


@app.command()
def models() -> None:
    """List the models that are installed, with their hashes, and which one writes by default."""
    from summarizer import console

    typer.echo(console.models_table())


@app.command()
def serve(
    *,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on (default 127.0.0.1).")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port (default 8000).")] = None,
    allow_anonymous: Annotated[
        bool, typer.Option("--allow-anonymous", help="Serve a network without API keys.")
    ] = False,
) -> None:
    """Serve the HTTP API; settings come from NEWSWEAVE_* environment variables."""
    try:
        from service.main import serve as start
    except ModuleNotFoundError as error:
        raise UsageError(
            f"serve needs the extra newsweave[service] ({error.name} is not installed)"
        ) from None
    start(host=host, port=port, allow_anonymous=allow_anonymous)


def run() -> NoReturn:
    """The entry point: errors raised on purpose become one line and their exit code."""
    command = typer.main.get_command(app)
    try:
        code = command.main(prog_name="newsweave", standalone_mode=False)
    except NewsweaveError as error:
        _complain(str(error))
        code = exit_code(error)
    except KeyboardInterrupt:
        _complain("interrupted")
        code = 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing to say to it.
        sys.stderr.close()
        code = 141
    except Exception as error:
        code = _unforeseen(error)
    sys.exit(code if isinstance(code, int) else 0)


def _unforeseen(error: Exception) -> int:
    """Usage errors of the option parser are told in its words; anything else is a defect."""
    show = getattr(error, "format_message", None)
    if type(error).__name__ == "NoArgsIsHelpError" and show is not None:
        print(show())
        return 2
    if show is not None:
        _complain(show() + " (see newsweave --help)")
        return int(getattr(error, "exit_code", 2))
    if type(error).__name__ in {"Abort", "Exit"}:
        return int(getattr(error, "exit_code", 1))
    raise error


def _complain(message: str) -> None:
    print(f"newsweave: {message}", file=sys.stderr)


def _check_format(form: str) -> None:
    if form not in FORMATS:
        raise UsageError(f"--format must be one of {', '.join(FORMATS)}, was: {form!r}")


def _settings(config: Path | None, **changes: object) -> Settings:
    from summarizer import config as configuration

    base = configuration.load(config) if config is not None else configuration.Settings()
    return base.replace(**changes)


def _read(paths: list[str], settings: Settings, *, strict: bool, quiet: bool) -> ReadResult:
    from summarizer.read import read_paths

    given = read_paths(paths, strict=strict, max_article_chars=settings.max_article_chars)
    for problem in given.problems:
        _complain(f"{problem.where}: {problem.reason}")
    if not quiet:
        for warning in given.warnings:
            _complain(f"warning: {warning}")
    return given


def _deliver(digest: Digest, form: str, output: Path | None, *, show: bool) -> None:
    from summarizer import console

    if output is not None:
        console.write_folder(digest, output)
    if output is None or show:
        console.show(digest, form)


def _finish(given: ReadResult) -> None:
    """Exit code 4 where some records were bad: the rest has been written."""
    if given.problems:
        raise typer.Exit(4)
