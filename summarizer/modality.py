"""Negation and modality: whether a sentence states what its passages deny or hedge.

A written sentence must treat a word as its passages do where the words around it are most alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from summarizer.modal_words import BREAK, HEDGES, NEGATIONS, OPPOSED, Use, uses
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

_AIM = frozenset(("to",))
# Uses of one word that are compared; a passage of ordinary length has fewer.
_MOST = 60
# Where passages use a word both ways, the other way must fit better by this much; a word behind
# a negated one is turned where so much is alike around it. Both fitted on the train part.
_MARGIN, _TRAILING_FIT, _COPY, _IMPLIED_FIT, _BEHIND_FIT = 1.5, 2.0, 2.0, 1.0, 4.0
_HEDGE_MARGIN, _HEDGE_FIT = 2.0, 2.0


# How a reason begins where the sentence states what the passages deny.
DENIED = "the cited passages deny"


def wrong_polarity(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words that the sentence denies and its passages do not, or the other way round."""
    known = _known(passages)
    turned = any(use.negated for found in known.values() for use in found)
    turned = turned or any(unit in OPPOSED for unit in known)
    wrong = []
    supposed = _supposed(sentence)
    for use in dict.fromkeys(uses(sentence)):
        found = known.get(use.unit, ())
        if use.trails or (use.negated and use.unit in supposed):
            continue
        if use.negated and not found and not _turned(use, known, turned):
            wrong.append(f"the cited passages do not deny {use.unit!r}")
            continue
        same = [fit_around(use, one) for one in found if one.negated == use.negated]
        least = max(same) + _MARGIN if same else 0.0
        # What is denied in other words, here or there, counts only where the rest is a copy.
        loose = any(one.opposed for one in found) if use.negated else use.opposed
        least = max(least, loose * _COPY)
        other = [one for one in found if one.negated != use.negated]
        if any(fit_around(use, one) >= max(least, _apart(use, one)) for one in other):
            have = "do not deny" if use.negated else "deny"
            wrong.append(f"the cited passages {have} {use.unit!r}")
    return wrong


_IF_NOT = re.compile(
    r"\b(?:if|unless)\b[^,;:.]{0,60}?(?P<no>\b(?:not|never|no)\b|n['’]t\b)", re.IGNORECASE
)


def _supposed(sentence: str) -> frozenset[str]:
    """The words that are denied only behind an "if": "if he does not receive it" denies nothing."""
    found = list(_IF_NOT.finditer(sentence))
    if not found:
        return frozenset()
    plain = sentence
    for one in found:
        plain = plain[: one.start("no")] + " " * len(one["no"]) + plain[one.end("no") :]
    denied = {use.unit for use in uses(sentence) if use.negated}
    return frozenset(denied - {use.unit for use in uses(plain) if use.negated})


def _turned(use: Use, known: Mapping[str, Sequence[Use]], turned: bool) -> bool:
    """Whether the passages turn anything (`turned`) near the words beside a use: what they deny
    elsewhere bears no denial out."""
    sides = (*use.left, *use.right)
    return turned and any(
        one.negated or one.opposed for unit in sides for one in known.get(unit, ())
    )


def _apart(use: Use, one: Use) -> float:
    """How alike two uses, one of them denied, must at least be to contradict each other."""
    if use.negated:
        # Denied in words of its own: "denies that it closed", and something turns theirs.
        return (float("inf") if one.opposed else _IMPLIED_FIT) if use.implied else 0.0
    # Here too something may be denied before it: "never told his lawyer to break the law".
    if one.trails:
        return float("inf") if use.opposed else _TRAILING_FIT
    return _BEHIND_FIT if use.behind else _IMPLIED_FIT * one.implied


