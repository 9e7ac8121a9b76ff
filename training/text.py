"""Reading the corpora and finding clean news sentences in them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.models.words import FUNCTION, stem

# the files of `news_text` that may go into what ships; `bbc` is given for research only
NEWS = ("articles", "abc")
_END = re.compile(r"(?<=[.!?])(?:[\"\u201d')]*)\s+(?=[\"\u201c'(]?[A-Z0-9])")
_SHORT = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Hon|Prof|Jr|Sr|Inc|"
    r"Corp|Co|Ltd|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|U\.S|U\.N|"
    r"U\.K|D\.C|[A-Z]\.[A-Z])\.$"
)
_BAD = re.compile(
    r"https?:|www\.|@|#|\||[<>{}\[\]*_=\\^~]|\.\.\.|\u2026|\bMORE\b|(?i:click here|subscribe|"
    r"newsletter|advertisement|photo by|getty images|read more|follow us|sign up|copyright)"
)
_PERSON = re.compile(r"\b(?:I|I'm|I've|my|we|We|We're|our|Our|you|You|your|Your|us|me)\b")
_QUOTED = re.compile("\u201c[^\u201d]*\u201d")


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON Lines file, in order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sentences(text: str) -> list[str]:
    """A rough split into sentences, paragraph by paragraph; good enough for training."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        start = 0
        for gap in _END.finditer(paragraph):
            if _SHORT.search(paragraph[start : gap.start()]):
                continue
            found.append(paragraph[start : gap.end()].strip())
            start = gap.end()
        found.append(paragraph[start:].strip())
    return [one for one in found if one]


def is_clean(sentence: str, *, least: int = 9, most: int = 48) -> bool:
    """Whether a levelled sentence is a plain news statement that may serve as a target."""
    words = sentence.split()
    if not least <= len(words) <= most or _BAD.search(sentence):
        return False
    if not (sentence[0].isupper() or sentence[0] in "\u201c$0123456789"):
        return False
    if not re.search(r"[.](?:\u201d)?$", sentence) or sentence.count("?") + sentence.count("!"):
        return False
    if sentence.count("\u201c") != sentence.count("\u201d") or sentence.count("\u201c") > 2:
        return False
    if sentence.count("(") != sentence.count(")") or "\u201d \u201d" in sentence:
        return False
    if _PERSON.search(_QUOTED.sub("", sentence)):
        return False
    capital = sum(word[0].isupper() for word in words)
    return capital < 0.5 * len(words) and not any(
        word.isupper() and len(word) > 9 for word in words
    )


@lru_cache(maxsize=1 << 17)
def content(text: str) -> frozenset[str]:
    """The words of a text that carry its facts, lower-cased and crudely stemmed."""
    words = re.findall(r"[a-z0-9]+(?:[.,][0-9]+)*", text.lower().replace("'s", ""))
    return frozenset(
        stem(word) for word in words if word not in FUNCTION and (len(word) > 2 or word.isdigit())
    )


def shingles(text: str, *, width: int = 8) -> set[int]:
    """Hashes of all runs of `width` words (stable over runs), to recognise a copied article."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (" ".join(words[at : at + width]) for at in range(len(words) - width + 1))
    return {hash_of(run) for run in runs}


def hash_of(text: str) -> int:
    """A 60-bit hash of a text that does not change between runs."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 4


def held_out(data: Path) -> tuple[set[str], set[int]]:
    """Titles and shingles of the articles that are for evaluation only."""
    titles: set[str] = set()
    runs: set[int] = set()
    for record in records(data / "neutral_clusters" / "val.jsonl.gz"):
        for doc in record["docs"]:
            titles.add(doc.get("title", "").lower().strip(" ."))
            runs |= shingles(
                " ".join((doc.get("full_text") or doc.get("excerpt") or "").split()[:400])
            )
    for record in records(data / "fusion" / "sentence_union_eval.jsonl.gz"):
        runs |= shingles(record["a"]) | shingles(record["b"]) | shingles(record["union"])
    return titles - {""}, runs


def is_held_out(title: str, text: str, titles: set[str], runs: set[int]) -> bool:
    """Whether an article is one of `held_out` or shares more than a stray quotation with one."""
    if title.lower().strip(" .") in titles:
        return True
    return len(shingles(" ".join(text.split()[:400])) & runs) > 12


def detokenise(text: str) -> str:
    """Penn Treebank tokens -> ordinary text."""
    text = text.replace("``", "\u201c").replace("''", "\u201d").replace("-LRB-", "(")
    text = text.replace("-RRB-", ")")
    text = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|'(?= ))", r"\1", text)
    text = re.sub(r" ([.,;:!?%)\u201d])", r"\1", text)
    return re.sub(r"([($\u201c]) ", r"\1", text)


def order(group: Sequence[str]) -> list[str]:
    """Sources in the order that the model reads them: longest first, equal lengths by text."""
    return sorted(group, key=lambda one: (-len(one.split()), one))
