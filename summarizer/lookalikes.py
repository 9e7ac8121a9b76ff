"""Letters that pass for others: Cyrillic and Greek ones that look Latin, and invisible characters.

A name or an order that is spelled with them reads like the real one and is not equal to it. The
list is our own; the idea is the "skeleton" of Unicode Technical Standard 39, kept to letters that
no reader could tell from the Latin ones.
"""

from __future__ import annotations

import re
import unicodedata

_LATIN = str.maketrans(
    dict(
        zip(
            "АВЕЅІЈКМНОРСТУХЬаеѕіјорсухһԁԛԝѵ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ",
            "ABESIJKMHOPCTYXbaesijopcyxhdqwv" + "ABEZHIKMNOPTYXocj",
            strict=True,
        )
    )
)
_LOOK_LATIN = frozenset(map(chr, _LATIN))
_ALIKE = re.compile(f"[{''.join(sorted(_LOOK_LATIN))}]")
_WORD = re.compile(r"[^\W\d_]+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)


def disguised(text: str) -> tuple[tuple[int, int], ...]:
    """``(start, end)`` of the words of Latin letters and others that look Latin, in order: "Brіll"
    with a Cyrillic і. A word of another script, with whatever letters, is none; nor is "μm"."""
    if text.isascii() or not _ALIKE.search(text):
        return ()
    return tuple(
        found.span()
        for found in _WORD.finditer(text)
        if _ALIKE.search(found[0]) and _reads_latin(found[0])
    )


def _reads_latin(word: str) -> bool:
    """Whether a word has Latin letters, and all others look so."""
    plain = [letter for letter in word if letter not in _LOOK_LATIN]
    return bool(plain) and all("LATIN" in unicodedata.name(letter, "") for letter in plain)


def visible(text: str) -> str:
    """``text`` with the letters that disguise a word shown by their number: "Br⟨U+0456⟩ll"."""
    out, done = [], 0
    for start, end in disguised(text):
        word = _ALIKE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text[start:end])
        out += [text[done:start], word]
        done = end
    return "".join((*out, text[done:]))


def read_as(text: str) -> tuple[str, tuple[int, ...]]:
    """``text`` as a reader takes it, and for each of its characters (and for its end) the place
    in ``text``: unseen characters are left out, letters that look Latin or are a form of a Latin
    one ("Ｉ", "𝗜") are Latin."""
    letters, places = [], []
    for place, letter in enumerate(text):
        if _UNSEEN.match(letter):
            continue
        form = unicodedata.normalize("NFKC", letter) if ord(letter) > 0x2100 else letter
        letters.append((form if len(form) == 1 else letter).translate(_LATIN))
        places.append(place)
    return "".join(letters), (*places, len(text))
