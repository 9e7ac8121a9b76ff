"""Whether quoted words are verbatim and belong to their speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import facts
from summarizer.agree import same_name
from summarizer.gate_facts import Facts
from summarizer.records import Quote

_MARKS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-"})


def flat(text: str) -> str:
    """Text for comparing wording: one kind of marks, single spaces, no
    capitals, no outer punctuation."""
    return " ".join(text.translate(_MARKS).casefold().split()).strip(" .,;:!?\"'")


def wrong_quotes(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Quotations that no passage has word for word, or that it gives to another speaker."""
    texts = [_spoken_words(passage.text) for passage in passages]
    wrong = []
    for quote in sentence.quotes:
        parts = [_spoken_words(part) for part in _ELLIPSIS.split(quote.text)]
        parts = [part for part in parts if part]
        homes = [i for i, text in enumerate(texts) if parts and all(p in text for p in parts)]
        if not homes:
            wrong.append(f"no cited passage has the quotation {quote.text[:80]!r}")
        elif not _spoken(quote, parts[0], [passages[i] for i in homes]):
            wrong.append(f"the cited passage does not give the quotation to {quote.speaker!r}")
    if _TWO_SAID.search(sentence.text) and not any(
        map(_TWO_SAID.search, (p.text for p in passages))
    ):
        wrong.append("it leaves open what was said")
    return wrong


# A quotation whose speaker "said Brill": of two speakers spliced.
_TWO_SAID = re.compile(
    r"[”\"’'],? [^,;.“”\"]{0,60}\b[A-Z][\w’'-]+ (?:said|says|told|added) "
    r"(?:[A-Z][\w’'-]+ ?){1,3}\.?$"
)


def _spoken_words(text: str) -> str:
    """Text as it was spoken: who wrote it down chose its commas and marks."""
    return flat(" ".join(flat(text).replace(",", "").replace('"', "").split()))


_ELLIPSIS = re.compile(r"\s*(?:\.\s?\.\s?\.|…|\[[^\]]*\])\s*")


def _spoken(quote: Quote, words: str, homes: Sequence[Facts]) -> bool:
    """Whether a passage with the quotation may give it to this speaker: it names no other."""
    own = [name.key for name in facts.names(quote.speaker)]
    if not own:
        return True
    # "The Arden spokesman" may be one whom the passages name: it is no name that ends the phrase.
    office = quote.speaker.split()[-1].islower()
    for home in homes:
        if office and any(same_name(a, name.key) for a in own for name in home.names):
            return True
        given = [
            q.speaker
            for q in home.quotes
            if words in _spoken_words(q.text) or _spoken_words(q.text) in words
        ]
        theirs = [name.key for one in given for name in facts.names(one)]
        if not theirs or any(same_name(a, b) for a in own for b in theirs):
            return True
    return False
