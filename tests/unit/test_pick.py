from __future__ import annotations

import numpy as np
import pytest

from summarizer import frequency
from summarizer.claims import find_claims
from summarizer.context import leaning
from summarizer.fitness import unfit
from summarizer.mmr import mmr
from summarizer.pick import PickResult, pick_claims
from summarizer.records import Claim, Document
from tests.unit.event_sample import DAY, ORIGINS, bridge, document, flat, vectors


def picked(documents: tuple[Document, ...], words: int) -> tuple[tuple[Claim, ...], PickResult]:
    rows = vectors(flat(documents))
    claims = find_claims(documents, rows, origins=ORIGINS, idf=frequency.load())
    best = vectors([claim.sentences[0] for claim in claims])
    day = DAY.date()
    return claims, pick_claims(claims, best, words=words, documents=documents, event_day=day)


def texts(documents: tuple[Document, ...], words: int) -> list[str]:
    claims, result = picked(documents, words)
    return [claims[i].sentences[0].text for i in result.picked]


def test_the_first_sentence_says_who_what_and_when() -> None:
    first = texts(bridge(), 60)[0]
    assert "bridge" in first
    assert "Ortun" in first
    assert "Wednesday" in first


def test_every_other_claim_has_its_reason() -> None:
    claims, result = picked(bridge(), 40)
    assert sorted([*result.picked, *(i for i, _ in result.reasons)]) == list(range(len(claims)))
    reasons = dict(result.reasons)
    for i, reason in reasons.items():
        if claims[i].sentences[0].text.startswith("Frankly"):
            assert reason == "opinion"
    assert "over budget" in reasons.values()


def test_the_budget_holds() -> None:
    for words in (25, 40, 80):
        assert sum(len(text.split()) for text in texts(bridge(), words)) <= words + 3


def test_one_claim_is_picked_even_over_budget() -> None:
    assert len(texts(bridge(), 1)) == 1


def test_a_pronoun_follows_its_antecedent_or_is_left_out() -> None:
    story = document(
        "one",
        "Mayor Ada Ortun closed the harbour bridge at Velm on Wednesday.\n\n"
        "She said that the repair of the bridge would take six weeks.",
    )
    assert texts((story,), 60) == [sentence.text for sentence in story.sentences]
    assert all(not text.startswith("She") for text in texts((story,), 12))


def test_what_is_said_already_is_not_said_again() -> None:
    one = document("one", "The harbour bridge at Velm closed on Wednesday after cracks were found.")
    two = document(
        "two", "The harbour bridge at Velm was closed Wednesday after cracks were found."
    )
    rows = vectors(flat((one, two)))
    claims = tuple(
        Claim(sentences=(sentence,), origins=1, salience=0.8) for sentence in flat((one, two))
    )
    result = pick_claims(claims, rows, words=100)
    assert len(result.picked) == 1
    assert result.reasons[0][1].startswith("said already by one:0")


def test_what_the_one_states_and_the_other_negates_is_both_told() -> None:
    stays = document("one", "Minister Ada Ortun will not resign over the bridge, her office said.")
    goes = document("two", "Minister Ada Ortun resigned over the bridge on Wednesday.")
    again = document("two", "Minister Ada Ortun resigned over the bridge, her office said.")
    for other, told in ((goes, 2), (again, 2)):
        sentences = flat((stays, other))
        rows = np.repeat(vectors(sentences[:1]), 2, axis=0)
        claims = find_claims((stays, other), rows, origins=ORIGINS, idf=frequency.load())
        assert len(claims) == 2
        same = {0: {1}, 1: {0}}
        assert len(pick_claims(claims, rows, words=100, same=same).picked) == told


def test_what_both_turn_each_in_its_own_words_is_told_once() -> None:
    one = document(
        "one",
        "The town will no longer hold the old dams on the upper Varn to be in breach of the law.",
    )
    two = document("two", "The dams on the upper Varn are not in breach of the law, it says.")
    sentences = flat((one, two))
    claims = tuple(
        Claim(sentences=(each,), origins=1, salience=weight)
        for each, weight in zip(sentences, (0.9, 0.6), strict=True)
    )
    rows = np.repeat(vectors(sentences[:1]), 2, axis=0)
    assert pick_claims(claims, rows, words=100).picked == (0,)


def test_who_takes_a_report_back_does_not_say_it_again() -> None:
    says = document(
        "one", "Minister Ada Ortun had an account in Lorne, as the Herald wrote in May."
    )
    back = document("two", "The Herald retracted a report that Ada Ortun had an account in Lorne.")
    sentences = flat((says, back))
    rows = np.repeat(vectors(sentences[:1]), 2, axis=0)
    claims = find_claims((says, back), rows, origins=ORIGINS, idf=frequency.load())
    same = {0: {1}, 1: {0}}
    assert len(pick_claims(claims, rows, words=100, same=same).picked) == 2


