"""Numbers of a sentence."""

from __future__ import annotations

import pytest

from summarizer.agree import same_value
from summarizer.facts import numbers


def _facts(text: str) -> list[tuple[float, str, str]]:
    return [(round(q.value, 4), q.unit, q.counts) for q in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 people died", [(14, "", "people")]),
        ("seven Arvenian soldiers were killed", [(7, "", "soldiers")]),
        ("the storm killed 12", [(12, "", "")]),
        ("1,200,000 voters", [(1_200_000, "", "voters")]),
        ("1.2 million voters", [(1_200_000, "", "voters")]),
        ("5m people", [(5_000_000, "", "people")]),
        ("a dozen boats", [(12, "", "boats")]),
        ("two dozen officers", [(24, "", "officers")]),
        ("half a million jobs", [(500_000, "", "jobs")]),
        ("two and a half million fans", [(2_500_000, "", "fans")]),
        ("two hundred and five homes", [(205, "", "homes")]),
        ("Twenty-three ferries", [(23, "", "ferries")]),
        ("three-quarters of a million requests", [(750_000, "", "requests")]),
        ("a fifth of Arvanians", [(0.2, "", "arvanians")]),
        ("rose by a quarter of a percentage point", [(0.25, "point", "")]),
        ("cut by half a percentage point", [(0.5, "point", "")]),
        ("one-third of the seats", [(0.3333, "", "seats")]),
        ("an eight-member crew", [(8, "", "members")]),
        ("one person", [(1, "", "people")]),
        ("one witness", [(1, "", "witness")]),
        ("one church", [(1, "", "churches")]),
        ("16 of the town's 20 bridges", [(16, "", "bridges"), (20, "", "bridges")]),
        ("the 12 dead and 40 injured", [(12, "", "dead"), (40, "", "injured")]),
    ],
)
def test_counts(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert _facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7%", (7, "percent")),
        ("7 %", (7, "percent")),
        ("76.66 percent", (76.66, "percent")),
        ("seven per cent", (7, "percent")),
        ("0.5 percentage points", (0.5, "point")),
        ("$5", (5, "USD")),
        ("US$5 million", (5_000_000, "USD")),
        ("£600m", (600_000_000, "GBP")),
        ("€1.5bn", (1_500_000_000, "EUR")),
        ("300 million rubles", (300_000_000, "RUB")),
        ("2 million Canadian dollars", (2_000_000, "CAD")),
        ("12 miles", (12, "mile")),
        ("12 km", (12, "km")),
        ("5kg", (5, "kg")),
        ("six-foot", (6, "foot")),
        ("two square miles", (2, "mile2")),
        ("10 a.m.", (10, "clock")),
        ("10:30 p.m.", (22.5, "clock")),
        ("12:15 am", (0.25, "clock")),
        ("18:45", (18.75, "clock")),
        ("a quarter to nine in the morning", (8.75, "clock")),
        ("half past six in the evening", (18.5, "clock")),
        ("ten past nine at night", (21 + 1 / 6, "clock")),
        ("twenty minutes past twelve in the morning", (1 / 3, "clock")),
        ("eight o’clock", (8, "clock")),
        ("at 7 in the evening", (19, "clock")),
        ("after two at night", (2, "clock")),
        ("a 45-year-old", (45, "year")),
        ("aged 45", (45, "year")),
        ("Lena Ortiz, 45, resigned", (45, "year")),
        ("six weeks", (6, "week")),
        ("a 12-year sentence", (12, "year")),
    ],
)
def test_units(text: str, expected: tuple[float, str]) -> None:
    assert [(q.value, q.unit) for q in numbers(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("10-15 boats", [10, 15], ""),
        ("5 to 10 million euros", [5e6, 10e6], "EUR"),
        ("$5-10 million", [5e6, 10e6], "USD"),
        ("between 78 and 81 percent", [78, 81], "percent"),
        ("lost 3-1", [3, 1], "score"),
        ("a vote of 224-to-201", [224, 201], ""),
        ("between the ages of 65 and 84", [65, 84], "year"),
    ],
)
def test_ranges_share_scale_and_unit(text: str, values: list[float], unit: str) -> None:
    found = numbers(text)
    assert [q.value for q in found] == values
    assert {q.unit for q in found} == {unit}


@pytest.mark.parametrize(
    "text",
    [
        "about 40 boats", "nearly 40 boats", "around 40 boats", "some 40 boats", "~40 boats",
        "almost 40 boats", "more than 40 boats", "at least 40 boats", "over 40 boats",
        "up to 40 boats", "roughly 40 boats", "40 or so boats", "an estimated 40 boats",
        "more than $40", "40-odd boats", "as many as forty boats",
    ],
)  # fmt: skip
def test_approximate(text: str) -> None:
    assert [q.approximate for q in numbers(text)] == [True]


def test_exact_numbers_are_not_approximate() -> None:
    assert [q.approximate for q in numbers("exactly 40 boats and 3 cars")] == [False, False]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the fourth term", 4),
        ("its 4th term", 4),
        ("the twenty-first day", 21),
        ("a second man", 2),
    ],
)
def test_ordinals(text: str, value: float) -> None:
    assert [(q.value, q.ordinal) for q in numbers(text)] == [(value, True)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2016", "the 2014 harvest", "March 20", "20 March", "March 20, 2018", "on 2018-03-20",
        "the 1990s", "the 90s", "no one came", "one of them", "the only one", "one another",
        "hundreds of people", "tens of thousands", "the F-16", "G20 leaders", "COVID-19",
        "Air Force One", "the Gang of Eight", "two weeks ago", "between 2010 and 2017",
        "7/11/2018", "from March 3 to 5",
    ],
)  # fmt: skip
def test_no_numbers(text: str) -> None:
    assert numbers(text) == ()


def test_a_year_number_that_counts_is_a_number() -> None:
    assert _facts("about 2000 people") == [(2000, "", "people")]
    assert _facts("2,018 homes") == [(2018, "", "homes")]


def test_number_next_to_a_year() -> None:
    assert _facts("in 2016 12 people left") == [(12, "", "people")]


def test_same_value_in_other_spellings() -> None:
    spellings = ["1.2 million", "1,200,000", "1200000"]
    assert {numbers(f"{text} homes")[0].value for text in spellings} == {1_200_000.0}
    assert numbers("twelve homes")[0].value == numbers("12 homes")[0].value


def test_offsets() -> None:
    text = "Some 1.2 million euros went to 14 towns."
    assert [text[q.start : q.end] for q in numbers(text)] == ["1.2 million euros", "14"]
    assert all(text[q.start : q.end] == q.text for q in numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "a vote of ten to four",
        "five to eight people",
        "twenty to 8",
        "twenty to seven million crowns",
        "just before noon",
        "one in the evening paper",
    ],
)
def test_what_only_looks_like_a_time_of_day(text: str) -> None:
    assert not any(q.unit == "clock" for q in numbers(text))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("7.40 a.m.", "twenty to eight", True),
        ("7.40 p.m.", "twenty to eight", True),
        ("19:40", "twenty to eight in the evening", True),
        ("7.40 p.m.", "twenty to eight in the morning", False),
        ("7.40 p.m.", "7.40 a.m.", False),
        ("07:40", "7.40 p.m.", False),
        ("7.41 a.m.", "twenty to eight", False),
    ],
)
def test_a_time_is_the_same_in_words(one: str, two: str, *, same: bool) -> None:
    ((a,), (b,)) = numbers(one), numbers(two)
    assert same_value(a, b) is same
    assert same_value(b, a) is same
