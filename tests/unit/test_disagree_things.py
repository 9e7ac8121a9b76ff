"""Values that look alike and are of two things: other hours, polls, towns and people."""

from __future__ import annotations

import pytest

from summarizer.disagree import find_disagreements
from summarizer.numbers import numbers
from tests.unit.event_sample import document


def values(one: str, two: str) -> set[str]:
    found = find_disagreements((), documents=[document("a", one), document("b", two)])
    return {value for difference in found for value, _ in difference.values}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # When an entry was written.
        ("Update at 8:30 a.m. ET.", "Update at 10:52 a.m. ET."),
        ("(Most recent update: 7:00 p.m. ET.)", "(Most recent update: 8:39 p.m. ET.)"),
        # One who is named besides.
        (
            "The raid on the Velm mission killed the consul and three other envoys, they said.",
            "The raid on the Velm mission killed four envoys, among them the consul, they said.",
        ),
        # A storm moves on.
        (
            "Storm Asta had maximum sustained winds of 120 mph off Velm as of 11 p.m., the weather "
            "service said.",
            "Storm Asta had maximum sustained winds of 125 mph off Velm, the weather service said.",
        ),
        (
            "Storm Asta was 90 miles southeast of Velm and moving north at noon, forecasters said.",
            "As of 5 p.m. Storm Asta was 45 miles southeast of Velm and moving north, forecasters "
            "said.",
        ),
        # A count goes on.
        (
            "With 37 percent of precincts reporting, Mayor Ortun led Bo Lind by 53 percent to 30 "
            "percent in Lorne.",
            "Mayor Ortun led with 48 percent of the vote to Lind's 35 percent in Lorne, with 99 "
            "percent of precincts reporting.",
        ),
        # Two polls.
        (
            "In the race for mayor Ortun leads Lind, 49% to 43%, the poll showed.",
            "Ortun leads Lind 53 percent to 40 percent among likely voters of Velm, though people "
            "give her low marks on the harbour and the debt and six in 10 say that the town is "
            "headed down a wrong road, according to the poll conducted in June.",
        ),
        # Shares of two groups, distances from two towns.
        (
            "As of Tuesday, 8.5 percent of petrol stations in Lorne had no fuel, according to "
            "figures of the trade group.",
            "More than 4 percent of Tesk petrol stations were out of fuel as of Tuesday, according "
            "to the trade group.",
        ),
        (
            "The school lies 60 miles south of Lorne, near the Orvo mill.",
            "The school lies 65 miles south of Tesk, just west of the Orvo mill.",
        ),
        # People are no women only, and no hospitals.
        (
            "Police said on Tuesday that 11 people hurt in the Orvo mill fire were being treated.",
            "Police said on Tuesday that people hurt in the Orvo mill fire were being treated in "
            "three hospitals.",
        ),
        # Ages of a list.
        (
            "Police have named seven of the 12 killed at the Orvo mill: Bo Lind, 59; "
            "Cy Tesk, 53; and Di Orr, 61.",
            "Killed at the Orvo mill were Al Brill, 54; Bo Lind, 59; Cy Tesk, 53; and Di Orr, 61.",
        ),
    ],
)
def test_two_things_are_no_difference(one: str, two: str) -> None:
    assert values(one, two) == set()
    assert values(two, one) == set()


@pytest.mark.parametrize(
    ("one", "two", "both"),
    [
        # "Other" on both sides, and a whole that is smaller than what is left of it.
        (
            "The raid on the Velm mission killed the consul and three other envoys, they said.",
            "The raid on the Velm mission killed the consul and four other envoys, they said.",
            {"three", "four"},
        ),
        (
            "Storm Asta had maximum sustained winds of 120 mph off Velm at noon, the weather "
            "service said.",
            "Storm Asta had maximum sustained winds of 140 mph off Velm at noon, the weather "
            "service said.",
            {"120 mph", "140 mph"},
        ),
        (
            "A poll of the Velm Post showed on Tuesday that 49 percent of voters back Mayor Ortun.",
            "A poll of the Velm Post showed on Tuesday that 53 percent of voters back Mayor Ortun.",
            {"49 percent", "53 percent"},
        ),
    ],
)
def test_one_thing_is_still_listed(one: str, two: str, both: set[str]) -> None:
    assert values(one, two) == both


@pytest.mark.parametrize(
    ("text", "value"),
    [("3 1/2 hours", 3.5), ("2-1/2 days", 2.5), ("5-1/4 years", 5.25), ("½ mile", 0.5)],
)
def test_a_number_with_a_fraction_is_one(text: str, value: float) -> None:
    assert [one.value for one in numbers(f"It took {text} in all.")] == [value]
