"""How much a sentence matters to its event, and which of a claim's sentences says it best.

A linear model of what a reader would keep: fitted by ``training/salience.py`` to the overlap of
source sentences with neutral roundups that people wrote. Opinion, loaded words, bare quotations
and days long before the event then lower the result.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from summarizer.context import leaning, outside_quotes
from summarizer.neutral import is_opinion, loaded_score
from summarizer.records import Document, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.frequency import FrequencyTable

FEATURES = ("lead", "first", "title", "told in leads", "tells leads", "near leads", "echo",
            "length", "short", "long", "day")  # fmt: skip
_LEAD = 3


def weights(text: str, idf: FrequencyTable) -> dict[str, float]:
    """The stems of a text's content words with their rarity, at least 1."""
    return {stem(word): idf.idf(word) for word in content_words(text)}


def covered(wanted: Mapping[str, float], have: Mapping[str, float]) -> float:
    """The share of the wanted words' weight that `have` holds, in [0, 1]; 0 for no words."""
    total = sum(wanted.values())
    return sum(w for word, w in wanted.items() if word in have) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What an event's sentences are measured against.

    ``origin_of`` maps an article to its origin, ``total`` counts the origins; ``titles`` and
    ``leads`` hold the words of titles and of first sentences by article; ``centre`` is the mean
    vector of first sentences ``(dim,)``; ``day`` the event's day or None.
    """

    origin_of: dict[str, int]
    total: int
    titles: dict[str, dict[str, float]]
    leads: dict[str, dict[str, float]]
    centre: NDArray[np.float32]
    day: date | None


# More articles than this do not change what titles and leads say; they only cost time.
_MOST_ARTICLES = 40


def scene_of(
    documents: Sequence[Document],
    sentences: Sequence[Sentence],
    rows: NDArray[np.float32],
    *,
    origins: tuple[tuple[str, ...], ...],
    idf: FrequencyTable,
) -> Scene:
    """The scene of an event; an article that `origins` does not name is its own origin.
    `rows` ``(len(sentences), dim)`` are the sentences' vectors."""
    origin_of = {article: i for i, group in enumerate(origins) for article in group}
    ordered = sorted(documents, key=lambda one: one.id)
    for document in ordered:
        origin_of.setdefault(document.id, len(origin_of) + len(origins))
    first: dict[int, Document] = {}
    for document in ordered:
        if document.sentences:
            first.setdefault(origin_of[document.id], document)
    heads = list(first.values())[:_MOST_ARTICLES]
    days = Counter(document.day for document in documents if document.day is not None)
    leads = [i for i, sentence in enumerate(sentences) if sentence.position < 2]
    return Scene(
        origin_of=origin_of,
        total=len({origin_of[document.id] for document in documents}),
        titles={d.id: weights(d.article.title, idf) for d in heads if d.article.title.strip()},
        leads={d.id: weights(" ".join(s.text for s in d.sentences[:_LEAD]), idf) for d in heads},
        centre=rows[leads].mean(axis=0) if leads else rows.sum(axis=0),
        day=min(days, key=lambda one: (-days[one], one)) if days else None,
    )


def features(
    sentence: Sentence, row: NDArray[np.float32], echo: float, *, scene: Scene, idf: FrequencyTable
) -> tuple[float, ...]:
    """The values of `FEATURES`. `echo` is the best score of the sentence with one of another
    article, in [0, 1]."""
    own = weights(sentence.text, idf)
    article = sentence.span.article_id
    leads = [have for one, have in scene.leads.items() if one != article]
    leads = leads or list(scene.leads.values())
    length = len(words(sentence.text))
    return (
        1 / (1 + sentence.position),
        float(sentence.position == 0),
        _mean([covered(title, own) for title in scene.titles.values()]),
        _mean([covered(own, lead) for lead in leads]),
        _mean([covered(lead, own) for lead in leads]),
        float(row @ scene.centre),
        echo,
        min(length, 40) / 40,
        float(length < 9),
        max(0, length - 40) / 20,
        float(any(_near(m.first, scene.day) for m in sentence.dates if m.grain == "day")),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _near(first: date | None, day: date | None) -> bool:
    return first is not None and day is not None and abs((first - day).days) <= 3


@lru_cache(maxsize=1)
def _model() -> tuple[tuple[float, ...], float]:
    """The shipped weights over raw features and the intercept."""
    data = json.loads(files("summarizer").joinpath("data/salience.json").read_text("utf-8"))
    return tuple(data["weights"]), float(data["bias"])


def score(
    sentence: Sentence, row: NDArray[np.float32], echo: float, *, scene: Scene, idf: FrequencyTable
) -> float:
    """The weight of a sentence in its event, in [0, 1]."""
    weight, total = _model()
    for one, value in zip(weight, features(sentence, row, echo, scene=scene, idf=idf), strict=True):
        total += one * value
    total = min(1.0, max(0.0, total))
    total *= 1 - 0.45 * background(sentence, scene.day)
    total *= 1 - 0.5 * is_opinion(sentence)
    total *= 1 - 0.6 * loaded_score(sentence.text)
    return total * (1 - 0.35 * quoted_share(sentence))


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
_DEICTIC = frozenset(("today", "yesterday", "tomorrow", "tonight", "last night", "this morning"))


def rank_members(
    sentences: Sequence[Sentence], scores: Sequence[float], rows: NDArray[np.float32]
) -> list[int]:
    """Indices of a claim's sentences, the best single rendering first: a high score, close to
    what the others say, naming a day, able to stand alone, not overlong."""
    near = rows @ rows.mean(axis=0)

    def worth(i: int) -> float:
        length = len(words(sentences[i].text))
        value = scores[i] + 0.1 * float(near[i]) - 0.35 * bool(leaning(sentences[i].text))
        days = [m.text.casefold() for m in sentences[i].dates if m.grain == "day"]
        value += 0.12 * min(2, sum(day not in _DEICTIC for day in days))
        value -= 0.1 * any(day in _DEICTIC for day in days)
        return value - 0.01 * max(0, length - 36) - 0.1 * quoted_share(sentences[i])

    return sorted(range(len(sentences)), key=lambda i: (-worth(i), sentences[i].span))
