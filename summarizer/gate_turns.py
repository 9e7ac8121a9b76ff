"""Words turned into their opposite: "rose" where every passage has "fell".

A sentence may tell a thing in other words, but hardly in words that mean the contrary. Refused is
a word where the passages have its opposite with the same words around it, and have neither it nor
another word of its side in such a place; both or neither are denied ("rejected" for "did not
accept" is sound).
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.modal_words import Use, uses
from summarizer.modality import fit_around
from summarizer.stemmer import stem

# Each row holds two sides whose words mean the contrary of each other's; regular forms have one
# stem, irregular ones are listed. Words that go either way ("struck", "up") are left out.
_ROWS = """
rise rose risen grow grew grown increase climb jump surge soar gain
    / fall fell fallen drop decline decrease shrink shrank shrunk sink sank sunk plunge slump tumble
raise increase lift / cut lower reduce slash
rise rose risen / cut
approve approval accept endorse support back
    / reject rejection oppose veto refuse refusal
uphold upheld / overturn quash reverse annul lift
impose tighten / lift ease loosen
release free freed / capture seize detain arrest jail imprison kidnap
advance / retreat
open reopen / close shut closure
begin began begun beginning start / end finish stop
arrive / depart leave left
admit confirm / deny denied denial
convict conviction / acquit acquittal clear
allow permit / ban prohibit forbid forbade forbidden block bar
agree / refuse decline
win won victory / lose lost
profit / loss
higher highest / lower lowest
faster / slower
stronger / weaker
appoint hire reappoint / sack fire dismiss
alive / dead
survive survivor / die died dying
upper / lower
man men / woman women
son / daughter
husband / wife wives
brother / sister
father / mother
boy / girl
north northern / south southern
east eastern / west western
import / export
buy bought / sell sold sale
supporter / opponent critic
employer / employee
strengthen / weaken
widen / narrow
succeed success successful / fail failure
legal / illegal
public / private
majority / minority
join / quit leave left
include / exclude
attack / defend
praise / criticize criticise condemn
maximum / minimum
morning / evening afternoon night
best / worst
optimistic / pessimistic
good / bad poor
"""
# Of 2,550 sound sentences of train material one is refused at this bound, and two at 1; one more
# (for another reason, too) where the passages have a word of either side.
_ALIKE = 1.5
_CLEARLY, _MARGIN, _HERE = 3.0, 1.5, 1.0


def _sides() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """For each stem the stems of its own side and those of the other, of all its rows."""
    own: dict[str, frozenset[str]] = {}
    other: dict[str, frozenset[str]] = {}
    for row in _ROWS.strip().replace("\n    ", " ").splitlines():
        halves = [frozenset(map(stem, half.split())) for half in row.split("/")]
        for here, there in (halves, halves[::-1]):
            for word in here:
                own[word] = own.get(word, frozenset()) | here
                other[word] = other.get(word, frozenset()) | there
    return own, other


_OWN, _OTHER = _sides()


def wrong_turns(sentence: str, passages: Sequence[str]) -> list[str]:
    """The words whose opposite the passages have in their place."""
    turned = [use for use in dict.fromkeys(uses(sentence)) if use.unit in _OWN]
    if not turned:
        return []
    known: dict[str, list[Use]] = {}
    for use in dict.fromkeys(use for passage in passages for use in uses(passage)):
        known.setdefault(use.unit, []).append(use)
    wrong = []
    for use in turned:
        own = [one for unit in sorted(_OWN[use.unit]) for one in known.get(unit, ())]
        other = [
            one
            for unit in sorted(_OTHER[use.unit])
            for one in known.get(unit, ())
            if one.negated == use.negated
        ]
        # What rose and what fell may both be told: then the other's place must fit clearly better.
        here = max((fit_around(use, one) for one in own), default=0.0)
        least = _CLEARLY if own else _ALIKE
        there = max((fit_around(use, one) for one in other), default=0.0)
        if there >= max(least, here + _MARGIN) and here <= _HERE:
            wrong.append(f"the cited passages have the opposite of {use.unit!r}")
    return wrong
