"""Whether a name stands where its passages have that name: who did what to whom.

A written sentence is mostly made of its sources' own words. Where the words around a name are
those that the passages have around another name, and not those they have around this one, the
two were exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.agree import same_name
from summarizer.gate_facts import Facts
from summarizer.gate_names import country
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms

_SIDE = 5
# Another name's place must fit better by this much, and by itself so well.
_MARGIN, _FIT = 1.0, 1.6


@dataclass(frozen=True, slots=True)
class _Place:
    """A name with the stems on either side, the nearest first."""

    key: str
    text: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def wrong_roles(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Names that stand where the passages have another one."""
    known = [place for passage in passages for place in _places(passage)]
    keys = sorted({place.key for place in known})
    wrong = []
    for place in _places(sentence):
        alike = {key for key in keys if same_name(key, place.key)}
        if not alike:
            continue
        own = max(_fit(place, one) for one in known if one.key in alike)
        inside = [
            one
            for one in known
            if one.key not in alike and not set(one.key.split()) & set(place.key.split())
        ]
        best = max(inside, key=lambda one: _fit(place, one), default=None)
        if best is None:
            continue
        fit = _fit(place, best)
        if fit >= _FIT and fit - own >= _MARGIN:
            wrong.append(f"the cited passages have {best.text!r} where it has {place.text!r}")
    return wrong


def _places(facts: Facts) -> list[_Place]:
    out = []
    for name in facts.names:
        left = terms(facts.text[max(0, name.start - 80) : name.start])[-_SIDE:]
        right = terms(facts.text[name.end : name.end + 80])[:_SIDE]
        out.append(
            _Place(
                country(name.key),
                name.text,
                tuple(stem(word) for word in reversed(left)),
                tuple(stem(word) for word in right),
            )
        )
    return out


def _fit(one: _Place, two: _Place) -> float:
    """How alike two places are: runs of equal words next to the name count most."""
    return _side(one.left, two.left) + _side(one.right, two.right)


def _side(one: Sequence[str], two: Sequence[str]) -> float:
    run = 0.0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        run += 0.5 if a in STOPWORDS else 1.0
    shared = {w for w in one if w not in STOPWORDS} & set(two)
    return max(run, 0.5 * len(shared)) + 0.2 * min(run, 0.5 * len(shared))
