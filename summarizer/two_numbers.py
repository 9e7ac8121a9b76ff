"""Whether two unequal numbers say themselves that they are of different things: "another 4
million", ages of different people, killed and injured, one end of a range.
"""

from __future__ import annotations

import re

from summarizer.agree import head, same_name
from summarizer.number_times import of_two_times
from summarizer.place_kinds import place_kind
from summarizer.records import Quantity
from summarizer.same_thing import Likeness
from summarizer.slots import Slot
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, terms

# Scores are compared from here (Dice of the sentences), and what is told of two towns from there.
_NEAR_ALIKE, _NEARLY_ALL, _COPY = 0.50, 0.60, 0.76
# A share and the rest of it are a hundred, but for rounding.
_REST = 0.5
# Two sentences that share so many words of content are long.
_MANY = 8
_COMMON = frozenset(map(stem, STOPWORDS))
_FURTHER = re.compile(
    r"\b(?:another|additional|further|extra|other|remaining|(?<!no )more(?!\sthan))\s"
    r"(?:[a-z]+\s)?$",
    re.IGNORECASE,
)
# "25 kilometers further east" is a place and no more kilometers.
_FURTHER_AFTER = re.compile(
    r"\s(?:(?:more|additional|extra)\b(?!\sthan)|further\b(?!\s(?:to the|north|south|east|west|"
    r"inland|away|down|up|along|off|out|ahead|behind)))"
)
# "The ambassador and three other envoys" are four envoys: so many may stand beside them.
_OTHER = re.compile(r"\sother\b")
_NAMED = 2
# What a share is of, or a distance from.
_MEASURES = frozenset("percent mile km m foot".split())
_OF_WHAT = re.compile(
    r"(?:\s[a-z-]+){0,2}?\s(?:of|from)\s(?:the\s)?(?:[a-z-]+\s){0,2}?(?:in\s)?(?=[A-Z])"
)
_POLL = re.compile(r"\b(?:polls?|polling|surveys?)\b(?! (?:place|station))", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:(?<!ranging )(?<!anywhere )from|compared (?:to|with)|previous(?:ly)?|formerly)\s"
    r"(?:(?:a|the|an)\s(?:\w+\s){0,3}of\s)?(?:about\s|around\s|nearly\s)?(?:US|A|C)?[$£€]?$",
    re.IGNORECASE,
)
# Where a sentence tells of a change, "from" is what it was.
_CHANGES = re.compile(
    r"\b(?:up|down|rose|rise[sn]?|rising|f[ae]ll(?:s|en|ing)?|jump\w*|climb\w*|gr[eo]w\w*|rais\w*|"
    r"lower\w*|increas\w*|decreas\w*|dropp?\w*|cut\w*|declin\w*|slow\w*|shr[iau]nk\w*|revis\w*|"
    r"chang\w*|higher|less|more|fewer|reduc\w*|expand\w*|doubl\w*|tripl\w*|went|goe?s?|going|"
    r"swell\w*|surg\w*|soar\w*|plung\w*|mov(?:e[ds]?|ing)|shift\w*|extend\w*|cap|to\s[\d$£€])\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|ranging from|anywhere from)\s(?:US|A|C)?[$£€]?$", re.IGNORECASE
)
_TO = re.compile(r"\s?[-–—]\s?|-?\sto\s(?:US|A|C)?[$£€]?|\sand\s(?:US|A|C)?[$£€]?")
_MOVES = re.compile(
    r"\b(?:from|rose|fell|jump|climb|grew|went|rais|lower|increas|decreas|dropp|up|down)|"
    # "by 51,000 to 419,000" is a change and what it led to
    r"\bby\s(?:about\s|nearly\s|almost\s|some\s|(?:more|less) than\s)?(?:US|A|C)?[$£€]?$",
    re.IGNORECASE,
)
# What is so old and nobody.
_THING = re.compile(
    r"\s(?:[a-z]+\s)?(?:brand|company|firm|institution|tradition|law|ban|rule|ruling|treaty|pact|deal|"
    r"agreement|war|conflict|embargo|blockade|dispute|bridge|building|newspaper|record|regime|"
    r"alliance|programme?|marriage|career)\b"
)
_PART = re.compile(r"\sof (?:the|those|these|them)\b")
_ALL = re.compile(r"\b(?:all|each|every one|any)\s(?:of\s)?(?:the\s)?$", re.IGNORECASE)
# "Eight of the injured" are a part; "8 percent of those" and "900 yards of the ship" are not.
_PARTLESS = frozenset("percent point mile km m yard foot inch".split())
_WILL = re.compile(
    r"\b(?:will|could) (?:soon )?(?:be|reach|approach|hit|rise|grow|exceed|fall)\b"
    r"(?:\s[\w-]+){0,4}?\s(?:US|A|C)?[$£€]?$"
)
_PLANS = re.compile(
    r"\b(?:will|would|could|may|might|shall|(?:is|are|due|set) to|to cost|"
    r"plan\w*|expect\w*|project\w*|forecast\w*)\b"
)
# What became of those whom a number counts.
_FATES = {
    stem(word): row[0]
    for row in map(
        str.split,
        (
            "killed dead died deaths death toll fatalities fatally perished slain",
            "injured wounded hurt injuries injury hospitalized hospitalised treated",
            "missing unaccounted",
            "arrested detained arrests custody charged",
            "rescued saved evacuated displaced fled",
        ),
    )
    for word in row
}
_PEOPLE = frozenset(
    map(
        head,
        """people dead injured missing arrested children officers soldiers patients workers migrants
        civilians passengers students members""".split(),
    )
) | {""}


