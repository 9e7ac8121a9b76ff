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
    from datasketch import MinHash
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

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
# Bands of so many rows let pairs of half their shingles in common through (datasketch's optimum
# for a threshold of 0.45).
_BANDS, _ROWS = 16, 4
_SEED = 20180320
# What is longer than this is no word, and is not remembered: it would fill the memory.
_REMEMBERED = 40

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
    """What is compared of one distinct wording: shingle hashes (sorted, without repetition), hashes
    of long sentences, credits, size."""

    shingles: Ints
    sentences: tuple[int, ...]
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
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
    index = _Postings()
    by_sentence = _Postings()
    leader: dict[str, str] = {}
    leaders: list[str] = []
    for key in sorted(texts, key=lambda key: (-texts[key].words, key)):
        text = texts[key]
        if len(text.shingles) < _FEWEST:
            leader[key] = key
            continue
        bands = _bands(text.shingles, sketch)
        votes = Counter({leaders[place]: 1 for band in bands for place in index.get(band)})
        for sentence in text.sentences:
            found = by_sentence.get(sentence)
            if len(found) <= _COMMON:
                votes.update(leaders[place] for place in found)
        best = _best_leader(text, texts, votes)
        leader[key] = best or key
        if best is None:
            for band in bands:
                index.add(band, len(leaders))
            for sentence in text.sentences:
                by_sentence.add(sentence, len(leaders))
            leaders.append(key)
    return leader


class _Postings:
    """Which places hold a number. Most numbers have one place, which is kept without a list."""

    def __init__(self) -> None:
        self._places: dict[int, int | list[int]] = {}

    def get(self, number: int) -> Sequence[int]:
        """The places of ``number``, in the order they were added."""
        found = self._places.get(number, ())
        return (found,) if isinstance(found, int) else found

    def add(self, number: int, place: int) -> None:
        found = self._places.get(number)
        if found is None:
            self._places[number] = place
        elif isinstance(found, int):
            self._places[number] = [found, place]
        else:
            found.append(place)


def _best_leader(text: _Text, texts: dict[str, _Text], votes: Counter[str]) -> str | None:
    """The candidate that contains most of ``text``, if it contains enough of it."""
    best: tuple[float, str] | None = None
    for key in sorted(votes, key=lambda key: (-votes[key], key))[:_CAP]:
        other = texts[key]
        shared = _common(text.shingles, other.shingles) / len(text.shingles)
        needed = _CONTAINED_CREDITED if text.credits & other.credits else _CONTAINED
        if shared >= needed and (best is None or (-shared, key) < best):
            best = (-shared, key)
    return best[1] if best else None


def _prepare(document: Document, words: list[str]) -> _Text:
    """The shingles, long sentences and credits of an article."""
    import numpy as np

    hashes = [_known_hash(w) if len(w) <= _REMEMBERED else _word_hash(w) for w in words]
    # A polynomial over the words' hashes, modulo a Mersenne prime (Karp and Rabin 1987).
    shingles = {
        (((((a * _BASE + b) % _PRIME) * _BASE + c) % _PRIME * _BASE + d) % _PRIME * _BASE + e)
        % _PRIME
        for a, b, c, d, e in zip(*(hashes[start:] for start in range(_SHINGLE)), strict=False)
    }
    sentences = []
    for sentence in document.sentences:
        pieces = _WORD.findall(sentence.text.casefold())
        if len(pieces) >= _LONG_SENTENCE:
            sentences.append(_number(" ".join(pieces)))
    ordered = np.array(sorted(shingles), dtype=np.int64)
    return _Text(ordered, tuple(dict.fromkeys(sentences)), _credits(document), len(words))


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


def _common(a: Ints, b: Ints) -> int:
    """How many numbers two sorted arrays without repetition have in common."""
    import numpy as np

    places = np.searchsorted(b, a)
    places[places == len(b)] = 0
    return int(np.count_nonzero(b[places] == a))


def _bands(shingles: Ints, sketch: MinHash) -> list[int]:
    """The MinHash of a set of shingle hashes, cut into bands, each as one number. ``sketch`` is
    used again for every text: its hash functions take longer to make than a sketch."""
    import numpy as np

    sketch.clear()
    sketch.update_batch((shingles & 0xFFFFFFFF).tolist())
    rows = sketch.hashvalues.astype(np.uint64).reshape(_BANDS, _ROWS)
    return [_number_of(band.to_bytes(1, "big") + row.tobytes()) for band, row in enumerate(rows)]


@lru_cache(maxsize=65_536)
def _known_hash(word: str) -> int:
    return _word_hash(word)


def _word_hash(word: str) -> int:
    raw = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(raw, "big")


def _number(text: str) -> int:
    return _number_of(text.encode("utf-8", "surrogatepass"))


def _number_of(raw: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
