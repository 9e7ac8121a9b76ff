"""Pinned floors: an evaluation fails where a figure falls below what was reached before."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")


def check(key: str, figures: Mapping[str, float]) -> None:
    """Compare ``figures`` with the floors under ``key`` and exit with 1 where one is missed.

    A floor without a figure is a miss too. Lowering a floor takes an edit of ``floors.json``
    and a line in CHANGELOG.md.
    """
    pinned: dict[str, float] = json.loads(FLOORS.read_text("utf-8")).get(key, {})
    missed = False
    for name, floor in sorted(pinned.items()):
        figure = figures.get(name)
        good = figure is not None and figure >= floor
        missed |= not good
        shown = "none" if figure is None else f"{figure:.3f}"
        print(f"{'ok  ' if good else 'MISS'} {key} / {name}: {shown} (floor {floor:.3f})")
    if missed:
        sys.exit(1)
