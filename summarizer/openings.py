"""What opens a paragraph but is not part of its first sentence: datelines and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.chrome import AGENCY
from summarizer.place_kinds import place_kind

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)"
_MONTH_DAY = rf"(?:,? {_DAY})?"
_DASH = r" ?(?:—|–|--|-(?= ))"
_NEXT = r"(?= ?[A-Z0-9“\"‘'$€£(])"
# Agencies and papers that sign in brackets after a place.
_SIGNS = (
    rf"(?:{AGENCY}|CNN ?\w{{4,10}}|CBS|NBC|ABC|NPR|VOA|IPS|TASS|Kyodo|Bernama|Thomson Reuters|"
    r"[A-Z]\w{2,20}\.(?:com|org|net)|[A-Z][\w.]{2,20} (?:Business|Wire|Times|Post))"
)
# "MOSCOW —", "PORT ELLIS, Maine (AP) —", "Lagos, March 3 (Reuters) -", "(CNN)", "[CNN] --".
_DATELINE = re.compile(
    rf"(?:(?:[A-Z][A-Z.’'/ -]{{2,40}}(?:, (?:[A-Z][\w.’-]{{1,14}} ?){{1,3}})?{_MONTH_DAY}"
    rf"(?: ?\([A-Z][\w .&/-]{{1,30}}\))?{_DASH})|"
    rf"(?:(?:[A-Z][\w.’'-]{{1,20}}[ ,/]{{1,2}}){{1,5}}{_MONTH_DAY} ?|{_DAY} )?"
    rf"(?:\({_SIGNS}\)|\[{AGENCY}\])(?:{_DASH})?){_NEXT}"
)
# "Port Ellis, Varn —", "(New York) –": only before the first sentence of all.
_PLACE = r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,2}"
_FIRST_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?P<sure>/{_PLACE})?(?:, {_PLACE})?{_MONTH_DAY}"
    rf"(?P<paper> ?\((?![RDI]-)[A-Z][\w .&/-]{{1,30}}\))?(?: (?:—|–|--|-)(?= )|(?:—|--)){_NEXT}|"
    rf"\((?P<held>{_PLACE}(?:, {_PLACE})?)\) ?(?:—|–|--|-)(?= ){_NEXT}|"
    rf"(?P<loud>[A-Z]{{3,}}(?: [A-Z]{{3,}}){{0,2}}): {_NEXT}"
)
_NO_PLACE = re.compile(
    r"(?:FILE|PHOTO|UPDATED?|BREAKING|EXCLUSIVE|WATCH|VIDEO|NEW|CLAIM|RATING|Q|A)(?![\w’'.])"
    r"(?! [A-Z])"
)
_LONGEST_LINE, _LONGEST_DATELINE = 160, 90

# What desks set before a paragraph to say what it is for.
_LABELS = (
    r"(?:Why (?:it|this|that) matters|Why it counts|The big picture|Driving the news|Be smart|"
    r"Between the lines|(?:The )?[Bb]ottom line|By the numbers|What (?:they|he|she|we)['’]re "
    r"(?:saying|hearing|watching)|What (?:he|she|they)['’](?:s|re) saying|What we (?:know|don['’]t "
    r"know)(?: so far)?|What(?:['’]s| is) (?:next|new|happening|at stake)|What to (?:watch|know)"
    r"(?: for)?|What happened|What happens next|Go deeper|(?:The )?[Ss]tate of play|The backdrop|"
    r"The intrigue|Worth noting|Of note|Zoom (?:in|out)|Catch up quick|How it works|"
    r"How we got here|Our thought bubble|Yes, but|The other side|Flashback|The context|"
    r"Context|The background|The latest|The details|The state of things|Key takeaways?|Quick take|"
    r"The takeaway|Reality check|The facts|THE FACTS|For the record|Editor['’]s note|In brief)"
)
_NOTICE = (
    r"(?:(?:UPDATED?|Updated?|LATEST UPDATE|BREAKING(?: NEWS)?|Breaking(?: news)?|EXCLUSIVE|"
    r"Exclusive|DEVELOPING|Developing|CORRECTION|Correction|CLARIFICATION|Clarification|NEW)"
    r"(?: (?:at|on))?"
    rf"(?:,? (?:at )?(?:{_DAY}|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|"
    r"\d{1,2}(?::\d{2})? ?[ap]\.?m\.?|\d{1,2}(?::\d{2})? ?[AP]\.?M\.?|\d{1,2}(?![\d:/]))"
    r"(?: [A-Z]{2,4}\b)?){0,2})"
)
_LABEL = re.compile(
    rf"(?:{_LABELS}|{_NOTICE})(?: ?:(?: {{1,2}}|(?=[A-Z“]))| ?[—–|] )(?=[A-Z0-9“\"‘'$€£(@])"
)
# The entries of a live page: "4:20 p.m. ET.", "- 11:59 p.m. ET:", "18.40". Of 297 in 32 of 36,000
# articles one of each was read: all are such, or of a schedule.
_ZONE = r"(?:E[SD]?T|C[SD]T|P[SD]?T|M[SD]T|GMT|BST|CES?T|UTC|local time)"
_HOUR = r"(?:(?:[01]?\d|2[0-3])(?::|\.(?=\d\d ?[ap]\.?m\b))|(?:[01]\d|2[0-3])\.)"
_ENTRY = re.compile(
    rf"(?:[-•*–—] ?)?{_HOUR}[0-5]\d(?: ?(?:[ap]\.?m\b|[AP]\.?M\b)\.?)?(?: {_ZONE}\b)?"
    r"(?:[.:]| ?[—–|-](?= ))? "
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Pacific|Central)(?=[A-Z“\"‘'])"
)
_BEGINNING = re.compile(r"(?:^|[.!?”\"’] )(?=[A-Z])")


def dateline_end(line: str, *, first: bool) -> int:
    """Where the dateline that ``line`` begins with ends; 0 where there is none. ``first``: no
    line of the story stands before it."""
    if _NO_PLACE.match(line):
        return 0
    found = _DATELINE.match(line[:_LONGEST_LINE])
    if found is None and first:
        found = _FIRST_DATELINE.match(line[:_LONGEST_LINE])
        if found is not None and not _is_place(found):
            return 0
    if found is None or found.end() > _LONGEST_DATELINE:
        return 0
    return len(found[0].rstrip())


def _is_place(found: re.Match[str]) -> bool:
    """Whether a place is known, or can be nothing else by how it is signed."""
    if found["sure"] or found["paper"]:
        return True
    parts = (found["place"] or found["held"] or found["loud"]).split(", ")
    return any(place_kind(part.casefold()) not in ("", "region") for part in parts)


def labels(line: str) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of the labels before sentences of ``line`` ("Why it matters:", the time of
    an entry of a live page), in order."""
    if found := _ENTRY.match(line):
        yield 0, len(found[0].rstrip())
    for beginning in _BEGINNING.finditer(line):
        if found := _LABEL.match(line, beginning.end()):
            yield found.start(), found.start() + len(found[0].rstrip())
