"""Whether two facts say the same: numbers, names and days, however the sources spell them."""

from __future__ import annotations

import re
from functools import lru_cache
from math import floor, log10

from summarizer.context import denies
from summarizer.facts import name_alias
from summarizer.modal_words import uses
from summarizer.modality import DENIED, fit_around, wrong_polarity
from summarizer.records import DateMention, Quantity, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, content_words, fold, ngrams, terms, words

# "Nearly 77 percent" for 76.66, "about 40" for 38: what newsrooms round, relative to the value.
_ROUNDED = 0.055
# In hours.
MINUTE, _HALF_DAY = 0.5 / 60, 12
_HALF_SAID = re.compile(
    r"[ap]\.?m\b|\b(?:morning|afternoon|evening|night)\b|^0\d|^0?0[:.]", re.IGNORECASE
)
# Heads that count the same thing; the first of a row stands for it.
_SAME_HEADS = (
    ("people", "person", "persons", "others", "individuals", "men", "women", "residents"),
    (
        "dead",
        "deaths",
        "died",
        "killed",
        "fatalities",
        "victims",
        "lives",
        "death",
        "toll",
        "bodies",
    ),
    ("injured", "wounded", "hurt", "injuries", "injury"),
    ("arrested", "arrests", "detained", "suspects"),
    ("votes", "vote", "ballots", "ballot"),
    ("missing", "unaccounted"),
    ("homes", "houses", "home", "house"),
    ("officers", "police", "policemen", "officer"),
    ("soldiers", "troops", "soldier"),
    ("children", "kids", "child", "kid", "pupils", "students"),
)
_HEAD = {word: row[0] for row in _SAME_HEADS for word in row}


def head(counts: str) -> str:
    """The word that stands for what a number counts: "killed" and "deaths" are one."""
    word = counts.casefold()
    if word in _HEAD:
        return _HEAD[word]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=4_096)
def significant(value: float) -> int:
    """How many significant digits a value is written with, at most 12: 1,200,000 has two."""
    if value == 0:
        return 1
    digits = f"{abs(value):.12g}"
    if "e" in digits:
        digits = digits.split("e")[0]
    return max(1, len(digits.replace(".", "").strip("0")))


def rounds_to(exact: float, rounded: float) -> bool:
    """Whether `rounded` is `exact` rounded to the digits that `rounded` shows."""
    if exact == rounded:
        return True
    if exact * rounded <= 0:
        return False
    size = floor(log10(abs(rounded)))
    step = 10.0 ** (size - significant(rounded) + 1)
    return abs(exact - rounded) <= 0.5 * step * (1 + 1e-9)


