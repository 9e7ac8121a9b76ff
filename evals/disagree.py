"""Disagreement: what is listed where a value was altered, and what is listed where none was.

    python -m evals.disagree --data ../shared/data

On the clusters with two full texts of `neutral_clusters/val` and of the quarter of
`neutral_clusters/train` that nothing was fitted on or tuned with (`--part` takes one of the two,
or "tuning", the rest of train):

(a) One value (a number, a day, a place, who did it) that two independent articles give in like
    sentences is altered in one of them, wherever that article has it: the share listed, in all and
    of those where the two sentences share half or more of their words. Sentences are alike where
    they share a third of their words of content, weighted by rarity, values aside (Dice). A place
    is altered to another of its kind. An article that goes on giving the old number in another
    spelling contradicts itself and is no trial.
(b) The same with a value in another spelling of equal meaning: the share listed that is not
    listed where it is left as it was.
(c) How many are listed for 100 untouched clusters; `--show N` prints N of them for reading.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.corpus import neutral_documents, records
from evals.floors import check
from summarizer import prepare
from summarizer.agree import head
from summarizer.differ import same
from summarizer.disagree import Difference, find_disagreements
from summarizer.place_kinds import BUILDING, place_kind
from summarizer.records import DateMention, Document, Name, Quantity
from summarizer.slots import Bag, Slot, slots

_ALIKE, _LIKER = 1 / 3, 1 / 2
_PER_CLUSTER = 3
_COPY = 0.95
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
_PEOPLE = ("Brill", "Ortun", "Hartog", "Whitlock", "Tanase", "Korda")


@dataclass(frozen=True)
class Told:
    """A value that two articles of a cluster give: where the first does, and how alike the two
    sentences are."""

    cluster: int
    one: Slot
    two: Slot
    alike: float


def dice(one: Bag, two: Bag) -> float:
    total = sum(one.values()) + sum(two.values())
    return 2 * sum(w for u, w in one.items() if u in two) / total if total else 0.0


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
                if _ALIKE <= alike < _COPY:
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
            if building := BUILDING.search(text):
                pool = tuple(f"{town} {building[0]}" for town in _TOWNS)
        return text, rng.choice([one for one in pool if one != text])
    if told_.one.kind == "day":
        for row in (_DAYS, _MONTHS):
            for word in row:
                if word in text:
                    return word, rng.choice([one for one in row if one != word])
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
    return text, new_word + text[len(word) :]


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
    """Whether an altered article gives the old number of that thing somewhere."""
    return isinstance(old.value, Quantity) and any(
        slot.kind == old.kind and _equal(slot, old)
        for sentence in document.sentences
        for slot in slots(sentence)
    )


def listed(found: Sequence[Difference], article: str, new: str) -> bool:
    """Whether `article` is shown with a value that holds the new spelling."""
    return any(
        new.casefold() in value.casefold() and any(span.article_id == article for span in spans)
        for one in found
        for value, spans in one.values
    )


def trials(
    groups: Sequence[Sequence[Document]], seed: int
) -> Iterator[tuple[Told, str, bool, tuple[str, str]]]:
    """Each altered or respelled value: (where, "altered" or "respelled", listed, old and new)."""
    for number, documents in enumerate(groups):
        rng = random.Random(f"{seed}/{documents[0].id}")
        plain: list[Difference] | None = None
        for one in told(number, documents, rng):
            for kind, change in (("altered", altered(one, rng)), ("respelled", respelled(one))):
                if change is None:
                    continue
                at = next(i for i, d in enumerate(documents) if d.id == one.one.article)
                new = [*documents]
                new[at] = rewritten(documents[at], *change)
                if new[at].article.text == documents[at].article.text:
                    continue
                if kind == "altered" and still_told(new[at], one.one):
                    continue
                found = find_disagreements((), documents=new)
                hit = listed(found, one.one.article, change[1])
                if hit and kind == "respelled":
                    # What differs already, as it is spelled there, is no matter of spelling.
                    plain = plain or [*find_disagreements((), documents=documents)]
                    hit = not listed(plain, one.one.article, change[0])
                yield one, kind, hit, change


def shown(documents: Sequence[Document], one: Difference) -> str:
    texts = {d.id: d.article.text for d in documents}
    lines = [one.about]
    for value, spans in one.values:
        quote = texts[spans[0].article_id][spans[0].start : spans[0].end]
        lines.append(f"    [{value}] {spans[0].article_id}: {' '.join(quote.split())}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("val", "train", "tuning"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--missed", action="store_true", help="print what was not listed")
    args = parser.parse_args()
    parts = [args.part] if args.part else ["val", "train"]
    groups = [group for part in parts for group in clusters(args.data, part)]
    plain = [(documents, find_disagreements((), documents=documents)) for documents in groups]
    number = sum(len(found) for _, found in plain)
    rate = 100 * number / len(groups)
    print(f"{len(groups)} untouched clusters: {number} listed, {rate:.1f} for 100 clusters")
    examples = [(documents, shown_) for documents, found in plain for shown_ in found]
    for n, (documents, listed_) in enumerate(examples[: args.show], start=1):
        print(f"{n}. {shown(documents, listed_)}")
    counts: dict[tuple[str, str], list[bool]] = {}
    for one, kind, hit, change in trials(groups, seed=1):
        if kind == "respelled":
            counts.setdefault(("respelled", "listed"), []).append(hit)
            wrong = hit
        else:
            counts.setdefault((one.one.kind, "altered and listed"), []).append(hit)
            if one.alike >= _LIKER:
                counts.setdefault((one.one.kind, "in like sentences"), []).append(hit)
            wrong = not hit
        if wrong and args.missed:
            print(f"-- {kind} {one.one.kind} {change} alike {one.alike:.2f}")
            print(f"   {' '.join(one.one.sentence.text.split())[:300]}")
            print(f"   {' '.join(one.two.sentence.text.split())[:300]}")
    figures = {"few listed on untouched clusters": 1 - rate / 100}
    for (kind, what), hits in sorted(counts.items()):
        share = sum(hits) / len(hits)
        print(f"{kind:10} {what:20} {share:.3f} of {len(hits)}")
        figures[f"{kind} {what}"] = 1 - share if kind == "respelled" else share
    check("disagree", figures)


if __name__ == "__main__":
    main()
