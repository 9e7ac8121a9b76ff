"""Where a sentence gives a value (a number, a day, a place, who did it) and what it is the value
of.

Two values are of one thing where what stands around them says the same. A slot keeps what that
takes: the words of the value's clause, of its sentence, and those beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from summarizer import frequency
from summarizer.agree import head
from summarizer.name_words import DEMONYMS, TITLES
from summarizer.no_values import no_value, side_of
from summarizer.overlap import Bag
from summarizer.records import DateMention, Name, Quantity, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, content_words, terms

Kind = Literal["number", "day", "place", "agent"]
Value: TypeAlias = Quantity | DateMention | Name

_BREAK = re.compile(
    r"[;:()“”\"–—]|,(?!\d)|\s(?:and|but|or|while|after|before|because|when|as|which|who|that)\s"
)
# A clause with fewer words of content than this says too little, and takes in its neighbours.
_LEAST = 3
_SIDE = 4
_IN = re.compile(r"\b(in|at|near|outside|inside|off)\s(?:the\s)?$", re.IGNORECASE)
_BY = re.compile(r"\b([A-Za-z]+(?:ed|en|ught|ot|ound|ade|eld|ken|ung|uck|old))\sby\s(?:the\s)?$")
DEED = re.compile(
    r"^(?:,[^,.;:]{3,60},)?\s(?:has\s|had\s|have\s|then\s|also\s|later\s|allegedly\s)*"
    r"(?P<verb>[a-z]+(?:ed|ought|aught|ook|ew|oke|ote|ave|ound|eld|ade|old|uck)|(?:over)?(?:went|"
    r"sent|spent|lent|won|lost|cut|put|shut|hit|set|ran|began|left|fell|did|paid|got|shot|rose|led|"
    r"met|read|saw|chose|came|became|drove|flew|bid|quit|beat))\b"
)
_ACT = re.compile(
    r"\b(?:[a-z]{2,}ed|said|told|took|made|went|came|gave|saw|found|held|left|won|lost|ran|began|"
    r"rose|fell|grew|kept|met|put|set|sent|spent|struck|shot|led|became|died|wrote|spoke|broke|"
    r"closes?|opens?|starts?|begins?|ends?|leaves?|arrives?|meets?|votes?|"
    r"(?:(?<=\bwill )|(?<=\bwould ))(?!also\b|have\b|the\b|not\b)[a-z]{3,}|(?<=\bto )(?:begin|"
    r"start|stand|resign|testify|meet|vote|hold|open|reopen|close|end|leave|arrive|appear|face|"
    r"return))\b"
)
_CALENDAR = re.compile(
    r"\b(?:\d{4}|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b\d{1,2}\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?:the\s)?(?:next|last|this|coming|past|previous)\b|.*\bago$", re.IGNORECASE
)
# "In the Senate" and "in American history" name no place.
_NO_PLACE = frozenset(
    """Senate Congress House Parliament Assembly Council Court Committee Commission Ministry
    Department Office Party League Army Navy Marines Organization Organisation WHO Company
    Group""".split()
) | {word.capitalize() for word in DEMONYMS}
# Verbs of speech: several people may say the same, and do not disagree.
SPEECH = frozenset(
    """said told added announced claimed noted tweeted wrote called asked argued stated reported
    insisted confirmed denied declared suggested warned acknowledged explained wanted testified
    urged pointed criticized criticised praised voted spoke believed thought agreed slammed blasted
    accused defended mocked hailed welcomed condemned endorsed supported opposed backed joined
    revealed met attended signed faced tried wanted appeared obtained reviewed seen compiled
    surveyed gathered analyzed analysed conducted commissioned""".split()
)
_OWNER = re.compile(r"['’]s?\b|['’]\s")
_OF_IT = re.compile(
    r"-|\s(?:histor|election|politic|custod|territor|water|soil|air|market|dollar|troop|polic|law|"
    r"court|cit(?:y|ies)|school|prison|hospital|societ|cultur|official|govern|port|time|state)"
)
_PERSONS = frozenset("people dead injured arrested missing officer soldier children".split())
SAYING = frozenset(
    map(
        stem,
        "said told announced reported tweeted wrote revealed confirmed denied claimed".split(),
    )
)
# Before a name that did something, these leave it the name of one; "the" and "several" do not.
_LINKS = frozenset(
    "that and but when while because after before as if where by since although though then".split()
)
# Web addresses, handles, the dates under posts and captions are no statements.
_POST = re.compile(
    r"https?://|\bpic\.twitter|\(@\w+\)|\bt\.co/|\b[Ff]ile (?:photo|picture|image)|"
    r"\bHide Caption\b|\bFILE\s?[-–—]|\bPhotos?:|\((?:Photo|Image)\b|\bGetty Images\b|"
    r"\b(?:Reuters|REUTERS)/|\bAP Photo\b"
)
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A value where it was given.

    ``clause`` and ``bag`` are the stems of the words of content of its clause and its sentence
    with their rarity, values left out; ``left`` and ``right`` the stems beside it, nearest first;
    ``names`` the keys of the names of its clause (of a name, the others); ``times`` what its
    clause says of when; ``frame`` the preposition of a place, the verb of an agent.
    """

    kind: Kind
    value: Value
    sentence: Sentence
    bag: Bag
    clause: Bag
    left: tuple[str, ...]
    right: tuple[str, ...]
    names: tuple[str, ...]
    times: tuple[DateMention, ...]
    frame: str = ""
    siblings: int = field(default=0)

    @property
    def article(self) -> str:
        """The id of the article that gives the value."""
        return self.sentence.span.article_id

    @property
    def place(self) -> int:
        """Where in its article the value begins."""
        return self.sentence.span.start + self.value.start


