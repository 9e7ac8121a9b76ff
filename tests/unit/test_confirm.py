"""Who else is cited for a summary sentence."""

from __future__ import annotations

from dataclasses import replace

from summarizer.cite import CiteResult, cite
from summarizer.confirm import Confirming
from summarizer.disagree import Difference
from summarizer.evidence import EventMaterial
from summarizer.records import Sentence
from summarizer.retold import Retellings
from tests.unit.event_sample import event_material
from tests.unit.test_retold import FIRST, SECOND, alike, articles, sentences

THIRD = "Minister Ada Brill resigned on Friday from the transport ministry, her office said."
FOUND = sentences(FIRST, SECOND, THIRD)
ROWS = alike(len(FOUND), (0, 2, 0.8), (0, 4, 0.85))


def material(origins: tuple[tuple[str, ...], ...]) -> EventMaterial:
    """The event of the three articles above."""
    texts = articles(FIRST, SECOND, THIRD)
    retold = Retellings(FOUND, ROWS)
    return event_material(texts, origins=origins, vectors=ROWS, retold=retold)


ALONE = (("a0",), ("a1",), ("a2",))


def cited(sentence: Sentence = FOUND[0]) -> CiteResult:
    return cite(sentence.text, [sentence], origins=ALONE)


def test_each_origin_that_tells_it_is_cited_once() -> None:
    found = Confirming(material(ALONE), []).confirmed(FOUND[0].text, cited())
    assert [one.article_id for one in found.spans] == ["a0", "a2", "a1"]
    assert (found.origins, found.support) == (3, 1.0)
    assert found.spans[1:] == (FOUND[4].span, FOUND[2].span)


def test_copies_of_one_origin_are_not_cited() -> None:
    found = Confirming(material((("a0", "a2"), ("a1",))), []).confirmed(FOUND[0].text, cited())
    assert [one.article_id for one in found.spans] == ["a0", "a1"]
    assert found.origins == 2


def test_who_gives_another_value_is_not_cited() -> None:
    other = Difference(
        about="day",
        values=(("Friday", (FOUND[0].span,)), ("Thursday", (FOUND[4].span,))),
    )
    found = Confirming(material(ALONE), [other]).confirmed(FOUND[0].text, cited())
    assert [one.article_id for one in found.spans] == ["a0", "a1"]


def test_a_text_that_says_more_than_its_source_is_not_confirmed() -> None:
    text = "Ada Brill left after a strike of engine drivers closed every station of the capital."
    assert Confirming(material(ALONE), []).confirmed(text, cited()) == cited()


def test_where_nobody_knows_who_retells_it_nothing_changes() -> None:
    given = replace(material(ALONE), retold=None)
    assert Confirming(given, []).confirmed(FOUND[0].text, cited()) == cited()


def test_who_passes_a_report_on_counts_for_no_origin() -> None:
    relay = "Minister Ada Brill resigned from the transport ministry, the Velm Post reported."
    same = "Ada Brill has resigned from the transport ministry, according to the Velm Post."
    found = sentences(relay, same)
    two = (("a0",), ("a1",))
    result = cite(relay, found, origins=two)
    assert result.origins == 2
    given = event_material(articles(relay, same), origins=two, vectors=alike(len(found)))
    told = Confirming(replace(given, retold=None), []).confirmed(relay, result)
    assert (told.origins, told.spans) == (1, result.spans)
