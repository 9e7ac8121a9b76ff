"""Disagreement: what is listed where a value was altered, and what is listed where none was.

    python -m evals.disagree --data ../shared/data

On the clusters with two full texts of `neutral_clusters/val` and of the quarter of
`neutral_clusters/train` that nothing was fitted on or tuned with (`--part` takes one of the two,
or "tuning", the rest of train):

(a) One value (a number, a day, a place, who did it) that two independent articles give in like
    sentences is altered in one of them, wherever that article has it: the share listed, in all and
    of those where the two sentences share half or more of their words. Sentences are alike where
    they share a third of their words of content, weighted by rarity, values aside (Dice). A place
    is altered to another of its kind. An article that goes on giving the old number or place
    in another spelling contradicts itself and is no trial; neither is a bound that still holds
    ("more than 21,000" beside 23,000). The same with a number altered by one step of its
    last digit that is not zero ("14,000" to "15,000"), where nobody says "about"; and, of
    sentences that share half or more, with what both have as confirmed denied in one of them.
(b) The same with a value in another spelling of equal meaning: the share listed that is not
    listed where it is left as it was.
(c) How many are listed for 100 untouched clusters; `--show N` prints N of them for reading.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.altered import (
    LIKER,
    Told,
    altered,
    both_hold,
    clusters,
    denied,
    respelled,
    rewritten,
    stepped,
    still_told,
    told,
)
from evals.floors import check
from summarizer.disagree import Difference, find_disagreements
from summarizer.records import Document


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
            changes = (("altered", altered(one, rng)), ("by a step", stepped(one)))
            for kind, change in (*changes, ("respelled", respelled(one))):
                if change is None:
                    continue
                at = next(i for i, d in enumerate(documents) if d.id == one.one.article)
                new = [*documents]
                new[at] = rewritten(documents[at], *change)
                if new[at].article.text == documents[at].article.text:
                    continue
                if kind != "respelled" and (
                    still_told(new[at], one.one) or both_hold(one, change[1])
                ):
                    continue
                found = find_disagreements((), documents=new)
                hit = listed(found, one.one.article, change[1])
                if hit and kind == "respelled":
                    # What differs already, as it is spelled there, is no matter of spelling.
                    plain = plain or [*find_disagreements((), documents=documents)]
                    hit = not listed(plain, one.one.article, change[0])
                yield one, kind, hit, change


def denials(groups: Sequence[Sequence[Document]]) -> Iterator[bool]:
    """Whether each denial is listed against what the other article has as confirmed."""
    for documents in groups:
        for one, new in denied(documents):
            texts = [new if d.id == new.id else d for d in documents]
            yield any(
                {value for value, _ in found.values} == {"denied", "confirmed"}
                and any(s.article_id == one for _, spans in found.values for s in spans)
                for found in find_disagreements((), documents=texts)
            )


def shown(documents: Sequence[Document], one: Difference) -> str:
    texts = {d.id: d.article.text for d in documents}
    lines = [one.about]
    for value, spans in one.values:
        quote = texts[spans[0].article_id][spans[0].start : spans[0].end]
        lines.append(f"    [{value}] {spans[0].article_id}: {' '.join(quote.split())}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.disagree",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("val", "train", "tuning"))
    parser.add_argument("--show", type=int, default=0, help="print so many for reading")
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
        elif kind == "by a step":
            wrong = not hit
            if one.alike >= LIKER:
                counts.setdefault(("number", "by a step in like"), []).append(hit)
        else:
            counts.setdefault((one.one.kind, "altered and listed"), []).append(hit)
            if one.alike >= LIKER:
                counts.setdefault((one.one.kind, "in like sentences"), []).append(hit)
            wrong = not hit
        if wrong and args.missed:
            print(f"-- {kind} {one.one.kind} {change} alike {one.alike:.2f}")
            print(f"   {' '.join(one.one.sentence.text.split())[:300]}")
            print(f"   {' '.join(one.two.sentence.text.split())[:300]}")
    counts["denial", "in like sentences"] = list(denials(groups)) or [True]
    figures = {"few listed on untouched clusters": 1 - rate / 100}
    for (kind, what), hits in sorted(counts.items()):
        share = sum(hits) / len(hits)
        print(f"{kind:10} {what:20} {share:.3f} of {len(hits)}")
        figures[f"{kind} {what}"] = 1 - share if kind == "respelled" else share
    check("disagree", figures)


if __name__ == "__main__":
    main()
