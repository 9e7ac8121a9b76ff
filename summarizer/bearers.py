"""Which people in an event's sources bear a family name, and how a source names them in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarizer import frequency
from summarizer.aliases import one_person
from summarizer.frequency import is_proper
from summarizer.name_words import (
    BEFORE_NAMES,
    CALENDAR,
    DEMONYMS,
    INSTITUTIONS,
    NOT_NAMES,
    PARTICLES,
    TITLE_MODIFIERS,
    TITLES,
)
from summarizer.records import Name, Sentence, Span

_HONORIFICS = frozenset("Mr Mrs Ms Miss Mr. Mrs. Ms. Sir Dame Lord Lady Messrs.".split())
# Offices as they stand small before a name, by their last word.
_OFFICES = frozenset(
    "president chancellor premier minister secretary senator representative congressman "
    "congresswoman governor mayor ambassador envoy commissioner judge justice general director "
    "chairman chairwoman chief spokesman spokeswoman spokesperson speaker adviser advisor "
    "strategist attorney lawyer prosecutor professor leader candidate nominee lawmaker whip "
    "aide lobbyist economist pollster sheriff counsel manager activist author journalist".split()
)
_PLURALS = frozenset(
    "Sens. Reps. Messrs. Sens Reps Presidents Senators Ministers Secretaries".split()
)
_MODIFIERS = frozenset(
    "former then vice prime foreign national security deputy acting assistant senior press chief "
    "executive general majority minority white house state special campaign communications "
    "policy economic presidential defense attorney legal trade political ex republican "
    "democratic".split()
)
# Words that change whether somebody holds an office.
_SHIFTS = re.compile(
    r"\b(?:former|then|ex|acting|interim|outgoing|incoming|elect|nominee|candidate)\b", re.I
)
# Offices that one person has at one time.
_LAWMAKERS = frozenset("senator representative leader speaker chairman whip lawmaker".split())
_SAME = {
    "sen": "senator", "rep": "representative", "congressman": "representative",
    "congresswoman": "representative", "gov": "governor", "gen": "general", "prof": "professor",
    "lawyer": "attorney", "advisor": "adviser", "spokeswoman": "spokesman",
    "spokesperson": "spokesman", "chairwoman": "chairman", "justice": "judge",
    "dr": "doctor", "lt": "lieutenant", "col": "colonel",
}  # fmt: skip
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_WORD_BEFORE = re.compile(r"(?:^|(?<=[\s(\"“‘—–-]))([A-Za-z][\w.’'&-]*) $")
_INITIALS = re.compile(r"(?:[A-Z]\.)+|(?:St|Ft|Mt)\.")
_BOUND = re.compile(r"\b(?:the|a|an|his|her|its|their|our|my|your|this|that|[\w.]+['’]s?) $", re.I)
_CLOSED = BEFORE_NAMES | frozenset(
    "including fired is was are were has had accused named nominated appointed praised criticized "
    "citing quoting".split()
)
_SPEAKS = re.compile(
    r"(?:,? (?:said|says|told|testified|wrote|tweeted|argued|added|asked|responded|insisted|"
    r"denied|acknowledged|explained|announced|vowed|warned|recalled|replied|resigned|"
    r"himself|herself)\b)"
)
ARTICLE_BEFORE = re.compile(r"\b(?:the|an?) $", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|near|across|throughout) $")
# What no noun of its own follows: "the Tesk." but not "the Tesk report".
_NO_NOUN = re.compile(
    r"[.,;:)]|$| (?:and|or|on|for|to|in|of|at|as|by|who|that|which|with|said|says|reported|has|had|"
    r"is|was|were|will|would)\b"
)
_ASIDE = frozenset(
    "report investigation hearing nomination administration campaign probe inquiry team".split()
)
_NOBODY = DEMONYMS.keys() | set("republican democrat democratic libertarian independent".split())
# A word that is written small more often than this is no given name.
_GIVEN = 0.5
_LONGEST_OFFICE = 5


class Form(NamedTuple):
    """What a source calls somebody: with the office, and without."""

    full: str
    plain: str


class _Mention(NamedTuple):
    given: tuple[str, ...]
    plain: str
    office: str
    article: str


class Bearers:
    """The people of an event's sentences by family name (folded)."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences: dict[str, list[Sentence]] = defaultdict(list)
        self._mentions: dict[str, list[_Mention]] = defaultdict(list)
        self._others: set[str] = set()
        self._persons: set[str] = set()
        self._officers: set[str] = set()
        for one in sorted(sentences, key=lambda one: one.span):
            self._sentences[one.span.article_id].append(one)
            for name in one.names:
                self._read(one, name)

    def at(self, span: Span) -> Sentence | None:
        """The sentence that holds a place."""
        return next(
            (
                one
                for one in self._sentences.get(span.article_id, ())
                if one.span.start <= span.start and span.end <= one.span.end
            ),
            None,
        )

    def having(self, words: str) -> Iterator[Sentence]:
        """The sentences with these words."""
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        for sentences in self._sentences.values():
            yield from (one for one in sentences if words in one.text and whole.search(one.text))

    def form(self, surname: str, *, starts: bool = False) -> Form | None:
        """What the sources call the one bearer of a family name; None where there is none or more
        than one, and where the name is something else too. `starts`: the name begins a sentence,
        so that its capital says nothing."""
        if surname in self._others or surname in _NOBODY or surname not in self._persons:
            return None
        if not is_proper(surname) and (starts or surname not in self._officers):
            return None
        mentions = self._mentions[surname]
        full = _without_bodies([one for one in mentions if one.given])
        if not full or not one_person({one.given for one in full}):
            return None
        plain = _most((one.plain, one.article) for one in full)
        titled = [(f"{one.office} {one.plain}", one.article) for one in full if one.office]
        if not titled or not _agree({one.office for one in mentions if one.office}):
            return Form(plain, plain)
        return Form(_most(titled), plain)

    def _read(self, sentence: Sentence, name: Name) -> None:
        words, spelled = name.key.split(), name.text.split()
        if not words:
            return
        before, after = sentence.text[: name.start], sentence.text[name.end :]
        if len(words) > 1 and words[-1] in _SUFFIXES:
            # a father's name: two bear it
            self._others.add(words[-2])
            return
        last = words[-1]
        if last not in _ASIDE:
            # another's given name, a tower, a street
            self._others.update(words[:-1])
        alone = spelled[-len(words) :]
        thing = ARTICLE_BEFORE.search(before) and (len(words) > 1 or _NO_NOUN.match(after))
        if thing or (len(words) == 1 and _PLACE.search(before) and _NO_NOUN.match(after)):
            self._others.add(last)
        if len(words) > 1 and not _person(alone):
            self._others.add(last)
            return
        plain = " ".join(alone)
        office = _office(sentence.text, name.end - len(plain))
        if office or spelled[0] in TITLES:
            self._officers.add(last)
        if office or spelled[0] in TITLES or _SPEAKS.match(after):
            self._persons.add(last)
        given = tuple(words[:-1])
        self._mentions[last].append(_Mention(given, plain, office, sentence.span.article_id))


