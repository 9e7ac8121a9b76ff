"""The fact gate: how many wrong sentences it finds, by kind, and how many right ones it refuses.

    python -m evals.gate --data ../shared/data

Human-written unions with their two sentences (`fusion/sentence_union_eval`) and sentences of
neutral roundups with the passages that `cite` finds in the articles (`neutral_clusters/val`).
Only sentences whose content the passages contain count (see `contained`). One
thing is altered at a time (`evals/perturb.py`, seeded). Beside the gate: a bar on shared words.

The examples are in two fixed halves by a hash of the sentence: rules and thresholds may be chosen
on the tuning half (and on the train parts), the floors hold for the reported half.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.corpus import neutral_documents, records
from evals.floors import check as floors
from evals.perturb import KINDS
from summarizer import facts, frequency, split
from summarizer.agree import same_name
from summarizer.cite import cite
from summarizer.records import Sentence, Span
from summarizer.tokens import fold, words
from summarizer.verify import check, coverage

Case = tuple[str, list[str], list[str]]
Counts = dict[str, list[int]]
# A roundup sentence is sound where its passages hold this share of its words, and all that a reader
# would check; the baseline refuses a sentence below this share.
_HELD, _WORDS_BAR = 0.80, 0.85
# A word that has a capital in a smaller share of its places names nobody.
_MOSTLY_SMALL = 0.5
HALVES = ("tuning", "reported")


def half(sentence: str) -> str:
    """The half to which an example belongs for good."""
    return HALVES[hashlib.sha256(sentence.encode()).digest()[-1] % 2]


def unions(path: Path) -> Iterator[Case]:
    """Union, its two sentences, the names they know."""
    for one in records(path):
        sources = [one["a"], one["b"]]
        yield one["union"].strip(), sources, names_of(sources)


def roundups(path: Path, limit: int) -> Iterator[Case]:
    """A sentence of a roundup, the passages it rests on, the names of the cluster's leads."""
    for number, record in enumerate(records(path)):
        if number == limit:
            return
        documents = neutral_documents(record)
        candidates = [s for document in documents for s in document.sentences]
        if not candidates:
            continue
        leads = [s.text for document in documents for s in document.sentences[:5]]
        for start, end in split.sentence_spans(record["summary"]):
            sentence = record["summary"][start:end].strip()
            if len(sentence.split()) >= 6:
                found = cite(sentence, candidates)
                texts = [
                    one.text for one in candidates if any(_in(span, one) for span in found.spans)
                ]
                yield sentence, texts, names_of([*texts, *leads])


def _in(span: Span, sentence: Sentence) -> bool:
    own = sentence.span
    return span.article_id == own.article_id and span.start < own.end and own.start < span.end


def contained(sentence: str, sources: list[str]) -> bool:
    """Whether the passages have 80 % of the sentence's content by rarity, each of its digits and
    of its words with a capital, and the words it quotes in their order: a test apart from the
    gate's own rules. A roundup that quotes what no cited passage has is not contained in them."""
    have = {fold(text[a:b]) for text in sources for a, b in words(text)}
    spelled = [sentence[a:b] for a, b in words(sentence)[1:]]
    marked = [fold(one) for one in spelled if one[0].isupper() or one[0].isdigit()]
    runs = [f" {_letters(text)} " for text in sources]
    quoted = [f" {_letters(one)} " for one in _QUOTED.findall(sentence)]
    return (
        coverage(sentence, sources) >= _HELD
        and all(one in have for one in marked)
        and all(any(one in run for run in runs) for one in quoted if one.strip())
    )


_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def names_of(texts: list[str]) -> list[str]:
    """The names of the texts, without those that are one another and without single words that
    are mostly written small ("Overwhelming" of a headline): those name nobody."""
    found: dict[str, str] = {}
    table = frequency.load()
    for text in texts:
        for name in facts.names(text):
            share = table.capital_share(name.key)
            if share is not None and share < _MOSTLY_SMALL:
                continue
            if not any(same_name(name.key, key) for key in found):
                found[name.key] = name.text
    return [found[key] for key in sorted(found)]


def measure(cases: list[Case], *, seeds: Sequence[int] = (7, 8, 9)) -> tuple[Counts, list[str]]:
    """Kind -> [found by the gate, found by shared words, tried]; and the false alarms.

    Each sentence is altered once per seed and kind; equal alterations count once.
    """
    counts = {kind: [0, 0, 0] for kind in (*KINDS, "untouched")}
    alarms = []
    for sentence, sources, names in cases:
        verdict = check(sentence, sources)
        counts["untouched"][2] += 1
        counts["untouched"][0] += not verdict.ok
        counts["untouched"][1] += coverage(sentence, sources) < _WORDS_BAR
        if not verdict.ok:
            alarms.append(f"{'; '.join(verdict.reasons)} | {sentence} | {' || '.join(sources)}")
        for kind, perturb in KINDS.items():
            made = {
                perturb(sentence, names, random.Random(f"{seed}/{sentence}/{kind}"))
                for seed in seeds
            }
            for wrong in sorted(one for one in made if one is not None):
                if wrong == sentence or _says(wrong, sources):
                    continue
                counts[kind][2] += 1
                counts[kind][0] += not check(wrong, sources).ok
                counts[kind][1] += coverage(wrong, sources) < _WORDS_BAR
    return counts, alarms


def _says(sentence: str, sources: list[str]) -> bool:
    return any(_letters(sentence) in _letters(one) for one in sources)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.gate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", default="eval", choices=("eval", "train"))
    parser.add_argument("--clusters", type=int, default=162, help="how many to read")
    parser.add_argument("--alarms", action="store_true", help="print those of the tuning half")
    args = parser.parse_args()
    neus = "val" if args.part == "eval" else "train"
    parts = {
        "unions": unions(args.data / "fusion" / f"sentence_union_{args.part}.jsonl.gz"),
        "roundups": roundups(args.data / "neutral_clusters" / f"{neus}.jsonl.gz", args.clusters),
    }
    totals: dict[str, Counts] = {one: {} for one in HALVES}
    for name, found in parts.items():
        cases = list(found)
        held = [case for case in cases if contained(case[0], case[1])]
        print(f"{name}: {len(held)} of {len(cases)} sentences are contained in their passages")
        for one in HALVES:
            counts, alarms = measure([case for case in held if half(case[0]) == one])
            _show(f"  {name}, {one} half", counts)
            for kind, row in counts.items():
                old = totals[one].get(kind, [0, 0, 0])
                totals[one][kind] = [a + b for a, b in zip(old, row, strict=True)]
            if args.alarms and (one == HALVES[0] or args.part == "train"):
                print("\n".join(alarms))
    for one in HALVES:
        _show(f"together, {one} half", totals[one])
    if args.part == "eval":
        share = {kind: row[0] / max(1, row[2]) for kind, row in totals["reported"].items()}
        figures = {kind: value for kind, value in share.items() if kind != "untouched"}
        floors("gate", {**figures, "untouched that pass": 1 - share["untouched"]})


def _show(title: str, counts: Counts) -> None:
    print(title)
    for kind, (gate, bar, tried) in counts.items():
        if tried:
            print(f"    {kind:17} gate {gate / tried:6.3f}  words {bar / tried:6.3f}  of {tried}")


if __name__ == "__main__":
    main()
