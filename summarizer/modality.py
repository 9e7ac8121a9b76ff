"""Negation and modality: what a sentence says is not so, may be so, or is only planned.

A cue is tied to the first content word after it in its clause; "denied that" to the whole clause.
A written sentence must treat a word as its passages do where the words around it are most alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, words

NEGATIONS = frozenset(
    "not no never cannot can't couldn't didn't doesn't don't hadn't hasn't haven't isn't aren't "
    "wasn't weren't won't wouldn't shouldn't mustn't neither nor without none nobody no-one "
    "nothing unable".split()
)
# Verbs that turn what follows into its opposite; those of the second row only before "to".
DENIALS = frozenset(("deny", "denied", "denies", "denying", "without"))
REFUSALS = frozenset(
    """refuse refused refuses refusing fail failed fails failing decline declined declines
    declining""".split()
)
HEDGES = frozenset(
    """may might could possible possibly potential potentially alleged allegedly reportedly
    apparently apparent likely unlikely probable probably perhaps suspected purported purportedly
    supposedly""".split()
)
# Hedges of the verb after "to".
PLANS = frozenset(
    """expected plan plans planned planning propose proposed proposes considering considered intend
    intends intended hope hopes hoped hoping seek seeks sought seeking try tries tried trying
    attempt attempted attempting threaten threatened threatens threatening want wants wanted
    appear appears appeared seem seems seemed believed thought said reported aims aim vowed
    promised set due scheduled""".split()
)
_BREAK = re.compile(r"[,;:.!?()“”\"—–]|\bbut\b|\bwhile\b|\balthough\b|\bthough\b", re.IGNORECASE)
_REACH, _TRAIL = 7, 3
# These deny in words of their own, which sources tell otherwise ("without funds", "failed to").
_IMPLIED = DENIALS | {"neither", "nor", "without", "nobody", "no-one", "nothing", "unable"}
# After these a noun follows, and a hedge speaks of verbs.
_NOUN_NEXT = frozenset("a an the of in on at for by with this that these his her its their".split())
# A deed that is only named is not stated: "the construction of the wall".
_DEEDS = ("tion", "tions", "sion", "sions", "ment", "ments")
_DOUBTS = frozenset(
    """expect expected expects believe believed believes fear feared fears think thinks claim claims
    claimed allege alleges alleging suspect suspects allegation allegations accusation
    accusations""".split()
)
# What follows is somebody's account, with "that" or without.
_ACCOUNTS = frozenset("alleges alleging believes claims claimed thinks".split())
# What stands behind these and "of" or "with" is an accuser's word: "accused Arden of closing it".
_ACCUSALS = frozenset(
    """accuse accused accuses accusing suspect suspected suspects suspecting charged
    charges""".split()
)
# "Charges against dozens of writers" accuses nobody of writers.
_AMOUNTS = frozenset(
    """dozens hundreds thousands millions some many most one two three all none number series
    couple handful member members""".split()
)
_AIM = frozenset(("to",))
_HAVE = frozenset(("has", "have", "had"))
# "That" after one of these words, or with one word between, opens a clause they deny or doubt.
_THAT = 2
# Content words on either side by which two uses of a word are compared.
_SIDE = 4
# Uses of one word that are compared; a passage of ordinary length has fewer.
_MOST = 60
# Where passages use a word both ways, the other way must fit better by this much; a word behind
# a negated one is turned where so much is alike around it. Both fitted on the train part.
_MARGIN, _TRAILING_FIT, _COPY, _IMPLIED_FIT, _BEHIND_FIT = 1.5, 2.0, 2.0, 1.0, 4.0
_HEDGE_MARGIN, _HEDGE_FIT = 2.0, 2.0
# Words that turn a statement without being a negation: "rejected the plan", "did not accept it".
_OPPOSED = frozenset(
    stem(word)
    for word in """absent abandon avoid away balk ban bar barred block cancel contrary decline deny
    despite dismiss drop end fail few hardly halt illegal impossible instead lack little miss oppose
    prevent refuse reject rule stop unable unclear unknown unlikely unlike withdraw wrong false
    against only""".split()
)


@dataclass(frozen=True, slots=True)
class Use:
    """A content word of a text: its stem, whether it is negated or hedged, whether a hedge stands
    anywhere before it in its clause, whether it only trails a negated word ("bring" and "charges"
    in "not bring charges"), whether anything in its clause may turn it ("had problems finding"),
    whether it is denied in words of their own ("without", "failed to"), whether a negation stands
    anywhere before it in its clause, the word before "to" where it is an infinitive ("likely" in
    "likely to close"), and the content stems on either side, the nearest first."""

    unit: str
    negated: bool
    hedged: bool
    softened: bool
    trails: bool = False
    opposed: bool = False
    implied: bool = False
    behind: bool = False
    aim: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


class _Reader:
    """Carries cues from word to word; each lasts a few words, or to the end of the clause."""

    def __init__(self) -> None:
        self.negated = self.hedged = self.denial = self.doubt = self.plan = self.accusal = 0
        self.clause_denied = self.soft = self.trails = False
        self.implied = self.denying = self.accused = False
        self.before = self.earlier = ""

    def close(self) -> None:
        """A clause ends; what somebody is accused of may go on in the next."""
        self.negated = self.hedged = self.denial = self.doubt = self.plan = self.accusal = 0
        self.clause_denied = self.trails = self.implied = self.denying = False
        self.soft = self.accused

    def read(self, word: str, *, capital: bool) -> Use | None:
        """The use of a folded word, None for cues and words without content."""
        aim = self.earlier if self.before == "to" else ""
        self._cue(word)
        self.earlier, self.before = self.before, word
        if word in STOPWORDS or word in HEDGES or word in NEGATIONS:
            return None
        if word in DENIALS:
            return Use(stem(word), negated=False, hedged=False, softened=self.soft)
        use = Use(
            stem(word),
            negated=not capital and (self.negated > 0 or self.clause_denied),
            hedged=not capital and self.hedged > 0,
            softened=self.soft or word.endswith(_DEEDS),
            trails=self.trails and self.negated > 0 and not self.clause_denied,
            implied=self.implied,
            behind=self.denying,
            aim=aim,
        )
        # An adverb or a name passes the cue on to its verb.
        if not word.endswith("ly") and not capital:
            self.negated = 0 if self.trails else min(self.negated, _TRAIL)
            self.trails = self.negated > 0
            self.hedged = 0
        return use

    def _cue(self, word: str) -> None:
        self.denial, self.doubt = max(0, self.denial - 1), max(0, self.doubt - 1)
        if word == "to" and self.before in REFUSALS:
            self._deny(implied=True)
        elif word == "to" and self.before in PLANS:
            self.hedged, self.soft = _REACH, True
        elif word == "to" and self.plan:
            self.soft = True  # "have sought since 2013 to cut"
        elif word == "that" and (self.denial or self.doubt):
            self.clause_denied |= self.denial > 0
            self.soft |= self.doubt > 0
        elif word in NEGATIONS or word in DENIALS:
            self._deny(implied=word in _IMPLIED)
            self.denial = _THAT + 1 if word in DENIALS else 0
        elif word in _ACCOUNTS or (word == "alleged" and self.before in _HAVE):
            self.soft = True
        elif word in HEDGES:
            self.hedged, self.soft = _REACH, True
        elif word in ("of", "with") and self.accusal and self.before not in _AMOUNTS:
            self.hedged, self.soft, self.accused, self.accusal = _REACH, True, True, 0
        elif word in STOPWORDS:
            self.negated = max(0, self.negated - 1)
            self.hedged = 0 if word in _NOUN_NEXT else max(0, self.hedged - 1)
        if word in HEDGES or word in _DOUBTS:
            self.doubt = _THAT + 1
        self.plan = _REACH if word in PLANS else max(0, self.plan - 1)
        self.accusal = _REACH if word in _ACCUSALS else max(0, self.accusal - 1)

    def _deny(self, *, implied: bool) -> None:
        self.negated, self.trails, self.implied, self.denying = _REACH, False, implied, True


# Negations that deny nothing.
_HARMLESS = re.compile(
    r"\bwhether or not\b|\bnot (?:only|just|long|to mention|necessarily|guilty|yet)\b"
    r"|\bno (?:matter|doubt|later|less|fewer|more than|sooner|wonder)\b"
    r"|\bnot (?:more|less|fewer) than\b|(?<=vote )no\b",
    re.IGNORECASE,
)


def uses(text: str) -> list[Use]:
    """Every content word of `text`, in order. Linear."""
    plain = _HARMLESS.sub(lambda found: "_" * len(found[0]), text)
    breaks = [found.start() for found in _BREAK.finditer(plain)]
    reader = _Reader()
    out: list[tuple[Use, int]] = []
    turned: set[int] = set()
    at = 0
    for start, end in words(plain):
        while at < len(breaks) and breaks[at] < start:
            reader.close()
            at += 1
        word = fold(text[start:end])
        if word in NEGATIONS or stem(word) in _OPPOSED:
            turned.add(at)
        if use := reader.read(word, capital=start > 0 and text[start].isupper()):
            out.append((use, at))
    units = [use.unit for use, _ in out]
    return [
        replace(
            use,
            opposed=clause in turned,
            left=tuple(reversed(units[max(0, i - _SIDE) : i])),
            right=tuple(units[i + 1 : i + 1 + _SIDE]),
        )
        for i, (use, clause) in enumerate(out)
    ]


def wrong_polarity(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words that the sentence denies and its passages do not, or the other way round."""
    known = _known(passages)
    turned = any(use.negated for found in known.values() for use in found)
    turned = turned or any(unit in _OPPOSED for unit in known)
    wrong = []
    for use in dict.fromkeys(uses(sentence)):
        found = known.get(use.unit, ())
        if use.trails:
            continue
        if use.negated and not found and not turned:
            wrong.append(f"the cited passages do not deny {use.unit!r}")
            continue
        same = [_fit(use, one) for one in found if one.negated == use.negated]
        least = max(same) + _MARGIN if same else 0.0
        # What is denied in other words, here or there, counts only where the rest is a copy.
        loose = any(one.opposed for one in found) if use.negated else use.opposed
        least = max(least, loose * _COPY)
        other = [one for one in found if one.negated != use.negated]
        if any(_fit(use, one) >= max(least, _apart(use, one)) for one in other):
            have = "do not deny" if use.negated else "deny"
            wrong.append(f"the cited passages {have} {use.unit!r}")
    return wrong