def wrong_modality(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words stated as fact that the passages hedge."""
    known = _known(passages)
    wrong = []
    own = dict.fromkeys(uses(sentence))
    for use in own:
        found = known.get(use.unit, ())
        firm = [fit_around(use, one) for one in found if not one.hedged]
        # A deed in the infinitive is not stated: "worked to close it" where it "may close".
        hedged = [
            fit_around(use, one)
            for one in found
            if one.hedged and (not use.aim or one.aim in HEDGES)
        ]
        least = max(firm) + _HEDGE_MARGIN if firm else _HEDGE_FIT
        if not use.hedged and not use.softened and max(hedged, default=-1.0) >= least:
            wrong.append(f"the cited passages do not state {use.unit!r} as fact")
    pairs, aims = _gaps(passages, HEDGES), _gaps(passages, _AIM)
    aimed = _gaps([sentence], _AIM)
    for pair, told in _gaps([sentence], HEDGES).items():
        free = aimed[pair] == {True} and aims.get(pair) == {False}
        if told == {False} and pairs.get(pair) == {True} and not free:
            wrong.append(f"the cited passages do not state {pair[1]!r} as fact")
    wrong += _guilt(sentence, passages)
    wrong += _future(sentence, passages, {use.unit for use in own if use.softened})
    return list(dict.fromkeys(wrong))


_GUILTY = re.compile(r"(?P<no>\bnot |n['’]t )?\bguilty\b", re.IGNORECASE)


def _guilt(sentence: str, passages: Sequence[str]) -> list[str]:
    """Whether a sentence says "guilty" where its passages all say "not guilty", or the other way
    round: pleas and verdicts, in which "not" belongs to the word."""
    pleas = {bool(one["no"]) for text in passages for one in _GUILTY.finditer(text)}
    if pleas and not {bool(one["no"]) for one in _GUILTY.finditer(sentence)} <= pleas:
        return [f"the cited passages {'deny' if pleas == {True} else 'do not deny'} 'guilty'"]
    return []


_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_WILL = re.compile(r"\bwill (?P<verb>(?:\w+ly |also )?\w+)")
_FUTURE = re.compile(r"\b(?:will|would|shall|won['’]t|going to)\b|['’](?:ll|d)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|might|could|can|possibl[ey]|potential(?:ly)?)\b")
_PAST = re.compile(r"\bwill (?:\w+ly )?have \w+(?:ed|en|ing|nt)\b")
_HAVE = re.compile(r"(?:\b(?:will|would|shall)|['’]ll)\b.{0,12}\bhave\b")


def _future(sentence: str, passages: Sequence[str], softened: Collection[str]) -> list[str]:
    """What the sentence says will be, unless as somebody's account (`softened`), where its passages
    only say that it may ("could reach") and nothing that will or would be."""
    plain = _QUOTED.sub(" ", sentence)
    will = _WILL.search(plain)
    if not will or stem(fold(will["verb"].split()[-1])) in softened:
        return []
    sure = _HAVE if _PAST.search(plain) else _FUTURE
    doubted = sure is _HAVE or any(_MAY.search(text) for text in passages)
    if not doubted or any(sure.search(text) for text in passages):
        return []
    return [f"the cited passages do not state {will['verb']!r} as fact"]


def _gaps(texts: Sequence[str], cues: Collection[str]) -> dict[tuple[str, str], set[bool]]:
    """For each two content words that follow one another in a clause: whether one of the cues
    stands between them ("hackers may have been using"), in all the places where they do."""
    found: dict[tuple[str, str], set[bool]] = {}
    for text in texts:
        breaks = [one.start() for one in BREAK.finditer(text)]
        before, between, last = "", False, 0
        for start, end in words(text):
            word = fold(text[start:end])
            if word in cues:
                between = True
            elif word not in STOPWORDS and word not in HEDGES and word not in NEGATIONS:
                unit = stem(word)
                if before and bisect_left(breaks, last) == bisect_left(breaks, start):
                    found.setdefault((before, unit), set()).add(between)
                before, between, last = unit, False, end
    return found


def _known(passages: Sequence[str]) -> dict[str, list[Use]]:
    """The uses of the passages by stem, each once, the first _MOST of a stem."""
    known: dict[str, list[Use]] = {}
    for use in dict.fromkeys(use for passage in passages for use in uses(passage)):
        found = known.setdefault(use.unit, [])
        if len(found) < _MOST:
            found.append(use)
    return known


def fit_around(one: Use, two: Use) -> float:
    """How alike the words around two uses are."""
    return _side(one.left, two.left) + _side(one.right, two.right)


def _side(one: Sequence[str], two: Sequence[str]) -> float:
    run = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        run += 1
    return max(run, 0.5 * len(set(one) & set(two)))
