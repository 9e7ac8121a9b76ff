"""The layers hold: a module imports only from modules below it, and starting up is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "summarizer"
HEAVY = ("torch", "transformers", "sentence_transformers", "nltk", "sklearn", "fastapi", "scipy")

# Low to high. The order of everything in between is that of ARCHITECTURE.md
# (tests/unit/test_architecture.py).
FOUNDATION = ("errors", "records", "summaries", "config", "seams", "faults", "cancel")
TOP = (
    "prepare", "evidence", "introduce", "confirm", "compose", "assemble", "pipeline", "build",
    "batch", "progress", "outputs", "console", "cli_options", "cli",
)  # fmt: skip


@cache
def modules() -> dict[str, Path]:
    """Dotted name below ``summarizer`` -> file."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name not in {"__init__.py", "__main__.py"}
    }


@cache
def imports(path: Path) -> set[str]:
    """The summarizer modules that a file imports anywhere, as dotted names below it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer"):
            base = (node.module or "").removeprefix("summarizer").lstrip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                found.add(inner if inner in modules() else base)
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.removeprefix("summarizer.")
                for alias in node.names
                if alias.name.startswith("summarizer.")
            }
    return found - {""}


def test_the_modules_form_layers_without_cycles() -> None:
    graph = {name: imports(path) & set(modules()) for name, path in modules().items()}
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if state.get(name) == 2:
            return
        assert state.get(name) != 1, f"import cycle: {' -> '.join((*trail, name))}"
        state[name] = 1
        for other in sorted(graph[name]):
            visit(other, (*trail, name))
        state[name] = 2

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("name", sorted(modules()))
def test_nothing_imports_from_above(name: str) -> None:
    order = {module: rank for rank, module in enumerate(TOP)}
    for other in imports(modules()[name]):
        if name in FOUNDATION:
            assert other in FOUNDATION
        if other in order:
            assert name in order
            assert order[other] < order[name]


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout


@pytest.mark.parametrize("start", ["import summarizer", "import summarizer.cli"])
def test_starting_up_loads_no_heavy_library(start: str) -> None:
    loaded = run(f"{start}\nimport sys\nprint(*sys.modules)").split()
    assert not [name for name in loaded if name.split(".")[0] in (*HEAVY, "numpy")]


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['newsweave', '--help']\n"
        "from summarizer.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    loaded = run(code).split("LOADED", 1)[1].split()
    assert not [name for name in loaded if name.split(".")[0] in (*HEAVY, "numpy")]


def test_every_public_name_is_there() -> None:
    import summarizer

    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = summarizer.nonsense
