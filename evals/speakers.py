"""Speakers of quotations on PolNeAR: who is named, and is it who the annotators name?

    python -m evals.speakers --data ../shared/data

Counted are the quotations that lie inside an annotated content whose source is named in the same
sentence (``attribution/test``; rules were read against ``dev``). A speaker is right where it
shares a word other than an article with the annotated source. The baseline takes the name
nearest to the quotation in the sentence.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evals.floors import check
from summarizer.facts import names, quotes
from summarizer.records import Quote
from summarizer.split import sentence_spans

Speaker = Callable[[str, Quote], str]


def attributions(record: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The (content, source) pairs of the first annotator."""
    annotation = record["annotations"][0]
    spans = {span["id"]: span for span in annotation["spans"]}
    pairs = []
    for _, relation in annotation["relations"]:
        parts = dict(part.split(":") for part in relation.split())
        if "Content" in parts and "Source" in parts:
            pairs.append((spans[parts["Content"]], spans[parts["Source"]]))
    return pairs


def cases(path: Path) -> Iterator[tuple[str, Quote, str]]:
    """Sentence, quotation in it, and the annotated source."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            pairs = attributions(record)
            text = record["text"]
            for start, end in sentence_spans(text):
                for quote in quotes(text[start:end]):
                    first, last = start + quote.start, start + quote.end
                    for content, source in pairs:
                        inside = any(a <= first and last <= b + 1 for a, b in content["offsets"])
                        if inside and any(start <= a < end for a, _ in source["offsets"]):
                            yield text[start:end], quote, source["text"].lower()
                            break


def ours(_: str, quote: Quote) -> str:
    return quote.speaker


def nearest_name(sentence: str, quote: Quote) -> str:
    outside = [n for n in names(sentence) if n.end <= quote.start or n.start >= quote.end]
    distance = {n: max(quote.start - n.end, n.start - quote.end) for n in outside}
    return min(outside, key=lambda n: (distance[n], n.start)).text if outside else ""


def score(found: list[tuple[str, Quote, str]], speaker: Speaker) -> tuple[float, float]:
    """Precision of the speakers named, and the share of quotations with the right one."""
    named = right = 0
    for sentence, quote, source in found:
        who = speaker(sentence, quote).lower()
        named += bool(who)
        words = set(who.split()) - {"the", "a", "an"}
        right += bool(words & set(source.replace(",", " ").split()))
    return right / max(named, 1), right / max(len(found), 1)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.speakers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    found = list(cases(options.data / "attribution" / "test.jsonl.gz"))
    figures: dict[str, float] = {}
    for name, speaker in (("newsweave", ours), ("nearest name", nearest_name)):
        precision, recall = score(found, speaker)
        print(f"{name:14} {len(found)} quotations  precision {precision:.3f}  recall {recall:.3f}")
        if name == "newsweave":
            figures = {"precision": precision, "recall": recall}
    check("speakers", figures)


if __name__ == "__main__":
    main()
