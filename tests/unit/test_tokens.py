"""Words, content words, stems."""

from __future__ import annotations

import pytest

from summarizer.tokens import STOPWORDS, content_words, fold, ngrams, stem, terms, words


def _texts(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena O'Brien re-opened it.", ["Lena", "O'Brien", "re-opened", "it"]),
        ("1,200 votes, 76.66 percent", ["1,200", "votes", "76.66", "percent"]),
        ("the U.S. and a.m. trains", ["the", "U.S.", "and", "a.m.", "trains"]),
        ("the 4th, 45-year-old", ["the", "4th", "45-year-old"]),
        ("don’t", ["don’t"]),
        ("Cafe\u0301 noir", ["Cafe\u0301", "noir"]),
        ("東京 x", ["東", "京", "x"]),
        ("—…!", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Ortiz’s", "ortiz"),
        ("voters'", "voters"),
        ("U.S.", "us."),
        ("US", "us."),
        ("us", "us"),
        ("1,200", "1200"),
        ("It’s", "it"),
    ],
)
def test_fold(word: str, expected: str) -> None:
    assert fold(word) == expected


def test_terms_join_prefixes_and_part_compounds() -> None:
    assert terms("The re-election of US-Arden co-owners") == (
        "the", "reelection", "of", "us.", "arden", "coowners",
    )  # fmt: skip


def test_content_words_keep_what_carries_content() -> None:
    text = "The mayor has denied that 14 of the U.S. ferries were a risk to us."
    assert content_words(text) == ("mayor", "denied", "14", "us.", "ferries", "risk")


def test_negations_are_stop_words_but_denials_are_not() -> None:
    assert "not" in STOPWORDS
    assert "denied" not in STOPWORDS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ferries", "ferri"),
        ("relational", "relat"),
        ("hopping", "hop"),
        ("agreed", "agre"),
        ("controlling", "control"),
        ("generalization", "gener"),
        ("at", "at"),
        ("76.66", "76.66"),
        ("café", "café"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_ngrams() -> None:
    assert ngrams(("a", "b", "c"), 2) == (("a", "b"), ("b", "c"))
    assert ngrams(("a",), 2) == ()
    with pytest.raises(ValueError, match="at least 1, was: 0"):
        ngrams(("a",), 0)
