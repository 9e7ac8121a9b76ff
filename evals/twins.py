"""Whether twin events (same actors, same kind, another day or place) stay apart: `make eval-twins`.

    python -m evals.twins [--sets evals/twins.jsonl] [--embedder minilm static] [--show]

Sets of fictional articles, written by a language model that had not seen the program: most hold two
or three events of one kind, each told by two outlets or more; in others, the controls, one event is
told in ways that tempt to split it (tolls that rise, the next morning's follow-up, a town and its
region). Each set is grouped by itself. Weights are fitted on `training/twins.jsonl`; what is
reported is `evals/twins.jsonl`, of another run. Beside it average link over TF-IDF cosines with the
threshold that is best on this very file.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

from evals import floors
from evals.grouping import b_cubed, group_set
from summarizer import prepare
from summarizer.records import Article, Document

REPORTED = Path(__file__).with_name("twins.jsonl")
Clusters = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class TwinSet:
    """Articles in order of their ids, and the event of each; ``control`` says that it is one."""

    name: str
    control: bool
    documents: tuple[Document, ...]
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``merged``: pairs of two events together; ``split``: pairs of one event apart."""

    merged: tuple[tuple[int, int], ...]
    split: tuple[tuple[int, int], ...]


def read(path: Path) -> list[TwinSet]:
    """The sets of a file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        given = sorted(row["articles"], key=lambda one: str(one["id"]))
        articles = [
            Article(
                id=one["id"],
                title=one["title"],
                text=one["text"],
                source=one["source"],
                published=datetime.fromisoformat(one["published"]) if one["published"] else None,
            )
            for one in given
        ]
        found.append(
            TwinSet(
                name=row["set"],
                control=row["control"],
                documents=tuple(prepare.document(article) for article in articles),
                gold=tuple(one["event"] for one in given),
            )
        )
    return found


def outcome(gold: Sequence[str], clusters: Clusters) -> Outcome:
    """What ``clusters``, as places in ``gold``, have wrong."""
    home = {place: index for index, part in enumerate(clusters) for place in part}
    wrong: dict[bool, list[tuple[int, int]]] = defaultdict(list)
    for i, j in combinations(range(len(gold)), 2):
        if (gold[i] == gold[j]) != (home[i] == home[j]):
            wrong[gold[i] == gold[j]].append((i, j))
    return Outcome(merged=tuple(wrong[False]), split=tuple(wrong[True]))


def ours(given: TwinSet, embedder: str) -> Clusters:
    """The product's own events, as places in the set."""
    made = group_set(given.documents, embedder)
    place = {document.id: index for index, document in enumerate(given.documents)}
    return [[place[made.documents[i].id] for i in part] for part in made.parts]


def baseline(given: Sequence[TwinSet]) -> tuple[Callable[[TwinSet], Clusters], float]:
    """Average link over TF-IDF cosines, and the threshold with the best F1."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = {
        one.name: [f"{each.article.title}\n{each.article.text}" for each in one.documents]
        for one in given
    }
    model = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    model.fit([text for some in texts.values() for text in some])
    trees = {}
    for one in given:
        vectors = model.transform(texts[one.name])
        distance = 1.0 - np.asarray((vectors @ vectors.T).todense())
        upper = np.triu_indices(len(one.gold), 1)
        trees[one.name] = linkage(np.clip(distance[upper], 0, None), "average")

    def clusters(one: TwinSet, threshold: float) -> Clusters:
        labels = fcluster(trees[one.name], threshold, "distance")
        return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]

    def f1(threshold: float) -> float:
        return b_cubed(*_as_one(given, [clusters(one, threshold) for one in given])).f1

    best = max((float(value) for value in np.arange(0.05, 1.0, 0.01)), key=f1)
    return lambda one: clusters(one, best), 1.0 - best


def show(
    name: str, given: Sequence[TwinSet], cluster: Callable[[TwinSet], Clusters]
) -> tuple[dict[str, float], list[tuple[TwinSet, Outcome]]]:
    """Prints a row; the figures, and the sets that are wrong."""
    made = [cluster(one) for one in given]
    found = [outcome(one.gold, parts) for one, parts in zip(given, made, strict=True)]
    twins = [each for one, each in zip(given, found, strict=True) if not one.control]
    gold, clusters = _as_one(given, made)
    score = b_cubed(gold, clusters)
    apart = sum(not each.merged for each in twins)
    whole = sum(not each.split for each in found)
    print(
        f"  {name:26} twins apart in {apart} of {len(twins)} sets, events whole in {whole} of "
        f"{len(given)}; P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
    )
    figures = {
        "twins apart": apart / len(twins),
        "events whole": whole / len(given),
        "F1": score.f1,
    }
    wrong = [(one, each) for one, each in zip(given, found, strict=True) if any(_pairs(each))]
    return figures, wrong


def _as_one(
    given: Sequence[TwinSet], made: Sequence[Clusters]
) -> tuple[list[str], list[list[int]]]:
    gold: list[str] = []
    clusters: list[list[int]] = []
    for one, parts in zip(given, made, strict=True):
        clusters += [[len(gold) + place for place in part] for part in parts]
        gold += [f"{one.name}/{event}" for event in one.gold]
    return gold, clusters


def _pairs(found: Outcome) -> Iterable[tuple[int, int]]:
    return (*found.merged, *found.split)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.twins",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, help="not used: the sets ship with the repository")
    parser.add_argument("--sets", type=Path, default=REPORTED)
    parser.add_argument("--embedder", nargs="+", default=["minilm", "static"])
    parser.add_argument("--show", action="store_true", help="name the pairs that are wrong")
    arguments = parser.parse_args()
    given = read(arguments.sets)
    controls = sum(one.control for one in given)
    print(f"{arguments.sets}: {len(given) - controls} sets of twins, {controls} of one event")
    simple, threshold = baseline(given)
    show(f"TF-IDF, threshold {threshold:.2f}", given, simple)
    results: dict[str, float] = {}
    for embedder in arguments.embedder:
        figures, wrong = show(f"newsweave, {embedder}", given, partial(ours, embedder=embedder))
        suffix = "" if embedder == "minilm" else f", {embedder}"
        results |= {key + suffix: value for key, value in figures.items()}
        for one, found in wrong if arguments.show else ():
            for kind, pairs in (("merged", found.merged), ("split", found.split)):
                for i, j in pairs:
                    print(f"    {kind:6} {one.documents[i].id} {one.documents[j].id}")
    if arguments.sets == REPORTED:
        floors.check("twins", results)


if __name__ == "__main__":
    main()
