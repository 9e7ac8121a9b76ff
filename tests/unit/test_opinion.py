"""Opinion pieces are told from reports, by what they say of themselves and by how they argue."""

from __future__ import annotations

import pytest

from summarizer.opinion import (
    FEATURES,
    all_argue,
    argues,
    chance,
    features,
    is_comment,
    is_talk,
    model,
    own_words,
)
from summarizer.prepare import document
from summarizer.records import Article, Document

ARGUED = (
    "Who still believes that the council of Velm acts for anyone but itself? It is absurd to call "
    "the closing of the harbour bridge a repair. The truth is that our leaders never cared about "
    "the harbour, and we are the ones who must now live with their failure. Of course there is no "
    "money left; there never is when the poor need a road. Surely nobody in that arrogant chamber "
    "should be trusted with our bridges again. We should demand a vote, and we should not rest "
    "until the whole disgraceful scheme is dead. Nothing less will do."
)
REPORTED = (
    "The council of Velm voted on Monday to close the harbour bridge to lorries from June. "
    "Engineers had found cracks in two of its piers in March, the council said. The repair will "
    "cost 4 million crowns and take seven months, according to a report. “We should have acted "
    "sooner. We must not wait again,” said Mayor Ada Ortun. Buses could still cross, she said. "
    "Hauliers will be sent over the Sorrow bridge, eleven kilometres upstream."
)


def made(text: str, *, title: str = "", url: str = "", source: str = "") -> Document:
    return document(Article(id="a", text=text, title=title, url=url, source=source))


def test_an_arguing_text_is_told_from_a_report() -> None:
    assert chance(made(ARGUED)) >= model().threshold
    assert chance(made(REPORTED)) < 0.2
    assert argues(made(ARGUED))
    assert not argues(made(REPORTED))


def test_what_is_quoted_is_nobodys_argument() -> None:
    quoted = f"“{ARGUED}” said Ada Ortun on Monday. " + REPORTED
    assert not argues(made(quoted))


@pytest.mark.parametrize(
    "marks",
    [
        {"title": "Opinion: The bridge"},
        {"title": "The bridge must open | Opinion"},
        {"title": "The bridge must open (Commentary)"},
        {"title": "Letters to the editor: the bridge"},
        {"url": "https://velmpost.example/opinion/2031/bridge"},
        {"url": "https://velmpost.example/columnists/brill/bridge"},
        {"source": "Velm Post - Opinion"},
        {"source": "Velm Post (Editorial)"},
    ],
)
def test_what_says_that_it_is_opinion_is_believed(marks: dict[str, str]) -> None:
    assert is_comment(made(REPORTED, **marks))
    assert all_argue([made(REPORTED, **marks)])


def test_a_first_line_may_say_so() -> None:
    assert is_comment(made(f"COMMENTARY\n\n{REPORTED}"))
    assert is_comment(made(f"Opinion: {REPORTED}"))


@pytest.mark.parametrize(
    "marks",
    [
        {"title": "Opinions differ on the bridge"},
        {"title": "Court writes its opinion"},
        {"title": "Velm hires an op-ed editor"},
        {"url": "https://velmpost.example/news/opinion-poll-on-bridge"},
        {"source": "Public Opinion"},
        {"source": "Velm Letters"},
    ],
)
def test_the_mere_word_says_nothing(marks: dict[str, str]) -> None:
    assert not is_comment(made(REPORTED, **marks))


# Between the chance that a line about the author needs and the one that stands alone.
MILD = (
    "The harbour bridge of Velm is closed to lorries, and the council calls it a repair. Nobody "
    "knows when it will open. Perhaps the cracks were small; perhaps they were not. The council "
    "was told of them in March, when the engineers wrote to it. A road that feeds two thousand "
    "people must stay open. Lorries now go over the Sorrow bridge, which is eleven kilometres away."
)


@pytest.mark.parametrize(
    "line",
    [
        "Ola Brill is a columnist for the Velm Post.",
        "Ola Brill, a former pilot, is a regular contributor to the Velm Post.",
        "The views expressed in this article are those of the author.",
    ],
)
def test_a_line_about_the_author_is_believed_where_the_text_argues(line: str) -> None:
    assert not all_argue([made(MILD)])
    assert all_argue([made(f"{MILD}\n\n{line}")])
    # A columnist may report, too.
    assert not all_argue([made(f"{REPORTED}\n\n{line}")])


def test_interviews_are_no_opinion_pieces() -> None:
    talk = ARGUED.replace("It is absurd", "BRILL: It is absurd").replace("Surely", "ORTUN: Surely")
    assert is_talk([one.text for one in made(talk).sentences])
    assert not argues(made(talk))
    named = f"Ola Brill\n\n{ARGUED}\n\nOla Brill\n\n{ARGUED}\n\nOla Brill\n\nYes."
    assert not argues(made(named))
    edited = f"{ARGUED} This interview has been edited for length."
    assert not argues(made(edited))


@pytest.mark.parametrize("title", ["The bridge, explained", "Statement from the mayor of Velm"])
def test_explainers_and_statements_are_no_opinion_pieces(title: str) -> None:
    assert not argues(made(ARGUED, title=title))


def test_a_report_with_an_argument_in_it_is_not_told_as_opinion() -> None:
    both = made(f"{REPORTED} {REPORTED} {ARGUED} {ARGUED} {ARGUED}")
    assert chance(both) >= model().threshold
    assert not all_argue([both])
    assert all_argue([made(f"{ARGUED} {ARGUED}")])


def test_few_sentences_must_say_so_themselves() -> None:
    short = "We should be ashamed of this disgraceful blunder. Our bridge must open!"
    assert not argues(made(short))
    assert argues(made(short, title="Opinion: Shame"))


def test_an_event_argues_where_all_its_articles_do() -> None:
    assert all_argue([made(ARGUED), made(REPORTED, title="Opinion: The bridge")])
    assert not all_argue([made(ARGUED), made(REPORTED)])
    assert not all_argue([])


def test_quotations_over_several_sentences_are_blanked() -> None:
    own = own_words(["He said: “We lost.", "You know it.” We agree.", '"We" do, "I think".'])
    assert [one.split() for one in own] == [["He", "said:"], ["We", "agree."], ["do,", "."]]
    assert [len(one) for one in own] == [18, 23, 19]


def test_a_lost_closing_mark_does_not_silence_the_rest() -> None:
    own = own_words(["“We lost.", "x" * 1000, "We agree."])
    assert own[0].strip() == ""
    assert own[2] == "We agree."


def test_features_are_named_and_shares_of_own_sentences() -> None:
    found = dict(
        zip(FEATURES, features(["We must go.", "Why?", "“You must,” she said."]), strict=True)
    )
    for name in ("we", "should", "asks", "tells"):
        assert found[name] == pytest.approx(1 / 3)
    assert found["you"] == 0
    assert len(model().weights) == len(FEATURES)
