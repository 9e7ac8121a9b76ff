"""Drafts of fake writers: what they are made to cite, and what becomes of what nobody said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from summarizer.citation_list import CitationList
from summarizer.compose import Composition, compose
from summarizer.evidence import EventMaterial
from summarizer.records import Document, Draft, DraftSentence, Evidence
from tests.unit.event_sample import DAY, ORIGINS, bridge, document, event_material, flat, vectors

DOCUMENTS = bridge()
TEXTS = {document.id: document.article.text for document in DOCUMENTS}


class FreeWriter:
    """Writes what it was told to, of claims that have nothing to do with it."""

    name = "free"

    def __init__(self, *texts: str, claims: tuple[int, ...] = (0,)) -> None:
        self.texts, self.claims = texts, claims

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        sentences = tuple(DraftSentence(text=text, claims=self.claims) for text in self.texts)
        return tuple(
            Draft(event_id=e.event.id, sentences=sentences, writer=self.name) for e in evidences
        )

    def signature(self) -> str:
        return "free"


class Bags:
    """Vectors without a model."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return vectors(texts)

    def signature(self) -> str:
        return "bags"


def material(documents: tuple[Document, ...] = DOCUMENTS) -> EventMaterial:
    return event_material(documents, origins=ORIGINS, vectors=vectors(flat(documents)))


def composed(*texts: str) -> tuple[Composition, list[tuple[str, str]]]:
    """What becomes of the texts, and ``(article id, quote)`` of every citation."""
    given = material()
    writer = FreeWriter(*texts)
    cited = CitationList(TEXTS)
    (draft,) = writer.write([given.evidence])
    found = compose(given, draft, cited, judge=None, rewriter=writer, embedder=Bags())
    for citation in cited.citations():
        span = citation.span
        assert TEXTS[span.article_id][span.start : span.end] == citation.quote
    return found, [(one.span.article_id, one.quote) for one in cited.citations()]


def test_a_true_sentence_of_two_articles_cites_both_wherever_its_claim_is() -> None:
    text = (
        "Ferries will carry passengers across the bay until June, and the opposition politician "
        "Tom Brill said the city had ignored warnings from its own engineers."
    )
    found, quotes = composed(text)
    (sentence,) = found.sentences
    assert (sentence.text, sentence.kind) == (text, "written")
    told = {quotes[n - 1] for n in sentence.citations}
    assert ("courier", "The opposition politician Tom Brill said the city had ignored warnings "
            "from its own engineers.") in told  # fmt: skip
    assert {article for article, quote in told if quote.startswith("Ferries")} <= {
        "harbour", "harbour-copy",
    }  # fmt: skip
    assert any(quote.startswith("Ferries") for _, quote in told)
    assert not any("2019" in quote for _, quote in told)
    assert found.rejected == ()


def test_a_fused_sentence_cites_clauses_and_not_whole_long_sentences() -> None:
    long = (
        "The harbour bridge at Velm was closed on Wednesday, while ferries carried hundreds of "
        "passengers across the bay until late in the evening."
    )
    documents = (document("a", long), document("b", "Cracks were found in two of its pillars."))
    given = material(documents)
    writer = FreeWriter(
        "The harbour bridge at Velm was closed on Wednesday: cracks were found in two pillars.",
        claims=(0, 1),
    )
    given = replace(given, evidence=replace(given.evidence, claims=given.claims))
    cited = CitationList({one.id: one.article.text for one in documents})
    (draft,) = writer.write([given.evidence])
    found = compose(given, draft, cited, judge=None, rewriter=writer)
    assert found.rejected == ()
    assert {one.quote for one in cited.citations()} == {
        "The harbour bridge at Velm was closed on Wednesday",
        "Cracks were found in two of its pillars.",
    }


def test_what_no_source_says_is_replaced_by_a_source_sentence() -> None:
    found, quotes = composed("The bridge at Velm was blown up by pirates in 1802.")
    (sentence,) = found.sentences
    assert sentence.kind == "extracted"
    assert sentence.text in {quote for _, quote in quotes}
    assert found.rejected[0].text == "The bridge at Velm was blown up by pirates in 1802."


def test_a_disputed_figure_is_told_with_its_sources() -> None:
    text = "The closure affects 9,000 drivers a day, according to the port authority."
    found, _ = composed(text)
    assert any({"9,000", "14,000"} <= {v.value for v in d.values} for d in found.disagreements)
    texts = {one.id: one.article.text for one in bridge()}
    for value in (value for d in found.disagreements for value in d.values):
        assert tuple(giver.citation for giver in value.given) == value.citations
        for giver in value.given:
            span = giver.span
            assert giver.quote == texts[span.article_id][span.start : span.end]
            assert value.value in giver.quote
            assert (giver.source, giver.published) == (span.article_id, DAY)
    told = [one.text for one in found.sentences]
    assert told[0].startswith("According to gazette") or "gazette reported" in told[0]
    assert "14,000" in told[1]
    assert "courier" in told[1]


def test_a_fusion_of_two_accounts_is_told_as_two() -> None:
    ledger = "Orrin Glass will cut 340 jobs at its works in Tavisk, the company said."
    meridian = "Orrin Glass will cut 430 jobs at its works in Tavisk and close a furnace, it said."
    documents = (document("a", ledger), document("b", meridian))
    given = material(documents)
    given = replace(given, evidence=replace(given.evidence, claims=given.claims))
    writer = FreeWriter(
        "Orrin Glass will cut 430 jobs at its works in Tavisk and close a furnace, the company "
        "said.",
        claims=(0, 1),
    )
    cited = CitationList({one.id: one.article.text for one in documents})
    (draft,) = writer.write([given.evidence])
    found = compose(given, draft, cited, judge=None, rewriter=writer)
    assert [one.text for one in found.sentences] == [
        f"According to a, {ledger}",
        f"But according to b, {meridian}",
    ]
