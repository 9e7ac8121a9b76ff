"""Which of the sentences found by the search to use, if any."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

from summarizer.context import leaning
from summarizer.logistic import Model, chance_of, model_of
from summarizer.models.attribution import is_misattributed
from summarizer.models.repeats import says_twice
from summarizer.models.sound import TOKEN, is_unsound
from summarizer.tokens import content_stems

if TYPE_CHECKING:
    from summarizer.models.joints import JointReader

FEATURES = ("doubt", "jumps", "hanging", "alike")
# a result shorter than this share of the shortest source has lost something
LEAST_SHARE = 0.5
# a word that is less doubtful than this is as good as one in a source
_LEAST_DOUBT = -1.0
# a phrase of another source that begins with one of these is easily hung on the wrong word
PREPOSITIONS = frozenset(
    "about above across after against along amid among around as at before behind below beneath "
    "beside between beyond by despite down during except following for from in inside into like "
    "near of off on onto out outside over past per since than through throughout to toward towards "
    "under until up upon via with within without".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which fusion is used: one with a chance of at least `least` to be printed by an editor
    (None: the bar that was fitted with the weights of `features`), and the one of these with the
    greatest worth, which is its different words of content - price * its words + sure * its chance.

    Without the last part it must be worth more than the longest source. It may lose the share
    `lost` of that source's words of content, but, where `shared` says so, none that two sources
    have, nor lean on a sentence before it ("That is because …") where a source stands alone. How
    these were chosen stands in training/README.md.
    """

    least: float | None = None
    price: float = 0.35
    sure: float = 8.0
    lost: float = 0.3
    shared: bool = True

    def best(self, found: Sequence[str], sources: Sequence[str], reader: JointReader) -> str:
        """The text to use. sources: longest first. Of fusions worth the same the first in
        alphabetical order, whatever the order of `found`."""
        told = [content_stems(one) for one in sources]
        counts = Counter(word for held in told for word in held)
        owed = {word for word in told[0] if self.shared and counts[word] > 1}
        shortest = min(len(one.split()) for one in sources)
        usable = [
            text
            for text in sorted({*found} - {*sources})
            if len(text.split()) >= LEAST_SHARE * shortest
            and self.worth(text) > self.worth(sources[0])
            and owed <= content_stems(text)
            and len(told[0] - content_stems(text)) <= self.lost * len(told[0])
            and not (leaning(text) and not all(map(leaning, sources)))
            and not says_twice(text, sources)
            and not is_unsound(text, sources)
            and not is_misattributed(text, sources)
        ]
        if not usable:
            return sources[0]
        least = shipped().threshold if self.least is None else self.least
        doubts = reader.roughness(usable, sources)
        values = [
            (-self.worth(text) - self.sure * chance, text)
            for text, doubt in zip(usable, doubts, strict=True)
            if (chance := chance_to_please(text, sources, doubt)) >= least
        ]
        return min(values, default=(0.0, sources[0]))[1]

    def worth(self, text: str) -> float:
        """Different words of content, less the price of all words."""
        return len(content_stems(text)) - self.price * len(text.split())


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The weights of `FEATURES`, fitted by `training/judged.py` on fusions judged by reading."""
    return model_of(json.loads(files("summarizer").joinpath("data/choice.json").read_text("utf-8")))


def chance_to_please(text: str, sources: Sequence[str], doubt: float) -> float:
    """The chance in (0, 1) that an editor would print a fusion; see `features`."""
    model = shipped()
    given = features(text, sources, doubt)
    return chance_of(
        model.bias + sum(weight * one for weight, one in zip(model.weights, given, strict=True))
    )


def features(text: str, sources: Sequence[str], doubt: float) -> tuple[float, ...]:
    """`FEATURES` of a fusion. doubt: what `JointReader.roughness` says of it.

    alike: mean Dice coefficient of the sources' words of content, two by two.
    """
    jumps, hanging = joins(text, sources)
    told = [content_stems(one) for one in sources]
    pairs = [2 * len(a & b) / max(1, len(a) + len(b)) for a, b in combinations(told, 2)]
    alike = sum(pairs) / max(1, len(pairs))
    return max(doubt, _LEAST_DOUBT), float(jumps), float(hanging), alike


def joins(text: str, sources: Sequence[str]) -> tuple[int, int]:
    """How many words of a fusion do not go on where the one before them stands in the sources, and
    how many of these are a preposition without a comma before it."""
    where: dict[str, set[int]] = {}
    place = 0
    for source in sources:
        for word in TOKEN.findall(source.lower()):
            where.setdefault(word, set()).add(place)
            place += 1
        # the next source does not go on where this one ends
        place += 1
    jumps = hanging = 0
    last: set[int] | None = None
    before = ""
    for word in TOKEN.findall(text.lower()):
        here = where.get(word, set())
        if here and last is not None and not any(one - 1 in last for one in here):
            jumps += 1
            hanging += word in PREPOSITIONS and before != ","
        last, before = here, word
    return jumps, hanging
