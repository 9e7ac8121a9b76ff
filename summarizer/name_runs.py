"""From a run of capitalised words to the names in it: titles, months, doubled names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer import frequency
from summarizer.name_words import (
    CALENDAR,
    DEMONYMS,
    INSTITUTIONS,
    NOT_NAMES,
    PARTICLES,
    SURNAME_TITLES,
    TITLE_MODIFIERS,
    TITLES,
)
from summarizer.records import Name

# Words: longer runs of capitals are no name but shouting; they are closed where they stand.
LONGEST_RUN = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word at ``[start, end)``, its possessive ending left out of ``text`` and ``end``.

    ``joined``: only a space parts it from the token before; ``initial``: a sentence or quotation
    may start here; ``owner``: an ending was cut off, so a name ends here.
    """

    start: int
    end: int
    text: str
    joined: bool
    initial: bool
    owner: bool


def names_in(text: str, run: list[Token]) -> list[Name]:
    """The names in a run of capitalised tokens, split before titles."""
    while run and (run[-1].text in PARTICLES or run[-1].text in ("of", "the")):
        run = run[:-1]
    titles = [_is_title(run, i) for i in range(len(run))]
    _mark_offices(run, titles)
    out: list[Name] = []
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or (titles[i] and not titles[i - 1]):
            out.extend(_name(text, run[start:i], titles[start:i]))
            start = i
    return out


_OFFICES = frozenset(
    "State Education Defense Defence Homeland Security Health Human Services Labor Labour Energy "
    "Agriculture Commerce Interior Transportation Treasury Staff Justice Finance Veterans Housing "
    "Affairs War the of".split()
)


def _mark_offices(run: list[Token], titles: list[bool]) -> None:
    """Make "of State" a part of the title in "Secretary of State Lena Ortiz"."""
    for i in range(1, len(run) - 1):
        if run[i].text == "of" and titles[i - 1] and run[i + 1].text in _OFFICES:
            while i < len(run) and run[i].text in _OFFICES:
                titles[i] = True
                i += 1


def _is_title(run: list[Token], i: int) -> bool:
    word = run[i].text
    following = run[i + 1].text if i + 1 < len(run) else ""
    if i and run[i - 1].text in ("of", "the"):
        return False  # Department of Justice
    if word in SURNAME_TITLES and _is_surname(run, i):
        return False
    if word in TITLES:
        return following not in INSTITUTIONS or following in TITLES
    if word in ("Democratic", "Republican") and following in ("Leader", "Whip"):
        return True
    if word in ("Democrat", "Republican"):
        return bool(following) and _given(following)
    if word == "House" and i and run[i - 1].text == "White":
        return False
    return word in TITLE_MODIFIERS and bool(following) and _is_title(run, i + 1)


def _is_surname(run: list[Token], i: int) -> bool:
    """Whether a word like "King" ends a person's name: a given name, which is never a common
    word, a place or a demonym, stands before it, and nothing but "Jr." after it."""
    if i == 0 or any(token.text not in ("Jr.", "Jr", "Sr.", "Sr", "III") for token in run[i + 1 :]):
        return False
    before = run[i - 1].text
    return len(before.rstrip(".")) == 1 or _given(before)


def _given(word: str) -> bool:
    """Whether the word may be a given name: never a common word, no title, body, place, people."""
    key = word.casefold()
    if word in TITLES or word in TITLE_MODIFIERS or word in INSTITUTIONS or key in DEMONYMS:
        return False
    share = frequency.load().capital_share(key)
    return key not in PLACES and (share is None or share >= 0.9)


# Left of a name after a title was cut off ("Mayor of Arden"), or before one ("Former Arden Mayor").
_LEADING = frozenset(("of", "the", "Former", "Then", "Acting", "Outgoing", "Incoming"))
PLACES = frozenset((*DEMONYMS.values(), "us", "uk", "eu", "un", "uae"))


def _name(text: str, part: list[Token], titles: list[bool]) -> list[Name]:
    """The name made of these tokens, or none where they are a bare title or a calendar word."""
    core = [i for i, title in enumerate(titles) if not title]
    while (
        core and part[core[0]].text in CALENDAR and (len(core) > 1 or part[core[0]].text != "May")
    ):
        part, core = part[core[0] + 1 :], [i - core[0] - 1 for i in core[1:]]
    while core and part[core[-1]].text in CALENDAR and part[core[-1]].text != "May":
        part, core = part[: core[-1]], core[:-1]
    while core and part[core[0]].text in _LEADING:
        part, core = part[core[0] + 1 :], [i - core[0] - 1 for i in core[1:]]
    if not core:
        return []
    tokens = [part[i] for i in core]
    if len(tokens) == 1:
        word = tokens[0].text
        if (
            len(word.rstrip(".")) == 1
            or word in NOT_NAMES
            or (word == "May" and _month(text, tokens[0]))
        ):
            return []
        if both := _two_places(text, tokens[0]):
            return both
    key = " ".join(_key(token.text) for token in tokens)
    start, end = part[0].start, part[-1].end
    return [Name(start=start, end=end, text=text[start:end], key=key)]


def _two_places(text: str, token: Token) -> list[Name]:
    """The two names of "US-Russian", none where the halves are not both places or peoples."""
    first, hyphen, second = token.text.partition("-")
    keys = _key(first), _key(second)
    if not hyphen or not all(key in DEMONYMS or key in PLACES for key in keys):
        return []
    middle = token.start + len(first)
    places = ((token.start, middle), (middle + 1, token.end))
    return [
        Name(start=start, end=end, text=text[start:end], key=key)
        for (start, end), key in zip(places, keys, strict=True)
    ]


def _month(text: str, token: Token) -> bool:
    """Whether a lone "May" is the month."""
    before = text[max(0, token.start - 12) : token.start].lower()
    after = text[token.end : token.end + 4]
    return bool(
        re.search(r"(?:in|last|this|early|late|mid|since|until|by|of|next|from|to)[\s-]$", before)
        or re.match(r"\.?,?\s\d", after)
        or token.initial
    )


def _key(word: str) -> str:
    if re.fullmatch(r"(?:[^\W\d_]\.)+[A-Z]?", word):
        return word.replace(".", "").casefold()
    return word.rstrip(".").replace("’", "'").replace("‑", "-").replace("‐", "-").casefold()
