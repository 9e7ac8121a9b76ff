"""What grouping compares of an article: its weighted terms, names, numbers, rare phrases, days.

A profile is made once per article; pairs of profiles are then compared (``pairscore``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from summarizer import frequency
from summarizer.records import Document, Sentence
from summarizer.tokens import STOPWORDS, stem, terms

# The lead: the title and the first sentences, up to about this many words.
_LEAD_WORDS = 70
# How much one occurrence counts: in the title, in the lead, elsewhere.
_TITLE, _LEAD, _REST = 3.0, 2.0, 1.0
# A phrase of this many words is a rare one if its content words are rare together.
_PHRASE = 4
_PHRASE_IDF = 13.0
# Articles longer than this many words are profiled by their beginning.
_MOST_WORDS = 3000
# An idf from which a word is rare: in about one article in 400 (the table's idf is ln + 1).
RARE = 7.0

_ROLES = {
    "elect": re.compile(
        r"\b(?:president|prime minister|governor|mayor|chancellor)[- ]elect\b", re.I
    ),
    "first since office": re.compile(
        r"\b(?:since (?:taking|assuming|entering) office|since (?:\w+ ){1,4}took office|"
        r"since (?:his|her|their|the) inauguration)\b",
        re.I,
    ),
    "re-election": re.compile(r"\bre-?elect(?:ed|ion)\b", re.I),
    "acting": re.compile(r"\bacting (?:president|director|secretary|chief|head|prime)\b", re.I),
    "nominee": re.compile(r"\b(?:presumptive )?nominee\b", re.I),
}
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@dataclass(frozen=True, slots=True)
class Profile:
    """One article as grouping sees it.

    ``terms`` and ``lead`` map stems to weights of vectors of length 1; ``names`` maps words of
    names to their idf and ``central`` holds those of the title and the first two sentences;
    ``numbers`` are written out with unit; ``phrases`` are runs of four words that are rare;
    ``days`` the days that the lead speaks of, ``weekdays`` the weekdays it names.
    """

    id: str
    language: str
    day: date | None
    terms: dict[str, float]
    lead: dict[str, float]
    names: dict[str, float]
    central: frozenset[str]
    numbers: frozenset[str]
    phrases: frozenset[str]
    days: frozenset[date]
    weekdays: frozenset[str]
    roles: frozenset[str]
    words: int


def profiles(documents: Sequence[Document]) -> tuple[Profile, ...]:
    """The profile of each document, in the same order.

    English words are weighted by the shipped table; other languages by how many of the given
    articles of that language hold the word.
    """
    english = frequency.load().idf
    by_language: dict[str, Callable[[str], float]] = {}
    for language in sorted({document.article.language for document in documents}):
        if language in ("en", ""):
            by_language[language] = english
        else:
            by_language[language] = _own_idf(
                [d for d in documents if d.article.language == language]
            )
    return tuple(
        profile(document, by_language[document.article.language]) for document in documents
    )


def profile(document: Document, idf: Callable[[str], float]) -> Profile:
    """What grouping compares of ``document``; ``idf`` weighs a folded word."""
    title = terms(document.article.title)
    sentences = [terms(sentence.text) for sentence in document.sentences]
    counts: dict[str, float] = {}
    lead: dict[str, float] = {}
    rarity: dict[str, float] = {}
    for word in title:
        _count(word, _TITLE, counts, rarity, idf)
        _count(word, 1.0, lead, rarity, idf)
    seen = 0
    for words in sentences:
        in_lead = seen < _LEAD_WORDS
        for word in words:
            _count(word, _LEAD if in_lead else _REST, counts, rarity, idf)
            if in_lead:
                _count(word, 1.0, lead, rarity, idf)
        seen += len(words)
        if seen > _MOST_WORDS:
            break
    names, central = _names(document, idf)
    opening = document.sentences[:4]
    return Profile(
        id=document.id,
        language=document.article.language or "en",
        day=document.day,
        terms=_unit(counts, rarity),
        lead=_unit(lead, rarity),
        names=names,
        central=central,
        numbers=_numbers(document.sentences),
        phrases=_phrases([title, *sentences], idf),
        days=frozenset(
            mention.first
            for sentence in opening
            for mention in sentence.dates
            if mention.first is not None and mention.first == mention.last
        ),
        weekdays=frozenset(
            match for sentence in opening for match in _WEEKDAY.findall(sentence.text)
        ),
        roles=_roles(document),
        words=seen,
    )


def _count(
    word: str,
    weight: float,
    counts: dict[str, float],
    rarity: dict[str, float],
    idf: Callable[[str], float],
) -> None:
    if word in STOPWORDS or (len(word) == 1 and word.isascii()):
        return
    key = stem(word)
    counts[key] = counts.get(key, 0.0) + weight
    value = idf(word)
    if value < rarity.get(key, math.inf):
        rarity[key] = value


def _unit(counts: dict[str, float], rarity: dict[str, float]) -> dict[str, float]:
    """``(1 + ln tf) * idf``, scaled to length 1."""
    raw = {key: (1.0 + math.log(max(count, 1.0))) * rarity[key] for key, count in counts.items()}
    norm = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {key: value / norm for key, value in raw.items()}


def _names(
    document: Document, idf: Callable[[str], float]
) -> tuple[dict[str, float], frozenset[str]]:
    """The words of all names with their idf, and those that are central."""
    found: dict[str, float] = {}
    central: set[str] = set()
    groups = [(name.key, True) for name in document.title_names]
    groups += [
        (name.key, sentence.position < 2)
        for sentence in document.sentences
        for name in sentence.names
    ]
    for key, is_central in groups:
        for word in terms(key):
            if len(word) < 2 or word in STOPWORDS:
                continue
            found.setdefault(word, idf(word))
            if is_central:
                central.add(word)
    return found, frozenset(central)


def _numbers(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Exact numbers worth comparing: with a unit or a counted noun, or of three digits and more."""
    found = set()
    for sentence in sentences:
        for number in sentence.numbers:
            if number.approximate and not number.unit:
                continue
            value = f"{number.value:.6g}"
            digits = sum(letter.isdigit() for letter in number.text)
            if number.unit and (number.value >= 3 or digits >= 2):
                found.add(f"{value} {number.unit}")
            elif digits >= 3 and not (number.value.is_integer() and 1900 <= number.value <= 2100):
                found.add(value)
            elif number.counts and number.value >= 3 and not number.ordinal:
                found.add(f"{value} {number.counts}")
    return frozenset(found)


