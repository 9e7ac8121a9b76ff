"""The writer without a model: the best sentence of each claim, verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.context import outside_quotes
from summarizer.records import Draft, DraftSentence, Evidence, SentenceKind
from summarizer.tokens import words

# From this share of quoted words on a sentence counts as a quotation.
_QUOTED = 0.5


class ExtractWriter:
    """Seam `Writer`. A draft of a claim is its first sentence, white space runs made one space."""

    @property
    def name(self) -> str:
        """ "extract"."""
        return "extract"

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        """One draft per evidence; one sentence per claim, in the claims' order."""
        return tuple(
            Draft(
                event_id=evidence.event.id,
                sentences=tuple(
                    DraftSentence(
                        text=" ".join(claim.sentences[0].text.split()),
                        claims=(i,),
                        kind=kind_of(claim.sentences[0].text),
                    )
                    for i, claim in enumerate(evidence.claims)
                ),
                writer=self.name,
            )
            for evidence in evidences
        )

    def signature(self) -> str:
        """ "extract/1"."""
        return "extract/1"


def kind_of(text: str) -> SentenceKind:
    """ "quoted" where most words of a source sentence are a direct quotation, else "extracted"."""
    total = len(words(text))
    quoted = total - len(words(outside_quotes(text)))
    return "quoted" if total and quoted >= _QUOTED * total else "extracted"