def test_a_retraction_stands_beside_what_it_takes_back() -> None:
    says = document(
        "one",
        "Minister Ada Ortun resigned over the bridge, the Herald wrote. Work on the bridge at Velm "
        "cost 40 million crowns. The harbour union praised the engineers of Lorne.",
    )
    back = document(
        "two",
        "A storm broke windows in Tesk. Ferries stayed in port until noon. Schools will open on "
        "Monday. The Herald retracted its report that Ada Ortun had resigned.",
    )
    sentences = flat((says, back))
    rows = np.eye(len(sentences), dtype=np.float32)
    rows[-1] = 0.8 * rows[0] + 0.6 * rows[-1]
    claims = tuple(
        Claim(sentences=(one,), origins=1, salience=0.9 - 0.01 * i)
        for i, one in enumerate(sentences)
    )
    result = pick_claims(claims, rows, words=200)
    told = [claims[i].sentences[0].text for i in result.picked]
    assert told[0].startswith("Minister Ada Ortun resigned")
    assert told[1].startswith("The Herald retracted")


def test_of_what_is_told_in_other_words_one_is_told() -> None:
    one = document("one", "The harbour bridge at Velm closed on Wednesday after cracks were found.")
    two = document(
        "two", "Engineers shut the crossing in the port, whose steel had split, at noon."
    )
    rows = np.eye(2, dtype=np.float32)
    claims = tuple(
        Claim(sentences=(sentence,), origins=1, salience=weight)
        for sentence, weight in zip(flat((one, two)), (0.8, 0.7), strict=True)
    )
    assert len(pick_claims(claims, rows, words=100).picked) == 2
    result = pick_claims(claims, rows, words=100, same={0: {1}, 1: {0}})
    assert result.picked == (0,)
    assert result.reasons == ((1, "said already by one:0"),)


def test_a_caption_with_its_credit_is_not_told() -> None:
    one = document(
        "one",
        "The harbour bridge at Velm closed on Wednesday after cracks were found.\n\n"
        "Tove Lind / AFP Mayor Ada Ortun speaks beside the quay on the following afternoon.\n",
    )
    claims = tuple(Claim(sentences=(s,), origins=1, salience=0.8) for s in flat((one,)))
    result = pick_claims(claims, vectors(flat((one,))), words=100)
    assert result.picked == (0,)
    assert "holds a link, a tag, a list number or a photo credit" in {
        reason for _, reason in result.reasons
    }


def test_nothing_gives_nothing() -> None:
    assert pick_claims((), np.zeros((0, 4), np.float32)) == PickResult(picked=(), reasons=())


def test_mmr_prefers_the_new_to_the_near_copy() -> None:
    similarity = np.array([[1, 0.95, 0.1], [0.95, 1, 0.1], [0.1, 0.1, 1]], dtype=np.float32)
    relevance = np.array([0.9, 0.89, 0.6], dtype=np.float32)
    assert mmr(similarity, relevance, costs=[1, 1, 1], budget=2, trade_off=0.6) == (0, 2)
    assert mmr(similarity, relevance, costs=[1, 1, 1], budget=2, trade_off=1.0) == (0, 1)