def same_value(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities have one value: equal, one the other rounded, or near where one of
    them says "about". Units must agree; an absent unit agrees with none but an absent one."""
    if one.unit != two.unit or one.ordinal != two.ordinal:
        return False
    if one.value == two.value:
        return True
    if one.unit == "clock":
        return same_clock(one, two)
    if one.ordinal or one.unit == "year":
        return False
    digits = significant(one.value), significant(two.value)
    few, many = (one, two) if digits[0] < digits[1] else (two, one)
    if digits[0] != digits[1] and rounds_to(many.value, few.value):
        return abs(many.value) >= 10 or not float(few.value).is_integer()
    if one.approximate or two.approximate:
        return abs(one.value - two.value) <= _ROUNDED * max(abs(one.value), abs(two.value))
    return False


def same_clock(one: Quantity, two: Quantity, *, within: float = MINUTE) -> bool:
    """Whether two times of day lie ``within`` so many hours; "7.40" may be of the evening where it
    does not say."""
    apart = abs(one.value - two.value)
    if apart > _HALF_DAY / 2 and any(_half_unsaid(time) for time in (one, two)):
        apart = abs(apart - _HALF_DAY)
    return apart <= within


def _half_unsaid(time: Quantity) -> bool:
    return time.value < 13 and _HALF_SAID.search(time.text) is None


def same_subject(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities measure alike: one unit and, where both say, one counted thing."""
    if one.unit != two.unit or one.ordinal != two.ordinal:
        return False
    return not one.counts or not two.counts or head(one.counts) == head(two.counts)


def same_name(one: str, two: str) -> bool:
    """Whether two keys of names can mean one bearer; see `names.name_alias`."""
    return one == two or (_spelled(one) and _spelled(two) and name_alias(one, two))


@lru_cache(maxsize=4_096)
def _spelled(key: str) -> bool:
    """Whether a key of a name is more than initials."""
    return any(len(part) > 1 for part in key.replace("-", " ").split())


def same_days(one: DateMention, two: DateMention) -> bool:
    """Whether two time expressions can mean a common day; unknown days agree with nothing."""
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return False
    return one.first <= two.last and two.first <= one.last


def opposed(one: str, two: str) -> bool:
    """Whether one of two sentences states what the other negates ("will not resign", "resigned").
    Of 168 pairs of one claim in 35 clusters of train two were, both by reading, too."""
    return any(
        reason.startswith(DENIED)
        for text, other in ((one, two), (two, one))
        # Only what negates anything can; most sentences do not, and the comparison is slow.
        if _negates(other)
        for reason in wrong_polarity(text, [other])
    )


# One word in common beside a negated word and beside the same word elsewhere, see `fit_around`.
_BESIDE = 0.5


def plainly_opposed(one: str, two: str) -> bool:
    """Whether one of two sentences negates a word of the other that stands beside a common word and
    that the other neither negates nor turns: "no longer held to be a breach" and "is no breach" are
    not opposed."""
    found = [uses(text) for text in (one, two)]
    return any(
        use.unit == other.unit and fit_around(use, other) >= _BESIDE
        for own, rest in (found, found[::-1])
        for other in rest
        if other.negated and not other.trails
        if not any(use.negated and use.unit == other.unit for use in own)
        for use in own
        if not (use.negated or use.opposed or use.trails)
    )


@lru_cache(maxsize=4_096)
def _negates(text: str) -> bool:
    return any(use.negated for use in uses(text))


_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


def contrary(one: Sentence, two: Sentence) -> bool:
    """Whether two sentences that are otherwise alike cannot both be right: both count the same and
    each gives a value that the other lacks, both measure in one unit and have no value of it in
    common, they name different years, only one of them tells of a denial, or the one states what
    the other negates."""
    if denies(one.text) != denies(two.text) or opposed(one.text, two.text):
        return True
    years = [set(_YEAR.findall(each.text)) for each in (one, two)]
    if years[0] and years[1] and not years[0] & years[1]:
        return True
    numbers = [[n for n in each.numbers if not _in_dates(n, each)] for each in (one, two)]
    pairs = [(a, b) for a in numbers[0] for b in numbers[1] if same_subject(a, b)]
    shared = {a.unit for a, b in pairs if same_value(a, b)}
    return any(
        not any(same_value(a, other) for other in numbers[1])
        and not any(same_value(other, b) for other in numbers[0])
        for a, b in pairs
        if (a.counts and b.counts) or (a.unit and a.unit not in shared)
    )


# Sentences of at most so many words are short; so many words in a row that both have are copied.
_SHORT, _COPIED = 12, 5
# Words before a name that may be its bearer's office, and what stands behind it between commas.
_OFFICE_WORDS = 2
_BETWEEN_COMMAS = re.compile(r", (?:the |an? |its |their |his |her )?(?:[\w'’-]+ ?){1,5},")
_SPOKE = frozenset(stem(word) for word in "said says say told tells added adds".split())


def strangers(one: Sentence, two: Sentence) -> bool:
    """Whether two sentences share names but no statement: one of them is short, and they
    have no word in common beside names, offices and "said". All 5 pairs that this parts of 972 in
    claims of 440 events of NeuS train tell different things."""
    if min(len(terms(each.text)) for each in (one, two)) > _SHORT:
        return False
    (own, office), (other, post) = _statement(one), _statement(two)
    if not (own or other) or not (own | office) & (other | post) <= office & post:
        return False
    return not set(ngrams(terms(one.text), _COPIED)) & set(ngrams(terms(two.text), _COPIED))


# Fewer than elsewhere: it holds whole sentences, some 3 kB each.
@lru_cache(maxsize=1_024)
def _statement(sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what a sentence says beside names and "said", and of the words that stand with
    its names as offices do."""
    text = sentence.text
    places = words(text)
    named: set[int] = set()
    beside: set[int] = set()
    for name in sentence.names:
        inside = [i for i, (start, end) in enumerate(places) if start < name.end > name.start < end]
        if not inside:
            continue
        named.update(inside)
        behind = _BETWEEN_COMMAS.match(text, places[inside[-1]][1])
        last = behind.end() if behind else name.end
        beside.update(i for i, (start, _) in enumerate(places) if name.end <= start < last)
        for i in range(inside[0] - 1, max(-1, inside[0] - 1 - _OFFICE_WORDS), -1):
            start, end = places[i]
            if text[end : places[i + 1][0]] != " " or fold(text[start:end]) in STOPWORDS:
                break
            beside.add(i)
    found = []
    for taken in (set(range(len(places))) - beside - named, beside - named):
        rest = " ".join(text[slice(*places[i])] for i in sorted(taken))
        found.append(frozenset(stem(word) for word in content_words(rest)) - _SPOKE)
    return found[0], found[1]


def _in_dates(number: Quantity, sentence: Sentence) -> bool:
    return any(d.start < number.end and number.start < d.end for d in sentence.dates)
