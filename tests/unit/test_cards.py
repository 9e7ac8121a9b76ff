"""The cards of names that scrapers leave in a sentence."""

from __future__ import annotations

import pytest

from summarizer.assemble import event_summary
from summarizer.cards import sentence_without, without_cards
from summarizer.evidence import gather
from summarizer.group import document_text_for_embedding, group
from summarizer.models.bundled import drafted, read_from
from summarizer.models.embedders import load_embedder
from summarizer.models.extract import ExtractWriter
from summarizer.records import Claim, Event, Sentence, Span
from tests.unit.event_sample import document
from tests.unit.grouping_texts import made
from tests.unit.test_compose import Bags

CARD = (
    "Mayor Ada Lind Ada Marie LindCouncil votes again on ferries Bridge of Tesk late for a third "
    "year MORE (R-Arlow) told reporters on Monday that the port will close."
)
PLAIN = "Mayor Ada Lind (R-Arlow) told reporters on Monday that the port will close."


def claim(*texts: str) -> Claim:
    return Claim(
        sentences=tuple(
            Sentence(span=Span(article_id="a", start=0, end=len(text)), text=text, position=0)
            for text in texts
        ),
        origins=1,
    )


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (CARD, PLAIN),
        ("Mayor Lind Ada Marie LindFerries late MORE's ferry sank.", "Mayor Lind's ferry sank."),
        (
            "Bo Reyes-Lum Robert (Bo) Reyes-LumTesk votes: report MORE and Ida Lum Ida LumArlow "
            "late MORE left.",
            "Bo Reyes-Lum and Ida Lum left.",
        ),
        ("Mayor Ada Lind Ada Marie Lind Ferries late again MORE left.", "Mayor Ada Lind left."),
        ("Mayor Ada LindAda Marie LindFerries late MORE left.", "Mayor Ada Lind left."),
        ("Mayor Ada LindAda LindTesk ferry sinks: report Arlow's MORE.", "Mayor Ada Lind."),
        ("Mayor Ada Lind Ada Marie Lind2031 ferries late MORE left.", "Mayor Ada Lind left."),
        ("Bo Reyes Robert (Bo) James ReyesMORE left Arlow.", "Bo Reyes left Arlow."),
        ("Ada Lind and Ada Marie Lind Ferries want MORE.",) * 2,
        ("Ida McColl wrote that Arlow \u201cmust pay MORE\u201d.",) * 2,
        ("Ada Lind and Ada Marie Lind want MORE ferries.",) * 2,
    ],
)
def test_cards_go(text: str, without: str) -> None:
    assert without_cards(text) == without


def test_the_writer_neither_reads_nor_writes_a_card() -> None:
    told = claim(CARD)
    assert read_from(told) == [PLAIN]
    sentence = drafted(PLAIN, told, 0)
    assert (sentence.text, sentence.kind) == (PLAIN, "written")
    other = "The port of Arlow will close, the mayor said."
    copied = drafted(other, claim(CARD, other), 0)
    assert (copied.text, copied.kind) == (PLAIN, "written")
    shorter = drafted(PLAIN, claim(other, CARD), 0)
    assert (shorter.text, shorter.kind) == (other, "extracted")


def test_the_headlines_of_a_card_end_no_sentence() -> None:
    asks = CARD.replace("on ferries", "on ferries? Is it late?")
    (sentence,) = document("a", asks).sentences
    assert without_cards(sentence.text) == PLAIN


def test_a_sentence_without_its_card_keeps_its_place_and_has_its_own_facts() -> None:
    (sentence,) = document("a", CARD.replace("Bridge", "14 bridges on Friday 3 May 2030")).sentences
    plain = sentence_without(sentence)
    assert (plain.text, plain.span) == (PLAIN, sentence.span)
    assert [PLAIN[one.start : one.end] for one in plain.dates] == ["Monday"]
    assert [PLAIN[one.start : one.end] for one in plain.names] == ["Mayor Ada Lind"]
    assert plain.numbers == ()
    assert sentence_without(plain) is plain


def test_no_writer_tells_a_card_and_citations_are_exact() -> None:
    given = document("a", f"{CARD}\n\nThe last ferry sails in June, when the school year ends.")
    event = Event(id="e", article_ids=("a",), day=given.day, basis="published", origins=(("a",),))
    material = gather(event, [given], Bags(), words=60)
    writer = ExtractWriter()
    (draft,) = writer.write([material.evidence])
    summary, unused = event_summary(material, draft, judge=None, rewriter=writer)
    assert PLAIN in [one.text for one in summary.sentences]
    assert CARD in [one.quote for one in summary.citations]
    for one in summary.citations:
        assert given.article.text[one.span.start : one.span.end] == one.quote
    assert not any(one.span.start == 0 for one in unused)


HEADLINES = "Ferries late for third week Valley school wins prize Tesk votes on budget again MORE"


def test_headlines_on_the_cards_of_names_bring_no_two_events_together() -> None:
    """Both articles were scraped on the day on which the cards showed the same headlines."""
    told = (
        ("Hospital roof", "Dana Marlow{} said the roof of the hospital in Varn leaks.", "Dana M."),
        (
            "Chess prize",
            "Petra Hume{} gave the chess prize to a girl of nine in Arlow.",
            "Petra A.",
        ),
    )
    given, plain = [], []
    for number, (title, text, name) in enumerate(told):
        surname = text.partition("{")[0].split()[1]
        card = f" {name} {surname}{HEADLINES}"
        given.append(made(str(number), title, text.format(card)))
        plain.append(made(str(number), title, text.format("")))
    texts = [document_text_for_embedding(each) for each in given]
    assert texts == [document_text_for_embedding(each) for each in plain]
    vectors = load_embedder().embed(texts)
    found, expected = (group(each, vectors, origins=(("0",), ("1",))) for each in (given, plain))
    assert [event.article_ids for event in found.events] == [("0",), ("1",)]
    assert found == expected
