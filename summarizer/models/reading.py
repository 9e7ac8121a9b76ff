"""Source sentences as the model's input row, with what the rules of copying know of each position.

A unit (a word with its pieces, "1,200.5", "U.S.", "March 20") can only be gone on with at the next
position, a quotation only to its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizer.models.surface import level

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

# the same order as in training: longest first
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sept sep oct nov dec".split()
)
SCALES = frozenset("hundred thousand million billion trillion percent %".split())
# what, beside digits, another number may make another number of
COUNTS = MONTHS | frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion".split()
)
REPORTS = frozenset("say says said saying tell tells told according add adds added adding".split())
# these change what is claimed, so they are only ever copied
GUARDED = frozenset(
    "not no nor never neither without none cannot t isn aren wasn weren hasn haven hadn doesn didn "
    "don won wouldn couldn shouldn will would shall should can could may might must if unless all "
    "any every each both either half once only same most very too even just still over under up "
    "down off above below per i we you my our your me us s d ll re ve m i".split()
)
# words that hang on the word before them, of which another may make nonsense
BINDING = frozenset("of in on at by for from to into who whom which whose that and or".split())
_BREAKS = frozenset("\u201c\u201d()[]\u2014\u2013\u2026;:!?")
_ABBREVIATION = re.compile(r"(?:^|[\s(\u201c])(?:[A-Za-z]\.)+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One group of source sentences, tokenised, with the rules for copying from it.

    Arrays have one entry for each of the S positions of the model's input row. `joined`: the
    position can only follow the one before it. `starts`: a copy may begin here. `quoted`: number
    of the quotation that the position is in (marks included), or -1; `closes`: its closing mark.
    `content`: a piece of a word that is no function word. `clings`: an apostrophe, which only comes
    after the piece that it stands after in the source. `easy`: a sentence may go on here after
    words of another source and still be one, see `easy_places`. `counts`: a number, or a month,
    ends here; `amounts`: what makes another number of one before it, a scale or more digits.
    `words`: which of the K closed words may be written freely; `scales`: which of these are scales.
    """

    texts: tuple[str, ...]
    row: NDArray[np.int64]
    group: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    joined: Mask
    starts: Mask
    quoted: NDArray[np.int64]
    closes: Mask
    content: Mask
    clings: Mask
    easy: Mask
    counts: Mask
    amounts: Mask
    words: Mask
    scales: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The tokenizer's ids that the rules speak of; made once for a model.

    Places in `closed`, found by `free_places`: `always` may be written, `reports` where a source
    reports, each of `formed` where a source has a word of the stem that stands with it.
    """

    spelled: Mapping[int, str]
    closed: tuple[int, ...]
    start_id: int
    stop_id: int
    always: tuple[int, ...] = field(init=False, repr=False, compare=False)
    reports: tuple[int, ...] = field(init=False, repr=False, compare=False)
    formed: tuple[tuple[int, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        always, reports, formed = free_places(self.closed, self.spelled, self.stop_id)
        object.__setattr__(self, "always", always)
        object.__setattr__(self, "reports", reports)
        object.__setattr__(self, "formed", formed)


def balanced(text: str) -> str:
    """A levelled text whose unpaired quotation marks have become apostrophes; same offsets."""
    out, opened = list(text), -1
    for at, mark in enumerate(text):
        if mark == "\u201c":
            if opened >= 0:
                out[opened] = "'"
            opened = at
        elif mark == "\u201d":
            if opened < 0:
                out[at] = "'"
            opened = -1
    if opened >= 0:
        out[opened] = "'"
    return "".join(out)


def read(
    texts: Sequence[str], tokenizer: Any, vocabulary: Vocabulary, *, room: int = 256
) -> Reading:
    """Sentences, in the order given, as the model's input row with its rules."""
    row, group, start, end = [vocabulary.start_id], [-1], [0], [0]
    joined, quoted, closes = [False], [-1], [False]
    quotation = 0
    for index, text in enumerate(texts):
        plain = balanced(level(text))
        encoded = tokenizer.encode(plain, add_special_tokens=False)
        offsets = encoded.offsets
        inside = False
        for at, (token, (left, right)) in enumerate(zip(encoded.ids, offsets, strict=True)):
            piece = plain[left:right]
            inside = inside or piece == "\u201c"
            row.append(token)
            group.append(index)
            start.append(left)
            end.append(right)
            joined.append(at > 0 and is_joined(plain, offsets, at))
            quoted.append(quotation if inside else -1)
            closes.append(inside and piece == "\u201d")
            if inside and piece == "\u201d":
                inside, quotation = False, quotation + 1
        for values, value in zip(
            (row, group, start, end), (vocabulary.stop_id, -1, 0, 0), strict=True
        ):
            values.append(value)
        joined.append(False)
        quoted.append(-1)
        closes.append(False)
    marks = np.array(quoted[:room])
    begins = np.concatenate([[False], (marks[1:] >= 0) & (marks[1:] != marks[:-1])])
    held = np.array(joined[:room], dtype=bool)
    held[marks >= 0] = False
    ids = np.array(row[:room], dtype=np.int64)
    pieces = [vocabulary.spelled[token] for token in ids.tolist()]
    return Reading(
        texts=tuple(texts),
        row=ids,
        group=np.array(group[:room], dtype=np.int64),
        start=np.array(start[:room], dtype=np.int64),
        end=np.array(end[:room], dtype=np.int64),
        joined=held,
        starts=~held & ((marks < 0) | begins) & (np.array(group[:room]) >= 0),
        quoted=marks,
        closes=np.array(closes[:room], dtype=bool),
        content=np.array([is_content(one) for one in pieces]),
        clings=np.array([one == "'" for one in pieces]),
        easy=easy_places(pieces),
        counts=np.array([one[-1:].isdigit() or one in COUNTS for one in pieces], dtype=bool),
        amounts=np.array([one[:1].isdigit() or one in SCALES for one in pieces], dtype=bool),
        words=free_words(" ".join(texts), vocabulary),
        scales=np.array([vocabulary.spelled[one] in SCALES for one in vocabulary.closed], bool),
    )


