"""Sentences with bad joints, to learn from: parts of a neighbour spliced into a news sentence.

A sentence is a list of words, a word a list of token ids. Each maker returns the words of the
result and the places of the words that stand after a joint.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Word = tuple[int, ...]
Words = list[Word]
Spliced = tuple[Words, list[int]]
# shares of the kinds among the spliced; half of all examples are left whole
KINDS = {"cross": 34, "insert": 30, "replace": 12, "delete": 14, "move": 6, "comma": 4}
WHOLE = 0.45
# so often the words at a joint are a pair that the corpus has elsewhere
SEEN = 0.6
# so often two sentences are crossed at a word that both have
SHARED = 0.25


class Pairs:
    """Which pairs of neighbouring words (last and first token) a corpus holds more than once."""

    def __init__(self, codes: NDArray[np.int64]) -> None:
        self.codes = codes

    @classmethod
    def of(cls, sentences: Iterator[Words]) -> Pairs:
        """Count the pairs of a corpus."""
        blocks: list[NDArray[np.int64]] = []
        row: list[int] = []
        for words in sentences:
            row += [a[-1] << 20 | b[0] for a, b in pairwise(words)]
            if len(row) > 1 << 20:
                blocks.append(np.array(row, dtype=np.int64))
                row = []
        blocks.append(np.array(row, dtype=np.int64))
        codes, counts = np.unique(np.concatenate(blocks), return_counts=True)
        return cls(codes[counts > 1])

    def holds(self, left: Sequence[Word], right: Sequence[Word]) -> NDArray[np.bool_]:
        """(len(left), len(right)) whether each word of `right` is seen after each of `left`."""
        if not len(self.codes):
            return np.zeros((len(left), len(right)), dtype=np.bool_)
        ends = np.array([word[-1] for word in left], dtype=np.int64)
        starts = np.array([word[0] for word in right], dtype=np.int64)
        wanted = ends[:, None] << 20 | starts[None, :]
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        held: NDArray[np.bool_] = self.codes[at] == wanted
        return held


class Splicer:
    """Makes examples; the same seed gives the same ones."""

    def __init__(self, pairs: Pairs, mark: int, dice: random.Random) -> None:
        self.pairs = pairs
        self.mark = mark
        self.dice = dice

    def example(self, one: Words, other: Words) -> Spliced:
        """`one` whole, or spliced with parts of `other`; both end with a stop."""
        if self.dice.random() < WHOLE or min(len(one), len(other)) < 7:
            return one, []
        (kind,) = self.dice.choices(list(KINDS), list(KINDS.values()))
        found: Spliced | None = getattr(self, kind)(one, other)
        return found if found and found[0] != one else (one, [])

    def joint(self, left: Words, right: Words, low: int = 2, last: int = 2) -> tuple[int, int]:
        """(i, j): left[:i] may be followed by right[j:], more often than not by a known pair."""
        i = self.dice.randrange(low, max(low + 1, len(left) - 1))
        j = self.dice.randrange(0, max(1, len(right) - last))
        if self.dice.random() < SEEN:
            held = self.pairs.holds(left[low - 1 : -2], right[: max(1, len(right) - last)])
            places = np.argwhere(held)
            if len(places):
                row, j = (int(value) for value in places[self.dice.randrange(len(places))])
                i = row + low
        return i, j

    def cross(self, one: Words, other: Words) -> Spliced | None:
        """The beginning of one and the end of the other."""
        if self.dice.random() < SHARED:
            places = [
                (i + 1, j + 1)
                for i, word in enumerate(one[1:-3], 1)
                for j, same in enumerate(other[:-3])
                if word == same and one[i + 1] != other[j + 1]
            ]
            if not places:
                return None
            i, j = self.dice.choice(places)
        else:
            i, j = self.joint(one, other)
        return [*one[:i], *other[j:]], [i]

    def insert(self, one: Words, other: Words) -> Spliced | None:
        """Two to nine words of the other within one."""
        i, j = self.joint(one, other, last=4)
        end = min(j + self.dice.randrange(2, 10), len(other) - 1)
        return [*one[:i], *other[j:end], *one[i:]], [i, i + end - j]

    def replace(self, one: Words, other: Words) -> Spliced | None:
        """Some words of one replaced by some of the other."""
        i, j = self.joint(one, other, last=4)
        end = min(j + self.dice.randrange(2, 9), len(other) - 1)
        back = min(i + self.dice.randrange(1, 8), len(one) - 1)
        return [*one[:i], *other[j:end], *one[back:]], [i, i + end - j]

    def delete(self, one: Words, other: Words) -> Spliced | None:
        """One to seven words of one left out."""
        del other
        i = self.dice.randrange(1, len(one) - 2)
        ends = list(range(i + 1, min(i + 8, len(one) - 1)))
        if self.dice.random() < SEEN:
            held = self.pairs.holds([one[i - 1]], [one[end] for end in ends])[0]
            ends = [end for end, ok in zip(ends, held, strict=True) if ok]
        if not ends:
            return None
        end = self.dice.choice(ends)
        return [*one[:i], *one[end:]], [i]

    def move(self, one: Words, other: Words) -> Spliced | None:
        """Two to six words of one at another place."""
        del other
        start = self.dice.randrange(1, len(one) - 4)
        end = min(start + self.dice.randrange(2, 7), len(one) - 1)
        rest = [*one[:start], *one[end:]]
        to = self.dice.randrange(1, len(rest) - 1)
        if to == start:
            return None
        moved = [*rest[:to], *one[start:end], *rest[to:]]
        joints = [to, to + end - start, start if start < to else start + end - start]
        return moved, sorted(set(joints))

    def comma(self, one: Words, other: Words) -> Spliced | None:
        """Two sentences with a comma between."""
        return [*one[:-1], (self.mark,), *other], [len(one)]


class Speller:
    """Sentences as words; pieces that begin with "##" belong to the word before them."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.glued = {at for word, at in tokenizer.get_vocab().items() if word.startswith("##")}
        # a corpus has few different words: one object each
        self.known: dict[Word, Word] = {}

    def words(self, texts: Sequence[str]) -> list[Words]:
        """One list of words for each text."""
        found: list[Words] = []
        for encoded in self.tokenizer.encode_batch(list(texts), add_special_tokens=False):
            words: list[list[int]] = []
            for token in encoded.ids:
                if token in self.glued and words:
                    words[-1].append(token)
                else:
                    words.append([token])
            found.append([self.known.setdefault(one, one) for one in map(tuple, words)])
        return found
