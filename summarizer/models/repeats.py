"""Whether a fused sentence tells one thing in two wordings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.date_expressions import WEEKDAYS
from summarizer.stemmer import stem
from summarizer.tokens import content_words

# So many words of content that only the fusion repeats are no longer style.
_WORDS = 2
_WEEKDAY = re.compile(rf"\b{WEEKDAYS}\b")


def says_twice(text: str, sources: Sequence[str]) -> bool:
    """Whether `text` repeats a weekday, or two words of content, more often than any one of the
    `sources` it was fused from."""
    held = [_words(one) for one in sources]
    again = [
        word
        for word, times in _words(text).items()
        if times > 1 and all(own[word] < times for own in held)
    ]
    days = len(_WEEKDAY.findall(text))
    most = max((len(_WEEKDAY.findall(one)) for one in sources), default=0)
    return len(again) >= _WORDS or days > max(1, most)


def _words(text: str) -> Counter[str]:
    return Counter(stem(word) for word in content_words(text) if word.isalpha())
