"""How well a name fits a place of a written sentence, given the places its passages give to that
name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence

from summarizer import frequency
from summarizer.facts import DEMONYMS
from summarizer.gate_context import Place
from summarizer.gate_sides import fit
from summarizer.tokens import STOPWORDS

Trait = Callable[[Place], str]
_VERBS = frozenset(
    """is are was were has have had will would may might can could should said says told did does
    do must made met won went took""".split()
)
_VERB = re.compile(r"[a-z]+(?:ed|ies|[^s]s)")
# A word this many steps farther away counts half; one beside the name and one behind another.
_FAR, _FARTHER = 0.25, 0.08
_BESIDE = 5


def left(place: Place) -> str:
    """The stem before the name, or ""."""
    return place.left[0] if place.left else ""


def right(place: Place) -> str:
    """The stem behind the name, or ""."""
    return place.right[0] if place.right else ""


def article(place: Place) -> str:
    """Whether "the" stands before the name."""
    return str(place.before.casefold() == "the")


def slot(place: Place) -> str:
    """What a name is to the word after it, coarsely: owner, subject, part of a noun."""
    after = place.after
    if not after or after[0] in "'’":
        return "owner" if after else "end"
    if after.casefold() in _VERBS or _VERB.fullmatch(after):
        return "subject"
    if after in ("and", "or"):
        return "list"
    if after.casefold() in STOPWORDS:
        return "function word"
    return "capital" if after[0].isupper() or after[0].isdigit() else "noun"


def any_like(places: Sequence[Place], place: Place, trait: Trait) -> float:
    """1 where one of the places has the trait as this place has it."""
    own = trait(place)
    return float(any(trait(one) == own for one in places))


def bare(place: Place, alike: Sequence[Place]) -> float:
    """1 where a people or party in the singular stands without the noun that it needs."""
    last = place.own[-1] if place.own else ""
    if last not in _ADJECTIVES and (last not in DEMONYMS or last.endswith("s")):
        return 0.0
    if _PLURAL.fullmatch(place.after):
        return 0.0  # "French investigators"
    same = [one for one in alike if one.own == place.own]
    return float(slot(place) not in _OPEN and all(slot(one) in _OPEN for one in same))


_ADJECTIVES = frozenset(("republican", "democratic", "congressional", "presidential", "federal"))
_PLURAL = re.compile(r"[a-z]{4,}[^s]s")
_OPEN = ("noun", "capital", "list")


def headless(place: Place, alike: Sequence[Place]) -> float:
    """1 where a name stands for itself without the article that it has everywhere else:
    "Senate has voted" where the passages have "the Senate"."""
    if slot(place) in ("noun", "capital") or place.before.casefold() in _DETERMINERS:
        return 0.0
    if place.before[:1].isupper() or place.before.endswith(("'s", "’s")):
        return 0.0
    heads = [one for one in alike if slot(one) not in ("noun", "capital")]
    heads = [one for one in heads if one.own == place.own]
    return float(bool(heads) and all(one.before.casefold() in _DETERMINERS for one in heads))


_DETERMINERS = frozenset(
    "the a an this that its his her their our your my these those each every no any".split()
)


def only_others(place: Place, alike: Sequence[Place], others: Sequence[Place]) -> float:
    """1 where a capitalised word or a number stands before the name that the passages have before
    other names only ("Chief Ortun" for "Chief Brill")."""
    word = place.before
    if not place.start or not word or not (word[0].isupper() or word[0].isdigit()):
        return 0.0
    return float(
        all(one.before != word for one in alike) and any(one.before == word for one in others)
    )


def cover(
    place: Place, home: Collection[int], stems: Sequence[Collection[str]]
) -> tuple[float, float]:
    """The share of the words around a name that one passage with the name has, and the share
    that one without it has, weighted by rarity."""
    table = frequency.load()
    weight = {w: table.idf(w) for w in (*place.left, *place.right) if w not in STOPWORDS}
    total = sum(weight.values()) or 1.0
    shares = [sum(v for w, v in weight.items() if w in have) / total for have in stems]
    inside = max((shares[i] for i in sorted(home)), default=0.0)
    outside = max((share for i, share in enumerate(shares) if i not in home), default=0.0)
    return inside, outside


# What is compared for each name that the passages have, for one place of the sentence.
TRAITS = (
    "fit",  # how alike the most alike place is, at most 5
    "left", "right",  # the same word stands beside it
    "slot", "article",
    "same side", "around",  # shares of the content around, on the same side or on either
    "next", "previous",  # the next word of content is near, on its side
    "times",  # logarithm of how often the passages have the name
    "frame",  # how well the name goes with the words beside the place, see ``frames``
)  # fmt: skip


def traits(place: Place, places: Sequence[Place]) -> tuple[float, ...]:
    """`TRAITS` but the last of a name that the passages have at `places`, for a place of the
    sentence."""
    near = [_near(place, one) for one in places]
    return (
        min(5.0, max(fit(place, one) for one in places)),
        any_like(places, place, left), any_like(places, place, right),
        any_like(places, place, slot), any_like(places, place, article),
        max(side for side, _ in near), max(either for _, either in near),
        _beside(place, places, 1), _beside(place, places, -1),
        min(3.0, math.log(1 + len(places))),
    )  # fmt: skip


def _near(place: Place, one: Place) -> tuple[float, float]:
    """The shares of the content around a place that another place has on the same side, and on
    either side, weighted by rarity and by nearness."""
    table = frequency.load()
    total = same = either = 0.0
    for word, away in place.around.items():
        weight = table.idf(word) / (1 + _FAR * (abs(away) - 1))
        total += weight
        if other := one.around.get(word):
            weight /= 1 + _FARTHER * (abs(other) - 1)
            either += weight
            same += weight if (other > 0) == (away > 0) else 0.0
    return (same / total, either / total) if total else (0.3, 0.3)


def _beside(place: Place, places: Sequence[Place], side: int) -> float:
    """1 where the nearest word of content on a side (1 behind, -1 before) is near one of the
    places on that side."""
    steps = {away * side: word for word, away in place.around.items() if away * side > 0}
    if not steps:
        return 0.0
    word = steps[min(steps)]
    return float(any(0 < one.around.get(word, 0) * side <= _BESIDE for one in places))
