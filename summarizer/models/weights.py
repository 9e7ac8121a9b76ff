"""Where installed weights lie, and whether they are what their manifest says.

A folder of weights holds a `MANIFEST.json`: `{"format": 1, "files": {"model.safetensors":
"<sha256>", ...}}`. A folder without one is not a model of this package.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from summarizer.errors import ModelError

MANIFEST = "MANIFEST.json"
# what is left of a model of this package when its manifest is lost
_LEFT = ("model.safetensors", "config.json", "words.txt", "MODEL_CARD.md")
FORMAT = 1
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,95}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A model that comes along: its size in bytes and `digest`, the sha256 of its manifest or,
    where it has none, of its weights."""

    name: str
    path: Path
    size: int
    digest: str


def weights_folder() -> Path:
    """The folder that holds one folder for each bundled model; it need not exist."""
    return Path(str(files("summarizer.models"))) / "weights"


def bundled_path(name: str, *, root: Path | None = None) -> Path | None:
    """The folder of the bundled model `name`, or None where none of that name is installed.

    `name` is a name, never a path: anything with a slash is no bundled model. `root` replaces
    `weights_folder()`.
    """
    if _NAME.fullmatch(name) is None:
        return None
    folder = (root or weights_folder()) / name
    return folder if (folder / MANIFEST).is_file() else None


def packaged(spec: str) -> Path | None:
    """The folder at the path `spec` where it holds a model of this package's own kind, as
    `training.package` makes them, else None."""
    try:
        folder = Path(spec).expanduser()
        return folder if (folder / MANIFEST).is_file() else None
    except (OSError, ValueError, RuntimeError):  # no path at all
        return None


def is_broken(name: str, *, root: Path | None = None) -> bool:
    """Whether a bundled model of that name is there, but without its manifest: part of it was lost,
    and nothing may take its place in silence."""
    folder = (root or weights_folder()) / name
    return (
        _NAME.fullmatch(name) is not None
        and any((folder / left).is_file() for left in _LEFT)
        and not (folder / MANIFEST).is_file()
    )


def installed(*, root: Path | None = None) -> tuple[Installed, ...]:
    """The bundled models, sorted by name. Their files are not read, only their manifests."""
    top = root or weights_folder()
    names = sorted(path.name for path in top.iterdir()) if top.is_dir() else []
    found = []
    for name in names:
        folder = bundled_path(name, root=top)
        if folder is None:
            continue
        listed = manifest(folder)
        paths = [folder / file for file in listed]
        size = sum(path.stat().st_size for path in paths if path.is_file())
        found.append(Installed(name=name, path=folder, size=size, digest=sha256(folder / MANIFEST)))
    return tuple(found)


def manifest(folder: Path) -> dict[str, str]:
    """File names and the sha256 each must have. Raises ModelError where it is absent or odd."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); install the package again"
        ) from None
    except ValueError as error:
        raise ModelError(f"{path}: is not valid JSON: {error}; install the package again") from None
    listed = content.get("files") if isinstance(content, dict) else None
    if not isinstance(listed, dict) or not listed or content.get("format") != FORMAT:
        raise ModelError(f'{path}: must hold "format": {FORMAT} and "files" with at least one file')
    for name, digest in listed.items():
        if name in {"", ".", ".."} or "/" in name or "\\" in name:
            raise ModelError(f"{path}: a file must lie in the folder itself, was: {name!r}")
        if not isinstance(digest, str) or _SHA256.fullmatch(digest) is None:
            raise ModelError(f"{path}: sha256 of {name} must be 64 hex digits, was: {digest!r}")
    return dict(sorted(listed.items()))


def verify(folder: Path) -> None:
    """Raise ModelError unless every file of the manifest is there with the sha256 it must have."""
    for name, expected in manifest(folder).items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: is missing; install the package again")
        found = sha256(path)
        if found != expected:
            raise ModelError(
                f"{path}: is damaged or was changed: sha256 must be {expected}, was: {found}; "
                "install the package again"
            )


def sha256(path: Path) -> str:
    """The sha256 of a file as 64 hex digits. Raises ModelError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from None
