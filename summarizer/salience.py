"""How much a claim matters to its event, and which of its sentences says it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from summarizer.context import leaning, outside_quotes
from summarizer.neutral import is_opinion, loaded_words
from summarizer.records import Document, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words, words

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Setting:
    """What an event's claims are measured against.

    ``origin_of`` maps an article to its origin, ``total`` counts the origins, ``title`` holds the
    stems of the titles and how many titles have them, ``day`` is the event's day or None,
    ``lead`` the stems of the leads.
    """

    origin_of: dict[str, int]
    total: int
    title: Counter[str]
    titles: int
    day: date | None
    lead: Counter[str]
    leads: int


def setting(
    documents: Sequence[Document],
    sentences: Sequence[Sentence],
    *,
    origins: tuple[tuple[str, ...], ...],
) -> Setting:
    """The setting of an event; an article that `origins` does not name is its own origin."""
    origin_of = {article: i for i, group in enumerate(origins) for article in group}
    for document in sorted(documents, key=lambda one: one.id):
        origin_of.setdefault(document.id, len(origin_of) + len(origins))
    title: Counter[str] = Counter()
    titles = 0
    lead: Counter[str] = Counter()
    for document in documents:
        stems = {stem(word) for word in content_words(document.article.title)}
        title.update(stems)
        titles += bool(stems)
        for sentence in document.sentences[:2]:
            lead.update({stem(word) for word in content_words(sentence.text)})
    days = Counter(document.day for document in documents if document.day is not None)
    day = min(days, key=lambda one: (-days[one], one)) if days else None
    return Setting(
        origin_of=origin_of,
        total=len({origin_of[document.id] for document in documents}),
        title=title,
        titles=titles,
        day=day,
        lead=lead,
        leads=len(documents),
    )


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


def rank_members(
    sentences: Sequence[Sentence], rows: NDArray[np.float32], *, scene: Setting
) -> list[int]:
    """Indices of a claim's sentences, the best single rendering first."""
    centre = rows.mean(axis=0)
    near = rows @ centre

    def worth(i: int) -> float:
        sentence = sentences[i]
        length = len(words(sentence.text))
        score = float(near[i]) + 0.15 / (1 + sentence.position)
        score -= 0.35 * bool(leaning(sentence.text))
        score -= 0.25 * quoted_share(sentence)
        score -= 0.08 * min(3, len(loaded_words(sentence.text)))
        score -= 0.2 * is_opinion(sentence)
        score -= 0.012 * max(0, length - 32) + 0.03 * max(0, 9 - length)
        score += 0.05 * any(m.grain == "day" for m in sentence.dates)
        return score

    return sorted(range(len(sentences)), key=lambda i: (-worth(i), sentences[i].span))


def salience(
    sentences: Sequence[Sentence], rows: NDArray[np.float32], origins: int, *, scene: Setting
) -> float:
    """The weight of a claim in its event, in [0, 1]; `sentences` has the best rendering first.

    Lead position, words shared with titles and leads, and independent origins raise it; opinion,
    loaded words, bare quotations and days long before the event lower it.
    """
    best = sentences[0]
    lead = max(1 / (1 + 0.3 * sentence.position) for sentence in sentences)
    told = (origins - 1) / (scene.total - 1) if scene.total > 1 else 0.0
    centre = max(_central(sentence, scene) for sentence in sentences)
    score = 0.40 * centre + 0.30 * lead + 0.30 * told if scene.total > 1 else (
        0.55 * centre + 0.45 * lead
    )
    score *= 1 - 0.45 * background(best, scene.day)
    score *= 1 - 0.5 * is_opinion(best)
    score *= 0.9 ** min(4, len(loaded_words(best.text)))
    score *= 1 - 0.35 * quoted_share(best)
    if len(words(best.text)) < 6:
        score *= 0.6
    return float(min(1.0, max(0.0, score)))


def _central(sentence: Sentence, scene: Setting) -> float:
    """The share of a sentence's content that titles and leads have too, in [0, 1]."""
    stems = sorted({stem(word) for word in content_words(sentence.text)})
    if not stems:
        return 0.0
    titles = max(1, scene.titles)
    weight = [
        min(1.0, 0.6 * scene.title[one] / titles + 0.8 * scene.lead[one] / max(1, scene.leads))
        for one in stems
    ]
    weight.sort(reverse=True)
    top = weight[:8]
    return sum(top) / max(5, len(top))
