"""Proper names in running English text.

A name is a run of capitalised words with the particles inside it ("Ursula van der Berg", "Bank of
Arden"). The word at the start of a sentence is a name only where the frequency table says that
it is written with a capital inside sentences too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from summarizer import frequency
from summarizer.aliases import name_alias
from summarizer.name_runs import LONGEST_RUN, Token, names_in
from summarizer.name_words import (
    DEMONYMS,
    INSTITUTIONS,
    NOT_NAMES,
    OWNED,
    PARTICLES,
    TITLE_MODIFIERS,
    TITLES,
)
from summarizer.records import Name
from summarizer.tokens import fold

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[A-Z]\b)?"  # U.S., J.K.
    r"|(?:[A-Z]\.)+[A-Z]\b(?!\.)"  # U.S with its last stop lost
    r"|(?:St|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Prof|Rev|Hon|Jr|Sr|Adm|Cmdr|Pres|Supt"
    r"|Mt|Ft)\.(?=\s)"
    r"|[A-Z]\.(?=\s?[A-Z])"  # an initial
    r"|[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*(?:[-‐‑][^\W_]+(?:['’][^\W\d_]+)*)*"
)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_STARTS = re.compile(
    r"""(?:^|[.!?:…][)\]"'”’»*]*\s+|[\n\r]\s*|["“„«‘(\[•*]\s*|[—–-]\s+|\.\.\.\s*)$"""
)
_OF_NAME = re.compile(r"\sof\s(?:the\s)?[A-Z]")
_URL = re.compile(r"https?://\S+|\b(?:www|pic)\.\S+|[@#]\w+|\b\w+\.(?:com|org|net|gov)\b\S*")
_INNER = PARTICLES | {"of", "the"}
_PARTY_TAG = re.compile(r"[DRI]-[A-Z]")  # (D-Calif.)
_NUMERALS = frozenset("One Two Three Four Five Six Seven Eight Nine Ten".split())
_FEW_CAPITALS = 0.5  # below this share a word is capitalised only for its place
_FEW_IN_RUN = 0.12  # the same before a capitalised word, which is itself a sign of a name


def names(text: str, *, headline: bool = False, known: Collection[str] = ()) -> tuple[Name, ...]:
    """The names of ``text`` in order of their place; they do not overlap.

    ``headline`` says that every word may be capitalised; a line that looks so is treated so in
    any case. ``known`` holds folded words that are names in the text around (see ``surnames``):
    they are names at the start of a sentence too. Weekdays, months and bare titles ("the
    President") are no names; demonyms ("Russian") are, under their own key (see ``DEMONYMS``).
    """
    found: list[Name] = []
    place = 0
    for line in text.splitlines(keepends=True):
        shouted = headline or _all_capitals(line)
        run: list[Token] = []
        for token in _tokens(line, place):
            if run and (len(run) >= LONGEST_RUN or not _joined(run[-1], token)):
                found.extend(names_in(text, run))
                run = []
            if _belongs(token, run, line, place, shouted, known):
                run.append(token)
            elif run:
                found.extend(names_in(text, run))
                run = []
        if run:
            found.extend(names_in(text, run))
        place += len(line)
    return tuple(found)


def _joined(last: Token, token: Token) -> bool:
    """Whether nothing but a space, and no possessive, parts the token from the one before."""
    return token.joined and (not last.owner or token.text in OWNED)


def surnames(found: Iterable[Name]) -> frozenset[str]:
    """The last words of the full names in ``found``, folded, so far as they are common words too:
    "Strange" of "Luther Strange".

    Only names whose other words are never common words count, so that "New Arden Police" does
    not make every sentence that begins with "Police" begin with a name.
    """
    last: set[str] = set()
    for name in found:
        words = name.key.split()
        if (
            2 <= len(words) <= 3
            and _common(words[-1])
            and all(_always_capital(word) for word in words[:-1])
        ):
            last.add(words[-1])
    return frozenset(last)


def may_hold(text: str, known: Collection[str]) -> bool:
    """Whether ``names`` may find more in ``text`` with ``known`` than without; False is sure."""
    # Of a word of letters nothing is folded away but its case; of others an ending or marks may be.
    plain = text.casefold()
    return any(not word.isalpha() or word in plain for word in known)


def _common(word: str) -> bool:
    share = frequency.load().capital_share(word)
    return share is not None and share < _FEW_CAPITALS


def _always_capital(word: str) -> bool:
    share = frequency.load().capital_share(word)
    return len(word) == 1 or share is None or share >= 0.9


def _belongs(
    token: Token,
    run: list[Token],
    line: str,
    offset: int,
    shouted: bool,
    known: Collection[str],
) -> bool:
    """Whether the token starts a name or continues the one in ``run``."""
    if run and token.text in _NUMERALS:
        return True  # Air Force One
    if _capital(token):
        if shouted:
            return _known_name(token, _FEW_IN_RUN if run else _FEW_CAPITALS)
        return fold(token.text) in known or not _common_start(token, line, offset, run)
    if not run:
        return False
    if token.text in PARTICLES:
        return True
    if token.text == "of":
        return run[-1].text in INSTITUTIONS
    return token.text == "the" and run[-1].text == "of"


def _tokens(line: str, offset: int) -> list[Token]:
    tokens: list[Token] = []
    last = 0
    line = _URL.sub(lambda match: " " * len(match.group()), line)
    for match in _TOKEN.finditer(line):
        word = match.group()
        if (word.islower() and word not in _INNER) or _PARTY_TAG.match(word):
            continue  # a gap: the next token is not joined
        bare = _bare(word)
        gap = line[last : match.start()]
        tokens.append(
            Token(
                start=match.start() + offset,
                end=match.start() + len(bare) + offset,
                text=bare,
                joined=bool(tokens) and gap in (" ", "\u00a0", "", " & "),
                initial=_initial(line, match.start()),
                owner=bare != word
                or (line[match.end() : match.end() + 2] in ("’ ", "' ") and bare.endswith("s")),
            )
        )
        last = match.end()
    return tokens


def _initial(line: str, place: int) -> bool:
    """Whether a sentence or a quotation may start at ``place``."""
    if place == 0:
        return True
    if line[place - 1] == " " and line[place - 2 : place - 1].isalnum():
        return False
    return bool(_STARTS.search(line[max(0, place - 8) : place]))


# What is hyphened to a name without being one: "the Arden-based firm".
_TAIL = re.compile(
    r"(?<=\w)-(?:based|led|backed|era|style|approved|speaking|designed|born|controlled|held|owned|"
    r"made|related|linked|sponsored|run|dominated|funded|appointed|wide|area|trained|educated|"
    r"inspired|friendly|bound|only|like|type|free|nominated|occupied|registered|supported|listed|"
    r"aligned|affiliated|bred|built|chaired|organi[sz]ed|brokered|ruled|majority|allied|flagged|"
    r"installed|mandated|supplied|operated|plated|bashing|haters?)$"
)


def _bare(word: str) -> str:
    """``word`` without a possessive ending and without a tail like "-based"."""
    return _TAIL.sub("", _POSSESSIVE.sub("", word))


def _capital(token: Token) -> bool:
    """Whether the token has a capital where a name has one."""
    word = token.text
    if word in NOT_NAMES:
        return False
    if word[0].isupper():
        return True
    # al-Assad, bin-Laden, iPhone, eBay
    return bool(re.match(r"(?:al|el|ad|as|an|ul|at|ash|bin|d|l|de|i|e)[-'’]?[A-Z]", word))


def _known_name(token: Token, limit: float) -> bool:
    share = frequency.load().capital_share(fold(token.text))
    return share is None or share >= limit


def _common_start(token: Token, line: str, offset: int, run: list[Token]) -> bool:
    """Whether the token is capitalised only because a sentence starts with it."""
    if not token.initial or run or not token.text[:1].isupper():
        return False
    word = token.text
    if len(word) > 1 and word.isupper():
        return False
    if word in INSTITUTIONS and _OF_NAME.match(line, token.end - offset):
        return False
    if word in TITLES or word in TITLE_MODIFIERS:
        return not _next_capital(token, line, offset)
    share = frequency.load().capital_share(fold(word))
    if share is None:
        parts = re.split(r"[-‐‑]", word)
        if len(parts) == 1:
            return False
        share = frequency.load().capital_share(fold(parts[0])) or 0.0
    limit = _FEW_IN_RUN if _next_capital(token, line, offset) else _FEW_CAPITALS
    return share < limit


def _next_capital(token: Token, line: str, offset: int) -> bool:
    rest = line[token.end - offset : token.end - offset + 3]
    return len(rest) > 1 and rest[0] in " \u00a0" and rest[1].isupper() and rest[1:2] != "I "


def _all_capitals(line: str) -> bool:
    """Whether the line is a headline: all capitals, or a capital on nearly every word."""
    words = re.findall(r"[^\W\d_]{2,}", line[:2000])
    if len(words) < 3:
        return len(words) > 0 and all(word.isupper() and len(word) > 6 for word in words)
    upper = sum(word.isupper() for word in words)
    if upper > 0.7 * len(words):
        return True
    long = [word for word in words if len(word) > 3]
    capital = sum(word[0].isupper() for word in long)
    if line.rstrip().endswith((".", "!", "?", ".”", '."', ":")):
        return False
    return len(long) >= 4 and capital >= 0.8 * len(long) and len(line) < 200


__all__ = ["DEMONYMS", "may_hold", "name_alias", "names", "surnames"]