def test_mmr_passes_over_what_does_not_fit() -> None:
    relevance = np.array([0.9, 0.5], dtype=np.float32)
    assert mmr(np.eye(2, dtype=np.float32), relevance, costs=[10, 3], budget=5) == (1,)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"trade_off": 1.5}, "trade_off"),
        ({"costs": [1]}, "similarity"),
        ({"costs": [1, -1]}, "cos"),
    ],
)
def test_mmr_says_what_is_wrong(change: dict[str, object], message: str) -> None:
    options: dict[str, object] = {"costs": [1, 1], "budget": 2, **change}
    with pytest.raises(ValueError, match=message):
        mmr(np.eye(2, dtype=np.float32), np.ones(2, np.float32), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "He added that the road was shut.",
        "However, the mayor denied it.",
        '"We saw it coming," he said.',
        '"On the whole it went well," the statement added.',
        '"We saw it coming."',
        "They spoke after the vote.",
        "Maud Ferris, who voted against, said that was untrue.",
        "The ministry on Monday said his defeat was no surprise.",
        "The spokesman added that the road would be shut until May.",
        "“We saw it coming,” the senior official said after the vote in Velm.",
        "“We saw it coming,” said the aide.",
        "The crossing over the bay is safe for lorries.”",
        "It’s likely why the port authority has closed the bridge at Velm.",
        "It was the first town on the bay to close a bridge.",
        "Later that day Ada Ortun closed the bridge at Velm.",
        "Two days later, Ada Ortun closed the bridge at Velm.",
        "Since then, Ada Ortun has closed two bridges at Velm.",
        "Part of that may be the work of the port authority.",
        "With that in mind, engineers measured the bridge at Velm.",
        "Engineers of Velm have measured these two bridges since May.",
        "The other, though, would keep the bridge at Velm open until June.",
        "The other two bridges of Velm were closed.",
        "The other bidder for the bridge is from Tesk.",
        "Ada Ortun has yet to rule on the merits of that claim.",
        "Survivors of that fire met Ada Ortun at the bridge.",
    ],
)
def test_these_lean_on_what_came_before(text: str) -> None:
    assert leaning(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Ortun said she would resign.",
        '"We saw it coming," Ortun said.',
        "On Wednesday the bridge was closed.",
        "Maud Ferris said that the vote was lawful.",
        "It is not clear who will pay for the bridge.",
        "It is likely that the port authority closes the bridge at Velm.",
        "It is the first time that Velm has closed a bridge.",
        "An official of Velm warned of cracks, but the official said the bridge would stay open.",
        "The port authority said 14,000 drivers use the bridge.",
        "The ministry said on Monday that Ada Ortun had kept her promise.",
        "Later that bridge would cost Ada Ortun her office.",
        "Two days later than planned the bridge at Velm was opened.",
        "Most of the drivers of Velm use the bridge.",
        "The port authority of Velm warned those drivers who cross the bay.",
        "The bridges at Velm were closed, and engineers measured those bridges.",
        "Ada Ortun is asked for little in these weeks.",
        "The other parties to the treaty met in Velm.",
        "The other day Ada Ortun closed the bridge at Velm.",
        "The claim of Velm failed, and the merits of that claim were not heard.",
        "Ada Ortun was warned of the flood on Friday morning and left Velm by that evening.",
        "Ada Ortun was told by the engineers of Velm that cracks had been found.",
        "Five hours on the bridge at Velm cost Ada Ortun ten crowns.",
    ],
)
def test_these_stand_alone(text: str) -> None:
    assert leaning(text) == ""


def test_what_only_one_side_says_is_heard() -> None:
    shared = (
        "The Fenmark council approved the wind farm on Wednesday by 31 votes to 22 after a long"
        " debate."
    )
    one = document("one", shared + "\n\nRufus Dale said that the farm would bring work.")
    two = document("two", "Wim Corrie said that 4,300 objections had been ignored.")
    sentences = flat((one, two))
    weight = {0: 0.9, 1: 0.5, 2: 0.01}
    found = tuple(
        Claim(sentences=(sentence,), origins=1, salience=weight[i])
        for i, sentence in enumerate(sentences)
    )
    result = pick_claims(found, vectors(sentences), words=28, documents=(one, two))
    assert 2 in result.picked
    assert 1 not in result.picked
    assert result.taken[0] == 0


def test_what_is_barred_is_passed_over() -> None:
    relevance = np.array([0.9, 0.5], dtype=np.float32)
    eye = np.eye(2, dtype=np.float32)
    assert mmr(eye, relevance, costs=[1, 1], budget=2, barred=lambda i, taken: i == 0) == (1,)


