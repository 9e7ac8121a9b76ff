from __future__ import annotations

import numpy as np

from summarizer.models.faithful import FEATURES, features
from summarizer.models.judges import FeatureJudge

PASSAGE = (
    "The harbour bridge at Velm was closed on Wednesday after engineers found cracks in two of "
    "its pillars, Mayor Ada Ortun said."
)


def test_supported_scores_above_unsupported() -> None:
    judge = FeatureJudge.load()
    scores = judge.support(
        [
            (PASSAGE, "The harbour bridge at Velm was closed on Wednesday, Mayor Ada Ortun said."),
            (PASSAGE, "A court in Orvo freed nine bankers after shareholders withdrew a lawsuit."),
        ]
    )
    assert scores.dtype == np.float32
    assert 0 <= scores[1] < 0.4 < 0.6 < scores[0] <= 1


def test_scores_do_not_depend_on_the_batch() -> None:
    judge = FeatureJudge.load()
    pairs = [(PASSAGE, "The bridge was closed."), (PASSAGE, "Cracks were found."), ("", "")]
    together = judge.support(pairs)
    assert [float(judge.support([pair])[0]) for pair in pairs] == [float(one) for one in together]


def test_no_pairs_give_no_scores() -> None:
    assert FeatureJudge.load().support([]).shape == (0,)


def test_the_features_fit_their_names_and_are_bounded() -> None:
    values = features(PASSAGE, "Velm paid 7 crowns.")
    assert len(values) == len(FEATURES)
    assert all(-1 <= value <= 2 for value in values)


def test_the_signature_names_the_weights() -> None:
    assert FeatureJudge.load().signature().startswith("features/")
