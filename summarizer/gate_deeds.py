"""Deeds told as done that the passages only mean to do: "paid" where all of them plan to pay.

``modality`` and ``gate_cues`` hold a hedged word against the same word stated. Here the form of
the verb decides, whatever stands around it: the past of a verb, an irregular one too, which every
passage has only in the infinitive of an aim ("voted to close", "urged them to pay").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.modal_words import BREAK, HEDGES, NEGATIONS
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

# Of 2,550 sound sentences of train material one is refused for this alone (a woman who "saved" her
# family, where the passage was "trying to save" it). Decisions are no aims: who "decided to sack"
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
_PAST_OF = {
    form: forms.split()[0]
    for forms in """begin began begun/bend bent/bring brought/build built/buy bought/catch caught
    /choose chose chosen/draw drew drawn/drive drove driven/eat ate eaten/feed fed/fight fought
    /flee fled/fly flew flown/forbid forbade forbidden/freeze froze frozen/give gave given
    /hide hid hidden/hold held/keep kept/lead led/leave left/lend lent/lose lost/make made/meet met
    /overthrow overthrew overthrown/pay paid/rebuild rebuilt/repay repaid/rise rose risen
    /run ran/sell sold/send sent/shoot shot/sink sank sunk/speak spoke spoken/spend spent
    /steal stole stolen/strike struck/swear swore sworn/take took taken/teach taught/tear tore torn
    /throw threw thrown/undergo underwent undergone/undertake undertook undertaken/win won
    /withdraw withdrew withdrawn/withhold withheld/write wrote written""".split("/")
    for form in forms.split()[1:]
}
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
# "Would" is looked for no farther from its verb than "would have been"; "wants the port closed".
_NEAR = 3
_WISHES = frozenset("keep keeping keeps kept order ordered orders want wanted wants".split())


def wrong_deeds(sentence: str, passages: Sequence[str]) -> list[str]:
    """What the sentence tells as done and every passage that has the verb only means to do; one of
    them must have a further word of the sentence's content beside it, so that it tells of that."""
    done = dict(_done(sentence))
    if not done:
        return []
    own = {fold(sentence[start:end]) for start, end in words(sentence)} - STOPWORDS
    content = set(map(_unit, own))
    aimed: dict[str, set[bool | None]] = {}
    near: set[str] = set()
    held: set[str] = set()
    for passage in passages:
        for clause in _clauses(passage, names=True):
            held.update(clause)
            units = [_unit(word) for word in clause]
            for at, unit in enumerate(units):
                if unit in done:
                    aim = _aimed(clause, at)
                    aimed.setdefault(unit, set()).add(aim)
                    if aim and not content.isdisjoint({*units} - {unit}):
                        near.add(unit)
    return [
        f"the cited passages do not state {unit!r} as fact"
        for unit, base in done.items()
        if unit in near and True in aimed[unit] and False not in aimed[unit]
        if not _named(base, unit, held)
    ]


def _named(base: str, unit: str, held: set[str]) -> bool:
    """Whether the passages have a noun of the deed, which may tell it as done: "payment"."""
    return any(word.startswith(base) and _unit(word) != unit for word in held)


def _unit(word: str) -> str:
    """The stem of a verb, the same for all its forms."""
    return stem(_PAST_OF.get(word, word))


def _regular(word: str) -> bool:
    return word.endswith("ed") and len(word) >= _SHORTEST


def _clauses(text: str, *, names: bool) -> Iterator[list[str]]:
    """The words of each clause, folded; without ``names`` what begins with a capital is empty:
    no verb of a written sentence does."""
    breaks = [one.start() for one in BREAK.finditer(text)]
    row: list[str] = []
    at = 0
    for start, end in words(text):
        while at < len(breaks) and breaks[at] < start:
            at += 1
            yield row
            row = []
        row.append(fold(text[start:end]) if names or text[start].islower() else "")
    yield row


def _before(clause: Sequence[str], at: int) -> int:
    """The place before a verb, adverbs passed over; -1 where nothing stands there."""
    at -= 1
    while at >= 0 and (clause[at].endswith("ly") or clause[at] in _PASSED):
        at -= 1
    return at


def _done(text: str) -> Iterator[tuple[str, str]]:
    """The verbs that are told as done: their stems, and how a noun made of them begins."""
    for clause in _clauses(text, names=False):
        for at, word in enumerate(clause):
            if word not in _PAST_OF and not _regular(word):
                continue
            last = _before(clause, at)
            if last >= 0 and clause[last] in _DESCRIBES:
                continue
            told = _NOT_DONE.isdisjoint(clause[max(0, last + 1 - _NEAR) : last + 1])
            if told and _WISHES.isdisjoint(clause[max(0, last + 1 - _REACH) : last + 1]):
                unit = _unit(word)
                yield unit, _PAST_OF.get(word, unit.removesuffix("e"))


def _aimed(clause: Sequence[str], at: int) -> bool | None:
    """Whether a verb is only aimed at (in the infinitive, behind an aim); None for what will be."""
    last = _before(clause, at)
    passive = last >= 0 and clause[last] == "be"
    if passive:
        last = _before(clause, last)
    elif clause[at] in _PAST_OF or _regular(clause[at]) or clause[at].endswith(("ing", "s")):
        return False
    if last < 0:
        return False
    if clause[last] in _FUTURE:
        return None
    return clause[last] == "to" and not _AIMS.isdisjoint(clause[max(0, last - _REACH) : last])
