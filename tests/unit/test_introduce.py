"""Who is introduced at the first mention, in which words, and when nobody is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.bearers import Bearers, Form
from summarizer.citation_list import CitationList
from summarizer.cite import cite
from summarizer.compose import compose
from summarizer.evidence import EventMaterial
from summarizer.introduce import introduced
from summarizer.records import Draft, DraftSentence, Sentence
from summarizer.summaries import SummarySentence
from tests.unit.event_sample import document, event_material, flat, vectors

SAID = "Ortun said the bridge at Velm would stay closed until June."
MAYOR = "Mayor Ada Ortun spoke at the harbour on Wednesday."


def material(*texts: str, words: int = 100) -> EventMaterial:
    documents = tuple(document(f"a{n}", text) for n, text in enumerate(texts))
    given = event_material(
        documents, origins=tuple((one.id,) for one in documents), vectors=vectors(flat(documents))
    )
    return replace(given, evidence=replace(given.evidence, words=words))


def told(
    given: EventMaterial, *texts: str, note: str = ""
) -> tuple[tuple[SummarySentence, ...], CitationList]:
    """What becomes of the sentences, each cited from the event, and the citations."""
    cited = CitationList({one.id: one.article.text for one in given.documents})
    before = []
    for text in texts:
        spans = cite(text, flat(given.documents)).spans
        before.append(
            SummarySentence(
                text=text,
                kind="extracted",
                citations=cited.cite(spans),
                support=1.0,
                origins=1,
                note=note,
            )
        )
    return introduced(before, given, cited, judge=None), cited


def after(*sources: str, says: str = SAID, words: int = 100) -> str:
    return told(material(says, *sources, words=words), says)[0][0].text


def test_the_first_mention_gets_office_and_name_and_cites_who_has_them() -> None:
    given = material(f"{SAID} Ortun thanked the ferries.", MAYOR)
    (first, second), cited = told(given, SAID, "Ortun thanked the ferries.")
    assert first.text == "Mayor Ada Ortun said the bridge at Velm would stay closed until June."
    assert first.kind == "written"
    assert second.text == "Ortun thanked the ferries."
    assert second.kind == "extracted"
    quotes = {one.n: one.quote for one in cited.citations()}
    assert [quotes[n] for n in first.citations] == [SAID, MAYOR]
    for one in cited.citations():
        text = cited.texts[one.span.article_id]
        assert text[one.span.start : one.span.end] == one.quote


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("The bridge was built by Ada Ortun, who leads the port.", "Ada Ortun said"),
        ("On Wednesday former FBI Director Ada Ortun came.", "Former FBI Director Ada Ortun said"),
        ("Crowds met Velm Secretary of State Ada Ortun.", "Velm Secretary of State Ada Ortun said"),
        ("The port's lawyer Ada Ortun spoke.", "Ada Ortun said"),
        ("The regional harbour planning spokeswoman Ada Ortun spoke.", "Ada Ortun said"),
        ("Engineers asked Sens. Ada Ortun and Tom Brill.", "Ada Ortun said"),
        ("Nobody asked Mr. Ada Ortun.", "Ada Ortun said"),
    ],
)
def test_the_form_is_as_the_source_has_it(source: str, wanted: str) -> None:
    assert after(source).startswith(wanted)


def test_a_form_inside_a_sentence_keeps_small_letters() -> None:
    says = "The bridge stays closed, Ortun said."
    assert after("Former Mayor Ada Ortun spoke.", says=says).endswith(
        ", former Mayor Ada Ortun said."
    )
    assert "Dr. Ada Ortun's advice" in after(
        "Dr. Ada Ortun spoke.", "Ortun said so.", says="The city took Ortun's advice on the bridge."
    )
    says = "The city thanked Ms. Ortun for her work."
    assert "thanked Mayor Ada Ortun for" in after(MAYOR, says=says)


def test_offices_that_contradict_each_other_are_left_out() -> None:
    assert after(MAYOR, "Former Mayor Ada Ortun spoke.").startswith("Ada Ortun said")
    assert after(MAYOR, "Guards met Ambassador Ada Ortun.").startswith("Ada Ortun said")
    assert after(
        "Guards met Sen. Ada Ortun.", "It was Sen. Ada Ortun.", "House Speaker Ada Ortun came."
    ).startswith("Sen. Ada Ortun said")


@pytest.mark.parametrize(
    "other",
    [
        "Her brother Emil Ortun came too.",
        "Mayor Ada Ortun Jr. came too.",
        "Ortun Tower stands beside it.",
        "He flew to Velm from a hotel in Ortun.",
        "The paper was called the Ortun.",
        "Ortun Lind came too.",
    ],
)
def test_nobody_is_introduced_whose_name_another_or_a_thing_bears(other: str) -> None:
    assert after(MAYOR, other) == SAID


@pytest.mark.parametrize(
    "says",
    [
        "The Ortun report said the bridge would stay closed.",
        "Embattled mayor Ortun said the bridge would stay closed.",
        "Ortun, the mayor of Velm, said the bridge would stay closed.",
        "Ortun aides said the bridge would stay closed.",
        "Mayor Ortun said the bridge would stay closed.",
        'The letter ended: "Ortun said the bridge would stay closed."',
        "Mrs. Ortun said the bridge would stay closed.",
    ],
)
def test_a_name_that_words_already_go_with_stays(says: str) -> None:
    assert after(MAYOR, SAID, says=says) == says


def test_who_is_named_in_full_before_stays() -> None:
    given = material(SAID, MAYOR)
    assert [one.text for one in told(given, MAYOR, SAID)[0]] == [MAYOR, SAID]


def test_the_full_name_goes_to_the_first_mention() -> None:
    given = material(SAID, MAYOR)
    first, second = told(given, SAID, MAYOR)[0]
    assert first.text == "Mayor Ada Ortun said the bridge at Velm would stay closed until June."
    assert second.text == "Ortun spoke at the harbour on Wednesday."
    assert {first.kind, second.kind} == {"written"}
    # no words are added
    size = len(SAID.split()) + len(MAYOR.split())
    given = material(SAID, MAYOR, words=size)
    assert told(given, SAID, MAYOR)[0][1].text == second.text


def test_a_later_sentence_that_says_who_it_is_stays() -> None:
    whole = "Mayor Ada Ortun, a former engineer, spoke at the harbour on Wednesday."
    first, second = told(material(SAID, whole), SAID, whole)[0]
    assert first.text == "Ada Ortun said the bridge at Velm would stay closed until June."
    assert (second.text, second.kind) == (whole, "extracted")


def test_two_names_that_change_places_are_both_told() -> None:
    texts = (SAID, "Brill said the pillars were examined by Mayor Ada Ortun.")
    given = material(*texts, "Engineer Tom Brill spoke.", words=100)
    assert [one.text for one in told(given, *texts)[0]] == [
        "Mayor Ada Ortun said the bridge at Velm would stay closed until June.",
        "Tom Brill said the pillars were examined by Ortun.",
    ]


def test_a_bare_name_before_a_title_later_gets_an_office_or_nothing() -> None:
    later = "Mayor Ortun thanked the ferries."
    assert told(material(SAID, MAYOR, later), SAID, later)[0][0].text.startswith("Mayor Ada Ortun")
    plain = material(SAID, "It was Ada Ortun who spoke.", later)
    assert told(plain, SAID, later)[0][0].text == SAID


def test_the_budget_of_words_holds() -> None:
    size = len(SAID.split())
    assert after(MAYOR, words=size + 2).startswith("Mayor Ada Ortun")
    assert after(MAYOR, words=size + 1).startswith("Ada Ortun")
    assert after(MAYOR, words=size) == SAID


def test_two_names_of_a_sentence_are_both_introduced() -> None:
    says = "Ortun said the bridge at Velm would be repaired by Brill."
    assert after(MAYOR, "Engineer Tom Brill spoke. Brill said so.", says=says) == (
        "Mayor Ada Ortun said the bridge at Velm would be repaired by Tom Brill."
    )


def test_an_account_of_one_source_stays() -> None:
    assert told(material(SAID, MAYOR), SAID, note="sources disagree")[0][0].text == SAID


def test_what_the_gate_refuses_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer import introduce
    from summarizer.verify import Verdict

    asked: list[str] = []

    def check(sentence: str, passages: list[Sentence], **_: object) -> Verdict:
        asked.append(sentence)
        assert any("Ada Ortun" in one.text for one in passages)
        return Verdict(ok=False, reasons=("no",), score=0.0)

    monkeypatch.setattr(introduce, "check", check)
    (one,), cited = told(material(SAID, MAYOR), SAID)
    assert (one.text, one.kind) == (SAID, "extracted")
    assert [text.split(" said")[0] for text in asked] == ["Mayor Ada Ortun", "Ada Ortun"]
    assert len(cited.citations()) == 1


def test_the_order_of_the_sentences_changes_nothing() -> None:
    sentences = flat(
        (document("a", f"{SAID} {MAYOR}"), document("b", "Velm Mayor Ada M. Ortun came."))
    )
    wanted = Form("Mayor Ada Ortun", "Ada Ortun")
    assert Bearers(sentences).form("ortun") == wanted
    assert Bearers(sentences[::-1]).form("ortun") == wanted


@pytest.mark.parametrize(("writer", "kind"), [("extract", "extracted"), ("fusion", "written")])
def test_the_extract_writer_keeps_to_the_letter(writer: str, kind: str) -> None:
    given = material(SAID, MAYOR)
    cited = CitationList({one.id: one.article.text for one in given.documents})
    sentence = DraftSentence(text=SAID, claims=(0,), kind="extracted")
    draft = Draft(event_id="evt-1", sentences=(sentence,), writer=writer)
    found = compose(given, draft, cited, judge=None, rewriter=None)  # type: ignore[arg-type]
    assert [one.kind for one in found.sentences] == [kind]
