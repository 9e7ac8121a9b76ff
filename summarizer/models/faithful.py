"""What tells a supported sentence from an unsupported one: features in fixed order."""

from __future__ import annotations

from summarizer import frequency
from summarizer.stemmer import stem
from summarizer.tokens import content_words, ngrams, terms

FEATURES = ("coverage", "bigrams", "missing")


def features(passage: str, sentence: str) -> tuple[float, ...]:
    """The values of `FEATURES` for a passage and a sentence."""
    table = frequency.load()
    have = {stem(word) for word in content_words(passage)}
    want = {stem(word): table.idf(word) for word in content_words(sentence)}
    total = sum(want.values()) or 1.0
    missing = [weight for unit, weight in want.items() if unit not in have]
    pairs = set(ngrams(terms(passage), 2))
    own = ngrams(terms(sentence), 2)
    kept = sum(pair in pairs for pair in own) / len(own) if own else 1.0
    return (1 - sum(missing) / total, kept, float(min(6, len(missing))))
