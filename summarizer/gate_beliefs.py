"""What is only believed, claimed or bound to a condition, told as a fact.

"Investigators believe a candle started the fire" bears no "A candle started the fire" out, and
"If the talks fail, the union will strike" no "The union will strike".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

# Of 2,550 sound sentences of train material none is hit by either.
_BREAK = re.compile(r"[;:.!?()—–]")
# Two words side by side may be no more than what the belief is about ("the fire in Tesk").
_FEWEST = 2
_BELIEFS = frozenset(
    """believe believes believed believing think thinks thought suspect suspects suspected
    suspecting fear fears feared fearing assume assumes assumed claim claims claimed claiming allege
    alleges alleged alleging insist insists insisted insisting contend contends contended""".split()
)
# A sentence with one of these tells an account or a doubt itself.
_SOFT = re.compile(
    r"\b(?:may|might|could|would|if|whether|possibl[ey]|probabl[ey]|perhaps|likely|apparent(?:ly)?|"
    r"believ\w*|think\w*|thought|suspect\w*|suspicion\w*|fear\w*|assum\w*|claim\w*|alleg\w*|"
    r"insist\w*|contend\w*|accus\w*|charg\w*|report\w*|said|say\w*|told|tells?|according|appear\w*|"
    r"seem\w*|suggest\w*|argu\w*|estimat\w*|in (?:his|her|their) view)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
# What else a condition is told with, or a time that comes.
_BOUND = re.compile(
    r"\b(?:if|unless|whether|should|could|may|might|would|case|provided|threat\w*|otherwise|"
    r"depend\w*|when|until|once|as long|condition\w*|without|had|even|fail\w*)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|shall) (?:also |\w+ly )?(?P<verb>\w+)")
_MEANT = re.compile(
    r"\b(?:will|would|shall|to|could|may|might|can) (?:also |not |be |\w+ly )?(?P<verb>\w+)"
)


def wrong_beliefs(sentence: str, passages: Sequence[str]) -> list[str]:
    """What the sentence states and the passages only believe, or make depend on a condition."""
    return [*_believed(sentence, passages), *_unbound(sentence, passages)]


def _believed(sentence: str, passages: Sequence[str]) -> list[str]:
    if _SOFT.search(sentence):
        return []
    known: dict[tuple[str, str], set[bool]] = {}
    for passage in passages:
        for pair, under in _pairs(passage).items():
            known.setdefault(pair, set()).update(under)
    told = [known[pair] for pair in _pairs(sentence) if pair in known]
    if len(told) >= _FEWEST and all(under == {True} for under in told):
        return ["the cited passages only have it as somebody's belief or claim"]
    return []


def _pairs(text: str) -> dict[tuple[str, str], set[bool]]:
    """The neighbouring stems of content of each clause, with whether a belief stands before."""
    found: dict[tuple[str, str], set[bool]] = {}
    for clause in _BREAK.split(text):
        under, before = False, ""
        for start, end in words(clause):
            word = fold(clause[start:end])
            if word in _BELIEFS:
                under, before = True, ""
            elif word not in STOPWORDS:
                unit = stem(word)
                if before:
                    found.setdefault((before, unit), set()).add(under)
                before = unit
    return found


def _unbound(sentence: str, passages: Sequence[str]) -> list[str]:
    """What "will" be in the sentence, where all passages that have the verb have an "if", too."""
    if _BOUND.search(sentence):
        return []
    wrong = []
    for will in _WILL.finditer(sentence):
        unit = stem(fold(will["verb"]))
        telling = [one for one in passages if any(stem(word) == unit for word in _words(one))]
        meant = any(
            stem(fold(found["verb"])) == unit for one in telling for found in _MEANT.finditer(one)
        )
        if meant and all(_IF.search(one) for one in telling):
            wrong.append(f"the cited passages make {will['verb']!r} depend on a condition")
    return wrong


def _words(text: str) -> list[str]:
    return [fold(text[start:end]) for start, end in words(text)]
