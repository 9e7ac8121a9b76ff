"""A value altered in one of two articles is listed; what agrees is not."""

from __future__ import annotations

import pytest

from summarizer.disagree import find_disagreements
from tests.unit.event_sample import document


def values(*texts: str) -> set[str]:
    documents = [document(f"a{i}", text) for i, text in enumerate(texts)]
    found = find_disagreements((), documents=documents)
    return {value for one in found for value, _ in one.values}


@pytest.mark.parametrize(
    ("one", "two", "both"),
    [
        # The ends of a range of ages, and the same end in another spelling.
        (
            "The vaccine is offered to children aged 5 to 11 in Velm, the health office said.",
            "The health office in Velm said the vaccine is offered to children ages 5 to 14.",
            {"11", "14"},
        ),
        (
            "The health office tested the vaccine on those aged 12 to 16 in Velm for a year.",
            "The health office in Velm tested the vaccine for a year on 12- to 18-year-olds.",
            {"16", "18-year-olds"},
        ),
        # A change and what it led to are no range.
        (
            "Claims for jobless pay in Arvania rose by 51,000 to 419,000 in the week to May 7.",
            "Claims for jobless pay in Arvania soared by 51,000 to 838,000 in the week to May 7.",
            {"419,000", "838,000"},
        ),
        # Beside another number that is its rounding.
        (
            "Unemployment in Arvania rose to 6.1 percent in April, up from 6 percent in March.",
            "Unemployment in Arvania rose to 6.1 percent in April, up from 8 percent in March.",
            {"6 percent", "8 percent"},
        ),
        (
            "With 100 percent of the votes counted, Brill had 96.8 percent, the office said.",
            "With 100 percent of the votes counted, Brill had 48.4 percent, the office said.",
            {"96.8 percent", "48.4 percent"},
        ),
        # Bounds of two values, hours of the clock.
        (
            "The divers worked for over 12 hours in the flooded mine at Orvo on Tuesday.",
            "The divers worked in the flooded mine at Orvo for over 14 hours on Tuesday.",
            {"12 hours", "14 hours"},
        ),
        (
            "Nearly 8 percent of the pupils in Velm missed school in June, the office said.",
            "Nearly 10 percent of the pupils in Velm missed school in June, the office said.",
            {"8 percent", "10 percent"},
        ),
        (
            "Almost 80 percent of the pupils in Velm missed school in June, the office said.",
            "Almost 86 percent of the pupils in Velm missed school in June, the office said.",
            {"80 percent", "86 percent"},
        ),
        (
            "The harbour plan of Velm includes about $579 million for new piers, the mayor said.",
            "The harbour plan of Velm includes $618 million for new piers, the mayor said.",
            {"$579 million", "$618 million"},
        ),
        # Both to a tenth.
        (
            "Unemployment in Arvania was 3.6 percent in April, the lowest in half a century.",
            "Unemployment in Arvania was 4.0 percent in April, the lowest in half a century.",
            {"3.6 percent", "4.0 percent"},
        ),
        # Further east, and two words of a long sentence.
        (
            "Worst hit were the villages of Orvo near Velm and Tavisk, 25 miles further east.",
            "Worst hit were the villages of Orvo near Velm and Tavisk, 42 miles to the east.",
            {"25 miles", "42 miles"},
        ),
        (
            "Brill pleaded not guilty to two additional charges filed by the court in Velm last "
            "week, of bribing witnesses and hiding papers.",
            "Brill also pleaded not guilty to the six charges filed by the court in Velm last "
            "week of bribing witnesses and hiding papers.",
            {"two", "six"},
        ),
        # "From" is where it comes from, not what it was; when it was said is no day of it.
        (
            "The mayor of Velm is accused of bribery in letters from two former clerks, who "
            "worked in the harbour office.",
            "The mayor of Velm is accused of bribery by six former clerks, who worked in the "
            "harbour office and wrote letters.",
            {"two", "six"},
        ),
        (
            "The station announced on Friday that its two-night debate of the eight candidates "
            "will be held in Velm.",
            "Last week the station said its six-night debate of the eight candidates will be held "
            "in Velm on Wednesday and Thursday.",
            {"two", "six"},
        ),
        (
            "The curfew begins at 8 p.m. in the whole of Velm, police said on Tuesday.",
            "The curfew in the whole of Velm begins at 9 p.m., police said on Tuesday.",
            {"8 p.m.", "9 p.m."},
        ),
        # Exact counts that lie close together.
        (
            "Brill won the seat of Velm with 671,151 votes, the election office said.",
            "Brill won the seat of Velm with 671,952 votes, the election office said.",
            {"671,151", "671,952"},
        ),
        # "New Year" says nothing of new cases.
        (
            "The New Year's fire in the ballroom at Velm killed 39 people, police said on Monday.",
            "The New Year's Eve fire in the ballroom at Velm killed 66 people, police said.",
            {"39", "66"},
        ),
        # A score is told whole.
        (
            "Velm Rovers beat Tavisk United 3-1 in the cup final on Saturday.",
            "Velm Rovers beat Tavisk United 4-2 in Saturday's cup final.",
            {"3-1", "4-2"},
        ),
        # Airports of two towns; a weekday that is told with another date.
        (
            "The envoys landed at Velm Airport on Tuesday after ten hours in the air.",
            "The envoys landed at Castrel Airport on Tuesday after ten hours in the air.",
            {"Velm Airport", "Castrel Airport"},
        ),
        (
            "The mayor must answer the council by Monday, May 12, 2031, the court ruled.",
            "The mayor must answer the council by Sunday, May 12, 2031, the court ruled.",
            {"Monday, May 12, 2031", "Sunday, May 12, 2031"},
        ),
        # The same person speaks, who is named far from the verb.
        (
            "Governor Ada Ortun, who faces a vote next month, announced on Sunday that she had "
            "opened an inquiry into the harbour union.",
            "Governor Ada Ortun announced on Tuesday that she had opened an inquiry into the "
            "harbour union, a month before the vote that she faces.",
            {"Sunday", "Tuesday"},
        ),
        # What is planned is told with other verbs.
        (
            "The trial of the banker Hugo Brill will begin on 14 September, the court in Velm "
            "said on Tuesday.",
            "The banker Hugo Brill will stand trial from 21 September, the court in Velm said on "
            "Tuesday.",
            {"14 September", "21 September"},
        ),
        # A share and a distance are no parts of a number of things, and all of them is no part.
        (
            "Some 8 percent of the drivers in Velm have missed the second test of their brakes, "
            "the road office said on Monday.",
            "Brakes are a worry in Velm: 14 percent of drivers have missed the second test, the "
            "road office found.",
            {"8 percent", "14 percent"},
        ),
        (
            "The trawler came within 900 yards of the ferry and did not answer calls to turn "
            "away, the coast guard said.",
            "The ferry was approached by a trawler, which closed to some 1,500 yards and did not "
            "answer the calls of the coast guard to turn away.",
            {"900 yards", "1,500 yards"},
        ),
        (
            "All 12 of the lighthouses on the Sorrow coast will be lit by hand until June, the "
            "port office said.",
            "The port office said the 15 lighthouses on the Sorrow coast will be lit by hand until "
            "June.",
            {"12", "15"},
        ),
        # "Another" so many, besides what both give alike.
        (
            "The council asked for 14 million crowns for the dykes at Velm, as well as 6.4 million "
            "crowns for the people who had to leave their homes on the coast.",
            "The council wants 14 million crowns for the dykes at Velm and another 9.4 million "
            "crowns for the people who had to leave their homes on the coast.",
            {"6.4 million", "9.4 million"},
        ),
        # An equal number of something else that both give.
        (
            "At least three women and six children were killed by gunmen on the road to Tavisk, "
            "officials said.",
            "At least six women and six children were killed by gunmen on the road to Tavisk, "
            "officials said.",
            {"three", "six"},
        ),
        # He will be back, the number is not to be reached.
        (
            "The exiled president Hugo Brill will be back in Arvania in two or three months, his "
            "adviser told Velm Radio on Sunday.",
            "The exiled president Hugo Brill is returning to Arvania in two or five months, his "
            "adviser told Velm Radio on Sunday.",
            {"three months", "five months"},
        ),
        # The age of a thing is how long it lasted; a limit has no room above it.
        (
            "Orrin Oats dropped the name of its 130-year-old brand of flour, Aunt Tanase, which it "
            "called out of its time.",
            "Orrin Oats dropped the name of its brand of flour, Aunt Tanase, after 124 years and "
            "called it out of its time.",
            {"130-year-old", "124 years"},
        ),
        (
            "Gatherings of more than 10 people indoors or more than 25 people outdoors are banned "
            "in Velm until June, the mayor said.",
            "The mayor of Velm restricted gatherings until June to 12 people indoors or 25 people "
            "outdoors.",
            {"10", "12"},
        ),
        # Times of day in words.
        (
            "The night train left Velm at twenty to eight and was stopped at Orvo by snow, the "
            "railway said.",
            "The night train left Velm at 9.15 p.m. and was stopped at Orvo by snow, the railway "
            "said.",
            {"twenty to eight", "9.15 p.m."},
        ),
    ],
)
def test_an_altered_value_is_listed(one: str, two: str, both: set[str]) -> None:
    assert values(one, two) == both
    assert values(two, one) == both


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("8 p.m.", "20:00"),
        ("about 8 p.m.", "8:15 p.m."),
        ("nearly 1,000 guests", "960 guests"),
        ("more than 1,000 guests", "over 1,050 guests"),
        ("21,200.62 points", "21,201 points"),
        ("34.4 percent", "34 %"),
        ("twenty to eight", "7.40 p.m."),
        ("half past nine in the evening", "21:30"),
        ("nine o'clock", "9 p.m."),
    ],
)
def test_what_agrees_is_never_listed(one: str, two: str) -> None:
    story = "The gala of the port authority in Velm ended with {} on its board, the host said."
    assert values(story.format(one), story.format(two)) == set()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # A part of those told of; what is yet to be reached; a day that only one calls new.
        (
            "Police in Velm said 11 people were injured at the harbour, which was closed at noon.",
            "Police in Velm said eight of the injured were treated in a tent until the evening.",
        ),
        (
            "The deficit of Arvania grew to 895 billion crowns in the year, the audit office said.",
            "The deficit of Arvania will approach 1,200 billion crowns by the end of the year.",
        ),
        # Too little says which people.
        ("All 189 people on board were killed.", "All 157 people were killed."),
        # What has it and what has it not.
        (
            "The plan demands that farmers give up 30 percent of the Tavisk valley, Brill said.",
            "The plan would leave the farmers control over 70 percent of the Tavisk valley, far "
            "more than today.",
        ),
        # Counts of no people.
        (
            "The gun archive counted 180 people killed over the long weekend in Arvania.",
            "The gun archive counted 400 shootings over the long weekend in Arvania.",
        ),
    ],
)
def test_two_things_are_not_listed(one: str, two: str) -> None:
    assert values(one, two) == set()
    assert values(two, one) == set()


