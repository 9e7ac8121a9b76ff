"""Running stories: reports of one storyline on successive days are events of their own."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from summarizer.corrections import Corrections
from summarizer.date_odds import date_odds
from summarizer.event_parts import event_parts
from summarizer.group import document_text_for_embedding, group
from summarizer.models.embedders import load_embedder
from summarizer.moments import Moment
from summarizer.origins import find_origins
from summarizer.pairlogit import features, load_model, strangers
from summarizer.space import archive, company, space
from summarizer.storyline import LEAST_DATED, Storyline, events
from summarizer.traits import profiles
from tests.unit.grouping_texts import made

# A running inquiry in two reports a day; the same people and words on every day.
INQUIRY = {
    "2031-05-05": (
        (
            "Lanning names the three members of the harbour inquiry",
            "Speaker Owen Lanning named three members of parliament to the inquiry into the "
            "harbour contracts. Minister Ines Kolar called the choice of Petra Hume as its chair "
            "unfair.",
        ),
        (
            "Petra Hume to chair inquiry into harbour contracts",
            "Petra Hume will chair the inquiry into the harbour contracts, Speaker Owen Lanning "
            "said as he named its three members. Minister Ines Kolar said the choice was unfair.",
        ),
    ),
    "2031-05-09": (
        (
            "Harbour inquiry: engineer Wren says Kolar knew of the price",
            "Engineer Tobias Wren told the inquiry into the harbour contracts that Minister Ines "
            "Kolar had known the price of 61.7 million. Petra Hume adjourned the hearing at noon.",
        ),
        (
            "Kolar knew, engineer tells harbour inquiry",
            "Minister Ines Kolar knew the price of 61.7 million, engineer Tobias Wren told Petra "
            "Hume's inquiry into the harbour contracts, which was then adjourned until noon.",
        ),
    ),
    "2031-05-14": (
        (
            "Kolar refuses to appear before the harbour inquiry",
            "Minister Ines Kolar refused to appear before the inquiry into the harbour contracts. "
            "Its chair Petra Hume said that she would ask Speaker Owen Lanning for a summons.",
        ),
        (
            "Hume asks for summons as Kolar stays away",
            "Petra Hume, who chairs the inquiry into the harbour contracts, asked Speaker Owen "
            "Lanning for a summons after Minister Ines Kolar had refused to appear.",
        ),
    ),
}


def test_in_an_archive_each_day_of_a_running_story_is_an_event() -> None:
    given = [
        made(f"{day[-2:]}-{number}", *each, day=day)
        for day, reports in INQUIRY.items()
        for number, each in enumerate(reports)
    ]
    vectors = load_embedder().embed([document_text_for_embedding(each) for each in given])
    # Twenty other articles a day for a month.
    first = date(2031, 5, 1).toordinal()
    others = [first + day for day in range(30) for _ in range(20)]
    found = event_parts(
        given,
        vectors,
        origins=find_origins(given),
        corrections=Corrections(),
        other_days=others,
    )
    assert found.space.archive == 1.0
    assert [tuple(found.documents[i].id for i in part) for part in found.parts] == [
        ("05-0", "05-1"),
        ("09-0", "09-1"),
        ("14-0", "14-1"),
    ]


def test_how_much_company_makes_an_archive() -> None:
    few = profiles([made(str(k), "t", "Ada Lind spoke.", day="2031-05-01") for k in range(5)])
    assert company(few) == 4.0
    assert company(few, [few[0].moment.day.toordinal() + 2] * 5) == 9.0
    assert company(few, [few[0].moment.day.toordinal() + 3] * 5) == 4.0
    assert company([]) == 0.0
    values = [archive(each) for each in (0.0, 4.0, 6.0, 10.0, 20.0, 30.0, 500.0)]
    assert values == sorted(values)
    assert values[:3] == [0.0, 0.0, 0.0]
    assert 0.0 < values[3] < values[4] < 1.0
    assert values[5:] == [1.0, 1.0]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("bonus", [0.0, 0.7, 1.5])
def test_every_further_day_counts_against_one_event(share: float, bonus: float) -> None:
    days = [f"2031-05-{day:02}" for day in range(1, 20)] + ["2031-07-01", "2032-05-01"]
    values = [
        date_odds(moment_of("2031-05-01"), moment_of(day), bonus=bonus, archive=share)
        for day in days
    ]
    assert values[0] == bonus
    assert values == sorted(values, reverse=True)
    # From the third day on at the latest, and in an archive from the next.
    assert len(set(values)) == len(values) - (2 if share == 0.0 else 0)
    assert values[-1] < -6.0


def moment_of(day: str) -> Moment:
    at = made("a", "t", "Ada Lind spoke in Tesk.", day=day).day
    return Moment(day=at, main=None, year=None, weekdays=frozenset(), roles=frozenset())


def test_where_all_are_of_days_close_together_the_next_day_says_less() -> None:
    first, second = moment_of("2031-05-01"), moment_of("2031-05-03")

    def lost(bonus: float) -> float:
        same = date_odds(first, first, bonus=bonus, archive=1.0)
        return same - date_odds(first, second, bonus=bonus, archive=1.0)

    assert 0 < lost(0.0) < lost(1.5)


@pytest.mark.parametrize(
    ("dated", "share", "together"), [(True, 1.0, False), (True, 0.5, True), (False, 1.0, True)]
)
def test_dated_articles_of_an_archive_need_a_likely_pair(
    *, dated: bool, share: float, together: bool
) -> None:
    even = 0.1
    assert 1 / (1 + np.exp(-even)) < LEAST_DATED
    story = Storyline(
        members=(3, 7),
        odds=np.array([[0.0, even], [even, 0.0]]),
        dated=np.array([dated, dated]),
        least=LEAST_DATED * share,
    )
    assert events(story, load_model()) == (((3, 7),) if together else ((3,), (7,)))


BULLETINS = (
    ("A fire in Varn hurt 13 people, police said.", "A fire in Arlow hurt 26 people, police said."),
    ("Ada Lum was elected mayor of Arlow.", "Bo Reyes was elected mayor of Tolden."),
)


@pytest.mark.parametrize(("one", "other"), BULLETINS)
def test_bulletins_of_one_form_that_name_others_are_two_events(one: str, other: str) -> None:
    given = [made("a", "", one), made("b", "", other)]
    rows = np.zeros((2, 384), dtype=np.float32)
    rows[:, 0] = 1.0
    found = group(given, rows, origins=(("a",), ("b",)))
    assert sorted(event.article_ids for event in found.events) == [("a",), ("b",)]


def test_bulletins_that_give_the_same_number_may_be_of_one_event() -> None:
    one, other = "A fire in Varn hurt 132 people, police said.", "Fire hurt 132 people in Arlow."
    given = [made("a", "", one), made("b", "", other)]
    made_space = space(profiles(given), np.eye(2, 384, dtype=np.float32))
    pairs = made_space.block(np.arange(2))
    assert not strangers(pairs, features(pairs)).any()
