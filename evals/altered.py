"""Values of news clusters altered for an evaluation: one number, day, place, agent or denial at a
time, or the same value in another spelling.

Left out is what is no contradiction: a bound that still holds ("at least 17 million" beside "more
than 15 million", "more than 21,000" beside 23,000; see `both_hold`), and what an article goes on
giving in its old form (`still_told`). A word at the head of a sentence keeps its capital, and no
day is altered to one that no calendar has.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.corpus import neutral_documents, records
from summarizer import prepare
from summarizer.agree import head, same_value
from summarizer.differ import same
from summarizer.overlap import dice as dice  # training/disagree.py takes it from here
from summarizer.place_kinds import BUILDING, place_kind
from summarizer.records import DateMention, Document, Name, Quantity
from summarizer.slots import Slot, slots, words

# Two sentences are taken to tell the same where they share so much of their words (Dice); in the
# stricter count so much, and from the last on one is a copy of the other.
ALIKE, LIKER, _COPY = 1 / 3, 1 / 2, 0.95
# So many values of a kind are altered in a cluster, lest the large ones decide the figures.
_PER_CLUSTER = 3
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
# Made-up towns and people, so that none of them is in a cluster already; countries and the like
# that seldom are.
_TOWNS = ("Velm", "Arden", "Port Ellery", "Castrel", "Tavisk", "Skarholm")
_PLACES = {
    "country": ("Mongolia", "Uruguay", "Portugal", "Estonia", "Namibia"),
    "state": ("Vermont", "Idaho", "Delaware", "Nebraska", "Queensland"),
    "continent": ("Africa", "South America", "Antarctica"),
}
_COUNTY = re.compile(r"\b(?:County|Province|District|Region|Valley)\b")
_SHORT = ("February", "April", "June", "September", "November")
# What is told as a bound ("at least 12" is a count so far and none), and how far from it
# another's number may lie, relative to the larger.
_LEAST = re.compile(
    r"(?<!no )\b(?:more than|over|above|upwards? of|in excess of|exceeding)\s(?:an?\s)?[$£€]?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?<!no )\b(?:less than|fewer than|under|below)\s(?:an?\s)?[$£€]?$", re.IGNORECASE
)
# "Gatherings of more than 10 are banned" sets ten.
_SETS = re.compile(
    r"\b(?:ban(?:s|ned)?|prohibit\w*|forbid\w*|limit\w*|restrict\w*|allow\w*|requir\w*)\b",
    re.IGNORECASE,
)
_REACH = 0.2
_CONFIRMED = re.compile(r"\b(?:confirmed|admitted|acknowledged)\b")
_PEOPLE = ("Brill", "Ortun", "Hartog", "Whitlock", "Tanase", "Korda")


@dataclass(frozen=True)
class Told:
    """A value that two articles of a cluster give: where the first does, and how alike the two
    sentences are."""

    cluster: int
    one: Slot
    two: Slot
    alike: float


def clusters(data: Path, part: str) -> list[list[Document]]:
    found = []
    name = "val" if part == "val" else "train"
    for record in records(data / "neutral_clusters" / f"{name}.jsonl.gz"):
        number = int(hashlib.sha1(str(record["id"]).encode()).hexdigest(), 16)
        held = number % 4 == 3
        if sum(bool(doc.get("full_text")) for doc in record["docs"]) > 1 and (
            part == "val" or held == (part == "train")
        ):
            found.append(neutral_documents(record))
    return found


def told(
    number: int, documents: Sequence[Document], rng: random.Random, *, most: int = _PER_CLUSTER
) -> list[Told]:
    """At most `most` values of each kind that two articles give in like sentences."""
    rows = [[slot for s in document.sentences for slot in slots(s)] for document in documents]
    found: dict[tuple[str, str], list[Told]] = {}
    for at, own in enumerate(rows):
        for other in (slot for row in rows[at + 1 :] for slot in row):
            for slot in own:
                if slot.kind != other.kind or not _equal(slot, other):
                    continue
                alike = dice(slot.bag, other.bag)
                if ALIKE <= alike < _COPY:
                    key = (slot.kind, slot.value.text.casefold())
                    found.setdefault(key, []).append(Told(number, slot, other, alike))
    best = [max(rows_, key=lambda one: one.alike) for rows_ in found.values()]
    rng.shuffle(best)
    kinds: Counter[str] = Counter()
    kept = []
    for one in best:
        kinds[one.one.kind] += 1
        if kinds[one.one.kind] <= most:
            kept.append(one)
    return kept


def _equal(one: Slot, two: Slot) -> bool:
    """Told alike: an equal value of an equal thing, numbers of more than one."""
    a, b = one.value, two.value
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return a.value == b.value > 1 and a.unit == b.unit and head(a.counts) == head(b.counts)
    grains = [value.grain for value in (a, b) if isinstance(value, DateMention)]
    return one.frame == two.frame and len({*grains}) < 2 and same(one, two)


def altered(told_: Told, rng: random.Random) -> tuple[str, str] | None:
    """What to replace and by what; None where the value's spelling cannot be altered."""
    text = told_.one.value.text
    value = told_.one.value
    if told_.one.kind in ("place", "agent"):
        pool: tuple[str, ...] = _PEOPLE
        if told_.one.kind == "place" and isinstance(value, Name):
            pool = _PLACES.get(place_kind(value.key), _TOWNS)
            if kind := BUILDING.search(text) or _COUNTY.search(text):
                pool = tuple(f"{town} {kind[0]}" for town in _TOWNS)
        return text, rng.choice([one for one in pool if one != text])
    if told_.one.kind == "day":
        for row in (_DAYS, _MONTHS):
            for word in row:
                if word in text:
                    return word, _dated(rng.choice([one for one in row if one != word]), text)
        year = re.search(r"(?:19|20)\d\d", text)
        return (year[0], str(int(year[0]) - rng.choice((1, 2, 3)))) if year else None
    assert isinstance(value, Quantity)
    digits = _DIGITS.search(text)
    if digits:
        number = float(digits[0].replace(",", ""))
        few = number < 20 or value.unit == "year"
        new = number + rng.choice((2, 3, 4)) if few else number * rng.choice((1.3, 1.7, 2))
        if value.unit == "clock":
            new = number % 12 + 1
        shown = f"{new:.1f}" if "." in digits[0] else f"{new:,.0f}"
        return text, text[: digits.start()] + shown + text[digits.end() :]
    word = text.split()[0].split("-")[0].lower()
    if word not in _WORDS[2:17]:
        return None
    new_word = _WORDS[_WORDS.index(word) + rng.choice((2, 3, 4))]
    new_word = new_word.capitalize() if text[0].isupper() else new_word
    return text, new_word + text[len(word) :]


