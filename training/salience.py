"""Fits the weights of `summarizer.salience`: `summarizer/data/salience.json`.

    python -m training.salience --data ../shared/data

On `neutral_clusters/train`, in three steps. Ridge regression over a sentence's own features: which
share of its word pairs does the neutral roundup hold? A logistic model over the phrases of the
event: does the roundup hold it? Ridge regression again, with the worth of a sentence's phrases
beside its own features. With ``--half 0`` only the clusters with an even number are fitted, and the
others show how well the sentences are ranked: the mean share of the sentence that is put first.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import neutral_documents, records
from summarizer import concepts, frequency
from summarizer.concepts import Phrase
from summarizer.records import Document
from summarizer.salience import (
    ALONE,
    FEATURES,
    Linear,
    event_phrases,
    features,
    scene_of,
    tellings_of,
)  # fmt: skip
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
# One in so many of the phrases that the roundup does not hold is looked at, and counts as many.
_EVERY = 5


@dataclass(frozen=True, slots=True)
class Cluster:
    """``x``: ``(n_sentences, len(ALONE))``; ``y``: the share of each sentence's word pairs that
    the roundup holds; ``told``: the roundup's phrases."""

    documents: tuple[Document, ...]
    x: Array
    y: Array
    told: frozenset[Phrase]


def cluster_of(documents: list[Document], reference: str) -> Cluster:
    """A cluster's documents, cut after so many sentences, with features and targets."""
    cut = [dataclasses.replace(one, sentences=one.sentences[:_SENTENCES]) for one in documents]
    idf = frequency.load()
    scene = scene_of(cut, origins=tuple((one.id,) for one in cut), idf=idf)
    rows = [features(s, scene=scene, idf=idf) for document in cut for s in document.sentences]
    return Cluster(
        documents=tuple(cut),
        x=np.array(rows).reshape(-1, len(ALONE)),
        y=target(cut, reference),
        told=concepts.phrases(reference),
    )


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


def ridge(x: Array, y: Array) -> Linear:
    """Ridge weights over raw features and the intercept, scaled by `_FULL`."""
    from sklearn.linear_model import Ridge

    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    found = Ridge(alpha=30).fit((x - means) / scales, y / _FULL)
    weights = found.coef_ / scales
    return Linear(tuple(weights.tolist()), float(found.intercept_ - weights @ means))


def phrases_of(one: Cluster, alone: Linear) -> tuple[list[concepts.Telling], list[Phrase], Array]:
    """The tellings of a cluster, its phrases and their features."""
    idf = frequency.load()
    scene = scene_of(one.documents, origins=tuple((d.id,) for d in one.documents), idf=idf)
    flat = [sentence for document in one.documents for sentence in document.sentences]
    tellings = [
        tellings_of([sentence], alone.value(row), scene=scene)[0]
        for sentence, row in zip(flat, one.x.tolist(), strict=True)
    ]
    keys, rows = event_phrases(tellings, scene=scene)
    return tellings, list(keys), rows


def fit(clusters: list[Cluster]) -> dict[str, Linear]:
    """The three models, see the module."""
    y = np.concatenate([one.y for one in clusters])
    alone = ridge(np.vstack([one.x for one in clusters]), y)
    found = [phrases_of(one, alone) for one in clusters]
    chance = logistic(found, clusters)
    x = [
        np.hstack([one.x, np.array(concepts.worth(t, k, concepts.chances(rows, *chance)))])
        for one, (t, k, rows) in zip(clusters, found, strict=True)
    ]
    return {"alone": alone, "phrases": chance, "sentences": ridge(np.vstack(x), y)}


def logistic(
    found: list[tuple[list[concepts.Telling], list[Phrase], Array]], clusters: list[Cluster]
) -> Linear:
    """Does the roundup hold a phrase?"""
    from sklearn.linear_model import LogisticRegression

    x, y = [], []
    for one, (_, keys, rows) in zip(clusters, found, strict=True):
        held = np.array([key in one.told for key in keys])
        some = held | (np.arange(len(keys)) % _EVERY == 0)
        x.append(rows[some])
        y.append(held[some])
    rows, held = np.vstack(x), np.concatenate(y)
    means, scales = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=300).fit(
        (rows - means) / scales, held, sample_weight=np.where(held, 1.0, float(_EVERY))
    )
    weights = model.coef_[0] / scales
    return Linear(tuple(weights.tolist()), float(model.intercept_[0] - weights @ means))


def first_share(clusters: list[Cluster], models: dict[str, Linear]) -> tuple[float, float]:
    """The mean share of the sentence put first, by its own features alone and by all of them."""
    own, whole = [], []
    for one in clusters:
        tellings, keys, rows = phrases_of(one, models["alone"])
        told = concepts.worth(tellings, keys, concepts.chances(rows, *models["phrases"]))
        x = np.hstack([one.x, np.array(told)])
        own.append(one.y[np.argmax(one.x @ models["alone"].weights)])
        whole.append(one.y[np.argmax(x @ models["sentences"].weights)])
    return float(np.mean(own)), float(np.mean(whole))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.salience",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, default=0, help="only the first so many clusters")
    parser.add_argument(
        "--half", type=int, choices=(0, 1), help="fit one half, measure on the other"
    )
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/salience.json"))
    args = parser.parse_args()
    fitted: list[Cluster] = []
    held_out: list[Cluster] = []
    for i, record in enumerate(records(args.data / "neutral_clusters" / "train.jsonl.gz")):
        if args.limit and i == args.limit:
            break
        one = cluster_of(neutral_documents(record), record["summary"])
        if len(one.y):
            (fitted if args.half in (None, i % 2) else held_out).append(one)
    models = fit(fitted)
    if held_out:
        print("share of the first sentence: {:.4f}, {:.4f}".format(*first_share(held_out, models)))
    names = {"alone": ALONE, "phrases": concepts.FEATURES, "sentences": FEATURES}
    shown = {
        name: {
            "features": list(names[name]),
            "weights": [round(one, 5) for one in model.weights],
            "bias": round(model.bias, 5),
        }
        for name, model in models.items()
    }
    args.out.write_text(json.dumps(shown, indent=1) + "\n", "utf-8")
    print(json.dumps(shown, indent=1))


if __name__ == "__main__":
    main()
