"""Events of a series: reports whole weeks apart, and "the second … in two days"."""

from __future__ import annotations

from itertools import pairwise

import pytest

from summarizer.date_odds import date_odds
from summarizer.group import document_text_for_embedding, group
from summarizer.models.embedders import load_embedder
from summarizer.moments import moment
from summarizer.records import Document
from tests.unit.grouping_texts import made

BLASTS = [
    made(
        "1-post",
        "Bomb explodes at Velm market",
        "A bomb exploded at the fish market in Velm on Wednesday and killed three people, police "
        "said. Twelve were wounded. Interior Minister Gesa Roth visited the market.",
        day="2031-04-02",
    ),
    made(
        "1-herald",
        "Three dead in market blast in Velm",
        "Three people were killed and 12 wounded by a bomb at Velm's fish market on Wednesday. It "
        "had been hidden in a van, police said. Interior Minister Gesa Roth condemned it.",
        day="2031-04-02",
    ),
    made(
        "2-post",
        "Second bomb in Velm kills two",
        "A bomb exploded at the bus station in Velm on Thursday, a day after the attack on the "
        "fish market, and killed two people. Interior Minister Gesa Roth called in soldiers.",
        day="2031-04-03",
    ),
    made(
        "2-herald",
        "Bus station bomb shakes Velm",
        "Two people died when a bomb went off at Velm's bus station on Thursday. It was the second "
        "attack within two days. Interior Minister Gesa Roth called in the army.",
        day="2031-04-03",
    ),
]
DRAWS = [
    made(
        f"draw-{number}",
        f"Lottery: jackpot of {number + 4} million unclaimed",
        f"Nobody won the jackpot of {number + 4} million crowns in the Arvanian lottery on Friday. "
        f"The jackpot rises to {number + 5} million crowns.",
        day=day,
    )
    for number, day in enumerate(("2031-02-07", "2031-02-14", "2031-02-21"))
]


def grouped(given: list[Document]) -> list[tuple[str, ...]]:
    vectors = load_embedder().embed([document_text_for_embedding(each) for each in given])
    found = group(given, vectors, origins=tuple((each.id,) for each in given))
    return sorted(event.article_ids for event in found.events)


def test_the_next_attack_is_another_event() -> None:
    assert grouped(BLASTS) == [("1-herald", "1-post"), ("2-herald", "2-post")]


def test_each_draw_is_an_event() -> None:
    assert grouped(DRAWS) == [(each.id,) for each in DRAWS]


def test_whole_weeks_apart_count_more_than_a_day_less() -> None:
    one, seven, six = (moment(each) for each in (DRAWS[0], DRAWS[1], friday_less_one()))
    assert date_odds(one, seven) < date_odds(one, six) - 4
    for a, b in pairwise(map(moment, DRAWS)):
        assert date_odds(a, b) == date_odds(b, a)


def friday_less_one() -> Document:
    """A report of a Thursday six days after the first draw."""
    return made("x", "", "Nobody won the jackpot on Thursday.", day="2031-02-13")


@pytest.mark.parametrize(
    ("title", "text", "nth"),
    [
        ("Second bomb in Velm kills two", "A bomb exploded.", {"second"}),
        ("Another ferry sinks off Lorne", "A ferry sank.", {"another"}),
        ("Velm", "It was the third such fire in as many weeks.", {"third"}),
        ("Velm", "It is the second attack within two days.", {"second"}),
        ("Second day of talks in Velm", "Talks went on.", set()),
        ("Third-quarter profit falls at Orlec", "Profit fell.", set()),
        ("Second suspect held in Velm", "Police held a man.", set()),
        ("Velm", "The second of two children was found in the house.", set()),
        ("Velm", "She won a second term in May after ten years.", set()),
    ],
)
def test_how_an_article_counts_its_event(title: str, text: str, nth: set[str]) -> None:
    assert moment(made("a", title, text)).sequels == nth
