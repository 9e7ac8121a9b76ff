"""How well the network that finds bad joints agrees with judgments made by reading.

    python -m training.judged --data ../shared/data [--weights DIR]

`judged.tsv` holds fusions that a writer's search found for pairs of sentences and for claims it was
not trained on, written as in `unions.tsv`, and for each whether a sub-editor would print it (1) or
where it goes wrong (0 and a character of the fusion; -1 where that is not known). A large language
model judged them, having read the sources. Nothing that ships was trained on them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from training.unions import decode, places_of, plain, texts_of

FILE = Path(__file__).with_name("judged.tsv")


class Judged(NamedTuple):
    """A fusion with its sources; `fault` is the character where it goes wrong, or -1."""

    sources: tuple[str, ...]
    text: str
    good: bool
    fault: int


def read(data: Path, path: Path = FILE) -> list[Judged]:
    """The judged fusions in the order of the file. Raises ValueError for an unknown article."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    texts = texts_of(data, {one.article for row in lines for one in places_of(row[0])})
    found = []
    for named, code, good, fault in lines:
        sources = tuple(plain(texts[one.article][one.start : one.end]) for one in places_of(named))
        found.append(Judged(sources, decode(sources, code), good == "1", int(fault)))
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.judged", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, help="a folder of weights; default: the package's")
    options = parser.parse_args()
    from sklearn.metrics import roc_auc_score

    from summarizer.models.bundled import BundledWriter

    reader = BundledWriter.load(options.weights).parts.reader
    rows = read(options.data)
    rough = [reader.roughness([one.text], one.sources)[0] for one in rows]
    bad = [not one.good for one in rows]
    print(f"{len(rows)} fusions, {len(rows) - sum(bad)} good")
    print(f"bad ones by their most doubtful word: AUC {roc_auc_score(bad, rough):.3f}")


if __name__ == "__main__":
    main()
