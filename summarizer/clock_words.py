"""Times of day spelled out in words: "twenty to eight", "nine o'clock", "half past six in the
evening".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.records import Quantity

_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
          "twelve")  # fmt: skip
_HOUR = rf"(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])"
# "Five at night" is of the evening, "four at night" of the morning.
_LATE = 5 * 60
# What makes two numbers a range or a score, not a time: "a vote of ten to four".
_NO_TIME = r"(?<!\bfrom )(?<!\bof )(?<!\bby )(?<!\bvoted )(?<!\bbetween )(?<!\bwon )(?<!\blost )"
_NO_COUNT = r"(?!\s(?:%|per\s?cent|hundred|thousand|million|billion|times|points|people|votes)\b)"
_NEAR = r"(?:about |around |nearly |almost |just |shortly |roughly )?"
_HALVES = r"\s(?:in the (?P<half>morning|afternoon|evening)|(?P<night>at night))\b"
_PAST = re.compile(
    rf"(?P<at>\bat {_NEAR})?(?:\ba )?{_NO_TIME}\b"
    rf"(?P<minutes>twenty-five|{'|'.join(_MINUTES)})(?P<said> minutes)? (?P<way>to|past) "
    rf"{_HOUR}\b(?![-:.]\w){_NO_COUNT}(?:{_HALVES})?",
    re.IGNORECASE,
)
_SHARP = re.compile(
    rf"(?<![\w.,:$£€-])(?:{_HOUR}\so['’]clock\b(?:{_HALVES})?"
    rf"|(?P<at>\b(?:at|by|around|about|until|till|before|after|since|past) {_NEAR})"
    rf"{_HOUR.replace('<hour>', '<bare>')}"
    rf"{_HALVES.replace('<half>', '<part>').replace('<night>', '<late>')})",
    re.IGNORECASE,
)


def spoken_clocks(text: str) -> Iterator[Quantity]:
    """The times of day of ``text`` in order of their place; ``value`` is in hours from 0 to 24, as
    the words give it: "twenty to eight" is 7 2/3 and may be of the evening (`agree.same_clock`).
    """
    last = 0
    for match in sorted(
        (*_PAST.finditer(text), *_SHARP.finditer(text)), key=lambda found: found.start()
    ):
        if match.start() < last:
            continue  # "past seven in the evening" of "ten past seven in the evening"
        time = _past(text, match) if match.re is _PAST else _sharp(text, match)
        if time is not None:
            last = time.end
            yield time


def _past(text: str, match: re.Match[str]) -> Quantity | None:
    minutes, hour = _MINUTES[match["minutes"].lower()], _read(match["hour"])
    past = match["way"].lower() == "past"
    sure = past or match["at"] or match["said"] or match["half"]
    # "Five to eight people" stays a range, and so do "twenty to 8" and "half to two".
    if not sure and (minutes <= hour or match["hour"].isdigit() or minutes == _MINUTES["half"]):
        return None
    time = 60 * hour + (minutes if past else -minutes)
    return _clock(text, match.start("minutes"), match.end(), time, match)


def _sharp(text: str, match: re.Match[str]) -> Quantity:
    word = "hour" if match["hour"] else "bare"
    return _clock(text, match.start(word), match.end(), 60 * _read(match[word]), match)


def _read(hour: str) -> int:
    return int(hour) if hour.isdigit() else _HOURS.index(hour.lower()) + 1


def _clock(text: str, start: int, end: int, minutes: int, match: re.Match[str]) -> Quantity:
    """The quantity at ``[start, end)``, by the half of the day that its words name."""
    noon = 12 * 60
    told = match.groupdict()
    half = (told["half"] or told.get("part") or "").lower()
    late = half in ("afternoon", "evening") or bool(told["night"] or told.get("late"))
    if half == "morning" or (late and not half and not _LATE <= minutes < noon):
        minutes %= noon  # "two at night"
    elif late and minutes < noon:
        minutes += noon
    return Quantity(start=start, end=end, text=text[start:end], value=minutes / 60, unit="clock")
