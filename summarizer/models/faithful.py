"""The features by which the judge tells a supported sentence from an unsupported one.

Extractive fragments after Grusky, Naaman and Artzi 2018 ("Newsroom": coverage and density),
n-gram precision, and what the sentence has that the passage lacks: rare words, names, numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer import facts, frequency
from summarizer.agree import same_name, same_value
from summarizer.gate_dates import wrong_dates
from summarizer.gate_facts import facts_of, wrong_numbers
from summarizer.gate_names import wrong_names
from summarizer.gate_quotes import wrong_quotes
from summarizer.gate_roles import wrong_roles
from summarizer.modality import wrong_modality, wrong_polarity
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, ngrams, terms

FEATURES = (
    "coverage", "missing", "bigrams", "trigrams", "fourgrams", "density", "longest", "splices",
    "together", "pairs", "names", "numbers", "polarity", "modality", "length", "unseen",
    "sentences", "weakest coverage", "weakest bigrams", "weakest fourgrams", "weakest unseen",
    "wrong numbers", "wrong dates", "wrong names", "wrong quotes", "wrong roles",
)  # fmt: skip
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")


def features(passage: str, sentence: str) -> tuple[float, ...]:
    """The values of `FEATURES` for a passage and a sentence, each in [0, 1] or nearly so."""
    table = frequency.load()
    parts = [tuple(stem(w) for w in terms(part)) for part in _END.split(passage) if part.strip()]
    source = [word for part in parts for word in part]
    raw = terms(sentence)
    own = tuple(stem(word) for word in raw)
    content = [(stem(w), table.idf(w)) for w in raw if w not in STOPWORDS and len(w) > 1]
    have = set(source)
    total = sum(weight for _, weight in content) or 1.0
    missing = [weight for word, weight in content if word not in have]
    runs = _fragments(own, source)
    length = max(1, len(own))
    return (
        1 - sum(missing) / total,
        min(1.0, sum(missing) / 30.0),
        _precision(own, source, 2),
        _precision(own, source, 3),
        _precision(own, source, 4),
        min(1.0, sum(run * run for run in runs) / length / 20.0),
        max(runs, default=0) / length,
        min(1.0, len(runs) / length),
        _together([word for word, _ in content], parts),
        _pairs([word for word, _ in content], parts),
        _names_missing(passage, sentence),
        _numbers_missing(passage, sentence),
        min(1.0, len(wrong_polarity(sentence, [passage])) / 2),
        min(1.0, len(wrong_modality(sentence, [passage])) / 3),
        min(1.0, length / 60.0),
        _unseen(own, source),
        *_weakest(sentence, source),
        *_wrong(passage, sentence),
    )


def _wrong(passage: str, sentence: str) -> tuple[float, ...]:
    """What the fact gate finds wrong, by kind, each at most 1."""
    own, known = facts_of(sentence), [facts_of(passage)]
    kinds = (wrong_numbers, wrong_dates, wrong_names, wrong_quotes, wrong_roles)
    return tuple(min(1.0, len(kind(own, known)) / 2) for kind in kinds)


def _weakest(text: str, source: Sequence[str]) -> tuple[float, ...]:
    """How many sentences the text has (a quarter of it, at most 2), and of the sentence that
    the passage holds least: coverage, bigrams, four-grams, unseen words."""
    table = frequency.load()
    have = set(source)
    rows = []
    for part in _END.split(text):
        raw = terms(part)
        if not raw:
            continue
        own = tuple(stem(word) for word in raw)
        content = [(stem(w), table.idf(w)) for w in raw if w not in STOPWORDS and len(w) > 1]
        total = sum(weight for _, weight in content) or 1.0
        held = sum(weight for word, weight in content if word in have) / total if content else 1.0
        rows.append(
            (held, _precision(own, source, 2), _precision(own, source, 4), -_unseen(own, source))
        )
    if not rows:
        return (0.0, 1.0, 1.0, 1.0, 0.0)
    low = [min(row[k] for row in rows) for k in range(4)]
    return (min(2.0, len(rows) / 4), low[0], low[1], low[2], -low[3])


def _precision(own: Sequence[str], source: Sequence[str], n: int) -> float:
    """The share of the sentence's n-grams that the passage has; 1 where it has none."""
    grams = ngrams(own, n)
    known = set(ngrams(source, n))
    return sum(gram in known for gram in grams) / len(grams) if grams else 1.0


def _fragments(own: Sequence[str], source: Sequence[str]) -> list[int]:
    """Lengths of the greedy longest runs of the sentence that stand in the passage."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        places.setdefault(word, []).append(at)
    runs = []
    i = 0
    while i < len(own):
        best = 0
        for at in places.get(own[i], ())[:200]:
            n = 1
            while i + n < len(own) and at + n < len(source) and own[i + n] == source[at + n]:
                n += 1
            best = max(best, n)
        if best:
            runs.append(best)
        i += max(1, best)
    return runs


def _together(content: Sequence[str], parts: Sequence[Sequence[str]]) -> float:
    """The greatest share of the content words that one sentence of the passage holds."""
    if not content:
        return 1.0
    return max(
        (sum(w in have for w in content) / len(content) for have in map(set, parts)), default=0.0
    )


def _pairs(content: Sequence[str], parts: Sequence[Sequence[str]]) -> float:
    """The share of neighbouring content words that stand together in one sentence."""
    sets = [set(part) for part in parts]
    pairs = list(pairwise(content))
    if not pairs:
        return 1.0
    return sum(any(a in have and b in have for have in sets) for a, b in pairs) / len(pairs)


def _names_missing(passage: str, sentence: str) -> float:
    """The share of the sentence's names that the passage does not have."""
    own = facts.names(sentence)
    known = facts.names(passage)
    folded = " ".join(terms(passage))
    lost = sum(
        not any(same_name(one.key, two.key) for two in known)
        and " ".join(terms(one.text)) not in folded
        for one in own
    )
    return lost / len(own) if own else 0.0


def _numbers_missing(passage: str, sentence: str) -> float:
    """The share of the sentence's numbers that the passage does not have."""
    own = facts.numbers(sentence)
    known = facts.numbers(passage)
    lost = sum(not any(same_value(one, two) for two in known) for one in own)
    return lost / len(own) if own else 0.0


def _unseen(own: Sequence[str], source: Sequence[str]) -> float:
    """The share of the sentence's words, stop words too, that the passage does not have."""
    have = set(source)
    return sum(word not in have for word in own) / len(own) if own else 0.0
