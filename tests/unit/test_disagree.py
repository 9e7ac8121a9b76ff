from __future__ import annotations

import pytest

from summarizer.disagree import Difference, find_disagreements
from summarizer.records import Document
from tests.unit.event_sample import bridge, document


def differences(*texts: str) -> tuple[Difference, ...]:
    return find_disagreements((), documents=[document(f"a{i}", t) for i, t in enumerate(texts)])


def test_the_number_that_one_outlet_has_alone_is_listed() -> None:
    found = find_disagreements((), documents=bridge())
    values = {value for one in found for value, _ in one.values}
    assert {"14,000", "9,000"} <= values
    one = next(d for d in found if any(v == "9,000" for v, _ in d.values))
    assert dict(one.values)["9,000"][0].article_id == "gazette"


STORY = (
    "The fire at the Orvo mill killed {n} people and injured {m} others, police said on Tuesday.",
    "Police said on Tuesday that the fire at the Orvo mill had killed {n} people and injured {m}.",
    "At least {n} people died in the fire at the Orvo mill, police said.",
)


@pytest.mark.parametrize("changed", [0, 1, 2])
@pytest.mark.parametrize(("old", "new"), [("12", "14"), ("230", "310"), ("1,200", "1,800")])
def test_a_number_changed_in_one_article_is_listed_every_time(
    changed: int, old: str, new: str
) -> None:
    same = [text.format(n=old, m="40") for text in STORY]
    assert differences(*same) == ()
    same[changed] = STORY[changed].format(n=new, m="40")
    found = differences(*same)
    assert any({old, new} <= {value for value, _ in one.values} for one in found), found


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("76.66 percent", "nearly 77 percent"),
        ("76.66 percent", "76.7 %"),
        ("1.2 million crowns", "1,200,000 crowns"),
        ("twelve crowns", "12 crowns"),
        ("$1.2 billion", "$1,200 million"),
    ],
)
def test_equal_values_in_other_spellings_are_never_listed(one: str, two: str) -> None:
    story = "The port authority of Velm said the harbour fund held {} after the vote."
    assert differences(story.format(one), story.format(two)) == ()


def test_an_article_does_not_disagree_with_itself() -> None:
    text = (
        "The fire at the Orvo mill killed 12 people.\n\nThe fire at the Orvo mill killed 14 people."
    )
    assert differences(text) == ()


def test_numbers_of_different_things_are_not_compared() -> None:
    assert (
        differences(
            "The fire at the Orvo mill killed 12 people, police said.",
            "The Orvo mill employed 300 people before the fire, its owner said.",
        )
        == ()
    )


def test_denied_against_confirmed_is_listed() -> None:
    found = differences(
        "Brill confirmed that he had met the envoy of Arvania in Velm.",
        "Brill denied that he had met the envoy of Arvania in Velm.",
    )
    assert [{value for value, _ in one.values} for one in found] == [{"confirmed", "denied"}]


def test_spans_are_the_sentences() -> None:
    texts: dict[str, Document] = {one.id: one for one in bridge()}
    for one in find_disagreements((), documents=bridge()):
        for value, spans in one.values:
            for span in spans:
                assert value in texts[span.article_id].article.text[span.start : span.end]


def values(*texts: str) -> set[str]:
    return {value for one in differences(*texts) for value, _ in one.values}


@pytest.mark.parametrize(("one", "two"), [("10", "12"), ("300", "340"), ("1,000", "1,200")])
def test_a_round_number_is_no_rounding_where_nobody_says_so(one: str, two: str) -> None:
    story = "The fire at the Orvo mill injured {} workers, the hospital in Velm said."
    assert values(story.format(one), story.format(two)) == {one, two}
    assert values(story.format(f"more than {one}"), story.format(two)) == set()


