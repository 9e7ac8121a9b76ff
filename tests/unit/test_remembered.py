"""What is remembered of words is bounded in bytes too: pasted data is no vocabulary."""

from __future__ import annotations

from summarizer import (
    Settings,
    build_pipeline,
    neutral,
    origins,
    profile_words,
    stemmer,
    tokens,
)
from summarizer.models import words
from summarizer.records import Article

CACHES = (
    stemmer._stem,
    origins._known_hash,
    profile_words._word_terms,
    profile_words._known_idf,
    profile_words._known_key,
    words._stem,
    tokens._known_terms,
    neutral._known_loaded,
)
LONG = 20_000


def article(name: str, letter: str) -> Article:
    word = letter * LONG
    return Article(
        id=name,
        text=f"The council of Velm met on Monday. {word.capitalize()} was seen by Mayor Ada Ortun.",
        language="en",
    )


def test_words_of_any_length_are_not_remembered() -> None:
    pipeline = build_pipeline(Settings(writer="extract", embedder="static"))
    pipeline.run([article("a1", "b"), article("a2", "c")])
    sizes = [cache.cache_info().currsize for cache in CACHES]
    assert min(sizes[:4]) > 0
    digest = pipeline.run([article("a1", "d"), article("a2", "f")])
    assert digest.counts.articles == 2
    assert [cache.cache_info().currsize for cache in CACHES] == sizes


def test_long_words_are_still_told_apart() -> None:
    first, second = ("x" * LONG + letter for letter in "ab")
    assert origins._word_hash(first) != origins._word_hash(second)
    assert profile_words._key_words(first) != profile_words._key_words(second)
    assert profile_words.english_idf(first) == profile_words.english_idf("zzxqv")
    assert stemmer.stem(first) == words.stem(first) == first
