"""Which other names of the passages could stand where a written sentence has a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from summarizer import frequency
from summarizer.gate_context import Place
from summarizer.gate_names import named_alike
from summarizer.place_kinds import place_kind
from summarizer.tokens import STOPWORDS

# A word that is written with a capital less often is no rival of a name.
_FEW = 0.5
# So often a word has a capital that it may be a given name.
_ALWAYS = 0.9
# Names so many characters apart with no verb between stand side by side.
_GAP = 12
_CLAUSE = re.compile(r"\b(?:said|says|told|was|were|has|had|have|is|are|will|[a-z]{2,}ed)\b|[;:.]")
# "Velm (Arden Press) -", "TESK, Arvania —": where and by whom it was written, and no part of it.
_DATELINE = re.compile(r"\W*(?:[A-Z][\w.,’' -]{0,40}?)?\([A-Z][\w .&-]{1,25}\)\s*[–—-]*\s")
# Behind these a word has its capital for its place.
_START = re.compile(r"(?:^|[.!?:)\]][\"”’']?\s|[\"“‘])\s*$")
# Between the two names of "Velm, Arvania", "Lind of Arden", "Tesk's Ada Lind", "Lind (D-Tesk)".
_OF = re.compile(r"(?:,| of| of the|['’]s?|,? \() ?")


def candidates(places: Sequence[Place]) -> list[Place]:
    """The places of the passages that have a name which could be another one's rival: not those of
    a dateline, of a common word in capitals ("MORE") or of one that begins a sentence."""
    ends: dict[int, int] = {}
    found = []
    for place in places:
        if place.passage not in ends:
            dateline = _DATELINE.match(place.text)
            ends[place.passage] = dateline.end() if dateline else 0
        if place.start >= ends[place.passage] and not _common(place):
            found.append(place)
    return found


def rivals(alike: Collection[Place], near: Sequence[Place], known: Sequence[Place]) -> list[Place]:
    """The places of `known` whose names could stand for one that the passages have at `alike`:
    those that are none of the names `near` it in its sentence, no part of a longer name of its
    bearer, and do not stand beside it as what tells more of it."""
    longer = {frozenset(one.own) for one in alike}
    ends = {(one.passage, one.end): one for one in alike}
    starts = {(one.passage, one.start): one for one in alike}
    return [
        one
        for one in known
        if not any(kin(one, two) for two in near)
        and not any(set(one.own) <= whole for whole in longer)
        and not _tells_of(one, ends, starts)
    ]


def _tells_of(
    one: Place, ends: dict[tuple[int, int], Place], starts: dict[tuple[int, int], Place]
) -> bool:
    """Whether a name stands beside one of these as its town, state or house."""
    after = _OF.match(one.text, one.end)
    if after and (one.passage, after.end()) in starts:
        return True
    low = max(0, one.start - 10)
    before = one.text[low : one.start]
    return any(
        _OF.fullmatch(before[at:]) and (one.passage, low + at) in ends for at in range(len(before))
    )


def _common(place: Place) -> bool:
    """Whether it is a common word with a capital for its place, or in capitals."""
    share = frequency.load().capital_share(place.key)
    if share is None or share >= _FEW:
        return False
    low = max(0, place.start - 8)
    before = place.text[low : place.start]
    return place.spelled.isupper() or bool(_START.search(before if low else f" {before}"))


def beside(text: str, one: Place, two: Place) -> bool:
    """Whether two names stand side by side: "Arden, Velm", "the Arden Senate and House"."""
    first, second = sorted((one, two), key=lambda place: place.start)
    between = text[first.end : second.start]
    return len(between) <= _GAP and not _CLAUSE.search(between)


def kin(one: Place, two: Place) -> bool:
    """Whether two places may have one bearer: alike, or with a word in common; not two of one
    family, "Ada Brill" and "Tom Brill"."""
    if named_alike(one.key, two.key):
        return True
    common = (set(one.own) & set(two.own)) - STOPWORDS
    return bool(common) and not _family(one.key.split(), two.key.split())


def _family(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two keys are given names, not one another's initials, before one family name."""
    if min(len(one), len(two)) < 2 or one[-1] != two[-1] or {*one[:-1]} & {*two[:-1]}:
        return False
    return all(_given(word) for word in (one[0], two[0])) and one[0][0] != two[0][0]


def _given(word: str) -> bool:
    share = frequency.load().capital_share(word)
    written = share is None or share >= _ALWAYS
    return written and len(word.rstrip(".")) > 1 and not place_kind(word)
