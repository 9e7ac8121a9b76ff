"""What the documents say is what the program does: commands, options, settings, routes, codes."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from service.app import create_app
from service.settings import PREFIX, Settings
from summarizer.__main__ import FAILED
from summarizer.cli import app
from summarizer.errors import EVENT_LOST, EXIT_CODES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVICE = (ROOT / "service" / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "-z", "*.md"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    if name
] or [*ROOT.glob("*.md"), *ROOT.glob("*/README.md")]
# What ends a command within a line of a shell.
_END = re.compile(r"\s(?:\||<|>|&&|#)(?:\s|$).*")


def code_lines(text: str) -> Iterator[str]:
    """The lines of fenced code blocks, and what stands in single backticks in between."""
    for number, part in enumerate(re.split(r"^```.*$", text, flags=re.MULTILINE)):
        yield from part.splitlines() if number % 2 else re.findall(r"`([^`\n]+)`", part)


def commands() -> list[tuple[str, str]]:
    """`(document, command)` for every command of ours that a document shows, without comments."""
    found = []
    for document in DOCUMENTS:
        for line in code_lines(document.read_text(encoding="utf-8")):
            started = re.match(r"(?:\S+=\S+ )*(?:docker run .*?|\.venv/bin/)?newsweave (.+)", line)
            if started is not None and not line.startswith("docker build"):
                rest = _END.sub("", started[1]).strip()
                if rest and not rest.startswith(("-e", ".")):
                    found.append((document.name, rest))
    return found


@cache
def root_command() -> Any:
    return get_command(app)


def helps() -> dict[str, str]:
    """The help text of every command, "" for the program's own."""
    command = root_command()
    with command.make_context("newsweave", [], resilient_parsing=True) as context:
        texts = {"": command.get_help(context)}
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            with child.make_context(name, [], resilient_parsing=True, parent=context) as inner:
                texts[name] = child.get_help(inner)
    return texts


@pytest.mark.parametrize(("document", "line"), commands())
def test_every_command_line_is_understood(document: str, line: str) -> None:
    arguments = [word for word in shlex.split(line) if word != "…"]
    command = root_command()
    with command.make_context("newsweave", [], resilient_parsing=True) as context:
        name, child, rest = command.resolve_command(context, arguments)
        if document == "README.md" or "/" in line or not any(p.required for p in child.params):
            child.make_context(name, list(rest), parent=context).close()
            return
        # Running text may leave the files away: then its options are looked at.
        child.make_context(name, [*rest, "FILE"], parent=context).close()


def test_there_are_commands_to_look_at() -> None:
    shown = {line.split()[0] for document, line in commands() if document == "README.md"}
    assert shown >= {"summarize", "group", "batch", "schema", "models", "serve"}


def test_every_option_that_the_readme_names_is_in_a_help_text() -> None:
    every = " ".join(helps().values())
    named = {
        option
        for line in (*code_lines(README), *code_lines(SERVICE))
        if not line.startswith(("docker", "pip"))
        for option in re.findall(r"(?:^|\s)(--[a-z-]+)", line)
    }
    assert len(named) >= 8
    assert [option for option in sorted(named) if option not in every] == []


def test_help_fits_a_narrow_terminal_and_is_not_cut_short() -> None:
    for text in helps().values():
        assert "..." not in text.replace("[ARGS]...", "").replace("PATH...", "").replace("_...", "")
        assert max(map(len, text.splitlines())) <= 80


def test_help_names_no_types_of_python_and_the_exit_codes() -> None:
    for text in helps().values():
        assert not set("<{") & set(text)
    assert "newsweave summarize [OPTIONS] PATH..." in helps()["summarize"]
    told = " ".join(helps()[""].split())
    found = README[README.index("Exit codes: ") :].partition("\n")[0]
    assert told.endswith(found)


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {
        target
        for line in re.findall(r"^([a-z%][a-z% -]*):", makefile, re.MULTILINE)
        for target in line.split()
    }
    for document in DOCUMENTS:
        for line in code_lines(document.read_text(encoding="utf-8")):
            named = re.match(r"make ([a-z][a-z-]*)(…)?", line)
            if named is None:
                continue
            family = named[1].partition("-")[0] + "-%"
            if named[2]:
                assert family in targets, f"{document.name}: {line}"
                continue
            assert named[1] in targets or family in targets, f"{document.name}: {line}"
            if named[1] not in targets:
                module = named[1] if family == "bench-%" else named[1].partition("-")[2]
                folder = "training" if family == "fit-%" else "evals"
                path = ROOT / folder / f"{module.replace('-', '_')}.py"
                assert path.is_file(), f"{document.name}: {line}"


