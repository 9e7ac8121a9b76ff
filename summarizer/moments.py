"""When an article was published and when what it reports happened, as far as it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from summarizer.dates import date_mentions, weekday
from summarizer.records import DateMention, Document

# A date line stands among the first characters.
_HEAD = 400
# The main event is dated in the first sentences.
_LEADING = 3
# A report tells of what happened in the days before it, rarely of a later day.
_BEFORE, _AFTER = 8, 1
_YEAR = re.compile(r"(?:19|20)\d\d")
# What follows a time of day written as four digits.
_CLOCK = re.compile(
    r"\s*(?:GMT|UTC|BST|E[SD]T|CES?T|[ap]\.?m\b|hours|hrs|local time)", re.IGNORECASE
)

_OFFICE = r"[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Gg]overnor|[Mm]ayor|[Cc]hancellor"
# "President-elect Lena Ortiz", "President Lena Ortiz", "former President Ortiz": a role that holds
# for a part of a career only, with the surname.
_ROLE = re.compile(
    rf"\b(?P<before>[Ff]ormer |[Aa]cting |[Ee]x-|[Ii]nterim )?(?:{_OFFICE})(?P<elect>[- ][Ee]lect)?"
    r"(?: (?:[A-Z][\w.'’-]* ){0,2}(?P<name>[A-Z][\w-]+))?"
)
NEWLY = "newly in office"
_NEWLY = re.compile(
    r"\bsince (?:(?:taking|assuming|entering) (?:office|power)|(?:his|her|their|the) inauguration"
    r"|(?:[\w.]+ ){0,3}?(?P<name>[A-Z][\w-]+) took office)\b|\bnew (?:\w+ |\w\.\w\. )?counterpart\b"
)

# "Second bomb in Velm" as a title, "the second attack within two days" in the text: one more event
# of its kind. Parts of one event are counted too ("the second day").
_NTH = r"(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|another)"
_PARTS = (
    r"(?!day|night|week|month|year|quarter|half|time|round|term|reading|phase|stage|person|suspect|"
    r"victim|body|man|woman|child|lady|amendment|place|in\b|of\b|to\b|and\b|by\b)"
)
_TITLE_SEQUEL = re.compile(rf"(?:the |an? )?{_NTH} {_PARTS}[a-z]", re.IGNORECASE)
_SEQUEL = re.compile(
    rf"\b{_NTH} (?:such )?{_PARTS}(?:[a-z-]+ ){{1,3}}?(?:in|within|inside|this|since)\b"
    r"(?: (?:less than|as many|just|only|the|last|past|few|\w+)){0,3} "
    r"(?:hours|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """``day`` of publication, ``main`` the day of the main event, ``year`` the latest year the
    story speaks of (all None if unknown); ``weekdays`` that the first sentences name, 0 Monday to
    6; ``roles`` the time-bound roles of title and lead; ``sequels`` how the article counts its
    event ("second"), where it is one more of its kind."""

    day: date | None
    main: date | None
    year: int | None
    weekdays: frozenset[int]
    roles: frozenset[str]
    sequels: frozenset[str] = frozenset()


def moment(document: Document) -> Moment:
    """The moment of an article. Nothing is guessed: what the article does not say is None."""
    leading = document.sentences[:_LEADING]
    years = list(_years(document))
    day = document.day or _dated(document, max(years, default=0))
    if day:
        years.append(day.year)
    weekdays = {weekday(mention) for sentence in leading for mention in sentence.dates}
    text = document.article.title + "\n" + " ".join(sentence.text for sentence in leading)
    return Moment(
        day=day,
        main=_main(leading_mentions(document), day),
        year=max(years, default=None),
        weekdays=frozenset(each for each in weekdays if each is not None),
        roles=_roles(text),
        sequels=_sequels(document),
    )


def _sequels(document: Document) -> frozenset[str]:
    """How title and first sentences count the event among others of its kind."""
    opening = " ".join(sentence.text for sentence in document.sentences[: 2 * _LEADING])
    titled = _TITLE_SEQUEL.match(document.article.title)
    found = [*([titled] if titled else []), *_SEQUEL.finditer(opening)]
    return frozenset(match["nth"].lower() for match in found)


def _years(document: Document) -> Iterator[int]:
    """The years that the story names, less times of day that look like one ("2045 GMT")."""
    for sentence in document.sentences:
        for mention in sentence.dates:
            named = mention.last and _YEAR.search(mention.text)
            if named and mention.last and not _CLOCK.match(sentence.text, mention.end):
                yield mention.last.year


def leading_mentions(document: Document) -> tuple[DateMention, ...]:
    """The time expressions of the first sentences, in order."""
    return tuple(
        mention for sentence in document.sentences[:_LEADING] for mention in sentence.dates
    )


def _roles(text: str) -> frozenset[str]:
    """Roles as "elect:ortiz", "former:ortiz", "in office:ortiz", and NEWLY."""
    found: set[str] = set()
    for match in _NEWLY.finditer(text):
        found.add(NEWLY)
        if match["name"]:
            found.add(f"in office:{match['name'].lower()}")
    for match in _ROLE.finditer(text):
        before = (match["before"] or "").strip(" -").lower()
        role = "elect" if match["elect"] else before or "in office"
        if match["name"]:
            found.add(f"{role}:{match['name'].lower()}")
        elif role == "elect":
            found.add("elect:")
    return frozenset(found)


def _main(mentions: tuple[DateMention, ...], day: date | None) -> date | None:
    """The first day named that a report published on ``day`` can be about."""
    for mention in mentions:
        if mention.first is None or mention.first != mention.last:
            continue
        if day is None:
            return mention.first if _YEAR.search(mention.text) else None
        if -_BEFORE <= (mention.first - day).days <= _AFTER:
            return mention.first
    return None


def _dated(document: Document, latest: int) -> date | None:
    """A full date at the head of the text, unless the story speaks of later years."""
    for mention in date_mentions(document.article.text[:_HEAD], anchor=None):
        full = mention.first and mention.first == mention.last and _YEAR.search(mention.text)
        if full and mention.first and mention.first.year >= latest:
            return mention.first
    return None


def role_conflicts(a: Moment, b: Moment) -> int:
    """How many signs there are that two leads tell of different times, 0 to 3.

    Two for a person who is still elect in one and no longer in the other ("President-elect Ortiz",
    "President Ortiz"), one for other roles that exclude each other ("former President Ortiz"), one
    for someone who is new in office in one of them only.
    """
    if not a.roles and not b.roles:
        return 0
    ours, theirs = _careers(a.roles), _careers(b.roles)
    signs = int((NEWLY in a.roles) != (NEWLY in b.roles))
    apart = [n for n in ours.keys() & theirs.keys() if ours[n].isdisjoint(theirs[n])]
    if any("elect" in ours[name] | theirs[name] for name in apart):
        return signs + 2
    return signs + int(bool(apart))


def _careers(roles: frozenset[str]) -> dict[str, set[str]]:
    """Surname to the roles it is given."""
    found: dict[str, set[str]] = {}
    for entry in roles:
        role, _, name = entry.partition(":")
        if name:
            found.setdefault(name, set()).add(role)
    return found
