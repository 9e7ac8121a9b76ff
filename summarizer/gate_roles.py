"""Whether two names were exchanged: who did what to whom, by the words around each.

A written sentence is mostly made of its sources' own words. Where the words around a name are
those that the passages have around another name, and not those they have around this one, the
two were exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import dates
from summarizer.agree import same_name
from summarizer.gate_agents import wrong_agents
from summarizer.gate_facts import Facts
from summarizer.gate_names import country
from summarizer.gate_sides import fit, sides
from summarizer.records import DateMention
from summarizer.tokens import terms

# Another name's place must fit better by this much, and by itself so well.
_MARGIN, _FIT = 1.0, 1.6
# A weekday and a date must be told apart by so much more.
_OTHER_KIND = 0.6


# "landed in Arden to meet Brill in Velm": who comes to one place to meet in another.
_ARRIVES = re.compile(
    r"\b(?:touch(?:ed|es) down|land(?:ed|s)|arriv(?:ed|es)|fl(?:ew|ies)|travel+ed|went|came"
    r"|return(?:ed|s)) (?:in|at|to) $"
)
_TO_MEET = re.compile(
    r"[^.;]{0,60}\bto (?:meet|see|talk|speak|attend|discuss|sign|hold talks)\b[^.;]{0,90}"
    r" (?:in|at) "
)


def wrong_meetings(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Places where somebody arrives and meets that no one passage has both: two journeys made
    one."""
    text = sentence.text
    held = [[name.key for name in passage.names] for passage in passages]
    wrong = []
    for i, one in enumerate(sentence.names):
        if not _ARRIVES.search(text[max(0, one.start - 30) : one.start]):
            continue
        for two in sentence.names[i + 1 :]:
            joined = any(all(_named(each.key, keys) for each in (one, two)) for keys in held)
            if not joined and _TO_MEET.fullmatch(text[one.end : two.start]):
                wrong.append(f"no cited passage has both {one.text!r} and {two.text!r}")
    return wrong


def _named(key: str, known: Sequence[str]) -> bool:
    return any(same_name(key, one) for one in known)


@dataclass(frozen=True, slots=True)
class _Place:
    """A name or a day with the stems on either side in its clause, the nearest first."""

    kind: str
    key: str
    text: str
    start: int
    end: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    mention: DateMention | None = None


def wrong_roles(sentence: Facts, passages: Sequence[Facts], *, names: bool = True) -> list[str]:
    """Names (unless ``names`` is false) and days that stand where the passages have another, and
    verbs whose two sides are exchanged."""
    known = [place for passage in passages for place in _places(passage, names)]
    own = _places(sentence, names)
    wrong = []
    for place in own:
        alike = [one for one in known if _alike(one, place)]
        if not alike:
            continue
        here = max(fit(place, one) for one in alike)
        others = [one for one in known if _rivals(one, place) and not _kin(one, place)]
        best = max(others, key=lambda one: fit(place, one), default=None)
        if best is None or any(_kin(one, best) and _close(sentence, one, place) for one in own):
            continue
        there = fit(place, best)
        over = 0.0 if best.kind == place.kind else _OTHER_KIND
        if there >= _FIT + over and there - here >= _MARGIN + over:
            wrong.append(f"the cited passages have {best.text!r} where it has {place.text!r}")
    return [*wrong, *wrong_agents(sentence.text, [one.text for one in passages])]


def _alike(one: _Place, two: _Place) -> bool:
    return one.kind == two.kind and (one.key == two.key or same_name(one.key, two.key))


def _rivals(one: _Place, two: _Place) -> bool:
    """Whether two places are of one kind, or a weekday and a date that is not that day's."""
    if one.kind == two.kind:
        return True
    if {one.kind, two.kind} != {"weekday", "date"} or not (one.mention and two.mention):
        return False
    dated, week = (one.mention, two.mention) if one.kind == "date" else (two.mention, one.mention)
    if dated.first is None or dated.first != dated.last:
        return True  # a month bears no weekday out
    if week.first is None:
        return dated.first.weekday() != dates.weekday(week)
    return dated.first != week.first


def _kin(one: _Place, two: _Place) -> bool:
    """Whether two places may have one bearer: alike, or with a word in common."""
    return _alike(one, two) or bool(set(one.key.split()) & set(two.key.split()))


def _close(sentence: Facts, one: _Place, two: _Place) -> bool:
    """Whether two names stand side by side ("Arden, Velm", "Ortiz, the mayor of Arden")."""
    first, second = sorted((one, two), key=lambda place: place.start)
    between = sentence.text[first.end : second.start]
    return first is not second and len(terms(between)) <= 4 and not _VERB.search(between)


_VERB = re.compile(r"\b(?:said|told|was|were|has|had|is|are|[a-z]{2,}ed)\b")


def _places(facts: Facts, names: bool) -> list[_Place]:
    """The names and day expressions of a text, with what stands beside them in their clause."""
    found = facts.names if names else ()
    marks: list[tuple[int, int, str, str, DateMention | None]] = [
        (name.start, name.end, "name", country(name.key), None) for name in found
    ]
    marks += [
        (one.start, one.end, _date_kind(one.text), " ".join(terms(one.text)), one)
        for one in facts.dates
    ]
    out = []
    for start, end, kind, key, mention in sorted(marks, key=lambda mark: mark[:2]):
        left, right = sides(facts.text, start, end)
        out.append(_Place(kind, key, facts.text[start:end], start, end, left, right, mention))
    return out


_YEAR = re.compile(r"\d{4}")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


def _date_kind(text: str) -> str:
    """What a time expression is measured in: "a week ago" and "8 October" may be one day, so
    only expressions of one kind stand for each other."""
    if _YEAR.fullmatch(text):
        return "year"
    if re.search(r"\d", text):
        return "date"
    return "weekday" if _WEEKDAY.search(text) else "time"