def test_another_place_is_listed() -> None:
    story = "The envoy of Arvania was arrested in {} on Tuesday after a chase along the coast."
    other = "On Tuesday the envoy of Arvania was arrested in {} after a chase along the coast road."
    assert values(story.format("Velm"), other.format("Velm")) == set()
    assert values(story.format("Velm"), other.format("Port Ellery")) == {"Velm", "Port Ellery"}


def test_who_did_it_is_listed() -> None:
    story = "Police said that Tom Brill opened the sluice gate of the Orvo mill on Tuesday night."
    other = "Police said that Lise Hartog opened the sluice gate of the Orvo mill on Tuesday night."
    assert values(story, story.replace("Police said", "It is said")) == set()
    assert values(story, other) == {"Tom Brill", "Lise Hartog"}


def test_another_day_is_listed_and_another_spelling_of_it_is_not() -> None:
    story = "The harbour bridge at Velm was closed {} after engineers found cracks in its pillars."
    assert values(story.format("on Monday"), story.format("on Tuesday")) == {"Monday", "Tuesday"}
    assert values(story.format("on Monday"), story.format("on Monday morning")) == set()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Two things that one of the sources counts, too.
        (
            "The Orvo mill will close one of its two furnaces in October, its owner said.",
            "“The Orvo mill has a future with one furnace,” its owner said in October.",
        ),
        # Different people said something on different days.
        (
            "The envoy of Arvania said on Monday that the talks in Velm had been useful.",
            "On Thursday the mayor said that the talks with the envoy of Arvania had failed.",
        ),
        # Several may have done the same.
        (
            "Tom Brill also voted for the new bridge at Velm on Tuesday.",
            "Lise Hartog voted for the new bridge at Velm on Tuesday.",
        ),
        # Places that share a word.
        (
            "The ferry ran aground in the harbour of Velm near Port Ellery on Tuesday night.",
            "The ferry ran aground in the harbour of Velm near Ellery Point on Tuesday night.",
        ),
        # "Today" depends on who says it when.
        (
            "“The bridge at Velm will be closed today,” Mayor Ada Ortun said at noon.",
            "Mayor Ada Ortun said that the bridge at Velm will be closed on Friday at noon.",
        ),
    ],
)
def test_what_only_looks_like_a_difference_is_not_listed(one: str, two: str) -> None:
    assert differences(one, two) == ()


def test_about_says_what_the_values_measure() -> None:
    story = "Orrin Glass will cut {} jobs at its works in Tavisk, the company said on Tuesday."
    (one,) = differences(story.format("340"), story.format("430"))
    assert one.about == "jobs (cut, works, company)"
    assert one.facts[0] != one.facts[1]


def test_about_leaves_out_what_says_little_and_keeps_words_together() -> None:
    (one,) = differences(
        "The mill at Orvo, according to the office, handed over 7 million documents based on an "
        "old water supply permit, which was dubbed a fraud.",
        "The mill at Orvo handed over 13 million documents, according to the office, based on "
        "a water supply permit that was dubbed a fraud.",
    )
    assert one.about == "documents (office, handed, water supply permit)"


