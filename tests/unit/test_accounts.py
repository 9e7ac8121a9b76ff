from __future__ import annotations

from collections import Counter

import pytest

from summarizer import accounts, roundings
from summarizer.accounts import NOTE, headline, source_names, with_accounts
from summarizer.disagree import find_disagreements
from summarizer.numbers import numbers
from summarizer.records import Quantity, Span
from summarizer.summaries import Citation, Disagreement, DisagreementValue, SummarySentence
from tests.unit.event_sample import document

LEDGER = "Orrin Glass will cut 340 jobs at its works in Tavisk, the company said."
MERIDIAN = "Orrin Glass will cut 430 jobs at its works in Tavisk and close a furnace, it said."
POST = "Orrin Glass will cut 340 jobs at its works in Tavisk, workers were told."
MAYOR = "Mayor Lise Hartog asked for a retraining fund."


def told(*texts: str, shown: tuple[str, ...], times: int = 1) -> tuple[SummarySentence, ...]:
    """The accounts put into a summary of the sentences `shown`, of articles "a0", "a1", …, where
    each disagreement was found so many times."""
    documents = [document(f"a{n}", text) for n, text in enumerate(texts)]
    differences = find_disagreements((), documents=documents) * times
    citations = tuple(
        Citation(n=n, span=sentence.span, quote=sentence.text)
        for n, sentence in enumerate((s for d in documents for s in d.sentences), start=1)
    )
    number = {citation.span: citation.n for citation in citations}
    disagreements = [
        Disagreement(
            about=one.about,
            values=tuple(
                DisagreementValue(value=value, citations=tuple(number[s] for s in spans))
                for value, spans in one.values
            ),
        )
        for one in differences
    ]
    sentences = [
        SummarySentence(
            text=text,
            kind="extracted",
            citations=tuple(c.n for c in citations if c.quote == text),
            support=1.0,
            origins=1,
        )
        for text in shown
    ]
    return with_accounts(
        sentences,
        disagreements,
        differences,
        documents=documents,
        origins=[(d.id,) for d in documents],
        citations=citations,
    )


def test_two_sentences_with_two_figures_stand_together_each_with_its_source() -> None:
    found = told(LEDGER, MERIDIAN, MAYOR, shown=(MERIDIAN, MAYOR, LEDGER))
    assert [one.text for one in found] == [
        "According to a1, " + MERIDIAN,
        "But according to a0, " + LEDGER,
        MAYOR,
    ]
    assert [one.note for one in found] == [NOTE, NOTE, ""]
    assert found[0].kind == "written"


def test_a_sentence_is_read_once_for_all_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()

    def counted(text: str) -> tuple[Quantity, ...]:
        read[text] += 1
        return numbers(text)

    monkeypatch.setattr(accounts.facts, "numbers", counted)
    also = "The union of Tesk said it had raised {} crowns by Monday."
    texts = [f"{LEDGER.replace('340', str(n))} {also.format(n + 3)}" for n in range(500, 900, 40)]
    roundings._before.cache_clear()
    assert len(told(*texts, shown=(texts[3].partition(". ")[0] + ".", MAYOR), times=8)) > 1
    assert set(read.values()) == {1}
    # So is what stands before each value that is compared with the others.
    assert 0 < roundings._before.cache_info().misses <= 2 * len(texts)


def test_an_account_that_no_sentence_gives_follows_in_its_own() -> None:
    found = told(LEDGER, MERIDIAN, POST, shown=(MERIDIAN,))
    assert [one.text for one in found] == [
        "According to a1, " + MERIDIAN,
        "Accounts differ: a0 and a2 give 340 jobs.",
    ]
    assert found[1].citations == (1, 3)
    assert found[1].origins == 2


def test_a_value_of_two_disagreements_is_told_as_one_account() -> None:
    once = told(LEDGER, MERIDIAN, POST, shown=(MERIDIAN,))
    assert len(once) == 2
    assert told(LEDGER, MERIDIAN, POST, shown=(MERIDIAN,), times=2) == once


def test_an_account_that_ends_in_a_stop_gets_no_second_one() -> None:
    early = "The ferry struck the reef off Tarn at about 4 a.m., the coast guard said."
    late = "The ferry struck the reef off Tarn at about 6 a.m., the coast guard said."
    found = told(early, late, shown=(early,))
    assert found[-1].text == "Accounts differ: a1 gives about 6 a.m."


