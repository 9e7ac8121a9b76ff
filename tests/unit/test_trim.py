"""A whole draft is trimmed: what goes, what stays, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.models.trim import trim
from summarizer.records import Claim, Draft, DraftSentence, Evidence
from tests.unit.evidence_sample import claim, evidence

DAM = claim(
    "Governor Tom Reyes opened the Arden dam on Tuesday in front of 400 people.",
    "The Arden dam was opened on Tuesday by Governor Tom Reyes.",
)


def drafted(known: Evidence, *texts: str) -> Draft:
    """A draft of one sentence for each claim: the texts, or its first sentence."""
    own = texts or tuple(one.sentences[0].text for one in known.claims)
    sentences = tuple(
        DraftSentence(text=text, claims=(i,), kind="extracted") for i, text in enumerate(own)
    )
    return Draft(event_id="evt-1", sentences=sentences, writer="test")


def trimmed(*claims: Claim, headline: str = "") -> list[str]:
    known = replace(evidence(claims), headline=headline)
    return [one.text for one in trim(drafted(known), known).sentences]


def second(text: str, *others: str, headline: str = "") -> str:
    """What becomes of a third sentence; the first two keep all that they tell."""
    first = claim("Its lake covers the old quarry and two farms.", start=100)
    return trimmed(DAM, first, claim(text, *others, start=200), headline=headline)[2]


def test_what_one_source_adds_by_the_way_goes() -> None:
    text = (
        "The pumps of the old mill were bought by the Harbour Trust for the new valley museum, "
        "ending a long quarrel over the rusty machines and their upkeep."
    )
    assert second(text) == text[: text.index(", ending")] + "."


def test_what_several_origins_tell_stays() -> None:
    text = (
        "The pumps of the old mill were bought by the Harbour Trust for the new valley museum, "
        "ending a quarrel over the rusty machines."
    )
    other = "The mill's pumps go to the museum, which ends a quarrel over rusty machines."
    assert second(text, other) == text


def test_what_the_headline_names_stays() -> None:
    text = (
        "The pumps of the old mill were bought by the Harbour Trust for the new valley museum, "
        "ending a long quarrel over the rusty machines and their upkeep."
    )
    assert second(text, headline="Long quarrel over mill ends") == text


def test_a_figure_told_nowhere_else_stays() -> None:
    text = (
        "The pumps of the old mill were bought by the Harbour Trust for the new valley museum, "
        "raising its debt to 900 crowns according to plan and the books."
    )
    assert "900" in second(text)


def test_the_first_two_sentences_keep_all_that_they_tell() -> None:
    text = (
        "The pumps of the old mill were bought by the Harbour Trust for the new valley museum, "
        "ending a long quarrel over the rusty machines and their upkeep."
    )
    dam = claim(*(s.text for s in DAM.sentences), start=200)
    assert trimmed(claim(text), dam)[0] == text
    assert trimmed(DAM, claim(text, start=100))[1] == text


def test_a_person_met_before_is_called_by_the_family_name() -> None:
    found = second("Governor Tom Reyes thanked the crews that had worked through the winter.")
    assert found == "Reyes thanked the crews that had worked through the winter."


@pytest.mark.parametrize(
    "text",
    [
        "The crews were thanked by Ana Reyes, a singer whom the whole valley knows well.",
        "“Governor Tom Reyes thanked us all,” a driver of the crews said at the gate.",
        "Deputy engineer Tom Reyes and Ana Lum thanked the crews for their winter of work.",
    ],
)
def test_another_bearer_a_quotation_or_a_pair_keep_the_full_name(text: str) -> None:
    assert "Reyes" in second(text)
    assert not second(text).startswith("Reyes")
    assert second(text).count("Tom") + second(text).count("Ana") >= 1


def test_who_somebody_is_stays_at_the_first_mention() -> None:
    text = (
        "Lena Brill, a painter of the valley, gave the museum her drawings of the mill and "
        "of the men who ran it."
    )
    assert second(text) == text


def test_a_verb_before_a_name_says_nothing_of_it() -> None:
    text = "The pumps failed three times that winter, said Lena Brill, the head of the harbour men."
    assert second(text) == text


def test_a_day_told_before_goes_and_another_day_stays() -> None:
    base = "The crews of the museum carried the pumps to the valley"
    assert second(f"{base} on Tuesday.") == f"{base}."
    assert second(f"{base} on Friday.") == f"{base} on Friday."


@pytest.mark.parametrize(("day", "stays"), [("Tuesday", False), ("Friday", True)])
def test_an_opening_says_when_where_others_tell_of_another_day(day: str, stays: bool) -> None:
    lake = claim(f"Its lake had covered the old quarry and two farms by {day}.", start=100)
    text = f"On {day}, the crews of the museum carried the pumps to the valley."
    told = trimmed(DAM, lake, claim(text, start=200))[2]
    assert told.startswith(f"On {day}") == stays


def test_one_origin_stays_in_its_own_words() -> None:
    text = (
        "The pumps of the old mill were also bought by the Harbour Trust for the museum, "
        "ending a long quarrel over the rusty machines and their upkeep."
    )
    known = evidence([claim("The mill was sold to the Harbour Trust."), claim(text, start=99)])
    assert trim(drafted(known), known) == drafted(known)


def test_what_changed_is_called_written() -> None:
    known = evidence([DAM, claim("Governor Tom Reyes thanked the crews for it.", start=200)])
    draft = trim(drafted(known), known)
    assert [one.kind for one in draft.sentences] == ["extracted", "written"]
    assert [one.claims for one in draft.sentences] == [(0,), (1,)]


def test_a_doubted_join_is_not_made() -> None:
    known = evidence([DAM, claim("Governor Tom Reyes thanked the crews for it.", start=200)])
    assert trim(drafted(known), known, joins=lambda text: 0.9) == drafted(known)
    assert trim(drafted(known), known, joins=lambda text: 0.1) != drafted(known)


def test_no_claims() -> None:
    known = evidence([])
    assert trim(drafted(known), known).sentences == ()
