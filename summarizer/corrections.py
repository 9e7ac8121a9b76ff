"""Corrections made by a person: pairs of articles that must, or must not, be in one event."""

from __future__ import annotations

import json
import tomllib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import SettingsError

_KEYS = ("must_link", "cannot_link")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Pairs of article ids, each pair in sorted order, the pairs sorted, without repetition."""

    must_link: tuple[Pair, ...] = ()
    cannot_link: tuple[Pair, ...] = ()


def load_corrections(path: Path) -> Corrections:
    """Corrections from a TOML (``.toml``) or JSON file. Raises SettingsError, naming the file."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: must be UTF-8 text") from None
    try:
        values = tomllib.loads(text) if Path(path).suffix == ".toml" else json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        kind = "TOML" if Path(path).suffix == ".toml" else "JSON"
        raise SettingsError(f"{path}: not valid {kind}: {error}") from None
    return from_mapping(values, where=str(path))


def from_mapping(values: object, *, where: str = "corrections") -> Corrections:
    """Corrections from ``{"must_link": [[id, id], …], "cannot_link": …}``.

    Raises SettingsError for an unknown key, for something that is not a pair of two different
    ids, and where a chain of ``must_link`` pairs joins the two ids of a ``cannot_link`` pair.
    """
    if not isinstance(values, Mapping):
        raise SettingsError(f"{where}: must hold {' and '.join(_KEYS)}")
    for key in values:
        if key not in _KEYS:
            raise SettingsError(f"{where}: unknown key {key!r}; allowed: {', '.join(_KEYS)}")
    must, cannot = (_pairs(values.get(key, ()), f"{where}: {key}") for key in _KEYS)
    for a, b in cannot:
        chain = _chain(must, a, b)
        if chain:
            raise SettingsError(
                f"{where}: cannot_link [{a!r}, {b!r}] contradicts must_link {' - '.join(chain)}"
            )
    return Corrections(must_link=must, cannot_link=cannot)


def unknown_ids(corrections: Corrections, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids that the corrections name and that are not among ``ids``, sorted."""
    named = {i for pair in (*corrections.must_link, *corrections.cannot_link) for i in pair}
    return tuple(sorted(named - set(ids)))


def _pairs(value: object, where: str) -> tuple[Pair, ...]:
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise SettingsError(f"{where} must be a list of [id, id], was: {value!r}")
    found: set[Pair] = set()
    for pair in value:
        ok = isinstance(pair, Sequence) and not isinstance(pair, str | bytes) and len(pair) == 2
        if not ok or not all(isinstance(i, str) and i for i in pair):
            raise SettingsError(f"{where} must be a list of [id, id], held: {pair!r}")
        first, second = sorted(pair)
        if first == second:
            raise SettingsError(f"{where}: an article cannot be paired with itself: {first!r}")
        found.add((first, second))
    return tuple(sorted(found))


def _chain(must: Sequence[Pair], start: str, goal: str) -> list[str]:
    """The shortest chain of ``must`` pairs from ``start`` to ``goal``, or an empty list."""
    near: dict[str, list[str]] = {}
    for a, b in must:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    came: dict[str, str] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            chain = [goal]
            while chain[-1] != start:
                chain.append(came[chain[-1]])
            return chain[::-1]
        for other in near.get(here, ()):
            if other not in came:
                came[other] = here
                queue.append(other)
    return []
