"""How many at least or at most, and of how many: "at least 12" is neither 12 nor "fewer than 12".

Also "all of the pupils" where the passages have "most", and "nine members voted" where they have
"two of the nine members voted".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.agree import significant
from summarizer.gate_facts import Facts, in_date
from summarizer.records import Quantity
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, terms, words

# Of 2,550 sound sentences of train material one loses a bound and none turns one; of 75 with one
# the gate now finds 51 without it (6 before) and 63 with its contrary (7 before).
_OPENS = r"\s(?:an?\s|the\s|some\s|about\s)?[$£€]?$"
_LEAST = re.compile(
    rf"\b(?:more than|at least|upwards? of|in excess of|n(?:o|ot) (?:fewer|less) than){_OPENS}",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"\b(?:(?<!no )(?<!not )(?:less|fewer) than|at most|n(?:o|ot) more than|up to|as (?:many|much)"
    rf" as|a maximum of){_OPENS}",
    re.IGNORECASE,
)
_NO_MORE = re.compile(rf"\bn(?:o|ot) (?:more|greater) than{_OPENS}", re.IGNORECASE)
# They bound as well, and are as often something else ("over three days", "under 21 rules").
_LOOSE_LEAST = re.compile(rf"\b(?:over|above|exceed\w*|topp(?:ed|ing)){_OPENS}", re.IGNORECASE)
_LOOSE_MOST = re.compile(rf"\b(?:under|below|nearly|almost){_OPENS}", re.IGNORECASE)
_REACH = 32
_LARGE, _ROUND = 1000, 2

_SOME = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*|some|most|many|several|few|half"
    r"|none|any|each|part)"
)
_PART_OF = re.compile(
    rf"\b{_SOME} (?:of|among|out of) (?:the |its |their |his |her |those |these )?$", re.IGNORECASE
)
_OF = re.compile(
    r"\b(?:of|among) (?:the |its |their |his |her |those |these |all )*$", re.IGNORECASE
)
# Behind a whole of which the passages tell a part: so many equal words tell the same of it.
_SAME_WORDS = 2

_RANK = {
    "none": 0, "no": 0, "neither": 0, "some": 1, "several": 1, "few": 1, "many": 1, "half": 1,
    "most": 2, "all": 3, "every": 3, "each": 3, "both": 3,
}  # fmt: skip
_BEFORE_NOUN = frozenset("of the its their his her these those our".split())


def wrong_bounds(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Numbers that lost their bound or have the contrary one, parts taken for the whole, and
    words such as "all" that say more than the passages do."""
    wrong = []
    for number in sentence.numbers:
        if in_date(number, sentence.dates):
            continue
        borne = [
            (passage.text, one)
            for passage in passages
            for one in passage.numbers
            if one.value == number.value and one.unit == number.unit and not one.ordinal
        ]
        if borne and _unbound(sentence.text, number, borne):
            wrong.append(f"the cited passages have another bound on {number.text!r}")
        elif borne and _whole(sentence.text, number, borne):
            wrong.append(f"the cited passages tell it of a part of {number.text!r}")
    return [*wrong, *_wrong_shares(sentence.text, [one.text for one in passages])]


def _unbound(text: str, number: Quantity, borne: Sequence[tuple[str, Quantity]]) -> bool:
    """Whether the passages all bound a number that the sentence gives without, or the other way."""
    own = _bound(text, number.start)
    theirs = {_bound(other, one.start) for other, one in borne}
    if own:
        return theirs == {-own}
    firm = all(_firm(other, one.start) for other, one in borne)
    # A large round number is rough by itself: "35,000" for "more than 35,000".
    rough = number.value >= _LARGE and significant(number.value) <= _ROUND and theirs == {1}
    return firm and not rough and not number.approximate and not _loose(text, number.start)


def _bound(text: str, start: int) -> int:
    """1 for a number that is the least, -1 for the most, 0 for neither."""
    before = text[max(0, start - _REACH) : start]
    if _NO_MORE.search(before):
        return -1
    if _LEAST.search(before) or _LOOSE_LEAST.search(before):
        return 1
    return -1 if _MOST.search(before) or _LOOSE_MOST.search(before) else 0


def _firm(text: str, start: int) -> bool:
    before = text[max(0, start - _REACH) : start]
    return bool(_NO_MORE.search(before) or _LEAST.search(before) or _MOST.search(before))


def _loose(text: str, start: int) -> bool:
    return bool(re.search(r"\bor (?:more|fewer|less)\b|\bplus\b", text[start : start + _REACH]))


def _whole(text: str, number: Quantity, borne: Sequence[tuple[str, Quantity]]) -> bool:
    """Whether the passages tell the same of a part of so many only ("two of the nine members")."""
    if number.value == 1 or number.unit or _OF.search(text[: number.start]):
        return False
    if not all(_PART_OF.search(other[: one.start]) for other, one in borne):
        return False
    behind = _behind(text, number)
    return any(len(behind) >= _SAME_WORDS and behind == _behind(other, one) for other, one in borne)


def _behind(text: str, number: Quantity) -> list[str]:
    return [stem(word) for word in terms(text[number.end : number.end + 40])[:_SAME_WORDS]]


def _wrong_shares(sentence: str, passages: Sequence[str]) -> list[str]:
    """Of what the sentence says "all", "most" or "no" and the passages less, or the contrary."""
    known: dict[str, set[int]] = {}
    for passage in passages:
        for noun, ranks in _shares(passage).items():
            known.setdefault(noun, set()).update(ranks)
    return [
        f"the cited passages say less of {noun!r}"
        for noun, ranks in _shares(sentence).items()
        if noun in known
        and not ranks & known[noun]
        and (max(ranks) > max(known[noun]) or 0 in ranks)
        and (max(ranks) > 1 or 0 in ranks | known[noun])
    ]


def _shares(text: str) -> dict[str, set[int]]:
    """The stems of the nouns behind "all", "most of the 60" and the like, with their `_RANK`."""
    folded = [fold(text[start:end]) for start, end in words(text)]
    found: dict[str, set[int]] = {}
    for at, word in enumerate(folded):
        if word not in _RANK:
            continue
        at += 1
        while at < len(folded) and (folded[at] in _BEFORE_NOUN or folded[at].isdigit()):
            at += 1
        if at < len(folded) and folded[at] not in STOPWORDS:
            found.setdefault(stem(folded[at]), set()).add(_RANK[word])
    return found
