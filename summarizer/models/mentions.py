"""Later mentions of a person by family name alone: "President Lena Ortiz" becomes "Ortiz".

Only a person whom the sources give a title or an article itself calls so, whose full name or
title stands earlier in the text, and whose family name nobody else in the sources bears.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from summarizer.aliases import one_person
from summarizer.facts import names as find_names
from summarizer.frequency import is_proper
from summarizer.models.grammar import Cut, Sentence
from summarizer.name_words import (
    BEFORE_NAMES,
    DEMONYMS,
    FAMILY_FIRST,
    PARTICLES,
    TITLE_MODIFIERS,
    TITLES,
)
from summarizer.records import Name
from summarizer.verbs import is_verb

# Where the family name comes first, the last word of a name is not what somebody is called by.
_FAMILY_FIRST = FAMILY_FIRST | {"abe", "ri", "suga"}
# Titles before a family name alone; "General Motors" is nobody.
_FORMS = frozenset(
    "Mr Mrs Ms Miss Dr Mr. Mrs. Ms. Dr. President Chancellor Premier Senator Sen Sen. Rep Rep. "
    "Representative Gov Gov. Governor Mayor Justice Judge Professor Prof.".split()
)
# "Mr. Lind" is "Lind" where the text calls him so; "Mrs." may be somebody's wife.
_HONORIFIC = re.compile(r"(Mr|Ms)\.? (?=\S+$)")
_WIFE = re.compile(r"(?:Mrs|Miss)\.? ")
_POLITE_BEFORE = re.compile(r"(?:\b(?:younger|elder|older|late)|\bM[rs]s?\.? [^ ]+,? and) $")
_POLITE_AFTER = re.compile(r"^,? and M[rs]s?\b|[,.!?]['’](?: |$)")
# Words of a title before a name, taken from its left: "former FBI Director", "then-U.S. Senator".
_TITLE_WORD = re.compile(r"(?:^|(?<=[\s(]))(?P<word>[A-Za-z][\w.’'-]*) $")
_LOWER_TITLES = frozenset("former then late then-president ex-president president-elect".split())


@lru_cache(maxsize=1024)
def names(text: str) -> tuple[Name, ...]:
    """The names of a text, kept: the same sentences are asked for again and again."""
    return find_names(text)


class People:
    """Who is named in the sources: ``known`` are the family names that do alone."""

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        given: dict[str, set[tuple[str, ...]]] = {}
        titled: set[str] = set()
        others: set[str] = set()
        # how often an article calls somebody so, less how often it repeats the full name
        short: Counter[str] = Counter()
        # who is called Mr, Ms, and so on
        self.called: dict[str, set[str]] = {}
        for texts in articles:
            full: Counter[str] = Counter()
            alone: Counter[str] = Counter()
            for text, name in ((one, name) for one in texts for name in names(one)):
                *first, last = name.key.split() or [""]
                if honorific := _HONORIFIC.match(name.text) or _WIFE.match(name.text):
                    self.called.setdefault(last, set()).add(honorific[0].rstrip(". "))
                before = text[: name.start].rstrip().rsplit(" ", 1)[-1].lower()
                if name.text.split()[0] in (TITLES if first else _FORMS):
                    titled.add(last)
                elif first:
                    full[last] += 1
                elif before in ("the", "a", "an"):
                    others.add(last)
                else:
                    alone[last] += 1
                if first:
                    given.setdefault(last, set()).add(tuple(first))
                odd = _FAMILY_FIRST | PARTICLES
                if odd & set(first) or last in DEMONYMS:
                    others.add(last)
            for last in full:
                short[last] += alone[last] - (full[last] - 1)
        persons = titled | {last for last in short if short[last] > 0}
        self.known = {
            last
            for last in persons - others
            if last.isalpha() and is_proper(last) and one_person(given.get(last, set()))
        }


def shorter_names(texts: Sequence[str], at: int, people: People) -> list[Cut]:
    """The cuts in ``texts[at]`` that leave the family names of people whom an earlier text, or
    the sentence itself before, introduces outside quotations; of "Mr. Lind" where an earlier text
    calls him something else."""
    met: set[str] = set()
    bare: set[str] = set()
    for other in texts[:at]:
        one = Sentence(other)
        open_ = [n for n in names(other) if not one.veiled(n.start, n.end)]
        met |= {_last(n) for n in open_ if _met(n, people)}
        bare |= {_last(n) for n in open_ if not _HONORIFIC.match(n.text)}
    text = texts[at]
    one = Sentence(text)
    found = []
    for name in names(text):
        if one.veiled(name.start, name.end):
            continue
        polite = _HONORIFIC.match(name.text)
        if polite and _last(name) in bare and people.called.get(_last(name)) == {polite[1]}:
            if _stays_polite(text, name):
                continue
            found.append(Cut(name.start, name.start + polite.end(), "mention"))
        elif _last(name) in met and not _listed(text, name):
            cut = _cut(text, name, _last(name))
            if cut:
                found.append(cut)
        if _met(name, people):
            met.add(_last(name))
    return found


def _stays_polite(text: str, name: Name) -> bool:
    """Whether "Mr." belongs to more than the name: "Mr. Lind and Ms. Brill", "the elder Mr. Lind",
    words within single quotation marks."""
    before, after = text[: name.start], text[name.end :]
    return bool(_POLITE_BEFORE.search(before) or _POLITE_AFTER.search(after))


def _last(name: Name) -> str:
    return name.key.rsplit(" ", 1)[-1]


def _listed(text: str, name: Name) -> bool:
    """Whether another name stands beside it, joined by "and"."""
    beside = re.match(r",? and (?:[a-z]+ )?[A-Z]", text[name.end :])
    return bool(beside) or text[: name.start].endswith((" and ", " or "))


def _met(name: Name, people: People) -> bool:
    """Whether a mention introduces somebody: with a given name or a title."""
    return " " in name.text and _last(name) in people.known


def _cut(text: str, name: Name, surname: str) -> Cut | None:
    """The words before the family name, titles in front of them too; None where the name is
    short already or bound to what stands before it."""
    last = re.search(rf"\b{re.escape(surname)}\b", name.text, re.IGNORECASE)
    if last is None or last.end() != len(name.text) or re.search(r"[’']s ", name.text):
        return None
    start = name.start
    while found := _TITLE_WORD.search(text[:start]):
        word = found["word"]
        if word in TITLES or word in TITLE_MODIFIERS or word.lower() in _LOWER_TITLES:
            start = found.start("word")
        elif start < name.start + last.start() and _titled(text[start:]) and _of_title(word):
            start = found.start("word")
        else:
            break
    end = name.start + last.start()
    if start == end:
        return None
    before = re.search(r"([\w’'-]+)[^\w’'-]*$", text[:start])
    mark = text[:start].rstrip()[-1:]
    if mark == ")":
        return None
    if before and mark.isalnum():
        word = before[1]
        binds = word.lower() in BEFORE_NAMES or is_verb(word) or word.endswith("ing")
        if word.lower() in ("a", "an", "the") or not binds:
            return None
    return Cut(start, end, "mention")


def _titled(text: str) -> bool:
    first = text.split(" ", 1)[0]
    return first in TITLES or first in TITLE_MODIFIERS


def _of_title(word: str) -> bool:
    """Whether a word before a title belongs to it: "U.S.", "FBI", "Russian", "Virginia"."""
    return word[0].isupper() and is_proper(word.strip(".").lower()) and not word.endswith("ing")
