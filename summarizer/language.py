"""Which language a text is written in, offline (py3langid), or "" where it cannot be told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Below this many letters nothing is said.
MIN_LETTERS = 10
# Fitted on 1,500 English headlines and first lines: of those that are taken for another language,
# 2 and 1 have at least this probability; for English itself a lower one is enough.
MIN_PROBABILITY, MIN_ENGLISH = 0.5, 0.25
MAX_CHARS = 2000

# The languages that newspapers are mostly written in; py3langid knows more, and its Pidgin and
# Latin take short English headlines away.
_LANGUAGES = (
    *("af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en"),
    *("es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy"),
    *("id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "lt", "lv", "mk", "ml", "mn", "mr"),
    *("ms", "mt", "my", "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl"),
    *("so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh"),
)

# Function words of English that are no common words of another language in Latin letters ("of",
# "is", "was" and "had" are Dutch too, "for" and "have" Danish, "will" and "her" German).
_ENGLISH = frozenset(
    [
        *("the", "and", "that", "with", "from", "were", "has", "his", "their", "they", "which"),
        *("this", "would", "said", "says", "after", "about", "been", "but", "are", "it", "its"),
        *("he", "she", "who", "where", "because", "could", "should", "there", "these", "those"),
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
    if english >= 2 and english >= 0.12 * len(words):
        return "en"
    code, probability = _identifier().classify(" ".join(words))
    ascii_only = all(word.isascii() for word in words)
    if code == "en" and ascii_only:
        return "en" if probability >= MIN_ENGLISH else ""
    return str(code) if probability >= MIN_PROBABILITY else ""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_LANGUAGES))
    return identifier
