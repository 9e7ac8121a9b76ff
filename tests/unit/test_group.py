"""Grouping: twin events stay apart, reasons are given, corrections are honoured."""

from __future__ import annotations

import numpy as np
import pytest

from summarizer.corrections import Corrections
from summarizer.errors import UsageError
from summarizer.group import document_text_for_embedding, event_id, explain, group
from summarizer.models.embedders import load_embedder
from summarizer.origins import find_origins
from summarizer.records import Document
from tests.unit.grouping_texts import BRIDGE, VOTE, documents, made


@pytest.fixture(scope="module")
def embedder():
    return load_embedder()


def grouped(embedder, given: list[Document], corrections: Corrections | None = None):
    vectors = embedder.embed([document_text_for_embedding(each) for each in given])
    return group(given, vectors, origins=find_origins(given), corrections=corrections)


def parts(grouping) -> list[tuple[str, ...]]:
    return sorted(event.article_ids for event in grouping.events)


def test_two_events_of_one_day(embedder):
    found = grouped(embedder, documents(BRIDGE, VOTE))
    assert parts(found) == [tuple(BRIDGE), tuple(VOTE)]
    assert all(event.id == event_id(event.article_ids) for event in found.events)


def test_a_single_article_is_an_event_without_links(embedder):
    (event,) = grouped(embedder, documents(BRIDGE)[:1]).events
    assert (event.links, event.weakest_link, event.origins) == ((), None, (("bridge-a",),))


def test_no_articles():
    assert group([], np.zeros((0, 384), dtype=np.float32), origins=()).events == ()


def test_twin_events_a_year_apart_are_related_and_not_merged(embedder):
    earlier = [
        made(i.replace("bridge", "old"), *each, day="2030-05-07") for i, each in BRIDGE.items()
    ]
    found = grouped(embedder, [*documents(BRIDGE), *earlier])
    assert parts(found) == [tuple(BRIDGE), ("old-a", "old-b", "old-c")]
    older, newer = found.events
    assert [each.event_id for each in newer.related] == [older.id]
    assert newer.related[0].day == older.day
    assert any("earlier" in reason for reason in newer.related[0].why)


def test_the_same_words_of_another_day_are_a_recurring_event(embedder):
    text = (
        "The parliament of Estavia debated the budget on {}. Minister Ines Kolar spoke for two "
        "hours in Varn. “We are not finished,” Kolar said."
    )
    first = made("a", "Estavia debates the budget", text.format("Tuesday"), day="2031-05-06")
    second = made("b", "Estavia debates the budget", text.format("Wednesday"), day="2031-05-07")
    assert parts(grouped(embedder, [first, second])) == [("a",), ("b",)]


def test_a_president_elect_is_not_yet_president(embedder):
    text = (
        "{} Lena Ortiz and Chancellor Tobias Wren spoke by telephone about trade and the harbour "
        "of Northport, the chancellery said. Both want to meet soon. The call lasted long."
    )
    first = made("a", "Ortiz and Wren speak", text.format("President-elect"), day="")
    second = made("b", "Ortiz and Wren talk again", text.format("President"), day="")
    assert parts(grouped(embedder, [first, second])) == [("a",), ("b",)]


def test_links_span_each_event_with_reasons(embedder):
    found = grouped(embedder, documents(BRIDGE, VOTE))
    for event in found.events:
        assert len(event.links) == len(event.article_ids) - 1
        assert event.weakest_link == min(link.score for link in event.links)
        for link in event.links:
            assert link.articles == tuple(sorted(link.articles))
            assert any(reason.startswith("same names: ") for reason in link.why)
            assert "same day" in link.why
    bridge = next(event for event in found.events if "bridge-a" in event.article_ids)
    assert any("61.7 million euros" in reason for link in bridge.links for reason in link.why)


def test_order_does_not_matter(embedder):
    given = documents(BRIDGE, VOTE)
    assert grouped(embedder, given) == grouped(embedder, given[::-1])


def test_event_day_is_the_commonest_known_day(embedder):
    given = documents(BRIDGE)
    given[2] = made("bridge-c", *BRIDGE["bridge-c"], day="2031-05-07")
    (event,) = grouped(embedder, given).events
    assert event.day is not None
    assert (event.day.isoformat(), event.basis) == ("2031-05-06", "published")