def test_what_speaks_of_an_account_stays_behind_it() -> None:
    number = "The number includes 90 agency workers."
    found = told(f"{MERIDIAN} {number}", LEDGER, shown=(MERIDIAN, number, MAYOR))
    assert [one.text for one in found] == [
        "According to a0, " + MERIDIAN,
        number,
        "Accounts differ: a1 gives 340 jobs.",
        MAYOR,
    ]
    found = told(f"{MERIDIAN} {number}", LEDGER, shown=(MERIDIAN, number, MAYOR, LEDGER))
    assert [one.text for one in found][1:3] == [number, "But according to a1, " + LEDGER]


def test_no_sentence_gives_a_disputed_figure_as_settled() -> None:
    for shown in ((LEDGER,), (MERIDIAN,), (LEDGER, MERIDIAN), (LEDGER, POST, MERIDIAN)):
        for one in told(LEDGER, MERIDIAN, POST, shown=shown):
            assert one.text.startswith(("According to", "But according to", "Accounts differ"))


def test_sentences_stay_as_they_are_where_nothing_is_disputed() -> None:
    found = told(LEDGER, POST, MAYOR, shown=(LEDGER, MAYOR))
    assert [one.text for one in found] == [LEDGER, MAYOR]


def test_a_common_first_word_becomes_small_and_a_name_does_not() -> None:
    one = "The works in Tavisk will lose 340 jobs, the company said."
    two = "The works in Tavisk will lose 430 jobs, the union said."
    assert told(one, two, shown=(one,))[0].text.startswith("According to a0, the works")


def test_a_headline_with_a_disputed_figure_says_so() -> None:
    values = tuple(DisagreementValue(value=v, citations=(1,)) for v in ("340", "430"))
    given = [Disagreement(about="jobs", values=values)]
    assert headline("Orrin cuts 340 jobs", given) == "Orrin cuts 340 jobs (accounts differ)"
    assert headline("Orrin cuts 3,400 jobs", given) == "Orrin cuts 3,400 jobs"
    assert headline("Orrin cuts jobs", given) == "Orrin cuts jobs"


def test_articles_without_a_source_are_counted_beside_named_ones() -> None:
    spans = [Span(article_id=i, start=0, end=1) for i in ("a", "b", "c", "b")]
    assert source_names(spans, {"a": "Ledger", "b": "", "c": ""}) == ["Ledger", "2 other articles"]
    assert source_names(spans[:2], {"a": "Ledger", "b": ""}) == ["Ledger", "another article"]
    assert source_names(spans[1:3], {"b": "", "c": ""}) == ["b", "c"]
    assert source_names(spans, {"a": "Ledger", "b": "Post", "c": "Ledger"}) == ["Ledger", "Post"]


def test_a_sentence_with_two_disputed_values_is_told_by_who_gives_both() -> None:
    final = "Velm Rovers beat Tavisk United {} in the cup final on Saturday before a crowd of {}."
    texts = (final.format("3-1", "41,000"), final.format("3-1", "38,000"))
    other = "Velm Rovers beat Tavisk United 4-1 in the cup final on Saturday, the league said."
    found = told(*texts, other, shown=(texts[0],))
    assert [one.text for one in found] == [
        "According to a0, " + texts[0],
        "Accounts differ: a1 gives a crowd of 38,000.",
        "Accounts differ: a2 gives 4-1.",
    ]
    assert [one.citations for one in found] == [(1,), (2,), (3,)]


def test_two_sentences_with_one_value_are_no_contrast() -> None:
    again = "Orrin Glass will cut 340 jobs at its works in Tavisk and close its furnace, it said."
    found = told(LEDGER, MERIDIAN, again, shown=(LEDGER, again))
    assert [one.text for one in found] == [
        "According to a0 and a2, " + LEDGER,
        "According to a0 and a2, " + again,
        "Accounts differ: a1 gives 430 jobs.",
    ]


def test_what_one_source_denies_is_told_as_its_account() -> None:
    talks = "Minister Lena Korda {} that she had held secret talks with envoys in Skarholm."
    found = told(talks.format("confirmed"), talks.format("denied"), shown=(talks.format("denied"),))
    assert [one.text for one in found] == [
        "According to a1, " + talks.format("denied"),
        "Accounts differ: a0 reports that this was confirmed.",
    ]
    other = talks.format("admitted")
    (first, _) = told(other, talks.format("denied"), shown=(other,))
    assert first.text.startswith("According to a0, ")
