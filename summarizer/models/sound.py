"""Faults that rule out a fused sentence, as far as marks and words show them.

Each rule compares the fusion with its sources: what one of them has too is theirs. Of the 3,047
fusions that `training/judged.py` reads, those with times of two sources were good in one of seven,
with a lost restriction in one of twelve, with a perfect tense and a day or year in none of 14, with
words freed of the negation or hedge before them in one of ten, with an "as" freed of its verb in
none of eleven, with an end before "of" in none of 21, with one thing in two spellings ("U.S." and
"United States") that no source has both in none of eleven, with the day of a deed told of what will
or may be in none of three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# two stops, a stop within the sentence, white space before a mark, an article that lost its name
_MARKS = re.compile(
    r"[.!?][”\"’']\.|\.[”\"] [a-z]|\s[.,;:!?](?:\s|$)|(?<=[a-z,] )(?:The|An?) [a-z]+"
)
_DASH = re.compile(r"\s--?\s|\s?[—–]\s?(?![0-9])")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WHEN = re.compile(
    rf"\b(?:{_DAY}|january|february|march|april|may(?= \d)|june|july|august|september|october"
    r"|november|december|(?:jan|feb|aug|sept|oct|nov|dec|mon|tues?|wed|thur?s?|fri|sat|sun)\.|today|yesterday|tomorrow|tonight"
    r"|early on|earlier (?:this|in the) \w+|later (?:that|in the) \w+"
    rf"|(?:last|next|this) (?:week|month|year|night|morning|evening|afternoon|weekend|{_DAY})"
    r"|\w+ (?:day|week|month|year)s? (?:ago|earlier|later))\b",
    re.IGNORECASE,
)
# "has announced late on Monday"
_PERFECT = re.compile(
    r"\b(?:has|have)(?: \w+ly)?(?: been)? \w+(?:ed|n|t|de|ne|id)\b[^,;.]*?"
    rf"\b(?:{_DAY}|yesterday|last (?:week|month|year|night)|(?:in|between|from) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_PARTS = re.compile(r"[,;:—–()“”\"]|\b(?:said|says|told|that)\b")
_MODAL = re.compile(r"\b(?:would|will|could|may|might|should)\b|['’]ll\b")
_AHEAD = re.compile(rf"\bto\b|['’]d\b|{_MODAL.pattern}")
_PAST = re.compile(
    r"\b(?:was|were|had|did|\w{2,}ed|said|told|met|won|lost|held|left|made|took|gave|came|went|began"
    r"|fell|rose|shot|struck|hit)\b"
)
# "dismissed it as nonsense": what is taken, or used, for what
_TAKE = frozenset(
    "view views viewed viewing see sees saw seen regard regards regarded describe describes "
    "described describing dismiss dismisses dismissed dismissing denounced slammed reject rejects "
    "rejected branded hailed praised criticized condemned blasted decried derided touted known "
    "classified listed characterized portrayed cast identified treat treats treated define "
    "defined considered perceived framed labeled labelled recognized interpreted use used "
    "nominate nominated name named appoint appointed elected serve serves served serving".split()
)
_WORD = re.compile(r"[a-z]+")
# words, with what is joined to them, and marks
TOKEN = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*|\S")
# the short name and the long one
_SPELLINGS = tuple(
    (re.compile(short), re.compile(rf"\b(?:{long})\b"))
    for short, long in (
        (r"\bU\.S\.|\bUS\b", "United States"),
        (r"\bU\.K\.|\bUK\b", "United Kingdom|Britain"),
        (r"\bU\.N\.|\bUN\b", "United Nations"),
        (r"\bE\.U\.|\bEU\b", "European Union"),
        (r"\bGOP\b", "Republican Party"),
    )
)
# each of these narrows or weakens what is said
_RESTRICT = frozenset(
    "only just no not never cannot may might could would should allegedly alleged reportedly "
    "accused suspected likely possibly nearly almost about some approximately roughly least most "
    "than".split()
)
# what follows one of these in its clause holds only with it
_GOVERN = frozenset(
    "not no never nor neither none nobody nothing without cannot can't won't didn't doesn't don't "
    "wasn't isn't aren't weren't hasn't haven't hadn't wouldn't couldn't shouldn't only unless if "
    "whether deny denied denies denying refuse refused refuses refusing fail failed fails failing "
    "reject rejected rejects rejecting doubt doubts doubted unlikely false falsely hardly barely "
    "may might could would should allegedly alleged reportedly possible possibly likely suspected "
    "accused about up almost nearly".split()
)
_CLAUSE_ENDS = frozenset(
    '. , ; : ! ? “ ” " but when while as after before because since where who which'.split()
)
# "after a debate …, after four years": of 11 judged fusions with two clauses that begin alike, as
# no source has them, none is good
_TWICE = tuple(re.compile(rf"\b{word}\b", re.IGNORECASE) for word in ("after", "since", "while"))
# a governing word reaches so many words far
_REACH = 12


def is_unsound(text: str, sources: Sequence[str]) -> bool:
    """Whether a fusion must not be used: marks as in no sentence, among them one dash of a pair;
    times that no source has together; "only" and the like of every source lost; words told without
    the negation or hedge that governs them wherever they stand, or "as" without its verb; a perfect
    tense with a day, what will or may be with the day of a deed; an end that every source goes on
    behind with "of"; a name in two spellings; two clauses that begin alike."""
    return (
        _has_odd_marks(text, sources)
        or _mixes_times(text, sources)
        or bool(_restrictions(sources) - {*_WORD.findall(text.lower())})
        or _is_freed(text, sources)
        or _takes_nothing(text, sources)
        or _ends_early(text, sources)
        or bool(_spells_twice(text) and not any(map(_spells_twice, sources)))
        or bool(_PERFECT.search(text) and not any(map(_PERFECT.search, sources)))
        or _moves_a_day(text, sources)
        or _begins_alike(text, sources)
    )


def _begins_alike(text: str, sources: Sequence[str]) -> bool:
    return any(
        (found := len(opener.findall(text))) > 1
        and all(len(opener.findall(one)) < found for one in sources)
        for opener in _TWICE
    )


def _has_odd_marks(text: str, sources: Sequence[str]) -> bool:
    found = _MARKS.search(text)
    if found and not any(found.group() in one for one in sources):
        return True
    pairs = [len(_DASH.findall(one)) % 2 for one in (*sources, text)]
    return pairs.pop() == 1 and not any(pairs)


def _mixes_times(text: str, sources: Sequence[str]) -> bool:
    times = _times(text)
    return len(times) > 1 and not any(times <= _times(one) for one in sources)


def _times(text: str) -> frozenset[str]:
    """Days, months and the like outside quotations; a bare year goes with most of them."""
    return frozenset(found.lower() for found in _WHEN.findall(_QUOTED.sub("", text)))


def _moves_a_day(text: str, sources: Sequence[str]) -> bool:
    """Whether a weekday stands with what will or may be, which every source has with what was:
    "said there would be no talks on Thursday" of who ruled them out on Thursday."""
    for found in _WEEKDAY.finditer(text):
        clause = _PARTS.split(text[: found.start()])[-1]
        if not _MODAL.search(clause):
            continue
        known = [one[: day.start()] for one in sources for day in re.finditer(found[0], one)]
        past = all(_PAST.search(one) and not _AHEAD.search(one) for one in known)
        if known and past:
            return True
    return False


def _restrictions(sources: Sequence[str]) -> frozenset[str]:
    """Restricting words that every source has."""
    return _RESTRICT.intersection(*(_WORD.findall(one.lower()) for one in sources))


def _is_freed(text: str, sources: Sequence[str]) -> bool:
    """Whether the fusion goes on at a word which, wherever the sources have it, stands behind a
    governing word of its clause that the fusion lacks."""
    told = [word for one in sources for word in (*_tokens(one), ".")]
    where: dict[str, set[int]] = {}
    for place, word in enumerate(told):
        where.setdefault(word, set()).add(place)
    words = _tokens(text)
    lost = _GOVERN - {*words}
    last: set[int] | None = None
    for word in words:
        here = where.get(word, set())
        jumps = last is not None and not any(place - 1 in last for place in here)
        if here and jumps and all(_governed(told, place, lost) for place in here):
            return True
        last = here
    return False


def _spells_twice(text: str) -> bool:
    """Whether a text has the short and the long name of one thing."""
    return any(short.search(text) and long.search(text) for short, long in _SPELLINGS)


def _takes_nothing(text: str, sources: Sequence[str]) -> bool:
    """Whether an "as" with the word behind it follows, wherever the sources have the two, a verb of
    taking something for something, and the fusion has none of these verbs."""
    words = _tokens(text)
    for after in {b for a, b in pairwise(words) if a == "as"}:
        verbs = [
            next((w for w in reversed(told[max(0, at - _REACH) : at]) if w in _TAKE), "")
            for told in map(_tokens, sources)
            for at, pair in enumerate(pairwise(told))
            if pair == ("as", after)
        ]
        if verbs and all(verbs) and not _TAKE & {*words}:
            return True
    return False


def _ends_early(text: str, sources: Sequence[str]) -> bool:
    """Whether the last two words stand before "of" wherever the sources have them."""
    last = tuple([word for word in _tokens(text) if word[0].isalnum()][-2:])
    follows = [
        told[at + 2] if at + 2 < len(told) else "."
        for told in map(_tokens, sources)
        for at, pair in enumerate(pairwise(told))
        if pair == last
    ]
    return bool(follows) and {*follows} == {"of"}


def _governed(told: Sequence[str], place: int, lost: frozenset[str]) -> bool:
    """Whether one of `lost` stands before `place` in its clause."""
    for word in reversed(told[max(0, place - _REACH) : place]):
        if word in _CLAUSE_ENDS:
            return False
        if word in lost:
            return True
    return False


def _tokens(text: str) -> list[str]:
    return [word.replace("’", "'") for word in TOKEN.findall(text.lower())]