def table(head: str) -> list[list[str]]:
    """The rows of the service's table whose head begins so."""
    lines = SERVICE[SERVICE.index(head) :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def in_words(value: object) -> str:
    """A default as the README writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, int) and value and value % 2**20 == 0:
        return f"{value // 2**20} MiB"
    return str(value)


def test_the_settings_that_are_documented_are_those_of_the_service() -> None:
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    told: dict[str, str] = {}
    for names, values, _ in table(f"| Variable (`{PREFIX}…`)"):
        variables = re.findall(r"`([A-Z_]+)`", names)
        shown = [value.strip("` ") for value in values.split(", ")]
        assert len(variables) == len(shown), names
        told.update(zip((name.lower() for name in variables), shown, strict=True))
    assert told.keys() == defaults.keys()
    assert told == {name: in_words(value) for name, value in defaults.items()}


def test_every_variable_that_is_named_is_a_setting() -> None:
    known = {PREFIX + field.name.upper() for field in dataclasses.fields(Settings)}
    scripts = ("compose.yaml", "Dockerfile", "scripts/container_check.sh")
    for name in ("README.md", "service/README.md", *scripts):
        named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", (ROOT / name).read_text(encoding="utf-8")))
        assert named <= known, name


def documented_routes() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for cell, _ in table("| Route |"):
        method, base = "GET", ""
        for code in re.findall(r"`([^`]+)`", cell):
            *verb, path = code.split(" ")
            if path.isupper():
                found.add((path, base))
                continue
            method = verb[0] if verb else method
            path = path.partition("?")[0]
            if path.startswith("…"):
                path = base + path[1:]
            elif not base:
                base = path
            found.add((method, path))
    return found


def test_the_routes_that_are_documented_are_those_of_the_service(tmp_path: Path) -> None:
    service = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'store.db'}"))
    paths = service.openapi()["paths"]
    real = {
        (method.upper(), re.sub(r"\{[a-z_]+(:path)?\}", "{id}", path))
        for path, methods in paths.items()
        for method in methods
    }
    assert documented_routes() == real | {("GET", "/docs")}
    for path, query in re.findall(r"`(?:[A-Z]+ )?(/v1/\S+)\?([a-z]+)=", SERVICE):
        operations = paths[next(p for p in paths if re.sub(r"\{\w+\}", "{id}", p) == path)]
        named = {p["name"] for one in operations.values() for p in one.get("parameters", ())}
        assert query in named


def test_the_exit_codes_of_the_readme_are_those_of_the_program() -> None:
    sentence = README[README.index("Exit codes:") :].partition("\n")[0]
    told = {int(code) for code in re.findall(r"(?:: |, )(\d) ", sentence)}
    assert told == {0, FAILED, EVENT_LOST, *EXIT_CODES.values()}


def test_every_figure_of_the_readme_stands_among_all_figures() -> None:
    every = (ROOT / "evals" / "README.md").read_text(encoding="utf-8").splitlines()
    rows = README[README.index("| What | Ours") :].partition("\n\n")[0].splitlines()
    assert len(rows) > 10
    assert [row for row in rows if row not in every] == []


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


# The rows of evals/README.md with the floors of their figures, in order.
PINNED = {
    "Grouping, B-cubed F1: ECB+ dev": ("grouping", "ecbplus_dev"),
    "Grouping, B-cubed F1: BASIL dev": ("grouping", "basil_dev"),
    "… both with `--embedder static`": ("grouping", "ecbplus_dev, static", "basil_dev, static"),
    "Citations": ("citations", "F1 held out"),
    "Sentence splitting": ("splitting", "news F1"),
    "Dates": ("dates", "value F1"),
    "Support judge": ("judge", "AUC"),
    "Fact gate: altered numbers": ("gate", "number", "date", "quotation"),
    "Fact gate: agent and patient": ("gate", "swapped", "negation added", "negation dropped"),
    "Fact gate: hedge removed": ("gate", "hedge removed"),
    "Fact gate: another name": ("gate", "name"),
    "Disagreement: altered": (
        "disagree",
        *(f"{kind} in like sentences" for kind in ("number", "day", "place", "agent")),
    ),
    "Loaded sentences": ("neutral", "AUC on BABE", "AUC on BASIL"),
}


@pytest.mark.parametrize("row", PINNED)
def test_no_figure_that_is_told_lies_below_its_floor(row: str) -> None:
    text = (ROOT / "evals" / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {row}")]
    floors = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))
    key, *names = PINNED[row]
    told = [float(one) for one in line.split("|")[2].split(",")]
    # What is told is rounded.
    below = [
        (name, figure)
        for name, figure in zip(names, told, strict=True)
        if figure + 0.005 < floors[key][name]
    ]
    assert below == []
