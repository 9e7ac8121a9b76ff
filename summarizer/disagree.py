"""Where sources give different values for the same thing.

Numbers and days of two sentences are compared where the sentences say the same otherwise: the
words around the values agree, the units agree, and what is counted does. Equal values, also in
other spellings and roundings, are matched first, so that only what is left over can differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from summarizer import frequency
from summarizer.agree import head, same_name, same_value
from summarizer.linkage import average_link
from summarizer.records import Claim, DateMention, Document, Quantity, Sentence, Span
from summarizer.stemmer import stem
from summarizer.tokens import content_words

# From this overlap of their sentences' words on, two values may be about one thing; from the
# second on where what they count is spelled differently. Fitted by eye on news clusters.
_SAME_THING, _SURELY = 0.50, 0.60
# Sentences that share only two words must share nearly all they have.
_LEAST_SHARED, _NEARLY_ALL = 2, 0.75
_REACH = 40
# Below this a count is often of a part: "one of two", "three of the five".
_FEW = 10
_PERSONS = frozenset(
    "people dead injured arrested missing officer soldier children other worker passenger "
    "civilian resident".split()
)
# Heads that do not say what is counted.
_ANYTHING = frozenset(("", "people", "other"))
_DENIES = frozenset(map(stem, ("denied", "rejected", "refuted", "disputed", "dismissed")))
_CONFIRMS = frozenset(map(stem, ("confirmed", "admitted", "acknowledged")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``about`` in words; ``values``: each as its sources spell it, with where they do."""

    about: str
    values: tuple[tuple[str, tuple[Span, ...]], ...]


Value: TypeAlias = Quantity | DateMention


@dataclass(frozen=True, slots=True)
class _Given:
    """A value where it was given: the words of its sentence, and those close to it."""

    value: Value
    sentence: Sentence
    bag: dict[str, float]
    near: frozenset[str]
    beside: frozenset[str]


def find_disagreements(
    claims: Sequence[Claim], *, documents: Sequence[Document] = ()
) -> tuple[Difference, ...]:
    """The values on which articles differ, in the order of their first place.

    Looks at all sentences of `documents`, or where none are given at those of the claims. An
    article does not disagree with itself.
    """
    sentences = [one for document in documents for one in document.sentences] or [
        one for claim in claims for one in claim.sentences
    ]
    ordered = sorted(set(sentences), key=lambda one: one.span)
    bags = [_bag(one) for one in ordered]
    pairs = list(_alike(ordered, bags))
    found = [*_values(ordered, bags, pairs), *_denials(ordered, bags, pairs)]
    return tuple(sorted(found, key=lambda one: min(one.values[0][1])))


def _bag(sentence: Sentence) -> dict[str, float]:
    """Stems of the words of content with their rarity; the values themselves (with their
    "million" and "crowns") say nothing of what they measure and are left out."""
    table = frequency.load()
    text = sentence.text
    values: tuple[Value, ...] = (*sentence.numbers, *sentence.dates)
    for value in values:
        text = text[: value.start] + " " * (value.end - value.start) + text[value.end :]
    words = (word for word in content_words(text) if not any(c.isdigit() for c in word))
    return {stem(word): table.idf(word) for word in words}


