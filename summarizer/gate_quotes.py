"""Whether quoted words are verbatim and belong to their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.agree import same_name
from summarizer.gate_facts import Facts

_MARKS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-"})


def flat(text: str) -> str:
    """Text for comparing wording: one kind of marks, single spaces, no outer punctuation."""
    return " ".join(text.translate(_MARKS).split()).strip(" .,;:!?\"'")


def wrong_quotes(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Quotations that no passage has word for word, or that it gives to another speaker."""
    texts = [flat(passage.text) for passage in passages]
    wrong = []
    for quote in sentence.quotes:
        words = flat(quote.text)
        homes = [i for i, text in enumerate(texts) if words and words in text]
        if not homes:
            wrong.append(f"no cited passage has the quotation {quote.text[:80]!r}")
        elif quote.speaker and not _spoken(quote.speaker, words, [passages[i] for i in homes]):
            wrong.append(f"the cited passage does not give the quotation to {quote.speaker!r}")
    return wrong


def _spoken(speaker: str, words: str, homes: Sequence[Facts]) -> bool:
    """Whether a passage with the quotation names no other speaker than `speaker`."""
    for home in homes:
        given = [q.speaker for q in home.quotes if words in flat(q.text) or flat(q.text) in words]
        given = [one for one in given if one]
        if not given or any(_alike(speaker, one) for one in given):
            return True
    return False


def _alike(one: str, two: str) -> bool:
    a, b = one.casefold().replace(".", ""), two.casefold().replace(".", "")
    if same_name(a, b) or a in b or b in a:
        return True
    return a in _PRONOUNS or b in _PRONOUNS


_PRONOUNS = frozenset(("he", "she", "they", "it", "who", "i", "we"))
