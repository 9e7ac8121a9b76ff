"""What the fact gate holds against a sentence, kind by kind, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.gate_context import active
from summarizer.gate_facts import facts_of
from summarizer.gate_names import title_of, titles
from summarizer.gate_places import FEATURES, comparisons, features
from summarizer.modal_words import uses
from summarizer.verify import check

TOLLS = (
    "The fire at the Velm refinery killed 14 workers and injured 63 people on Monday.",
    "The company lost 2.5 million crowns and 40 trucks, about 12 percent of its fleet.",
)
DAYS = (
    "The vote will be held on 3 June 2031, the council said on Tuesday.",
    "The bridge was closed in March 2029.",
)
PEOPLE = (
    "President Ada Ortun accused Governor Tom Brill of hiding the report.",
    "Judge Mira Sand ordered Brill to publish it.",
    "Former foreign minister Jon Keld visited Arvania.",
    "Prime Minister Lena Varga met Police Chief Ilo Wills in Torrun.",
)
QUOTES = (
    '"The valley will not be flooded," said Ada Ortun, who heads the council.',
    'Tom Brill said: "We were told nothing at all."',
)
MODES = (
    "Ortun denied that she took money from the builder.",
    "Officials denied that Brill opened the dam.",
    "The army plans to close the pass next week.",
    "The flood may reach Velm, the office said.",
    "Brill refused to sign the treaty.",
    "Police have not found the driver.",
    "The court is expected to rule against the city.",
)


def passes(sentence: str, sources: tuple[str, ...]) -> bool:
    return check(sentence, sources, anchor=date(2031, 5, 7)).ok


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("Fourteen workers were killed in the fire at the Velm refinery.", TOLLS),
        ("The refinery fire injured 63 people.", TOLLS),
        ("The company lost 40 trucks, 12% of its fleet.", TOLLS),
        ("The company lost 2,500,000 crowns.", TOLLS),
        ("The council said on Tuesday that the vote will be held on June 3.", DAYS),
        ("Ortun accused Brill of hiding the report.", PEOPLE),
        ("Governor Tom Brill was accused by President Ada Ortun of hiding the report.", PEOPLE),
        ("Judge Sand ordered Governor Brill to publish the report.", PEOPLE),
        ("Premier Lena Varga met Ilo Wills in Torrun.", PEOPLE),
        ('"The valley will not be flooded," Ortun said.', QUOTES),
        ('"The valley, will not be flooded," Ortun said.', QUOTES),
        ("Ada Lind, 63, left on Monday.", ("Ada Lind ,63, left on Monday after the vote.",)),
        ('Brill said they "were told nothing at all."', QUOTES),
        ("Ortun denied that she took money from the builder.", MODES),
        ("The army plans to close the pass.", MODES),
        ("The flood may reach Velm.", MODES),
        ("Brill did not sign the treaty.", MODES),
        ("Police have not found the driver.", MODES),
    ],
)
def test_what_the_passages_say_in_other_words_passes(
    sentence: str, sources: tuple[str, ...]
) -> None:
    assert check(sentence, sources, anchor=date(2031, 5, 7)).reasons == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The fire killed 63 workers and injured 14 people.",
        "The fire at the Velm refinery killed 14 firefighters.",
        "Forty workers were killed in the fire at the Velm refinery.",
        "The fire killed 15 workers.",
        "The fire killed 10 workers.",
        "The fire injured 60 people.",
        "The company lost 2.5 billion crowns.",
        "The company lost 2.5 million dollars.",
        "The company lost 2.5 million trucks.",
        "The company lost 12 trucks.",
        "The company lost 40 percent of its fleet.",
    ],
)
def test_a_number_keeps_its_unit_and_what_it_counts(sentence: str) -> None:
    assert not passes(sentence, TOLLS)


@pytest.mark.parametrize(
    "sentence",
    [
        "The vote will be held on 4 June 2031.",
        "The vote will be held in July 2031.",
        "The council said on Wednesday the vote will be held on 3 June.",
        "The vote will be held on Monday, 3 June 2031, the council said on Tuesday.",
        "The bridge was closed in March 2028.",
        "The bridge was closed in April 2029.",
    ],
)
def test_a_date_is_the_passages_date(sentence: str) -> None:
    assert not passes(sentence, DAYS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Brill accused Ortun of hiding the report.",
        "Ortun was accused by Brill of hiding the report.",
        "Brill ordered Judge Mira Sand to publish it.",
        "Judge Mira Sand ordered Ortun to publish it.",
        "Mira Sand visited Arvania.",
        "Jon Sand visited Arvania.",
    ],
)
def test_a_name_stays_in_its_role(sentence: str) -> None:
    assert not passes(sentence, PEOPLE)


@pytest.mark.parametrize(
    "sentence",
    [
        "President Tom Brill accused Governor Ada Ortun of hiding the report.",
        "Vice President Ada Ortun accused Tom Brill of hiding the report.",
        "Foreign Minister Jon Keld visited Arvania.",
        "Prime Minister Jon Keld visited Arvania.",
        "Minister Lena Varga met Police Chief Ilo Wills in Torrun.",
        "Deputy Police Chief Ilo Wills met Lena Varga in Torrun.",
    ],
)
def test_a_title_stays_with_its_bearer(sentence: str) -> None:
    assert any("calls" in reason for reason in check(sentence, PEOPLE).reasons)


@pytest.mark.parametrize(
    "sentence",
    [
        '"The valley will be flooded," said Ada Ortun.',
        '"The valley will not be flooded," said Tom Brill.',
        'Ortun said: "We were told nothing at all."',
        'Brill said they "were told everything."',
    ],
)
def test_a_quotation_is_verbatim_and_its_speakers(sentence: str) -> None:
    assert not passes(sentence, QUOTES)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ortun took money from the builder.",
        "Brill opened the dam.",
        "Ortun admitted that she took money from the builder.",
        "The army closed the pass.",
        "The army will close the pass next week.",
        "The flood reached Velm.",
        "The flood will reach Velm.",
        "Brill signed the treaty.",
        "Police have found the driver.",
        "The court ruled against the city.",
    ],
)
def test_what_is_denied_or_only_planned_is_not_stated(sentence: str) -> None:
    assert not passes(sentence, MODES)


def test_a_part_of_a_sentence_does_not_stand_for_it() -> None:
    denied = "Officials denied that the harbour of Velm was closed."
    assert not check("The harbour of Velm was closed.", [denied]).ok
    assert check(
        "The harbour of Velm was closed.", ["It rained. The harbour of Velm was closed."]
    ).ok


def test_a_word_used_both_ways_is_compared_where_it_stands() -> None:
    source = (
        "The rower who doesn't have a deal in hand is Brill, and the club says the other deal "
        "hinges on money."
    )
    reasons = check("The rower who has a deal in hand is Brill.", [source]).reasons
    assert "the cited passages deny 'deal'" in reasons


def test_negations_that_deny_nothing() -> None:
    plain = list(uses("They will vote whether or not to close the mine, not only talk."))
    assert not any(use.negated for use in plain)


def test_a_title_beside_a_name_is_not_the_next_ones() -> None:
    met = ("Finance Minister Vera Sand met Olek Dray in Tesk.", "Reps. Ada Lind and Bo Kerr came.")
    assert check("Minister Vera Sand met Olek Dray in Tesk.", met).ok
    assert check("Rep. Ada Lind and Bo Kerr came.", met).ok
    assert check("Senator Ada Lind came.", ("Senate Majority Leader Ada Lind came.",)).ok
    summit = ("Lind will meet French President Ada Ortun in Tesk.",)
    assert check("President Lind will meet French President Ada Ortun in Tesk.", summit).ok
    reasons = check("Minister Olek Dray met Vera Sand in Tesk.", met).reasons
    assert reasons == ("no cited passage calls 'Minister Olek Dray' 'minister'",)


def test_of_one_family_each_does_what_the_passages_say() -> None:
    brills = (
        "Ada Brill, who heads the council, backed the plan.",
        "Tom Brill, her brother, voted against it.",
    )
    for sentence in ("Ada Brill backed the plan.", "Tom Brill voted against the plan."):
        assert check(sentence, brills).ok
    for sentence in ("Tom Brill backed the plan.", "Tom Brill, who heads the council, backed it."):
        assert not check(sentence, brills).ok


def test_titles_are_read_whole() -> None:
    text = "ex-President Ortun met Vice President Brill and the attorney general"
    assert [title for _, _, title in titles(text)] == [
        "former president", "vice president", "attorney general",
    ]  # fmt: skip
    facts = facts_of("Former Prime Minister Lena Varga left.")
    assert title_of(facts.text, facts.names[0]) == "former prime minister"


def test_a_passive_is_read_as_an_active() -> None:
    assert active(facts_of("Brill was sharply accused by Ortun on Monday.")).text == (
        "Ortun accused Brill on Monday."
    )
    same = facts_of("Brill was accused by the council.")
    assert active(same) is same


def test_who_said_it_may_stand_before_or_behind_said() -> None:
    assert active(facts_of('"It holds," said Ada Ortun, the mayor.')).text == (
        '"It holds," Ada Ortun said, the mayor.'
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The dam above Arvanian was closed by a vote.",
        "Velm voted to close the dam above the Senate.",
    ],
)
def test_a_name_needs_its_article_or_its_noun(sentence: str) -> None:
    passages = ("On Monday the Senate voted to close the dam above Velm.", "An Arvanian boat came.")
    assert not passes(sentence, passages)
    assert passes("The Senate voted to close the dam above Velm.", passages)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Arvania opened the gates.", "Ortun accused Arvania of having opened the gates."),
        ("The army will send soldiers to Velm.", "The army might send soldiers to Velm."),
        ("Lind will build a dam.", "Lind plans to build a dam."),
        (
            "The dam in Velm will be the oldest in the valley.",
            "It could be the oldest in the valley.",
        ),
        ("The dam was damaged by a boat.", "The dam was reportedly damaged by a boat."),
        ("The dam was not made in Velm.", "The dam was made in Velm."),
        ("The law allows more than 40 boats.", "The law allows no more than 40 boats."),
        ("The office can open the gates.", "The office can't open the gates."),
        ("The office will open the gates.", "The office won't open the gates."),
    ],
)
def test_small_words_between_equal_words_count(sentence: str, source: str) -> None:
    assert not passes(sentence, (source,))
    assert passes(sentence, (source, sentence.replace(".", " on Monday.")))


def test_rows_have_a_value_for_each_feature() -> None:
    found = comparisons(facts_of(PEOPLE[0]), [facts_of(one) for one in PEOPLE])
    assert [seen.place.key for seen in found] == ["ada ortun", "tom brill"]
    assert all(len(features(seen)) == len(FEATURES) for seen in found)


def test_two_hundred_names_are_no_trouble() -> None:
    crowd = " and ".join(f"Ada Ortun{i:03} of Velm" for i in range(200))
    sources = (f"{crowd} left.", "Ada Ortun001 of Velm came.")
    assert passes(f"{crowd} came.", sources)
    assert not passes(f"{crowd} and Tom Brill came.", sources)
