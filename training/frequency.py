"""Make the document-frequency table that ships with the package.

    python -m training.frequency --data ../shared/data

Every article of ``news_text`` counts once per word. A word inside a sentence is one that follows
a lower-case letter and one space; the share of those written with a capital tells a name from a
word that is capitalised only because a sentence starts with it.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarizer.tokens import fold, terms, words
from training.text import NEWS, records

MIN_DOCUMENTS = 4  # rarer words have nearly the idf of an unknown one, and are most of the table
MIN_INSIDE = 4  # fewer occurrences inside sentences say nothing about the capital


def articles(data: Path) -> Iterator[str]:
    """Title and text of every news article, in file order."""
    for name in NEWS:
        for record in records(data / "news_text" / f"{name}.jsonl.gz"):
            yield f"{record.get('title', '')}\n{record['text']}"


def capitals_inside(text: str, upper: Counter[str], total: Counter[str]) -> None:
    """Add the words of ``text`` that stand inside a sentence to the two counters."""
    for start, end in words(text):
        if start < 2 or text[start - 1] != " " or not text[start - 2].islower():
            continue
        word = fold(text[start:end])
        total[word] += 1
        upper[word] += text[start].isupper()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.frequency",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/frequency.tsv.gz"))
    options = parser.parse_args()
    documents = 0
    counts: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in articles(options.data):
        documents += 1
        counts.update(set(terms(text)))
        capitals_inside(text, upper, total)
    rows = [f"#documents\t{documents}\t"]
    for term in sorted(counts.keys() | total.keys()):
        count = counts[term] if counts[term] >= MIN_DOCUMENTS else 0
        if not count or len(term) > 30 or (term[0].isdigit() and count < 20):
            continue
        share = str(round(100 * upper[term] / total[term])) if total[term] >= MIN_INSIDE else ""
        rows.append(f"{term}\t{count}\t{share}")
    packed = gzip.compress("\n".join(rows).encode("utf-8"), compresslevel=9, mtime=0)
    options.out.write_bytes(packed)
    print(f"{documents} articles, {len(rows) - 1} words, {len(packed)} bytes")


if __name__ == "__main__":
    main()
