"""Sound sentences in other words than their passages: each kind was once refused. Beside each
stands a wrong one of the same kind, which is still found. A bar parts passages."""

from __future__ import annotations

import pytest

from summarizer.facts import quotes
from summarizer.gate_facts import facts_of, wrong_numbers
from summarizer.verify import check

CASES = {
    "denied already, and what follows only trails": (
        "Mayor Lind never told Brill to drain the lake. Lind told the council that.",
        "Mayor Lind said she never told her private lawyer Tom Brill to drain the lake.",
        "Mayor Lind said she told her private lawyer Tom Brill to drain the lake.",
    ),
    "denied in words of its own, as they do": (
        "Aides of Lind deny her speech was a cause of the flooding.",
        "Aides of Lind deny that her speech was a cause of the flooding.",
        "Aides of Lind say that her speech was a cause of the flooding.",
    ),
    "no one, with a hyphen": (
        "The tickets were free because nobody actually buys the seats in Velm.",
        "The tickets were free because no-one actually buys the seats in Velm.",
        "The tickets were free because Arden actually buys the seats in Velm.",
    ),
    "a vote against": (
        "Senator Ortun will vote against the latest harbour proposal in Velm.",
        "Senator Ortun will vote no on the latest harbour proposal in Velm.",
        "Senator Ortun will not vote against the latest harbour proposal in Velm.",
    ),
    "a bound is no denial": (
        "The wreck lies not more than a couple of miles from the harbour wall of Velm.",
        "The wreck lies a couple of miles from the harbour wall of Velm.",
        "The wreck does not lie a couple of miles from the harbour wall of Velm.",
    ),
    "a deed in the infinitive is not stated": (
        "Under the plan, lawyers for Ortun could move early in the trial to ask for a delay.",
        "The plan would allow lawyers for Ortun to move early in the trial to ask for a delay.",
        "Under the plan, lawyers for Ortun move early in the trial to ask for a delay.",
    ),
    "only what somebody is accused of is": (
        "Prosecutors showed a film in the trial of two men accused of killing a Velm mother of 12.",
        "Prosecutors showed a film in the trial of two men accused of killing her, a Velm "
        "mother of 12.",
        "Prosecutors showed a film in the trial of two men killing a Velm mother of 12.",
    ),
    "charges against dozens of writers": (
        "Arvania brought charges against Lind and dozens of other writers for allegedly "
        "defaming the army. | Velm papers say that Lind is a novelist.",
        "Arvania brought charges against Lind (a novelist, Velm papers say) and dozens of other "
        "writers for allegedly defaming the army.",
        "Arvania brought charges against Lind and dozens of other writers for defaming the army.",
    ),
    "likely that": (
        "A statement called the raid an outrage and said it is highly likely Arvania was behind "
        "it.",
        "A statement called the raid an outrage and said it is highly likely that Arvania was "
        "behind it.",
        "A statement called the raid an outrage and said Arvania was behind it.",
    ),
    "alleged as a verb": (
        "Brill alleged throughout the campaign that Lind had purged the rolls of Velm. "
        "Brill had alleged throughout the campaign that Lind hid it.",
        "Brill alleges that Lind, who ruled Velm throughout the campaign, had purged the rolls.",
        "Brill alleges that Lind, who did not rule Velm throughout the campaign, had purged them.",
    ),
    "two of one family": (
        "Ada and Bo Lind bought the mill in Velm.",
        "Bo and Ada Lind bought the mill in Velm.",
        "Bo and Eva Lind bought the mill in Velm.",
    ),
    "a name made of a known one and their words": (
        "Arvania left the treaty on the river. Ortun had signed the river treaty in Velm.",
        "Ortun had signed the Arvania River Treaty in Velm.",
        "Ortun had signed the Arvania Harbour Treaty in Velm.",
    ),
    "a score written out": (
        "In a 7-2 decision the council let the old bridge in Velm stand.",
        "By 7 to 2 the council let the old bridge in Velm stand.",
        "By 6 to 2 the council let the old bridge in Velm stand.",
    ),
    "one as an article": (
        "The dining tent of the base camp is a hospital now, hikers in Velm say.",
        "The dining tent of one base camp is a hospital now, hikers in Velm say.",
        "The dining tent of three base camps is a hospital now, hikers in Velm say.",
    ),
    "the only weekday and the only date": (
        "Ada Lind, a swimmer, died late on Thursday at home. | Lind died on 6th June in Velm.",
        "Ada Lind, a swimmer, died late on Thursday, 6th June at home.",
        "Ada Lind, a swimmer, died late on Friday, 6th June at home.",
    ),
    "marks of two kinds": (
        "“I am proud to close the harbour for good,” Lind said when she was asked for funds.",
        'Lind said she was "proud to close the harbour for good” when she was asked for funds.',
        'Lind said she was "proud to open the harbour for good” when she was asked for funds.',
    ),
    "marks within the quoted words": (
        "Lind voted for the so-called “skinny” repeal bill in Velm.",
        'Lind voted for the "skinny repeal" bill in Velm.',
        'Lind voted for the "simple repeal" bill in Velm.',
    ),
    "a town and its state": (
        "Lind was convicted of planning to bomb a market in Tesk, Arvania, the office said. | "
        "Brill drew maps.",
        "Lind is convicted of planning to bomb a market in Arvania.",
        "Brill is convicted of planning to bomb a market in Arvania.",
    ),
    "who wrote it and where is no rival": (
        "Velm (Orrin Press) A ferry ran aground off the island of Tesk on Friday, Ada Lind said.",
        "Ada Lind says a ferry ran aground off Tesk on Friday.",
        "Tesk says a ferry ran aground off Ada Lind on Friday.",
    ),
    "an office before the name": (
        "Lawyers asked the court to drop the case against former Harbour Safety Adviser Ada Lind.",
        "Lawyers asked the court to drop the case against Ada Lind.",
        "Lawyers asked the court to drop the case against Eva Lind.",
    ),
    "another hyphen": (
        "Ortun wants Arvania to return to the G-7 as he headed to the group's meeting in Velm.",
        "Ortun wants Arvania to return to the G7 as he headed to the group's meeting in Velm.",
        "Ortun wants Arvania to return to the G9 as he headed to the group's meeting in Velm.",
    ),
    "members of a party": (
        "House Republicans have drafted a plan for the harbour in Velm, Lind said.",
        "Republicans have drafted a plan for the harbour in Velm, Lind said.",
        "Democrats have drafted a plan for the harbour in Velm, Lind said.",
    ),
    "people of one kind": (
        "By night the navy of Velm had found 218 survivors in boats.",
        "By night the navy of Velm had found 218 people in boats.",
        "By night the navy of Velm had found 281 people in boats.",
    ),
    "not necessarily": (
        "The school will not necessarily stand by the grades that Lind gave in Velm.",
        "The school won't necessarily stand by the grades that Lind gave in Velm.",
        "The school won't stand by the grades that Lind gave in Velm.",
    ),
    "a quoted word within a denial": (
        "The court of Velm ruled that Lind cannot block other writers.",
        'The court of Velm ruled that Lind cannot "block" other writers.',
        'The court of Velm ruled that Lind can "block" other writers.',
    ),
    "not this or that": (
        "Ortun said floods did not threaten the mill in Velm and did not prompt a flight to Tesk.",
        "Ortun said floods did not threaten the mill in Velm or prompt a flight to Tesk.",
        "Ortun said floods did threaten the mill in Velm or prompt a flight to Tesk.",
    ),
    "suggested, in other words": (
        "Lind may work with federal judges of Velm, a report said. Brill left Lind.",
        "Brill left Lind, with reports suggesting that she will work with federal judges of Velm.",
        "Brill left Lind. She will work with federal judges of Velm.",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_sound_in_other_words_passes(kind: str) -> None:
    passages, sound, _ = CASES[kind]
    verdict = check(sound, passages.split(" | "))
    assert verdict.ok, verdict.reasons


@pytest.mark.parametrize("kind", CASES)
def test_a_wrong_one_of_that_kind_is_found(kind: str) -> None:
    passages, _, wrong = CASES[kind]
    assert not check(wrong, passages.split(" | ")).ok


def test_one_is_a_number_where_the_passages_count() -> None:
    passages = ["Three hikers died near Velm."]
    assert not check("One hiker died near Velm.", passages).ok


def test_an_office_speaks_for_whom_they_name() -> None:
    passages = ["“Contacts are in too early a phase,” Father Tom Brill of the Velm Abbey said."]
    sentence = "“Contacts are in too early a phase,” {} said."
    assert check(sentence.format("the Velm Abbey spokesman"), passages).ok
    assert not check(sentence.format("the Arden Mill spokesman"), passages).ok


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Lind was "proud to stay” in Velm.', "proud to stay"),
        ('Lind was "proud to stay" in Velm, “Arden”.', "proud to stay"),
        ("He is 6' 2\" tall and from Velm.", ""),
    ],
)
def test_a_straight_mark_may_be_closed_by_a_curly_one(text: str, quoted: str) -> None:
    assert next((one.text for one in quotes(text)), "") == quoted


