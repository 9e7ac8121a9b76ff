"""What an event is called where it is only grouped."""

from __future__ import annotations

from summarizer.assemble import grouping_digest
from summarizer.group import Grouping
from summarizer.records import Event
from tests.unit.event_sample import HARBOUR, document


def called(*titles: str) -> str:
    """The headline of an event of articles with these titles."""
    documents = [document(f"a{n}", HARBOUR, title) for n, title in enumerate(titles)]
    ids = tuple(one.id for one in documents)
    event = Event(id="evt-1", article_ids=ids, day=None, basis="unknown", origins=(ids,))
    found = grouping_digest(documents, Grouping(events=(event,)), signature="test")
    return found.events[0].headline


def test_the_shortest_title_is_taken() -> None:
    assert called("Harbour bridge in Velm closed", "Cracks close bridge") == "Cracks close bridge"


def test_a_comment_names_an_event_only_where_nothing_else_does() -> None:
    comment = "Opinion: Shut it"
    assert called(comment, "Harbour bridge in Velm closed") == "Harbour bridge in Velm closed"
    assert called(comment) == comment
    assert called("Comment | At last", "Analysis - Why now") == "Comment | At last"


def test_the_stop_after_a_title_goes_and_that_of_an_abbreviation_stays() -> None:
    assert called("Cracks close bridge.") == "Cracks close bridge"
    assert called("Shut it? Cracks close bridge..") == "Shut it? Cracks close bridge"
    assert called("Cracks close bridge of Ortun Inc.") == "Cracks close bridge of Ortun Inc."
    assert called("Cracks close bridge in the U.K.") == "Cracks close bridge in the U.K."
    assert called("Cracks close bridge...") == "Cracks close bridge..."


def test_what_belongs_to_a_player_is_no_part_of_a_title() -> None:
    assert called("Video: cracks close bridge") == "Cracks close bridge"
    assert called("Cracks close bridge (Video).") == "Cracks close bridge"
    assert called("Cracks close bridge  Listen· 3:56.") == "Cracks close bridge"
    assert called("Police watch: cracks close bridge") == "Police watch: cracks close bridge"
    assert called("(Video)") == "(Video)"
