"""The document-frequency table that ships."""

from __future__ import annotations

import pytest

from summarizer import frequency


def test_rare_words_weigh_more_and_unknown_ones_most() -> None:
    table = frequency.load()
    assert table.documents > 40_000
    common, rare, unknown = (table.idf(term) for term in ("government", "ferry", "qxzvw"))
    assert 1.0 < common < rare < unknown


def test_idf_is_smoothed() -> None:
    table = frequency.FrequencyTable(documents=9, counts={"all": 9}, capitals={})
    assert table.idf("all") == pytest.approx(1.0)
    assert table.idf("none") == pytest.approx(1.0 + 2.302585)


def test_capital_shares_tell_names_from_words() -> None:
    table = frequency.load()
    assert (table.capital_share("london") or 0) > 0.95
    assert (table.capital_share("however") or 0) < 0.1
    assert table.capital_share("qxzvw") is None


def test_the_table_is_read_once() -> None:
    assert frequency.load() is frequency.load()
