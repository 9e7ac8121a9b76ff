"""Corrections files: what they may hold, and contradictions."""

from __future__ import annotations

import pytest

from summarizer.corrections import Corrections, from_mapping, load_corrections, unknown_ids
from summarizer.errors import SettingsError


def test_toml_and_json_say_the_same(tmp_path):
    toml = tmp_path / "c.toml"
    toml.write_text('must_link = [["b", "a"], ["a", "b"]]\ncannot_link = [["c", "d"]]\n', "utf-8")
    plain = tmp_path / "c.json"
    plain.write_text('{"must_link": [["a", "b"]], "cannot_link": [["d", "c"]]}', "utf-8")
    expected = Corrections(must_link=(("a", "b"),), cannot_link=(("c", "d"),))
    assert load_corrections(toml) == load_corrections(plain) == expected


def test_a_contradiction_names_the_chain():
    values = {"must_link": [["a", "b"], ["b", "c"]], "cannot_link": [["c", "a"]]}
    with pytest.raises(SettingsError, match="contradicts must_link a - b - c"):
        from_mapping(values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "must hold must_link and cannot_link"),
        ({"must": []}, "unknown key 'must'; allowed: must_link, cannot_link"),
        ({"must_link": "ab"}, "must be a list of"),
        ({"must_link": [["a"]]}, "held: \\['a'\\]"),
        ({"must_link": [["a", 1]]}, "held"),
        ({"cannot_link": [["a", "a"]]}, "cannot be paired with itself: 'a'"),
    ],
)
def test_what_is_refused(values, message):
    with pytest.raises(SettingsError, match=message):
        from_mapping(values)


def test_unreadable_files_are_named(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    with pytest.raises(SettingsError, match=r"bad\.json: not valid JSON"):
        load_corrections(bad)
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
        load_corrections(tmp_path / "none.toml")


def test_unknown_ids():
    given = Corrections(must_link=(("a", "x"),), cannot_link=(("b", "y"),))
    assert unknown_ids(given, ["a", "b"]) == ("x", "y")