def _dated(month: str, text: str) -> str:
    """The month, or another where it has no such day as the text names."""
    day = re.search(r"\b(?:29|30|31)\b", text)
    return "March" if day and month in _SHORT and "March" not in text else month


def both_hold(told_: Told, new: str) -> bool:
    """Whether an altered number and the other article's may both be true: one is a bound that the
    other keeps, and lies within a fifth of it. "At least 40" is a count so far and no bound, and
    neither is what a rule sets ("gatherings of more than 10 are banned")."""
    one, two = told_.one, told_.two
    if not isinstance(one.value, Quantity) or not isinstance(two.value, Quantity):
        return False
    digits = [_DIGITS.search(text) for text in (one.value.text, new)]
    if not digits[0] or not digits[1]:
        return False
    old, now = (float(found[0].replace(",", "")) for found in digits if found)
    value = now * one.value.value / old if old else now
    befores = [slot.sentence.text[: slot.value.start] for slot in (one, two)]
    if any(_SETS.search(slot.sentence.text) for slot in (one, two)):
        return False
    low, high = sorted((value, two.value.value))
    own, other = (befores[0], befores[1]) if value == low else (befores[1], befores[0])
    keeps = _LEAST.search(own) or _MOST.search(other)
    return bool(keeps) and high - low <= _REACH * high


