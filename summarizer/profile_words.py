"""The words that profiles are made of, in any script, and how rare they are.

Each distinct word is folded once, and what is remembered is bounded in bytes: pasted data is no
vocabulary.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from summarizer import frequency
from summarizer.records import Document, Name
from summarizer.tokens import STOPWORDS, terms, words

# What is longer than this is no word, and is not remembered: it would fill the memory.
_REMEMBERED = 60
_HIRAGANA = ("\u3040", "\u309f")

# From a folded word to its inverse document frequency, 1 or more.
Idf = Callable[[str], float]


def quick_terms(text: str) -> list[str]:
    """The folded words of ``text``, as ``tokens.terms`` has them.

    A script without spaces gives one token per character: of such it has the pairs of neighbours
    instead (character bigrams), and no hiragana, in which Japanese writes endings and particles.
    """
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


def name_words(name: Name) -> tuple[str, ...]:
    """The words of a name that tell it from others."""
    return _key_words(name.key)


def _key_words(key: str) -> tuple[str, ...]:
    return _known_key(key) if len(key) <= _REMEMBERED else _words_of(key)


@lru_cache(maxsize=65_536)
def _known_key(key: str) -> tuple[str, ...]:
    return _words_of(key)


def _words_of(key: str) -> tuple[str, ...]:
    return tuple(word for word in terms(key) if len(word) > 1 and word not in STOPWORDS)


def idf_of(documents: Sequence[Document]) -> Idf:
    """The idf of a folded word among the given articles; short words count little."""
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
