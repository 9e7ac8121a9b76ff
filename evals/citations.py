"""Citations: predicted source sentences of reference summary sentences against human highlights.

    python -m evals.citations --data ../shared/data

Each summary sentence of `citations/mds_dev` is looked for in all sentences of its cluster, without
any hint where it came from. A source sentence is right where a highlight covers ten characters
of it. The weights were fitted on this set: "held out" refits them without the cluster measured
(seven folds). Baselines: the one best lexical match (weighted Dice overlap), the one best MiniLM
match, and either with the best three.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import KeptEmbedder, records
from evals.floors import check
from summarizer import prepare, support
from summarizer.cite import CiteResult, cite
from summarizer.logistic import Model
from summarizer.records import Article, Sentence

# A candidate is gold where people highlighted so many of its characters.
_TOUCH = 10
# Clusters are left out a fold at a time; 28 in all.
_FOLDS = 7


@dataclass(frozen=True)
class Item:
    """A summary sentence: candidates, cosines ``(n,)``, gold ``(n,)`` bool, vectors."""

    cluster: int
    sentence: str
    candidates: tuple[Sentence, ...]
    cosines: Any
    gold: Any
    vectors: tuple[Any, Any]
    places: tuple[tuple[str, int, int], ...] = ()


def items(data: Path, embedder: KeptEmbedder) -> list[Item]:
    """All summary sentences that have a highlight, in order of cluster and text."""
    found = []
    for number, record in enumerate(records(data / "citations" / "mds_dev.jsonl.gz")):
        documents = [
            prepare.document(Article(id=doc["file"], text=doc["text"], language="en"))
            for doc in record["docs"]
        ]
        candidates = tuple(s for document in documents for s in document.sentences)
        places: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for light in record["highlights"]:
            for start, end in light["docSpanOffsets"]:
                places[light["scuSentence"]].append((light["documentFile"], start, end))
        sentences = sorted(places)
        theirs = embedder.embed([one.text for one in candidates])
        own = embedder.embed(sentences)
        for i, sentence in enumerate(sentences):
            gold = np.array([touches(one, places[sentence]) for one in candidates])
            vectors = (own[i], theirs)
            found.append(
                Item(
                    number,
                    sentence,
                    candidates,
                    theirs @ own[i],
                    gold,
                    vectors,
                    tuple(places[sentence]),
                )
            )
    return found


def touches(candidate: Sentence, places: Sequence[tuple[str, int, int]]) -> bool:
    span = candidate.span
    return (
        sum(
            max(0, min(span.end, end) - max(span.start, start))
            for file, start, end in places
            if file == span.article_id
        )
        >= _TOUCH
    )


def cited_by(item: Item, *, vectors: bool = True) -> CiteResult:
    """What `cite` cites; every article is its own origin."""
    ids = sorted({one.span.article_id for one in item.candidates})
    return cite(
        item.sentence,
        item.candidates,
        origins=tuple((one,) for one in ids),
        vectors=item.vectors if vectors else None,
    )


def characters(found: list[Item], *, whole: bool) -> dict[str, float]:
    """Micro precision and recall of the cited characters against the highlighted ones, and how
    many are cited for a sentence; of the spans, or of the whole sentences they are parts of."""
    hit = told = gold = 0
    for item in found:
        result = cited_by(item)
        spans = [one.span for one in result.sentences] if whole else result.spans
        own = {(s.article_id, at) for s in spans for at in range(s.start, s.end)}
        right = {(file, at) for file, start, end in item.places for at in range(start, end)}
        hit, told, gold = hit + len(own & right), told + len(own), gold + len(right)
    return {"precision": hit / told, "recall": hit / gold, "cited": told / len(found)}


def predict(item: Item, *, vectors: bool = True) -> Any:
    """`cited_by` as a mask over the candidates."""
    result = cited_by(item, vectors=vectors)
    cited = {one.span for one in result.sentences}
    return np.array([one.span in cited for one in item.candidates])


def held_out(found: list[Item], *, vectors: bool) -> list[Any]:
    """Predictions from weights fitted without the cluster that is predicted."""
    from training.citing import fit

    out: list[Any] = [None] * len(found)
    shipped = support.model
    for fold in range(_FOLDS):
        rest = [item for item in found if item.cluster % _FOLDS != fold]
        fitted = fit(rest, vectors=vectors)
        model = Model(tuple(fitted["weights"]), fitted["bias"], fitted["threshold"])
        support.model = lambda *, vectors, model=model: model  # type: ignore[assignment]
        try:
            for i, item in enumerate(found):
                if item.cluster % _FOLDS == fold:
                    out[i] = predict(item, vectors=vectors)
        finally:
            support.model = shipped
    return out


def best(scores: Any, k: int) -> Any:
    mask = np.zeros(len(scores), dtype=bool)
    mask[np.argsort(-scores, kind="stable")[:k]] = True
    return mask


def figures(found: list[Item], masks: list[Any]) -> dict[str, float]:
    """Micro precision, recall, F1, the mean F1 per sentence, and citations per sentence."""
    hit = sum(int((mask & item.gold).sum()) for mask, item in zip(masks, found, strict=True))
    told = sum(int(mask.sum()) for mask in masks)
    gold = sum(int(item.gold.sum()) for item in found)
    p, r = hit / told, hit / gold
    mean = np.mean(
        [
            2 * (mask & item.gold).sum() / max(1, mask.sum() + item.gold.sum())
            for mask, item in zip(masks, found, strict=True)
        ]
    )
    return {"precision": p, "recall": r, "F1": 2 * p * r / (p + r), "mean F1": float(mean),
            "cited": told / len(found)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.citations",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="keep embeddings in this folder")
    args = parser.parse_args()
    found = items(args.data, KeptEmbedder(args.cache))
    lexical = [support.features(i.sentence, i.candidates)[:, 1] for i in found]
    rows = {
        "best lexical match": [best(one, 1) for one in lexical],
        "best embedding match": [best(item.cosines, 1) for item in found],
        "three best lexical": [best(one, 3) for one in lexical],
        "three best embedding": [best(item.cosines, 3) for item in found],
        "ours, words only, held out": held_out(found, vectors=False),
        "ours, held out": held_out(found, vectors=True),
        "ours, as shipped": [predict(item) for item in found],
    }
    print(f"{len(found)} summary sentences, {sum(int(i.gold.sum()) for i in found)} gold sentences")
    shown = {name: figures(found, masks) for name, masks in rows.items()}
    for name, row in shown.items():
        print(f"{name:28}" + "".join(f"  {key} {value:.3f}" for key, value in row.items()))
    for name, whole in (("characters, whole sentences", True), ("characters, as cited", False)):
        row = characters(found, whole=whole)
        print(f"{name:28}" + "".join(f"  {key} {value:.3f}" for key, value in row.items()))
    ours = shown["ours, held out"]
    base = max(shown["best lexical match"]["F1"], shown["best embedding match"]["F1"])
    mean = max(shown["best lexical match"]["mean F1"], shown["best embedding match"]["mean F1"])
    check(
        "citations",
        {
            "F1 held out": ours["F1"],
            "F1 above the better baseline": ours["F1"] - base,
            "mean F1 above the better baseline": ours["mean F1"] - mean,
        },
    )


if __name__ == "__main__":
    main()
