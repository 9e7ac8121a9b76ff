"""Shared fixtures: the shared data where it is present, articles of our own, a run pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# These machines are noisy: how long an example takes says nothing.
settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"

needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the five real articles are not beside this checkout"
)


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of our own fictional articles."""
    return EXAMPLES
