"""How much the names, numbers and days that two sentences have in common speak for one claim."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from summarizer.agree import head, same_days, same_name, same_value
from summarizer.records import Quantity, Sentence

# The most that names, numbers and days which two sentences have speak for one claim.
MOST_COMMON = (0.03, 0.10, 0.03)
# So many different facts are told apart by number; what an event has beyond that is compared anew
# each time. The square of it is kept in bytes.
_MOST_KEPT = 4_000

_Fact = TypeVar("_Fact")


class CommonFacts:
    """The facts of an event's sentences. Sentences that are alike have the same facts or nearly:
    two facts are compared once, not for every pair of sentences that has them."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._numbers = _Kind([s.numbers for s in sentences], _read_of, same_value)
        keys = [[name.key for name in s.names] for s in sentences]
        self._names = _Kind(keys, str, same_name)
        self._counted = [
            {(n.unit, n.ordinal, head(n.counts)) for n in s.numbers if n.counts} for s in sentences
        ]
        self._days = [[day for day in s.dates if day.first] for s in sentences]

    def __call__(self, i: int, j: int) -> float:
        """How much the names, numbers and days of the sentences at ``i`` and ``j`` speak for one
        claim, in about [-0.2, 0.2]: what both have speaks for it, what each has and the other
        lacks against it; two counts of one thing that differ are one claim on which accounts
        differ."""
        numbers, names = self._numbers.alone(i, j), self._names.alone(i, j)
        own, other = self._names.count(i), self._names.count(j)
        value = 0.0
        if own and other:
            value += 0.06 * ((own - names[0]) / own - 0.5)
        contrary = not self._counted[i].isdisjoint(self._counted[j])
        own, other = self._numbers.count(i), self._numbers.count(j)
        if own and other:
            apart = min(numbers[0] / own, numbers[1] / other)
            value += 0.10 * (1 - apart) if apart < 1 else 0.0 if contrary else -0.06
        if (names[0] or numbers[0]) and (names[1] or numbers[1]) and not contrary:
            value -= 0.04
        days = self._days[i], self._days[j]
        if all(days):
            value += 0.03 if any(same_days(a, b) for a in days[0] for b in days[1]) else -0.06
        return value


class _Kind(Generic[_Fact]):
    """The facts of one kind of all sentences, and which of them are the same."""

    def __init__(
        self,
        rows: Iterable[Iterable[_Fact]],
        key: Callable[[_Fact], Hashable],
        same: Callable[[_Fact, _Fact], bool],
    ) -> None:
        number: dict[Hashable, int] = {}
        self._facts: list[_Fact] = []
        self._rows: list[list[int]] = []
        for row in rows:
            self._rows.append([])
            for fact in row:
                at = number.setdefault(key(fact), len(number))
                if at == len(self._facts):
                    self._facts.append(fact)
                self._rows[-1].append(at)
        self._same = same
        self._kept = min(len(number), _MOST_KEPT)
        # 0: not compared yet, 1: not the same, 2: the same
        self._known = bytearray(self._kept * self._kept)

    def count(self, i: int) -> int:
        """How many facts the sentence at ``i`` has."""
        return len(self._rows[i])

    def alone(self, i: int, j: int) -> tuple[int, int]:
        """How many facts of each of two sentences the other lacks."""
        met: set[int] = set()
        alone = 0
        other = self._rows[j]
        for a in self._rows[i]:
            found = [at for at, b in enumerate(other) if self._are_same(a, b)]
            alone += not found
            met.update(found)
        return alone, len(other) - len(met)

    def _are_same(self, a: int, b: int) -> bool:
        if a >= self._kept or b >= self._kept:
            return self._same(self._facts[a], self._facts[b])
        place = a * self._kept + b
        known = self._known[place]
        if not known:
            known = self._known[place] = 1 + self._same(self._facts[a], self._facts[b])
        return known == 2


def _read_of(number: Quantity) -> Hashable:
    """All that `same_value` reads of a number."""
    text = number.text if number.unit == "clock" else ""
    return number.value, number.unit, number.ordinal, number.approximate, text
