"""Whether each name of a written sentence stands in a place that its passages give to that name.

Most wrong names are names that the passages do have, elsewhere. So what stands around each name
is compared with the places where the passages have it, and with those where they have another
one. A logistic regression over these comparisons, fitted by ``training/places.py``, says how
likely it is that the name was put in another's place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer import frequency
from summarizer.agree import same_name
from summarizer.facts import DEMONYMS
from summarizer.facts import names as find_names
from summarizer.gate_facts import Facts
from summarizer.gate_names import country
from summarizer.gate_roles import side_fit
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

# Words on either side that are compared; places of the passages that are looked at.
_SIDE, _MOST = 6, 400
# Names of a written sentence that are checked; one with more is a list, not a sentence.
_OWN = 60
# Names so many characters apart with no verb between stand side by side.
_GAP = 12
# "(D-Arden)" after a name is no part of what stands around it.
_TAG = re.compile(r"\([A-Z]{1,3}-[^)]{2,16}\)|,? [DRI]-[A-Z][a-z]{1,5}\.,?")
# Weights of a logistic regression, by ``training/places.py`` on sentences of neutral roundups and
# on fusions of two news sentences, untouched and with a name exchanged for another.
WEIGHTS = {
    "fit": -0.62,  # how alike the most alike place of this name is
    "fit of others": 0.63,  # how alike the most alike place of another name is
    "left": -1.21, "right": -1.27,  # the passages have this word beside this name
    "others left": 0.88, "others right": 1.04,  # they have it beside another name
    "slot": -0.71,  # they have this name as owner, subject or part of a noun as here
    "cover elsewhere": -0.53,  # more of the words around stand in a passage without the name
    "article": 0.70,  # "the" before the name here and nowhere else, or the other way round
    "capital left": 1.79,  # a capitalised word before it that only other names have there
    "some fit": -0.35, "fair fit": -0.58,
    "bare": 3.22,  # a people or party in the singular where a noun must follow ("French said")
    "only as words": -0.45,
}  # fmt: skip
BIAS = 0.31
FEATURES = tuple(WEIGHTS)
# Log odds from which a name is refused: on the train part the last at which false alarms stay low.
LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a text: its key and folded words, where it stands, the stems on either side, the
    nearest first, the words directly beside it as written (a possessive ending before ``after``),
    and the number of its passage."""

    key: str
    own: tuple[str, ...]
    start: int
    end: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    before: str
    after: str
    passage: int


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
            self._place(country(name.key), name.start, name.end)
            for name in self.facts.names[:_MOST]
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
            self._place(key, self.spans[i][0], self.spans[i + size - 1][1]) for i in found[:_MOST]
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
            left=tuple(self.stems[max(0, low - _SIDE) : low][::-1]),
            right=tuple(self.stems[high : high + _SIDE]),
            before=before,
            after=after,
            passage=self.number,
        )


_PASSIVE = re.compile(
    r"\s(?:is|are|was|were|been|being)\s(?:\w+ly\s)?(\w+(?:ed|en|ught|ld|ck|id|ght))\sby\s(?:the\s)?"
)


def active(facts: Facts) -> Facts:
    """The text with "Brill was accused by Ortun" as "Ortun accused Brill"; only its text and
    names, and only where both are names."""
    for one, two in pairwise(facts.names):
        if verb := _PASSIVE.fullmatch(facts.text[one.end : two.start]):
            agent, patient = facts.text[two.start : two.end], facts.text[one.start : one.end]
            head, tail = facts.text[: one.start], facts.text[two.end :]
            text = f"{head}{agent} {verb[1]} {patient}{tail}"
            return replace(facts, text=text, names=tuple(find_names(text)))
    return facts


