"""Fusions written for this project: two or more sentences of the corpora and the one of both.

    python -m training.unions --data ../shared/data

says how many there are, and what the rules find in them.

`unions.tsv` holds no text. A line names the source sentences by article and characters, and tells
the fusion as pieces: `1:17-48` are those characters of the second sentence, anything else stands
for itself (function words, endings, marks). A line whose fusion is `-` was judged not to be worth
one sentence. The sentences are like ones of two outlets within two days (`news_text`, TF-IDF cosine
0.33 to 0.9) and claims of `neutral_clusters/train`; the fusions were written by a large language
model that read both, told to say all that both say in their own words, and checked by rules
(`faults`).
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from summarizer.models.reading import GUARDED
from summarizer.models.surface import level
from summarizer.models.words import FUNCTION, stem
from training.text import held_out, is_held_out, records

FILE = Path(__file__).with_name("unions.tsv")
NONE = "-"
# one in so many is kept out of training, by the hash of its first article
TUNE = 12
# shorter runs than this are spelled out
_SHORT = 4
_PIECE = re.compile(r"(\d):(\d+)-(\d+)")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,][0-9]+)*")
_LOOSE = frozenset("all both either each only same even still over under up down off".split())
_FREE = FUNCTION - (GUARDED - _LOOSE)


class Place(NamedTuple):
    """Characters `[start, end)` of an article's text; the article as `id` or, of a cluster,
    `id/number`."""

    article: str
    start: int
    end: int


class Union(NamedTuple):
    """Source sentences, levelled, and their fusion, or None where there is none worth writing."""

    places: tuple[Place, ...]
    texts: tuple[str, ...]
    fusion: str | None

    def is_kept_out(self) -> bool:
        """Whether it serves tuning, not training."""
        first = min(place.article for place in self.places)
        return int(hashlib.sha256(first.encode()).hexdigest(), 16) % TUNE == 0


def encode(texts: Sequence[str], fusion: str) -> str:
    """The fusion as pieces of `texts`, longest runs first come; `decode` gives it back."""
    pieces: list[str] = []
    plain = ""
    at = 0
    while at < len(fusion):
        best = (0, 0, 0)
        if at == 0 or not fusion[at - 1].isalnum():
            best = max(_runs(texts, fusion, at), default=best)
        length, group, start = best
        if length >= _SHORT:
            pieces += [plain, f"{-group}:{-start}-{length - start}"]
            plain = ""
            at += length
        else:
            plain += fusion[at]
            at += 1
    return "|".join(one for one in (*pieces, plain) if one)


def _runs(texts: Sequence[str], fusion: str, at: int) -> Iterator[tuple[int, int, int]]:
    """Common runs that begin at `at`, cut at the end of a word: (length, -text, -start)."""
    for group, text in enumerate(texts):
        start = text.find(fusion[at : at + _SHORT])
        while start >= 0:
            length = 0
            while (
                at + length < len(fusion)
                and start + length < len(text)
                and fusion[at + length] == text[start + length]
            ):
                length += 1
            end = at + length
            while length and end < len(fusion) and fusion[end - 1 : end + 1].isalnum():
                length, end = length - 1, end - 1
            yield length, -group, -start
            start = text.find(fusion[at : at + _SHORT], start + 1)


def decode(texts: Sequence[str], code: str) -> str:
    """The text of `encode`'s pieces."""
    found = []
    for piece in code.split("|"):
        named = _PIECE.fullmatch(piece)
        if named:
            group, start, end = map(int, named.groups())
            found.append(texts[group][start:end])
        else:
            found.append(piece)
    return "".join(found)


def read(data: Path, path: Path = FILE, *, training: bool = False) -> Iterator[Union]:
    """The unions of a file, in its order, with the text of their sentences; with `training` without
    those of articles that are for evaluation only or quote at length what one does.

    Raises ValueError where an article is not in the data.
    """
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    rows = [(places_of(named), code) for named, code in lines]
    texts = texts_of(data, {place.article for places, _ in rows for place in places})
    out: set[str] = set()
    if training:
        titles, runs = held_out(data)
        out = {name for name, text in texts.items() if is_held_out("", text, titles, runs)}
    for places, code in rows:
        if any(place.article in out for place in places):
            continue
        found = tuple(plain(texts[one.article][one.start : one.end]) for one in places)
        yield Union(places, found, None if code == NONE else decode(found, code))


