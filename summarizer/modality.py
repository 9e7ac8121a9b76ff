"""Negation and modality: what a sentence says is not so, may be so, or is only planned.

A cue is tied to the first content word after it in its clause. A written sentence must treat a
word as its passages do: somewhere they negate it too, or hedge it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

NEGATIONS = frozenset(
    "not no never cannot can't couldn't didn't doesn't don't hadn't hasn't haven't isn't aren't "
    "wasn't weren't won't wouldn't shouldn't mustn't neither nor without none nobody nothing "
    "unable".split()
)
# Verbs that turn what follows into its opposite; those of the second row only before "to".
DENIALS = frozenset(("deny", "denied", "denies", "denying", "without"))
REFUSALS = frozenset(
    """refuse refused refuses refusing fail failed fails failing decline declined declines
    declining""".split()
)
HEDGES = frozenset(
    """may might could possible possibly potential potentially alleged allegedly reportedly
    apparently apparent likely unlikely probable probably perhaps suspected purported purportedly
    supposedly""".split()
)
# Hedges of the verb after "to".
PLANS = frozenset(
    """expected plan plans planned planning propose proposed proposes considering considered intend
    intends intended hope hopes hoped hoping seek seeks sought seeking try tries tried trying
    attempt attempted attempting threaten threatened threatens threatening want wants wanted
    appear appears appeared seem seems seemed believed thought said reported aims aim vowed
    promised set due scheduled""".split()
)
_BREAK = re.compile(r"[,;:.!?()“”\"—–]|\bbut\b|\bwhile\b|\balthough\b|\bthough\b", re.IGNORECASE)
_REACH = 5
# After these a noun follows, and a hedge speaks of verbs.
_NOUN_NEXT = frozenset("a an the of in on at for by with this that these his her its their".split())


@dataclass(frozen=True, slots=True)
class Marks:
    """How each content stem of a text is used: sets of stems, by kind of use."""

    negated: frozenset[str]
    plain: frozenset[str]
    hedged: frozenset[str]
    firm: frozenset[str]


def marks(texts: Iterable[str]) -> Marks:
    """The uses of content stems over all `texts`."""
    sets: tuple[set[str], set[str], set[str], set[str]] = (set(), set(), set(), set())
    for text in texts:
        for unit, negated, hedged in uses(text):
            sets[0 if negated else 1].add(unit)
            sets[2 if hedged else 3].add(unit)
    return Marks(*(frozenset(one) for one in sets))


def uses(text: str) -> list[tuple[str, bool, bool]]:
    """Every content word of `text` as ``(stem, negated, hedged)``, in order. Linear."""
    breaks = [found.start() for found in _BREAK.finditer(text)]
    out: list[tuple[str, bool, bool]] = []
    negated = hedged = at = 0
    before = ""
    for start, end in words(text):
        while at < len(breaks) and breaks[at] < start:
            negated = hedged = 0
            at += 1
        word = fold(text[start:end])
        if word == "to" and before in REFUSALS:
            negated = _REACH
        elif word == "to" and before in PLANS:
            hedged = _REACH
        elif word in NEGATIONS or word in DENIALS:
            negated = _REACH
        elif word in HEDGES:
            hedged = _REACH
        elif word in STOPWORDS:
            negated = max(0, negated - 1)
            hedged = 0 if word in _NOUN_NEXT else max(0, hedged - 1)
        if word not in STOPWORDS and word not in HEDGES and word not in NEGATIONS:
            if word in DENIALS:
                out.append((stem(word), False, False))
            else:
                out.append((stem(word), negated > 0, hedged > 0))
                # An adverb passes the cue on to its verb.
                if not word.endswith("ly"):
                    negated = hedged = 0
        before = word
    return out


def wrong_polarity(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words that the sentence denies and its passages do not, or the other way round."""
    source = marks(passages)
    wrong = []
    for unit, negated, _ in uses(sentence):
        if negated and unit in source.plain and unit not in source.negated:
            wrong.append(f"the cited passages do not deny {unit!r}")
        elif not negated and unit in source.negated and unit not in source.plain:
            wrong.append(f"the cited passages deny {unit!r}")
    return wrong


def wrong_modality(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words stated as fact that all passages hedge."""
    source = marks(passages)
    return [
        f"the cited passages do not state {unit!r} as fact"
        for unit, _, hedged in uses(sentence)
        if not hedged and unit in source.hedged and unit not in source.firm
    ]