def slots(sentence: Sentence, bag: Bag | None = None) -> list[Slot]:
    """The values of a sentence that sources can differ on, in order of their place."""
    if _POST.search(sentence.text):
        return []
    bag = words(sentence, sentence.text) if bag is None else bag
    found = [*_numbers(sentence), *_days(sentence), *_named(sentence)]
    kinds = [kind for kind, _, _ in found]
    return [
        _slot(kind, value, frame, sentence, bag, kinds.count(kind))
        for kind, value, frame in sorted(found, key=lambda one: (one[1].start, one[0]))
    ]


def words(sentence: Sentence, text: str, at: int = 0) -> dict[str, float]:
    """Stems of the words of content of ``text``, which begins at ``at`` in the sentence, with
    their rarity. The values themselves (with their "million" and "crowns") say nothing of what
    they measure and are left out."""
    table = frequency.load()
    values: tuple[Value, ...] = (*sentence.numbers, *sentence.dates)
    for value in values:
        start, end = max(0, value.start - at), min(len(text), value.end - at)
        if start < end:
            text = text[:start] + " " * (end - start) + text[end:]
    found = (word for word in content_words(text) if not any(c.isdigit() for c in word))
    return {stem(word): table.idf(word) for word in found}


def _numbers(sentence: Sentence) -> Iterator[tuple[Kind, Value, str]]:
    """The numbers that are no ordinals and no parts of dates."""
    for number in sentence.numbers:
        dated = any(m.start < number.end and number.start < m.end for m in sentence.dates)
        counted = head(number.counts)
        # "One" of a thing is mostly an article or a part: "one of its two furnaces".
        single = number.text.casefold() == "one" and counted not in _PERSONS
        if not (dated or number.ordinal or single or no_value(sentence, number)):
            yield "number", number, side_of(sentence, number) or counted


def _days(sentence: Sentence) -> Iterator[tuple[Kind, Value, str]]:
    """Days, months and years, where they are known or are weekdays."""
    for mention in sentence.dates:
        known = mention.first is not None and mention.grain in ("day", "month", "year")
        # "Today" and "last year" depend on when they were said, which a quotation does not tell.
        sure = weekday(mention) or (known and _CALENDAR.search(mention.text))
        if sure and not _RELATIVE.match(mention.text):
            yield "day", mention, act(sentence, mention)


def act(sentence: Sentence, mention: Value) -> str:
    """The stem of the verb that a value belongs to: the last before it in its clause, else the
    first after it; "" where there is none."""
    text = sentence.text
    before = re.split(r"[,;:()“”\"–—]\s", text[: mention.start])[-1]
    found = [one[0] for one in _ACT.finditer(before)] or _ACT.findall(text[mention.end :])[:1]
    return stem(found[-1].lower()) if found else ""