def test_the_reasons_of_what_is_not_told_are_true() -> None:
    one = document(
        "one",
        "The harbour bridge at Velm closed on Wednesday after cracks were found.\n\n"
        "The engineers of the town gave three reasons for it on the same day:\n\n"
        "Rust was one.\n\nMore of the Velm engineers is at https://velm.example/bridge today.\n",
    )
    claims = tuple(Claim(sentences=(s,), origins=1, salience=0.8) for s in flat((one,)))
    result = pick_claims(claims, vectors(flat((one,))), words=100)
    assert result.picked == (0,)
    assert [reason for _, reason in result.reasons] == [
        "leads into what follows it",
        "shorter than 6 words",
        "holds a link, a tag, a list number or a photo credit",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The bridge at Velm closes for a week: mayor says", "has no end"),
        ("The bridge at Velm was closed on Wednesday after the", "has no end"),
        ("Whoever would have thought it of the bridge at Velm?", "a question or an exclamation"),
        ("The people of Velm are ashamed of their own bridge!", "a question or an exclamation"),
        ("see also Ferries of Velm are late again, the port says.", "begins in the middle"),
        ("de Brill said the bridge at Velm would close on Friday.", ""),
        ("the bridge at velm was closed on wednesday, the mayor said.", ""),
        ("“Will the bridge at Velm ever be opened again?”", ""),
        ("Mayor Ada Ortun called the bridge of Velm “a wreck!”", ""),
        ("The bridge at Velm was closed on Wednesday (by the mayor).", ""),
        ("(The Tesk Board is the office that looks after every bridge.)", "an aside"),
        ("(Lind) The bridge at Velm was closed on Wednesday (by her).", ""),
        ("CLOSE Mayor Ada Ortun tells reporters why the bridge is shut.", "the caption of a video"),
        ("Mayor Ada Ortun leaves the town hall at Velm, May 7, 2031, with aides.", "the caption"),
        ("May 7, 2031; Velm, VE, USA; Ada Ortun of Velm walks on the bridge.", "holds a link"),
        ("Ada Ortun walks with Tom Brill (not pictured) on the bridge of Velm.", "holds a link"),
        ("Mayor Ada Ortun left the town hall at Velm on May 7, 2031, with aides.", ""),
        ("CLOSE friends of Mayor Ada Ortun say the bridge is shut.", ""),
        ("Because nobody had looked at the bridge at Velm for years.", "no main clause"),
        ("Because of the cracks the bridge at Velm was closed for good.", ""),
        ("Because nobody looked, the bridge at Velm was closed too late.", ""),
        ("The Harbour Charter, which rules on every bridge of the bay.", "no main clause"),
        ("• Tom Brill, whose father built the bridge at Velm in 1971.", "no main clause"),
        ("Tom Brill, who built the bridge at Velm, has left the town.", ""),
        ("The mayor met Tom Brill, who built the bridge at Velm in 1971.", ""),
        ("Tom Brill of Velm, which he calls “home, at last,” was not asked.", ""),
        ("Here are five things to know of the bridge at Velm this week.", "speaks to"),
        ("The vote was close, but here’s what it means for the bridge.", "speaks to"),
        ("Watch the above report on the bridge by the Velm Post.", "speaks to"),
        ("Here the bridge at Velm was closed for the first time.", ""),
        ("The keepers did not immediately respond to emails seeking comment.", "tells that"),
        ("Ada Ortun and the board have not returned emails seeking comment.", "tells that"),
        ("The board did not respond to calls from the keeper of the bridge.", ""),
        ("The board did not respond to a request for comment but later shut the bridge.", ""),
        ("The bridge was shut, and the board did not respond to requests for comment.", ""),
        ("The board will tell you that the bridge at Velm is safe.", "speaks to the reader"),
        ("The board said: “You will see that the bridge at Velm is safe.”", ""),
    ],
)
def test_headings_questions_and_links_are_not_told(text: str, reason: str) -> None:
    assert unfit(text).startswith(reason)
    assert bool(unfit(text)) == bool(reason)


def test_a_label_in_capitals_is_told_before_the_first_sentence_alone() -> None:
    line = "VELM: The harbour bridge was closed on Wednesday after engineers found cracks in it."
    later = "ORTUN: There is a plan to repair the pillars of the bridge before June."
    sentences = flat((document("one", f"{line}\n\n{later}"),))
    claims = tuple(Claim(sentences=(one,), origins=1, salience=0.8) for one in sentences)
    result = pick_claims(claims, vectors(sentences), words=100)
    assert result.picked == (0,)
    assert result.reasons[0][1].startswith("a transcript's line")


LEAD = "The harbour bridge at Velm was closed on Wednesday after engineers found cracks in it."


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("Inspectors discovered damage, so the town lost its main crossing over the bay.", False),
        ("Inspectors discovered 3 faults, so the town lost its main crossing over the bay.", True),
        ("Inspectors discovered “grave faults”, so the town lost its crossing over the bay.", True),
        ("Inspectors discovered damage on Friday, so the town lost its main crossing.", True),
    ],
)
def test_a_second_lead_is_told_where_it_has_something_of_its_own(second: str, told: bool) -> None:
    documents = (document("one", LEAD), document("two", second))
    sentences = flat(documents)
    claims = tuple(
        Claim(sentences=(one,), origins=1, salience=weight)
        for one, weight in zip(sentences, (0.9, 0.6), strict=True)
    )
    # near, but nearer to something else than sentences that say the same in the same words
    rows = np.array([[1.0, 0.0], [0.7, np.sqrt(1 - 0.49)]], dtype=np.float32)
    result = pick_claims(claims, rows, words=100)
    assert result.picked == ((0, 1) if told else (0,))
    if not told:
        assert result.reasons == ((1, "said already by one:0"),)
