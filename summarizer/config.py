"""Frozen settings. They come from a TOML file or keyword arguments; an unknown key is an error."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import SettingsError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run can be told. Defaults suit a CPU without a network.

    ``writer`` is "auto", "extract", the name of an installed model, a folder or a hub id;
    ``embedder`` is "minilm", "static", a folder or a hub id; ``words`` the budget of one event's
    summary in words; ``beams`` 0 leaves the number to the writer (8 for the bundled one, 4 for
    others), 1 is greedy; ``batch_size`` how many articles are prepared, and how many events are
    written, at a time (it never changes the result); ``max_article_chars`` where a longer article
    is refused; ``threads`` 0 leaves the number to PyTorch.
    """

    writer: str = "auto"
    embedder: str = "minilm"
    words: int = 150
    beams: int = 0
    seed: int = 0
    # Whoever waits sees each event soon, and a stopped run has lost little; 2 to 64 took the same
    # time in all, within the noise.
    batch_size: int = 8
    max_article_chars: int = 5_000_000
    threads: int = 0

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise SettingsError(
                    f"{name} must be a whole number in [{low}, {high}], was: {value!r}"
                )
        for name in ("writer", "embedder"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value.strip():
                raise SettingsError(f"{name} must be a name or a path, was: {value!r}")

    def replace(self, **changes: object) -> Settings:
        """A copy with ``changes``; None leaves a setting as it is."""
        given = {key: value for key, value in changes.items() if value is not None}
        return from_mapping({**dataclasses.asdict(self), **given})


# the whole numbers that each may be, both ends among them
RANGES: dict[str, tuple[int, int]] = {
    "words": (20, 5_000),
    "beams": (0, 16),
    "seed": (0, 2**32 - 1),
    "batch_size": (1, 100_000),
    "max_article_chars": (1_000, 100_000_000),
    "threads": (0, 1_024),
}


def from_mapping(values: Mapping[str, object], *, where: str = "settings") -> Settings:
    """Settings from ``values``. Raises SettingsError for an unknown key or a value out of range."""
    known = [field.name for field in dataclasses.fields(Settings)]
    for key in values:
        if key not in known:
            raise SettingsError(f"{where}: unknown key {key!r}; allowed: {', '.join(known)}")
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None


def load(path: Path) -> Settings:
    """Settings from a TOML file. Raises SettingsError naming the file and the key."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None
    return from_mapping(values, where=str(path))


def whole(name: str, low: int, high: int) -> Callable[[str], int]:
    """A reader of a whole number in [low, high]; anything else is a UsageError that says so."""

    def number(given: str) -> int:
        try:
            value = int(given)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise UsageError(f"{name} must be a whole number in [{low}, {high}], was: {given!r}")
        return value

    return number