def weekday(mention: DateMention) -> str:
    """The weekday that a time expression names, or ""."""
    found = _WEEKDAY.search(mention.text)
    return found[0].casefold() if found and mention.grain == "day" else ""


def _named(sentence: Sentence) -> Iterator[tuple[Kind, Value, str]]:
    """Names behind a preposition of place, and names that did something."""
    for name in sentence.names:
        before = sentence.text[max(0, name.start - 24) : name.start]
        if found := _IN.search(before):
            if _may_be_place(name, sentence.text[name.end : name.end + 16]):
                yield "place", name, found[1].lower()
            continue
        if (found := _BY.search(before)) and found[1].lower() not in SPEECH:
            yield "agent", name, stem(found[1].lower())
        elif found := DEED.match(sentence.text[name.end : name.end + 90]):
            verb = found["verb"]
            if verb not in SPEECH and verb not in STOPWORDS and _by_name(before, found[0]):
                yield "agent", name, stem(verb)


def _may_be_place(name: Name, after: str) -> bool:
    """Whether a name behind "in" can be a place: no body, no "Mr Brill", no "Brill's favour", no
    "U.S. history"."""
    told = {*name.text.split()}
    return not (told & _NO_PLACE or told & TITLES or _OWNER.match(after) or _OF_IT.match(after))


def _by_name(before: str, after: str) -> bool:
    """Whether a name stands for one bearer who alone did something: no "the Republican", no
    "several Democrats", no "also"."""
    last = re.search(r"(\w+)\s$", before)
    return (
        " also " not in after
        and (last is None or last[1] in _LINKS or not last[1].islower())
        and not re.search(r"\b(?:The|A|An|Several|Many|Some|Two|Three)\s$", before)
        # "Arvania and Castrel sued"
        and not re.search(r"[A-Z][\w.’'-]*,?\s(?:and|or)\s$", before)
    )


def _slot(
    kind: Kind, value: Value, frame: str, sentence: Sentence, bag: Bag, siblings: int
) -> Slot:
    text = sentence.text
    start, end = _clause(sentence, value)
    clause = words(sentence, text[start : value.start], start)
    clause |= words(sentence, text[value.end : end], value.end)
    if isinstance(value, Name):
        bag = {w: v for w, v in bag.items() if w in clause or w not in words(sentence, value.text)}
    before = [stem(w) for w in reversed(terms(text[start : value.start]))]
    after = [stem(w) for w in terms(text[value.end : end])]
    return Slot(
        kind=kind,
        value=value,
        sentence=sentence,
        bag=bag,
        clause=clause,
        left=tuple(before[:_SIDE]),
        right=tuple(after[:_SIDE]),
        names=tuple(
            name.key
            for name in sentence.names
            if start <= name.start < end and (name.start, name.end) != (value.start, value.end)
        ),
        times=tuple(
            mention
            for mention in sentence.dates
            if start <= mention.start < end and mention.start != value.start
        ),
        frame=frame,
        siblings=siblings,
    )


def _clause(sentence: Sentence, value: Value) -> tuple[int, int]:
    """The clause of a value, with its neighbours where it says little by itself."""
    cuts = _cuts(sentence)
    low = max((cut for cut in cuts if cut <= value.start), default=0)
    high = min((cut for cut in cuts if cut >= value.end), default=len(sentence.text))
    while len(_left_over(sentence, value, low, high)) < _LEAST and (
        low > 0 or high < len(sentence.text)
    ):
        # What comes before is nearer in sense ("of the 40, 12 were children") than what follows.
        if low > 0:
            low = max((cut for cut in cuts if cut < low), default=0)
        else:
            high = min((cut for cut in cuts if cut > high), default=len(sentence.text))
    return low, high


def _left_over(sentence: Sentence, value: Value, low: int, high: int) -> Bag:
    text = sentence.text
    return words(sentence, text[low : value.start], low) | words(
        sentence, text[value.end : high], value.end
    )


def _cuts(sentence: Sentence) -> Sequence[int]:
    """Where a clause may end: at a mark or a joining word that is in no value."""
    values: tuple[Value, ...] = (*sentence.numbers, *sentence.dates, *sentence.names)
    return [
        found.start()
        for found in _BREAK.finditer(sentence.text)
        if not any(v.start < found.end() and found.start() < v.end for v in values)
    ]
