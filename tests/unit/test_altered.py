"""What the evaluation of disagreements counts as a trial: only what no careful reader could hold
to be true beside the other."""

from __future__ import annotations

import random

import pytest

from evals.altered import Told, altered, both_hold, rewritten, still_told, told
from summarizer.records import Document
from tests.unit.event_sample import document


def pair(one: str, two: str, kind: str = "number") -> tuple[list[Document], Told]:
    """Two articles and the value that both give, in the most alike sentences."""
    documents = [document("a", one), document("b", two)]
    found = [one for one in told(0, documents, random.Random(1)) if one.one.kind == kind]
    return documents, max(found, key=lambda one: one.alike)


@pytest.mark.parametrize(
    ("one", "two", "new", "holds"),
    [
        ("more than 20,000", "20,000", "21,000", False),
        ("20,000", "more than 20,000", "21,000", True),
        ("20,000", "more than 20,000", "34,000", False),
        ("more than 20,000", "20,000", "19,000", True),
        ("fewer than 20,000", "20,000", "21,000", True),
        ("at least 20,000", "at least 20,000", "21,000", False),
        ("20,000", "20,000", "21,000", False),
    ],
)
def test_a_bound_that_still_holds_contradicts_nobody(
    one: str, two: str, new: str, *, holds: bool
) -> None:
    story = "The march in Velm drew {} nurses to the square on Sunday, {}."
    _, found = pair(story.format(one, "police said"), story.format(two, "the union told Arvania"))
    assert both_hold(found, new) is holds


def test_a_limit_is_no_bound() -> None:
    rule = "Gatherings of {} 40 people are banned in Velm until June, {}."
    _, found = pair(rule.format("more than", "police said"), rule.format("over", "said the mayor"))
    assert not both_hold(found, "42")


def test_an_article_that_tells_the_old_value_once_more_contradicts_itself() -> None:
    told_ = "The envoys landed at {} on Tuesday after ten hours in the air, {}."
    one = told_.format("Joint Base Arden", "their office said")
    again = (
        " The envoys were greeted in the rain as they landed at Arden Air Force Base on Tuesday."
    )
    two = told_.format("Joint Base Arden", "the army told reporters")
    for text, still in ((one, False), (one + again, True)):
        documents, found = pair(text, two, kind="place")
        assert (
            still_told(rewritten(documents[0], "Joint Base Arden", "Velm Base"), found.one) is still
        )


def test_an_altered_word_keeps_its_capital() -> None:
    _, found = pair(
        "Eleven children were led out of the house in Velm and are unhurt, police said.",
        "Eleven young children were led out of the house in Velm and are unhurt.",
    )
    change = altered(found, random.Random(3))
    assert change is not None
    assert change[1][0].isupper()


def test_no_day_that_no_calendar_has() -> None:
    story = "The recount in Velm ended on January 31, when Tom Brill conceded, {}."
    _, found = pair(story.format("the clerk said"), story.format("his office told us"), kind="day")
    months = {(altered(found, random.Random(seed)) or ("", ""))[1] for seed in range(40)}
    assert len(months) > 3
    assert not months & {"February", "April", "June", "September", "November"}