def _phrases(sentences: Sequence[Sequence[str]], idf: Callable[[str], float]) -> frozenset[str]:
    """Runs of four words whose content words' idf adds up to a rare phrase."""
    found = set()
    for words in sentences:
        weights = [0.0 if word in STOPWORDS else idf(word) - 1.0 for word in words]
        for start in range(len(words) - _PHRASE + 1):
            if sum(weights[start : start + _PHRASE]) >= _PHRASE_IDF:
                found.add(" ".join(words[start : start + _PHRASE]))
    return frozenset(found)


def _roles(document: Document) -> frozenset[str]:
    """Time-bound roles of the title and the lead."""
    text = document.article.title + " . " + " ".join(s.text for s in document.sentences[:4])
    return frozenset(role for role, pattern in _ROLES.items() if pattern.search(text))


def _own_idf(documents: Sequence[Document]) -> Callable[[str], float]:
    """Document frequencies of the given articles; short words count little."""
    counts: Counter[str] = Counter()
    for document in documents:
        words = set(terms(document.article.title))
        for sentence in document.sentences:
            words.update(terms(sentence.text))
        counts.update(words)
    total = len(documents)

    def idf(word: str) -> float:
        rare = math.log((total + 9) / (counts.get(word, 0) + 1)) + 3.0
        return rare if len(word) > 3 or any(letter.isdigit() for letter in word) else 1.0

    return idf
