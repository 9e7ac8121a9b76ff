"""The support judge on FRANK (valid) by cross-validation: AUC, balanced accuracy, calibration.

    python -m evals.judge --data ../shared/data

Ten folds by article; the weights of a fold are fitted as `training/judge.py` fits the shipped
ones, without the articles measured, and the threshold of balanced accuracy on the other folds.
A summary is supported where people found every sentence of it factual. Beside it: ROUGE-1
precision against the article, and the share of the summary's names that the article has.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np

from evals.floors import check
from summarizer import facts
from summarizer.agree import same_name
from training.judge import (
    NOT_FOR_ARTICLES,
    Example,
    altered,
    examples,
    fit,
    predict,
    spark,
    table,
)

_FOLDS = 10


def folds(passages: list[str]) -> np.ndarray:
    """A fold for each example, by its article."""
    return np.array([int(hashlib.sha1(one.encode()).hexdigest(), 16) % _FOLDS for one in passages])


def name_overlap(passage: str, sentence: str) -> float:
    """The share of the sentence's names that the passage has; 1 for none."""
    own, known = facts.names(sentence), facts.names(passage)
    held = sum(any(same_name(one.key, two.key) for two in known) for one in own)
    return held / len(own) if own else 1.0


def best_threshold(score: np.ndarray, truth: np.ndarray) -> float:
    """The threshold with the best balanced accuracy."""
    from sklearn.metrics import roc_curve

    false, true, thresholds = roc_curve(truth, score)
    return float(thresholds[int(np.argmax(true - false))])


def spare(corpus: list[Example], x: np.ndarray) -> float:
    """AUC on fused sentences by cross-validation."""
    from sklearn.metrics import roc_auc_score

    fold = folds([passage for passage, _, _ in corpus])
    score = np.zeros(len(corpus))
    for k in range(_FOLDS):
        rest = [one for one, f in zip(corpus, fold, strict=True) if f != k]
        score[fold == k] = predict(fit([x[fold != k]], [rest]), x[fold == k])
    return float(roc_auc_score([label for _, _, label in corpus], score))


def main() -> None:
    from rouge_score.rouge_scorer import RougeScorer
    from sklearn.metrics import balanced_accuracy_score, roc_auc_score

    parser = argparse.ArgumentParser(
        prog="python -m evals.judge",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="keep features in this folder")
    args = parser.parse_args()
    frank, xsum, fused = examples(args.data)
    x, more = table(frank, args.cache)[0], table(xsum, args.cache)[0]
    truth = np.array([label for _, _, label in frank])
    fold = folds([passage for passage, _, _ in frank])
    score = np.zeros(len(frank))
    right = np.zeros(len(frank), dtype=bool)
    for k in range(_FOLDS):
        rest = [one for one, f in zip(frank, fold, strict=True) if f != k]
        model = fit([x[fold != k], more], [rest, xsum], without=NOT_FOR_ARTICLES)
        score[fold == k] = predict(model, x[fold == k])
        bar = best_threshold(predict(model, x[fold != k]), truth[fold != k])
        right[fold == k] = score[fold == k] >= bar
    scorer = RougeScorer(["rouge1"], use_stemmer=True)
    rouge = np.array([scorer.score(p, s)["rouge1"].precision for p, s, _ in frank])
    named = np.array([name_overlap(p, s) for p, s, _ in frank])
    rows = {"ours": (score, right), "ROUGE-1 precision": (rouge, None), "names": (named, None)}
    print(f"FRANK valid: {len(frank)} summaries, {truth.mean():.2f} supported")
    shown = {}
    for name, (values, decided) in rows.items():
        # The baselines may choose their threshold on the very data they are measured on.
        said = decided if decided is not None else values >= best_threshold(values, truth)
        shown[name] = (roc_auc_score(truth, values), balanced_accuracy_score(truth, said))
        print(f"  {name:18} AUC {shown[name][0]:.3f}  balanced accuracy {shown[name][1]:.3f}")
    error = 0.0
    print("  calibration: scored, supported, summaries")
    for low in np.arange(0, 1, 0.2):
        inside = (score >= low) & (score < low + 0.2)
        if inside.any():
            gap = abs(score[inside].mean() - truth[inside].mean())
            error += gap * inside.mean()
            print(f"    {score[inside].mean():.2f}  {truth[inside].mean():.2f}  {inside.sum()}")
    passages = table(fused, args.cache)[0]
    print(f"fused sentences, true against altered: AUC {spare(fused, passages):.3f} by "
          "cross-validation")  # fmt: skip
    apart = list(altered(spark(args.data)))
    scores = predict(fit([passages], [fused]), table(apart, args.cache)[0])
    held = roc_auc_score([label for _, _, label in apart], scores)
    print(f"the same of SPARK, which nothing was fitted on: AUC {held:.3f}")
    check("judge", {"AUC": shown["ours"][0], "balanced accuracy": shown["ours"][1],
                    "one minus calibration error": 1 - error})  # fmt: skip


if __name__ == "__main__":
    main()
