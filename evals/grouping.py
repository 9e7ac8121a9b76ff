"""How well articles are grouped into events: B-cubed precision, recall and F1 on labelled sets.

``python -m evals.grouping --data ../shared/data [--embedder minilm static]``

The static embedder's cost in F1 is printed beside the full model's.

One set of parameters for all sets, fitted on the train split of ECB+ only. Beside it the baseline
that most tools use: average link over TF-IDF cosines, with the threshold that is best on the very
set it is measured on. B-cubed: Bagga and Baldwin 1998.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from evals import floors
from evals.corpus import read_ecb
from summarizer import prepare
from summarizer.corrections import Corrections
from summarizer.event_parts import EventParts, event_parts
from summarizer.group import document_text_for_embedding
from summarizer.models.embedders import load_embedder
from summarizer.origins import find_origins
from summarizer.pairlogit import load_model, log_odds
from summarizer.partition import chance
from summarizer.read import read_paths
from summarizer.records import Article, Document
from summarizer.state import empty, update

# Wrongly merged or split events that are printed; batches in which the articles also arrive.
SHOWN, BATCHES = 10, 5
# The five articles the project began with: three of one event, two of earlier ones.
SEEDS = {"000": "a", "001": "a", "002": "a", "003": "b", "004": "c"}


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    f1: float
    clusters: int


def b_cubed(gold: Sequence[str], clusters: Sequence[Sequence[int]]) -> Score:
    """B-cubed of ``clusters`` (places in ``gold``)."""
    size = Counter(gold)
    precision = recall = 0.0
    for cluster in clusters:
        for event, count in Counter(gold[i] for i in cluster).items():
            precision += count * count / len(cluster)
            recall += count * count / size[event]
    precision, recall = precision / len(gold), recall / len(gold)
    return Score(precision, recall, 2 * precision * recall / (precision + recall), len(clusters))


def baseline(texts: Sequence[str], gold: Sequence[str]) -> tuple[Score, float]:
    """Average link over TF-IDF cosines at the threshold that is best on this very set."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    distance = 1.0 - np.asarray((made @ made.T).todense())
    tree = linkage(np.clip(distance[np.triu_indices(len(texts), 1)], 0, None), "average")
    best: tuple[Score, float] | None = None
    for threshold in np.arange(0.5, 1.0, 0.01):
        labels = fcluster(tree, threshold, "distance")
        clusters = [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]
        score = b_cubed(gold, clusters)
        if best is None or score.f1 > best[0].f1:
            best = score, 1.0 - float(threshold)
    if best is None:
        raise ValueError("no threshold was tried")
    return best


def sets(data: Path) -> Iterator[tuple[str, list[Document], list[str]]]:
    """The labelled sets that are there: name, documents, gold events."""
    path = data / "event_grouping" / "ecbplus_dev.jsonl.gz"
    if path.exists():
        yield ("ecbplus_dev", *read_ecb(path))
    path = data / "event_grouping" / "basil_dev.jsonl.gz"
    if path.exists():
        articles, gold = [], []
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                articles.append(
                    Article(
                        id=row["doc"],
                        title=row["title"],
                        source=row["source"],
                        published=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
                        text="\n\n".join(" ".join(p) for p in row["paragraphs"][1:]),
                    )
                )
                gold.append(row["event"])
        yield "basil_dev", [prepare.document(article) for article in articles], gold
    seeds = data.parent / "seeds"
    if seeds.exists():
        found = sorted(read_paths([str(seeds)]).articles, key=lambda article: article.id)
        made = [prepare.document(article) for article in found]
        yield "seeds", made, [SEEDS[document.id[:3]] for document in made]


def group_set(documents: Sequence[Document], embedder: str) -> EventParts:
    """The product's own grouping of ``documents``."""
    model = load_embedder(embedder)
    vectors = model.embed([document_text_for_embedding(document) for document in documents])
    origins = find_origins(documents)
    return event_parts(documents, vectors, origins=origins, corrections=Corrections())


