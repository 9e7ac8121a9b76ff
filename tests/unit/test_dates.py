"""Time expressions and the day of publication. 20 March 2018 was a Tuesday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from summarizer.dates import date_mentions, publication_day, weekday
from summarizer.records import Article

ANCHOR = date(2018, 3, 20)


def _one(text: str, anchor: date | None = ANCHOR) -> tuple[str, str, str]:
    (mention,) = date_mentions(text, anchor=anchor)
    return mention.text, str(mention.first), str(mention.last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("on March 3, 2017 it", "March 3, 2017", "2017-03-03", "2017-03-03"),
        ("on 3 March 2017 it", "3 March 2017", "2017-03-03", "2017-03-03"),
        ("on Sept. 3rd, 2017", "Sept. 3rd, 2017", "2017-09-03", "2017-09-03"),
        ("on Friday, March 3, 2017", "Friday, March 3, 2017", "2017-03-03", "2017-03-03"),
        ("on 2017-03-03.", "2017-03-03", "2017-03-03", "2017-03-03"),
        ("in March 2017", "March 2017", "2017-03-01", "2017-03-31"),
        ("in February 2016", "February 2016", "2016-02-01", "2016-02-29"),
        ("in 2016", "2016", "2016-01-01", "2016-12-31"),
        ("the 2014 annexation", "2014", "2014-01-01", "2014-12-31"),
        ("the third quarter of 2016", "the third quarter of 2016", "2016-07-01", "2016-09-30"),
        ("the summer of 2016", "the summer of 2016", "2016-06-01", "2016-08-31"),
        ("the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
    ],
)
@pytest.mark.parametrize("anchor", [ANCHOR, None])
def test_absolute(text: str, words: str, first: str, last: str, anchor: date | None) -> None:
    assert _one(text, anchor) == (words, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on Tuesday.", "2018-03-20", "2018-03-20"),
        ("They met Monday night.", "2018-03-19", "2018-03-19"),
        ("They met on Wednesday.", "2018-03-14", "2018-03-14"),
        ("They will meet on Wednesday.", "2018-03-21", "2018-03-21"),
        ("They met next Tuesday.", "2018-03-27", "2018-03-27"),
        ("They met last Tuesday.", "2018-03-13", "2018-03-13"),
        ("It followed Wednesday's ruling.", "2018-03-14", "2018-03-14"),
        ("They met yesterday.", "2018-03-19", "2018-03-19"),
        ("They meet today.", "2018-03-20", "2018-03-20"),
        ("They meet tomorrow.", "2018-03-21", "2018-03-21"),
        ("They met last week.", "2018-03-12", "2018-03-18"),
        ("They met two days ago.", "2018-03-18", "2018-03-18"),
        ("They met this month.", "2018-03-01", "2018-03-31"),
        ("They met last year.", "2017-01-01", "2017-12-31"),
        ("They met earlier this year.", "2018-01-01", "2018-12-31"),
        ("They met in November.", "2017-11-01", "2017-11-30"),
        ("They will meet in November.", "2018-11-01", "2018-11-30"),
        ("They met on March 3.", "2018-03-03", "2018-03-03"),
        ("They met on Nov. 14.", "2017-11-14", "2017-11-14"),
        ("They will meet on June 12.", "2018-06-12", "2018-06-12"),
        ("It is expected to be held on Wednesday.", "2018-03-21", "2018-03-21"),
        ("They cancelled a match on Wednesday.", "2018-03-21", "2018-03-21"),
        ("It forecast 12 storms by Dec. 4.", "2018-12-04", "2018-12-04"),
        ("He was last seen Dec. 4.", "2017-12-04", "2017-12-04"),
        ("They met over the weekend.", "2018-03-17", "2018-03-18"),
        ("They met last summer.", "2017-06-01", "2017-08-31"),
    ],
)
def test_relative(text: str, first: str, last: str) -> None:
    assert _one(text)[1:] == (first, last)
    assert _one(text, None)[1:] == ("None", "None")


def test_grain_without_an_anchor() -> None:
    text = "on Tuesday, last week, last month, last year"
    grains = [mention.grain for mention in date_mentions(text, anchor=None)]
    assert grains == ["day", "week", "month", "year"]


def test_what_the_story_alone_can_tell_stays_unknown() -> None:
    assert _one("The following year they met.")[1:] == ("None", "None")
    assert _one("They left a day earlier.")[1:] == ("None", "None")


def test_days_that_share_a_month() -> None:
    found = date_mentions("on April 24 and 25, 2017", anchor=None)
    assert [(m.text, str(m.first)) for m in found] == [
        ("April 24", "2017-04-24"),
        ("25, 2017", "2017-04-25"),
    ]
    found = date_mentions("from 3 to 5 May 2017", anchor=None)
    assert [str(m.first) for m in found] == ["2017-05-03", "2017-05-05"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march.",
        "Theresa May won.",
        "April Holm won.",
        "2000 people came",
        "It cost $2016.",
        "a march through town",
        "2,017 homes",
    ],
)
def test_no_dates(text: str) -> None:
    assert date_mentions(text, anchor=ANCHOR) == ()


def test_impossible_days_are_unknown() -> None:
    assert _one("on February 30, 2017")[1:] == ("None", "None")


def test_weekday_needs_no_anchor() -> None:
    (mention,) = date_mentions("They agreed Saturday to talk.", anchor=None)
    assert (mention.first, weekday(mention)) == (None, 5)
    (other,) = date_mentions("They agreed in 2016.", anchor=None)
    assert weekday(other) is None


def _day(text: str, published: datetime | None = None) -> tuple[str, str]:
    day, basis = publication_day(Article(id="a", text=text, published=published))
    return str(day), basis


def test_the_record_comes_first_in_its_own_zone() -> None:
    late = datetime(2018, 3, 20, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert _day(" date 2016-01-01 Ferry aground", late) == ("2018-03-20", "published")
    assert _day("Ferry", datetime(2018, 3, 20, tzinfo=UTC)) == ("2018-03-20", "published")


@pytest.mark.parametrize(
    "text",
    [
        " date 2018-03-20 Ferry runs aground\n\nA ferry ran aground.",
        "Ferry runs aground\nMarch 20, 2018\nA ferry ran aground.",
        "Ferry runs aground\nPublished: 20 March 2018, 10:15 GMT\nA ferry ran aground.",
        "Ferry runs aground\nTuesday, March 20, 2018 at 10:15 a.m.\n\nA ferry ran aground.",
        "Ferry runs aground\n2018-03-20T10:15:00Z\n\nA ferry ran aground.",
        "ARDEN, March 20, 2018 (Coastwire) — A ferry ran aground.",
    ],
)
def test_date_lines(text: str) -> None:
    assert _day(text) == ("2018-03-20", "text")


@pytest.mark.parametrize(
    "text",
    [
        "A ferry ran aground on September 28, 2015.",
        "The mayor speaks on September 28, 2015. (Ada Holm/Coastwire)",
        "ARDEN, March 20 (Coastwire) — A ferry ran aground on Tuesday.",
        "A ferry ran aground.\n" * 200 + "March 20, 2018\n",
        " date 2018-02-30 Ferry",
        "",
    ],
)
def test_a_mentioned_date_is_not_the_day_of_publication(text: str) -> None:
    assert _day(text) == ("None", "unknown")


def test_a_month_is_a_whole_word_and_may_is_no_month_after_this() -> None:
    for text in ("In a 7 to 2 decision, the court agreed.", "This may change.", "3 mayors came."):
        assert date_mentions(text, anchor=None) == ()
    assert [one.text for one in date_mentions("It opens this May.", anchor=None)] == ["this May"]
