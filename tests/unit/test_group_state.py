"""Arriving articles: events keep their ids, merges and splits are said."""

from __future__ import annotations

import dataclasses
import json

import pytest

from summarizer.errors import SettingsError, UsageError
from summarizer.group import document_text_for_embedding
from summarizer.models.embedders import load_embedder
from summarizer.origins import find_origins
from summarizer.prepare import document
from summarizer.state import State, empty, update
from summarizer.statefile import load_state, save_state
from tests.unit.grouping_texts import BRIDGE, VOTE, documents, made


@pytest.fixture(scope="module")
def embedder():
    return load_embedder()


def add(embedder, state: State, given):
    vectors = embedder.embed([document_text_for_embedding(each) for each in given])
    return update(
        state,
        given,
        vectors,
        signature="test",
        remake=lambda articles: [document(each) for each in articles],
        origins=find_origins,
    )


def test_a_late_article_joins_its_event_and_the_id_stays(embedder):
    given = documents(BRIDGE, VOTE)
    before = add(embedder, empty("test"), [given[0], given[1], *given[3:]])
    bridge = next(i for i, ids in before.state.events.items() if "bridge-a" in ids)
    after = add(embedder, before.state, [given[2]])
    assert after.state.events[bridge] == tuple(BRIDGE)
    assert set(after.state.events) == set(before.state.events)
    assert (after.changes, after.untouched) == ((), 1)
    assert [event.id for event in after.grouping.events] == [bridge]


def test_one_by_one_gives_what_all_at_once_gives(embedder):
    given = documents(BRIDGE, VOTE)
    state = empty("test")
    for each in given:
        state = add(embedder, state, [each]).state
    whole = add(embedder, empty("test"), given).state
    assert sorted(state.events.values()) == sorted(whole.events.values())


def test_a_merge_and_a_split_are_said(embedder):
    given = documents(BRIDGE)
    state = add(embedder, empty("test"), given[:2]).state
    (name,) = state.events
    torn = dataclasses.replace(state, events={"evt-one": ("bridge-a",), "evt-two": ("bridge-b",)})
    merged = add(embedder, torn, [given[2]])
    assert merged.changes == ("merged: evt-one took in articles of evt-two",)
    other = documents(VOTE)[0]
    lumped = add(embedder, add(embedder, empty("test"), [given[0], other]).state, [])
    forced = dataclasses.replace(lumped.state, events={name: ("bridge-a", "vote-a")})
    split = add(embedder, forced, [given[1]])
    assert len(split.changes) == 1
    assert split.changes[0].startswith(f"split: {name} is now ")


def test_no_article_is_lost_when_an_id_is_kept_by_another_part(embedder):
    given = documents(BRIDGE, VOTE)
    alone = add(embedder, empty("test"), [given[3]]).state
    (name,) = alone.events
    first = add(embedder, empty("test"), [given[0], given[3]]).state
    lumped = dataclasses.replace(first, events={name: ("bridge-a", "vote-a")})
    after = add(embedder, lumped, [given[1], given[2]])
    assert sorted(i for ids in after.state.events.values() for i in ids) == [*BRIDGE, "vote-a"]
    assert name in after.state.events
    assert len(after.state.events) == 2


def test_the_file_keeps_the_state(embedder, tmp_path):
    path = tmp_path / "state.json"
    state = add(embedder, empty("test"), documents(BRIDGE)).state
    save_state(path, state)
    assert load_state(path, signature="test") == state
    assert load_state(tmp_path / "none.json", signature="test") == empty("test")


def test_an_altered_or_foreign_file_is_refused(embedder, tmp_path):
    path = tmp_path / "state.json"
    save_state(path, add(embedder, empty("test"), documents(BRIDGE)).state)
    raw = json.loads(path.read_text("utf-8"))
    raw["state"]["events"] = {}
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(SettingsError, match="altered"):
        load_state(path, signature="test")
    path.write_text('{"format": "other"}', encoding="utf-8")
    with pytest.raises(SettingsError, match="format must be 'newsweave-state/1', was: 'other'"):
        load_state(path, signature="test")


def test_another_embedder_is_refused(embedder):
    with pytest.raises(UsageError, match="the state was made with 'other'"):
        add(embedder, empty("other"), [made("a", *BRIDGE["bridge-a"])])
