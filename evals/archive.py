"""How well months of a real archive are grouped, where every storyline goes on from day to day.

``python -m evals.archive --data ../shared/data [--embedder minilm]``

``news_text`` holds dated articles, of which ``neutral_clusters`` says for one in ten which editors
put into one roundup; titles tell which. Each month is grouped whole and measured on the articles
with a roundup. What was set for archives was set on five other months (June, August and December
2018, October and December 2019). Beside it average link over TF-IDF cosines, with the threshold
that is best on these very months.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from evals import floors
from evals.corpus import records
from evals.grouping import Score, b_cubed, group_set
from summarizer import prepare
from summarizer.records import Article, Document

MONTHS = ("2018-05", "2019-11", "2020-01")
# Shorter texts are teasers.
SHORTEST = 300
# An event of a day's news is over within two.
WIDE = 3
_DAY = re.compile(r"20\d\d-\d\d-\d\d")

Clusters = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Month:
    """The articles of a month and, by place, the roundup of those that have one."""

    documents: tuple[Document, ...]
    gold: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles with a roundup: of one, and of these together; of two, and together."""

    same: int
    same_together: int
    other: int
    other_together: int


def roundups(data: Path, parts: Sequence[str] = ("train", "val")) -> dict[str, str]:
    """Title to roundup, for titles of one roundup only."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in parts:
        for row in records(data / "neutral_clusters" / f"{name}.jsonl.gz"):
            for doc in row["docs"]:
                found[key(doc["title"])].add(row["id"])
    return {title: next(iter(ids)) for title, ids in found.items() if len(ids) == 1}


def months(data: Path) -> list[Month]:
    """The months with their documents by id."""
    roundup = roundups(data)
    given = list(records(data / "news_text" / "articles.jsonl.gz"))
    titles = Counter(key(row["title"]) for row in given)
    by_month: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in given:
        if dated(row) and row["date"][:7] in MONTHS and len(row["text"]) > SHORTEST:
            by_month[row["date"][:7]].append(row)
    return [month_of(by_month[name], roundup, titles) for name in MONTHS]


def dated(row: Mapping[str, Any]) -> bool:
    """Whether an article has a whole day."""
    return bool(_DAY.match(row["date"] or ""))


def month_of(
    given: Sequence[Mapping[str, Any]], roundup: Mapping[str, str], titles: Mapping[str, int]
) -> Month:
    """The month of the articles ``given``; ``roundup`` maps folded titles, ``titles`` counts
    them."""
    articles = [
        Article(
            id=row["id"],
            title=row["title"],
            text=row["text"],
            source=row["source"],
            published=datetime.fromisoformat(row["date"][:10]).replace(tzinfo=UTC),
        )
        for row in sorted(given, key=lambda row: str(row["id"]))
    ]
    chrome = prepare.site_chrome(articles)
    made = [prepare.document(article, chrome.get(article.id, ())) for article in articles]
    documents = tuple(document for document in made if document.sentences)
    return Month(documents, _gold(documents, roundup, titles))


def _gold(
    documents: Sequence[Document], roundup: Mapping[str, str], titles: Mapping[str, int]
) -> dict[int, str]:
    keys = [key(document.article.title) for document in documents]
    return {
        place: roundup[key] for place, key in enumerate(keys) if key in roundup and titles[key] == 1
    }


def key(title: str) -> str:
    """A title with its words only."""
    return " ".join(re.findall(r"[a-z0-9]+", title.lower()))


def ours(month: Month, embedder: str) -> Clusters:
    """The product's own events, as places in the month."""
    made = group_set(month.documents, embedder)
    place = {document.id: index for index, document in enumerate(month.documents)}
    return [[place[made.documents[i].id] for i in part] for part in made.parts]


