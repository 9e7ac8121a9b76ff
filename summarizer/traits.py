"""An article's profile for grouping: weighted words, names, numbers and days.

Words become 31-bit hashes, so that profiles need no shared vocabulary: an article's profile is the
same alone and among a hundred thousand others.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer import frequency
from summarizer.moments import Moment, moment
from summarizer.names import names
from summarizer.records import Document, Name, Quantity
from summarizer.tokens import STOPWORDS, stem, terms, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The lead: the first sentences, up to about this many words.
LEAD_WORDS = 70
# How much one occurrence counts: in the title, in the lead, elsewhere.
_TITLE, _LEAD, _REST = 3.0, 2.0, 1.0
# Longer articles are profiled by their first words; the news stands there.
_MOST_WORDS = 1500
_IDF_FLOOR = 0.5
# What is longer than this is no word, and is not remembered: it would fill the memory.
_REMEMBERED = 60

_HIRAGANA = ("\u3040", "\u309f")

Idf = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Bag:
    """Hashed keys, sorted, and their positive weights; both of one length."""

    keys: NDArray[np.int64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Profile:
    """One article as grouping sees it.

    ``terms`` weighs stems by ``(1 + ln tf) * idf`` and ``sharp`` by ``(1 + ln tf) * idf²``, both of
    length 1; ``lead`` holds ``idf ** 1.5`` of the stems of title and lead, adding up to 1;
    ``names`` the words of names (length 1), ``lead_names`` those of title and lead (adding up to
    1); ``pairs`` content words that follow each other (length 1); ``numbers`` exact numbers with
    their unit (adding up to 1).
    """

    id: str
    language: str
    words: int
    moment: Moment
    terms: Bag
    sharp: Bag
    lead: Bag
    names: Bag
    lead_names: Bag
    pairs: Bag
    numbers: Bag


def profiles(documents: Sequence[Document]) -> tuple[Profile, ...]:
    """The profile of each document, in the same order.

    English words are weighted by the shipped table; other languages by how many of the given
    articles of that language hold the word.
    """
    tables: dict[str, Idf] = {"en": english_idf}
    for language in sorted({language_of(document) for document in documents} - {"en"}):
        own = [document for document in documents if language_of(document) == language]
        tables[language] = _own_idf(own)
    return tuple(profile(each, tables[language_of(each)]) for each in documents)


def language_of(document: Document) -> str:
    """The article's language; one that could not be told is taken for English."""
    return document.article.language or "en"


def title_of(document: Document) -> str:
    """The title, or the heading that stands before the story where no title was given."""
    if document.article.title or not document.sentences:
        return document.article.title
    start = document.sentences[0].span.start
    headings = [
        document.article.text[mark.span.start : mark.span.end].strip()
        for mark in document.boilerplate
        if mark.reason == "subheading" and mark.span.end <= start
    ]
    return " . ".join(headings)


def title_names(document: Document) -> tuple[Name, ...]:
    """The names of the title, or of the heading that stands for it."""
    if document.title_names or document.article.title:
        return document.title_names
    return names(title_of(document), headline=True)


def profile(document: Document, idf: Idf) -> Profile:
    """What grouping compares of ``document``; ``idf`` weighs a folded word, 1 or more."""
    title = quick_terms(title_of(document))
    counts: dict[str, float] = {}
    lead: dict[str, float] = {}
    rarity: dict[str, float] = {}
    following: dict[str, float] = {}
    _count(title, _TITLE, counts, rarity, idf)
    _count(title, 1.0, lead, rarity, idf)
    _follow(title, following)
    seen = in_lead = 0
    for sentence in document.sentences:
        found = quick_terms(sentence.text)
        leading = seen < LEAD_WORDS
        _count(found, _LEAD if leading else _REST, counts, rarity, idf)
        if leading:
            in_lead += 1
            _count(found, 1.0, lead, rarity, idf)
        _follow(found, following)
        seen += len(found)
        if seen >= _MOST_WORDS:
            break
    own_names, lead_names = _names(document, in_lead, idf)
    log_tf = {key: 1.0 + math.log(max(1.0, count)) for key, count in counts.items()}
    return Profile(
        id=document.id,
        language=language_of(document),
        words=seen,
        moment=moment(document),
        terms=_bag({key: value * rarity[key] for key, value in log_tf.items()}, unit=True),
        sharp=_bag({key: value * rarity[key] ** 2 for key, value in log_tf.items()}, unit=True),
        lead=_bag({key: rarity[key] ** 1.5 for key in lead}),
        names=_bag(own_names, unit=True),
        lead_names=_bag(lead_names),
        pairs=_bag(following, unit=True),
        numbers=_bag(_numbers(document)),
    )


def number_key(number: Quantity) -> str:
    """What makes two numbers the same: value and unit; "" for one that says too little."""
    if number.ordinal or (number.value < 3 and not number.unit):
        return ""
    plain = len(number.text) == 4 and number.text.isdigit() and not number.unit
    if plain and 1900 <= number.value <= 2100:
        return ""
    return f"{number.value:.6g}|{number.unit}"


