"""Whether two names can mean the same person, place or organisation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from summarizer.name_words import DEMONYMS, FAMILY_FIRST

_SAME = {
    "us": "united states", "usa": "united states", "america": "united states",
    "united states of america": "united states", "uk": "united kingdom",
    "britain": "united kingdom", "great britain": "united kingdom", "un": "united nations",
    "eu": "european union", "uae": "united arab emirates",
    "prc": "china", "people's republic of china": "china", "russian federation": "russia",
    "is": "islamic state", "isis": "islamic state", "isil": "islamic state",
    "daesh": "islamic state", "drc": "democratic republic of congo", "dprk": "north korea",
    "fed": "federal reserve", "gop": "republican party",
}  # fmt: skip
_FILLERS = frozenset(("of", "the", "and", "for", "in", "on", "de"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii"))


@lru_cache(maxsize=4_096)
def _normal(key: str) -> tuple[str, ...]:
    """The words of a key, with the usual full form of a short name, a people as its place,
    "republicans" as "republican", and "Jr." left out."""
    key = _SAME.get(key, key)
    key = DEMONYMS.get(key, key)
    words = _SAME.get(key, key).replace("-", " ").split()
    if len(words) == 1 and len(words[0]) > 4 and words[0].endswith("s"):
        words = [words[0][:-1]]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return tuple(words)


def name_alias(a_key: str, b_key: str) -> bool:
    """Whether two keys can name one person, place or body.

    True for equal keys, a family name and a full name ("ortiz", "lena ortiz"), initials and
    middle names left out, an acronym and what it stands for ("eu", "european union"), the usual
    short names of states, and a people and its place ("russian", "russia"). Symmetric. "lena"
    and "lena ortiz" are no aliases.
    """
    a, b = _normal(a_key), _normal(b_key)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if not short:
        return False
    if len(short) == 1:
        word = short[0]
        if len(long) > 1 and (word == long[-1] or (word == long[0] and word in FAMILY_FIRST)):
            return True
        letters = "".join(w[0] for w in long if w not in _FILLERS)
        return len(long) > 1 and len(word) > 1 and word in (letters, "".join(w[0] for w in long))
    if len(short) == len(long) == 2 and short[1] == long[1]:
        return same_given(short[0], long[0])
    # Middle names and initials: first and last words agree.
    inner = [w for w in short if len(w) > 1]
    outer = [w for w in long if len(w) > 1]
    if len(inner) >= 2 and len(outer) >= 2 and inner[-1] == outer[-1] and inner[0] == outer[0]:
        return set(inner) <= set(outer)
    return False


_SHORT_NAMES = frozenset(
    tuple(sorted(pair.split("/")))
    for pair in "joe/joseph bill/william will/william bob/robert rob/robert jim/james mike/michael "
    "tom/thomas dan/daniel dave/david ben/benjamin chris/christopher tony/anthony ed/edward "
    "ted/edward ted/theodore chuck/charles charlie/charles jeff/jeffrey steve/steven "
    "steve/stephen greg/gregory ron/ronald don/donald ken/kenneth matt/matthew nick/nicholas "
    "pat/patrick rick/richard dick/richard sam/samuel tim/timothy jon/jonathan andy/andrew "
    "liz/elizabeth beth/elizabeth kate/katherine sue/susan jen/jennifer meg/margaret "
    "vlad/vladimir dmitri/dmitry alex/alexander".split()
)


def same_given(a: str, b: str) -> bool:
    """Whether two given names, in small letters, may be one person's: equal, an initial, or a
    usual short form ("bill", "william")."""
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or tuple(sorted((a, b))) in _SHORT_NAMES


def one_person(givens: Iterable[tuple[str, ...]]) -> bool:
    """Whether given names, in small letters, may all be one person's: the first are the same or
    one the other's short form, and each holds the further ones of those that are shorter."""
    rising = sorted(givens, key=lambda one: (len(one), one))
    return all(
        same_given(one[0], two[0]) and set(one[1:]) <= set(two[1:]) for one, two in pairwise(rising)
    )
