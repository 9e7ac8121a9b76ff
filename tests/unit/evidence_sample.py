"""Evidence made by hand, for the tests of prompts and writers."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Claim, Event, Evidence, Sentence, Span


def sentence(text: str, *, article: str = "a", start: int = 0) -> Sentence:
    """A sentence of an article at `start`."""
    place = Span(article_id=article, start=start, end=start + len(text))
    return Sentence(span=place, text=text, position=start)


def claim(*texts: str, start: int = 0) -> Claim:
    """A claim of one sentence from each of the articles "a", "b", "c", ..."""
    return Claim(
        sentences=tuple(
            sentence(text, article=chr(ord("a") + n), start=start) for n, text in enumerate(texts)
        ),
        origins=len(texts),
    )


def evidence(claims: Sequence[Claim], *, event: str = "evt-1") -> Evidence:
    """Evidence for an event of the articles that the claims come from."""
    ids = tuple(sorted({s.span.article_id for one in claims for s in one.sentences}))
    known = Event(
        id=event,
        article_ids=ids,
        day=None,
        basis="unknown",
        origins=tuple((one,) for one in ids),
    )
    return Evidence(event=known, claims=tuple(claims), words=100)


FERRY = evidence(
    [
        claim(
            "The ferry Maren Star ran aground with 186 passengers on board.",
            "A car ferry with 186 people ran onto a sandbank on Wednesday.",
        ),
        claim("Nine people were treated for injuries.", "Nine were hurt.", start=100),
        claim("Tugs will pull the ship free on Saturday night.", start=200),
    ]
)
STRIKE = evidence(
    [claim("Orrin Glass will cut 340 jobs.", "The company is to shed 340 jobs in Tavisk.")],
    event="evt-2",
)
