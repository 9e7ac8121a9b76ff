"""Days of a written sentence: in the passages' words or by the calendar, and on their weekday."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.verify import check

# A Thursday.
ANCHOR = date(2031, 3, 20)
MONTH = "The dam near Velm was closed in March 2031 after heavy rain."
FULL = "The dam near Velm was closed on 18 March 2031 after heavy rain."
BUILT = "The dam near Velm was closed in March 2031 after heavy rain; it was built in 2009."
LOOK = "The office looked at the wall on Wednesday."
TUESDAY = "The dam near Velm was closed on Tuesday after heavy rain."


@pytest.mark.parametrize("anchor", [None, ANCHOR])
@pytest.mark.parametrize(
    ("passages", "sentence"),
    [
        ([MONTH, LOOK], "The dam near Velm was closed on Wednesday after heavy rain."),
        ([MONTH], "The dam near Velm was closed on a Tuesday in March 2031 after heavy rain."),
        ([FULL, LOOK], "The dam near Velm was closed on Wednesday after heavy rain."),
        ([FULL, LOOK], "The dam near Velm was closed on Wednesday, 18 March, after heavy rain."),
        ([FULL, LOOK], "The dam near Velm was closed on Wednesday (18 March 2031) after rain."),
        ([FULL], "The dam near Velm was closed on 18 March 2031, a Monday, after heavy rain."),
        ([BUILT], "The dam near Velm was closed in March 2009 after heavy rain."),
    ],
)
def test_a_wrong_weekday_or_year_is_refused(
    passages: list[str], sentence: str, anchor: date | None
) -> None:
    assert not check(sentence, passages, anchor=anchor).ok


@pytest.mark.parametrize(
    ("passages", "sentence"),
    [
        ([FULL, LOOK], "The dam near Velm was closed on 18 March 2031, a Tuesday, after rain."),
        ([FULL, LOOK], "The dam near Velm was closed on Tuesday (18 March 2031) after heavy rain."),
        ([FULL, LOOK], TUESDAY),
        ([TUESDAY, MONTH], TUESDAY.replace("heavy ", "")),
        ([MONTH, LOOK], "The dam near Velm was closed in March 2031 after rain."),
        ([BUILT], "The dam near Velm was closed in March 2031 after heavy rain."),
    ],
)
def test_a_day_that_the_calendar_gives_passes(passages: list[str], sentence: str) -> None:
    verdict = check(sentence, passages, anchor=ANCHOR)
    assert verdict.ok, verdict.reasons


def test_a_day_of_last_week_is_last_week() -> None:
    hurt = ("The man was hurt at a protest in Tesk last Thursday.",)
    assert check("The man was hurt at a protest last week.", hurt).ok
    assert not check("The man was hurt at a protest last month.", hurt).ok