def texts_of(data: Path, wanted: Set[str]) -> dict[str, str]:
    """The texts of articles. Raises ValueError where one is not in the data."""
    texts = dict(_articles(data, wanted))
    missing = sorted(wanted - set(texts))
    if missing:
        raise ValueError(f"no article {missing[0]!r} in {data}, and {len(missing) - 1} more")
    return texts


def plain(text: str) -> str:
    """A sentence as training reads it: one kind of marks and of spaces."""
    return " ".join(level(text).split())


def line(places: Sequence[Place], texts: Sequence[str], fusion: str | None) -> str:
    """One line of the file, without its end."""
    named = " ".join(f"{one.article}:{one.start}-{one.end}" for one in places)
    return f"{named}\t{encode(texts, fusion) if fusion else NONE}"


def places_of(named: str) -> tuple[Place, ...]:
    """What `line` wrote before the tab."""
    found = []
    for one in named.split(" "):
        article, span = one.rsplit(":", 1)
        start, end = span.split("-")
        found.append(Place(article, int(start), int(end)))
    return tuple(found)


def _articles(data: Path, wanted: Set[str]) -> Iterator[tuple[str, str]]:
    for record in records(data / "news_text" / "articles.jsonl.gz"):
        if record["id"] in wanted:
            yield record["id"], record["text"]
    for record in records(data / "neutral_clusters" / "train.jsonl.gz"):
        for number, doc in enumerate(record["docs"]):
            name = f"{record['id']}/{number}"
            if name in wanted:
                yield name, doc.get("full_text") or doc.get("excerpt") or doc.get("text") or ""


def faults(texts: Sequence[str], fusion: str) -> list[str]:
    """What is wrong with a fusion, as far as rules can tell: words that no source has, a quotation
    that is not whole, no full stop, too long or too short."""
    found = []
    known = {word.lower() for text in texts for word in _WORD.findall(text)}
    stems = {stem(word) for word in known}
    new = [word for word in _WORD.findall(fusion) if word.lower() not in known]
    for word in new:
        formed = word.isalpha() and word.islower() and stem(word) in stems
        if word.lower() not in _FREE and not formed:
            found.append(f"a word of no source: {word}")
    quoted = {one.lower() for text in texts for one in quotations(text)}
    for one in quotations(fusion):
        if one.lower() not in quoted:
            found.append(f"a quotation that is not whole: {one}")
    if fusion.count("\u201c") != fusion.count("\u201d"):
        found.append("an unpaired quotation mark")
    if not re.search(r"[.]\u201d?$", fusion):
        found.append("no full stop at the end")
    if not 7 <= len(fusion.split()) <= 60:
        found.append(f"{len(fusion.split())} words, allowed: 7 to 60")
    return found


def quotations(text: str) -> list[str]:
    """What stands in quotation marks, without a comma or stop at its end."""
    return [one.strip(" ,.") for one in re.findall(r"\u201c([^\u201d]*)\u201d", text)]


def counted(found: Iterable[Union]) -> list[str]:
    """Lines that say how many groups, fusions and answers "none" there are, how many are kept out
    of training, and in how many fusions the rules find which fault."""
    groups = list(found)
    fusions = [one for one in groups if one.fusion is not None]
    out = sum(one.is_kept_out() for one in fusions)
    kinds: Counter[str] = Counter()
    faulty = 0
    for one in fusions:
        told = faults(one.texts, one.fusion or "")
        faulty += bool(told)
        kinds.update({re.sub(r":.*|^\d+ ", "", fault) for fault in told})
    return [
        f"{len(groups)} groups of sentences",
        f"{len(fusions)} fusions, {out} of them kept out of training",
        f'{len(groups) - len(fusions)} answers "none"',
        f"{faulty} fusions with a fault that the rules find",
        *(f"  {count} {kind}" for kind, count in sorted(kinds.items())),
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.unions",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    print("\n".join(counted(read(options.data))))


if __name__ == "__main__":
    main()
