"""The fact gate: how many wrong sentences it finds, by kind, and how many right ones it refuses.

    python -m evals.gate --data ../shared/data

Human-written unions with their two sentences (`fusion/sentence_union_eval`) and sentences of
neutral roundups with the passages that `cite` finds in the articles (`neutral_clusters/val`).
Only sentences whose content the passages contain count (see `contained`). One
thing is altered at a time (`evals/perturb.py`, seeded). Beside the gate: a bar on shared words.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from evals.corpus import neutral_documents, records
from evals.floors import check as floors
from evals.perturb import KINDS
from summarizer import facts, split
from summarizer.agree import same_name
from summarizer.cite import cite
from summarizer.tokens import fold, words
from summarizer.verify import check, coverage

Case = tuple[str, list[str], list[str]]
_HELD = 0.80
_WORDS_BAR = 0.85


def unions(path: Path) -> Iterator[Case]:
    """Union, its two sentences, the names they know."""
    for one in records(path):
        sources = [one["a"], one["b"]]
        yield one["union"].strip(), sources, _names(sources)


def roundups(path: Path, limit: int) -> Iterator[Case]:
    """A sentence of a roundup, the passages it rests on, the names of the cluster's leads."""
    for number, record in enumerate(records(path)):
        if number == limit:
            return
        documents = neutral_documents(record)
        candidates = [s for document in documents for s in document.sentences]
        if not candidates:
            continue
        places = {(s.span.article_id, s.span.start): s.text for s in candidates}
        leads = [s.text for document in documents for s in document.sentences[:5]]
        for start, end in split.sentence_spans(record["summary"]):
            sentence = record["summary"][start:end].strip()
            if len(sentence.split()) >= 6:
                found = cite(sentence, candidates)
                texts = [places[span.article_id, span.start] for span in found.spans]
                yield sentence, texts, _names([*texts, *leads])


def contained(sentence: str, sources: list[str]) -> bool:
    """Whether the passages have 80 % of the sentence's content by rarity, and each of its digits
    and of its words with a capital: a test apart from the gate's own rules."""
    have = {fold(text[a:b]) for text in sources for a, b in words(text)}
    spelled = [sentence[a:b] for a, b in words(sentence)[1:]]
    marked = [fold(one) for one in spelled if one[0].isupper() or one[0].isdigit()]
    return coverage(sentence, sources) >= _HELD and all(one in have for one in marked)


def _names(texts: list[str]) -> list[str]:
    """Names written in capitals or as multi-word names, without those that are one another."""
    found: dict[str, str] = {}
    for text in texts:
        for name in facts.names(text):
            if not any(same_name(name.key, key) for key in found):
                found[name.key] = name.text
    return [found[key] for key in sorted(found)]


def measure(cases: list[Case], *, seed: int = 7) -> tuple[dict[str, list[int]], list[str]]:
    """Kind -> [found by the gate, found by shared words, tried]; and the false alarms."""
    counts = {kind: [0, 0, 0] for kind in (*KINDS, "untouched")}
    alarms = []
    for i, (sentence, sources, names) in enumerate(cases):
        verdict = check(sentence, sources)
        counts["untouched"][2] += 1
        counts["untouched"][0] += not verdict.ok
        counts["untouched"][1] += coverage(sentence, sources) < _WORDS_BAR
        if not verdict.ok:
            alarms.append(f"{'; '.join(verdict.reasons)} | {sentence} | {' || '.join(sources)}")
        for kind, perturb in KINDS.items():
            wrong = perturb(sentence, names, random.Random(f"{seed}/{i}/{kind}"))
            if wrong is None or wrong == sentence or _says(wrong, sources):
                continue
            counts[kind][2] += 1
            counts[kind][0] += not check(wrong, sources).ok
            counts[kind][1] += coverage(wrong, sources) < _WORDS_BAR
    return counts, alarms


def _says(sentence: str, sources: list[str]) -> bool:
    flat = re.sub(r"\W+", " ", sentence).casefold().strip()
    return any(flat in re.sub(r"\W+", " ", one).casefold() for one in sources)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="eval", choices=("eval", "train"))
    parser.add_argument("--clusters", type=int, default=162)
    parser.add_argument("--alarms", action="store_true", help="print the false alarms")
    args = parser.parse_args()
    neus = "val" if args.part == "eval" else "train"
    parts = {
        "unions": unions(args.data / "fusion" / f"sentence_union_{args.part}.jsonl.gz"),
        "roundups": roundups(args.data / "neutral_clusters" / f"{neus}.jsonl.gz", args.clusters),
    }
    total = {kind: [0, 0, 0] for kind in (*KINDS, "untouched")}
    for name, found in parts.items():
        cases = list(found)
        held = [case for case in cases if contained(case[0], case[1])]
        counts, alarms = measure(held)
        print(f"{name}: {len(held)} of {len(cases)} sentences are contained in their passages")
        for kind, (gate, bar, tried) in counts.items():
            for i, value in enumerate((gate, bar, tried)):
                total[kind][i] += value
            if tried:
                print(f"  {kind:17} gate {gate / tried:6.3f}  words {bar / tried:6.3f}  of {tried}")
        if args.alarms:
            print("\n".join(alarms))
    print("together")
    share = {kind: gate / max(1, tried) for kind, (gate, _, tried) in total.items()}
    for kind, (_, bar, tried) in total.items():
        print(f"  {kind:17} gate {share[kind]:6.3f}  words {bar / max(1, tried):6.3f}  of {tried}")
    if args.part == "eval":
        figures = {kind: value for kind, value in share.items() if kind != "untouched"}
        floors("gate", {**figures, "untouched that pass": 1 - share["untouched"]})


if __name__ == "__main__":
    main()
