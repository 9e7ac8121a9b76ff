"""The reasons for taking two articles for one event, or for two, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.moments import Moment, role_conflicts
from summarizer.profile_words import english_idf, is_unspaced, name_words, quick_terms
from summarizer.records import Document
from summarizer.tokens import STOPWORDS, terms
from summarizer.traits import LEAD_WORDS, Profile, language_of, number_key, title_names

# A list in a reason shows at most this many examples.
_SHOWN = 4
# A word is rare from this idf on: in about one article in 400.
_RARE = 7.0
# Of other languages no table is shipped: words of this many letters are named.
_LONG = 6
# Reasons are looked for in this many words of an article.
_MOST_WORDS = 300
# A run of this many words is a rare phrase if the idf of its content words adds up to so much.
_PHRASE, _PHRASE_RARE = 4, 16.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What reasons are given from: words of names as written by key, those of title and lead,
    numbers as written by key, rare words, rare phrases."""

    names: Mapping[str, str]
    leading: frozenset[str]
    numbers: Mapping[str, str]
    rare: frozenset[str]
    phrases: frozenset[str]


def facts(document: Document) -> Facts:
    """The facts of an article that reasons name."""
    names: dict[str, str] = {}
    leading: set[str] = set()
    for name in title_names(document):
        _add_name(name_words(name), name.text, names)
        leading.update(name_words(name))
    numbers: dict[str, str] = {}
    rare: set[str] = set()
    phrases: set[str] = set()
    seen = 0
    english = language_of(document) == "en"
    for sentence in document.sentences:
        words = quick_terms(sentence.text)
        if english:
            _add_rare(words, rare, phrases)
        else:
            rare.update(word for word in words if len(word) >= _LONG or is_unspaced(word))
        for name in sentence.names:
            _add_name(name_words(name), name.text, names)
            if seen < LEAD_WORDS:
                leading.update(name_words(name))
        for number in sentence.numbers:
            if number_key(number):
                # "Nine" opened its sentence; here it opens nothing.
                text = number.text.lower() if number.text.istitle() else number.text
                numbers.setdefault(number_key(number), text)
        seen += len(words)
        if seen >= _MOST_WORDS:
            break
    return Facts(names, frozenset(leading), numbers, frozenset(rare), frozenset(phrases))


def _add_rare(words: Sequence[str], rare: set[str], phrases: set[str]) -> None:
    """Rare English words and phrases by the shipped table."""
    weights = [0.0 if word in STOPWORDS else english_idf(word) - 1.0 for word in words]
    rare.update(word for word, weight in zip(words, weights, strict=True) if weight >= _RARE)
    for start in range(len(words) - _PHRASE + 1):
        if sum(weights[start : start + _PHRASE]) >= _PHRASE_RARE:
            phrases.add(" ".join(words[start : start + _PHRASE]))


def reasons(a: Profile, b: Profile, of_a: Facts, of_b: Facts, meaning: float) -> tuple[str, ...]:
    """What a pair shares and where it differs, in plain words; the same for (b, a)."""
    if a.language != b.language:
        return (f"different languages: {', '.join(sorted((a.language, b.language)))}",)
    idf = english_idf
    found = []
    both = of_a.leading & of_b.names.keys() | of_b.leading & of_a.names.keys()
    shared = [key for key in both if key in of_a.names and key in of_b.names]
    if shared:
        found.append("same names: " + _listed(shared, of_a.names, of_b.names))
    numbers = sorted(of_a.numbers.keys() & of_b.numbers.keys(), key=_weight)
    if numbers:
        told = [min(of_a.numbers[key], of_b.numbers[key]) for key in numbers]
        found.append("same numbers: " + _few(told))
    rare = of_a.rare & of_b.rare
    if rare:
        kind = "rare" if a.language == "en" else "long"
        told = [
            min([names[w] for names in (of_a.names, of_b.names) if w in names] or [w])
            for w in sorted(rare, key=lambda word: (-idf(word), word))
        ]
        found.append(f"same {kind} words: {_few(told)}")
    phrases = of_a.phrases & of_b.phrases
    if phrases:
        found.append("same rare phrases: " + _few([f"“{one}”" for one in sorted(phrases)], shown=1))
    found.extend(moments(a.moment, b.moment))
    ours = of_a.leading - of_b.names.keys()
    theirs = of_b.leading - of_a.names.keys()
    if ours and theirs:
        sides = sorted((_listed(ours, of_a.names), _listed(theirs, of_b.names)))
        found.append("named by one only: " + " / ".join(sides))
    found.append(f"similar in meaning: {meaning:.2f}")
    return tuple(found)


def moments(a: Moment, b: Moment) -> list[str]:
    """What the days and time-bound roles of two articles say, in words."""
    found = []
    if a.day and b.day:
        gap = abs((a.day - b.day).days)
        found.append("same day" if gap == 0 else f"{_counted(gap, 'day')} apart")
    if a.main and b.main and a.main != b.main:
        first, second = sorted((a.main, b.main))
        found.append(f"they tell of different days: {day_words(first)}, {day_words(second)}")
    elif not (a.day and b.day) and a.weekdays and b.weekdays and not a.weekdays & b.weekdays:
        found.append("their first sentences name different weekdays")
    if not (a.day and b.day) and a.year and b.year and a.year != b.year:
        first_year, last_year = sorted((a.year, b.year))
        found.append(f"the latest years they speak of differ: {first_year}, {last_year}")
    if role_conflicts(a, b):
        found.append("time-bound roles differ: " + _roles(a, b))
    return found


def day_words(day: date) -> str:
    """ "20 March 2018"."""
    return f"{day.day} {day:%B} {day.year}"


def _roles(a: Moment, b: Moment) -> str:
    sides = sorted(", ".join(sorted(m.roles)) or "none" for m in (a, b))
    return " / ".join(sides).replace(":", " ")


def _add_name(words: tuple[str, ...], text: str, names: dict[str, str]) -> None:
    pieces = text.split()
    for word in words:
        written = next((piece for piece in pieces if word in terms(piece)), word)
        names.setdefault(word, written.strip("'’\"“”,."))


def _listed(keys: object, *written: Mapping[str, str]) -> str:
    """The rarest few, as they are written."""
    idf = english_idf
    ordered = sorted(keys, key=lambda key: (-idf(key), key))  # type: ignore[call-overload]
    return _few([min(each[key] for each in written if key in each) for key in ordered])


def _few(told: Sequence[str], *, shown: int = _SHOWN) -> str:
    """ "186, nine", "Ellery, Skarholm, Whinmouth, Calder and 4 more"."""
    more = len(told) - shown
    return ", ".join(told[:shown]) + (f" and {more} more" if more > 0 else "")


def _weight(key: str) -> tuple[int, str]:
    return -sum(letter.isdigit() for letter in key), key


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
