"""What the days and roles of two articles say on whether they tell of one event, in log-odds.

Set by hand: the labelled pairs that `pairlogit` is fitted on carry hardly any dates and roles.
"""

from __future__ import annotations

import math

from summarizer.moments import Moment, role_conflicts

# Where an article has little company, reports of one event are published within two days, and each
# further day counts against; a year outweighs any wording. In the archive of a newsroom the next
# day's report is mostly of the next event of its storyline: there days 1, 2 and 3 apart count
# against by so much, and the logarithm of each further day. Hand-set, somewhat more lenient than a
# logistic regression over wording and days on 75 pairs of one event and 3,400 of two in two months
# of political news (2.1, 6.7 and 3.2, then 1.9).
_FREE_DAYS = 2
_PER_LOG_DAY = 1.3
_GAPS = (0.0, 1.2, 2.7, 5.0)
_PER_LOG_DAY_IN_COMPANY = 2.0
# What days close together can add at most; where all articles are of days close together it is
# nothing, and further days of an archive count but half as much against one event.
_MOST_FOR_DAY = 1.5
_CROWDED_GAP = 0.5
# What counts against one event: other days told of, where they lie as far apart as the days of
# publication (each tells of its own day) and where they do not (one may only mention the other
# day); each sign of another time in the roles of people; and a series of like events.
_OTHER_DAY, _OTHER_MENTION = 2.0, 0.3
_OTHER_ROLE = 2.75
_RECURRING = 6.0
_LEAST = -20.0


def closeness_bonus(crowded: float) -> float:
    """What days close together add, in [0, 1.5]: the less, the greater the share of pairs of
    articles, ``crowded`` in [0, 1], whose days are close anyway."""
    return min(_MOST_FOR_DAY, -math.log(max(crowded, 1e-6)))


def date_odds(
    a: Moment, b: Moment, *, bonus: float = 0.0, archive: float = 0.0, copied: bool = False
) -> float:
    """Log-odds, at least -20, that the days and roles of two articles add.

    ``bonus`` in [0, 1.5] is what days close together add: little where most are of one day;
    ``archive`` in [0, 1] how much the articles are those of an archive with many a day.
    A ``copied`` wording with another day or role is no copy but the report of a recurring event;
    so are reports of other days that lie whole weeks apart, and of such the later one that counts
    its event ("the second attack within two days") as the earlier does not.
    """
    total = 0.0
    if a.day and b.day:
        gap = abs((a.day - b.day).days)
        total += (1.0 - archive) * _few(gap, bonus) + archive * _many(gap, bonus)
    other_day = bool(a.main and b.main and a.main != b.main)
    if other_day:
        total -= _OTHER_DAY if _shifted(a, b) else _OTHER_MENTION
    signs = role_conflicts(a, b)
    total -= _OTHER_ROLE * signs
    if (copied and (other_day or signs)) or (other_day and _recurs(a, b)):
        total -= _RECURRING
    return max(total, _LEAST)


def _few(gap: int, bonus: float) -> float:
    """Log-odds for ``gap`` days between two reports where articles are few."""
    if gap <= _FREE_DAYS:
        return bonus
    return -_PER_LOG_DAY * math.log1p(gap - _FREE_DAYS) * (1.0 + gap / 60.0)


def _many(gap: int, bonus: float) -> float:
    """The same in an archive with many articles a day."""
    last = len(_GAPS) - 1
    against = _GAPS[min(gap, last)]
    if gap > last:
        against += _PER_LOG_DAY_IN_COMPANY * math.log1p(gap - last) * (1.0 + gap / 60.0)
    return bonus - against * (_CROWDED_GAP + (1.0 - _CROWDED_GAP) * bonus / _MOST_FOR_DAY)


def _shifted(a: Moment, b: Moment) -> bool:
    """Whether two reports lie as far apart as the days they tell of: "on Tuesday" in one, "on
    Wednesday" in the next day's other."""
    if not (a.day and b.day and a.main and b.main):
        return True
    return a.day - b.day == a.main - b.main


def _recurs(a: Moment, b: Moment) -> bool:
    """Whether two reports, each of its own day, are of a series: whole weeks apart, or the later
    one counts its event as one more."""
    if not (a.day and b.day and a.day != b.day and _shifted(a, b)):
        return False
    earlier, later = (a, b) if a.day < b.day else (b, a)
    return (a.day - b.day).days % 7 == 0 or bool(later.sequels - earlier.sequels)