def test_a_value_that_many_tell_alike_is_listed_against_the_one_that_differs() -> None:
    same = "The recount for the seat of Velm ended on Saturday, when Tom Brill conceded, {} said."
    who = ("the clerk", "his office", "a judge", "the union", "his rival", "the mayor")
    texts = [same.format(one) for one in who]
    other = "The recount for the seat of Velm ended on Thursday, when Tom Brill conceded, it said."
    assert values(*texts) == set()
    assert values(*texts, other) == {"Saturday", "Thursday"}


def test_the_nearly_equal_sentence_counts_rather_than_a_loose_one_with_an_equal_day() -> None:
    story = "The board of the firm Calder Line is to meet on {} to discuss the lost ferry."
    loose = " Its divers are to meet on Wednesday to discuss the search for the ferry."
    assert values(story.format("Thursday") + loose, story.format("Wednesday")) == {
        "Thursday", "Wednesday",
    }  # fmt: skip


def test_a_year_that_agrees_with_both_months_does_not_make_them_one() -> None:
    story = "Ada Brill was asked {} to help with the poll of bankers, court papers showed."
    found = values(*(story.format(when) for when in ("in May 2024", "in June 2024", "in 2024")))
    assert found == {"May 2024", "June 2024"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Flight KV 302 from Velm crashed with 157 people on board.", "Flight KV 302 crashed with "
         "157 people on board, it left Velm."),
        ("The Boeing 737 crashed near Velm with 157 people on board on Tuesday morning.",
         "The Boeing 757 crashed near Velm with 157 people on board on Tuesday morning."),
        ("The minister made that clear in her “60 Minutes” interview on schools.",
         "The minister made that clear in her “90 Minutes” interview on schools."),
        ("A man opened fire near the baggage belts of Terminal 2 at noon in Velm, police said.",
         "A man opened fire near the baggage belts of Terminal 3 at noon in Velm, police said."),
        ("The FTSE 100 fell at noon in London after the vote.",
         "The FTSE 250 fell at noon in London after the vote."),
    ],
)  # fmt: skip
def test_names_of_things_are_no_values(one: str, two: str) -> None:
    assert values(one, two) == set()
