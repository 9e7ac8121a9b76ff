"""What rules out that two unequal values are of the same thing."""

from __future__ import annotations

import re
from datetime import timedelta

from summarizer.agree import same_name
from summarizer.owners import other_owners
from summarizer.records import Name, Quantity
from summarizer.same_thing import Likeness
from summarizer.slots import SAYING, Slot
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms
from summarizer.two_numbers import of_two_things

# Values of sentences that share less are not looked at (Dice, of the sentences and the clauses).
LEAST, LEAST_CLAUSE = 0.30, 0.50
# Of places and of those who did it; what differs there is seldom of one thing.
_LEAST_NAMED, _LEAST_NAMED_CLAUSE = 0.42, 0.70
# From here the sentences are of one statement, whoever is named.
_NEARLY_ALL, _WHOLE = 0.60, 0.70
# From here two clauses are one but for who did it, though that one is named again beside it.
_VERBATIM = 0.85
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
_SAYS = re.compile(r"\b(?:said|told|announced|reported|tweeted|wrote)\b")
_PLANS = re.compile(
    r"\b(?:will|would|to be|to begin|to start|scheduled|due|planned|set for|set to|expected)\b"
)
_LIMIT = re.compile(
    r"\b(?:(?P<end>through|until|till|(?P<by>by)|before|to)|since|after|"
    r"(?P<on>from|starting|beginning))\s(?:on\s|in\s|the\s|at least\s)?$",
    re.IGNORECASE,
)


def ruled_out(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two unequal values of one kind are of two things, or too little speaks for one."""
    if like.sentence < LEAST and like.clause < LEAST_CLAUSE:
        return True
    if one.kind == "number":
        apart = _zones_apart(one, two) or other_owners(one, two)
        return apart or of_two_things(one, two, like)
    if one.kind == "day":
        near = like.sentence >= _NEARLY_ALL
        return _limit(one, near=near) != _limit(two, near=near) or not (
            one_act(one, two, like) or not (one.frame or two.frame)
        )
    if like.sentence < _LEAST_NAMED and like.clause < _LEAST_NAMED_CLAUSE:
        return True
    if one.kind == "agent" and like.sentence < _NEARLY_ALL and (_group(one) or _group(two)):
        return True
    if one.kind == "agent":
        return like.clause < _VERBATIM and _named(one, two)
    return _named(one, two) or _other_times(one, two)


_ZONE = re.compile(r"\s?\(?(?P<zone>GMT|UTC|BST|CES?T|[ECMP][SD]?T|[Ll]ocal time|[A-Z]\w+ time)\b")


def _zones_apart(one: Slot, two: Slot) -> bool:
    """Whether two times of day are told in different zones: "11 p.m. Velm time", "9 a.m. local
    time" may be one moment."""
    zones = {
        found["zone"]
        for slot in (one, two)
        if isinstance(slot.value, Quantity) and slot.value.unit == "clock"
        if (found := _ZONE.match(slot.sentence.text, slot.value.end))
    }
    return len(zones) > 1


def _limit(slot: Slot, *, near: bool) -> str:
    """Whether a day is where something begins or ends: "until Friday", "since 2016". In sentences
    that are `near`ly one, "by Friday" and "from Friday" are as good as "on Friday"."""
    before = slot.sentence.text[max(0, slot.value.start - 20) : slot.value.start]
    found = _LIMIT.search(before)
    if found is None or (near and (found["by"] or found["on"])):
        return ""
    return "end" if found["end"] else "start"


def _named(one: Slot, two: Slot) -> bool:
    """Whether a sentence names the other's place or person beside its own: "Helsinki, Finland".
    The country that all the others write about is named everywhere."""
    return any(
        same_name(name.key, other.value.key) or _share(one.kind, name.key, other.value.key)
        for slot, other in ((one, two), (two, one))
        if isinstance(other.value, Name) and not same_name(other.value.key, _EVERYWHERE)
        for name in slot.sentence.names
        if name.start != slot.value.start
    )


def _share(kind: str, one: str, two: str) -> bool:
    """Whether two names of a kind share a word; of persons only the last tells who it is
    ("Arvanian Chancellor Brill" and "Arvanian")."""
    words = [key.split() for key in (one, two)]
    return bool({*words[0]} & {*(words[1][-1:] if kind == "agent" else words[1])})


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


def _spoken_of(slot: Slot) -> set[str]:
    """The words of the names before the sentence's first verb of speech: who says it, mostly."""
    text = slot.sentence.text
    said = _SAYS.search(text)
    return {
        word
        for name in slot.sentence.names
        if said is None or name.end <= said.start()
        for word in name.key.split()
    }


def one_plan(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two days are of one plan, told with other verbs: "will begin on", "will stand trial
    from"."""
    return one.kind == "day" and like.sentence >= _NEARLY_ALL and all(map(_planned, (one, two)))


def _planned(slot: Slot) -> bool:
    """Whether something is to be on a day."""
    before = re.split(r"[;:()“”\"–—]\s", slot.sentence.text[: slot.value.start])[-1]
    return bool(_PLANS.search(before))


def one_act(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two days are of one act: their verbs agree, or a word of content beside both."""
    if one.frame in SAYING or two.frame in SAYING:
        # The same person says many things on many days.
        speakers = _speakers(one) & _speakers(two) or (
            one.frame == two.frame and _spoken_of(one) & _spoken_of(two)
        )
        alike = like.sentence >= _SAID_ALIKE and bool(speakers)
        alike |= like.sentence >= _NEARLY_ALL and any(
            _PRONOUN.search(slot.sentence.text) for slot in (one, two)
        )
        alike |= like.sentence >= _WHOLE
        return one.frame in SAYING and two.frame in SAYING and alike
    if one.frame and one.frame == two.frame:
        return True
    if one_plan(one, two, like):
        return True
    beside = ({*slot.left[:2], *slot.right[:2]} - _COMMON for slot in (one, two))
    return bool(frozenset.intersection(*map(frozenset, beside)))
