"""Fits how likely two values of two articles are of one thing: `summarizer/data/disagree.json`.

    python -m training.disagree --data ../shared/data

No labels are needed. Two fits for each kind of value, each a logistic regression:

- How likely two values are of one thing. Of the values that two articles of a cluster give in
  like sentences, those that are equal are nearly all of one thing, and most of the others are of
  different things. What is nearly a copy is left out (it would teach that only copies are alike),
  and so are numbers up to three, which are often equal by chance.
- Whether two unequal values are surely of one thing (`summarizer/certain.py`). Values that two
  articles give alike, altered in one of them, against the unequal values of untouched clusters
  that have no equal in the other article. Of these some are of one thing, too: the likeliest were
  read (`disagree_read.json`, by a hash of the pair), and those that are real differences count as
  such. The bound from which a pair is listed was chosen by reading.

Fitted on three quarters of the clusters of `neutral_clusters/train` that have two full texts, the
second fit also on the clusters of `excerpts_train` that have no article of the last quarter or of
`val`; the first fit on one quarter.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from evals.altered import altered, both_hold, clusters, dice, rewritten, still_told, told
from evals.corpus import neutral_documents, records
from summarizer.certain import NAMES, Around, comparable, context
from summarizer.differ import may_differ, same
from summarizer.records import Document, Quantity
from summarizer.same_thing import FEATURES, features, likeness
from summarizer.slots import Slot, slots

_COPY, _LEAST, _FEW = 0.9, 0.15, 3
KINDS = ("number", "day", "place", "agent")
# Altered values of each kind that are taken of a cluster; an equal value in a sentence so alike
# takes an unequal one out of the comparison.
_MOST, _EQUAL = 12, 0.20
# Each value is altered twice in either of the two articles; all together weigh as one.
_SEEDS, _SHARE = (1, 2), 0.25
# Log odds from which a pair is listed, by kind.
BOUNDS = {"number": 1.6, "day": 2.2, "place": 2.4, "agent": 3.0}
READ = Path(__file__).with_name("disagree_read.json")

Rows = list[tuple[int, tuple[float, ...], bool]]


def first_quarter(data: Path) -> Iterator[list[Document]]:
    """The clusters of the first fit."""
    for record in records(data / "neutral_clusters" / "train.jsonl.gz"):
        number = int(hashlib.sha1(str(record["id"]).encode()).hexdigest(), 16)
        if number % 4 == 0 and sum(bool(doc.get("full_text")) for doc in record["docs"]) > 1:
            yield neutral_documents(record)


def excerpts(data: Path) -> list[list[Document]]:
    """The clusters of excerpts that share no article with what is kept for reporting."""
    kept = {part_of(d) for part in ("val", "train") for group in clusters(data, part)
            for d in group}  # fmt: skip
    found = []
    for record in records(data / "neutral_clusters" / "excerpts_train.jsonl.gz"):
        group = neutral_documents({**record, "id": f"x{record['id']}"})
        if not {part_of(d) for d in group} & kept:
            found.append(group)
    return found


def part_of(document: Document) -> str:
    """What tells an article: its title, or how it begins."""
    return " ".join(document.article.title.split()).casefold() or document.article.text[:80]


def key(one: Slot, two: Slot) -> str:
    """A hash of a pair of values in their sentences."""
    parts = (one.value.text, one.sentence.text, two.value.text, two.sentence.text)
    return hashlib.sha1("|".join(parts).encode()).hexdigest()[:10]


def examples(documents: Sequence[Document], kind: str) -> Iterator[tuple[Slot, Slot, Any, bool]]:
    """Pairs of values with their features and whether they are equal."""
    rows = [[s for sent in d.sentences for s in slots(sent) if s.kind == kind] for d in documents]
    for one, two in combinations(rows, 2):
        pairs = [
            (a, b) for a in one for b in two
            if may_differ(a, b) and len(a.bag.keys() & b.bag.keys()) > 1
            and dice(a.bag, b.bag) >= _LEAST
        ]  # fmt: skip
        for (a, b), row in zip(pairs, features(pairs), strict=True):
            yield a, b, row, same(a, b)


def telling(one: Slot, two: Slot) -> bool:
    """Whether a pair teaches something: no copy, no number that is often equal by chance."""
    if dice(one.bag, two.bag) >= _COPY:
        return False
    values = [slot.value for slot in (one, two)]
    return not any(isinstance(v, Quantity) and not v.unit and v.value <= _FEW for v in values)


def untouched(rows: Sequence[Sequence[Slot]], around: Around, kind: str) -> Iterator[Any]:
    """`certain.NAMES` of the unequal values of two articles that nothing rules out."""
    by_article: dict[str, list[Slot]] = {}
    for row in rows:
        for slot in row:
            if slot.kind == kind:
                by_article.setdefault(slot.article, []).append(slot)
    for one, two in combinations(by_article.values(), 2):
        pairs = [
            (a, b)
            for a in one
            for b in two
            if may_differ(a, b) and len(a.bag.keys() & b.bag.keys()) > 1
        ]
        rated = list(zip(likeness(pairs), pairs, strict=True))
        taken = {id(s) for like, ab in rated if like.sentence >= _EQUAL and same(*ab) for s in ab}
        for like, (a, b) in rated:
            if taken & {id(a), id(b)} or same(a, b) or not comparable(a, b, like, around):
                continue
            yield a, b, context(a, b, like, around)


def changed(
    number: int, documents: Sequence[Document], *, seed: int, swap: bool, most: int = _MOST
) -> Iterator[Any]:
    """The kind and `certain.NAMES` of values that two articles give alike, one of them altered:
    the first, or where `swap` the second."""
    rng = random.Random(f"{seed}/{documents[0].id}")
    plain = {d.id: [slots(s) for s in d.sentences] for d in documents}
    for one in told(number, documents, rng, most=most):
        one = replace(one, one=one.two, two=one.one) if swap else one
        change = altered(one, rng)
        if change is None:
            continue
        at = next(i for i, d in enumerate(documents) if d.id == one.one.article)
        new = rewritten(documents[at], *change)
        if still_told(new, one.one) or both_hold(one, change[1]):
            continue
        rows = {**plain, new.id: [slots(s) for s in new.sentences]}
        around = Around([row for own in rows.values() for row in own])
        pairs = [
            (a, b)
            for row in rows[one.one.article]
            for a in row
            for other in rows[one.two.article]
            for b in other
            if a.kind == b.kind == one.one.kind and may_differ(a, b)
        ]
        near = [
            (like, a, b)
            for like, (a, b) in zip(likeness(pairs), pairs, strict=True)
            if b.place == one.two.place
            and change[1].casefold() in a.value.text.casefold()
            and abs(a.sentence.position - one.one.sentence.position) <= 1
        ]
        if near:
            like, a, b = max(near, key=lambda found: found[0].sentence)
            if not same(a, b) and comparable(a, b, like, around):
                yield one, a, b, context(a, b, like, around)


def fitted(rows: Rows, share: float = 1.0) -> tuple[dict[str, Any], np.ndarray[Any, Any]]:
    """The weights of a logistic regression, and what each row gets from the other half, or nothing
    where a half has too few to be told apart. `share` is the weight of a row that is true."""
    from sklearn.linear_model import LogisticRegression

    half = np.array([one[0] % 2 for one in rows])
    share_of = np.array([share if one[2] else 1.0 for one in rows])
    x, y = np.array([one[1] for one in rows]), np.array([one[2] for one in rows])
    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    x = (x - means) / scales
    scores = np.zeros(len(y))
    for part in (0, 1):
        own = half == part
        if len(set(y[~own])) < 2:
            scores = np.full(len(y), np.nan)
            break
        model = LogisticRegression(C=0.3, max_iter=4000)
        model.fit(x[~own], y[~own], sample_weight=share_of[~own])
        scores[own] = model.predict_proba(x[own])[:, 1]
    model = LogisticRegression(C=0.3, max_iter=4000).fit(x, y, sample_weight=share_of)
    weights = model.coef_[0] / scales
    return {
        "weights": [round(float(w), 4) for w in weights],
        "bias": round(float(model.intercept_[0] - weights @ means), 4),
    }, scores


def told_apart(kind: str, rows: Rows, scores: np.ndarray[Any, Any]) -> None:
    """Prints how well the other half is told apart."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    y = np.array([one[2] for one in rows])
    if np.isnan(scores).any():
        print(f"{kind}: {len(y)} pairs, {int(y.sum())} of one thing; too few others to test")
        return
    print(f"{kind}: {len(y)} pairs, {int(y.sum())} of one thing; on the other half: AUC "
          f"{roc_auc_score(y, scores):.3f}, average precision "
          f"{average_precision_score(y, scores):.3f}")  # fmt: skip


