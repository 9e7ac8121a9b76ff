"""Where sources give different values for the same thing: numbers, days, places, who did it, and
what one denies and another confirms.

The values of two articles are matched one to one by how likely what stands around them makes it
that they are of one thing (`same_thing`); equal values, also in other spellings and roundings,
are matched first. What is then matched and not equal is a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp

from summarizer.certain import Around, surety
from summarizer.cluster import average_link
from summarizer.differ import about, may_differ, phrase, same, shown, spelled
from summarizer.overlap import Bag, dice, overlap
from summarizer.records import Claim, DateMention, Document, Name, Quantity, Sentence, Span
from summarizer.same_thing import likeness
from summarizer.slots import Kind, Slot, Value, slots, words
from summarizer.stemmer import stem
from summarizer.tokens import content_words
from summarizer.tolls import named, told_as, tolls

# Equal values are matched before others that are likelier by no more than this, where their
# sentences share anything to speak of.
_EQUAL, _LEAST_EQUAL = 0.45, 0.20
# But not where sentences that are as alike as this, of which one value is sure to differ, are more
# alike by so much.
_LIKE, _LESS = 0.65, 2 / 3
# Sentences are compared where they share two words of content and this of the shorter's weight.
_LEAST_SHARED, _LEAST_COVER = 2, 0.25
_SURELY, _SURELY_BOTH = 0.60, 0.45
_LEAST_ABOUT = 3
# How a text says that something is denied or confirmed, by what is listed.
SAID = {
    "denied": "den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:es?|ed)|disput(?:es?|ed)|"
    "dismiss(?:es|ed)?",
    "confirmed": "confirm(?:s|ed|ing)?|admit(?:s|ted)?|acknowledg(?:es?|ed)",
}
_DENIES = frozenset(map(stem, ("denied", "rejected", "refuted", "disputed", "dismissed")))
_CONFIRMS = frozenset(map(stem, ("confirmed", "admitted", "acknowledged")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``about`` in words; ``values``: each as its sources spell it, with where they do;
    ``facts``: one rendering of each value, none where something is denied; ``told``: each with
    what it counts and how exactly ("more than 1,000 protesters")."""

    about: str
    values: tuple[tuple[str, tuple[Span, ...]], ...]
    facts: tuple[Value, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def lower(self) -> bool:
        """Whether the values are words that only their place gave a capital ("Nine")."""
        return not any(isinstance(fact, Name | DateMention) for fact in self.facts)


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
    bags = [words(one, one.text) for one in ordered]
    given = [slots(one, bag) for one, bag in zip(ordered, bags, strict=True)]
    pairs = list(_alike(ordered, bags, given))
    found = [*_values(given, pairs), *_denials(ordered, bags, pairs)]
    return tuple(sorted(found, key=lambda one: min(one.values[0][1])))


def _alike(
    sentences: Sequence[Sentence], bags: Sequence[Bag], given: Sequence[Sequence[Slot]]
) -> Iterator[tuple[int, int, float]]:
    """Pairs of sentences of different articles that share enough rare words, with how much."""
    holders: dict[str, list[int]] = {}
    for i, bag in enumerate(bags):
        if given[i] or bag.keys() & (_DENIES | _CONFIRMS):
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
        if count < _LEAST_SHARED or sentences[i].span.article_id == sentences[j].span.article_id:
            continue
        score = overlap(bags[i], bags[j])
        if score >= _LEAST_COVER:
            yield i, j, score


def _values(
    given: Sequence[Sequence[Slot]], pairs: Iterable[tuple[int, int, float]]
) -> list[Difference]:
    """Differences in numbers, days, places and agents."""
    flat = [slot for row in given for slot in row]
    place = {id(slot): i for i, slot in enumerate(flat)}
    around = Around(given)
    options: dict[tuple[str, str, str], list[tuple[Slot, Slot]]] = {}
    for i, j, _ in pairs:
        for a in given[i]:
            for b in given[j]:
                if a.kind == b.kind and may_differ(a, b):
                    options.setdefault((a.article, b.article, a.kind), []).append((a, b))
    links: dict[tuple[int, int], float] = {}
    for key in sorted(options):
        for a, b in _matched(options[key], around):
            links[place[id(a)], place[id(b)]] = 1.0
    for a, b in tolls(given):
        links[place[id(a)], place[id(b)]] = 1.0
    groups = average_link(len(flat), links, threshold=0.3)
    found = [_difference([flat[i] for i in group]) for group in groups]
    home = {i: n for n, group in enumerate(groups) for i in group}
    for i, j in sorted(links):
        # What many tell alike is one group, which a single other value does not join; and "2014"
        # agrees with "May 2014" and with "June 2014".
        if (home[i] != home[j] or found[home[i]] is None) and not same(flat[i], flat[j]):
            sides = [
                [s for k in groups[home[n]] if same(s := flat[k], flat[n]) and not same(s, flat[m])]
                for n, m in ((i, j), (j, i))
            ]
            if not {s.article for s in sides[0]} & {s.article for s in sides[1]}:
                found.append(_difference([*sides[0], *sides[1]]))
    return _merged([one for one in found if one is not None])


def _matched(options: Sequence[tuple[Slot, Slot]], around: Around) -> Iterator[tuple[Slot, Slot]]:
    """The values of two articles one to one, the likeliest first; of those that are not equal
    only the sure ones."""
    taken: set[int] = set()
    rated, equal = [], []
    nearer: dict[int, float] = {}
    for like, (a, b) in zip(likeness(options), options, strict=True):
        if same(a, b):
            equal.append((like, a, b))
        elif (sure := surety(a, b, like, around)) >= 0:
            rated.append((max(like.chance, 1 / (1 + exp(-sure))), a, b))
            if like.sentence >= _LIKE:
                for slot in (a, b):
                    nearer[id(slot)] = max(nearer.get(id(slot), 0.0), _LESS * like.sentence)
    for like, a, b in equal:
        least = max(_LEAST_EQUAL, nearer.get(id(a), 0.0), nearer.get(id(b), 0.0))
        rated.append((like.chance + _EQUAL * (like.sentence >= least), a, b))
    rated.sort(key=lambda one: (-one[0], one[1].place, one[2].place))
    for _, a, b in rated:
        if id(a) not in taken and id(b) not in taken:
            taken |= {id(a), id(b)}
            yield a, b


def _difference(group: Sequence[Slot]) -> tuple[Kind, list[list[Slot]]] | None:
    """The different values of a group, or None where there is only one."""
    values: list[list[Slot]] = []
    for one in sorted(group, key=lambda slot: (slot.sentence.span, slot.value.start)):
        for alike in values:
            if any(same(one, other) for other in alike):
                alike.append(one)
                break
        else:
            values.append([one])
    return (group[0].kind, values) if _between_articles(values) else None


def _between_articles(values: Sequence[Sequence[Slot]]) -> bool:
    """Whether two articles give one of two values each. An article that gives both tells of two
    things, or of a former and a later one."""
    given = [{one.article for one in value} for value in values]
    return any(a - b and b - a for n, a in enumerate(given) for b in given[n + 1 :])


def _merged(found: Sequence[tuple[Kind, list[list[Slot]]]]) -> list[Difference]:
    """The differences, those between the same values as one."""
    out: list[tuple[Kind, list[list[Slot]]]] = []
    for kind, values in found:
        for other, known in out:
            if kind == other and all(
                any(may_differ(v[0], k[0]) and same(v[0], k[0]) for k in known) for v in values
            ):
                for value in values:
                    next(k for k in known if same(value[0], k[0])).extend(value)
                break
        else:
            out.append((kind, values))
    told = [
        Difference(
            about=named(values) or about([slot for value in values for slot in value]),
            values=tuple(
                (shown(value[0]), tuple(sorted({slot.sentence.span for slot in value})))
                for value in values
            ),
            facts=tuple(value[0].value for value in values),
            told=_told(values),
        )
        for _, values in out
        if _between_articles(values)
    ]
    # "3-1" and "4-2" differ in both numbers, and are one difference.
    return list({one.values: one for one in reversed(told)}.values())[::-1]


def _told(values: Sequence[Sequence[Slot]]) -> tuple[str, ...]:
    """The values with what they count and how exactly."""
    lower = all(isinstance(value[0].value, Quantity) for value in values)
    noun = named(values)
    return tuple(
        told_as(phrase(one, lower=lower), one.value.counts, noun)
        if noun and isinstance(one.value, Quantity)
        else phrase(one, lower=lower)
        for one, *_ in values
    )


def _denials(
    sentences: Sequence[Sentence],
    bags: Sequence[Bag],
    pairs: Iterable[tuple[int, int, float]],
) -> list[Difference]:
    """What one article has as denied and another as confirmed."""
    found = []
    for i, j, score in pairs:
        if score < _SURELY or dice(bags[i], bags[j]) < _SURELY_BOTH:
            continue
        kinds = [(bool(bags[k].keys() & _DENIES), bool(bags[k].keys() & _CONFIRMS)) for k in (i, j)]
        if kinds not in ([(True, False), (False, True)], [(False, True), (True, False)]):
            continue
        said = {k: "denied" if kinds[at][0] else "confirmed" for at, k in enumerate((i, j))}
        found.append(
            Difference(
                about=_what(sentences[i].text, said[i], bags[j]),
                values=((said[i], (sentences[i].span,)), (said[j], (sentences[j].span,))),
            )
        )
    return found


def _what(text: str, said: str, other: Bag) -> str:
    """What is denied or confirmed: the words of content behind that word which the other sentence
    has, too, at most six; those of the whole sentence where they are fewer than three."""
    found = re.search(rf"\b(?:{SAID[said]})\b", text, re.IGNORECASE)
    for start in (found.end() if found else 0, 0):
        told = [w for w in content_words(text[start:]) if stem(w) in other and w.isalpha()]
        if len(told) >= _LEAST_ABOUT:
            break
    return " ".join(spelled(word, text) for word in dict.fromkeys(told[:6]))
