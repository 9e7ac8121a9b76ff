"""Which articles have one origin: wire copies, reprints and near-identical texts.

Forty papers that carry one agency story are one voice, not forty. Two articles share an origin
when most of the shorter one's wording stands in the other (a copy may be cut short), or when both
credit the same agency and share a good part of their wording. Candidates come from MinHash with
locality-sensitive hashing (Broder 1997; datasketch) over word shingles and from sentences that
stand in both; each is verified on its exact shingles. An article is compared with the longest
article of each origin only, so a text that is given a thousand times costs a thousand steps.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.records import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Shingles of this many words: long enough that shared ones are copied, not chance.
_SHINGLE = 5
# Share of the shorter text's shingles that must stand in the longer one. Hand-set: reprints that
# were edited or cut keep well over half; two reports that quote one statement share under a third.
_CONTAINED = 0.6
# The same when both credit one agency.
_CONTAINED_CREDITED = 0.3
# A text with fewer shingles than this has the origin of another only where it is equal to it.
_FEWEST = 8
# A sentence of at least this many words that stands in two articles makes them candidates.
_LONG_SENTENCE = 9
# An article is verified against at most this many origins, those with most in common first.
_CAP = 24
# A sentence that stands in more origins than this is a formula, not a copied line.
_COMMON = 200
_PERMUTATIONS = 64
_PRIME, _BASE = 2**61 - 1, 1_000_003
_LSH_THRESHOLD = 0.45
_SEED = 20180320

_WORD = re.compile(r"\w+")
# How an agency is credited: "(Reuters) -" after the place, "Distributed by X", "X news agency".
_PARENTHESISED = re.compile(r"\(([A-Z][^()\n]{1,40})\)\s*[-–—:]")
_LABELLED = re.compile(
    r"(?i:distributed by|source:|copyright(?: ©)?(?: \d{4})?|©(?: ?\d{4})?)\s*(?:the\s+)?"
    r"([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3})"
)
_NAMED = re.compile(
    r"\b((?:[A-Z][\w-]*\s){0,3}(?:Wire|Newswire|News Agency|News Service|Press Agency|"
    r"Associated Press|Press Association|France-Presse|Reuters|AFP|UPI|Xinhua|Interfax|TASS))\b"
)
_SAME_AGENCY = {"associated press": "ap", "agence france-presse": "afp", "france-presse": "afp"}
# A credit stands at the edges of an article: this many characters at each end are searched.
_EDGE = 240


@dataclass(frozen=True, slots=True)
class _Text:
    """What is compared of one distinct wording: shingle hashes, long sentences, credits, size."""

    shingles: frozenset[int]
    sentences: tuple[str, ...]
    credits: frozenset[str]
    words: int


def find_origins(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """The partition of all article ids by origin: sorted tuples in sorted order.

    The result does not depend on the order of ``documents``. An article without story sentences
    is compared by its whole text; one without words stands alone.
    """
    texts: dict[str, _Text] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.id):
        words = _words(document)
        key = _digest(" ".join(words)) if words else "id:" + document.id
        members[key].append(document.id)
        if key not in texts:
            texts[key] = _prepare(document, words)
        else:
            old = texts[key]
            both = old.credits | _credits(document)
            texts[key] = _Text(old.shingles, old.sentences, both, old.words)
    groups: dict[str, list[str]] = defaultdict(list)
    for key, leader in _lead(texts).items():
        groups[leader].extend(members[key])
    return tuple(sorted(tuple(sorted(ids)) for ids in groups.values()))


def _lead(texts: dict[str, _Text]) -> dict[str, str]:
    """Each key's leader: itself, or the key of the longer text that it is a copy of."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=_LSH_THRESHOLD, num_perm=_PERMUTATIONS)
    by_sentence: dict[str, list[str]] = defaultdict(list)
    leader: dict[str, str] = {}
    for key in sorted(texts, key=lambda key: (-texts[key].words, key)):
        text = texts[key]
        if len(text.shingles) < _FEWEST:
            leader[key] = key
            continue
        sketch = _sketch(text.shingles)
        votes = Counter({str(found): 1 for found in index.query(sketch)})
        for sentence in text.sentences:
            if len(by_sentence[sentence]) <= _COMMON:
                votes.update(by_sentence[sentence])
        best = _best_leader(text, texts, votes)
        leader[key] = best or key
        if best is None:
            index.insert(key, sketch, check_duplication=False)
            for sentence in text.sentences:
                by_sentence[sentence].append(key)
    return leader


def _best_leader(text: _Text, texts: dict[str, _Text], votes: Counter[str]) -> str | None:
    """The candidate that contains most of ``text``, if it contains enough of it."""
    best: tuple[float, str] | None = None
    for key in sorted(votes, key=lambda key: (-votes[key], key))[:_CAP]:
        other = texts[key]
        shared = len(text.shingles & other.shingles) / len(text.shingles)
        needed = _CONTAINED_CREDITED if text.credits & other.credits else _CONTAINED
        if shared >= needed and (best is None or (-shared, key) < best):
            best = (-shared, key)
    return best[1] if best else None


def _prepare(document: Document, words: list[str]) -> _Text:
    """The shingles, long sentences and credits of an article."""
    hashes = [_word_hash(word) for word in words]
    # A polynomial over the words' hashes, modulo a Mersenne prime (Karp and Rabin 1987).
    shingles = frozenset(
        (((((a * _BASE + b) % _PRIME) * _BASE + c) % _PRIME * _BASE + d) % _PRIME * _BASE + e)
        % _PRIME
        for a, b, c, d, e in zip(*(hashes[start:] for start in range(_SHINGLE)), strict=False)
    )
    sentences = []
    for sentence in document.sentences:
        pieces = _WORD.findall(sentence.text.casefold())
        if len(pieces) >= _LONG_SENTENCE:
            sentences.append(_digest(" ".join(pieces)))
    return _Text(shingles, tuple(dict.fromkeys(sentences)), _credits(document), len(words))


def _words(document: Document) -> list[str]:
    """The case-folded words of the story, or of the whole text where no story was found."""
    text = " ".join(sentence.text for sentence in document.sentences) or document.article.text
    return _WORD.findall(text.casefold())


def _credits(document: Document) -> frozenset[str]:
    """The agencies that an article credits at its edges or in what was set aside."""
    text = document.article.text
    places = [text[:_EDGE], text[-_EDGE:]]
    places += [text[mark.span.start : mark.span.end][:_EDGE] for mark in document.boilerplate]
    found = set()
    for place in places:
        for pattern in (_PARENTHESISED, _LABELLED, _NAMED):
            for match in pattern.finditer(place):
                name = re.sub(r"^the ", "", match.group(1).casefold().strip(" .,"))
                found.add(_SAME_AGENCY.get(name, name))
    return frozenset(found)


def _sketch(shingles: frozenset[int]) -> object:
    """The MinHash of a set of shingle hashes."""
    import numpy as np
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
    values: NDArray[np.uint64] = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
    sketch.update_batch((values & np.uint64(0xFFFFFFFF)).tolist())
    return sketch


@lru_cache(maxsize=262_144)
def _word_hash(word: str) -> int:
    raw = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(raw, "big")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
