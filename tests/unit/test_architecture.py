"""ARCHITECTURE.md names every module once, says what its docstring says, and its order holds."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

from tests.test_imports import imports

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ADVICE = "name it in ARCHITECTURE.md, then run: python scripts/architecture.py"


@cache
def script() -> ModuleType:
    path = ROOT / "scripts" / "architecture.py"
    spec = importlib.util.spec_from_file_location("architecture_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_module_is_named_once() -> None:
    counts = Counter(script().LINE.findall(TEXT))
    known = set(script().modules())
    assert sorted(known - counts.keys()) == [], ADVICE
    assert sorted(counts.keys() - known) == [], "ARCHITECTURE.md names a module that is gone"
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_line_says_what_the_docstring_says() -> None:
    stale = set(TEXT.splitlines()) - set(script().filled(TEXT).splitlines())
    assert stale == set(), "run: python scripts/architecture.py"


def test_a_module_imports_from_its_own_section_or_an_earlier_one() -> None:
    sections = re.split(r"^### ", TEXT.partition("\n## service")[0], flags=re.MULTILINE)[1:]
    place = {
        name.removesuffix(".py").replace("/", "."): number
        for number, section in enumerate(sections)
        for name in script().LINE.findall(section)
    }
    upward = [
        f"{name} imports {other}"
        for name, number in place.items()
        for other in imports(ROOT / "summarizer" / (name.replace(".", "/") + ".py"))
        if place.get(other, 0) > number
    ]
    assert len(place) > 100
    # What the package offers at its top stands high and is imported late.
    assert [one for one in upward if not one.startswith("__init__ ")] == []


def test_every_path_that_is_named_exists() -> None:
    for name in re.findall(r"`((?:summarizer|service|tests|scripts|prompts)/[\w/.]*)`", TEXT):
        assert (ROOT / name).exists() or name in script().modules(), name
