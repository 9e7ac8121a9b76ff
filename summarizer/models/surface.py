"""Between a source's characters and the model's lower-case word pieces, both ways."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from unicodedata import category

from summarizer.models.words import FUNCTION

_CLOSERS = frozenset(". , ; : ? ! ) % \u201d".split())
_OPENERS = frozenset("( $ \u00a3 \u20ac \u201c".split())
_ENDINGS = frozenset("s t d ll re ve m".split())
_SINGLES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u2009": " ", "\n": " "})
# accents that are characters of their own, signs that choose how one looks or join two, controls:
# the tokenizer passes over them
_PASSED_OVER = frozenset({"Mn", "Me", "Cf", "Cc"})
_DOUBLE = re.compile(r'["\u201c\u201d\u201e\u00ab\u00bb]')


def level(text: str) -> str:
    """`text` with one kind of quotation mark, apostrophe and space; every offset stays valid.

    Double marks become directed ones, so that a quotation's two ends are different tokens: a mark
    opens after white space, a bracket or a dash, and closes elsewhere.
    """
    plain = re.sub(r"``|''", '" ', text.translate(_SINGLES))

    def directed(found: re.Match[str]) -> str:
        at = found.start()
        opens = (at == 0 or plain[at - 1] in " ([{-\u2013\u2014'\u201c") and (
            at + 1 < len(plain) and (plain[at + 1] != " " or text[at] == "`")
        )
        return "\u201c" if opens else "\u201d"

    return _DOUBLE.sub(directed, plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One word piece of the output.

    `text` is how the vocabulary spells it (without "##"); `glued` says that it goes on the word
    before. Copied pieces know their place: `group` is the index of the source sentence, `[start,
    end)` its characters there; a piece that was written freely has `group == -1`.
    """

    text: str
    glued: bool = False
    group: int = -1
    start: int = 0
    end: int = 0


def restore(pieces: Sequence[Piece], texts: Sequence[str], *, common: Collection[str]) -> str:
    """The output's pieces as text with the case and spacing of the sources.

    texts: the source sentences that `Piece.group` counts. common: words that English writes in
    lower case within a sentence; it decides for a word that opened its source but not the output.
    """
    out: list[str] = []
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        out.append(gap(before, piece, texts) if before else "")
        out.append(shown(at, pieces, texts, common))
    return opened("".join(out).strip())


def opened(text: str) -> str:
    """The first letter as a capital, unless the word has its own ("iPhone") or is an address."""
    found = re.search(r"[^\W\d_]", text)
    if not found:
        return text
    at = found.start()
    if re.search(r"[\d$]", text[:at]) or re.match(r"[a-z][A-Z]|\w+(?:://|\.\w)", text[at:]):
        return text
    return text[:at] + text[at].upper() + text[at + 1 :]


def gap(before: Piece, piece: Piece, texts: Sequence[str]) -> str:
    """What stands between two pieces: as in the source if they are neighbours there."""
    beside = before.group == piece.group >= 0 and before.end <= piece.start
    between = texts[piece.group][before.end : piece.start] if beside else ""
    if piece.glued:
        return between
    if beside and all(one.isspace() or category(one) in _PASSED_OVER for one in between):
        return re.sub(r"\s+", " ", between)
    if piece.text in _CLOSERS or before.text in _OPENERS:
        return ""
    if piece.text == "'" or (before.text == "'" and piece.text in _ENDINGS):
        return ""
    return " "


def shown(at: int, pieces: Sequence[Piece], texts: Sequence[str], common: Collection[str]) -> str:
    """A piece with the case that fits where it stands now."""
    piece = pieces[at]
    if piece.group < 0:
        return piece.text
    start = piece.start
    if piece.glued and at and pieces[at - 1].group == piece.group:
        # the tokenizer takes some letters apart (Korean): several pieces are one character
        start = max(start, min(piece.end, pieces[at - 1].end))
    text = texts[piece.group][start : piece.end]
    if piece.text in "\u201c\u201d" and text in "`'":
        return '"'
    source = texts[piece.group]
    if source.isupper() and any(one.group not in (-1, piece.group) for one in pieces):
        return quiet(piece, texts, common)
    moved = at > 0 and not follows(pieces[at - 1], piece, texts)
    if moved and text[:1].isupper() and is_opening(piece, source):
        lower = is_common(word_at(source, piece.start), texts, common)
        return text[:1].lower() + text[1:] if lower else text
    return text


