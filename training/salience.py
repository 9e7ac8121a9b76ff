"""Fits the weights of `summarizer.salience`: `summarizer/data/salience.json`.

    python -m training.salience --data ../shared/data

Ridge regression over the sentences of `neutral_clusters/train`: how much of the neutral roundup
does a sentence say (half its ROUGE-1 F1 plus its ROUGE-2 F1, cut at 50 words)?
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from evals.corpus import KeptEmbedder, neutral_documents, records
from summarizer import frequency
from summarizer.claims import _pairs
from summarizer.records import Document
from summarizer.salience import FEATURES, features, scene_of

# A sentence that says about as much as the best ones do is given weight 1.
_FULL = 0.42


def rows_of(documents: list[Document], vectors: np.ndarray) -> np.ndarray:
    """``(n_sentences, len(FEATURES))``."""
    idf = frequency.load()
    flat = [sentence for document in documents for sentence in document.sentences]
    origins = tuple((document.id,) for document in documents)
    scene = scene_of(documents, flat, vectors, origins=origins, idf=idf)
    echo = [0.0] * len(flat)
    for (i, j), value in _pairs(flat, vectors, idf=idf).items():
        if flat[i].span.article_id != flat[j].span.article_id:
            echo[i], echo[j] = max(echo[i], value), max(echo[j], value)
    return np.array(
        [
            features(one, vectors[i], min(1.0, echo[i]), scene=scene, idf=idf)
            for i, one in enumerate(flat)
        ]
    )


def target(documents: list[Document], reference: str) -> np.ndarray:
    """``(n_sentences,)``."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    out = []
    for document in documents:
        for sentence in document.sentences:
            score = scorer.score(reference, " ".join(sentence.text.split()[:50]))
            out.append(0.5 * score["rouge1"].fmeasure + score["rouge2"].fmeasure)
    return np.array(out)


def fit(x: np.ndarray, y: np.ndarray) -> dict[str, object]:
    """Ridge weights over raw features, scaled so that 1 is about the best sentences."""
    from sklearn.linear_model import Ridge

    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = Ridge(alpha=30).fit((x - means) / scales, y / _FULL)
    weights = model.coef_ / scales
    return {
        "features": list(FEATURES),
        "weights": [round(float(w), 5) for w in weights],
        "bias": round(float(model.intercept_ - weights @ means), 5),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/salience.json"))
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    embedder = KeptEmbedder(args.cache)
    x, y = [], []
    for i, record in enumerate(records(args.data / "neutral_clusters" / "train.jsonl.gz")):
        if i == args.limit:
            break
        documents = neutral_documents(record)
        texts = [sentence.text for document in documents for sentence in document.sentences]
        if texts:
            x.append(rows_of(documents, embedder.embed(texts)))
            y.append(target(documents, record["summary"]))
    fitted = fit(np.vstack(x), np.concatenate(y))
    args.out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    print(json.dumps(fitted, indent=1))


if __name__ == "__main__":
    main()
