"""Which content words of a text are said not to be so, to be possibly so, or to be only planned.

A cue is tied to the first content word after it in its clause; "denied that" to the whole clause.
"""

from __future__ import annotations

import re
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
BREAK = re.compile(r"[,;:.!?()“”\"—–]|\bbut\b|\bwhile\b|\balthough\b|\bthough\b", re.IGNORECASE)
_REACH, _TRAIL = 7, 3
# These deny in words of their own, which sources tell otherwise ("without funds", "failed to").
_IMPLIED = DENIALS | {"neither", "nor", "without", "nobody", "no-one", "nothing", "unable"}
# After these a noun follows, and a hedge speaks of verbs.
_NOUN_NEXT = frozenset("a an the of in on at for by with this that these his her its their".split())
# A deed that is only named is not stated: "the construction of the wall".
_DEEDS = ("tion", "tions", "sion", "sions", "ment", "ments")
_DOUBTS = frozenset(
    """expect expected expects believe believed believes fear feared fears think thinks claim claims
    claimed allege alleges alleging suspect suspects suggest suggests suggested suggesting
    allegation allegations accusation accusations""".split()
)
# After these "that" opens somebody's account however far behind them it stands.
_TALES = frozenset("allegation allegations claims reports rumors rumours suggestions".split())
# What follows is somebody's account, with "that" or without.
_ACCOUNTS = frozenset(
    "alleges alleging believes claims claimed suggests suggested suggesting thinks".split()
)
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
_HAVE = frozenset(("has", "have", "had"))
_QUANTIFIERS = frozenset(("all", "every"))
# "That" after one of these words, or with one word between, opens a clause they deny or doubt.
_THAT = 2
# Content words on either side by which two uses of a word are compared.
_SIDE = 4
# Words that turn a statement without being a negation: "rejected the plan", "did not accept it".
OPPOSED = frozenset(
    stem(word)
    for word in """absent abandon avoid away balk ban bar barred block cancel contrary decline deny
    despite dismiss drop end fail few hardly halt illegal impossible instead lack little miss oppose
    prevent refuse reject rule stop unable unclear unknown unlikely unlike withdraw wrong false
    against only abstain defy ignore skip""".split()
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
        self.implied = self.denying = self.accused = self.told = False
        self.before = self.earlier = ""

    def close(self) -> None:
        """A clause ends; what somebody is accused of may go on in the next."""
        self.negated = self.hedged = self.denial = self.doubt = self.plan = self.accusal = 0
        self.clause_denied = self.trails = self.implied = self.denying = self.told = False
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
        self.told |= word in _TALES
        if word == "to" and self.before in REFUSALS:
            self._deny(implied=True)
        elif word == "to" and self.before == "out" and self.earlier == "set":
            self.hedged, self.soft = _REACH, True
        elif word == "to" and self.before in PLANS:
            self.hedged, self.soft = _REACH, True
        elif word == "to" and self.plan:
            self.soft = True  # "have sought since 2013 to cut"
        elif word == "that" and (self.denial or self.doubt or self.told):
            self.clause_denied |= self.denial > 0
            self.soft |= self.doubt > 0 or self.told
        elif word in _QUANTIFIERS and self.before == "not":
            self.trails = True  # "not all women" says of no woman that she did not
        elif word == "or" and self.denying:
            self.negated, self.trails = _TRAIL, True  # "did not prove it or prompt them"
        elif word in NEGATIONS or word in DENIALS:
            self._deny(implied=word in _IMPLIED)
            self.denial = _THAT + 1 if word in DENIALS else 0
        elif word in _ACCOUNTS or (word == "alleged" and self.before in _HAVE):
            self.soft = True
        elif word in HEDGES:
            self.hedged, self.soft = _REACH, True
        elif word in ("of", "with") and self.accusal and self.before not in _AMOUNTS:
            self.hedged, self.soft, self.accused, self.accusal = _REACH, True, True, 0
        elif word == "until":
            self.negated = 0  # "not known until Friday" denies no Friday
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
    r"\bwhether or not\b|\bnot (?:only|just|long|to mention|guilty|yet)\b"
    r"|\b(?:not|\w+n['’]t) necessarily\b"
    r"|\bno (?:matter|doubt|later|less|fewer|more than|sooner|wonder)\b"
    r"|\bnot (?:more|less|fewer) than\b|(?<=vote )no\b",
    re.IGNORECASE,
)

# Marks that part no clause: found "no evidence" to support it, did not "close the harbour".
_SCARE = re.compile(
    r"[\"“](?P<few>[\w'’-]+(?: [\w'’-]+){0,2})[\"”]"
    r"|(?<=\bnot )[\"“]|(?<=n['’]t )[\"“]|(?<=\bden(?:ies|ied) )[\"“]|(?<=cannot )[\"“]"
)


def uses(text: str) -> list[Use]:
    """Every content word of `text`, in order. Linear."""
    plain = _HARMLESS.sub(lambda found: "_" * len(found[0]), text)
    plain = _SCARE.sub(lambda found: f" {found['few']} " if found["few"] else " ", plain)
    breaks = [found.start() for found in BREAK.finditer(plain)]
    reader = _Reader()
    out: list[tuple[Use, int]] = []
    turned: set[int] = set()
    at = 0
    for start, end in words(plain):
        while at < len(breaks) and breaks[at] < start:
            reader.close()
            at += 1
        word = fold(text[start:end])
        if word in NEGATIONS or stem(word) in OPPOSED:
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