def quiet(piece: Piece, texts: Sequence[str], common: Collection[str]) -> str:
    """A piece of a sentence in capitals with the case that it has in one that is not: as another
    source writes the word, else lower case for a common word, else as a name."""
    source = texts[piece.group]
    text = source[piece.start : piece.end]
    word = word_at(source, piece.start)
    if piece.glued or not word:
        return text.lower()
    for other in texts:
        found = re.search(rf"(?<=[\w,;] )\b{re.escape(word)}\b", other, re.IGNORECASE)
        if found and not other.isupper():
            return found[0][: len(text)]
    bare = re.sub(r"['\u2019-].*", "", word.lower())
    if bare == "i":
        return text
    if bare in common or bare in FUNCTION or bare[:1].isdigit():
        return text.lower()
    return text if len(word) < 4 else text[:1] + text[1:].lower()


def follows(before: Piece, piece: Piece, texts: Sequence[str]) -> bool:
    """Whether two pieces are neighbours in a source too, with nothing but a space between."""
    if piece.glued:
        return True
    if before.group != piece.group or piece.group < 0 or before.end > piece.start:
        return False
    return not texts[piece.group][before.end : piece.start].strip("'` ")


def is_opening(piece: Piece, text: str) -> bool:
    """Whether only marks stand before the piece in its sentence, or it follows a quotation mark."""
    before = text[: piece.start].rstrip()
    return not re.search(r"\w", before) or before[-1:] in '\u201c"' or before[-1:] in ".:?!"


def word_at(text: str, start: int) -> str:
    """The whole word that begins at `start`."""
    found = re.match(r"[\w'\u2019-]+", text[start:])
    return found[0] if found else ""


def is_common(word: str, texts: Sequence[str], common: Collection[str]) -> bool:
    """Whether a capitalised word is lower case within a sentence.

    The sources decide where one has the word inside a sentence; else the list does.
    """
    if len(word) > 1 and (word[1:].lower() != word[1:]):
        return False
    inside = [
        found[0]
        for text in texts
        for found in re.finditer(rf"(?<=[\w,;] )\b{re.escape(word)}\b", text, re.IGNORECASE)
    ]
    if inside:
        return any(one.islower() for one in inside)
    lower = re.sub(r"['\u2019].*", "", word.lower())
    known = all(part in common or part in FUNCTION for part in lower.split("-"))
    return known and word != "I"


def places(liking: Sequence[Mapping[int, float]], bound: Sequence[bool]) -> list[int]:
    """Which source position each output token stands for; -1 for a freely written one.

    liking: for each output token its candidate positions with log-probabilities (-1 stands for
    writing it freely). bound: for each source position whether it can only follow the one before
    it. The path with the highest sum wins, going on at the next source position
    earning as much as a factor of e^4; of equal paths that with the earlier positions.
    O(T * C^2) for C candidates.
    """
    best: list[dict[int, tuple[float, int]]] = []
    for at, choices in enumerate(liking):
        here: dict[int, tuple[float, int]] = {}
        for place in sorted(choices):
            value, before = 0.0, -1
            if at:
                value, before = max(
                    (
                        (past + (4.0 if place >= 0 and before == place - 1 else 0.0), before)
                        for before, (past, _) in best[-1].items()
                        if place < 0 or not bound[place] or before == place - 1
                    ),
                    default=(-inf, -1),
                    key=lambda option: (option[0], -option[1]),
                )
            if value > -inf:
                here[place] = (value + choices[place], before)
        best.append(here)
    path: list[int] = []
    if best:
        path.append(max(best[-1], key=lambda place: (best[-1][place][0], -place)))
        for here in reversed(best[1:]):
            path.append(here[path[-1]][1])
    return path[::-1]
