"""Words, content words and stems: what every text helper means by a word.

Nothing here loads a library beyond the standard one, and everything is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.stemmer import stem

__all__ = ["STOPWORDS", "content_words", "fold", "ngrams", "stem", "terms", "words"]

# Letters are Python's word characters without digits and "_", with combining marks inside a word,
# so that decomposed accents do not break it. Scripts written without spaces (Han, kana) give one
# token per character.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W\d_][\u0300-\u036f\u0900-\u0903\u093a-\u094f]*)"
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?!\w)"  # U.S., a.m., J.K.
    rf"|\d+(?:[.,]\d+)*(?:{_LETTER}+)?(?:-{_LETTER}+)*"  # 1,200  76.66  4th  45-year-old
    rf"|{_LETTER}+(?:['’]{_LETTER}+)*(?:[-‐‑](?:{_LETTER}+(?:['’]{_LETTER}+)*|\d+))*"
    rf"|[{_UNSPACED}]"
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
# A hyphen after these joins ("re-election" = "reelection"); any other hyphen parts two words.
_JOINING = frozenset(("re", "co", "e", "non"))
_HYPHENS = re.compile(r"[-‐‑]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")

# Our own list: the function words of English, the auxiliaries, and the words that news text puts
# around every statement. Reporting verbs are kept out: "denied" tells stories apart.
STOPWORDS = frozenset(
    """
    a about above across after again against all almost along already also although always am
    among an and another any anyone anything are around as at away back be became because become
    been before being below between both but by came can cannot come could did do does doing done
    down during each either else enough even ever every everyone everything few for from further
    get gets getting give given go goes going gone got had has have having he her here hers
    herself him himself his how however i if in indeed instead into is it its itself just keep
    kind later least less let like made make many may me might more most much must my myself near
    neither never no nobody none nor not nothing now of off often on once only onto or other
    others our ours ourselves out over own part per perhaps put quite rather really said same say
    saying says see seem seemed seems several shall she should since so some someone something
    sometimes somewhat soon still such take taken than that the their theirs them themselves then
    there these they thing things this those though through throughout thus to together told too
    toward towards under until unto up upon us use used very via was way we well went were what
    whatever when where whether which while who whole whom whose why will with within without
    would yes yet you your yours yourself yourselves
    aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't shouldn't
    wasn't weren't won't wouldn't i'm i've i'd i'll he's he'd he'll she's she'd she'll it's it'd
    it'll that's there's they're they've they'd they'll we're we've we'd we'll what's who's
    you're you've you'd you'll let's
    mr mrs ms dr
    """.split()
)


def words(text: str) -> list[tuple[int, int]]:
    """The half-open offsets of the word tokens of ``text``, in order.

    A token is a run of letters with apostrophes and hyphens inside ("O'Brien", "re-election"), a
    number with its separators and suffix ("1,200", "76.66", "4th"), or a dotted abbreviation
    ("U.S."). Punctuation is no token.
    """
    return [match.span() for match in _WORD.finditer(text)]


def fold(word: str) -> str:
    """``word`` case-folded, with straight apostrophes, without a possessive ending or the dots
    of an abbreviation: "Ortiz’s" gives "ortiz", "1,200" gives "1200", "U.S." and "US" give "us."

    The final dot tells the abbreviation "us." from the pronoun "us".
    """
    if word.isalpha():
        # Nothing but letters, as most words are: it has no ending, separator or dot to look for.
        return f"{word}.".casefold() if word in _BARE_ACRONYMS else word.casefold()
    word = _POSSESSIVE.sub("", word).replace("’", "'")
    if _THOUSANDS.fullmatch(word):
        return word.replace(",", "")
    if _DOTTED.fullmatch(word):
        word = word.replace(".", "") + "."
    elif word in _BARE_ACRONYMS:
        word += "."
    return word.casefold()


# Acronyms that are a common word when folded; they get the dot that their dotted spelling keeps.
_BARE_ACRONYMS = frozenset(("US", "IS", "IT", "WHO", "AM", "PM", "AID", "UN", "EU", "UK", "UAE"))


def terms(text: str) -> tuple[str, ...]:
    """All words of ``text`` folded, hyphenated ones in parts, stop words kept."""
    return _known_terms(text) if len(text) <= _REMEMBERED else _terms(text)


# Each stage asks for the words of the same sentences. Texts up to this length are remembered, so
# many of them: those of some events, in at most about 4 MB.
_REMEMBERED, _MOST_REMEMBERED = 400, 1024


@lru_cache(maxsize=_MOST_REMEMBERED)
def _known_terms(text: str) -> tuple[str, ...]:
    return _terms(text)


def _terms(text: str) -> tuple[str, ...]:
    out: list[str] = []
    for word in _WORD.findall(text):
        if word.isalpha():
            out.append(fold(word))
            continue
        parts = _HYPHENS.split(word)
        while len(parts) > 1 and parts[0].lower() in _JOINING and parts[1].isalpha():
            parts[:2] = [parts[0] + parts[1]]
        out.extend(fold(part) for part in parts)
    return tuple(out)


def content_words(text: str) -> tuple[str, ...]:
    """The folded words of ``text`` that carry content: ``terms`` without stop words and without
    single letters."""
    return tuple(
        term
        for term in terms(text)
        if term not in STOPWORDS and (len(term) > 1 or not term.isascii() or term.isdigit())
    )


@lru_cache(maxsize=1024)
def content_stems(text: str) -> frozenset[str]:
    """The different stems of the ``content_words`` of ``text``."""
    return frozenset(map(stem, content_words(text)))


def ngrams(items: Sequence[str], n: int) -> tuple[tuple[str, ...], ...]:
    """The ``len(items) - n + 1`` runs of ``n`` items, in order; none where there are fewer.

    Raises ``ValueError`` where ``n`` < 1.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, was: {n}")
    return tuple(tuple(items[i : i + n]) for i in range(len(items) - n + 1))
