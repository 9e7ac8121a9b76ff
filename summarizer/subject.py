"""Who or what a sentence is about: the subject of its main clause, as far as words show it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.agree import same_name
from summarizer.context import outside_quotes
from summarizer.records import Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words, fold, words
from summarizer.verbs import is_auxiliary, is_verb

# What opens with one of these and ends at a comma stands before the main clause.
_LEADS_IN = frozenset(
    "while as after before when if in on at during following despite amid with for by since "
    "speaking faced although though just hours earlier meanwhile under from among to once".split()
)
# At most so many of them are passed over.
_OPENINGS = 2
# Where a subject ends, beside its verb and a comma.
_ENDS = frozenset(
    "who which that whose in on at for from with by to against of about over after before "
    "during".split()
)
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|early|late|today|yesterday")
_IS_ONE = re.compile(r" (?:is|are|was|were|has been|have been) (?:an?|one|the|among)\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """The keys of its names, the stems of its words of content, names included, and whether the
    sentence says what it is ("was one of the founders") rather than what it did."""

    names: tuple[str, ...]
    stems: frozenset[str]
    described: bool = False


def subject(sentence: Sentence) -> Subject | None:
    """The subject of a sentence, of a quotation its speaker; None where nothing says where it ends.
    Linear."""
    text = outside_quotes(sentence.text)
    start = _main_clause(text)
    inside: list[tuple[int, int]] = []
    for begin, end in words(text):
        if begin < start:
            continue
        word = fold(text[begin:end])
        closes = "," in text[inside[-1][1] : begin] if inside else False
        found = is_auxiliary(word) or (is_verb(word) and not text[begin].isupper())
        if inside and (closes or found or word in _ENDS):
            break
        inside.append((begin, end))
    else:
        return None
    first, last = inside[0][0], inside[-1][1]
    plain = " ".join(text[begin:end] for begin, end in inside)
    return Subject(
        names=tuple(n.key for n in sentence.names if n.start < last and first < n.end),
        stems=frozenset(stem(w) for w in content_words(plain) if not _DAY.fullmatch(w)),
        described=_IS_ONE.match(text, last) is not None,
    )


def _main_clause(text: str) -> int:
    """Where the main clause begins, behind what leads in: "On Friday, …", "After the vote, …"."""
    at = 0
    for _ in range(_OPENINGS):
        found = words(text[at:])
        if not found or fold(text[at:][slice(*found[0])]) not in _LEADS_IN:
            break
        comma = text.find(", ", at)
        if comma < 0:
            break
        at = comma + 2
    return at


def same_bearer(one: Subject | None, two: Subject | None) -> bool | None:
    """Whether two subjects are of one bearer; None where that cannot be told: one is not found, or
    they have no word in common and not both of them a name."""
    if one is None or two is None:
        return None
    if one.names and two.names:
        return any(same_name(a, b) for a in one.names for b in two.names)
    return True if one.stems & two.stems else None
