"""Fits of which one half has nothing to tell apart."""

from __future__ import annotations

import numpy as np
import pytest

from training.disagree import Rows, fitted, told_apart


def rows(others: set[int]) -> Rows:
    """Rows of clusters 0 to 19; those of ``others`` are of two things."""
    return [(n, (float(n not in others), n / 20), n not in others) for n in range(20)]


def test_a_kind_with_others_in_one_half_alone_is_fitted_and_not_tested(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = rows({2, 8})
    model, scores = fitted(given)
    assert model["weights"][0] > 0
    assert np.isnan(scores).all()
    told_apart("place", given, scores)
    assert "too few others to test" in capsys.readouterr().out


def test_each_half_is_tested_by_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    given = rows({2, 3, 8, 9})
    _, scores = fitted(given)
    assert scores[4] > scores[2]
    told_apart("place", given, scores)
    assert "AUC 1.000" in capsys.readouterr().out
