"""The installer never takes CUDA packages and never hangs where the CPU index is out of reach."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
import tomllib
import urllib.error
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
# Wanted by a library that does not require it itself.
FOR_OTHERS = {"lxml-html-clean", "python-multipart"}


@pytest.fixture
def install() -> ModuleType:
    path = ROOT / "scripts" / "install.py"
    spec = importlib.util.spec_from_file_location("install_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(version: str) -> str:
    return json.dumps({"install": [{"metadata": {"version": version}}]})


def test_a_local_cpu_build_is_taken_and_a_cuda_build_is_not(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install.platform, "system", lambda: "Linux")
    monkeypatch.setattr(install, "pip", lambda *a, **k: report("2.13.0+cpu"))
    assert install.resolves_to_cpu("2.13.0")
    monkeypatch.setattr(install, "pip", lambda *a, **k: report("2.13.0"))
    assert not install.resolves_to_cpu("2.13.0")


def test_the_cpu_index_is_used_when_pip_would_take_cuda(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(install, "installed_torch", lambda: "")
    monkeypatch.setattr(install, "resolves_to_cpu", lambda version: False)
    monkeypatch.setattr(install, "pip", lambda *a, **k: calls.append(a))

    class Answer:
        def close(self) -> None:
            pass

    monkeypatch.setattr(install.urllib.request, "urlopen", lambda url, timeout: Answer())
    install.install_torch()
    (command,) = calls
    assert command[command.index("--index-url") + 1] == install.CPU_INDEX
    assert "--no-deps" in command
    assert f"torch=={install.pinned_torch()}" in command


def test_an_unreachable_index_is_said_and_nothing_is_installed(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(url: str, timeout: float) -> None:
        assert timeout <= 30
        raise urllib.error.URLError("no route")

    monkeypatch.setattr(install, "installed_torch", lambda: "")
    monkeypatch.setattr(install, "resolves_to_cpu", lambda version: False)
    monkeypatch.setattr(install, "pip", lambda *a, **k: pytest.fail("pip was called"))
    monkeypatch.setattr(install.urllib.request, "urlopen", closed)
    with pytest.raises(SystemExit, match="TORCH_INDEX"):
        install.install_torch()


def test_the_pinned_torch_that_is_there_is_left_alone(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "installed_torch", lambda: f"{install.pinned_torch()}+cpu")
    monkeypatch.setattr(install, "pip", lambda *a, **k: pytest.fail("pip was called"))
    install.install_torch()


def test_what_is_required_is_what_is_imported() -> None:
    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    given = (*project["dependencies"], *extras["service"], *extras["parquet"])
    required = {plain(re.split(r"[^\w-]", one)[0]) for one in given}
    imported = set()
    for path in (*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("service/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").split(".")[0])
    homes = packages_distributions()
    third = imported - {"summarizer", "service"} - sys.stdlib_module_names
    assert {plain(homes[name][0]) for name in third} == required - FOR_OTHERS