def arriving(documents: Sequence[Document], gold: dict[str, str], batches: int) -> Score:
    """The same articles in ``batches`` parts, each added to the events of those before."""
    model = load_embedder("minilm")
    known = {document.id: document for document in documents}
    order = sorted(documents, key=lambda document: hashlib.sha256(document.id.encode()).digest())
    state = empty("measured")
    for start in range(batches):
        part = order[start::batches]
        state = update(
            state,
            part,
            model.embed([document_text_for_embedding(document) for document in part]),
            signature="measured",
            remake=lambda articles: [known[article.id] for article in articles],
            origins=find_origins,
        ).state
    place = {document.id: index for index, document in enumerate(documents)}
    clusters = [[place[i] for i in ids] for ids in state.events.values()]
    return b_cubed([gold[document.id] for document in documents], clusters)


def worst(made: EventParts, gold: dict[str, str]) -> Iterator[str]:
    """The largest wrong merges and splits, each with the mean probability of its pairs."""
    row = {place: index for index, unit in enumerate(made.units) for place in unit}
    events = [gold[document.id] for document in made.documents]
    merges: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    splits: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for part in made.parts:
        for i, j in combinations(part, 2):
            if events[i] != events[j]:
                first, second = sorted((events[i], events[j]))
                merges.setdefault((first, second), []).append((i, j))
    for (x, a), (y, b) in combinations(enumerate(made.parts), 2):
        for i in a:
            for j in b:
                if events[i] == events[j]:
                    splits.setdefault((events[i], str(x), str(y)), []).append((i, j))
    for name, found in (("merged", merges), ("split", splits)):
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        for key, pairs in ranked[:SHOWN]:
            left = np.array([row[i] for i, _ in pairs])
            right = np.array([row[j] for _, j in pairs])
            odds = log_odds(made.space.pairs(left, right), load_model())
            mean = float(np.mean([chance(float(value)) for value in odds]))
            events_named = " | ".join(key[: 2 if name == "merged" else 1])
            example = " ".join(made.documents[i].id for i in pairs[0])
            yield f"    {name:6} {len(pairs):4} pairs  {mean:.2f}  {events_named}  ({example})"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.grouping",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--embedder", nargs="+", default=["minilm", "static"])
    arguments = parser.parse_args()
    results: dict[str, float] = {}
    for name, documents, gold in sets(arguments.data):
        print(f"{name}: {len(documents)} articles, {len(set(gold))} events")
        texts = [f"{document.article.title}\n{document.article.text}" for document in documents]
        simple, threshold = baseline(texts, gold)
        best = f"threshold {threshold:.2f}, the best for this set"
        print(f"  {'TF-IDF, average link':24} {_row(simple)}  {best}")
        known = {document.id: event for document, event in zip(documents, gold, strict=True)}
        for embedder in arguments.embedder:
            made = group_set(documents, embedder)
            order = [known[document.id] for document in made.documents]
            score = b_cubed(order, made.parts)
            print(f"  {'newsweave, ' + embedder:24} {_row(score)}")
            for line in worst(made, known):
                print(line)
            if embedder == "minilm":
                score_of = arriving(documents, known, BATCHES)
                print(f"  {f'the same in {BATCHES} batches':24} {_row(score_of)}")
                results[f"{name}, batches less whole"] = score_of.f1 - score.f1
            results[name if embedder == "minilm" else f"{name}, {embedder}"] = score.f1
            if embedder != "minilm" and name in results:
                cost = results[name] - score.f1
                print(f"  {f'{embedder} costs':24} {cost:+.4f} of the F1 of minilm")
    floors.check("grouping", results)


def _row(score: Score) -> str:
    return (
        f"P {score.precision:.4f}  R {score.recall:.4f}  F1 {score.f1:.4f}  "
        f"{score.clusters:4} clusters"
    )


if __name__ == "__main__":
    main()
