"""Install Newsweave into the virtual environment that runs this script: CPU PyTorch, then the rest.

PyPI's Linux wheel of torch pulls gigabytes of CUDA packages. So: ask pip which torch it would
take; when that is a CPU build already (a local wheel, or not Linux) take it, else take the same
version from PyTorch's own CPU index. That index is probed with a short time-out first, so that a
closed network gives a message instead of a hang.

    python scripts/install.py [EXTRA ...]      e.g.  python scripts/install.py test service
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
# https://pytorch.org/get-started/locally/ (Linux, pip, CPU); TORCH_INDEX names a mirror of it.
CPU_INDEX = os.environ.get("TORCH_INDEX", "https://download.pytorch.org/whl/cpu")
PROBE_SECONDS = 10


def pip(*arguments: str, capture: bool = False) -> str:
    """Run pip of this interpreter; its standard output where ``capture``."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(
        command, check=True, text=True, stdout=subprocess.PIPE if capture else None
    )
    return done.stdout or ""


def pinned_torch() -> str:
    """The version of torch that constraints.txt pins."""
    found = re.search(r"^torch==(\S+)$", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SystemExit(f"install: no line 'torch==VERSION' in {CONSTRAINTS.name}")
    return found[1]


def installed_torch() -> str:
    """The installed version, "" where none is."""
    try:
        return importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return ""


def resolves_to_cpu(version: str) -> bool:
    """Does pip, as it is set up here, take a torch without CUDA?"""
    if platform.system() != "Linux":
        return True  # PyPI's wheels for macOS and Windows are CPU builds
    try:
        report = pip(
            "install", "--quiet", "--dry-run", "--no-deps", "--ignore-installed",
            "--report", "-", f"torch=={version}", capture=True,
        )  # fmt: skip
    except subprocess.CalledProcessError:
        return False
    return bool(json.loads(report)["install"][0]["metadata"]["version"].endswith("+cpu"))


def install_torch() -> None:
    """Install the pinned torch, always a CPU build on Linux."""
    version = pinned_torch()
    if installed_torch().split("+")[0] == version:
        return
    if resolves_to_cpu(version):
        pip("install", "--quiet", "-c", str(CONSTRAINTS), f"torch=={version}")
        return
    try:
        urllib.request.urlopen(f"{CPU_INDEX}/torch/", timeout=PROBE_SECONDS).close()
    except (urllib.error.URLError, OSError) as error:
        raise SystemExit(
            f"install: PyTorch's CPU packages cannot be reached at {CPU_INDEX} ({error}).\n"
            f"Set TORCH_INDEX to a mirror of that index, or install a CPU build yourself first:\n"
            f"  {sys.executable} -m pip install torch=={version} --find-links FOLDER_WITH_THE_WHEEL"
        ) from None
    # What torch itself needs comes from the usual index, in the versions of constraints.txt.
    pip(
        "install", "--quiet", "--timeout", "60", "--retries", "2", "--no-deps",
        "--index-url", CPU_INDEX, f"torch=={version}",
    )  # fmt: skip


def main() -> None:
    """Install torch, then the package itself (editable) with the extras named."""
    extras = f"[{','.join(sys.argv[1:])}]" if sys.argv[1:] else ""
    install_torch()
    pip("install", "--quiet", "-c", str(CONSTRAINTS), "--editable", f"{ROOT}{extras}")


if __name__ == "__main__":
    main()
