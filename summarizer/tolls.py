"""How many died or were hurt, however it is told: "12 people died", "killed 15".

A toll is told in few words that other outlets do not share, so what stands around two tolls says
little. But an event has one: where each of two articles gives a single number of dead early in its
text, of nobody in particular and of no other time, the two are of one thing. Of 40 pairs found so
in `neutral_clusters/train`, ECB+ and Multi-News 29 were differences by reading, 5 doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.agree import head
from summarizer.differ import may_differ, same
from summarizer.records import DateMention, Quantity
from summarizer.same_thing import likeness
from summarizer.slots import Slot, weekday
from summarizer.two_numbers import of_two_things

# The news stands in so many sentences; what comes later is often another event's.
_EARLY = 6
_ANYBODY = frozenset(
    map(head, ("", "people", "dead", "injured", "victims", "deaths", "passengers"))
)
_ABOUT = (
    r"(?:(?:at least|at most|about|around|some|nearly|almost|more than|over|as many as|up to)\s)?$"
)
_BE = r"(?:\s(?:were|was|are|is|have|has|had|been|be|confirmed|reported|also)){0,3}\s"
_DEAD_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)|(?:claim|tak|cost|took)(?:ed|ing|s)? the lives of|"
    rf"death toll(?:\s(?!(?:by|from)\b)[\w’']+){{0,6}})\s{_ABOUT}",
    re.IGNORECASE,
)
_DEAD_AFTER = re.compile(
    rf"(?:\s(?:people|persons|passengers|victims))?(?:{_BE}(?:killed|dead|died)|\s(?:dead|died|deaths|"
    r"fatalities|lost their lives|perished))\b"
)
_HURT_BEFORE = re.compile(
    rf"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?)\s{_ABOUT}", re.I
)
_HURT_AFTER = re.compile(
    rf"(?:\s(?:people|persons|passengers|others))?(?:{_BE}|\s)(?:injured|wounded|hurt)\b"
)
_OWNED = re.compile(rf"(?:['’]s|s['’]|\b(?:the|its|their|all))\s{_ABOUT}", re.I)
_ONE_AND = re.compile(r"\b(?:one|an?|the)\s[\w-]+(?:\s[\w-]+)?\s(?:and|plus)\s$", re.IGNORECASE)
_AND = re.compile(
    r"(?:\s(?!(?:dead|died|killed|hurt|injured|wounded|were|was)\b)[\w-]+){0,4},?\s(?:and|plus)\s",
    re.IGNORECASE,
)
# Of another time, of what might be, or of more than one event.
_ELSEWHEN = re.compile(
    r"\b(?:since|last|previous(?:ly)?|earlier|ago|years?|months?|decades?|would|could|may|might|if|"
    r"plot\w*|plan\w*|threat\w*|anniversary|memorial|history|worst|deadliest|similar|another|other|"
    r"including (?:the|him|her)|each|every|daily|average|also|annually|attacks|shootings|incidents|"
    r"accidents|crashes|strikes|war|days of|across|worldwide|nationwide|\d{4})\b",
    re.IGNORECASE,
)


def tolls(rows: Sequence[Sequence[Slot]]) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of unequal tolls of two articles; ``rows`` are the values of each sentence."""
    articles: dict[str, list[Slot]] = {}
    found: dict[tuple[str, str], list[Slot]] = {}
    for slot in (slot for row in rows for slot in row):
        articles.setdefault(slot.article, []).append(slot)
        if slot.kind == "number" and (kind := toll(slot)):
            found.setdefault((kind, slot.article), []).append(slot)
    single = [(kind, slots[0]) for (kind, _), slots in sorted(found.items()) if _one(slots)]
    for at, (kind, one) in enumerate(single):
        for other, two in single[at + 1 :]:
            if kind == other and _differ(one, two, articles):
                yield one, two


def named(values: Sequence[Sequence[Slot]]) -> str:
    """What the values of a difference count, where they are tolls: "dead", "injured", else ""."""
    kinds = [{kind for slot in value if (kind := toll(slot))} for value in values]
    return min(kinds[0]) if all(len(kind) == 1 and kind == kinds[0] for kind in kinds) else ""


def told_as(phrase: str, counts: str, noun: str) -> str:
    """A value as it is told, with what became of those it counts: "at least 12 people" and "dead"
    give "at least 12 dead"."""
    bare = phrase.removesuffix(f" {counts}") if counts else phrase
    return f"{bare} {noun}"


def toll(slot: Slot) -> str:
    """ "dead" or "injured" where a number counts those of the event that its article is about,
    else ""."""
    number, sentence = slot.value, slot.sentence
    if (
        not isinstance(number, Quantity)
        or number.unit
        or sentence.position >= _EARLY
        or head(number.counts) not in _ANYBODY
        or _ELSEWHEN.search(sentence.text)
        or any(mention.grain != "day" for mention in sentence.dates)
    ):
        return ""
    before, after = (
        sentence.text[max(0, number.start - 60) : number.start],
        sentence.text[number.end :],
    )
    if _joined(slot, number):
        return ""
    if _DEAD_BEFORE.search(before) or _DEAD_AFTER.match(after):
        return "dead"
    return "injured" if _HURT_BEFORE.search(before) or _HURT_AFTER.match(after) else ""


def _joined(slot: Slot, number: Quantity) -> bool:
    """Whether a number is but a part of a toll, or more than it: "one guard and 16 passengers
    died", "of the boat's 31 passengers"."""
    text = slot.sentence.text
    if _OWNED.search(text[: number.start]) or _ONE_AND.search(text[: number.start]):
        return True
    between = [text[q.end : number.start] for q in slot.sentence.numbers if q.end <= number.start]
    return any(_AND.fullmatch(words) for words in between)


def _one(slots: Sequence[Slot]) -> bool:
    """Whether an article gives but one number."""
    return all(same(slots[0], other) for other in slots[1:])


def _differ(one: Slot, two: Slot, articles: dict[str, list[Slot]]) -> bool:
    """Whether two tolls are unequal and of one day, and neither article has the other's number."""
    if same(one, two) or not may_differ(one, two):
        return False
    days = [_days(slot, articles[slot.article]) for slot in (one, two)]
    if all(days) and not days[0] & days[1]:
        return False
    # "15 people" and a bare 12 count the same here.
    pair = _of_people(one), _of_people(two)
    if of_two_things(*pair, likeness([pair])[0]):
        return False
    return not any(
        slot.kind == "number" and may_differ(slot, far) and same(slot, far)
        for own, far in ((one, two), (two, one))
        for slot in articles[own.article]
    )


def _of_people(slot: Slot) -> Slot:
    value = slot.value
    return (
        replace(slot, value=replace(value, counts="people"))
        if isinstance(value, Quantity)
        else slot
    )


def _days(slot: Slot, others: Sequence[Slot]) -> set[str]:
    """The weekdays of a toll's sentence; where it has none, the first of its article."""
    own = {weekday(mention) for mention in slot.sentence.dates} - {""}
    mentions = (other.value for other in others if isinstance(other.value, DateMention))
    first = next((day for mention in mentions if (day := weekday(mention))), "")
    return own or {first} - {""}
