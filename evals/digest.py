"""The bundled writer beside the extractive one, from articles to checked summary.

    python -m evals.digest --data ../shared/data

Both writers get the same claims of the same clusters (NeuS val, never trained or tuned on), so that
what differs is the writing. Printed: ROUGE against the neutral roundups with every summary cut at
the same number of words; the share of written sentences that the fact gate refuses; how much of
the evidence is kept for each word used; and, of the claims that two or more different sentences
tell, the share whose sentence is no source sentence to the letter, and the share that is no single
source sentence with words left out either.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from evals.corpus import KeptEmbedder, neutral_documents, records
from evals.floors import check
from summarizer import assemble
from summarizer.evidence import EventMaterial, gather
from summarizer.models.bundled import BundledWriter
from summarizer.models.extract import ExtractWriter
from summarizer.records import Claim, Document, Draft, Event
from summarizer.summaries import EventSummary
from summarizer.tokens import content_stems, terms

if TYPE_CHECKING:
    from summarizer.seams import Judge, Writer

# the claims are picked for more words than the common length, at which every text is then cut
ROOM = 30


class Told(NamedTuple):
    """What became of one cluster: sums that the whole set's figures are made from."""

    rouge: dict[str, float]
    kept: float
    whole: float
    words: int
    written: int
    refused: int
    several: int
    fused: int
    mixed: int


def event_of(name: str, documents: Sequence[Document]) -> Event:
    """One event of a cluster's documents, each an origin of its own."""
    days = sorted(d.day for d in documents if d.day)
    ids = tuple(sorted(d.id for d in documents))
    return Event(
        id=name,
        article_ids=ids,
        day=days[0] if days else None,
        basis="published" if days else "unknown",
        origins=tuple((i,) for i in ids),
    )


def kept(claims: Sequence[Claim], text: str) -> tuple[float, float]:
    """Content words of the claims that `text` has, and all of them, weighted by their origins."""
    said = content_stems(text)
    found = total = 0.0
    for claim in claims:
        wanted = frozenset[str]().union(*(content_stems(one.text) for one in claim.sentences))
        found += claim.origins * len(wanted & said)
        total += claim.origins * len(wanted)
    return found, total


def shortened(text: str, source: str) -> bool:
    """Whether `text` is `source` with words left out, or all of it."""
    rest = iter(terms(source))
    return all(word in rest for word in terms(text))


def told(
    material: EventMaterial, draft: Draft, summary: EventSummary, *, reference: str, words: int,
    scorer: Any,
) -> Told:  # fmt: skip
    """The figures of one summary; "Accounts differ" sentences belong to neither writer."""
    sentences = [one.text for one in summary.sentences if one.note != "sources disagree"]
    whole = " ".join(sentences)
    cut = " ".join(whole.split()[:words])
    claims = material.evidence.claims
    several = [
        (one, claims[one.claims[0]])
        for one in draft.sentences
        if len({" ".join(s.text.split()) for s in claims[one.claims[0]].sentences}) > 1
    ]
    copies = {" ".join(s.text.split()) for claim in claims for s in claim.sentences}
    found, total = kept(claims, whole)
    return Told(
        rouge={name: score.fmeasure for name, score in scorer.score(reference, cut).items()},
        kept=found,
        whole=total,
        words=len(whole.split()),
        written=sum(one.kind == "written" for one in draft.sentences),
        refused=len({one.text for one in summary.rejected} & {s.text for s in draft.sentences}),
        several=len(several),
        fused=sum(" ".join(one.text.split()) not in copies for one, _ in several),
        mixed=sum(
            not any(shortened(one.text, source.text) for source in claim.sentences)
            for one, claim in several
        ),
    )