def easy_places(pieces: Sequence[str]) -> Mask:
    """Where a sentence may go on that comes from elsewhere: not at a word that hangs on the one
    before it ("died | in a statement"), unless a comma sets it apart."""
    before = ["", *pieces[:-1]]
    return np.array(
        [piece not in BINDING or last == "," for piece, last in zip(pieces, before, strict=True)],
        dtype=bool,
    )


def is_content(piece: str) -> bool:
    """Whether a word piece can carry a fact."""
    from summarizer.models.words import FUNCTION

    return piece.removeprefix("##").isalnum() and piece not in FUNCTION


def is_joined(text: str, offsets: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the piece at index `at` belongs to one unit with the piece before it."""
    left, right = offsets[at]
    before_left, before_right = offsets[at - 1]
    piece, before = text[left:right].lower(), text[before_left:before_right].lower()
    if left > before_right:
        if before in MONTHS and piece.isdigit():
            return True
        return before[-1:].isdigit() and piece in SCALES
    after = text[right : right + 1]
    if piece in (",", ":"):
        return before[-1].isdigit() and after.isdigit()
    if before in (",", ":"):
        return before_left > 0 and text[before_left - 1].isdigit() and piece[0].isdigit()
    if piece[0] in _BREAKS or before[-1] in _BREAKS:
        return False
    if piece == ".":
        is_last = not re.search(r"\w", text[right:])
        return not is_last or bool(_ABBREVIATION.search(text[:right]))
    if piece == "'" or before == "'":
        # "'s" stands by itself so that a name can be copied without it
        return before == "'" or not re.match(r"s?\b", text[right:])
    return True


def free_words(text: str, vocabulary: Vocabulary) -> Mask:
    """Which closed words may be written: function words, and forms of words that the text has."""
    from summarizer.models.words import stem

    known = {stem(word) for word in re.findall(r"[a-z]+", text.lower())}
    allowed = np.zeros(len(vocabulary.closed), dtype=bool)
    allowed[list(vocabulary.always)] = True
    allowed[list(vocabulary.reports)] = any(stem(word) in known for word in REPORTS)
    allowed[[at for at, form in vocabulary.formed if form in known]] = True
    return allowed


def free_places(
    closed: Sequence[int], spelled: Mapping[int, str], stop_id: int
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, str], ...]]:
    """What a `Vocabulary` knows of its closed words whatever the sources are."""
    from summarizer.models.words import FUNCTION, stem

    always, reports, formed = [], [], []
    for at, token in enumerate(closed):
        word = spelled[token]
        if token == stop_id or word in (".", ","):
            always.append(at)
        elif not word.isalpha() or word in GUARDED:
            continue
        elif word in REPORTS:
            reports.append(at)
        elif word in FUNCTION:
            always.append(at)
        elif len(word) > 3:
            formed.append((at, stem(word)))
    return tuple(always), tuple(reports), tuple(formed)
