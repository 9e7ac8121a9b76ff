"""What is known of one event before anything is written: its claims, which are picked, and why the
rest are not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from summarizer import claims as claim_finding
from summarizer import frequency
from summarizer.cards import document_without
from summarizer.fitness import unfit
from summarizer.inside import inside_quotations
from summarizer.neutral import is_opinion, loaded_words
from summarizer.pick import pick_claims
from summarizer.records import Claim, Document, Event, Evidence, Span
from summarizer.retold import EMBEDDER, Retellings
from summarizer.seams import Embedder
from summarizer.spoken import spoken
from summarizer.titles import event_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# From this opinion score on a wording is left to its article.
_OPINION = 0.4
# So many sentences of an article are read for a summary, some 25,000 words; what a longer one (a
# transcript, a law) says after that would cost minutes and hardly ever be picked.
MOST_READ = 1000
# Of so many of the weightiest claims it is asked which tell the same in other words. Of the ten
# digests of 388 (`neutral_clusters/train`) that this changes nine had told a thing twice.
_WEIGHTIEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMaterial:
    """``evidence`` is what the writer sees; ``claims`` are all claims of the event.

    ``picked`` are indices into ``claims`` in reading order (``evidence.claims`` are those), and
    ``reasons`` says for every other index why it was not; ``left`` holds the sentences that no
    claim took, with theirs. ``vectors`` are the unit rows of all sentences of ``read``; ``retold``
    says which of them tell the same, None where that cannot be told from the vectors.
    """

    evidence: Evidence
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    picked: tuple[int, ...]
    reasons: dict[int, str]
    left: dict[Span, str]
    vectors: NDArray[np.float32] | None = None
    retold: Retellings | None = None

    @property
    def read(self) -> tuple[Document, ...]:
        """The documents with their first `MOST_READ` sentences."""
        return tuple(beginning(document) for document in self.documents)


def beginning(document: Document) -> Document:
    """The document with at most its first `MOST_READ` sentences."""
    if len(document.sentences) <= MOST_READ:
        return document
    return dataclasses.replace(document, sentences=document.sentences[:MOST_READ])


def gather(
    event: Event, documents: Sequence[Document], embedder: Embedder, *, words: int
) -> EventMaterial:
    """Claims of ``documents`` (sorted by id), and those that fit a summary of ``words`` words.

    The sentences of claims and documents are told without the cards of names (see `cards`); where
    they are cited their places hold them.
    """
    documents = [document_without(document) for document in documents]
    whole, documents = documents, [beginning(document) for document in documents]
    sentences = [sentence for document in documents for sentence in document.sentences]
    vectors = embedder.embed([sentence.text for sentence in sentences])
    table = frequency.load()
    found = claim_finding.gather(documents, vectors, origins=event.origins, idf=table)
    # of a sentence that both find, the marks around it say more
    inside = spoken(documents) | inside_quotations(documents)
    claims = tuple(marked_first(claim, inside) for claim in found.claims)
    row = {sentence.span: i for i, sentence in enumerate(sentences)}
    best = vectors[[row[claim.sentences[0].span] for claim in claims]]
    known = embedder.signature().startswith(EMBEDDER)
    retold = Retellings(sentences, vectors) if known else None
    result = pick_claims(
        claims,
        best,
        words=words,
        documents=documents,
        event_day=event.day,
        inside=inside,
        same=told_twice(claims, retold) if retold else None,
    )
    evidence = Evidence(
        event=event,
        claims=tuple(sober(claims[i], inside) for i in result.picked),
        words=words,
        headline=event_title(documents),
    )
    return EventMaterial(
        evidence=evidence,
        documents=tuple(whole),
        claims=claims,
        picked=result.picked,
        reasons=dict(result.reasons),
        left={sentence.span: reason for sentence, reason in found.rest} | _unread(whole),
        vectors=vectors,
        retold=retold,
    )


def told_twice(claims: Sequence[Claim], told: Retellings) -> dict[int, set[int]]:
    """The claims whose best sentences tell the same in other words, each with the others."""
    place = {claim.sentences[0].span: i for i, claim in enumerate(claims[:_WEIGHTIEST])}
    found: dict[int, set[int]] = {}
    for i, claim in enumerate(claims[:_WEIGHTIEST]):
        for other in told.others(claim.sentences[0].span):
            j = place.get(other.span)
            if j is not None and j != i:
                found.setdefault(i, set()).add(j)
                found.setdefault(j, set()).add(i)
    for (first, i), (second, j) in combinations(place.items(), 2):
        if told.open_alike(first, second):
            found.setdefault(i, set()).add(j)
            found.setdefault(j, set()).add(i)
    return found


def _unread(documents: Sequence[Document]) -> dict[Span, str]:
    """What stands after the part of each document that is read, with the reason."""
    reason = f"after the first {MOST_READ:,} sentences of its article"
    return {s.span: reason for document in documents for s in document.sentences[MOST_READ:]}


def marked_first(claim: Claim, inside: Collection[Span]) -> Claim:
    """The claim with somebody's words without a mark behind the wordings that say whose it is."""
    ranked = sorted(claim.sentences, key=lambda one: one.span in inside)
    return dataclasses.replace(claim, sentences=tuple(ranked))


def sober(claim: Claim, inside: Collection[Span]) -> Claim:
    """The claim without the wordings that are loaded, opinion, by their form not to be told, or
    somebody's without a mark of it, where others say it too."""
    marked = tuple(one for one in claim.sentences if one.span not in inside) or claim.sentences
    kept = tuple(
        sentence
        for sentence in marked
        if not loaded_words(sentence.text)
        and is_opinion(sentence) < _OPINION
        and not unfit(sentence.text)
    )
    return dataclasses.replace(claim, sentences=kept or marked)
