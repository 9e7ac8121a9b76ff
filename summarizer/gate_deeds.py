"""Deeds told as done that the passages only intend: "paid" where all of them plan to pay.

``modality`` and ``gate_cues`` hold a hedged word against the same word stated. Here the form of
the verb decides, whatever stands around it: the past of a verb, an irregular one too, which every
passage has only in the infinitive of an aim ("voted to close", "urged them to pay").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.modal_words import BREAK, HEDGES, NEGATIONS
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

# Of 2,550 sound sentences of train material one is refused for this alone (a woman who "saved" her
# family, where the passage was "trying to save" it); of 306 altered ones ("plans to pay" made
# "paid") the gate refuses 219 instead of 182. Decisions are no aims: who "decided to sack"
# somebody has done so in other reports; nor is what "will" be, unless somebody also aims at it.
_AIMS = frozenset(
    """agree agreed agreeing agrees aim aimed aiming aims ask asked asking asks attempt attempted
    attempting attempts bid bids call called calling calls campaign campaigning consider considered
    considering demand demanded demanding demands expect expected expects hope hoped hopes hoping
    intend intended intending intends intention likely motion offer offered offering offers plan
    planned planning plans pledge pledged pledges pledging prepare prepared prepares preparing
    press pressed pressing pressure promise promised promises promising proposal proposals propose
    proposed proposes proposing push pushed pushes pushing ready request requested requests
    scheduled seek seeking seeks set sought threaten threatened threatening threatens
    tried tries try trying urge urged urges urging vote voted votes voting vow vowed vowing vows
    want wanted wants willing""".split()
)
# A noun of the deed in a clause with one of these does not tell it as done: "the closure still
# needs approval".
_OPEN = (
    _AIMS
    | HEDGES
    | frozenset(
        "will would if needs need needed against oppose opposed opposes stop prevent".split()
    )
)
# Who votes to do these has done it.
_VOTES = frozenset(("vote", "voted", "votes", "voting"))
_BY_VOTE = frozenset(
    stem(word)
    for word in """accept acquit adopt advance allow approve authorise authorize ban block censure
    condemn confirm convict declare delay dismiss elect endorse expel extend fire give grant hold
    impeach oust overrule override overturn pass postpone ratify recall recognise recognize reject
    remove rename repeal sanction subpoena""".split()
)
_FORMS = [
    forms.split()
    for forms in """begin began begun/bend bent/bring brought/build built/buy bought/catch caught
    /choose chose chosen/draw drew drawn/drive drove driven/eat ate eaten/feed fed/fight fought
    /flee fled/fly flew flown/forbid forbade forbidden/freeze froze frozen/give gave given
    /hide hid hidden/hold held/keep kept/lead led/leave left/lend lent/lose lost/make made/meet met
    /overthrow overthrew overthrown/pay paid/rebuild rebuilt/repay repaid/rise rose risen
    /run ran/sell sold/send sent/shoot shot/sink sank sunk/speak spoke spoken/spend spent
    /steal stole stolen/strike struck/swear swore sworn/take took taken/teach taught/tear tore torn
    /throw threw thrown/undergo underwent undergone/undertake undertook undertaken/win won
    /withdraw withdrew withdrawn/withhold withheld/write wrote written""".split("/")
]
_PAST_OF = {form: forms[0] for forms in _FORMS for form in forms[1:]}
# Pasts that are no participles; of others it takes "was", "has" or a sure subject before, or an
# object behind, to tell "closed the port" from "wants the port closed".
_PLAIN = frozenset(forms[1] for forms in _FORMS if len(forms) > 2)
_SUBJECTS = frozenset("he she they we who which".split())
_HELPERS = frozenset("was were been has have had".split())
_OBJECTS = frozenset(
    """a an the his her its their our my your this these those some any all more most many him them
    it us me you both each every another up down off out""".split()
)
# An aim stands at most so many words before its "to"; a regular past has at least five letters.
_REACH, _SHORTEST = 8, 5
_FUTURE = frozenset(("will", "would", "shall"))
_NOT_DONE = HEDGES | NEGATIONS | _FUTURE | frozenset("to should must can if unless whether".split())
# Behind these a participle describes: "the closed port", "with increased spending".
_DESCRIBES = frozenset(
    """a an the his her its their our my your this that these those some any of for with by in on at
    from as about into than is are am be being""".split()
)
# What else stands between a verb and the words that say how it is told, beside adverbs in "-ly".
_PASSED = frozenset("also then now already since later first again soon just only finally".split())
# "Would" is looked for no farther from its verb than "would have been"; a deed is the same one
# where a word of content within five of it is.
_NEAR, _BESIDE = 3, 5
_DID_SO = re.compile(r"\b(?:did|do(?:ne|ing)) so\b", re.IGNORECASE)

# A folded word, and whether it begins with a small letter.
_Word = tuple[str, bool]


def wrong_deeds(sentence: str, passages: Sequence[str]) -> list[str]:
    """What the sentence tells as done and every passage that has the verb only means to do; one of
    them must have a further word of content beside it, so that it speaks of the same."""
    done = {unit: (base, beside) for unit, base, beside in _done(sentence)}
    if not done or any(_DID_SO.search(passage) for passage in passages):
        return []
    aimed: dict[str, set[bool | None]] = {}
    near: set[str] = set()
    held: set[str] = set()
    for passage in passages:
        for clause in _clauses(passage):
            if _OPEN.isdisjoint(word for word, small in clause if small):
                held.update(word for word, _ in clause)
            for at, (word, _) in enumerate(clause):
                unit = _unit(word)
                if unit in done:
                    aim = _aimed(clause, at)
                    aimed.setdefault(unit, set()).add(aim)
                    if aim and not done[unit][1].isdisjoint(_beside(clause, at)):
                        near.add(unit)
    return [
        f"the cited passages do not state {unit!r} as fact"
        for unit, (base, _) in done.items()
        if unit in near and False not in aimed[unit] and not _named(base, unit, held)
    ]


def _named(base: str, unit: str, held: set[str]) -> bool:
    """Whether the passages have a noun of the deed, which may tell it as done: "payment"."""
    return any(word.startswith(base) and _unit(word) != unit for word in held)


def _unit(word: str) -> str:
    """The stem of a verb, the same for all its forms."""
    return stem(_PAST_OF.get(word, word))


def _regular(word: str) -> bool:
    return word.endswith("ed") and len(word) >= _SHORTEST


def _clauses(text: str) -> Iterator[list[_Word]]:
    """The words of each clause, folded, with whether they begin with a small letter."""
    breaks = [one.start() for one in BREAK.finditer(text)]
    row: list[_Word] = []
    at = 0
    for start, end in words(text):
        while at < len(breaks) and breaks[at] < start:
            at += 1
            yield row
            row = []
        row.append((fold(text[start:end]), text[start].islower()))
    yield row


def _before(clause: Sequence[_Word], at: int) -> int:
    """The place before a verb, adverbs passed over; -1 where nothing stands there."""
    at -= 1
    while at >= 0 and (clause[at][0].endswith("ly") or clause[at][0] in _PASSED):
        at -= 1
    return at


def _beside(clause: Sequence[_Word], at: int) -> set[str]:
    """The stems of content around a verb."""
    around = [*clause[max(0, at - _BESIDE) : at], *clause[at + 1 : at + 1 + _BESIDE]]
    return {_unit(word) for word, _ in around if word not in STOPWORDS and word not in _AIMS}


def _done(text: str) -> Iterator[tuple[str, str, set[str]]]:
    """The verbs that are told as done: their stems, how a noun made of them begins, and the stems
    of content around them."""
    for clause in _clauses(text):
        for at, (word, small) in enumerate(clause):
            if not small or not (word in _PAST_OF or _regular(word)):
                continue
            last = _before(clause, at)
            if last >= 0 and clause[last][0] in _DESCRIBES:
                continue
            helped = last >= 0 and clause[last][0] in _HELPERS
            if not (
                helped or word in _PLAIN or _has_subject(clause, last) or _has_object(clause, at)
            ):
                continue
            if _NOT_DONE.isdisjoint(one for one, _ in clause[max(0, last + 1 - _NEAR) : last + 1]):
                unit = _unit(word)
                yield unit, _PAST_OF.get(word, unit.removesuffix("e")), _beside(clause, at)


def _has_subject(clause: Sequence[_Word], last: int) -> bool:
    """Whether what stands before is sure to be one: a pronoun, or a name that opens the clause."""
    return last >= 0 and (
        clause[last][0] in _SUBJECTS or not any(small for _, small in clause[: last + 1])
    )


def _has_object(clause: Sequence[_Word], at: int) -> bool:
    """Whether an object follows: a word that opens one, a name, a number."""
    if at + 1 == len(clause):
        return False
    word, small = clause[at + 1]
    return word in _OBJECTS or not small


def _aimed(clause: Sequence[_Word], at: int) -> bool | None:
    """Whether a verb is only aimed at (in the infinitive, behind an aim); None for what will be."""
    word = clause[at][0]
    last = _before(clause, at)
    passive = last >= 0 and clause[last][0] == "be"
    if passive:
        last = _before(clause, last)
    elif word in _PAST_OF or _regular(word) or word.endswith(("ing", "s")):
        return False
    if last < 0:
        return False
    if clause[last][0] in _FUTURE:
        return None
    aims = _AIMS.intersection(one for one, _ in clause[max(0, last - _REACH) : last])
    if _unit(word) in _BY_VOTE:
        aims -= _VOTES
    return clause[last][0] == "to" and bool(aims)
