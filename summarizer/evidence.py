"""What is known of one event before anyone writes: its claims, which are picked, and why not."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer import claims as claim_finding
from summarizer import frequency
from summarizer.fitness import leads
from summarizer.neutral import is_opinion, loaded_words
from summarizer.orders import orders
from summarizer.pick import pick_claims
from summarizer.records import Claim, Document, Event, Evidence, Span
from summarizer.seams import Embedder
from summarizer.stemmer import stem
from summarizer.tokens import content_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# From this opinion score on a wording is left to its article.
_OPINION = 0.4
# A headline longer than this is cut at a word, with an ellipsis (characters).
_HEADLINE = 110
# So many sentences of an article are read for a summary, some 25,000 words; what a longer one (a
# transcript, a law) says after that would cost minutes and hardly ever be picked.
MOST_READ = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMaterial:
    """``evidence`` is what the writer sees; ``claims`` are all claims of the event.

    ``picked`` are indices into ``claims`` in reading order (``evidence.claims`` are those), and
    ``reasons`` says for every other index why it was not; ``left`` holds the sentences that no
    claim took, with theirs. ``vectors`` are the unit rows of all sentences of ``read``.
    """

    evidence: Evidence
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    picked: tuple[int, ...]
    reasons: dict[int, str]
    left: dict[Span, str]
    vectors: NDArray[np.float32] | None = None

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
    """Claims of ``documents`` (sorted by id), and those that fit a summary of ``words`` words."""
    whole, documents = documents, [beginning(document) for document in documents]
    sentences = [sentence for document in documents for sentence in document.sentences]
    vectors = embedder.embed([sentence.text for sentence in sentences])
    table = frequency.load()
    found = claim_finding.gather(documents, vectors, origins=event.origins, idf=table)
    claims = found.claims
    row = {sentence.span: i for i, sentence in enumerate(sentences)}
    best = vectors[[row[claim.sentences[0].span] for claim in claims]]
    result = pick_claims(claims, best, words=words, documents=documents, event_day=event.day)
    evidence = Evidence(
        event=event,
        claims=tuple(sober(claims[i]) for i in result.picked),
        words=words,
        headline=headline(documents, claims, result.picked),
    )
    return EventMaterial(
        evidence=evidence,
        documents=tuple(whole),
        claims=claims,
        picked=result.picked,
        reasons=dict(result.reasons),
        left={sentence.span: reason for sentence, reason in found.rest} | _unread(whole),
        vectors=vectors,
    )


def _unread(documents: Sequence[Document]) -> dict[Span, str]:
    """What stands after the part of each document that is read, with the reason."""
    reason = f"after the first {MOST_READ:,} sentences of its article"
    return {s.span: reason for document in documents for s in document.sentences[MOST_READ:]}


def sober(claim: Claim) -> Claim:
    """The claim without the wordings that are loaded, opinion, or lead into a quotation or a list,
    where others say it too."""
    kept = tuple(
        sentence
        for sentence in claim.sentences
        if not loaded_words(sentence.text)
        and is_opinion(sentence) < _OPINION
        and not leads(sentence.text)
    )
    return dataclasses.replace(claim, sentences=kept) if kept else claim


def headline(documents: Sequence[Document], claims: Sequence[Claim], picked: Sequence[int]) -> str:
    """The title with the fewest loaded words, then the one whose words the summary uses most;
    one that orders a machine only where there is no other.

    Where no article has a title, the start of the first picked sentence.
    """
    titled = [document for document in documents if document.article.title.strip()]
    if not titled:
        return shorten(claims[picked[0]].sentences[0].text) if picked else ""
    told = {stem(w) for i in picked for w in content_words(claims[i].sentences[0].text)}

    def rank(document: Document) -> tuple[bool, int, float, int, str]:
        title = document.article.title
        words = [stem(word) for word in content_words(title)]
        share = sum(word in told for word in words) / max(len(words), 1)
        ordered = any(orders(title))
        return (ordered, len(loaded_words(title)), -round(share, 3), len(title), document.id)

    return shorten(min(titled, key=rank).article.title)


def shorten(text: str) -> str:
    """At most _HEADLINE characters on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= _HEADLINE:
        return line
    return line[: _HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