def test_an_unknown_day_stays_unknown(embedder):
    (event,) = grouped(embedder, documents(BRIDGE, day="")).events
    assert (event.day, event.basis) == (None, "unknown")


def test_cannot_link_parts_an_event(embedder):
    apart = Corrections(cannot_link=(("bridge-a", "bridge-b"),))
    found = parts(grouped(embedder, documents(BRIDGE), apart))
    assert not any({"bridge-a", "bridge-b"} <= set(part) for part in found)
    assert len(found) == 2


def test_must_link_joins_events(embedder):
    joined = Corrections(must_link=(("bridge-a", "vote-a"),))
    assert parts(grouped(embedder, documents(BRIDGE, VOTE), joined)) == [(*BRIDGE, *VOTE)]


def test_both_corrections_hold_together(embedder):
    both = Corrections(must_link=(("bridge-a", "vote-a"),), cannot_link=(("bridge-a", "bridge-b"),))
    found = parts(grouped(embedder, documents(BRIDGE, VOTE), both))
    assert any({"bridge-a", "vote-a"} <= set(part) for part in found)
    assert not any({"bridge-a", "bridge-b"} <= set(part) for part in found)


def test_an_unknown_id_in_a_correction_is_warned_of(embedder):
    odd = Corrections(must_link=(("bridge-a", "nobody"),))
    warnings = grouped(embedder, documents(BRIDGE), odd).warnings
    assert warnings == ("corrections name an unknown article: nobody",)


def test_copies_are_one_origin_and_link_with_certainty(embedder):
    given = [*documents(BRIDGE), made("copy", *BRIDGE["bridge-a"])]
    (event,) = grouped(embedder, given).events
    assert ("bridge-a", "copy") in event.origins
    copies = [link for link in event.links if link.articles == ("bridge-a", "copy")]
    assert [(link.score, link.why) for link in copies] == [(1.0, ("copies of one text",))]


def test_languages_are_never_mixed(embedder):
    french = made(
        "fr",
        "Northport inaugure le pont Calder",
        "Northport a inauguré mardi le pont Calder. La maire Lena Ortiz a coupé le ruban. Le pont "
        "a coûté 61,7 millions d’euros, selon l’ingénieur Tobias Wren.",
        language="fr",
    )
    found = grouped(embedder, [*documents(BRIDGE), french])
    assert parts(found) == [tuple(BRIDGE), ("fr",)]
    assert {event.language for event in found.events} == {"en", "fr"}


def test_explain_says_why(embedder):
    given = documents(BRIDGE, VOTE)
    vectors = embedder.embed([document_text_for_embedding(each) for each in given])
    origins = find_origins(given)
    same = explain(given, vectors, "bridge-b", "bridge-a", origins=origins)
    assert (same.articles, same.together) == (("bridge-a", "bridge-b"), True)
    assert same.score > 0.5
    other = explain(given, vectors, "bridge-a", "vote-a", origins=origins)
    assert (other.together, other.verdict) == (False, "they tell of two events")
    assert any(reason.startswith("named by one only") for reason in other.why)
    with pytest.raises(UsageError, match="no article has the id 'nobody'"):
        explain(given, vectors, "bridge-a", "nobody", origins=origins)


def test_explain_names_a_few_ids_and_says_how_many_more_there_are():
    given = [made(f"report-{i}", "Rain", "It rained in Varn.") for i in range(7)]
    vectors = np.ones((7, 4), dtype=np.float32)
    with pytest.raises(UsageError, match=r"there are 'report-0', .*'report-4' and 2 more$"):
        explain(given, vectors, "?", "report-1", origins=())
    with pytest.raises(UsageError, match=r"like it are 'report-6'.*'$"):
        explain(given, vectors, "repor-6", "report-1", origins=())


def test_bad_shapes_and_repeated_ids_are_refused():
    given = documents(BRIDGE)
    with pytest.raises(UsageError, match="3 documents, 2 vectors"):
        group(given, np.ones((2, 4), dtype=np.float32), origins=())
    with pytest.raises(UsageError, match="two articles have the id 'bridge-a'"):
        group([given[0], given[0]], np.ones((2, 4), dtype=np.float32), origins=())
