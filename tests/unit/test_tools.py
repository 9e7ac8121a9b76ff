"""The commands of `training/` and `evals/` name themselves as they are called."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = sorted(
    path
    for folder in ("evals", "training")
    for path in (ROOT / folder).glob("*.py")
    if "ArgumentParser(" in path.read_text(encoding="utf-8")
)


def test_there_are_tools() -> None:
    assert len(TOOLS) > 30


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_the_usage_line_is_the_command_as_it_is_typed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (made,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "ArgumentParser"
    )
    given = {one.arg: ast.literal_eval(one.value) for one in made.keywords if one.arg == "prog"}
    assert given == {"prog": f"python -m {path.parent.name}.{path.stem}"}


def test_every_tool_has_a_make_target_and_every_target_a_tool() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"-m ((?:evals|training)\.[a-z_]+)\b(?!\$)", makefile))
    for family, module in (("eval", "evals."), ("bench", "evals.bench_"), ("fit", "training.")):
        (listed,) = re.findall(rf"^{family}-%:.*: (.+)$", makefile, re.MULTILINE)
        named |= {module + name for name in listed.split()}
    assert named - {"evals.bench_"} == {f"{path.parent.name}.{path.stem}" for path in TOOLS}
