"""The options that commands share: their names, what they accept and what the help says of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from summarizer.config import RANGES, whole

FORMATS = ("text", "json", "markdown", "html")

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files or folders: .txt .json .jsonl .html .xml .csv .parquet, each also .gz; "
        "'-' is JSONL on standard input.",
        show_default=False,
    ),
]
Format = Annotated[
    str,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"What to print: {', '.join(FORMATS)}."),
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
    typer.Option(
        "--writer",
        metavar="NAME",
        help="auto (default), extract, an installed model, a folder or a hub id.",
    ),
]
Words = Annotated[
    int | None,
    typer.Option(
        "--words",
        metavar="N",
        help="Words per event, 20 to 5000 (default 150).",
        parser=whole("--words", *RANGES["words"]),
    ),
]
CorrectionsFile = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="TOML or JSON: must_link, cannot_link."),
]
BatchSize = Annotated[
    int | None,
    typer.Option(
        "--batch-size",
        metavar="N",
        help="Articles and events at a time; never changes the result.",
        parser=whole("--batch-size", *RANGES["batch_size"]),
    ),
]
EmbedderName = Annotated[
    str | None,
    typer.Option(
        "--embedder", metavar="NAME", help="minilm (default), static, a folder or a hub id."
    ),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings as TOML.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first bad record.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say what is done, with times.")]


class Command(TyperCommand):
    """A command whose help has "PATH" and not the name of Python's type, "PATH <list[str]>"."""

    def get_help(self, ctx: Any) -> str:
        """The help text; what goes is replaced by spaces, so that columns stay."""
        text = re.sub(
            r"(?<=\w) <[\w\[\]]+>", lambda found: " " * len(found[0]), super().get_help(ctx)
        )
        return re.sub(r"\{(\w+)\}\.\.\.", r"\1...", text)
