"""When an article was published, as its record says it: read where there is but one way to read it.

ISO 8601; the day with its month in words ("20 May 2031", "Tuesday, May 20th, 2031, 2:05 p.m."),
which is also how mail and feeds write it (RFC 2822); or the year first ("2031/5/20"). What could be
read in two ways ("12/05/2031") is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
# Hours east of UTC of the zones that RFC 2822 (section 4.3) names. Other names are of several
# zones: "CST" of the East is China's.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME = (
    r"(?:,?[ T](?:at )?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?:(?P<sign>[+-])(?P<east>\d\d):?(?P<past>\d\d)|"
    rf"\(?(?P<zone>{'|'.join(_ZONES)})\)?))?)?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\.?,? )?"
_FORMS = tuple(
    re.compile(f"{_WEEKDAY}{form}{_TIME}", re.IGNORECASE)
    for form in (
        rf"{_DAY}(?: (?:of )?|-){_MONTH}(?:,? |-)(?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    )
)


def moment_told(text: str) -> datetime | None:
    """The moment that ``text`` names: aware where it names a zone, and midnight UTC where it names
    but a day; naive where it names a time and no zone. None where it cannot be read, can be read
    in two ways or contradicts itself ("Monday, 20 May 2031", which is a Tuesday)."""
    told = " ".join(text.split())
    found = next((match for form in _FORMS if (match := form.fullmatch(told))), None)
    if found is None:
        return None
    part = found.groupdict()
    month = part.get("number") or 1 + _MONTHS.index(part["month"][:3].lower())
    try:
        day = date(int(part["year"]), int(month), int(part["day"]))
        if part["weekday"] and _WEEKDAYS.index(part["weekday"].lower()) != day.weekday():
            return None
        return _at(day, part)
    except ValueError:  # 31 June, 25:10
        return None


def _at(day: date, part: dict[str, str | None]) -> datetime:
    """The day at the time of a match, if it names one. Raises ValueError."""
    if part["hour"] is None:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    hour = int(part["hour"])
    if part["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (part["half"].lower() == "p")
    clock = time(hour, int(part["minute"] or 0), int(part["second"] or 0), tzinfo=_zone(part))
    return datetime.combine(day, clock)


def _zone(part: dict[str, str | None]) -> timezone | None:
    if part["zone"]:
        return timezone(timedelta(hours=_ZONES[part["zone"].lower()]))
    if not part["sign"]:
        return None
    east = timedelta(hours=int(part["east"] or 0), minutes=int(part["past"] or 0))
    return timezone(-east if part["sign"] == "-" else east)
