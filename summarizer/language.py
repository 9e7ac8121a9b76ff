"""Which language a text is written in, offline (py3langid), or "" where it cannot be told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Below this many letters nothing is said; between it and _SURE_LETTERS only for certain cases.
MIN_LETTERS = 12
_SURE_LETTERS = 60
# Fitted on the titles and first sentences of dated news: below 0.9 the wrong ones outnumber the
# right ones.
MIN_PROBABILITY = 0.9
MAX_CHARS = 2000

# The commonest function words of English, none of which is a common word of another language
# written in Latin letters.
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "that",
        "with",
        "from",
        "was",
        "were",
        "has",
        "have",
        "had",
        "his",
        "her",
        "their",
        "they",
        "which",
        "this",
        "will",
        "would",
        "said",
        "says",
        "after",
        "about",
        "been",
        "not",
        "but",
        "are",
        "is",
        "for",
        "it",
        "its",
        "he",
        "she",
        "by",
        "who",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """The ISO 639-1 code of ``text`` (its first 2000 characters count), "" when undecidable.

    Deterministic: it depends on ``text`` only.
    """
    words = _WORD.findall(text[:MAX_CHARS])
    letters = sum(map(len, words))
    if letters < MIN_LETTERS:
        return ""
    english = sum(word.lower() in _ENGLISH for word in words)
    if english >= 3 and english >= 0.2 * len(words):
        return "en"
    code, probability = _identifier().classify(" ".join(words))
    if probability < MIN_PROBABILITY:
        return "en" if _looks_english(text, words, english) else ""
    if letters < _SURE_LETTERS and _looks_english(text, words, english):
        return "en"
    return str(code)


def _looks_english(text: str, words: list[str], english: int) -> bool:
    """ASCII letters and at least one English function word in ten."""
    return english >= 1 and english >= 0.1 * len(words) and all(word.isascii() for word in words)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
