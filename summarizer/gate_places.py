"""Whether each name of a written sentence stands in a place that its passages give to that name.

Most wrong names are names that the passages do have, elsewhere. So the words around each name are
compared with those around the places where the passages have it, and with those around each other
name that they have (``gate_fits``). Two regressions, fitted by ``training/places.py``, weigh the
comparisons: one says which of the passages' names fits a place best, the other how likely it is
that the name was put in another's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.agree import same_name
from summarizer.gate_context import MOST, Place, Text, active
from summarizer.gate_facts import Facts
from summarizer.gate_fits import (
    any_like,
    article,
    bare,
    cover,
    fit,
    headless,
    left,
    only_others,
    right,
    slot,
    traits,
)
from summarizer.tokens import STOPWORDS

# Names of a written sentence that are checked; one with more is a list, not a sentence.
_OWN = 60
# Names so many characters apart with no verb between stand side by side.
_GAP = 12
# Weights by which the names of the passages are ranked for a place: a logistic regression over
# differences of `TRAITS` between the name that stands there and each other one.
RANK = {
    "fit": 0.72, "left": 1.45, "right": 1.06, "slot": 0.74, "article": 0.84, "same side": 0.77,
    "around": 0.31, "next": 0.72, "previous": 0.4, "times": 1.1,
}  # fmt: skip
# Weights of a logistic regression on sentences of neutral roundups and on fusions of two news
# sentences, untouched and with a name exchanged for another.
WEIGHTS = {
    "rank ahead": -0.45, "rank behind": -0.58,  # by how much this name fits better, or worse
    "better": 0.0,  # how many names fit better, at most 3
    "fit ahead": -0.08,  # the most alike place of this name less that of another
    "fit": 0.0, "fit of others": 0.2,
    "left": -0.4, "right": -0.66,  # the passages have this word beside this name
    "others left": 0.16, "others right": 0.39,  # they have it beside another name
    "slot": -0.32,  # they have this name as owner, subject or part of a noun as here
    "cover elsewhere": -0.53,  # more of the words around stand in a passage without the name
    "article": 0.29,  # "the" before the name here and nowhere else, or the other way round
    "capital left": 1.86,  # a capitalised word before it that only other names have there
    "some fit": -0.06, "fair fit": -0.68,
    "bare": 2.27,  # a people or party in the singular where a noun must follow ("French said")
    "headless": 0.77,  # without the article that it has wherever it stands for itself
    "only as words": -0.7,
    "again": -0.37,  # the sentence has this name twice
    "rivals": -0.01,  # how many other names the passages have, at most 10
}  # fmt: skip
BIAS = -0.11
FEATURES = tuple(WEIGHTS)
# Log odds from which a name is refused: on the train part the last at which false alarms stay low.
LEAST = 1.3


def wrong_places(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Names that stand where the passages have another one."""
    sentence, passages = active(sentence), [active(one) for one in passages]
    return [
        f"the cited passages do not have {sentence.text[seen.place.start : seen.place.end]!r} there"
        for seen in comparisons(sentence, passages)
        if odds(features(seen)) > LEAST
    ]


def odds(values: Sequence[float]) -> float:
    """The log odds that a name with these `FEATURES` was put in another's place."""
    return sum(w * x for w, x in zip(WEIGHTS.values(), values, strict=True)) + BIAS


@dataclass(frozen=True, slots=True)
class Comparison:
    """A name of the sentence at ``place``, which the passages have at ``alike``; the other names'
    places; `TRAITS` of this name and of each of the others; and what else tells it apart: how
    much more of what is around stands without the name, whether it is only found as words, and
    whether the sentence has it twice."""

    place: Place
    alike: Sequence[Place]
    others: Sequence[Place]
    own: tuple[float, ...]
    rivals: tuple[tuple[float, ...], ...]
    elsewhere: float
    words_only: bool
    again: bool


def comparisons(sentence: Facts, passages: Sequence[Facts]) -> list[Comparison]:
    """The sentence's names that the passages have at all, each compared with the passages."""
    texts = [Text(facts, number) for number, facts in enumerate(passages)]
    known = [place for text in texts for place in text.places()][:MOST]
    stems = [frozenset(text.stems) for text in texts]
    own = Text(sentence).places()
    out = []
    for place in own[:_OWN]:
        alike = [one for one in known if _same(one.key, place.key)]
        words_only = not alike
        if words_only and place.own:
            alike = [one for text in texts for one in text.literal(place.key, place.own)]
        if not alike:
            continue
        near = [one for one in own if _kin(one, place) or _beside(sentence.text, one, place)]
        others = [one for one in known if not any(_kin(one, two) for two in near)]
        inside, outside = cover(place, {one.passage for one in alike}, stems)
        out.append(
            Comparison(
                place=place,
                alike=alike,
                others=others,
                own=traits(place, alike),
                rivals=tuple(traits(place, group) for group in _bearers(others)),
                elsewhere=max(-0.5, min(0.5, outside - inside)),
                words_only=words_only,
                again=any(_same(one.key, place.key) for one in own if one is not place),
            )
        )
    return out


def _bearers(places: Sequence[Place]) -> list[list[Place]]:
    """The places by the name they have, in order."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        key = place.key
        if key not in groups:
            key = next((one for one in groups if _same(one, key)), key)
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def features(seen: Comparison, *, weights: Mapping[str, float] = RANK) -> tuple[float, ...]:
    """The `FEATURES` of a compared name, names ranked by `weights` of `TRAITS`."""
    place, alike, others = seen.place, seen.alike, seen.others
    here, there = (
        min(5.0, max((fit(place, one) for one in some), default=0.0)) for some in (alike, others)
    )
    own = _rank(seen.own, weights)
    ranks = [_rank(one, weights) for one in seen.rivals]
    ahead = max(-4.0, min(4.0, own - max(ranks, default=0.0)))
    return (
        max(0.0, ahead), min(0.0, ahead),
        min(3.0, sum(one > own for one in ranks)),
        here - there, here, there,
        any_like(alike, place, left), any_like(alike, place, right),
        any_like(others, place, left), any_like(others, place, right),
        any_like(alike, place, slot),
        seen.elsewhere,
        1.0 - any_like(alike, place, article),
        only_others(place, alike, others),
        min(here, 1.0), min(here, 2.0),
        bare(place, alike), headless(place, alike),
        float(seen.words_only), float(seen.again), min(10.0, float(len(ranks))),
    )  # fmt: skip


def _rank(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """How well a name with these `TRAITS` fits its place; only differences mean something."""
    return sum(w * x for w, x in zip(weights.values(), values, strict=True))


_CLAUSE = re.compile(r"\b(?:said|says|told|was|were|has|had|have|is|are|will|[a-z]{2,}ed)\b|[;:.]")


def _beside(text: str, one: Place, two: Place) -> bool:
    """Whether two names stand side by side: "Arden, Velm", "the Arden Senate and House"."""
    first, second = sorted((one, two), key=lambda place: place.start)
    between = text[first.end : second.start]
    return len(between) <= _GAP and not _CLAUSE.search(between)


def _same(one: str, two: str) -> bool:
    return one == two or same_name(one, two)


def _kin(one: Place, two: Place) -> bool:
    """Whether two places may have one bearer: alike, or with a word in common."""
    return _same(one.key, two.key) or bool((set(one.own) & set(two.own)) - STOPWORDS)
