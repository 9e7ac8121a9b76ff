"""Whose number it is: two people who each raised a sum do not disagree about it."""

from __future__ import annotations

import re

from summarizer.agree import same_name
from summarizer.slots import DEED, SPEECH, Slot

# "his campaign raised", "Lind's new yard built"
_THEIRS, _YARD = (
    tuple(re.compile(rf"{start}(?:\s[\w-]+){{{count}}}(?=\s)") for count in (1, 2, 3))
    for start in (r"\b(?:his|her|its|their)", r"['’]s?")
)
_PRONOUN = re.compile(r"\b(?P<person>he|she)\b|\b(?:it|they)\b")
# Between the deed and its number stands no other clause and not much.
_BREAK = re.compile(r"[,;:()“”\"]|\b(?:and|but|that|which|who|as|while|when)\b")
_FAR = 40


def other_owners(one: Slot, two: Slot) -> bool:
    """Whether two numbers belong to deeds of two bearers, neither of whom the other's sentence
    names: "Lind raised 46 million", "Orr said that his campaign raised 22 million". Who only gives
    a number ("Lind said 12 died") owns none."""
    owners = owner(one), owner(two)
    if not all(owners) or same_name(*owners):
        return False
    return not any(
        same_name(name.key, other)
        for slot, other in ((one, owners[1]), (two, owners[0]))
        for name in slot.sentence.names
    )


def owner(slot: Slot) -> str:
    """The key of the name that did what a number measures, or ""."""
    text, end = slot.sentence.text, slot.value.start
    names = [name for name in slot.sentence.names if name.end <= end]
    for found in (found for pattern in _THEIRS for found in pattern.finditer(text, 0, end)):
        before = [name for name in names if name.end <= found.start()]
        if before and _does(text, found.end(), end):
            return before[-1].key
    for found in _PRONOUN.finditer(text, 0, end):
        before = [
            name
            for name in names
            if name.end <= found.start() and (found["person"] or _YARD[0].match(text, name.end))
        ]
        # of two names before "he" either may be meant
        if len(before) == 1 and _does(text, found.end(), end):
            return before[-1].key
    doers = [name for name in names if any(_does(text, at, end) for at in _ends(text, name.end))]
    return doers[-1].key if doers else ""


def _ends(text: str, end: int) -> list[int]:
    """Where a name ends that ends at `end`, with and without what it has: "Lind's new yard"."""
    return [end, *(found.end() for pattern in _YARD if (found := pattern.match(text, end)))]


def _does(text: str, start: int, end: int) -> bool:
    """Whether a deed that is no speech follows at `start` and goes on to a number at `end`."""
    found = DEED.match(text[start:end])
    if found is None or found["verb"] in SPEECH:
        return False
    rest = text[start + found.end() : end]
    return len(rest) <= _FAR and not _BREAK.search(rest)
