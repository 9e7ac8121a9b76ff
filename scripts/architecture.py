"""Bring ARCHITECTURE.md up to date with the docstrings of the modules.

    python scripts/architecture.py

The headings and what stands under which are written by hand: a new module gets a line
"- `name.py`" where it belongs, and this script puts the first paragraph of its docstring behind it.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "ARCHITECTURE.md"
# A line of the map: "- `models/trim.py` – what it is for"; paths begin at summarizer/.
LINE = re.compile(r"^- `([\w/]+\.py)`(?: – .*)?$", re.MULTILINE)


def modules() -> dict[str, Path]:
    """Every module with code of its own, by the name that the map gives it."""
    found = {
        str(path.relative_to(ROOT / "summarizer")): path
        for path in sorted((ROOT / "summarizer").rglob("*.py"))
    }
    for path in sorted((ROOT / "service").rglob("*.py")):
        if "migrations" not in path.parts:
            found[str(path.relative_to(ROOT))] = path
    return {
        name: path
        for name, path in found.items()
        if path.name != "__init__.py" or name == "__init__.py"
    }


def summary(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line, without its last stop."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).removesuffix(".")


def filled(text: str) -> str:
    """The document with every module's line as its docstring has it."""
    known = modules()

    def line(found: re.Match[str]) -> str:
        path = known.get(found[1])
        return f"- `{found[1]}` – {summary(path)}" if path else found[0]

    return LINE.sub(line, text)


def main() -> None:
    """Rewrite the document; say what it lacks and what is no more."""
    text = filled(DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(text, encoding="utf-8")
    named, known = set(LINE.findall(text)), set(modules())
    for name in sorted(known - named):
        print(f"not in {DOCUMENT.name}: {name}")
    for name in sorted(named - known):
        print(f"no such module: {name}")


if __name__ == "__main__":
    main()
