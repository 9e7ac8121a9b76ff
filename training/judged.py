"""Fits what tells a fusion that an editor would print: `summarizer/data/choice.json`.

    python -m training.judged --data ../shared/data [--weights DIR] [--write]

`judged.tsv` holds fusions that a writer's search found for pairs of sentences and for claims it was
not trained on, written as in `unions.tsv`, and for each whether a sub-editor would print it (1) or
where it goes wrong (0 and a character of the fusion; -1 where that is not known). A large language
model judged them, having read the sources. The networks that ship were not trained on them; the
four weights of `choose.features` are fitted on them, and the figures printed are cross-validated
by the group of sentences.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from summarizer.models.choose import FEATURES, features
from training.fitted import save
from training.unions import decode, places_of, plain, texts_of

FILE = Path(__file__).with_name("judged.tsv")
OUT = Path(__file__).parents[1] / "summarizer" / "data" / "choice.json"
# of the fusions with this chance seven or eight in ten are good, see README.md
LEAST = 0.55


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
    parser = argparse.ArgumentParser(
        prog="python -m training.judged",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, help="a folder of weights; default: the package's")
    parser.add_argument("--least", type=float, default=LEAST, help="chance that a fusion must have")
    parser.add_argument("--write", action="store_true", help=f"write {OUT.name}")
    options = parser.parse_args()
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict

    from summarizer.models.bundled import BundledWriter

    reader = BundledWriter.load(options.weights).parts.reader
    rows = read(options.data)
    doubts = [reader.roughness([one.text], one.sources)[0] for one in rows]
    given = [
        features(one.text, one.sources, doubt) for one, doubt in zip(rows, doubts, strict=True)
    ]
    good = [one.good for one in rows]
    print(f"{len(rows)} fusions, {sum(good)} good")
    print(f"by their most doubtful word: AUC {1 - roc_auc_score(good, doubts):.3f}")
    model = LogisticRegression(max_iter=5000)
    groups = [" ".join(one.sources) for one in rows]
    folds = GroupKFold(8)
    chances = cross_val_predict(model, given, good, groups=groups, cv=folds, method="predict_proba")
    print(f"by all features, cross-validated: AUC {roc_auc_score(good, chances[:, 1]):.3f}")
    for least in (0.4, 0.5, 0.55, 0.6, 0.7):
        passed = [yes for yes, one in zip(good, chances[:, 1], strict=True) if one >= least]
        share = sum(passed) / max(1, len(passed))
        print(f"  chance >= {least:.2f}: {len(passed):4d} fusions, {share:.2f} good")
    model.fit(given, good)
    weights, bias = model.coef_[0], model.intercept_[0]
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"  {name:8s} {weight:+.3f}")
    if options.write:
        save(OUT, features=FEATURES, weights=weights, bias=bias, threshold=options.least)


if __name__ == "__main__":
    main()
