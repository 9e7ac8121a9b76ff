"""An article's profile for grouping: weighted words, names, numbers and days.

Words become 31-bit hashes, so that profiles need no shared vocabulary: an article's profile is the
same alone and among a hundred thousand others.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.earlier import lead_numbers, periods, tells_earlier
from summarizer.moments import Moment, moment
from summarizer.names import names
from summarizer.profile_words import Idf, english_idf, idf_of, name_words, quick_terms
from summarizer.records import Document, Name, Quantity
from summarizer.tokens import STOPWORDS, stem

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
    their unit (adding up to 1). Each with the weight 1: ``lead_numbers`` those of title and lead,
    ``earlier`` stems of sentences that tell of something earlier, less those of title and lead,
    and ``periods`` the months, quarters and rounds that title and lead name (see `earlier`).
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
    lead_numbers: Bag
    earlier: Bag
    periods: Bag


def profiles(documents: Sequence[Document]) -> tuple[Profile, ...]:
    """The profile of each document, in the same order.

    English words are weighted by the shipped table; other languages by how many of the given
    articles of that language hold the word.
    """
    tables: dict[str, Idf] = {"en": english_idf}
    for language in sorted({language_of(document) for document in documents} - {"en"}):
        own = [document for document in documents if language_of(document) == language]
        tables[language] = idf_of(own)
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
    before: set[str] = set()
    seen = in_lead = 0
    for sentence in document.sentences:
        found = quick_terms(sentence.text)
        leading = seen < LEAD_WORDS
        _count(found, _LEAD if leading else _REST, counts, rarity, idf)
        if leading:
            in_lead += 1
            _count(found, 1.0, lead, rarity, idf)
        _follow(found, following)
        if tells_earlier(sentence.text, found):
            before.update(map(stem, found))
        seen += len(found)
        if seen >= _MOST_WORDS:
            break
    own_names, lead_names = _names(document, in_lead, idf)
    leading_text = "\n".join([title_of(document), *(s.text for s in document.sentences[:in_lead])])
    figures = lead_numbers(title_of(document), document.sentences[:in_lead])
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
        lead_numbers=_marks({key for number in figures if (key := number_key(number))}),
        earlier=_marks((before - lead.keys()) & counts.keys()),
        periods=_marks(periods(leading_text)),
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


def _marks(keys: Iterable[str]) -> Bag:
    """A bag of ``keys``, each with the weight 1."""
    import numpy as np

    hashed = sorted({zlib.crc32(key.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF for key in keys})
    return Bag(np.array(hashed, dtype=np.int64), np.ones(len(hashed)))


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
