"""Agency copy under another byline: articles of one event of which one is the other's text, edited.

An editor who swaps words in every sentence leaves few runs of five words whole, which is what
`origins` compares. Here the sentences of two articles are laid side by side: a sentence that has
most of its words in the same runs of two and more as one of the other article was taken from it.
Words in quotation marks do not count, for independent reports quote alike. Only articles of one
event are compared: bulletins of one form about different events are no copies.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from summarizer.context import outside_quotes
from summarizer.records import Document

# A sentence was taken over where this share of its words stands in one of the other's, in runs of
# at least `_RUN` words; an article where sentences with this share of the words of the shorter
# article were, and at least so many of them. Of 24 such pairs in clusters of Multi-News and NeuS
# train that have no origin in common by `origins` 23 have one by reading, of 9 with a share of
# 0.50 to 0.55 eight.
_RUN, _TAKEN, _SHARE, _FEWEST = 2, 0.65, 0.55, 4
# Only pairs with this share of the shorter article's different words in common are compared: each
# of the 24 has 0.58 and more, of 25 other pairs one.
_COMMON = 0.50
# What tells an article apart stands in its first sentences; shorter lines tell nothing.
_READ, _SHORTEST = 40, 5
# Events of more origins than this are told of by many in any case.
_MOST = 200

_WORD = re.compile(r"\w+")
Line = tuple[str, ...]
Stands = Mapping[Line, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Text:
    """What an article says outside quotation marks: the words of its lines, how many there are,
    and each of them once."""

    id: str
    lines: tuple[Line, ...]
    words: int
    known: frozenset[str]


def joined(
    documents: Sequence[Document], origins: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """The origins of one event, those joined whose longest articles are one text, edited.

    ``documents`` hold the articles of ``origins``. Sorted tuples in sorted order; the result does
    not depend on the order of what is given. More than `_MOST` origins stay as they are.
    """
    groups = {min(origin): sorted(origin) for origin in origins}
    if 1 < len(groups) <= _MOST:
        by_id = {document.id: document for document in documents}
        texts = {
            key: max((_read(by_id[i]) for i in ids), key=lambda text: (text.words, text.id))
            for key, ids in groups.items()
        }
        for key, leader in _led(texts).items():
            if leader != key:
                groups[leader] += groups.pop(key)
    return tuple(sorted(tuple(sorted(ids)) for ids in groups.values()))


def _led(texts: dict[str, _Text]) -> dict[str, str]:
    """Each key with that of the longer text it is taken from, else itself."""
    leader: dict[str, str] = {}
    stands: dict[str, Stands] = {}
    for key in sorted(texts, key=lambda key: (-texts[key].words, texts[key].id)):
        best = (0.0, key)
        for other in (other for other, own in leader.items() if other == own):
            if _may_be_taken(texts[key], texts[other]):
                if other not in stands:
                    stands[other] = _stands(texts[other].lines)
                share = _share(texts[key], texts[other], stands[other])
                best = min(best, (-share, other))
        leader[key] = best[1] if -best[0] >= _SHARE else key
    return leader


def _read(document: Document) -> _Text:
    lines = []
    for sentence in document.sentences[:_READ]:
        words = tuple(_WORD.findall(outside_quotes(sentence.text).casefold()))
        if len(words) >= _SHORTEST:
            lines.append(words)
    known = frozenset(word for line in lines for word in line)
    return _Text(document.id, tuple(lines), sum(map(len, lines)), known)


def _runs(line: Line) -> Iterator[Line]:
    return zip(line, line[1:], line[2:], strict=False)


def _stands(lines: Sequence[Line]) -> Stands:
    """In which lines each run of three words stands."""
    found: dict[Line, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for run in set(_runs(line)):
            found[run].append(number)
    return found


def _may_be_taken(short: _Text, long: _Text) -> bool:
    if len(short.lines) < _FEWEST:
        return False
    return len(short.known & long.known) >= _COMMON * len(short.known)


def _share(short: _Text, long: _Text, stands: Stands) -> float:
    """The share of the words of ``short`` in lines that were taken from ``long``, in [0, 1]."""
    taken = [line for line in short.lines if _is_taken(line, long.lines, stands)]
    return sum(map(len, taken)) / short.words if len(taken) >= _FEWEST else 0.0


def _is_taken(line: Line, others: Sequence[Line], stands: Stands) -> bool:
    """Whether most of a line stands in that one of the others with which it has most in common."""
    votes = Counter(number for run in set(_runs(line)) for number in stands.get(run, ()))
    if not votes:
        return False
    other = others[min(votes, key=lambda number: (-votes[number], number))]
    blocks = SequenceMatcher(None, line, other, autojunk=False).get_matching_blocks()
    return sum(one.size for one in blocks if one.size >= _RUN) >= _TAKEN * len(line)
