"""Negation and modality: whether a sentence says is so what its passages deny or hedge.

A written sentence must treat a word as its passages do where the words around it are most alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

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


def wrong_polarity(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words that the sentence denies and its passages do not, or the other way round."""
    known = _known(passages)
    turned = any(use.negated for found in known.values() for use in found)
    turned = turned or any(unit in OPPOSED for unit in known)
    wrong = []
    for use in dict.fromkeys(uses(sentence)):
        found = known.get(use.unit, ())
        if use.trails:
            continue
        if use.negated and not found and not turned:
            wrong.append(f"the cited passages do not deny {use.unit!r}")
            continue
        same = [_fit(use, one) for one in found if one.negated == use.negated]
        least = max(same) + _MARGIN if same else 0.0
        # What is denied in other words, here or there, counts only where the rest is a copy.
        loose = any(one.opposed for one in found) if use.negated else use.opposed
        least = max(least, loose * _COPY)
        other = [one for one in found if one.negated != use.negated]
        if any(_fit(use, one) >= max(least, _apart(use, one)) for one in other):
            have = "do not deny" if use.negated else "deny"
            wrong.append(f"the cited passages {have} {use.unit!r}")
    return wrong


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
    for use in dict.fromkeys(uses(sentence)):
        found = known.get(use.unit, ())
        firm = [_fit(use, one) for one in found if not one.hedged]
        # A deed in the infinitive is not stated: "worked to close it" where it "may close".
        hedged = [
            _fit(use, one) for one in found if one.hedged and (not use.aim or one.aim in HEDGES)
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
    return list(dict.fromkeys(wrong))


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


def _fit(one: Use, two: Use) -> float:
    """How alike the words around two uses are."""
    return _side(one.left, two.left) + _side(one.right, two.right)


def _side(one: Sequence[str], two: Sequence[str]) -> float:
    run = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        run += 1
    return max(run, 0.5 * len(set(one) & set(two)))