def _alike(
    sentences: Sequence[Sentence], bags: Sequence[dict[str, float]]
) -> Iterator[tuple[int, int, float]]:
    """Pairs of sentences of different articles that share enough rare words, with how much."""
    holders: dict[str, list[int]] = {}
    for i, bag in enumerate(bags):
        if sentences[i].numbers or sentences[i].dates or bag.keys() & (_DENIES | _CONFIRMS):
            for word in bag:
                holders.setdefault(word, []).append(i)
    shared: dict[tuple[int, int], int] = {}
    for word in sorted(holders):
        # A word of most sentences tells none apart; leaving it out keeps this near linear.
        if len(holders[word]) <= max(12, len(sentences) // 4) and len(holders[word]) <= 200:
            for at, i in enumerate(holders[word]):
                for j in holders[word][at + 1 :]:
                    shared[i, j] = shared.get((i, j), 0) + 1
    for (i, j), count in sorted(shared.items()):
        if count < _LEAST_SHARED:
            continue
        one, two = sentences[i], sentences[j]
        if one.span.article_id != two.span.article_id:
            score = _overlap(one, two, bags[i], bags[j])
            if score >= (_SAME_THING if count > _LEAST_SHARED else _NEARLY_ALL):
                yield i, j, score


def _overlap(one: Sentence, two: Sentence, bag: dict[str, float], other: dict[str, float]) -> float:
    """The share of the shorter sentence's weight that both have, in [0, 1]."""
    total = min(sum(bag.values()), sum(other.values()))
    shared = sum(weight for word, weight in bag.items() if word in other)
    if (
        one.names
        and two.names
        and not any(same_name(a.key, b.key) for a in one.names for b in two.names)
    ):
        shared *= 0.7
    return shared / total if total else 0.0


def _given(sentence: Sentence, bag: dict[str, float]) -> list[_Given]:
    """The values of a sentence that can differ: no ordinals, no vague times."""
    out: list[_Given] = []
    for number in sentence.numbers:
        dated = any(m.start < number.end and number.start < m.end for m in sentence.dates)
        if not dated and not number.ordinal:
            out.append(
                _Given(
                    number,
                    sentence,
                    bag,
                    _near(sentence.text, number),
                    _beside(sentence.text, number),
                )
            )
    days = [m for m in sentence.dates if m.grain == "day" and m.first is not None]
    if len(days) == 1:
        out.append(_Given(days[0], sentence, bag, _near(sentence.text, days[0]), frozenset()))
    return out


def _near(text: str, value: Value) -> frozenset[str]:
    around = text[max(0, value.start - _REACH) : value.start] + " "
    around += text[value.end : value.end + _REACH]
    return frozenset(stem(word) for word in content_words(around))


def _vague(value: Value) -> bool:
    """Whether only the words beside a number tell what it counts ("killed 12 people")."""
    return isinstance(value, Quantity) and not value.unit and head(value.counts) in _ANYTHING


def _beside(text: str, value: Value) -> frozenset[str]:
    """The heads and stems of the nearest words of content on either side, which say what
    happened to the people or things counted."""
    left = content_words(text[max(0, value.start - _REACH) : value.start])[-1:]
    right = content_words(text[value.end : value.end + _REACH])[:3]
    return frozenset(stem(head(word)) for word in (*left, *right) if head(word) not in _ANYTHING)


def _values(
    sentences: Sequence[Sentence],
    bags: Sequence[dict[str, float]],
    pairs: Iterable[tuple[int, int, float]],
) -> list[Difference]:
    """Differences in numbers and days."""
    given = [_given(sentence, bag) for sentence, bag in zip(sentences, bags, strict=True)]
    flat = [one for row in given for one in row]
    place = {id(one): i for i, one in enumerate(flat)}
    links: dict[tuple[int, int], float] = {}
    counted = _counted(sentences)
    for i, j, score in pairs:
        for a, b in _matched(given[i], given[j], score):
            if _part(a, b, counted) or _part(b, a, counted):
                continue
            links[place[id(a)], place[id(b)]] = 1.0
    found = []
    for group in average_link(len(flat), links, threshold=0.3):
        difference = _difference([flat[i] for i in group])
        if difference:
            found.append(difference)
    return found


def _counted(sentences: Sequence[Sentence]) -> dict[str, set[tuple[str, float]]]:
    """What each article counts anywhere, and how many of it."""
    counted: dict[str, set[tuple[str, float]]] = {}
    for sentence in sentences:
        own = counted.setdefault(sentence.span.article_id, set())
        own |= {(head(number.counts), number.value) for number in sentence.numbers}
    return counted


def _part(one: _Given, two: _Given, counted: dict[str, set[tuple[str, float]]]) -> bool:
    """Whether an article that gives one small value also counts the other: "one furnace" of
    "its two furnaces" is a part, not another account."""
    a, b = one.value, two.value
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    small = max(a.value, b.value) < _FEW and not _same(a, b)
    return small and (head(b.counts), b.value) in counted[one.sentence.span.article_id]


def _matched(
    one: Sequence[_Given], two: Sequence[_Given], score: float
) -> Iterator[tuple[_Given, _Given]]:
    """The values of two like sentences one to one: equal ones first, then by what is close."""
    options = []
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            if _comparable(a.value, b.value, score):
                if _vague(a.value) and _vague(b.value) and not a.beside & b.beside:
                    continue
                close = len(a.near & b.near) / max(1, min(len(a.near), len(b.near)))
                options.append((not _same(a.value, b.value), -close, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    for differ, close, i, j in sorted(options):
        if i in taken[0] or j in taken[1] or (differ and -close < 0.25):
            continue
        taken[0].add(i)
        taken[1].add(j)
        yield one[i], two[j]


def _comparable(one: Value, two: Value, score: float) -> bool:
    """Whether two values can be of one thing: days; or numbers of one unit and counted thing."""
    if isinstance(one, DateMention) or isinstance(two, DateMention):
        return type(one) is type(two) and score >= _SURELY
    if one.unit != two.unit:
        return False
    a, b = head(one.counts), head(two.counts)
    if a == b or one.unit:
        return True
    return score >= _SURELY and (not a or not b or (a == "people" and b in _PERSONS)
                                 or (b == "people" and a in _PERSONS))  # fmt: skip


def _same(one: Value, two: Value) -> bool:
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return same_value(one, two)
    if isinstance(one, DateMention) and isinstance(two, DateMention):
        alike = one.text.casefold() == two.text.casefold()
        return alike or (one.first == two.first and one.last == two.last)
    return False


def _difference(group: Sequence[_Given]) -> Difference | None:
    """The different values of a group, or None where there is only one."""
    values: list[list[_Given]] = []
    for one in sorted(group, key=lambda item: (item.sentence.span, item.value.start)):
        for same in values:
            if any(_same(one.value, other.value) for other in same):
                same.append(one)
                break
        else:
            values.append([one])
    articles = {one.sentence.span.article_id for one in group}
    if len(values) < 2 or len(articles) < 2:
        return None
    return Difference(
        about=_about(group),
        values=tuple(
            (same[0].value.text, tuple(sorted({one.sentence.span for one in same})))
            for same in values
        ),
    )


def _about(group: Sequence[_Given]) -> str:
    """What the values measure: the counted thing, and words that all the sentences share."""
    first = group[0]
    counted = ""
    if isinstance(first.value, Quantity):
        counted = first.value.counts or first.value.unit
    words = [
        word
        for word in dict.fromkeys(content_words(first.sentence.text))
        if word != counted and all(stem(word) in one.bag for one in group)
    ]
    what = f"number of {counted}" if counted and counted.islower() else counted
    return ": ".join(part for part in (what, ", ".join(words[:4])) if part) or "a value"


def _denials(
    sentences: Sequence[Sentence],
    bags: Sequence[dict[str, float]],
    pairs: Iterable[tuple[int, int, float]],
) -> list[Difference]:
    """What one article has as denied and another as confirmed."""
    found = []
    for i, j, score in pairs:
        if score < _SURELY:
            continue
        kinds = [(bool(bags[k].keys() & _DENIES), bool(bags[k].keys() & _CONFIRMS)) for k in (i, j)]
        if kinds not in ([(True, False), (False, True)], [(False, True), (True, False)]):
            continue
        shared = [word for word in content_words(sentences[i].text) if stem(word) in bags[j]]
        words = {k: "denied" if kinds[at][0] else "confirmed" for at, k in enumerate((i, j))}
        found.append(
            Difference(
                about=" ".join(dict.fromkeys(shared[:6])),
                values=((words[i], (sentences[i].span,)), (words[j], (sentences[j].span,))),
            )
        )
    return found
