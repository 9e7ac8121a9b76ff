"""Fits the weights that tell opinion pieces from reports: `summarizer/data/opinion.json`.

    python -m training.opinion --data ../shared/data

Logistic regression over ten counts of an article (`summarizer/opinion.py`). Opinion is what says
so in its title ("OPINION: …"), in its source's name, or was written by a guest; reports are
articles of wire services and broadcasters. Fitted on a half of both, by the hash of the article's
id, with equal weight; printed for the other half. Both labels are rough (broadcasters print essays,
guests interview), so the threshold was set by reading articles of other outlets.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import records
from summarizer.opinion import FEATURES, features, is_comment, is_talk
from summarizer.prepare import document
from summarizer.records import Article, Document
from training.fitted import save

GUESTS = "Guest Writer"
REPORTS = frozenset(
    "Reuters|Associated Press|BBC News|NPR Online News|New York Times - News|"
    "Wall Street Journal - News|CBS News|ABC News|Al Jazeera|Bloomberg".split("|")
)
# Articles of each kind, the fewest words and sentences of one, and the chance that 37 of 40
# articles above it that were read deserve.
MOST, WORDS, SENTENCES, THRESHOLD = 1500, 80, 5, 0.93


def kind(record: dict[str, Any]) -> int | None:
    """1 for opinion, 0 for a report, None for what nobody labelled."""
    article = Article(id="", text="", title=record["title"] or "", source=record["source"])
    if record["source"].startswith(GUESTS) or is_comment(Document(article=article, sentences=())):
        return 1
    return 0 if record["source"] in REPORTS else None


def held_out(identifier: str) -> bool:
    """Whether an article is of the half that nothing is fitted on."""
    return hashlib.md5(identifier.encode(), usedforsecurity=False).digest()[-1] % 2 == 1


def rows(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features float64 ``(n, 10)``, labels and whether held out, bool ``(n,)``."""
    found: dict[int, list[tuple[tuple[float, ...], bool]]] = {0: [], 1: []}
    order = sorted(records(path), key=lambda one: hashlib.md5(one["id"].encode()).hexdigest()[::-1])
    for record in order:
        label = kind(record)
        if label is None or len(found[label]) >= MOST or len(record["text"].split()) < WORDS:
            continue
        article = Article(id=record["id"], text=record["text"], source=record["source"])
        sentences = [one.text for one in document(article).sentences]
        if len(sentences) >= SENTENCES and not is_talk(sentences):
            found[label].append((features(sentences), held_out(record["id"])))
    pairs = [(values, label, held) for label in (0, 1) for values, held in found[label]]
    values, labels, held = zip(*pairs, strict=True)
    return np.array(values), np.array(labels, dtype=bool), np.array(held, dtype=bool)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.opinion",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/opinion.json"))
    args = parser.parse_args()
    from sklearn.linear_model import LogisticRegression

    x, y, held = rows(args.data / "news_text" / "articles.jsonl.gz")
    means, scales = x[~held].mean(axis=0), x[~held].std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced")
    model.fit((x[~held] - means) / scales, y[~held])
    weights = model.coef_[0] / scales
    bias = float(model.intercept_[0] - (weights * means).sum())
    chances = 1 / (1 + np.exp(-(x @ weights + bias)))
    for part, chosen in (("fitted", ~held), ("held out", held)):
        for least in (0.5, 0.8, THRESHOLD):
            opinion, report = (chances[chosen & (y == label)] >= least for label in (True, False))
            print(f"{part}, {least}: opinion {opinion.mean():.3f}, reports {report.mean():.3f}")
    save(args.out, features=FEATURES, weights=weights, bias=bias, threshold=THRESHOLD)


if __name__ == "__main__":
    main()