def alike(data: Path) -> dict[str, Any]:
    """The first fit."""
    found = list(first_quarter(data))
    weights: dict[str, Any] = {"features": list(FEATURES)}
    for kind in KINDS:
        rows: Rows = [
            (number, row, equal)
            for number, documents in enumerate(found)
            for a, b, row, equal in examples(documents, kind)
            if telling(a, b)
        ]
        weights[kind], scores = fitted(rows)
        told_apart(kind, rows, scores)
    return weights


def wider(row: tuple[float, ...], at: int) -> tuple[float, ...]:
    """Every third of the rows of altered numbers as if the number had been altered by more: the
    evaluation alters by less than fourfold, which is not to be learnt."""
    n = NAMES.index("ratio")
    return row if at % 3 else (*row[:n], max(row[n], at // 3 % 20 / 10), *row[n + 1 :])


def certain(data: Path) -> dict[str, Any]:
    """The second fit; it rests on the first, which must be in its place."""
    rows: dict[str, Rows] = {kind: [] for kind in KINDS}
    read = json.loads(READ.read_text("utf-8"))
    for number, documents in enumerate([*clusters(data, "tuning"), *excerpts(data)]):
        given = [slots(sentence) for one in documents for sentence in one.sentences]
        around = Around(given)
        for kind in KINDS:
            rows[kind].extend(
                (number, row, False)
                for a, b, row in untouched(given, around, kind)
                if not read.get(key(a, b))
            )
        for seed, swap in product(_SEEDS, (False, True)):
            for one, *_, row in changed(number, documents, seed=seed, swap=swap):
                row = wider(row, len(rows["number"])) if one.one.kind == "number" else row
                rows[one.one.kind].append((number, row, True))
    weights: dict[str, Any] = {"features": list(NAMES)}
    for kind in KINDS:
        weights[kind], scores = fitted(rows[kind], _SHARE)
        weights[kind]["least"] = BOUNDS[kind]
        told_apart(f"certain, {kind}", rows[kind], scores)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.disagree",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/disagree.json"))
    parser.add_argument("--only", choices=("alike", "certain"), help="fit one of the two")
    args = parser.parse_args()
    data = json.loads(args.out.read_text("utf-8"))
    if args.only != "certain":
        data = {**alike(args.data), "certain": data["certain"]}
        args.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    if args.only != "alike":
        data["certain"] = certain(args.data)
    args.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
