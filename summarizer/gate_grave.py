"""Grave words need a witness: nobody is said to be killed, convicted or acquitted unless a passage
says so of them.

One new word of content may be style; these are news. Refused is one of them where no passage has
a word that could tell the same ("was jailed" for "convicted", "the blast" for "bomb").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.stemmer import stem
from summarizer.tokens import content_words, terms

# Each row: the words, and what else tells the same. Of 2,550 sound sentences of train material one
# is refused ("killed on" a flight that "crashed").
_ROWS = """
kill murder slain
    / kill die died dies dying dead death deadly fatal fatally murder slay slain slaughter
    massacre toll victim body bodies perish suicide lose lost lives life casualty
    manslaughter homicide assassinate execute
    lynch shot shoot drown crash stab strangle poison genocide
convict conviction
    / convict conviction guilty verdict sentence condemn jail imprison prison felon
acquit acquittal
    / acquit acquittal clear exonerate innocent overturn quash guilty verdict
arrest
    / arrest detain detention custody hold held jail apprehend capture nab seize catch caught
    imprison handcuff surrender suspect charge cuff round booked
resign resignation
    / resign resignation quit step stepped leave left oust departure depart exit retire withdraw
confess confession admit
    / confess confession admit admission acknowledge concede plead plea pled guilty own
bribe bribery
    / bribe bribery corrupt corruption kickback graft
bomb explode explosion
    / bomb explode explosion blast blow blew detonate explosive device grenade
rape
    / rape sexual sexually assault abuse molest
"""
# A plea or verdict of "not guilty" tells of no conviction, nor "guilty" of an acquittal.
_NOT_GUILTY = re.compile(r"\b(?:not|n['’]t) guilty\b", re.IGNORECASE)
_GUILTY = stem("guilty")
_FREED = frozenset((stem("acquit"), stem("acquittal")))
_CONVICTED = frozenset((stem("convict"), stem("conviction")))


def _witnesses() -> dict[str, frozenset[str]]:
    found = {}
    for row in _ROWS.strip().replace("\n    ", " ").splitlines():
        grave, same = (frozenset(map(stem, half.split())) for half in row.split("/"))
        found.update(dict.fromkeys(grave, same))
    return found


_WITNESSES = _witnesses()


def wrong_grave(sentence: str, passages: Sequence[str]) -> list[str]:
    """The grave words of the sentence of which the passages tell in no words."""
    grave = [
        unit for unit in dict.fromkeys(map(stem, content_words(sentence))) if unit in _WITNESSES
    ]
    if not grave:
        return []
    have = {stem(word) for passage in passages for word in terms(passage)}
    freed = any(_NOT_GUILTY.search(passage) for passage in passages)
    firm = any(_GUILTY in map(stem, terms(_NOT_GUILTY.sub(" ", one))) for one in passages)
    wrong = []
    for unit in grave:
        same = _WITNESSES[unit] & have
        if (unit in _FREED and not freed) or (unit in _CONVICTED and not firm):
            same -= {_GUILTY}
        if not same:
            wrong.append(f"no cited passage tells of {unit!r}")
    return wrong
