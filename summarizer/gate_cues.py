"""Negations and hedges that a written sentence adds or drops between words its passages have side
by side.

A written sentence is mostly made of its passages' own words. So its small words can be held
against theirs, place by place: "hackers will use" where a passage has "hackers may use", "was not
closed" where every passage has "was closed". What ``modality`` ties to the words of content is
checked there; here the words directly beside a cue decide, whatever they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.modal_words import HEDGES, PLANS
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

# "Cannot" is "can" with a negation; what is left of "won't" is no verb of its own.
_CONTRACTED = re.compile(r"(?P<verb>\w*?)n't")
_VERBS = {"ca": "can", "wo": "", "sha": "", "": ""}
_NOT = frozenset(("not", "never", "no"))
# They stand where a hedge does and hedge nothing.
_FIRM = frozenset(("will", "would", "shall"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_HAVE = frozenset(("has", "have", "had"))
# What follows is an account or a thought, hedged by that alone.
_TOLD = frozenset("considered considering considers suggested suggesting suggests".split())
_LOOSE = frozenset(("due", "set", "said", "thought"))
_PLANS = (PLANS - _LOOSE) | {"likely", "unlikely", "alleged", "believed"}
# "No longer" and the like deny as "not" does; these deny nothing.
_LONGER = re.compile(r"\bno longer\b", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\bwhether or not\b|\bnot (?:only|just|necessarily|guilty|to mention)\b"
    r"|\bno (?:matter|doubt|later|less|fewer|sooner|wonder)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:.!?]")
# As many words after a hedge are compared where what stands before it is written otherwise.
_RUN = 3


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two neighbouring words that are no cues: the word before them, the two
    themselves and the words behind them, which cues are between, and whether a hedge stands
    anywhere before in the clause."""

    before: str
    left: str
    right: tuple[str, ...]
    negated: bool
    hedged: bool
    softened: bool


def wrong_cues(sentence: str, passages: Sequence[str]) -> list[str]:
    """Where the sentence has a negation that its passages have not at that place, lacks one that
    they have, or states what they hedge."""
    known: dict[tuple[str, str], list[_Gap]] = {}
    ahead: dict[tuple[str, ...], list[_Gap]] = {}
    for gap in dict.fromkeys(gap for passage in passages for gap in _gaps(passage)):
        known.setdefault((gap.left, gap.right[0]), []).append(gap)
        ahead.setdefault(gap.right, []).append(gap)
    wrong = []
    for gap in dict.fromkeys(_gaps(sentence)):
        alike = [one for one in known.get((gap.left, gap.right[0]), ()) if _same_place(gap, one)]
        if alike and all(one.negated != gap.negated for one in alike):
            have = "do not deny" if gap.negated else "deny"
            wrong.append(f"the cited passages {have} {gap.right[0]!r}")
        if not gap.hedged and gap.left != "to":
            if not alike and not gap.softened and _tells(gap.right):
                alike = ahead.get(gap.right, [])
            if alike and all(one.hedged for one in alike):
                wrong.append(f"the cited passages do not state {gap.right[0]!r} as fact")
    return list(dict.fromkeys(wrong))


def _same_place(one: _Gap, two: _Gap) -> bool:
    """Whether two gaps between equal words are one place: one of the words has content, or a
    further one agrees."""
    if one.left not in STOPWORDS or one.right[0] not in STOPWORDS:
        return True
    return one.before == two.before or one.right[1:2] == two.right[1:2]


def _tells(run: Sequence[str]) -> bool:
    """Whether the words behind a gap are enough to tell its place."""
    return len(run) == _RUN and any(word not in STOPWORDS for word in run)


def _gaps(text: str) -> list[_Gap]:
    """The gaps of a text, clause by clause."""
    out = []
    plain = _HARMLESS.sub(lambda found: "_" * len(found[0]), text)
    plain = _LONGER.sub(lambda found: "not       "[: len(found[0])], plain)
    for clause in _CLAUSE.split(plain):
        tokens, cues = _read(clause)
        softened = False
        for i in range(1, len(tokens)):
            before = tokens[i - 2] if i > 1 else ""
            negated, hedged, doubted = cues[i]
            softened |= hedged or doubted
            right = tuple(tokens[i : i + _RUN])
            out.append(_Gap(before, tokens[i - 1], right, negated, hedged, softened))
    return out


def _read(clause: str) -> tuple[list[str], list[tuple[bool, bool, bool]]]:
    """The words of a clause that are no cues, stemmed, and before each whether a negation and
    whether a hedge stands there, or one of all that follows ("likely that")."""
    folded = _folded(clause)
    tokens: list[str] = []
    cues: list[tuple[bool, bool, bool]] = []
    negated = hedged = doubted = False
    at = 0
    while at < len(folded):
        word = folded[at]
        following = folded[at + 1] if at + 1 < len(folded) else ""
        after = folded[at + 2] if at + 2 < len(folded) else ""
        if word in _NOT:
            negated = True
        elif word in _PLANS and following == "to":
            hedged, at = True, at + 1
        elif word in _BE and following in _PLANS and after == "to":
            hedged, at = True, at + 2
        elif word == "alleged" and at and folded[at - 1] in _HAVE:
            doubted = True  # a verb of its own: "had alleged for weeks that"
        elif word in HEDGES:
            hedged, doubted = following != "that", following == "that"
        elif word not in _FIRM:
            tokens.append(word if word in STOPWORDS else stem(word))
            cues.append((negated, hedged, doubted))
            negated = hedged = False
            doubted = word in _TOLD
        at += 1
    return tokens, cues


def _folded(clause: str) -> list[str]:
    """The folded words, contractions taken apart, the month of May left a month."""
    out: list[str] = []
    for start, end in words(clause):
        word = fold(clause[start:end])
        if word == "may" and clause[start] == "M" and start:
            out.append("May")
        elif word == "cannot":
            out += ["can", "not"]
        elif found := _CONTRACTED.fullmatch(word):
            verb = _VERBS.get(found["verb"], found["verb"])
            out += [verb, "not"] if verb else ["not"]
        else:
            out.append(word)
    return out
