"""What rules out that two unequal values are of one thing."""

from __future__ import annotations

import re
from datetime import timedelta

from summarizer.agree import same_name
from summarizer.records import Name
from summarizer.same_thing import Likeness
from summarizer.slots import SAYING, Slot
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms
from summarizer.two_numbers import of_two_things

# Values of sentences that share less are not looked at (Dice, of the sentences and the clauses).
LEAST, LEAST_CLAUSE = 0.30, 0.50
# Of places and of those who did it; what differs there is seldom of one thing.
_LEAST_NAMED = 0.42
# From here the sentences are of one statement, whoever is named.
_NEARLY_ALL, _WHOLE = 0.60, 0.70
# Two sentences that somebody says so alike are of one statement.
_SAID_ALIKE = 0.5
_EVERYWHERE = "united states"
_COMMON = frozenset(map(stem, STOPWORDS))
# Bodies and peoples of whom several may do a thing.
_GROUP = re.compile(
    r"\b(?:Democrat(?:ic|s)|Republicans?|GOP|Congress|House|Senate|Party|Conservatives|Liberals|"
    r"[A-Z][a-z]+(?:ans|ese|ists|crats))$"
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they) (?:said|told|announced|reported|tweeted|wrote)\b")
_LIMIT = re.compile(
    r"\b(?:(?P<end>through|until|till|by|before|to)|since|after|from|starting|beginning)\s"
    r"(?:on\s|in\s|the\s|at least\s)?$",
    re.IGNORECASE,
)


def ruled_out(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two unequal values of one kind are of two things, or too little speaks for one."""
    if like.sentence < LEAST and like.clause < LEAST_CLAUSE:
        return True
    if one.kind == "number":
        return of_two_things(one, two, like)
    if one.kind == "day":
        return _limit(one) != _limit(two) or not (
            one_act(one, two, like) or not (one.frame or two.frame)
        )
    if like.sentence < _LEAST_NAMED:
        return True
    if one.kind == "agent" and like.sentence < _NEARLY_ALL and (_group(one) or _group(two)):
        return True
    return _named(one, two) or (one.kind == "place" and _other_times(one, two))


def _limit(slot: Slot) -> str:
    """Whether a day is where something begins or ends: "until Friday", "since 2016"."""
    before = slot.sentence.text[max(0, slot.value.start - 20) : slot.value.start]
    found = _LIMIT.search(before)
    return "" if found is None else "end" if found["end"] else "start"


def _named(one: Slot, two: Slot) -> bool:
    """Whether a sentence names the other's place or person beside its own: "Helsinki, Finland".
    The country that all the others write about is named everywhere."""
    return any(
        same_name(name.key, other.value.key) or {*name.key.split()} & {*other.value.key.split()}
        for slot, other in ((one, two), (two, one))
        if isinstance(other.value, Name) and not same_name(other.value.key, _EVERYWHERE)
        for name in slot.sentence.names
        if name.start != slot.value.start
    )


def _group(slot: Slot) -> bool:
    """Whether it is a party or a people that did it, to which several belong."""
    return isinstance(slot.value, Name) and bool(_GROUP.search(slot.value.text))


def _other_times(one: Slot, two: Slot) -> bool:
    """Whether both sentences name times that are known, and all lie more than a week apart."""
    week = timedelta(days=7)
    times = [
        [(m.first, m.last) for m in s.sentence.dates if m.first and m.last] for s in (one, two)
    ]
    return all(times) and not any(
        first <= end + week and start <= last + week
        for first, last in times[0]
        for start, end in times[1]
    )


def _speakers(slot: Slot) -> set[str]:
    """The stems of the words of content beside the sentence's verbs of speech."""
    told = [stem(word) for word in terms(slot.sentence.text)]
    places = {
        at + n
        for at, word in enumerate(told)
        if word in SAYING
        # Behind "said that" stands what was said.
        for n in ((-3, -2, -1) if told[at + 1 : at + 2] == ["that"] else (-3, -2, -1, 1, 2, 3))
    }
    return {told[at] for at in places if 0 <= at < len(told)} - _COMMON - SAYING


def one_act(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two days are of one act: their verbs agree, or a word of content beside both."""
    if one.frame in SAYING or two.frame in SAYING:
        # The same person says many things on many days.
        alike = like.sentence >= _SAID_ALIKE and bool(_speakers(one) & _speakers(two))
        alike |= like.sentence >= _NEARLY_ALL and any(
            _PRONOUN.search(slot.sentence.text) for slot in (one, two)
        )
        alike |= like.sentence >= _WHOLE
        return one.frame in SAYING and two.frame in SAYING and alike
    if one.frame and one.frame == two.frame:
        return True
    beside = ({*slot.left[:2], *slot.right[:2]} - _COMMON for slot in (one, two))
    return bool(frozenset.intersection(*map(frozenset, beside)))
