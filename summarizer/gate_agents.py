"""Who did it and to whom, where both are common nouns: "the union sued the company".

Names are compared by what stands beside them (`gate_names`); of "the union" and "the company" a
sentence says the opposite of its passages where what is before its verb stands behind that verb
there, and what is behind it before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms

# Of 3,486 sound sentences (unions of `sentence_union_train`, roundups of `neutral_clusters/train`
# against the whole articles) none is refused by what is below; a bill that "passed the Senate" was.
# A noun phrase is looked for in so many words on either side of its verb.
_REACH = 7
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_BE = frozenset("am is are was were be been being get gets got".split())
_BETWEEN = frozenset("have has had also then later not never".split()) | _BE
_IRREGULAR = frozenset(
    """beat bit bought caught cut fed found gave held hit hurt led left lent overthrew
    paid saw sent shot sold stole struck sued swore taught threw told took understood warned won
    beaten bitten given seen shot stolen struck taken thrown""".split()
)
# Said of either side: a bill passes a chamber and a chamber a bill; who marries is married.
_EITHER = frozenset("passed joined married divorced matched faced debated".split())
# Where a noun phrase ends, beside punctuation.
_ENDS = frozenset(
    """about above across after against along amid among and around as at because before behind
    below beneath beside between beyond but by despite down during except for from if in inside
    into like near nor of off on onto or out outside over past since than that through to toward
    towards under until up upon what when where whether which while who whom whose why with within
    without""".split()
)


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb with the stems of who did it and of whom it was done to."""

    verb: str
    agent: frozenset[str]
    patient: frozenset[str]


def wrong_agents(sentence: str, passages: Sequence[str]) -> list[str]:
    """The verbs of a sentence whose agent and patient the passages have the other way round."""
    known: dict[str, list[_Act]] = {}
    for passage in passages:
        for act in _acts(passage):
            known.setdefault(act.verb, []).append(act)
    wrong = []
    for act in _acts(sentence):
        told = known.get(act.verb, ())
        if not any(act.agent & one.agent for one in told) and any(
            act.agent & one.patient and act.patient & one.agent for one in told
        ):
            wrong.append(f"the cited passages have the two sides of {act.verb!r} exchanged")
    return list(dict.fromkeys(wrong))


def _acts(text: str) -> Iterator[_Act]:
    """What is told as "A did B" or "B was done by A", A and B in the same clause."""
    tokens = _WORD.findall(text)
    lower = [token.lower() for token in tokens]
    for at, word in enumerate(lower):
        regular = word.endswith("ed") and len(word) > 3 and word not in _EITHER
        if not (regular or word in _IRREGULAR):
            continue
        start = at
        while start and (lower[start - 1] in _BETWEEN or lower[start - 1].endswith("ly")):
            start -= 1
        before = _phrase(reversed(lower[max(0, start - _REACH) : start]))
        passive = bool(_BE & set(lower[start:at]))
        behind = at + 1
        if passive:
            if lower[behind : behind + 1] != ["by"]:
                continue
            behind += 1
        after = _phrase(lower[behind : behind + _REACH])
        if before and after:
            agent, patient = (after, before) if passive else (before, after)
            yield _Act(stem(word), agent, patient)


def _phrase(words: Iterator[str] | Sequence[str]) -> frozenset[str]:
    """The stems of the words of content up to where the noun phrase ends."""
    found = []
    for word in words:
        if word in _ENDS or not re.match(r"[\w’'-]", word):
            break
        found += [term for term in terms(word) if term not in STOPWORDS]
    return frozenset(map(stem, found))