def _apart(use: Use, one: Use) -> float:
    """How alike two uses, one of them denied, must at least be to contradict each other."""
    if use.negated:
        # Denied in words of its own: "denies that it closed", and something turns theirs.
        return (float("inf") if one.opposed else _IMPLIED_FIT) if use.implied else 0.0
    # Here too something may be denied before it: "never told his lawyer to break the law".
    if one.trails:
        return float("inf") if use.opposed else _TRAILING_FIT
    return _BEHIND_FIT if use.behind else _IMPLIED_FIT * one.implied


def wrong_modality(sentence: str, passages: Sequence[str]) -> list[str]:
    """Words stated as fact that the passages hedge."""
    known = _known(passages)
    wrong = []
    for use in dict.fromkeys(uses(sentence)):
        found = known.get(use.unit, ())
        firm = [_fit(use, one) for one in found if not one.hedged]
        # A deed in the infinitive is not stated: "worked to close it" where it "may close".
        hedged = [
            _fit(use, one) for one in found if one.hedged and (not use.aim or one.aim in HEDGES)
        ]
        least = max(firm) + _HEDGE_MARGIN if firm else _HEDGE_FIT
        if not use.hedged and not use.softened and max(hedged, default=-1.0) >= least:
            wrong.append(f"the cited passages do not state {use.unit!r} as fact")
    pairs, aims = _gaps(passages, HEDGES), _gaps(passages, _AIM)
    aimed = _gaps([sentence], _AIM)
    for pair, told in _gaps([sentence], HEDGES).items():
        free = aimed[pair] == {True} and aims.get(pair) == {False}
        if told == {False} and pairs.get(pair) == {True} and not free:
            wrong.append(f"the cited passages do not state {pair[1]!r} as fact")
    return list(dict.fromkeys(wrong))


