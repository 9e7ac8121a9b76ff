"""Fits the weights of the feature judge: `summarizer/data/judge.json`.

    python -m training.judge --data ../shared/data

Logistic regression on summaries that people judged (FRANK valid, XSumFaith) and on sentences
fused from short passages, true and with one thing altered, which is what the judge sees in use.
Long passages (articles) and short ones have weights of their own. SPARK, whose terms are not free,
only serves to print how well sentences are told apart that the weights have not seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from evals.perturb import KINDS
from summarizer import facts
from summarizer.models.faithful import FEATURES, features
from training import unions
from training.text import detokenise, records

Example = tuple[str, str, bool]
# a sentence and what it was made from
Fused = tuple[str, list[str]]


def frank(data: Path) -> Iterator[Example]:
    """FRANK's summaries; supported where every sentence was judged factual."""
    for one in records(data / "faithfulness" / "frank_valid.jsonl.gz"):
        yield one["article"], " ".join(one["summary_sents"]), one["Factuality"] == 1.0


def xsum(data: Path) -> Iterator[Example]:
    """XSumFaith's one-sentence summaries, as SummaC labels them."""
    for one in records(data / "faithfulness" / "summac_xsumfaith.jsonl.gz"):
        yield one["document"], one["claim"], one["label"] == 1


def fusions(data: Path) -> Iterator[Example]:
    """Fused sentences (points of correspondence, and the written ones that the writer does not
    learn from), the same with one thing altered, and beside every fifth passage a sentence of
    another story: without those the judge calls a stranger half supported."""
    found = [*points(data), *written(data)]
    yield from altered(found)
    for i in range(0, len(found), _STRANGERS):
        yield " ".join(found[i][1]), found[(i + 3) % len(found)][0], False


def altered(fused: Iterable[Fused]) -> Iterator[Example]:
    """Each sentence as it is, and with one thing altered where something can be."""
    for i, (sentence, sources) in enumerate(fused):
        passage = " ".join(sources)
        yield passage, sentence, True
        names = sorted({name.text for one in sources for name in facts.names(one)})
        kinds = sorted(KINDS)
        for step in range(len(kinds)):
            kind = kinds[(i + step) % len(kinds)]
            wrong = KINDS[kind](sentence, names, random.Random(f"judge/{i}/{kind}"))
            if wrong and wrong != sentence:
                yield passage, wrong, False
                break


def spark(data: Path) -> Iterator[Fused]:
    """Fused sentences with the source sentences of their spans."""
    for one in records(data / "fusion" / "spark.jsonl.gz"):
        spans = [span for cluster in one["clusters"] for span in cluster["spans"]]
        yield one["fused_sentence"], list(dict.fromkeys(span["docSentText"] for span in spans))


def points(data: Path) -> Iterator[Fused]:
    """Sentences that people fused, with their two sources."""
    for one in records(data / "fusion" / "points_of_correspondence.jsonl.gz"):
        yield detokenise(one["fused"]), [detokenise(text) for text in one["sources"]]


def written(data: Path) -> Iterator[Fused]:
    """Fusions of `unions.tsv` that are kept out of the writer's training."""
    for one in unions.read(data, training=True):
        if one.fusion is not None and one.is_kept_out():
            yield one.fusion, list(one.texts)


def table(examples: list[Example], cache: Path | None) -> tuple[np.ndarray, np.ndarray]:
    """Features ``(n, len(FEATURES))`` and labels ``(n,)``; `cache` is a folder for features."""
    rows = []
    for passage, sentence, _ in examples:
        key = hashlib.sha1("\0".join((*FEATURES, passage, sentence)).encode()).hexdigest()
        path = cache / f"{key}.json" if cache else None
        if path is not None and path.exists():
            rows.append(json.loads(path.read_text()))
            continue
        rows.append(features(passage, sentence))
        if path is not None:
            path.write_text(json.dumps(rows[-1]))
    return np.array(rows), np.array([label for _, _, label in examples])


def examples(data: Path) -> tuple[list[Example], list[Example], list[Example]]:
    """FRANK and XSumFaith, which judge against whole articles; and short passages."""
    return list(frank(data)), list(xsum(data)), list(fusions(data))


def fit(
    x: list[np.ndarray],
    corpora: list[list[Example]],
    *,
    without: Collection[str] = (),
    odds: float = 1.0,
) -> dict[str, Any]:
    """Standardised logistic regression as plain numbers; `x` has a table per corpus, and the
    features in `without` get no weight. Corpora after the first weigh `_FURTHER` a sentence.
    odds: how many times as likely a sentence is sound in use as among the examples."""
    from sklearn.linear_model import LogisticRegression

    rows = np.vstack(x)
    rows[:, [FEATURES.index(name) for name in without]] = 0
    y = np.array([label for corpus in corpora for _, _, label in corpus])
    weight = np.concatenate(
        [np.full(len(one), _FURTHER if i else 1.0) for i, one in enumerate(corpora)]
    )
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales[scales < 1e-4] = 1.0
    model = LogisticRegression(C=0.03, max_iter=3000)
    model.fit((rows - means) / scales, y, sample_weight=weight)
    return {
        "weights": [round(float(w), 5) for w in model.coef_[0]],
        "bias": round(float(model.intercept_[0]) + math.log(odds), 5),
        "means": [round(float(v), 5) for v in means],
        "scales": [round(float(v), 5) for v in scales],
    }


# Without these the figure on held-out articles is better: what an article lacks of a summary's
# names and negations says little of whole summaries.
NOT_FOR_ARTICLES = ("names", "polarity", "modality", "wrong numbers", "wrong dates",
                    "wrong names", "wrong quotes", "wrong roles")  # fmt: skip
_FURTHER = 0.3
# Nearly half of the altered fusions are wrong; of what writers make, far fewer. With 4 the gate's
# bar (0.2) refuses 1 in 100 of the sound examples, and fewer of the written ones.
_SOUND = 4.0
_STRANGERS = 5


def predict(fitted: dict[str, Any], x: np.ndarray) -> np.ndarray:
    """Chances ``(n,)`` of the rows of `x`."""
    rows = (x - np.array(fitted["means"])) / np.array(fitted["scales"])
    return 1 / (1 + np.exp(-(rows @ np.array(fitted["weights"]) + fitted["bias"])))


def main() -> None:
    """Fit on everything and write the weights."""
    from sklearn.metrics import roc_auc_score

    parser = argparse.ArgumentParser(
        prog="python -m training.judge",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/judge.json"))
    parser.add_argument("--cache", type=Path, help="keep features in this folder")
    args = parser.parse_args()
    articles, more, passages = examples(args.data)
    long = [table(articles, args.cache)[0], table(more, args.cache)[0]]
    fitted = {
        "features": list(FEATURES),
        "article": fit(long, [articles, more], without=NOT_FOR_ARTICLES),
        "passage": fit([table(passages, args.cache)[0]], [passages], odds=_SOUND),
    }
    text = json.dumps(fitted, sort_keys=True)
    fitted["version"] = hashlib.sha256(text.encode()).hexdigest()[:10]
    args.out.write_text(json.dumps(fitted, indent=0, sort_keys=True) + "\n", "utf-8")
    for name in ("article", "passage"):
        print(name, dict(zip(FEATURES, fitted[name]["weights"], strict=True)))
    apart = list(altered(spark(args.data)))
    scores = predict(fitted["passage"], table(apart, args.cache)[0])
    print(f"SPARK, AUC: {roc_auc_score([label for _, _, label in apart], scores):.3f}")


if __name__ == "__main__":
    main()
