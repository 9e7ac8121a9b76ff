"""Sentences of other origins that make the same main statement in other words.

Two reports of one event share names and subject however different their statements, so the words
and the meaning of a pair are weighed against what speaks of the same statement: neighbouring words
in common, numbers and days in common, each being the nearest to the other in its article, and
standing early in both. A logistic regression over these, fitted by ``training/retold.py`` on pairs
of sentences of two outlets that were judged by reading.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from summarizer import frequency
from summarizer.agree import contrary, same_days, same_name, same_subject, same_value, strangers
from summarizer.concepts import Phrase, phrases
from summarizer.context import outside_quotes
from summarizer.logistic import Model, chance_of, model_of
from summarizer.records import Quantity, Sentence, Span
from summarizer.stemmer import stem
from summarizer.subject import Subject, same_bearer, subject
from summarizer.tokens import content_words, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "leads", "later", "names", "cosine", "day", "phrases", "numbers", "nearest", "words", "may",
)  # fmt: skip
# Of what the weights alone take, one judged pair in seven is wrong, mostly reports of one event
# that tell of different things. Right are those that mean so much alike (MiniLM) and are each
# nearer to the other, by so much, than the next best sentence of its article is.
_ALIKE, _NEARER = 0.66, 0.07
# First sentences of two articles that mean so much alike and tell what one subject did, on no
# different days, tell the same from this chance on: 32 of the 35 pairs that 1,127 digests of NeuS
# train had told both, by reading.
_LIKE, _OPENS = 0.55, 0.62
# What the other sentences of an article are taken to be like where there is none.
_ALONE = 0.3
_FEWEST_WORDS = 5
# Posts, captions and credits tell nothing by themselves.
_NO_STATEMENT = re.compile(
    r"https?://|\bpic\.twitter|\bt\.co/|\(@\w+\)|\bREUTERS\b|\bAFP\b|\bGetty Images\b|\bAP Photo\b"
)
_MARKS = frozenset('"“‘«„')
_MAY = re.compile(r"\b(?:may|might|could|would|if|whether|consider\w*|possib\w+)\b", re.IGNORECASE)


# The embedder, by the beginning of its signature, whose vectors the weights were fitted with: of
# what they take by the vectors of "static" only four in five are right.
EMBEDDER = "minilm"


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped weights of `FEATURES`, read once; from its threshold on a pair is retold."""
    return model_of(json.loads(files("summarizer").joinpath("data/retold.json").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a sentence is compared by: the stems of its words of content that are no names, with
    their rarity, its pairs of neighbouring stems, its numbers that are no dates."""

    words: dict[str, float]
    phrases: frozenset[Phrase]
    numbers: tuple[Quantity, ...]
    may: bool


class Retellings:
    """The sentences of one event, and how likely two of them tell the same."""

    def __init__(self, sentences: Sequence[Sentence], vectors: NDArray[np.float32]) -> None:
        """`vectors` is float32 ``(len(sentences), dim)`` with unit rows."""
        if len(sentences) != len(vectors):
            raise ValueError(
                f"vectors must have a row per sentence, {len(sentences)}, was: {len(vectors)}"
            )
        self._sentences = sentences
        self._vectors = vectors
        self._row = {sentence.span: i for i, sentence in enumerate(sentences)}
        rows: dict[str, list[int]] = {}
        for i, sentence in enumerate(sentences):
            rows.setdefault(sentence.span.article_id, []).append(i)
        self._articles = {article: np.array(own) for article, own in rows.items()}
        self._traits: dict[int, _Traits] = {}
        self._nothing: dict[int, bool] = {}
        self._subjects: dict[int, Subject | None] = {}
        self._cosines: dict[int, NDArray[np.float32]] = {}

    def at(self, row: int) -> Span:
        """The place of the sentence in a row."""
        return self._sentences[row].span

    def others(self, span: Span) -> tuple[Sentence, ...]:
        """Of each other article the sentence that tells what the sentence at `span` tells, where
        one is likely enough to (the model's threshold), likeliest first."""
        at = self._row.get(span)
        if at is None or self._says_nothing(at):
            return ()
        least = model().threshold
        found: list[tuple[float, Span, Sentence]] = []
        for article, rows in self._articles.items():
            if article == span.article_id:
                continue
            best = int(rows[np.argmax(self._near(at)[rows])])
            chance = self.chance(at, best)
            if chance >= least:
                found.append((-chance, self._sentences[best].span, self._sentences[best]))
        return tuple(sentence for _, _, sentence in sorted(found, key=lambda one: one[:2]))

    def chance(self, one: int, two: int) -> float:
        """How likely the sentences in rows `one` and `two`, of two articles, tell the same main
        statement, in [0, 1]; 0 where their values differ, one makes no statement, or another
        sentence of one article is about as near to the other's."""
        if self._near(one)[two] < _ALIKE or self._says_nothing(one) or self._says_nothing(two):
            return 0.0
        if min(self._margin(one, two), self._margin(two, one)) < _NEARER:
            return 0.0
        if self._contrary(one, two):
            return 0.0
        return self._fitted(one, two)

    def open_alike(self, one: Span, two: Span) -> bool:
        """Whether the sentences at two places, of two articles, open them with one statement: a
        summary tells one of them. Each may tell more besides, so that neither is cited for the
        other; who is, `others` says."""
        a, b = self._row.get(one), self._row.get(two)
        if a is None or b is None or one.article_id == two.article_id:
            return False
        if self._sentences[a].position or self._sentences[b].position:
            return False
        if self._near(a)[b] < _LIKE or self._says_nothing(a) or self._says_nothing(b):
            return False
        own, other = self._about(a), self._about(b)
        if own is None or other is None or own.described != other.described:
            return False
        if not same_bearer(own, other) or self._differ(a, b):
            return False
        return self._fitted(a, b) >= _OPENS

    def _fitted(self, one: int, two: int) -> float:
        """What the weights alone say of two rows, in [0, 1]."""
        fitted = model()
        return chance_of(
            fitted.bias
            + math.fsum(w * x for w, x in zip(fitted.weights, self.features(one, two), strict=True))
        )

    def _about(self, row: int) -> Subject | None:
        if row not in self._subjects:
            self._subjects[row] = subject(self._sentences[row])
        return self._subjects[row]

    def _differ(self, one: int, two: int) -> bool:
        """Whether two rows are not of one statement: values, days or what they deny differ, or only
        one begins with somebody's words."""
        a, b = self._sentences[one], self._sentences[two]
        if _begins_quoted(a) != _begins_quoted(b):
            return True
        days = [[day for day in each.dates if day.grain == "day" and day.first] for each in (a, b)]
        if all(days) and not any(same_days(x, y) for x in days[0] for y in days[1]):
            return True
        return self._contrary(one, two) or contrary(a, b) or strangers(a, b)

    def features(self, one: int, two: int) -> tuple[float, ...]:
        """`FEATURES` of two rows, the same for both orders."""
        a, b = self._sentences[one], self._sentences[two]
        own, other = self._of(one), self._of(two)
        common = len(own.phrases & other.phrases)
        return (
            1 / ((1 + a.position) * (1 + b.position)),
            -math.log1p(max(a.position, b.position)),
            _named(a, b) + _named(b, a),
            float(self._near(one)[two]),
            float(_common_day(a, b)),
            common / max(1, len(own.phrases)) + common / max(1, len(other.phrases)),
            float(min(2, _values(own.numbers, other.numbers), _values(other.numbers, own.numbers))),
            self._margin(one, two) + self._margin(two, one),
            _covered(own.words, other.words) + _covered(other.words, own.words),
            float(own.may != other.may),
        )

    def _near(self, row: int) -> NDArray[np.float32]:
        if row not in self._cosines:
            self._cosines[row] = self._vectors @ self._vectors[row]
        return self._cosines[row]

    def _margin(self, one: int, two: int) -> float:
        """How much nearer `two` is to `one` than the next best sentence of its article is."""
        near = self._near(one)
        rows = self._articles[self._sentences[two].span.article_id]
        rest = near[rows[rows != two]]
        return float(near[two]) - (float(rest.max()) if len(rest) else _ALONE)

    def _contrary(self, one: int, two: int) -> bool:
        """Whether both count the same and the values differ, neither of which the other has."""
        own, other = self._of(one).numbers, self._of(two).numbers
        alone = [a for a in own if not any(same_value(a, b) for b in other)]
        rest = [b for b in other if not any(same_value(a, b) for a in own)]
        return any(a.counts and b.counts and same_subject(a, b) for a in alone for b in rest)

    def _says_nothing(self, row: int) -> bool:
        if row not in self._nothing:
            self._nothing[row] = _unfit(self._sentences[row])
        return self._nothing[row]

    def _of(self, row: int) -> _Traits:
        if row not in self._traits:
            self._traits[row] = _traits(self._sentences[row])
        return self._traits[row]


def _traits(sentence: Sentence) -> _Traits:
    table = frequency.load()
    names = {stem(word) for name in sentence.names for word in terms(name.text)}
    bag = {stem(word): table.idf(word) for word in content_words(sentence.text)}
    return _Traits(
        words={word: weight for word, weight in bag.items() if word not in names},
        phrases=phrases(sentence.text),
        numbers=tuple(
            number
            for number in sentence.numbers
            if not number.ordinal
            and not any(d.start < number.end and number.start < d.end for d in sentence.dates)
        ),
        may=bool(_MAY.search(outside_quotes(sentence.text))),
    )


def _unfit(sentence: Sentence) -> bool:
    """Whether a sentence makes no statement of its own."""
    return len(terms(sentence.text)) < _FEWEST_WORDS or bool(_NO_STATEMENT.search(sentence.text))


def _begins_quoted(sentence: Sentence) -> bool:
    return sentence.text.lstrip()[:1] in _MARKS


def _named(one: Sentence, two: Sentence) -> float:
    """The share of one's names that the other has, in [0, 1]; 0.5 where it has none."""
    own = {name.key for name in one.names}
    if not own:
        return 0.5
    return sum(any(same_name(key, name.key) for name in two.names) for key in own) / len(own)


def _common_day(one: Sentence, two: Sentence) -> bool:
    return any(
        a.grain == b.grain == "day" and same_days(a, b) for a in one.dates for b in two.dates
    )


def _values(one: Sequence[Quantity], two: Sequence[Quantity]) -> int:
    """How many of one's values the other has."""
    return sum(any(same_value(a, b) for b in two) for a in one)


def _covered(wanted: dict[str, float], have: dict[str, float]) -> float:
    total = math.fsum(wanted.values())
    return math.fsum(w for u, w in wanted.items() if u in have) / total if total else 0.0