def _without_bodies(full: Sequence[_Mention]) -> list[_Mention]:
    """The full names without those that hold a shorter one: "European Union Ada Lind"."""
    givens = {one.given for one in full}
    return [
        one
        for one in full
        if not any(len(g) < len(one.given) and one.given[-len(g) :] == g for g in givens)
    ]


def _person(spelled: Sequence[str]) -> bool:
    """Whether the words may be a given and a family name."""
    if not 2 <= len(spelled) <= 4:
        return False
    table = frequency.load()
    for word in spelled[:-1]:
        key = word.rstrip(".").casefold()
        if len(key) == 1 or word in PARTICLES:
            continue
        share = table.capital_share(key)
        if not word[:1].isupper() or word in INSTITUTIONS or word in TITLES or key in DEMONYMS:
            return False
        if (word.isupper() and len(word) > 2) or (share is not None and share < _GIVEN):
            return False
    return True


def _office(text: str, start: int) -> str:
    """The office directly before the name at `start`, as it stands there; "" where there is none
    or its beginning cannot be told."""
    at = start
    taken: list[str] = []
    while (found := _WORD_BEFORE.search(text[:at])) and len(taken) <= _LONGEST_OFFICE:
        word = found[1]
        if word in _HONORIFICS or word in _PLURALS:
            return ""
        if word in CALENDAR:
            break
        first = not text[: found.start(1)].strip(' "“‘(')
        of = word == "of" and taken[:1] == ["State"]
        if not of and not _of_office(word, first=first):
            break
        if not taken and not _ends_office(word):
            return ""
        taken.insert(0, word)
        at = found.start(1)
    whole = 0 < len(taken) <= _LONGEST_OFFICE and taken != ["State"] and taken[0] != "of"
    begins = whole and _begins(text[:at], small=taken[0][0].islower())
    return text[at:start].rstrip() if begins else ""


def _of_office(word: str, *, first: bool) -> bool:
    """Whether a word before a name or office may belong to an office: a title, a small word of
    one, a name ("FBI Director"). `first`: its capital may be that of the sentence."""
    if word.endswith(".") and word not in TITLES and not _INITIALS.fullmatch(word):
        return False  # the end of a sentence, or of "Inc."
    low = word.lower()
    if low in _OFFICES or low in _MODIFIERS or low.startswith(("then-", "ex-")):
        return True
    if word in TITLES or word in TITLE_MODIFIERS:
        return True
    named = word[0].isupper() and word not in NOT_NAMES and not word.endswith(("'s", "’s"))
    return named and (not first or is_proper(low.rstrip(".")))


def _ends_office(word: str) -> bool:
    return word.lower() in _OFFICES or word in TITLES or word == "State"


def _begins(before: str, *, small: bool) -> bool:
    """Whether an office may begin behind these words: not behind "the" or "her", whose office it
    would be, nor behind a word that may belong to it. `small`: it begins with a small letter."""
    if _BOUND.search(before) or before.rstrip().endswith("."):
        return False
    last = re.search(r"([\w’'-]+) $", before)
    if last is None or last[1].lower() in _CLOSED or last[1] in CALENDAR:
        return True
    return not small and last[1].endswith(("ed", "ing"))


def _agree(offices: set[str]) -> bool:
    """Whether all the offices may be one person's at one time."""
    shifts = {frozenset(w.lower() for w in _SHIFTS.findall(one)) for one in offices}
    heads = {_head(one) for one in offices}
    return len(shifts) == 1 and (len(heads) == 1 or heads <= _LAWMAKERS)


def _head(office: str) -> str:
    """The last word of an office, one for all its spellings."""
    office = re.sub(r" of (?:the )?.*$", "", office)
    word = office.rsplit(" ", 1)[-1].rstrip(".").lower()
    return _SAME.get(word, word)


def _most(forms: Iterable[tuple[str, str]]) -> str:
    """The spelling that most articles have; of several the shortest."""
    articles: dict[str, set[str]] = defaultdict(set)
    for text, article in forms:
        articles[text].add(article)
    return min(articles, key=lambda text: (-len(articles[text]), len(text), text))