def stepped(told_: Told) -> tuple[str, str] | None:
    """A number altered by one step of its last digit that is not zero, and its new spelling; None
    of ages and hours, of numbers below ten and of those that are said to be rough."""
    value, text = told_.one.value, told_.one.value.text
    other = told_.two.value
    if not isinstance(value, Quantity) or not isinstance(other, Quantity):
        return None
    digits = _DIGITS.search(text)
    rough = value.approximate or other.approximate or value.unit in ("clock", "year", "score")
    if digits is None or rough or float(digits[0].replace(",", "")) < 10:
        return None
    at = max(n for n, sign in enumerate(digits[0]) if sign in "123456789")
    step = digits[0][:at] + str(int(digits[0][at]) % 9 + 1) + digits[0][at + 1 :]
    return text, text[: digits.start()] + step + text[digits.end() :]


def denied(documents: Sequence[Document]) -> Iterator[tuple[str, Document]]:
    """For what two articles have as confirmed in sentences that share half of their words or
    more: the id of the one, and it with that denied."""
    rows = [[(s, words(s, s.text)) for s in d.sentences if _CONFIRMED.search(s.text)]
            for d in documents]  # fmt: skip
    for at, own in enumerate(rows):
        for sentence, bag in own:
            others = (other for row in rows[at + 1 :] for _, other in row)
            if any(LIKER <= dice(bag, other) < _COPY for other in others):
                text = documents[at].article.text
                start, end = sentence.span.start, sentence.span.end
                new = _CONFIRMED.sub("denied", text[start:end])
                article = replace(documents[at].article, text=text[:start] + new + text[end:])
                yield documents[at].id, prepare.document(article)


def respelled(told_: Told) -> tuple[str, str] | None:
    """What to replace and by which equal spelling."""
    value, text = told_.one.value, told_.one.value.text
    if not isinstance(value, Quantity):
        return None
    digits = _DIGITS.search(text)
    if digits is None:
        word = text.split()[0].lower()
        return (text, str(_WORDS.index(word)) + text[len(word) :]) if word in _WORDS[2:] else None
    number = float(digits[0].replace(",", ""))
    if value.unit == "percent" and "%" in text:
        return text, text.replace("%", " percent")
    if value.unit == "percent" and number >= 10 and number != int(number):
        return (
            text,
            f"nearly {number + 0.5:.0f} percent" if number % 1 >= 0.5 else f"{number:.0f} %",
        )
    if "million" in text and value.value < 1e8 and value.unit in ("", "USD"):
        return text, f"{'$' if '$' in text else ''}{value.value:,.0f}"
    if number == int(number) and 2 <= number <= 20 and not value.unit:
        return digits[0], _WORDS[int(number)]
    if "," in digits[0]:
        return digits[0], digits[0].replace(",", "")
    return None


def rewritten(document: Document, old: str, new: str) -> Document:
    pattern = rf"(?<![\w.,]){re.escape(old)}(?!\w)(?![.,]\d)"
    text = re.sub(pattern, lambda _: new, document.article.text)
    return prepare.document(replace(document.article, text=text))


def still_told(document: Document, old: Slot) -> bool:
    """Whether an altered article gives the old number of that thing somewhere, or in a like
    sentence the old number rounded ("101,789" for "some 100,000") or the old place in another
    spelling ("Andrews Air Force Base" for "Joint Base Andrews")."""
    return any(
        slot.kind == old.kind
        and (
            (isinstance(old.value, Quantity) and _equal(slot, old))
            or (dice(slot.bag, old.bag) >= ALIKE and _again(slot, old))
        )
        for sentence in document.sentences
        for slot in slots(sentence)
    )


def _again(slot: Slot, old: Slot) -> bool:
    """Whether two values of one kind are one number rounded, or one place."""
    if isinstance(slot.value, Quantity) and isinstance(old.value, Quantity):
        counted = head(slot.value.counts) == head(old.value.counts)
        return counted and same_value(slot.value, old.value)
    return old.kind == "place" and same(slot, old)
