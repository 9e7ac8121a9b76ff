"""Where sources give different values for the same thing.

Two numbers are about one thing when their sentences are (the words around them, what they count)
and their units agree; they differ when no rounding or spelling makes them one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import frequency
from summarizer.agree import head, same_name, same_value
from summarizer.linkage import average_link
from summarizer.records import Claim, Document, Quantity, Sentence, Span
from summarizer.stemmer import stem
from summarizer.tokens import content_words

# From this weighted overlap of their sentences' words on, two numbers are about one thing.
_SAME_THING = 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``about`` in words; ``values``: each as its sources spell it, with where they do."""

    about: str
    values: tuple[tuple[str, tuple[Span, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """A number where it was given."""

    number: Quantity
    sentence: Sentence
    bag: dict[str, float]


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
    given = _numbers(sorted(sentences, key=lambda one: one.span))
    pairs = _pairs(given)
    found = []
    for group in average_link(len(given), pairs, threshold=_SAME_THING):
        difference = _difference([given[i] for i in group])
        if difference:
            found.append(difference)
    return tuple(found)


def _numbers(sentences: Sequence[Sentence]) -> list[_Given]:
    table = frequency.load()
    out = []
    for sentence in sentences:
        for number in sentence.numbers:
            if _is_date(number, sentence) or number.ordinal:
                continue
            near = sentence.text[: number.start] + " " + sentence.text[number.end :]
            bag = {stem(word): table.idf(word) for word in content_words(near) if word.isalpha()}
            out.append(_Given(number, sentence, bag))
    return out


def _is_date(number: Quantity, sentence: Sentence) -> bool:
    return any(m.start < number.end and number.start < m.end for m in sentence.dates)


def _pairs(given: Sequence[_Given]) -> dict[tuple[int, int], float]:
    """How much two numbers are about one thing; only of one unit and one counted thing."""
    buckets: dict[tuple[str, str], list[int]] = {}
    for i, one in enumerate(given):
        buckets.setdefault((one.number.unit, head(one.number.counts)), []).append(i)
    out: dict[tuple[int, int], float] = {}
    for members in buckets.values():
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                if given[i].sentence.span.article_id == given[j].sentence.span.article_id:
                    continue
                score = _overlap(given[i], given[j])
                if score >= 0.2:
                    out[i, j] = score
    return out


def _overlap(one: _Given, two: _Given) -> float:
    total = min(sum(one.bag.values()), sum(two.bag.values()))
    if not total:
        return 0.0
    shared = sum(weight for word, weight in one.bag.items() if word in two.bag)
    a, b = one.sentence.names, two.sentence.names
    if a and b and not any(same_name(x.key, y.key) for x in a for y in b):
        shared *= 0.6
    return shared / total


def _difference(group: Sequence[_Given]) -> Difference | None:
    """The different values of a group, or None where there is only one."""
    values: list[list[_Given]] = []
    for one in sorted(group, key=lambda item: (item.sentence.span, item.number.start)):
        for same in values:
            if any(same_value(one.number, other.number) for other in same):
                same.append(one)
                break
        else:
            values.append([one])
    if len(values) < 2:
        return None
    return Difference(
        about=_about(group),
        values=tuple(
            (same[0].number.text, tuple(sorted({one.sentence.span for one in same})))
            for same in values
        ),
    )


def _about(group: Sequence[_Given]) -> str:
    """What the numbers measure: the counted thing, and the words all sentences share."""
    first = group[0]
    shared = [
        word
        for word in content_words(first.sentence.text)
        if all(stem(word) in one.bag for one in group)
    ]
    counted = first.number.counts or first.number.unit
    words = [word for word in dict.fromkeys(shared) if word != counted][:5]
    return ": ".join(part for part in (counted, " ".join(words)) if part) or "a number"