def _count(
    words: Sequence[str],
    weight: float,
    counts: dict[str, float],
    rarity: dict[str, float],
    idf: Idf,
) -> None:
    for word in words:
        if word in STOPWORDS or (len(word) == 1 and word.isascii()):
            continue
        key = stem(word)
        counts[key] = counts.get(key, 0.0) + weight
        value = idf(word)
        if value < rarity.get(key, math.inf):
            rarity[key] = value


def _follow(words: Sequence[str], following: dict[str, float]) -> None:
    content = [stem(word) for word in words if word not in STOPWORDS]
    for first, second in pairwise(content):
        following[f"{first} {second}"] = 1.0


def _names(document: Document, in_lead: int, idf: Idf) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the words of all names, and of those in title and lead."""
    counts: Counter[str] = Counter()
    leading: set[str] = set()
    for name in title_names(document):
        for word in name_words(name):
            counts[word] += 2
            leading.add(word)
    for position, sentence in enumerate(document.sentences):
        for name in sentence.names:
            for word in name_words(name):
                counts[word] += 1
                if position < in_lead:
                    leading.add(word)
    rarity = {word: max(_IDF_FLOOR, idf(word) - 2.0) for word in counts}
    weighted = {word: (1.0 + math.log(count)) * rarity[word] for word, count in counts.items()}
    return weighted, {word: rarity[word] for word in leading}


def name_words(name: Name) -> tuple[str, ...]:
    """The words of a name that tell it from others."""
    return _key_words(name.key)


def quick_terms(text: str) -> list[str]:
    """``tokens.terms(text)``; each distinct word is folded once. Of a script without spaces, which
    gives one token per character, it has the pairs of neighbours instead, and no hiragana: that
    is how Japanese writes its endings and particles."""
    found: list[str] = []
    run = ""
    last = -1
    for start, end in words(text):
        word = text[start:end]
        unspaced = end - start == 1 and is_unspaced(word)
        if run and not (unspaced and start == last):
            found.extend(_neighbours(run))
            run = ""
        last = end
        if not unspaced:
            found.extend(_word_terms(word) if len(word) <= _REMEMBERED else terms(word))
        elif not _HIRAGANA[0] <= word <= _HIRAGANA[1]:
            run += word
        else:
            last = -1
    if run:
        found.extend(_neighbours(run))
    return found


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that is written without spaces (Han, kana)."""
    return "\u3040" <= word[:1] <= "\u30ff" or "\u3400" <= word[:1] <= "\u9fff"


def _neighbours(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


@lru_cache(maxsize=65_536)
def _word_terms(word: str) -> tuple[str, ...]:
    return terms(word)


def english_idf(word: str) -> float:
    """The shipped table's idf of a folded word."""
    return _known_idf(word) if len(word) <= _REMEMBERED else frequency.load().idf(word)


@lru_cache(maxsize=65_536)
def _known_idf(word: str) -> float:
    return frequency.load().idf(word)


def _key_words(key: str) -> tuple[str, ...]:
    return _known_key(key) if len(key) <= _REMEMBERED else _words_of(key)


@lru_cache(maxsize=65_536)
def _known_key(key: str) -> tuple[str, ...]:
    return _words_of(key)


def _words_of(key: str) -> tuple[str, ...]:
    return tuple(word for word in terms(key) if len(word) > 1 and word not in STOPWORDS)


def _numbers(document: Document) -> dict[str, float]:
    """Numbers, the more digits the weightier: "76.66" says more than "40"."""
    found: dict[str, float] = {}
    for sentence in document.sentences:
        for number in sentence.numbers:
            key = number_key(number)
            if key:
                digits = sum(letter.isdigit() for letter in number.text)
                found[key] = 1.0 + max(0, digits - 1) + (1.0 if number.unit else 0.0)
    return found


def _bag(weights: Mapping[str, float], *, unit: bool = False) -> Bag:
    """The hashed bag of ``weights``, scaled to length 1 (``unit``) or to the sum 1."""
    import numpy as np

    hashed: dict[int, float] = {}
    for key in sorted(weights):
        number = zlib.crc32(key.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF
        hashed[number] = weights[key]
    keys = np.array(sorted(hashed), dtype=np.int64)
    values = np.array([hashed[key] for key in keys.tolist()], dtype=np.float64)
    scale = math.sqrt(float(values @ values)) if unit else float(values.sum())
    return Bag(keys, values / scale if scale else values)


def _own_idf(documents: Sequence[Document]) -> Idf:
    """Document frequencies of the given articles; short words count little."""
    counts: Counter[str] = Counter()
    for document in documents:
        found = set(quick_terms(document.article.title))
        for sentence in document.sentences:
            found.update(quick_terms(sentence.text))
        counts.update(found)
    total = len(documents)

    def idf(word: str) -> float:
        short = len(word) <= 3 and word.isalpha() and not is_unspaced(word)
        if short:
            return 1.0
        least = 1.5 if is_unspaced(word) else 3.0
        return math.log((total + 9) / (counts[word] + 1)) + least if word in counts else 6.0

    return idf
