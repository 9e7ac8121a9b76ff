"""Time expressions in a sentence, and the day an article was published."""

from __future__ import annotations

import re
from datetime import date

from summarizer.date_expressions import find
from summarizer.date_values import month_number, resolve, safe_date, weekday_number
from summarizer.records import Article, DateBasis, DateMention


def date_mentions(text: str, *, anchor: date | None) -> tuple[DateMention, ...]:
    """The time expressions of ``text`` in order of their place; they do not overlap.

    ``anchor`` is the day the text was published; expressions that need it ("on Tuesday", "last
    week") have ``first`` and ``last`` None where it is None, with their grain set.
    """
    return tuple(resolve(text, found, anchor) for found in find(text))


def weekday(mention: DateMention) -> int | None:
    """The weekday that the mention names ("on Tuesday", "Monday night"), 0 for Monday to 6; None
    where it names none. It does not need an anchor."""
    return weekday_number(mention.text)


def publication_day(article: Article) -> tuple[date | None, DateBasis]:
    """The day the article was published, in its own time zone, and on what that rests.

    "published" where the record says it; "text" where the text carries its own date line; else
    ``(None, "unknown")``. A date that the story merely mentions is not the day of publication.
    """
    if article.published is not None:
        return article.published.date(), "published"
    day = _date_line(article.text)
    return (day, "text") if day else (None, "unknown")


_HEAD = 1500  # characters of the text in which a date line can stand
_FIRST = re.compile(r"\s*date\s+(\d{4})-(\d\d)-(\d\d)\b", re.IGNORECASE)
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_LABEL = (
    r"(?:(?:first\s+)?(?:published|posted|updated|last updated|modified|created|date)"
    r"(?:\s+(?:on|at))?\s*:?\s*)?"
)
_CLOCK = (
    r"(?:[\s,|/·•-]*(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:\(?[A-Z]{2,4}\)?)?)?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LINE = re.compile(
    rf"{_LABEL}{_CLOCK}[\s,|]*{_WEEKDAY}(?:{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})"
    rf"|{_DAY.replace('day', 'day2')}\s+{_MONTH.replace('month', 'month2')},?\s+(?P<year2>\d{{4}})"
    rf"|(?P<year3>\d{{4}})[-/](?P<month3>\d\d)[-/](?P<day3>\d\d)(?:T[\d:.+Z-]*)?)"
    rf"{_CLOCK}\W*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"[A-Z][A-Z .,'’/-]{{2,40}}(?:,\s[A-Z][\w. ]{{1,20}})?,\s{_MONTH}\s{_DAY},?"
    r"\s(?P<year>\d{4})\s*"
    r"(?:\([^)\n]{2,30}\)\s*)?[—–-]"
)


def _date_line(text: str) -> date | None:
    """The day of a line that is nothing but a date, of a dateline with a year, or of a first
    line of the form " date YYYY-MM-DD"."""
    if match := _FIRST.match(text[:200]):
        return safe_date(int(match[1]), int(match[2]), int(match[3]))
    for line in text[:_HEAD].splitlines():
        line = line.strip()
        if match := _LINE.fullmatch(line[:120]) if len(line) <= 120 else None:
            if match["year3"]:
                return safe_date(int(match["year3"]), int(match["month3"]), int(match["day3"]))
            if match["year"]:
                month, day, year = match["month"], match["day"], match["year"]
            else:
                month, day, year = match["month2"], match["day2"], match["year2"]
            return safe_date(int(year), month_number(month), int(day))
        if match := _DATELINE.match(line[:160]):
            return safe_date(int(match["year"]), month_number(match["month"]), int(match["day"]))
    return None
