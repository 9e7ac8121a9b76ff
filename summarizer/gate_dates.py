"""Whether the days of a written sentence are its passages' days, and agree with the calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from summarizer import dates
from summarizer.agree import same_days
from summarizer.gate_facts import Facts
from summarizer.records import DateMention
from summarizer.tokens import terms

_LOOSE = frozenset(
    """a about after afternoon ago an around as at before by during early earlier end evening for
    from in last late later mid middle midday midnight more morning next night noon of on over
    since than that the this through to tonight until within""".split()
)
_NOW = frozenset(("today", "tonight", "yesterday", "tomorrow", "now"))
# They name no day of their own: "the same day", "a day after".
_SAME_DAY = frozenset(("same", "day"))
# Between a weekday and the date that it belongs to: "20 March 2031, a Thursday", "Monday (3 May)".
_BESIDE = re.compile(r"[\s,(–—-]*(?:which was |that was )?(?:on )?(?:an? |the )?[\s,(]*")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*")


def wrong_dates(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Time expressions of the sentence that no passage bears out, in words or as days, and
    weekdays that the date beside them was not."""
    known = [mention for passage in passages for mention in passage.dates]
    said = {word for mention in known for word in terms(mention.text)}
    texts = [" ".join(terms(passage.text)) for passage in passages]
    wrong = []
    for mention in sentence.dates:
        own = [word for word in terms(mention.text) if word not in _LOOSE]
        if _phrase(own, texts) or _phrase(terms(mention.text), texts):
            borne = not _other_beside(mention, sentence)
        elif set(own) <= _SAME_DAY or _of_last_week(mention, known):
            borne = True
        elif _other_weekday(mention) or _other_beside(mention, sentence):
            borne = False
        elif all(word in said for word in own):
            together = _together(mention, own, texts) or _only(known)
            borne = not _contrary(mention, own, known) and together
        elif mention.first is None and set(own) <= _NOW and any(m.grain == "day" for m in known):
            borne = True
        else:
            borne = any(same_days(mention, one) and one.grain == mention.grain for one in known)
            borne = borne or _of_beside(mention, sentence)
        if not borne:
            wrong.append(f"no cited passage gives the date {mention.text!r}")
    return wrong


_LAST_DAY = re.compile(r"\blast (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def _of_last_week(mention: DateMention, known: Sequence[DateMention]) -> bool:
    """Whether it is "last week" and a passage has a day of it, "last Thursday"."""
    week = " ".join(terms(mention.text)) == "last week"
    return week and any(_LAST_DAY.search(one.text) for one in known)


def _phrase(own: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a passage has these words one after another."""
    return any(f" {' '.join(own)} " in f" {text} " for text in texts)


def _day(mention: DateMention) -> date | None:
    """The one day that a mention means, or None."""
    return mention.first if mention.first == mention.last else None


def _other_weekday(mention: DateMention) -> bool:
    """Whether the mention puts a weekday to a day of the month that was another weekday."""
    named, day = dates.weekday(mention), _day(mention)
    return named is not None and day is not None and day.weekday() != named


def _dated(mention: DateMention, sentence: Facts) -> list[date]:
    """The days of full dates that stand directly beside a bare weekday."""
    if dates.weekday(mention) is None or any(c.isdigit() for c in mention.text):
        return []
    found = []
    for one in sentence.dates:
        first, second = sorted((mention, one), key=lambda item: item.start)
        between = sentence.text[first.end : second.start]
        day = _day(one)
        if one is not mention and day and any(c.isdigit() for c in one.text):
            found += [day] if _BESIDE.fullmatch(between) else []
    return found


def _other_beside(mention: DateMention, sentence: Facts) -> bool:
    """Whether the date beside a weekday was another weekday."""
    return any(day.weekday() != dates.weekday(mention) for day in _dated(mention, sentence))


def _of_beside(mention: DateMention, sentence: Facts) -> bool:
    """Whether the date beside a weekday, which has its own check, was that weekday."""
    return any(day.weekday() == dates.weekday(mention) for day in _dated(mention, sentence))


def _contrary(mention: DateMention, own: Sequence[str], known: Sequence[DateMention]) -> bool:
    """Whether words of several mentions make a date that the passages have otherwise: "March
    2009" where they have March 2018 and 2009, "Wednesday, March 20" where that was a Tuesday."""
    parts = {word for word in own if _MONTH.fullmatch(word)}
    if not parts or len(own) < 2:
        return False
    parts |= {word for word in own if word.isdigit() and len(word) <= 2}
    alike = [one for one in known if parts <= set(terms(one.text))]
    named = dates.weekday(mention)
    if named is not None and mention.first is None:
        days = [_day(one) for one in alike]
        return bool(days) and all(day is not None and day.weekday() != named for day in days)
    if mention.first is None or any(one.first is None for one in alike):
        return False
    return bool(alike) and not any(same_days(mention, one) for one in alike)


def _together(mention: DateMention, own: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a date of an unknown year has its weekday from the passage with the date."""
    if dates.weekday(mention) is None or mention.first is not None or len(own) < 2:
        return True
    return any(set(own) <= set(text.split()) for text in texts)


def _only(known: Sequence[DateMention]) -> bool:
    """Whether the passages have one weekday and one day of the month, which then are one day."""
    week = {day for one in known if (day := dates.weekday(one)) is not None}
    days = {word for one in known for word in terms(one.text) if _DAY.fullmatch(word)}
    return len(week) == 1 and len(days) == 1


_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
