"""How much a sentence matters to its event, and which sentence of a claim says it best.

A linear model of what a reader would keep, over a sentence's own features and the worth of its
phrases (`concepts`): fitted by ``training/salience.py`` to the overlap of source sentences with
neutral roundups that people wrote. Opinion, loaded words, bare quotations and days long before the
event then lower the result.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from summarizer.concepts import LEAD, Phrase, Telling, chances, phrases, table, worth
from summarizer.context import leaning, outside_quotes
from summarizer.fitness import unfit
from summarizer.neutral import is_opinion, loaded_score
from summarizer.records import Document, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.frequency import FrequencyTable

ALONE = (
    "lead", "first", "own title", "titles", "words in a lead", "phrases in leads", "tells leads",
    "told", "length", "short", "long",
)  # fmt: skip
FEATURES = (*ALONE, "phrases", "phrases in all")
# How much of its weight a sentence loses that tells old days, is opinion, loaded, a quotation.
_BACKGROUND, _OPINION, _LOADED, _QUOTED = 0.3, 0.35, 0.5, 0.35
# A budget is spent in words: of sentences equally worth it for each word, the one that tells more
# comes first. Weight grows with this power of a sentence's length up to so many words, and is left
# as it is at the middle one. All chosen on one half of NeuS train, see training/README.md.
_POWER, _MOST_WORDS, _MIDDLE_WORDS = 0.65, 40, 25


def weights(text: str, idf: FrequencyTable) -> dict[str, float]:
    """The stems of a text's content words with their rarity, at least 1."""
    return {stem(word): idf.idf(word) for word in content_words(text)}


def covered(wanted: Mapping[str, float], have: Container[str]) -> float:
    """The share of the wanted words' weight that `have` holds, in [0, 1]; 0 for no words."""
    total = sum(wanted.values())
    return sum(w for word, w in wanted.items() if word in have) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """What one origin tells: the words of its title and of its first sentences with their weight,
    the phrases of its first sentences, and every word of it."""

    title: dict[str, float]
    lead: dict[str, float]
    phrases: frozenset[Phrase]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an event's sentences are measured against.

    ``origin_of`` maps an article to its origin, ``total`` counts the origins; ``heads`` holds one
    article's words of each origin, ``titles`` those of every title by article; ``day`` is the
    event's day or None.
    """

    origin_of: dict[str, int]
    total: int
    heads: dict[int, Head]
    titles: dict[str, dict[str, float]]
    day: date | None

    def others(self, article: str) -> list[Head]:
        """The heads of the other origins; of a single origin, its own."""
        own = self.origin_of[article]
        return [head for origin, head in self.heads.items() if origin != own] or list(
            self.heads.values()
        )


# More origins than this do not change what titles and leads say; they only cost time.
_MOST_ORIGINS = 40


def scene_of(
    documents: Sequence[Document], *, origins: tuple[tuple[str, ...], ...], idf: FrequencyTable
) -> Scene:
    """The scene of an event; an article that `origins` does not name is its own origin."""
    origin_of = {article: i for i, group in enumerate(origins) for article in group}
    ordered = sorted(documents, key=lambda one: one.id)
    for document in ordered:
        origin_of.setdefault(document.id, len(origin_of) + len(origins))
    first: dict[int, Document] = {}
    for document in ordered:
        if document.sentences:
            first.setdefault(origin_of[document.id], document)
    days = Counter(document.day for document in documents if document.day is not None)
    return Scene(
        origin_of=origin_of,
        total=len({origin_of[document.id] for document in documents}),
        heads={o: _head(document, idf) for o, document in list(first.items())[:_MOST_ORIGINS]},
        titles={document.id: weights(document.article.title, idf) for document in ordered},
        day=min(days, key=lambda one: (-days[one], one)) if days else None,
    )


def _head(document: Document, idf: FrequencyTable) -> Head:
    lead = document.sentences[:LEAD]
    return Head(
        title=weights(document.article.title, idf),
        lead=weights(" ".join(sentence.text for sentence in lead), idf),
        phrases=frozenset(pair for sentence in lead for pair in phrases(sentence.text)),
        words=frozenset(stem(w) for one in document.sentences for w in content_words(one.text)),
    )


def features(sentence: Sentence, *, scene: Scene, idf: FrequencyTable) -> tuple[float, ...]:
    """The values of `ALONE`, most of them in [0, 1]."""
    own = weights(sentence.text, idf)
    pairs = phrases(sentence.text)
    others = scene.others(sentence.span.article_id)
    length = len(words(sentence.text))
    return (
        1 / (1 + sentence.position),
        float(sentence.position == 0),
        covered(scene.titles[sentence.span.article_id], own),
        _mean([covered(head.title, own) for head in others]),
        max((covered(own, head.lead) for head in others), default=0.0),
        _mean([len(pairs & head.phrases) / len(pairs) for head in others]) if pairs else 0.0,
        _mean([covered(head.lead, own) for head in others]),
        _mean([sum(word in head.words for word in own) / len(own) for head in others])
        if own
        else 0.0,
        min(length, 40) / 40,
        float(length < 9),
        max(0, length - 40) / 20,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


class Linear(NamedTuple):
    """Weights over raw features and the intercept."""

    weights: tuple[float, ...]
    bias: float

    def value(self, features: Sequence[float]) -> float:
        """The weighted sum, cut to [0, 1]."""
        pairs = zip(self.weights, features, strict=True)
        return min(1.0, max(0.0, self.bias + sum(weight * value for weight, value in pairs)))


@lru_cache(maxsize=1)
def _models() -> dict[str, Linear]:
    """The shipped models: "alone" over `ALONE`, "phrases" over `concepts.FEATURES`, "sentences"
    over `FEATURES`."""
    data = json.loads(files("summarizer").joinpath("data/salience.json").read_text("utf-8"))
    return {name: Linear(tuple(one["weights"]), float(one["bias"])) for name, one in data.items()}


def scores(
    wordings: Sequence[Sequence[Sentence]], *, scene: Scene, idf: FrequencyTable
) -> list[float]:
    """The weight of each wording in its event, in [0, 1].

    A wording is given by the sentences that are it, one or more; the first is weighed.
    """
    models = _models()
    rows = [features(places[0], scene=scene, idf=idf) for places in wordings]
    tellings = [
        tellings_of(places, models["alone"].value(row), scene=scene)
        for places, row in zip(wordings, rows, strict=True)
    ]
    keys, found = event_phrases([one for group in tellings for one in group], scene=scene)
    told = worth([group[0] for group in tellings], keys, chances(found, *models["phrases"]))
    return [
        min(1.0, models["sentences"].value((*row, *extra)) * _room(places[0]))
        * _kept(places[0], scene.day)
        for places, row, extra in zip(wordings, rows, told, strict=True)
    ]


def tellings_of(places: Sequence[Sentence], alone: float, *, scene: Scene) -> list[Telling]:
    """What `concepts` reads of a wording; `alone` is its weight by its own features."""
    own = phrases(places[0].text)
    return [
        Telling(own, scene.origin_of[one.span.article_id], one.position, alone) for one in places
    ]


def event_phrases(
    tellings: Sequence[Telling], *, scene: Scene
) -> tuple[tuple[Phrase, ...], NDArray[np.float64]]:
    """The phrases of an event and their features, see `concepts.table`."""
    titles = [head.title for head in scene.heads.values()]
    return table(tellings, origins=scene.total, titles=titles)


def _room(sentence: Sentence) -> float:
    """What a sentence's length makes of its weight, about 1."""
    return float((min(_MOST_WORDS, len(words(sentence.text))) / _MIDDLE_WORDS) ** _POWER)


