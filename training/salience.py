"""Fits the weights of `summarizer.salience`: `summarizer/data/salience.json`.

    python -m training.salience --data ../shared/data

Ridge regression over the sentences of `neutral_clusters/train`: which share of a sentence's word
pairs does the neutral roundup hold? With ``--folds 5`` it prints how well the fit of the other
folds ranks the sentences of each: the mean share of the sentence it puts first.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import neutral_documents, records
from summarizer import frequency
from summarizer.records import Document
from summarizer.salience import FEATURES, features, scene_of
from summarizer.stemmer import stem
from summarizer.tokens import terms

Array = np.ndarray[Any, np.dtype[np.float64]]

# The share that is given weight 1: hardly a sentence is predicted to have more.
_FULL = 0.36
# A sentence counts by its first words, as a summary of a roundup's length would show it, and a
# scrap of a few words as if it had these many pairs.
_LONGEST, _SHORTEST = 50, 12
# Roundups tell what stands in the first sentences; a fit on whole articles learns to rank the rest
# (ROUGE-2 on the train part itself, not held out: 16.7 for whole articles, 17.0 for these).
_SENTENCES = 15


def rows_of(documents: list[Document]) -> Array:
    """``(n_sentences, len(FEATURES))``."""
    idf = frequency.load()
    scene = scene_of(documents, origins=tuple((one.id,) for one in documents), idf=idf)
    return np.array(
        [
            features(sentence, scene=scene, idf=idf)
            for document in documents
            for sentence in document.sentences
        ]
    ).reshape(-1, len(FEATURES))


def pairs(text: str) -> Counter[tuple[str, str]]:
    """The pairs of neighbouring stems of a text."""
    return Counter(pairwise(stem(word) for word in terms(text)))


def target(documents: list[Document], reference: str) -> Array:
    """``(n_sentences,)``: the share of a sentence's word pairs that the roundup holds."""
    wanted = pairs(reference)
    out = []
    for document in documents:
        for sentence in document.sentences:
            own = pairs(" ".join(sentence.text.split()[:_LONGEST]))
            out.append((own & wanted).total() / max(_SHORTEST, own.total()))
    return np.array(out)


def fit(x: Array, y: Array) -> tuple[Array, float]:
    """Ridge weights over raw features and the intercept, scaled by `_FULL`."""
    from sklearn.linear_model import Ridge

    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = Ridge(alpha=30).fit((x - means) / scales, y / _FULL)
    weights = model.coef_ / scales
    return weights, float(model.intercept_ - weights @ means)


def folded(x: list[Array], y: list[Array], folds: int) -> float:
    """The mean share of the sentence that comes first by the fit of the other folds."""
    found: list[float] = []
    for fold in range(folds):
        rest = [i for i in range(len(x)) if i % folds != fold]
        weights, _ = fit(np.vstack([x[i] for i in rest]), np.concatenate([y[i] for i in rest]))
        found.extend(y[i][np.argmax(x[i] @ weights)] for i in range(fold, len(x), folds))
    return float(np.mean(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/salience.json"))
    args = parser.parse_args()
    x, y = [], []
    for i, record in enumerate(records(args.data / "neutral_clusters" / "train.jsonl.gz")):
        if args.limit and i == args.limit:
            break
        documents = [
            dataclasses.replace(document, sentences=document.sentences[:_SENTENCES])
            for document in neutral_documents(record)
        ]
        if any(document.sentences for document in documents):
            x.append(rows_of(documents))
            y.append(target(documents, record["summary"]))
    if args.folds:
        print(f"share of the first sentence, {args.folds} folds: {folded(x, y, args.folds):.4f}")
    weights, bias = fit(np.vstack(x), np.concatenate(y))
    fitted = {
        "features": list(FEATURES),
        "weights": [round(float(one), 5) for one in weights],
        "bias": round(bias, 5),
    }
    args.out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    print(json.dumps(fitted, indent=1))


if __name__ == "__main__":
    main()
