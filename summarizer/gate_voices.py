"""Whether a statement stays with who made it: "Gorm said the line would reopen", where another did.

Only what is told as "A said that …", "…, A said" or "according to A" is compared, and only names,
or kinds of people who never speak for each other (police, witnesses): "the company" may be Orlec.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import facts
from summarizer.gate_deeds import wrong_deeds
from summarizer.modality import DENIED, wrong_modality, wrong_polarity
from summarizer.stemmer import stem
from summarizer.tokens import content_stems, terms

# Of 2,550 sound sentences of train material one is hit (and for another reason, too); of 36 whose
# speaker was put before another's statement 10, most of which nothing else finds.
_SAYS = (
    r"(?:said|says|told [\w ]{2,24}?|announced|added|warned|claimed|argued|insisted|stated|wrote|"
    r"confirmed|noted)"
)
_ON = r"(?: (?:on |late |early )?\w+day)?"
_WHO = r"[^,.;:“”\"]{2,70}?(?:, [^,“”\"]{2,60},)?"
_FORMS = (
    re.compile(rf"According to (?P<who>{_WHO}), (?P<what>.+)", re.DOTALL),
    re.compile(rf"(?P<what>.+?),? according to (?P<who>{_WHO})\.?", re.DOTALL | re.IGNORECASE),
    re.compile(rf"(?P<who>{_WHO}) {_SAYS}{_ON},?(?: that)? (?P<what>.+)", re.DOTALL),
    re.compile(rf"(?P<what>.+?),[”\"’']* (?P<who>{_WHO}) {_SAYS}\b[^“”\"]{{0,60}}", re.DOTALL),
    re.compile(rf"(?P<what>.+?),[”\"’']* {_SAYS} (?P<who>{_WHO})\.?", re.DOTALL),
)
_PRONOUNS = frozenset("he she they it who that which i we you".split())
# Who never speaks for the others.
_KINDS = [
    frozenset(map(stem, row.split()))
    for row in (
        "police officers", "witnesses residents neighbours neighbors", "prosecutors",
        "lawyers lawyer attorneys attorney", "family relatives parents", "protesters demonstrators",
        "doctors", "organisers organizers",
    )
]  # fmt: skip
# So much of what is said must be another's statement, and no more than so much the speaker's own.
_THEIRS, _OWN = 0.6, 0.35
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says what: stems of content, and the names or the kind of the speaker."""

    who: frozenset[str]
    what: frozenset[str]
    kind: int | None


_NAMED = -1


def wrong_voices(sentence: str, passages: Sequence[str]) -> list[str]:
    """Statements that the sentence gives to somebody who, by the passages, made others, while
    somebody else made this one."""
    own = _voice(sentence)
    if own is None or own.kind is None or len(own.what) < _FEWEST:
        return []
    heard = [(_voice(one), content_stems(one)) for one in passages]
    mine = [voice for voice, _ in heard if voice and voice.who & own.who]
    if not mine:
        return []
    spoken = [
        one
        for one, (voice, _) in zip(passages, heard, strict=True)
        if voice and voice.who & own.who
    ]
    if _contradicted(sentence, spoken):
        return ["the cited passages have the speaker say otherwise"]
    if max(_share(own, voice) for voice in mine) > _OWN:
        return []
    if any(own.who & held and len(own.what & held) >= _THEIRS * len(own.what) for _, held in heard):
        return []
    theirs = [voice for voice, _ in heard if voice and _apart(own, voice)]
    if any(_share(own, voice) >= _THEIRS for voice in theirs):
        return ["the cited passages give what is said to another speaker"]
    return []


def _contradicted(sentence: str, spoken: Sequence[str]) -> bool:
    """Whether the speaker denies, doubts or only aims at what the sentence has him state: that
    another passage tells it as a fact bears no "he said" out."""
    denied = any(one.startswith(DENIED) for one in wrong_polarity(sentence, spoken))
    return denied or bool(wrong_modality(sentence, spoken) or wrong_deeds(sentence, spoken))


def _share(own: _Voice, other: _Voice) -> float:
    return len(own.what & other.what) / len(own.what)


def _apart(one: _Voice, two: _Voice) -> bool:
    """Whether two speakers are surely not one: both named, or of two kinds."""
    if one.kind is None or two.kind is None or one.who & two.who:
        return False
    return one.kind != two.kind if _NAMED not in (one.kind, two.kind) else one.kind == two.kind


def _voice(text: str) -> _Voice | None:
    for form in _FORMS:
        found = form.fullmatch(text.strip())
        if found is None:
            continue
        who, what = content_stems(found["who"]), content_stems(found["what"])
        if not who or len(what) < _FEWEST:
            continue
        if not _PRONOUNS.isdisjoint(terms(found["who"])):
            return None
        return _Voice(who, what, _kind(found["who"], who))
    return None


def _kind(who: str, stems: frozenset[str]) -> int | None:
    if facts.names(who):
        return _NAMED
    return next((i for i, row in enumerate(_KINDS) if row & stems), None)
