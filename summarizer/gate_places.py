"""Whether each name of a written sentence stands in a place that its passages give to it.

Most wrong names are names that the passages do have, elsewhere. So the words around each name are
compared with those around the places where the passages have it, and with those around each other
name that they have (``gate_fits``). Two regressions, fitted by ``training/places.py``, weigh the
comparisons: one says which of the passages' names fits a place best, the other how likely it is
that the name was put in another's place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer import frames
from summarizer.gate_context import MOST, Place, Text, active
from summarizer.gate_facts import Facts
from summarizer.gate_fits import (
    TRAITS,
    any_like,
    article,
    bare,
    cover,
    headless,
    left,
    only_others,
    right,
    slot,
    traits,
)
from summarizer.gate_names import named_alike
from summarizer.gate_rivals import beside, candidates, kin, rivals
from summarizer.gate_sides import fit

if TYPE_CHECKING:
    from summarizer.frames import Floats

# Names of a written sentence that are checked; one with more is a list, not a sentence.
_OWN = 60
# Weights by which the names of the passages are ranked for a place: a logistic regression over
# differences of `TRAITS` between the name that stands there and each other one.
RANK = {
    "fit": 0.75, "left": 1.06, "right": 0.86, "slot": 0.6, "article": 0.18, "same side": 0.79,
    "around": 0.23, "next": 0.79, "previous": 0.45, "times": 1.01, "frame": 0.57,
}  # fmt: skip
# Weights of a logistic regression on sentences of neutral roundups and on fusions of two news
# sentences, untouched and with a name exchanged for another.
WEIGHTS = {
    "rank ahead": -0.55, "rank behind": -0.55,  # by how much this name fits better, or worse
    "behind any": -0.28,  # the same, whether the other stands in the sentence or not
    "better": 0.16,  # how many names fit better, at most 3
    "fit ahead": -0.12,  # the most alike place of this name less that of another
    "fit": -0.13, "fit of others": 0.16,
    "left": -0.19, "right": -0.18,  # the passages have this word beside this name
    "others left": -0.09, "others right": 0.27,  # they have it beside another name
    "slot": -0.18,  # they have this name as owner, subject or part of a noun as here
    "cover elsewhere": -0.45,  # more of the words around stand in a passage without the name
    "article": 0.45,  # "the" before the name here and nowhere else, or the other way round
    "capital left": 1.79,  # a capitalised word before it that only other names have there
    "some fit": 0.3, "fair fit": -0.41,
    "bare": 2.04,  # a people or party in the singular where a noun must follow ("French said")
    "headless": 0.3,  # without the article that it has wherever it stands for itself
    "only as words": -5.27,
    "again": -1.2,  # the sentence has this name twice
    "rivals": -0.08,  # how many other names the passages have, at most 10
}  # fmt: skip
BIAS = -0.5
FEATURES = tuple(WEIGHTS)
# Log odds from which a name is refused. Between 0.6 and 0.3 as many altered names of the train
# parts are found (0.952); at 0.6 256 of 2,550 sound sentences are refused, at 0.5 263.
LEAST = 0.6


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
    places, also by their ``bearers``; `TRAITS` of this name and of each of the others; of
    each other one that the sentence has too by how much its `TRAITS` are better where it stands
    than this name's would be, else zeros; and what else tells it apart: how much more of what is
    around stands without the name, whether it is only found as words, and whether the sentence
    has it twice."""

    place: Place
    alike: Sequence[Place]
    others: Sequence[Place]
    bearers: Sequence[Sequence[Place]]
    own: tuple[float, ...]
    rivals: tuple[tuple[float, ...], ...]
    at_home: tuple[tuple[float, ...], ...]
    elsewhere: float
    words_only: bool
    again: bool


def comparisons(
    sentence: Facts, passages: Sequence[Facts] | Known, *, at: int | None = None
) -> list[Comparison]:
    """The sentence's names that the passages have at all, each compared with the passages; with
    `at` only the name over that character."""
    known = passages if isinstance(passages, Known) else Known(passages)
    own = Text(sentence).places()[:_OWN]
    found = [
        known.compare(place, own) for place in own if at is None or place.start <= at < place.end
    ]
    return [one for one in found if one is not None]


