"""Which of the sentences that the search found to use, or none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.models.repeats import says_twice
from summarizer.stemmer import stem
from summarizer.tokens import content_words

if TYPE_CHECKING:
    from summarizer.models.joints import JointReader

# a result shorter than this share of the shortest source has lost something
LEAST_SHARE = 0.5
# nothing is gained by a fusion that holds less of the sources' words than the longest source
MOST_LOST = 0.02
# two stops, a stop within the sentence, white space before a mark, an article that lost its name
_UNSOUND = re.compile(
    r"[.!?][”\"’']\.|\.[”\"] [a-z]|\s[.,;:!?](?:\s|$)|(?<=[a-z,] )(?:The|An?) [a-z]+"
)
_DASH = re.compile(r"\s--?\s|\s?[—–]\s?(?![0-9])")
# a phrase of another source that begins with one of these is easily hung on the wrong word
PREPOSITIONS = frozenset(
    "about above across after against along amid among around as at before behind below beneath "
    "beside between beyond by despite down during except following for from in inside into like "
    "near of off on onto out outside over past per since than through throughout to toward towards "
    "under until up upon via with within without".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that the search found: its text, its word pieces, and for each of these where it
    may come from with which log-probability (see `surface.places`)."""

    text: str
    words: tuple[str, ...]
    liking: tuple[Mapping[int, float], ...]

    def jumps(self) -> tuple[int, int]:
        """How many pieces stand for no place that follows one of the last piece's, and how many of
        these are a preposition without a comma before it."""
        jumps = hanging = 0
        last: set[int] | None = None
        before = ""
        for word, places in zip(self.words, self.liking, strict=True):
            here = {place for place in places if place >= 0}
            if here and last is not None and not any(place - 1 in last for place in here):
                jumps += 1
                hanging += word in PREPOSITIONS and before != ","
            last, before = here, word
        return jumps, hanging

    def likelihood(self) -> float:
        """Mean log-probability of the likeliest place of each piece; 0 for no pieces."""
        sure = [max(places.values()) for places in self.liking]
        return sum(sure) / max(1, len(sure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a fusion is worth: cover * (share of the sources' words of content that it holds)
    + likely * (mean log-probability of its pieces) - smooth * roughness.

    The longest source, worth `cover` times its share, stands against the fusions. Roughness is
    `JointReader.roughness`, plus `jump` for each place where the text goes on in another source or
    elsewhere, plus `hanging` where that is a preposition; a fusion with more than `most` of it is
    not used. The defaults were chosen by reading 309 fusions of 171 claims of news and confirmed
    on 178 other claims; see training/README.md.
    """

    cover: float = 0.8
    likely: float = 0.1
    smooth: float = 0.01
    jump: float = 1.0
    hanging: float = 1.5
    most: float = 1.0

    def best(self, found: Sequence[Candidate], sources: Sequence[str], reader: JointReader) -> str:
        """The text to use. sources: longest first. Of fusions worth the same the first in
        alphabetical order, whatever the order of `found`."""
        shortest = min(len(one.split()) for one in sources)
        usable: dict[str, Candidate] = {}
        for one in found:
            if (
                one.text not in usable
                and one.text not in sources
                and len(one.text.split()) >= LEAST_SHARE * shortest
                and not says_twice(one.text, sources)
                and not is_unsound(one.text, sources)
            ):
                usable[one.text] = one
        if not usable:
            return sources[0]
        told = [_content(one) for one in sources]
        wanted = frozenset[str]().union(*told)
        least = _share(told[0], wanted)
        values = [(-self.cover * least, sources[0])]
        rough = reader.roughness(list(usable), sources)
        for (text, one), much in zip(usable.items(), rough, strict=True):
            jumps, hanging = one.jumps()
            roughness = max(0.0, much + self.jump * jumps + self.hanging * hanging)
            share = _share(_content(text), wanted)
            if roughness <= self.most and share > least - MOST_LOST:
                worth = self.cover * share
                worth += self.likely * one.likelihood() - self.smooth * roughness
                values.append((-worth, text))
        return min(values)[1]


def is_unsound(text: str, sources: Sequence[str]) -> bool:
    """Whether marks stand in `text` as they do in none of the sources and in no sentence: among
    them one dash of a pair."""
    found = _UNSOUND.search(text)
    if found and not any(found.group() in one for one in sources):
        return True
    pairs = [len(_DASH.findall(one)) % 2 for one in (*sources, text)]
    return pairs.pop() == 1 and not any(pairs)


def _content(text: str) -> frozenset[str]:
    return frozenset(map(stem, content_words(text)))


def _share(held: frozenset[str], wanted: frozenset[str]) -> float:
    return len(held & wanted) / max(1, len(wanted))