def baselines(given: Sequence[Month]) -> tuple[list[Clusters], float]:
    """Average link over TF-IDF cosines, with the threshold that is best on these months."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    trees = []
    for month in given:
        texts = [f"{each.article.title}\n{each.article.text}" for each in month.documents]
        made = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
        distance = 1.0 - np.asarray((made @ made.T).todense())
        upper = np.triu_indices(len(texts), 1)
        trees.append(linkage(np.clip(distance[upper], 0, None), "average"))
    best: tuple[float, list[Clusters], float] | None = None
    for threshold in np.arange(0.5, 1.0, 0.01):
        cut = [_cut(tree, float(threshold)) for tree in trees]
        value = score(given, cut).f1
        if best is None or value > best[0]:
            best = value, cut, 1.0 - float(threshold)
    if best is None:
        raise ValueError("no threshold was tried")
    return best[1], best[2]


def _cut(tree: np.ndarray[Any, np.dtype[np.float64]], threshold: float) -> Clusters:
    labels = fcluster(tree, threshold, "distance")
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def score(given: Sequence[Month], clusters: Sequence[Clusters]) -> Score:
    """B-cubed over the articles with a roundup of all months."""
    gold: list[str] = []
    found: list[list[int]] = []
    for month, parts in zip(given, clusters, strict=True):
        row = {place: len(gold) + index for index, place in enumerate(sorted(month.gold))}
        gold += [month.gold[place] for place in sorted(month.gold)]
        found += [kept for part in parts if (kept := [row[i] for i in part if i in row])]
    return b_cubed(gold, found)


def pairs(given: Sequence[Month], clusters: Sequence[Clusters]) -> Pairs:
    """The pairs of articles with a roundup, month by month."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for month, parts in zip(given, clusters, strict=True):
        home = {place: index for index, part in enumerate(parts) for place in part}
        for i, j in combinations(sorted(month.gold), 2):
            counts[month.gold[i] == month.gold[j], home[i] == home[j]] += 1
    same, other = (counts[kind, True] + counts[kind, False] for kind in (True, False))
    return Pairs(same, counts[True, True], other, counts[False, True])


def wide(given: Sequence[Month], clusters: Sequence[Clusters]) -> float:
    """The share of articles in events that span three days or more."""
    found = total = 0
    for month, parts in zip(given, clusters, strict=True):
        total += len(month.documents)
        for part in parts:
            days = [day for i in part if (day := month.documents[i].day)]
            if days and (max(days) - min(days)).days >= WIDE:
                found += len(part)
    return found / total


def show(name: str, given: Sequence[Month], clusters: Sequence[Clusters]) -> dict[str, float]:
    """Prints a row and gives its figures."""
    made, found, share = score(given, clusters), pairs(given, clusters), wide(given, clusters)
    print(
        f"  {name:24} P {made.precision:.4f}  R {made.recall:.4f}  F1 {made.f1:.4f}  "
        f"together: {found.same_together} of {found.same} pairs of one roundup, "
        f"{found.other_together} of {found.other} of two; "
        f"{share:.1%} of articles in events of three days or more"
    )
    return {
        "precision": made.precision,
        "recall": made.recall,
        "F1": made.f1,
        "not in events of three days": 1.0 - share,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.archive",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--embedder", nargs="+", default=["minilm"])
    arguments = parser.parse_args()
    given = months(arguments.data)
    labelled = sum(len(month.gold) for month in given)
    print(f"{', '.join(MONTHS)}: {sum(len(m.documents) for m in given)} articles, {labelled} in")
    print(f"  {len({one for month in given for one in month.gold.values()})} roundups")
    simple, threshold = baselines(given)
    show(f"TF-IDF, threshold {threshold:.2f}", given, simple)
    results: dict[str, float] = {}
    for embedder in arguments.embedder:
        figures = show(f"newsweave, {embedder}", given, [ours(month, embedder) for month in given])
        if embedder == "minilm":
            results = figures
    floors.check("archive", results)


if __name__ == "__main__":
    main()