class Known:
    """The names of the passages, where they stand, and what else is there."""

    def __init__(self, passages: Sequence[Facts]) -> None:
        self.texts = [Text(facts, number) for number, facts in enumerate(passages)]
        self.places = [place for text in self.texts for place in text.places()][:MOST]
        self.others = candidates(self.places)
        self.stems = [frozenset(text.stems) for text in self.texts]
        self.framed = _Framed()

    def compare(self, place: Place, own: Sequence[Place]) -> Comparison | None:
        """A name of a sentence, `own` being all of them, or None where no passage has it."""
        alike = [one for one in self.places if named_alike(one.key, place.key)]
        words_only = not alike
        if words_only and place.own:
            alike = [one for text in self.texts for one in text.literal(place.key, place.own)]
        if not alike:
            return None
        near = [one for one in own if kin(one, place) or beside(place.text, one, place)]
        others = rivals(alike, near, self.others)
        bearers = _bearers(others)
        inside, outside = cover(place, {one.passage for one in alike}, self.stems)
        own_traits, *their_traits = self._traits(place, alike, bearers)
        return Comparison(
            place=place,
            alike=alike,
            others=others,
            bearers=bearers,
            own=own_traits,
            rivals=tuple(their_traits),
            at_home=tuple(self._at_home(place, alike, group, own) for group in bearers),
            elsewhere=max(-0.5, min(0.5, outside - inside)),
            words_only=words_only,
            again=any(named_alike(one.key, place.key) for one in own if one is not place),
        )

    def _traits(
        self, place: Place, alike: Sequence[Place], bearers: Sequence[Sequence[Place]]
    ) -> list[tuple[float, ...]]:
        """`TRAITS` of the name with the mentions `alike` for a place, and of each other name."""
        frames_ = self.framed.fits(place, alike, bearers)
        return [
            (*traits(place, group), frame)
            for group, frame in zip((alike, *bearers), frames_, strict=True)
        ]

    def _at_home(
        self, place: Place, alike: Sequence[Place], group: Sequence[Place], own: Sequence[Place]
    ) -> tuple[float, ...]:
        """By how much the `TRAITS` of another name are better at its own place of the sentence
        than those of the name at `place` would be there."""
        homes = [one for one in own if one is not place and named_alike(one.key, group[0].key)]
        if not homes:
            return (0.0,) * len(TRAITS)
        theirs, ours = self._traits(homes[0], group, [alike])
        return tuple(a - b for a, b in zip(theirs, ours, strict=True))


class _Framed:
    """How well names go with the words beside a place; vectors of other names are kept."""

    def __init__(self) -> None:
        self.frames = frames.load()
        self.known: dict[str, Floats] = {}

    def fits(
        self, place: Place, alike: Sequence[Place], bearers: Sequence[Sequence[Place]]
    ) -> list[float]:
        """How well the name there, which the passages have at `alike`, goes with the words beside
        it, and each of the others."""
        wanted = self.frames.place(place.beside())
        mentions = [one.beside() for one in alike[: frames.MENTIONS]]
        own = self.frames.name(place.spelled, place.key, mentions)
        return [float(wanted @ one) for one in (own, *map(self._name, bearers))]

    def _name(self, group: Sequence[Place]) -> Floats:
        key = group[0].key
        if key not in self.known:
            mentions = [one.beside() for one in group[: frames.MENTIONS]]
            self.known[key] = self.frames.name(usual(group), key, mentions)
        return self.known[key]


def usual(places: Sequence[Place]) -> str:
    """How a name is written most often; of equals the first by its letters."""
    spellings = Counter(one.spelled for one in places)
    return min(spellings, key=lambda one: (-spellings[one], one))


def _bearers(places: Sequence[Place]) -> list[list[Place]]:
    """The places by the name they have, in order."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        key = place.key
        if key not in groups:
            key = next((one for one in groups if named_alike(one, key)), key)
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def features(seen: Comparison, *, weights: Mapping[str, float] = RANK) -> tuple[float, ...]:
    """The `FEATURES` of a compared name, names ranked by `weights` of `TRAITS`."""
    place, alike, others = seen.place, seen.alike, seen.others
    here, there = (
        min(5.0, max((fit(place, one) for one in some), default=0.0)) for some in (alike, others)
    )
    own = _rank(seen.own, weights)
    raw = [_rank(one, weights) for one in seen.rivals]
    # one that fits its own place of the sentence better than this name would is less of a rival
    ranks = [one - _rank(home, weights) for one, home in zip(raw, seen.at_home, strict=True)]
    ahead = max(-4.0, min(4.0, own - max(ranks, default=0.0)))
    anywhere = max(-4.0, min(4.0, own - max(raw, default=0.0)))
    return (
        max(0.0, ahead), min(0.0, ahead), min(0.0, anywhere),
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