def _gaps(texts: Sequence[str], cues: Collection[str]) -> dict[tuple[str, str], set[bool]]:
    """For each two content words that follow one another in a clause: whether one of the cues
    stands between them ("hackers may have been using"), in all the places where they do."""
    found: dict[tuple[str, str], set[bool]] = {}
    for text in texts:
        breaks = [one.start() for one in _BREAK.finditer(text)]
        before, between, last = "", False, 0
        for start, end in words(text):
            word = fold(text[start:end])
            if word in cues:
                between = True
            elif word not in STOPWORDS and word not in HEDGES and word not in NEGATIONS:
                unit = stem(word)
                if before and bisect_left(breaks, last) == bisect_left(breaks, start):
                    found.setdefault((before, unit), set()).add(between)
                before, between, last = unit, False, end
    return found


def _known(passages: Sequence[str]) -> dict[str, list[Use]]:
    """The uses of the passages by stem, each once, the first _MOST of a stem."""
    known: dict[str, list[Use]] = {}
    for use in dict.fromkeys(use for passage in passages for use in uses(passage)):
        found = known.setdefault(use.unit, [])
        if len(found) < _MOST:
            found.append(use)
    return known


def _fit(one: Use, two: Use) -> float:
    """How alike the words around two uses are."""
    return _side(one.left, two.left) + _side(one.right, two.right)


def _side(one: Sequence[str], two: Sequence[str]) -> float:
    run = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        run += 1
    return max(run, 0.5 * len(set(one) & set(two)))
