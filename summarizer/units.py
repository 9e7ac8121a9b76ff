"""What is grouped: single articles, or the copies of one article taken together.

A thousand copies of a wire story are compared once. Articles of one origin are one unit only while
nothing in the shorter contradicts the longer: a report of a recurring event that fills other
numbers, names or days into the same sentences is a unit of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.moments import Moment, moment, role_conflicts
from summarizer.records import Document
from summarizer.traits import language_of, number_key, title_names

# A copy may be printed some days later.
_DAYS = 3
# Of a copy's names and numbers this share stands in the text it was made from.
_SHARED = 0.85
# An article is compared with at most this many units of its origin.
_CAP = 20


@dataclass(frozen=True, slots=True)
class _Facts:
    names: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]
    moment: Moment


def units(
    documents: Sequence[Document], origins: Sequence[Sequence[str]]
) -> tuple[tuple[int, ...], ...]:
    """Places in ``documents`` (sorted by id) of the articles of each unit, the one that stands
    for the unit first; units in order of that place."""
    place = {document.id: index for index, document in enumerate(documents)}
    found: list[list[int]] = []
    seen: set[int] = set()
    for origin in origins:
        members = [place[i] for i in origin if i in place]
        seen.update(members)
        found.extend([members] if len(members) == 1 else _parts(documents, members))
    found.extend([index] for index in range(len(documents)) if index not in seen)
    return tuple(sorted(tuple(unit) for unit in found))


def _parts(documents: Sequence[Document], members: Sequence[int]) -> list[list[int]]:
    """The units of one origin: each article joins the first longer one it does not contradict."""
    facts = {i: _facts(documents[i]) for i in members}
    length = {i: sum(len(s.text) for s in documents[i].sentences) for i in members}
    parts: list[list[int]] = []
    equal: dict[tuple[object, ...], list[int]] = {}
    for i in sorted(members, key=lambda i: (-length[i], i)):
        key = (facts[i], documents[i].day, language_of(documents[i]))
        home = equal.get(key)
        if home is None:
            fitting = (
                part
                for part in parts[:_CAP]
                if _agree(documents[part[0]], documents[i], facts[part[0]], facts[i])
            )
            home = next(fitting, None)
        if home is None:
            home = []
            parts.append(home)
        home.append(i)
        equal.setdefault(key, home)
    return parts


def _agree(longer: Document, shorter: Document, a: _Facts, b: _Facts) -> bool:
    """Whether ``shorter`` can be a copy of ``longer``."""
    if language_of(longer) != language_of(shorter):
        return False
    if longer.day and shorter.day and abs((longer.day - shorter.day).days) > _DAYS:
        return False
    if role_conflicts(a.moment, b.moment):
        return False
    return all(
        _share(mine, theirs) >= _SHARED
        for mine, theirs in ((b.names, a.names), (b.numbers, a.numbers), (b.days, a.days))
    )


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 1.0


def _facts(document: Document) -> _Facts:
    names = {name.key for name in title_names(document)}
    numbers: set[str] = set()
    days: set[str] = set()
    for sentence in document.sentences:
        names.update(name.key for name in sentence.names)
        numbers.update(filter(None, map(number_key, sentence.numbers)))
        days.update(mention.text.casefold() for mention in sentence.dates)
    return _Facts(frozenset(names), frozenset(numbers), frozenset(days), moment(document))
