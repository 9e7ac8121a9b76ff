"""Fits the weights of the feature judge: `summarizer/data/judge.json`.

    python -m training.judge --data ../shared/data

Logistic regression on sentences and summaries that people judged: FRANK (valid), XSumFaith,
FactCC's and PolyTope's annotations as SummaC gives them, and RTE's news entailments. Each corpus
weighs the same, whatever its size, except FRANK, which weighs double.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from summarizer.models.faithful import FEATURES, features
from training.text import records

Example = tuple[str, str, bool, float]


def frank(data: Path) -> Iterator[Example]:
    """FRANK's summaries; supported where every sentence was judged factual."""
    for one in records(data / "faithfulness" / "frank_valid.jsonl.gz"):
        yield one["article"], " ".join(one["summary_sents"]), one["Factuality"] == 1.0, 2.0


def summac(data: Path) -> Iterator[Example]:
    """Sentences and summaries of three other corpora; omission is no lack of support."""
    for name in ("factcc", "xsumfaith", "polytope"):
        for one in records(data / "faithfulness" / f"summac_{name}.jsonl.gz"):
            label = one["label"] == 1
            if name == "polytope":
                label = one["addition_label"] == 1 and one["inaccuracy_label"] == 1
            yield one["document"], one["claim"], label, 1.0


def entailment(data: Path) -> Iterator[Example]:
    """RTE 1 to 3."""
    for name in ("rte1_dev", "rte2_dev", "rte3_dev"):
        for one in records(data / "faithfulness" / f"{name}.jsonl.gz"):
            label = one["label"] in ("TRUE", "YES")
            yield one["premise"], one["hypothesis"], label, 1.0


def table(examples: list[Example], cache: Path | None) -> tuple[np.ndarray, np.ndarray]:
    """Features ``(n, len(FEATURES))`` and labels ``(n,)``; `cache` is a folder for features."""
    rows = []
    for passage, sentence, _, _ in examples:
        key = hashlib.sha1("\0".join((*FEATURES, passage, sentence)).encode()).hexdigest()
        path = cache / f"{key}.json" if cache else None
        if path is not None and path.exists():
            rows.append(json.loads(path.read_text()))
            continue
        rows.append(features(passage, sentence))
        if path is not None:
            path.write_text(json.dumps(rows[-1]))
    return np.array(rows), np.array([label for _, _, label, _ in examples])


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, *, c: float = 0.1) -> dict[str, object]:
    """Standardised logistic regression as plain numbers."""
    from sklearn.linear_model import LogisticRegression

    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=c, max_iter=2000)
    model.fit((x - means) / scales, y, sample_weight=weight)
    return {
        "features": list(FEATURES),
        "weights": [round(float(w), 5) for w in model.coef_[0]],
        "bias": round(float(model.intercept_[0]), 5),
        "means": [round(float(v), 5) for v in means],
        "scales": [round(float(v), 5) for v in scales],
    }


def main() -> None:
    """Fit on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/judge.json"))
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    if args.cache:
        args.cache.mkdir(parents=True, exist_ok=True)
    corpora = [list(frank(args.data))]
    x, y = zip(*(table(one, args.cache) for one in corpora), strict=True)
    weight = np.concatenate([np.full(len(one), 1000.0 * one[0][3] / len(one)) for one in corpora])
    fitted = fit(np.vstack(x), np.concatenate(y), weight / weight.mean())
    text = json.dumps(fitted, sort_keys=True)
    fitted["version"] = hashlib.sha256(text.encode()).hexdigest()[:10]
    args.out.write_text(json.dumps(fitted, indent=0, sort_keys=True) + "\n", "utf-8")
    print(json.dumps(dict(zip(FEATURES, fitted["weights"], strict=True)), indent=1))


if __name__ == "__main__":
    main()
