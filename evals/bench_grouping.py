"""How grouping grows: generated articles by the thousand, beside scikit-learn's clusterings.

``python -m evals.bench_grouping [--sizes 1000 10000 100000]``

The texts are made up from a seed: events of one to some dozens of articles, copies of them, and
for every fifth event a twin (the same actors and the same kind of event some weeks later). Each
size runs in a process of its own; printed are articles per second and peak memory of origins,
embedding and grouping together, B-cubed F1, and the exponent of growth between sizes. Preparing
articles (sentences, names, dates) is linear and not part of it. The baselines get the vectors and
do nothing but cluster them. The exponent is that of processor time.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from evals.grouping import b_cubed
from summarizer.group import document_text_for_embedding, group
from summarizer.models.embedders import load_embedder
from summarizer.origins import find_origins
from summarizer.records import Article, DateMention, Document, Name, Quantity, Sentence, Span

SEED = 20310506
# scikit-learn's clusterings hold a full matrix, or compare every pair: they are run this far.
MOST_AGGLOMERATIVE, MOST_HDBSCAN = 10_000, 10_000
_ON, _MID = "bcdfghklmnprstvz", "aeiou"
_DEEDS = (
    "opened the bridge over", "lost the vote on", "signed the treaty about", "closed the mine of",
    "won the race along", "banned fishing near", "sued the builder of", "raided the market of",
    "flooded the valley of", "halted trains through", "found a fault below", "raised the toll of",
)  # fmt: skip
_FILL = (
    "officials", "residents", "engineers", "report", "meeting", "budget", "harbour", "weather",
    "council", "question", "decision", "spring", "traffic", "workers", "museum", "company",
    "damage", "inquiry", "festival", "hospital", "warning", "power", "record", "evening",
)  # fmt: skip


class Generator:
    """Articles of made-up events, the same for the same seed and count."""

    def __init__(self, count: int) -> None:
        self.random = random.Random(SEED)
        self.documents: list[Document] = []
        self.gold: list[str] = []
        self.count = count
        start = datetime(2030, 1, 1, 9, tzinfo=UTC)
        event = 0
        while len(self.documents) < count:
            day = start + timedelta(days=self.random.randrange(max(30, count // 100)))
            actors = [self.word(2), self.word(3), self.word(3), self.word(2)]
            deed = self.random.choice(_DEEDS)
            for twin in range(2 if event % 5 == 0 else 1):
                self.event(f"{event}.{twin}", actors, deed, day + timedelta(days=35 * twin))
            event += 1

    def word(self, syllables: int) -> str:
        made = "".join(self.random.choice(_ON) + self.random.choice(_MID) for _ in range(syllables))
        return made.capitalize() + self.random.choice(_ON)

    def event(self, name: str, actors: list[str], deed: str, day: datetime) -> None:
        """The articles of one event: outlets word it their own way, some copy another."""
        number = f"{self.random.randrange(100, 9000)}"
        own = [self.word(2).lower() for _ in range(6)]
        first: list[str] | None = None
        for _ in range(
            min(self.count - len(self.documents), 1 + int(self.random.expovariate(0.2)))
        ):
            late = day + timedelta(hours=self.random.randrange(30))
            if first and self.random.random() < 0.2:
                lines = first[: self.random.randrange(5, len(first))]
            else:
                lines = self.lines(actors, deed, number, own)
                first = first or lines
            self.add(name, lines, actors, number, late, day)

    def lines(self, actors: list[str], deed: str, number: str, own: list[str]) -> list[str]:
        pick = self.random.choice
        opening = f"{actors[0]} {actors[1]} {deed} {actors[2]} on {{day}}, {pick(_FILL)} said."
        found = [opening]
        for _ in range(self.random.randrange(6, 14)):
            some = " ".join(pick(_FILL) for _ in range(self.random.randrange(5, 12)))
            fact = pick((actors[1], actors[2], actors[3], number, pick(own), pick(own)))
            found.append(f"The {some} of {fact} {pick(own)} {pick(_FILL)}.")
        return found

    def add(
        self,
        name: str,
        lines: list[str],
        actors: list[str],
        number: str,
        published: datetime,
        day: datetime,
    ) -> None:
        article_id = f"{len(self.documents):07}"
        text, sentences = "", []
        for position, line in enumerate(lines):
            line = line.replace("{day}", f"{day:%A}")
            start = len(text)
            span = Span(article_id=article_id, start=start, end=start + len(line))
            dates: tuple[DateMention, ...] = ()
            if position == 0:
                at = line.index(f"{day:%A}")
                dates = (
                    DateMention(
                        start=at,
                        end=at + len(f"{day:%A}"),
                        text=f"{day:%A}",
                        first=day.date(),
                        last=day.date(),
                    ),
                )
            sentences.append(
                Sentence(
                    span=span,
                    text=line,
                    position=position,
                    dates=dates,
                    names=tuple(_names(line, actors)),
                    numbers=tuple(_numbers(line, number)),
                )
            )
            text += line + " "
        article = Article(id=article_id, text=text, published=published, language="en")
        self.documents.append(
            Document(
                article=article,
                sentences=tuple(sentences),
                day=published.date(),
                basis="published",
            )
        )
        self.gold.append(name)


def _names(line: str, actors: Sequence[str]) -> list[Name]:
    found = []
    for actor in actors:
        at = line.find(actor)
        if at >= 0:
            found.append(Name(start=at, end=at + len(actor), text=actor, key=actor.lower()))
    return sorted(found, key=lambda name: name.start)


def _numbers(line: str, number: str) -> list[Quantity]:
    at = line.find(f" {number} ")
    if at < 0:
        return []
    end = at + 1 + len(number)
    return [Quantity(start=at + 1, end=end, text=number, value=float(number))]


def measure(count: int) -> dict[str, float]:
    """Times, memory and F1 of one size, in this process."""
    made = Generator(count)
    embedder = load_embedder("static")
    began = time.process_time()
    steps = [time.perf_counter()]
    origins = find_origins(made.documents)
    steps.append(time.perf_counter())
    vectors = embedder.embed([document_text_for_embedding(each) for each in made.documents])
    steps.append(time.perf_counter())
    found = group(made.documents, vectors, origins=origins)
    steps.append(time.perf_counter())
    place = {document.id: index for index, document in enumerate(made.documents)}
    clusters = [[place[i] for i in event.article_ids] for event in found.events]
    result = {
        "articles": count,
        "origins": steps[1] - steps[0],
        "embedding": steps[2] - steps[1],
        "grouping": steps[3] - steps[2],
        "seconds": steps[3] - steps[0],
        "cpu": time.process_time() - began,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "f1": b_cubed(made.gold, clusters).f1,
    }
    for name, most, cluster in (
        ("agglomerative", MOST_AGGLOMERATIVE, _agglomerative),
        ("hdbscan", MOST_HDBSCAN, _hdbscan),
    ):
        if count <= most:
            begun = time.perf_counter()
            labels = cluster(vectors)
            result[name] = time.perf_counter() - begun
            parts: dict[object, list[int]] = {}
            for index, label in enumerate(labels):
                parts.setdefault(label if label >= 0 else f"alone {index}", []).append(index)
            result[f"{name} f1"] = b_cubed(made.gold, list(parts.values())).f1
    return result


def _agglomerative(vectors: np.ndarray) -> list[int]:
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=0.2
    )
    labels: list[int] = model.fit_predict(vectors).tolist()
    return labels


def _hdbscan(vectors: np.ndarray) -> list[int]:
    from sklearn.cluster import HDBSCAN

    labels: list[int] = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(vectors).tolist()
    return labels


def show(row: dict[str, float], before: dict[str, float] | None) -> str:
    growth = ""
    if before:
        times = math.log(row["cpu"] / before["cpu"])
        growth = f"  exponent {times / math.log(row['articles'] / before['articles']):.2f}"
    steps = ", ".join(f"{name} {row[name]:.1f}" for name in ("origins", "embedding", "grouping"))
    line = (
        f"{row['articles']:7.0f} articles  {row['articles'] / row['seconds']:6.0f}/s  "
        f"{row['seconds']:6.1f} s ({steps}; processor {row['cpu']:.1f})  "
        f"{row['gigabytes']:.2f} GB  F1 {row['f1']:.3f}{growth}"
    )
    for name in ("agglomerative", "hdbscan"):
        if name in row:
            line += f"\n{'':18}{name}: {row[name]:.1f} s  F1 {row[f'{name} f1']:.3f}"
    return line


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench_grouping",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--one", type=int, help="measure one size and print JSON")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one)))
        return
    before = None
    for size in arguments.sizes:
        command = [sys.executable, "-m", "evals.bench_grouping", "--one", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        print(show(row, before), flush=True)
        before = row


if __name__ == "__main__":
    main()
