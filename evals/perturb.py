"""One wrong thing at a time in a true sentence: what the fact gate must find.

Each function takes a sentence, the names its sources know and a random generator, and returns
the altered sentence or None where the sentence has nothing to alter.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from summarizer import facts
from summarizer.agree import same_name

Perturb = Callable[[str, Sequence[str], random.Random], str | None]

_NUMBER = re.compile(r"(?<![\w.,$/-])\$?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w/-])(?!,\d)")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AFTER_MONTH = re.compile(rf"\b(?:{'|'.join(m[:3] for m in _MONTHS)})[a-z]*\.? $")
_UNITS = {
    "million": "billion", "billion": "million", "percent": "million", "thousand": "million",
    "miles": "kilometers", "kilometers": "miles", "feet": "meters", "meters": "feet",
    "years": "months", "months": "years", "days": "weeks", "weeks": "days", "hours": "days",
    "minutes": "hours", "dollars": "euros", "pounds": "tons", "people": "houses",
}  # fmt: skip
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-3]\d)\b")


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def number(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    found = [m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m[1])]
    found = [m for m in found if not _AFTER_MONTH.search(text[: m.start()])]
    if not found:
        return None
    m = rng.choice(found)
    value = int(m[1].replace(",", ""))
    new = value + rng.choice((1, 2, 3)) if value < 20 else int(value * rng.choice((1.2, 1.5, 2.1)))
    shown = f"{new:,}" if "," in m[1] else str(new)
    at = m.start(1)
    return _put(text, at, m.end(1), shown)


def unit(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    found = list(re.finditer(rf"(?<=\d )(?:{'|'.join(_UNITS)})\b", text))
    if not found:
        return None
    m = rng.choice(found)
    return _put(text, m.start(), m.end(), _UNITS[m[0]])


def day(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    days, months = "|".join(_DAYS), "|".join(_MONTHS)
    pattern = rf"\b(?:{days})\b|\b(?:{months})\b(?= \d)|{_YEAR.pattern}"
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    m = rng.choice(found)
    row: Sequence[str] = _DAYS if m[0] in _DAYS else _MONTHS
    if m[0].isdigit():
        return _put(text, m.start(), m.end(), str(int(m[0]) + rng.choice((-3, -1, 1, 2))))
    return _put(text, m.start(), m.end(), rng.choice([one for one in row if one != m[0]]))


def name(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    own = facts.names(text)
    folded = text.casefold()
    others = [one for one in names if one.casefold() not in folded]
    others = [
        one for one in others
        if not any(same_name(n.key, k.key) for n in own for k in facts.names(one))
    ]  # fmt: skip
    if not own or not others:
        return None
    target = rng.choice(own)
    words = set(re.findall(r"\w{3,}", target.text))
    others = [one for one in others if not words & set(re.findall(r"\w{3,}", one))]
    if not others:
        return None
    return _put(text, target.start, target.end, rng.choice(others))


def swap(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    own = facts.names(text)
    pairs = [
        (a, b) for i, a in enumerate(own) for b in own[i + 1 :]
        if not same_name(a.key, b.key) and a.key not in b.key and b.key not in a.key
        and re.search(r"\b[a-z]+(?:ed|s)\b", text[a.end : b.start])
        and not re.fullmatch(r"[\s,]*(?:and|or|,)[\s,]*", text[a.end : b.start])
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


def _chosen(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    """One of the pattern's places outside quotations."""
    plain = re.sub(r"[\"“][^\"”]*[\"”]", lambda m: "_" * len(m[0]), text)
    found = list(pattern.finditer(plain))
    return rng.choice(found) if found else None


_AUX = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should)\b(?! not\b)")


def negate(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    m = _chosen(_AUX, text, rng)
    if m is None:
        return None
    return _put(text, m.end(), m.end(), " not")


# What denies, and what stands there when it is dropped so that the sentence stays a sentence.
_DENIES = re.compile(
    r"\b(?P<cannot>[Cc]an)(?:not|['’]t)\b|\b(?P<wont>[Ww])on['’]t\b|(?<=[a-z])n['’]t\b(?: yet\b)?"
    r"|(?<!whether or) not\b(?! only| necessarily)(?: yet\b)?"
    r"|\bno longer |\b(?:never|no) (?!matter\b)"
)


def unnegate(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    m = _chosen(_DENIES, text, rng)
    if m is None:
        return None
    kept = m["cannot"] or (f"{m['wont']}ill" if m["wont"] else "")
    return _put(text, m.start(), m.end(), kept)


_HEDGES = re.compile(
    r"\b(?:may|might|could) |\b(?:allegedly|reportedly|possibly|probably|likely|apparently) |"
    r"\b(?:plans|plan|planned|intends|wants|hopes|expected|considering) to "
)


def unhedge(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    m = _chosen(_HEDGES, text, rng)
    if m is None:
        return None
    new = "will " if m[0].strip() in ("may", "might", "could") or m[0].endswith("to ") else ""
    before = re.sub(r"\b(?:is|are|was|were) $", "", text[: m.start()]) if new else text[: m.start()]
    return before + new + text[m.end() :]


_OTHER = (
    "never",
    "strongly",
    "certainly",
    "tomorrow",
    "weapons",
    "billions",
    "terrible",
    "friends",
)


def quotation(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    quotes = [q for q in facts.quotes(text) if len(q.text.split()) >= 3]
    if not quotes:
        return None
    quote = rng.choice(quotes)
    inner = list(re.finditer(r"[A-Za-z]{3,}", quote.text))
    m = rng.choice(inner)
    word = rng.choice([one for one in _OTHER if one != m[0].lower()])
    return _put(text, quote.start + m.start(), quote.start + m.end(), word)


def speaker(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    quotes = [q for q in facts.quotes(text) if q.speaker and q.speaker in text]
    if not quotes:
        return None
    quote = rng.choice(quotes)
    own = facts.names(quote.speaker)
    others = [one for one in names if not any(
        same_name(n.key, k.key) for n in own for k in facts.names(one))]  # fmt: skip
    others = [one for one in others if one.casefold() not in quote.speaker.casefold()]
    if not others or not own:
        return None
    at = text.index(quote.speaker)
    return _put(text, at, at + len(quote.speaker), rng.choice(others))


_CLAUSES = (
    ", after weeks of secret negotiations in a Geneva hotel",
    ", and shares of the largest insurers fell sharply afterwards",
    ", which prompted protests outside several embassies",
    ", because an internal audit had found missing invoices",
)


def invented(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    bare = text.rstrip()
    end = re.search(r"[.!?][\"”’]*$", bare)
    if not end:
        return None
    return bare[: end.start()] + rng.choice(_CLAUSES) + bare[end.start() :]


KINDS: dict[str, Perturb] = {
    "number": number, "unit": unit, "date": day, "name": name, "swapped": swap,
    "negation added": negate, "negation dropped": unnegate, "hedge removed": unhedge,
    "quotation": quotation, "speaker": speaker, "invented clause": invented,
}  # fmt: skip
