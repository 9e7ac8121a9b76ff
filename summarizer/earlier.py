"""What an article tells of as earlier, and which figures and periods its lead gives.

The report of a twin event shares actors, place and vocabulary with the report of the event before
it, and often tells of that one in passing ("a warehouse had burned down a week ago"). So what
stands in such a sentence alone is no sign of one event, while figures that both leads give are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from summarizer.numbers import numbers
from summarizer.records import Quantity, Sentence

_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
# "May" is a verb and a name too.
_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "(?:(?<=[io][nf] )|(?<=for )|(?<=since )|(?<=[ls]t )|(?<=early )|(?<=late ))May"
)
# A sentence with one of these words or phrases tells of something before the event, or of the event
# as one more.
_WORDS = frozenset(
    "ago earlier previous previously had first second third again already since".split()
)
_BEGIN = frozenset("last after before".split())
_PHRASES = re.compile(
    rf"\b(?:last (?:week|month|year|autumn|spring|summer|winter|{_DAYS}|{_MONTHS})|the day before|"
    r"a (?:day|week|month|year) (?:after|before)|(?:days|weeks|months) after|c[ao]mes? after|"
    r"after the)\b",
    re.IGNORECASE,
)
# Of these a lead names the one that it tells of: a month's figures, a reading of a bill.
_PERIOD = re.compile(
    rf"\b(?:{_MONTHS}|(?:first|second|third|fourth)[- ]quarter|"
    r"(?:first|second|third|final) (?:reading|round|hearing|leg|half))\b"
)


def tells_earlier(text: str, words: Collection[str]) -> bool:
    """Whether a sentence, whose folded words are ``words``, tells of something earlier."""
    return not _WORDS.isdisjoint(words) or (
        not _BEGIN.isdisjoint(words) and bool(_PHRASES.search(text))
    )


def periods(lead: str) -> frozenset[str]:
    """The months, quarters and rounds that a lead names, folded."""
    return frozenset(match.group().casefold().replace("-", " ") for match in _PERIOD.finditer(lead))


def lead_numbers(title: str, leading: Sequence[Sentence]) -> list[Quantity]:
    """The numbers of the title and the first sentences."""
    return [*numbers(title), *(number for each in leading for number in each.numbers)]
