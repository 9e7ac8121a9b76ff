"""How many news articles a word occurs in, and how often it is written with a capital.

The table is made by ``training/frequency.py`` from 42,000 news articles; five articles of one
event are too few to learn from them which words are rare.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_TABLE = "frequency.tsv.gz"
# A word that is written small more often than this is nobody's name.
_CAPITALS = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyTable:
    """Document frequencies of folded words (``summarizer.tokens.terms``).

    ``documents`` is the number of articles counted; ``counts`` maps a word to the articles it
    occurs in; ``capitals`` maps a word to the share, in [0, 1], of its occurrences inside a
    sentence that are written with a capital (words seen too rarely inside sentences are absent).
    """

    documents: int
    counts: dict[str, int]
    capitals: dict[str, float]

    def idf(self, term: str) -> float:
        """``ln((documents + 1) / (df + 1)) + 1``, at least 1; an unknown term gets the largest
        value, as if no article held it."""
        return math.log((self.documents + 1) / (self.counts.get(term, 0) + 1)) + 1.0

    def capital_share(self, term: str) -> float | None:
        """How often the folded word is capitalised inside sentences, in [0, 1]; None where the
        table does not know it."""
        return self.capitals.get(term)


@lru_cache(maxsize=1)
def load() -> FrequencyTable:
    """The shipped table, read once."""
    packed = resources.files("summarizer").joinpath("data").joinpath(_TABLE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    documents = int(lines[0].split("\t")[1])
    counts: dict[str, int] = {}
    capitals: dict[str, float] = {}
    for line in lines[1:]:
        term, count, share = line.split("\t")
        if count != "0":
            counts[term] = int(count)
        if share:
            capitals[term] = int(share) / 100.0
    return FrequencyTable(documents=documents, counts=counts, capitals=capitals)


def is_proper(word: str) -> bool:
    """Whether a folded word is hardly ever written small, so that it may stand alone as a name."""
    share = load().capital_share(word)
    return share is None or share >= _CAPITALS