def _kept(sentence: Sentence, day: date | None) -> float:
    """The share of its weight that a sentence keeps, in [0, 1]."""
    kept = 1 - _BACKGROUND * background(sentence, day)
    kept *= 1 - _OPINION * is_opinion(sentence)
    kept *= 1 - _LOADED * loaded_score(sentence.text)
    return kept * (1 - _QUOTED * quoted_share(sentence))


def background(sentence: Sentence, day: date | None) -> float:
    """How much of a sentence's time is before the event, in [0, 1]: 1 where every day it names is
    more than ten days before `day`, 0 where it names none or the event's own days."""
    known = [mention for mention in sentence.dates if mention.first is not None]
    if day is None or not known:
        return 0.0
    old = [m for m in known if m.last is not None and m.last < day - timedelta(days=10)]
    return len(old) / len(known)


def quoted_share(sentence: Sentence) -> float:
    """The share of a sentence's words that stand between quotation marks, in [0, 1]."""
    total = len(words(sentence.text))
    return 1 - len(words(outside_quotes(sentence.text))) / total if total else 0.0


# Days that mean another day to whoever reads the summary later.
DEICTIC = frozenset(("today", "yesterday", "tomorrow", "tonight", "last night", "this morning"))


def rank_members(
    sentences: Sequence[Sentence], scores: Sequence[float], rows: NDArray[np.float32]
) -> list[int]:
    """Indices of a claim's sentences, the best single rendering first: a high score, close to
    what the others say, naming a day, able to stand alone, not overlong; those whose form stands
    against them last."""
    near = rows @ rows.mean(axis=0)

    def worth(i: int) -> float:
        length = len(words(sentences[i].text))
        value = scores[i] + 0.03 * float(near[i]) - 0.35 * bool(leaning(sentences[i].text))
        days = [m.text.casefold() for m in sentences[i].dates if m.grain == "day"]
        value += 0.03 * min(2, sum(day not in DEICTIC for day in days))
        value -= 0.06 * any(day in DEICTIC for day in days)
        return value - 0.005 * max(0, length - 36) - 0.1 * quoted_share(sentences[i])

    poor = [bool(unfit(sentence.text)) for sentence in sentences]
    return sorted(range(len(sentences)), key=lambda i: (poor[i], -worth(i), sentences[i].span))
