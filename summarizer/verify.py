"""The fact gate: does a written sentence say anything that its cited passages do not?

Numbers, days, names with their titles, quotations with their speakers, negation, modality, who
did what to whom, and words that no passage has. Every reason is given in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer import facts, frequency
from summarizer.cards import sentence_without, without_cards
from summarizer.gate_beliefs import wrong_beliefs
from summarizer.gate_bounds import wrong_bounds
from summarizer.gate_cues import wrong_cues
from summarizer.gate_dates import wrong_dates
from summarizer.gate_deeds import wrong_deeds
from summarizer.gate_facts import Facts, facts_of, wrong_numbers
from summarizer.gate_figures import wrong_figures
from summarizer.gate_grave import wrong_grave
from summarizer.gate_names import wrong_names
from summarizer.gate_order import wrong_order
from summarizer.gate_places import wrong_places
from summarizer.gate_quotes import flat, wrong_quotes
from summarizer.gate_roles import wrong_meetings, wrong_roles
from summarizer.gate_turns import wrong_turns
from summarizer.gate_voices import wrong_voices
from summarizer.modality import wrong_modality, wrong_polarity
from summarizer.records import Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words, terms

if TYPE_CHECKING:
    from summarizer.seams import Judge

# A sentence of whose content (weighted by rarity) more than this is in no passage is refused.
_INVENTED = 0.30
# A clause is invented where so many of its content words, and this share, are in no passage.
_CLAUSE_WORDS, _CLAUSE_SHARE = 3, 0.6
# A long sentence may repeat one in so many of its words of content; any other, three.
_LONG = 7
# Below this score of a judge a sentence is refused: no true fusion of 120 news pairs scores so low.
_LEAST = 0.20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``ok`` is true where there are no ``reasons`` against; ``score`` is the support in [0, 1]:
    the judge's, or without one the share of the sentence's content that the passages hold."""

    ok: bool
    reasons: tuple[str, ...]
    score: float


def check(
    sentence: str,
    passages: Sequence[str] | Sequence[Sentence],
    *,
    anchor: date | None = None,
    judge: Judge | None = None,
) -> Verdict:
    """Whether `passages` together bear `sentence` out.

    A passage's own words always pass. `anchor` is the day against which weekdays in written text
    are read. Without passages nothing passes.
    """
    told = [
        without_cards(one) if isinstance(one, str) else sentence_without(one) for one in passages
    ]
    texts = [one if isinstance(one, str) else one.text for one in told]
    if not any(text.strip() for text in texts) or not sentence.strip():
        return Verdict(ok=False, reasons=("there is nothing cited",), score=0.0)
    if _verbatim(flat(sentence), texts):
        return Verdict(ok=True, reasons=(), score=1.0)
    written = facts_of(sentence, anchor=anchor)
    sources = [facts_of(one, anchor=anchor) for one in told]
    reasons = _reasons(written, sources, texts)
    score = held = coverage(sentence, texts)
    if 1 - held > _INVENTED:
        reasons.append("much of it is in no cited passage")
    if judge is not None:
        score = float(judge.support([(" ".join(texts), sentence)])[0])
        if score < _LEAST:
            reasons.append(f"the judge finds little support: {score:.2f}")
    return Verdict(ok=not reasons, reasons=tuple(dict.fromkeys(reasons)), score=score)


def _verbatim(plain: str, texts: Sequence[str]) -> bool:
    """Whether a passage has these words as a sentence of its own. A part of one may leave out
    who denied it, so it is checked like any other."""
    if not plain:
        return False
    whole = re.compile(rf"(?:^|[.!?]['\"]? ){re.escape(plain)}(?:$|[.!?])")
    return any(plain in text and whole.search(text) for text in map(flat, texts))


def _reasons(written: Facts, sources: Sequence[Facts], texts: Sequence[str]) -> list[str]:
    return [
        *wrong_numbers(written, sources),
        *wrong_figures(written, sources),
        *wrong_bounds(written, sources),
        *wrong_dates(written, sources),
        *wrong_names(written, sources),
        *wrong_quotes(written, sources),
        *wrong_roles(written, sources, names=False),
        *wrong_places(written, sources),
        *wrong_meetings(written, sources),
        *_invented(written.text, texts),
        *_twice(written.text, texts),
        *wrong_polarity(written.text, texts),
        *wrong_modality(written.text, texts),
        *wrong_cues(written.text, texts),
        *wrong_deeds(written.text, texts),
        *wrong_turns(written.text, texts),
        *wrong_grave(written.text, texts),
        *wrong_order(written.text, texts),
        *wrong_beliefs(written.text, texts),
        *wrong_voices(written.text, texts),
    ]


_WEEKDAYS = frozenset(
    stem(day)
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
_CLAUSE = re.compile(r"[,;:()–—]|\s-+\s|\b(?:and|which|who|because|after|while|but)\b")


def _invented(sentence: str, texts: Sequence[str]) -> list[str]:
    """Clauses most of whose content words no passage has."""
    have = {stem(word) for text in texts for word in content_words(text)}
    wrong = []
    for clause in _CLAUSE.split(sentence):
        own = [stem(word) for word in content_words(clause) if word.isalpha()]
        missing = sum(word not in have for word in own)
        if missing >= _CLAUSE_WORDS and missing >= _CLAUSE_SHARE * len(own):
            wrong.append(f"no cited passage says {' '.join(clause.split())!r}")
    return wrong


def _twice(sentence: str, texts: Sequence[str]) -> list[str]:
    """Words of content that the sentence repeats and no passage does: what is said twice was
    spliced from two wordings. Names recur, and a few such words may be style; four are not, nor
    is a weekday with another."""
    names = {part for name in facts.names(sentence) for part in terms(name.text)}

    def counts(text: str) -> Counter[str]:
        own = (word for word in content_words(text) if word.isalpha() and word not in names)
        return Counter(map(stem, own))

    held = [counts(text) for text in texts]
    said = counts(sentence)
    again = sorted(
        word for word, times in said.items() if times > 1 and all(own[word] < times for own in held)
    )
    if len(again) > max(3, len(said) // _LONG) or (
        len(again) > 1 and any(word in _WEEKDAYS for word in again)
    ):
        return [f"says twice: {', '.join(again)}"]
    return []


def coverage(sentence: str, texts: Sequence[str]) -> float:
    """The share of the sentence's words of content, weighted by rarity, that `texts` hold, in
    [0, 1]; numbers have their own check."""
    table = frequency.load()
    have = {stem(word) for text in texts for word in content_words(text)}
    weight = {stem(word): table.idf(word) for word in content_words(sentence) if word.isalpha()}
    total = sum(weight.values())
    return sum(w for unit, w in weight.items() if unit in have) / total if total else 1.0