def of_two_things(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two numbers say themselves that they are of two things: "another 4 million", ages
    of different people, killed and injured, one end of a range, times that lie apart."""
    a, b = one.value, two.value
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    if a.unit == "score" and like.sentence < _NEAR_ALIKE:
        return True
    if bool(a.counts) != bool(b.counts) and (
        like.sentence < _NEAR_ALIKE or not {head(a.counts), head(b.counts)} <= _PEOPLE
    ):
        return True  # "three to jail" and "the two most senior officials"
    fates = [_fates(s, q) for s, q in ((one, a), (two, b))]
    if all(fates) and not fates[0] & fates[1]:
        return True
    if like.sentence < _NEARLY_ALL and _towns_apart(one, two):
        return True
    if _polls_apart(one, two, like, a) or _anchored_apart(one, a, two, b, like):
        return True
    apart = _further(one, a) != _further(two, b) and not _one_statement(one, two, like)
    apart |= _end_of_range(one, a) != _end_of_range(two, b)
    if apart and not _company(one, a, two, b):
        return True
    if _former(one, a) != _former(two, b) or _without(one, a, two, b) or _without(two, b, one, a):
        return True
    if a.unit == "year" and _age(a) != _age(b) and not _of_a_thing(one, a, two, b):
        return True
    if like.sentence < _COPY and (_part(one, a) != _part(two, b) or _yet_to_be(one, a, two, b)):
        return True
    if like.sentence < _COPY and a.unit == "percent" and abs(a.value + b.value - 100) <= _REST:
        return True  # what has it and what has it not
    near = like.sentence >= _NEAR_ALIKE
    return _other_ages(one, two) or of_two_times(one, two, a, near=near)


def _one_statement(one: Slot, two: Slot, like: Likeness) -> bool:
    """Whether two long sentences are word for word one but for a few words."""
    return like.sentence >= _COPY and len(one.bag.keys() & two.bag.keys()) >= _MANY


def _towns_apart(one: Slot, two: Slot) -> bool:
    """Whether each sentence names a town, county or country, and none in common with the other."""
    kinds: list[dict[str, set[str]]] = [{}, {}]
    for found, slot in zip(kinds, (one, two), strict=True):
        for name in slot.sentence.names:
            if kind := place_kind(name.key):
                found.setdefault(kind, set()).add(name.key)
    return any(
        not any(same_name(a, b) for a in kinds[0][kind] for b in kinds[1][kind])
        for kind in kinds[0].keys() & kinds[1].keys() & {"city", "state", "region"}
    )


def _anchored_apart(one: Slot, a: Quantity, two: Slot, b: Quantity, like: Likeness) -> bool:
    """Whether two measures are of or from two names: "60 miles from Velm", "9 percent of Lind's
    voters". A distance may be told from a part of what the other sentence names, too."""
    names = [_anchor(slot, number) for slot, number in ((one, a), (two, b))]
    if like.sentence >= _COPY or not all(names) or same_name(*names):
        return False
    return a.unit == "percent" or not any(
        same_name(name.key, names[at])
        for at, far in ((0, two), (1, one))
        for name in far.sentence.names
    )


def _anchor(slot: Slot, number: Quantity) -> str:
    """The key of the name that a measure is of or from, or ""."""
    found = _OF_WHAT.match(slot.sentence.text, number.end) if number.unit in _MEASURES else None
    return next(
        (n.key for n in slot.sentence.names if found and n.start <= found.end() < n.end), ""
    )


def _fates(slot: Slot, number: Quantity) -> set[str]:
    """What became of the people that a number counts, by the words beside it."""
    if number.unit or head(number.counts) not in _PEOPLE:
        return set()
    return {_FATES[word] for word in (*slot.left, *slot.right) if word in _FATES}


def _further(slot: Slot, number: Quantity) -> bool:
    text = slot.sentence.text
    before = text[max(0, number.start - 24) : number.start]
    return bool(_FURTHER.search(before) or _FURTHER_AFTER.match(text, number.end))


def _polls_apart(one: Slot, two: Slot, like: Likeness, number: Quantity) -> bool:
    """Whether two shares are of polls, unless the sentences are much alike: of one event there are
    many polls, of which the other outlet may have another."""
    return (
        (number.unit in ("percent", "point") or head(number.counts) == "point")
        and like.sentence < _NEAR_ALIKE
        and all(_POLL.search(slot.sentence.text) for slot in (one, two))
    )


def _without(slot: Slot, rest: Quantity, far: Slot, whole: Quantity) -> bool:
    """Whether a number leaves out one or two of a whole, as "three other envoys" does of four."""
    return (
        not rest.unit
        and 0 < whole.value - rest.value <= _NAMED
        and _OTHER.match(slot.sentence.text, rest.end) is not None
        and _OTHER.match(far.sentence.text, whole.end) is None
    )


def _company(one: Slot, a: Quantity, two: Slot, b: Quantity) -> bool:
    """Whether both sentences give an equal number of the same unit beside these two: they are what
    is told besides it, as "another" so many by one and as so many by the other."""
    rest = [
        [q for q in slot.sentence.numbers if q is not own and q.unit == own.unit and not q.ordinal]
        for slot, own in ((one, a), (two, b))
    ]
    return any(q.value == r.value for q in rest[0] for r in rest[1])


def _part(slot: Slot, number: Quantity) -> bool:
    """Whether a number is a part of what is told: "eight of the injured"."""
    text = slot.sentence.text
    return (
        number.unit not in _PARTLESS
        and _PART.match(text, number.end) is not None
        and _ALL.search(text[max(0, number.start - 16) : number.start]) is None
    )


def _yet_to_be(one: Slot, a: Quantity, two: Slot, b: Quantity) -> bool:
    """Whether one number is to be reached and the other is told as it was."""
    texts = [s.sentence.text[: q.start] for s, q in ((one, a), (two, b))]
    return any(
        _WILL.search(text) and not _PLANS.search(other.sentence.text)
        for text, other in ((texts[0], two), (texts[1], one))
    )


def _former(slot: Slot, number: Quantity) -> bool:
    """Whether it is the value before: "down from 225", "from 225 to 240"; no "letters from two
    senators"."""
    text = slot.sentence.text
    found = _FORMER.search(text[max(0, number.start - 32) : number.start])
    bare = found is not None and found[0][:4].casefold() == "from"
    return found is not None and (not bare or bool(number.unit) or bool(_CHANGES.search(text)))


def _end_of_range(slot: Slot, number: Quantity) -> str:
    """Which end of a range ("between 3 and 5", "3 to 5 million") a number is, or ""."""
    text = slot.sentence.text
    for other in slot.sentence.numbers:
        low, high = sorted((number, other), key=lambda one: one.start)
        before = text[max(0, low.start - 40) : low.start]
        if low is high or low.unit not in ("", high.unit) or high.unit == "score":
            continue
        joint = text[low.end : high.start]
        between = _BETWEEN.search(before) is not None
        spans = low.value < high.value and "and" not in joint and not _MOVES.search(before)
        if _TO.fullmatch(joint) and (between or spans):
            return "low" if number is low else "high"
    return ""


def _other_ages(one: Slot, two: Slot) -> bool:
    """Whether two ages are of different people: named ones, or of a row of ages."""
    if not any(isinstance(s.value, Quantity) and _age(s.value) for s in (one, two)):
        return False
    names = [{*s.left, *s.right} & _name_stems(s) for s in (one, two)]
    if all(names):
        return not names[0] & names[1]
    ends = [_end_of_range(s, s.value) for s in (one, two) if isinstance(s.value, Quantity)]
    if all(ends) or {*one.right[:1]} & {*two.right[:1]} - _COMMON:
        return False  # "ages 5 to 11" of one group; "a 14-year-old boy"
    return all(sum(map(_age, s.sentence.numbers)) > 1 for s in (one, two))


def _name_stems(slot: Slot) -> set[str]:
    found = {stem(word) for name in slot.sentence.names for word in terms(name.text)}
    return found - _COMMON


def _age(number: Quantity) -> bool:
    return number.unit == "year" and ("old" in number.text or number.text.isdigit())


def _of_a_thing(one: Slot, a: Quantity, two: Slot, b: Quantity) -> bool:
    """Whether one number is the age of a thing and the other how long it lasted: "a 90-year-old
    brand" and "after 90 years"."""
    (old, age), (slot, span) = ((one, a), (two, b)) if _age(a) else ((two, b), (one, a))
    before = slot.sentence.text[max(0, span.start - 16) : span.start]
    return bool(
        _THING.match(old.sentence.text, age.end) and re.search(r"\b(?:after|for)\s$", before, re.I)
    )