def evaluate(
    clusters: Sequence[dict[str, Any]],
    *,
    writers: dict[str, Writer],
    judge: Judge,
    embedder: KeptEmbedder,
    words: int,
    show: int = 0,
) -> dict[str, list[Told]]:
    """Each writer's figures, cluster by cluster."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    rows: dict[str, list[Told]] = defaultdict(list)
    for record in clusters:
        documents = sorted(neutral_documents(record), key=lambda d: d.id)
        event = event_of(record["id"], documents)
        material = gather(event, documents, embedder, words=words + ROOM)
        for name, writer in writers.items():
            draft = writer.write([material.evidence])[0]
            summary, _ = assemble.event_summary(material, draft, judge=judge, rewriter=writer)
            rows[name].append(
                told(material, draft, summary, reference=record["summary"], words=words,
                     scorer=scorer)
            )  # fmt: skip
            if name != "extract" and show > 0:
                show -= 1
                print(f"\n{material.evidence.headline}")
                for sentence in summary.sentences:
                    print(f"  {sentence.kind:10}{sentence.origins} {sentence.text}")
                for one in summary.rejected:
                    print(f"  REFUSED     {one.text}\n              {one.reason}")
    return rows


def figures(rows: Sequence[Told]) -> dict[str, float]:
    """Means and shares of a writer."""
    count = max(1, len(rows))
    words = sum(row.words for row in rows)
    return {
        **{f"rouge{k}": sum(row.rouge[f"rouge{k}"] for row in rows) / count for k in "12L"},
        "kept": sum(row.kept for row in rows) / max(1.0, sum(row.whole for row in rows)),
        "kept per word": sum(row.kept for row in rows) / max(1, words),
        "words": words / count,
        "written": float(sum(row.written for row in rows)),
        "refused": sum(row.refused for row in rows) / max(1, sum(row.written for row in rows)),
        "several": float(sum(row.several for row in rows)),
        "fused": sum(row.fused for row in rows) / max(1, sum(row.several for row in rows)),
        "mixed": sum(row.mixed for row in rows) / max(1, sum(row.several for row in rows)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.digest", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", default="val", choices=("val", "train"))
    parser.add_argument("--limit", type=int, default=0, help="only the first so many clusters")
    parser.add_argument("--words", type=int, default=50, help="the roundups have 47 on average")
    parser.add_argument("--weights", type=Path, help="a folder of weights; default: the package's")
    parser.add_argument("--cache", type=Path, help="keep embeddings in this folder")
    parser.add_argument("--show", type=int, default=0, help="print so many summaries")
    args = parser.parse_args()
    from summarizer.models.judges import FeatureJudge

    clusters = list(records(args.data / "neutral_clusters" / f"{args.part}.jsonl.gz"))
    clusters = clusters[: args.limit or None]
    bundled = BundledWriter.load(args.weights)
    rows = evaluate(
        clusters,
        writers={"extract": ExtractWriter(), bundled.name: bundled},
        judge=FeatureJudge.load(),
        embedder=KeptEmbedder(args.cache),
        words=args.words,
        show=args.show,
    )
    ours, base = figures(rows[bundled.name]), figures(rows["extract"])
    print(f"{len(clusters)} clusters of {args.part}, cut at {args.words} words for ROUGE")
    print(
        f"{'':16}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}{'kept':>8}{'kept/word':>11}{'words':>7}"
    )
    for name, row in (("extract", base), (bundled.name, ours)):
        scores = "".join(f"{100 * row[f'rouge{k}']:9.2f}" for k in "12L")
        rest = f"{100 * row['kept']:7.1f}%{row['kept per word']:11.3f}{row['words']:7.1f}"
        print(f"{name:16}{scores}{rest}")
    gain = ours["kept per word"] / base["kept per word"] - 1
    refused, fused = 100 * ours["refused"], 100 * ours["fused"]
    print(f"written sentences: {ours['written']:.0f}, refused by the gate {refused:.1f} %")
    print(
        f"claims told by several: {ours['several']:.0f}, not copied whole {fused:.1f} %, "
        f"nor one of them shortened {100 * ours['mixed']:.1f} %"
    )
    print(f"evidence kept for each word: {100 * gain:+.1f} % beside extract")
    if args.part == "val" and not args.limit:
        check("digest", {"ROUGE-2 above extract": ours["rouge2"] - base["rouge2"],
                         "written sentences that pass": 1 - ours["refused"],
                         "not copied whole": ours["fused"],
                         "evidence kept per word above extract": gain})  # fmt: skip


if __name__ == "__main__":
    main()
