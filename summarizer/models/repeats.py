"""Whether a fused sentence says one thing twice in different words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.context import outside_quotes
from summarizer.date_expressions import WEEKDAYS
from summarizer.stemmer import stem
from summarizer.tokens import content_words

# Words that say who reports: "the announcement added in a statement that" does so three times.
_REPORTS = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|add|adds|added|adding|according|announced?|"
    r"announce(?:s|ment)|statement|report(?:s|ed|edly)?|confirm(?:s|ed)?|stated|citing|cited)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b{WEEKDAYS}\b")


def says_twice(text: str, sources: Sequence[str]) -> bool:
    """Whether `text` has more weekdays, words of reporting, or repeats of a word of content or a
    number, than any one of the `sources` it was fused from."""
    held = [_words(one) for one in sources]
    again = any(
        times > 1 and all(own[word] < times for own in held) for word, times in _words(text).items()
    )
    return again or any(_more(kind, text, sources) for kind in (_WEEKDAY, _REPORTS))


def _more(kind: re.Pattern[str], text: str, sources: Sequence[str]) -> bool:
    """Whether `text` has more than one word of a kind, and more than any source; quotations
    apart."""
    times, *others = (len(kind.findall(outside_quotes(one))) for one in (text, *sources))
    return times > max(1, *others)


def _words(text: str) -> Counter[str]:
    return Counter(stem(word) for word in content_words(text) if word.isalpha() or word.isdecimal())
