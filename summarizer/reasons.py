"""Why two articles are taken for one event, or for two, in words."""

from __future__ import annotations

from summarizer.pairscore import date_evidence
from summarizer.profile import RARE, Profile

# A list in a reason shows at most this many examples.
_SHOWN = 4


def reasons(a: Profile, b: Profile, meaning: float) -> tuple[str, ...]:
    """What a pair shares and where it differs, the weightiest first, in plain words."""
    found = []
    names = a.central & b.central
    if names:
        found.append("same names: " + _listed(names, {**a.names, **b.names}))
    phrases = a.phrases & b.phrases
    if phrases:
        found.append(
            f"{len(phrases)} shared rare phrases: "
            + ", ".join(f"“{p}”" for p in sorted(phrases)[:2])
        )
    numbers = a.numbers & b.numbers
    if numbers:
        found.append("same numbers: " + ", ".join(sorted(numbers)[:_SHOWN]))
    shared = [term for term in a.names.keys() & b.names.keys() if a.names[term] >= RARE]
    if shared:
        found.append(f"{len(shared)} shared rare names or terms")
    found.extend(date_evidence(a, b).reasons)
    missing = (a.central - b.names.keys()) | (b.central - a.names.keys())
    if missing:
        found.append("named by only one: " + _listed(missing, {**a.names, **b.names}))
    found.append(f"similar meaning: {meaning:.2f}")
    return tuple(found)


def _listed(words: frozenset[str] | set[str], idf: dict[str, float]) -> str:
    ordered = sorted(words, key=lambda word: (-idf.get(word, 0.0), word))
    more = len(ordered) - _SHOWN
    return ", ".join(ordered[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
