from __future__ import annotations

from summarizer.models.extract import ExtractWriter, kind_of
from summarizer.records import Claim, Event, Evidence, Sentence, Span


def evidence(*texts: str) -> Evidence:
    claims = tuple(
        Claim(
            sentences=(
                Sentence(span=Span(article_id="a", start=0, end=len(t)), text=t, position=0),
            ),
            origins=1,
        )
        for t in texts
    )
    event = Event(id="evt-1", article_ids=("a",), day=None, basis="unknown", origins=(("a",),))
    return Evidence(event=event, claims=claims, words=50)


def test_each_claim_is_told_in_its_first_sentence() -> None:
    drafts = ExtractWriter().write([evidence("One ship sank.", "Two\n ships left."), evidence()])
    assert [s.text for s in drafts[0].sentences] == ["One ship sank.", "Two ships left."]
    assert [s.claims for s in drafts[0].sentences] == [(0,), (1,)]
    assert drafts[0].writer == "extract"
    assert drafts[1].sentences == ()


def test_a_sentence_that_is_mostly_quotation_is_quoted() -> None:
    assert kind_of('"We will not reopen the bridge before it is safe," Ortun said.') == "quoted"
    assert kind_of('Ortun called the damage "grave" and closed the bridge.') == "extracted"
