"""The names of a text and the words that stand around each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.facts import names as find_names
from summarizer.frames import Beside, beside
from summarizer.gate_facts import Facts
from summarizer.gate_names import country
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

# Words on either side that are compared one by one; places of a text that are looked at.
SIDE, MOST = 6, 400
# Words on either side whose content is compared whatever its order.
WINDOW = 10
# "(D-Arden)" after a name is no part of what stands around it.
_TAG = re.compile(r"\([A-Z]{1,3}(?:-|\.?, )[^)]{2,16}\)|,? [DRI]-[A-Z][a-z]{1,5}\.,?")


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a text: its key and folded words, where it stands, the stems on either side, the
    nearest first, the words directly beside it as written (a possessive ending before ``after``),
    the number of its passage, the stems of content around it with how many words before
    (negative) or behind the nearest of each stands, and the whole text."""

    key: str
    own: tuple[str, ...]
    start: int
    end: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    before: str
    after: str
    passage: int
    around: Mapping[str, int]
    text: str

    @property
    def spelled(self) -> str:
        """The name as it is written there."""
        return self.text[self.start : self.end]

    def beside(self) -> Beside:
        """The tokens on either side, as `frames` wants them."""
        return beside(self.text, self.start, self.end)


class Text:
    """The words of a text and the places of its names."""

    def __init__(self, facts: Facts, number: int = 0) -> None:
        self.facts, self.number = facts, number
        self.plain = _TAG.sub(lambda match: " " * len(match[0]), facts.text)
        self.spans = words(self.plain)
        self.folded = [fold(self.plain[start:end]) for start, end in self.spans]
        self.stems = [stem(word) for word in self.folded]
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]

    def places(self) -> list[Place]:
        """The places of its names, in order."""
        return [
            self._place(country(name.key), name.start, name.end) for name in self.facts.names[:MOST]
        ]

    def literal(self, key: str, own: Sequence[str]) -> list[Place]:
        """The places of these words, whether they are a name there or not."""
        size = len(own)
        found = [
            i
            for i, word in enumerate(self.folded)
            if word == own[0] and self.folded[i : i + size] == list(own)
        ]
        return [
            self._place(key, self.spans[i][0], self.spans[i + size - 1][1]) for i in found[:MOST]
        ]

    def _place(self, key: str, start: int, end: int) -> Place:
        low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
        before = after = ""
        if low and not self.plain[self._ends[low - 1] : start].strip():
            before = self.plain[slice(*self.spans[low - 1])]
        if high < len(self.spans):
            gap = self.plain[end : self._starts[high]]
            if re.fullmatch(r"(?:['’]s?)?\s*", gap):
                after = gap.strip() + self.plain[slice(*self.spans[high])]
        return Place(
            key=key,
            own=tuple(self.folded[low:high]),
            start=start,
            end=end,
            left=tuple(self.stems[max(0, low - SIDE) : low][::-1]),
            right=tuple(self.stems[high : high + SIDE]),
            before=before,
            after=after,
            passage=self.number,
            around=self._around(low, high),
            text=self.facts.text,
        )

    def _around(self, low: int, high: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for i in range(max(0, low - WINDOW), min(len(self.stems), high + WINDOW)):
            away = i - low if i < low else i - high + 1
            word = self.stems[i]
            if low <= i < high or self.folded[i] in STOPWORDS:
                continue
            if word not in found or abs(away) < abs(found[word]):
                found[word] = away
        return found


_PASSIVE = re.compile(
    r"\s(?:is|are|was|were|been|being)\s(?:\w+ly\s)?(\w+(?:ed|en|ught|ld|ck|id|ght))\sby\s(?:the\s)?"
)
# Behind a quotation: "..., said Brill" is "..., Brill said".
_INVERTED = re.compile(r"[\"”'’]\s((?:said|says|added|told)\s)$")


def active(facts: Facts) -> Facts:
    """The text with "Brill was accused by Ortun" as "Ortun accused Brill", where both are names,
    and with the first "said Brill" behind a quotation as "Brill said"; only text and names."""
    facts = _straight(facts)
    for one, two in pairwise(facts.names):
        if verb := _PASSIVE.fullmatch(facts.text[one.end : two.start]):
            agent, patient = facts.text[two.start : two.end], facts.text[one.start : one.end]
            head, tail = facts.text[: one.start], facts.text[two.end :]
            return _renamed(facts, f"{head}{agent} {verb[1]} {patient}{tail}")
    return facts


def _straight(facts: Facts) -> Facts:
    text = facts.text
    for name in facts.names:
        low = max(0, name.start - 9)
        if verb := _INVERTED.search(text[low : name.start]):
            head, said = text[: low + verb.start(1)], verb[1].strip()
            return _renamed(facts, f"{head}{text[name.start : name.end]} {said}{text[name.end :]}")
    return facts


def _renamed(facts: Facts, text: str) -> Facts:
    return replace(facts, text=text, names=tuple(find_names(text)))