def wrong_places(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Names that stand where the passages have another one."""
    sentence, passages = active(sentence), [active(one) for one in passages]
    return [
        f"the cited passages do not have {sentence.text[place.start : place.end]!r} there"
        for place, row in rows(sentence, passages)
        if sum(w * x for w, x in zip(WEIGHTS.values(), row, strict=True)) + BIAS > LEAST
    ]


def rows(sentence: Facts, passages: Sequence[Facts]) -> list[tuple[Place, tuple[float, ...]]]:
    """The sentence's names that the passages have at all, each with its `FEATURES`."""
    texts = [Text(facts, number) for number, facts in enumerate(passages)]
    known = [place for text in texts for place in text.places()][:_MOST]
    stems = [frozenset(text.stems) for text in texts]
    own = Text(sentence).places()
    out = []
    for place in own[:_OWN]:
        alike = [one for one in known if _same(one.key, place.key)]
        words_only = not alike
        if words_only and place.own:
            alike = [one for text in texts for one in text.literal(place.key, place.own)]
        if alike:
            near = [one for one in own if _kin(one, place) or _beside(sentence.text, one, place)]
            others = [one for one in known if not any(_kin(one, two) for two in near)]
            out.append((place, (*_features(place, alike, others, stems), float(words_only))))
    return out


def _features(
    place: Place, alike: Sequence[Place], others: Sequence[Place], stems: Sequence[Collection[str]]
) -> tuple[float, ...]:
    """All but the last of `FEATURES` for a name that the passages have at `alike` and that is none
    of `others`; `stems` are the passages' words."""
    here, there = (
        min(5.0, max((_fit(place, one) for one in some), default=0.0)) for some in (alike, others)
    )
    cover, elsewhere = _cover(place, {one.passage for one in alike}, stems)
    return (
        here, there,
        _any(alike, place, _left), _any(alike, place, _right),
        _any(others, place, _left), _any(others, place, _right),
        _any(alike, place, _slot),
        max(-0.5, min(0.5, elsewhere - cover)),
        1.0 - _any(alike, place, _article),
        _only_others(place, alike, others),
        min(here, 1.0), min(here, 2.0), _bare(place, alike),
    )  # fmt: skip


_CLAUSE = re.compile(r"\b(?:said|says|told|was|were|has|had|have|is|are|will|[a-z]{2,}ed)\b|[;:.]")


def _beside(text: str, one: Place, two: Place) -> bool:
    """Whether two names stand side by side: "Arden, Velm", "the Arden Senate and House"."""
    first, second = sorted((one, two), key=lambda place: place.start)
    between = text[first.end : second.start]
    return len(between) <= _GAP and not _CLAUSE.search(between)


def _same(one: str, two: str) -> bool:
    return one == two or same_name(one, two)


def _kin(one: Place, two: Place) -> bool:
    """Whether two places may have one bearer: alike, or with a word in common."""
    return _same(one.key, two.key) or bool((set(one.own) & set(two.own)) - STOPWORDS)


def _fit(one: Place, two: Place) -> float:
    """How alike two places are: runs of equal words next to the name count most."""
    return side_fit(one.left, two.left) + side_fit(one.right, two.right)


def _cover(
    place: Place, home: Collection[int], stems: Sequence[Collection[str]]
) -> tuple[float, float]:
    """The share of the words around a name that one passage with the name has, and the share
    that one without it has, weighted by rarity."""
    table = frequency.load()
    weight = {w: table.idf(w) for w in (*place.left, *place.right) if w not in STOPWORDS}
    total = sum(weight.values()) or 1.0
    shares = [sum(v for w, v in weight.items() if w in have) / total for have in stems]
    inside = max((shares[i] for i in sorted(home)), default=0.0)
    outside = max((share for i, share in enumerate(shares) if i not in home), default=0.0)
    return inside, outside


def _left(place: Place) -> str:
    return place.left[0] if place.left else ""


def _right(place: Place) -> str:
    return place.right[0] if place.right else ""


def _article(place: Place) -> str:
    return str(place.before.casefold() == "the")


_VERBS = frozenset(
    """is are was were has have had will would may might can could should said says told did does
    do must made met won went took""".split()
)
_VERB = re.compile(r"[a-z]+(?:ed|ies|[^s]s)")


def _slot(place: Place) -> str:
    """What a name is to the word after it, coarsely: owner, subject, part of a noun."""
    after = place.after
    if not after or after[0] in "'’":
        return "owner" if after else "end"
    if after.casefold() in _VERBS or _VERB.fullmatch(after):
        return "subject"
    if after in ("and", "or"):
        return "list"
    if after.casefold() in STOPWORDS:
        return "function word"
    return "capital" if after[0].isupper() or after[0].isdigit() else "noun"


Trait = Callable[[Place], str]


_ADJECTIVES = frozenset(("republican", "democratic", "congressional", "presidential", "federal"))


def _bare(place: Place, alike: Sequence[Place]) -> float:
    last = place.own[-1] if place.own else ""
    if last not in _ADJECTIVES and (last not in DEMONYMS or last.endswith("s")):
        return 0.0
    open_slots = ("noun", "capital", "list")
    return float(_slot(place) not in open_slots and all(_slot(one) in open_slots for one in alike))


def _any(places: Sequence[Place], place: Place, trait: Trait) -> float:
    own = trait(place)
    return float(any(trait(one) == own for one in places))


def _only_others(place: Place, alike: Sequence[Place], others: Sequence[Place]) -> float:
    """1 where a capitalised word or a number stands before the name that the passages have before
    other names only ("Chief Ortun" for "Chief Brill")."""
    word = place.before
    if not place.start or not word or not (word[0].isupper() or word[0].isdigit()):
        return 0.0
    return float(
        all(one.before != word for one in alike) and any(one.before == word for one in others)
    )