WRONG = {
    "not guilty": ("Lind pleaded not guilty on Friday to charges of theft in Velm.",
                   "Lind pleaded guilty on Friday to charges of theft in Velm."),
    "what may be will not surely be": (
        "The toll of the flood in Velm rose to 70. | It could reach 300, Lind said.",
        "The toll of the flood in Velm rose to 70, but it will reach 300, Lind said."),
    "what may have been": (
        "Lind said the pilots of Velm may have been under orders of Brill.",
        "Lind said the pilots of Velm will have been under orders of Brill."),
    "denied elsewhere": (
        "Lind wrote a report on the mill. | Brill did not open the harbour of Velm.",
        "Lind has not published a report on the mill."),
    "two journeys": (
        "In Arden, Lind landed at noon. | Lind will meet the miller Brill in Velm. | Lind landed "
        "in Arden.", "Lind landed in Arden to meet with Brill in Velm."),
    "tied by a hyphen": (
        "Migrants crossed the border of Arvania and Velm illegally.",
        "Migrants crossed the Lind-Arvania border illegally."),
    "a body read as a title": (
        "Lind and other makers believe that the bill will help.",
        "Senate and other makers believe that the bill will help."),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_in_few_words_is_found(kind: str) -> None:
    passages, wrong = WRONG[kind]
    assert not check(wrong, passages.split(" | ")).ok


def test_what_a_card_says_is_no_passage() -> None:
    passage = (
        "Mayor Ada Lind Ada Marie LindBrill sues the harbour office Ferries late MORE (R-Tesk) "
        "asked the council on Friday for funds for the mill."
    )
    assert check("Ada Lind asked the council on Friday for funds for the mill.", [passage]).ok
    assert not check("Brill asked the council on Friday for funds for the mill.", [passage]).ok


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A fifth of Arvanians cannot heat their homes.", "One in five Arvanians cannot do so."),
        ("One in five Arvanians cannot heat their homes.", "A fifth of Arvanians cannot do so."),
        ("The 52-year-old driver was unhurt.", "The driver, 52, was unhurt."),
        ("The driver, 52, was unhurt.", "The 52-year-old driver was unhurt."),
        ("It rose by 0.25 percentage points.", "It rose by a quarter of a percentage point."),
    ],
)
def test_shares_and_ages_in_other_words_are_the_same(sentence: str, passage: str) -> None:
    assert wrong_numbers(facts_of(sentence), [facts_of(passage)]) == []


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A quarter of Arvanians cannot heat their homes.", "One in five Arvanians cannot do so."),
        ("One in four Arvanians cannot heat their homes.", "A fifth of Arvanians cannot do so."),
        ("The 53-year-old driver was unhurt.", "The driver, 52, was unhurt."),
        ("It rose by half a percentage point.", "It rose by a quarter of a percentage point."),
    ],
)
def test_other_shares_and_ages_are_not(sentence: str, passage: str) -> None:
    assert wrong_numbers(facts_of(sentence), [facts_of(passage)]) != []


def test_of_two_speakers_spliced_none_is_told() -> None:
    passages = ("“You leave now,” president Rita Mohn said.", "Rita Mohn said Alm had told her so.")
    assert not check("“You leave now,” president Rita Mohn said Alm.", passages).ok
    assert check("“You leave now,” president Rita Mohn said.", passages).ok


def test_what_is_denied_behind_an_if_is_not_denied() -> None:
    passages = ("Lind threatened to close the port in a heated row with Brill over funds.",)
    sentence = "Lind said she would close the port if she does not receive funds."
    assert not any("receiv" in one for one in check(sentence, passages).reasons)
    assert not check("Lind does not close the port in a row with Brill.", passages).ok