def test_a_value_keeps_what_it_counts_where_both_are_joined() -> None:
    (one,) = differences(
        "The more than 500-page bill requires the towns of Arvania to open a register.",
        "The bill of nearly 700 pages requires the towns of Arvania to open a register.",
    )
    assert one.told == ("more than 500 pages", "nearly 700 pages")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Killed and injured; another four; a former value; one end of a range.
        (
            "The fire at the Orvo mill killed 12 people, the fire service said on Tuesday.",
            "The fire at the Orvo mill injured 40 people, the fire service said on Tuesday.",
        ),
        (
            "The Orvo mill will hire 300 workers for its new hall in Velm next spring.",
            "The Orvo mill will hire another 450 workers for its new hall in Velm next spring.",
        ),
        (
            "Unemployment in Arvania stood at 4.4 percent in May, the statistics office said.",
            "Unemployment in Arvania rose from 3.5 percent in May, the statistics office said.",
        ),
        (
            "The repair of the harbour bridge costs between 3 million and 5 million crowns.",
            "The repair of the harbour bridge costs 4 million crowns.",
        ),
        # A span of time in two parts; those who told it; a rounding that is said to be one.
        (
            "A court in Velm sent Brill to prison on Thursday for three years and four months.",
            "A court in Velm sent Brill to prison on Thursday for 40 months.",
        ),
        (
            "The envoy will resign on Friday, four officials familiar with the plan said in Velm.",
            "The envoy will resign on Friday, three officials familiar with the plan said in Velm.",
        ),
        (
            "More than a dozen workers of the Orvo mill were arrested early on Thursday in Velm.",
            "Sixteen workers of the Orvo mill were arrested early on Thursday in Velm.",
        ),
        # A country and its capital, two spellings of a town, a date and its weekday.
        (
            "The two presidents will meet in Finland on Monday to talk about the harbour treaty.",
            "The two presidents will meet in Helsinki on Monday to talk about the harbour treaty.",
        ),
        (
            "The two presidents will meet in Kiev on Monday to talk about the harbour treaty.",
            "The two presidents will meet in Kyiv on Monday to talk about the harbour treaty.",
        ),
        # Until a day is not on it; a company's number in its name.
        (
            "Mayor Ada Ortun extended the closure of the harbour bridge at Velm on Wednesday.",
            "Mayor Ada Ortun extended the closure of the harbour bridge at Velm until Friday.",
        ),
        (
            "The satellite Asta 2 was launched from Kiri Island at 11:05 p.m. Velm time.",
            "The satellite Asta 2 was launched from Kiri Island at 9:05 a.m. local time.",
        ),
    ],
)
def test_two_things_are_no_difference(one: str, two: str) -> None:
    assert differences(one, two) == ()
    assert differences(two, one) == ()


@pytest.mark.parametrize(
    ("one", "two", "both"),
    [
        (
            "Some 340 delegates of the harbour union are behind Brill, he told reporters in Velm.",
            "More than 250 delegates of the harbour union are behind Brill, he told reporters.",
            {"340", "250"},
        ),
        (
            "At least 17 people died in the fire at the Orvo mill in Velm, police said.",
            "Police said that 20 people died in the fire at the Orvo mill in Velm.",
            {"17", "20"},
        ),
        (
            "The envoy was dismissed on May 9, 2031, after the talks about the harbour in Velm.",
            "The envoy was dismissed in April 2031 after the talks about the harbour in Velm.",
            {"May 9, 2031", "April 2031"},
        ),
    ],
)
def test_values_that_differ_however_they_are_told(one: str, two: str, both: set[str]) -> None:
    assert values(one, two) == both


def test_the_summary_tells_a_value_with_what_it_counts_and_how_exactly() -> None:
    (one,) = differences(
        "Police held more than 1,000 protesters in Velm on Saturday, a monitor said.",
        "Some 750 protesters were held by police in Velm on Saturday, a monitor said.",
    )
    assert set(one.told) == {"more than 1,000 protesters", "some 750 protesters"}


def test_two_who_each_raised_a_sum_do_not_differ() -> None:
    first = "Ada Lind raised 46 million crowns in the last quarter, more than anybody in Velm."
    own = "Bo Orr said on Friday that his campaign raised 22 million crowns in the last quarter."
    assert differences(first, own) == ()
    # who only tells a number owns none
    told = (
        "Ada Lind said the fire at the Orvo mill on Tuesday killed 12 people.",
        "Bo Orr said the fire at the Orvo mill on Tuesday killed 15 people.",
    )
    assert {value for one in differences(*told) for value, _ in one.values} >= {"12", "15"}
    # nor does one whom the other report names
    both = (
        "Ada Lind's party raised 46 million crowns in the last quarter, the board said.",
        "The party of Ada Lind raised 22 million crowns in the last quarter, the board said.",
    )
    assert differences(*both)
