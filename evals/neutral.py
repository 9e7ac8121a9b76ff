"""Neutrality on NeuS: loaded words and ROUGE against neutral roundups, at equal length.

    python -m evals.neutral --data ../shared/data

Every system has the same articles and the same number of words, and is cut at that length. The
roundups are written by people from articles of the left, the centre and the right. Baselines:
the first sentences of each article in turn, of the first article, random sentences, TextRank
(Mihalcea and Tarau 2004, words shared) and LexRank over MiniLM (Erkan and Radev 2004).
Also the loaded-sentence score against the labels of BABE and BASIL, which no list was made from.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpus import KeptEmbedder, neutral_documents, records
from evals.floors import check
from summarizer import frequency
from summarizer.claims import find_claims
from summarizer.neutral import loaded_rate, loaded_score
from summarizer.pick import pick_claims
from summarizer.records import Document, Sentence
from summarizer.stemmer import stem
from summarizer.tokens import content_words

Vectors = np.ndarray[Any, np.dtype[np.float32]]
System = Callable[[Sequence[Document], list[Sentence], Vectors, int], list[str]]


def fill(sentences: Sequence[Sentence], words: int) -> list[str]:
    """Sentences in order until the budget is reached."""
    out: list[str] = []
    used = 0
    for sentence in sentences:
        if used >= words:
            break
        out.append(sentence.text)
        used += len(sentence.text.split())
    return out


def lead_in_turn(
    documents: Sequence[Document], flat: list[Sentence], vectors: Vectors, words: int
) -> list[str]:
    return fill(sorted(flat, key=lambda s: (s.position, s.span)), words)


def lead_first(
    documents: Sequence[Document], flat: list[Sentence], vectors: Vectors, words: int
) -> list[str]:
    return fill(flat, words)


def at_random(
    documents: Sequence[Document], flat: list[Sentence], vectors: Vectors, words: int
) -> list[str]:
    mixed = list(flat)
    random.Random(len(flat)).shuffle(mixed)
    return fill(mixed, words)


def _rank(similarity: Vectors, flat: list[Sentence]) -> list[Sentence]:
    """Sentences by PageRank over `similarity`."""
    np.fill_diagonal(similarity, 0.0)
    total = similarity.sum(axis=1, keepdims=True)
    step = np.where(total > 0, similarity / np.maximum(total, 1e-9), 1 / max(1, len(flat)))
    rank = np.full(len(flat), 1 / max(1, len(flat)))
    for _ in range(50):
        rank = 0.15 / max(1, len(flat)) + 0.85 * rank @ step
    return [flat[i] for i in np.argsort(-rank, kind="stable")]


def textrank(
    documents: Sequence[Document], flat: list[Sentence], vectors: Vectors, words: int
) -> list[str]:
    bags = [{stem(word) for word in content_words(s.text)} for s in flat]
    similarity = np.zeros((len(flat), len(flat)), dtype=np.float32)
    for i, one in enumerate(bags):
        for j in range(i):
            scale = np.log(max(2, len(one))) + np.log(max(2, len(bags[j])))
            similarity[i, j] = similarity[j, i] = len(one & bags[j]) / scale
    return fill(_rank(similarity, flat), words)


def lexrank(
    documents: Sequence[Document], flat: list[Sentence], vectors: Vectors, words: int
) -> list[str]:
    return fill(_rank(np.maximum(vectors @ vectors.T - 0.3, 0), flat), words)


def ours(
    documents: Sequence[Document], flat: list[Sentence], vectors: Vectors, words: int
) -> list[str]:
    origins = tuple((document.id,) for document in documents)
    claims = find_claims(documents, vectors, origins=origins, idf=frequency.load())
    if not claims:
        return []
    row = {sentence.span: i for i, sentence in enumerate(flat)}
    best = vectors[[row[claim.sentences[0].span] for claim in claims]]
    day = max((d.day for d in documents if d.day), default=None)
    # Like the baselines, ours may begin a sentence that the common length cuts: the last taken.
    result = pick_claims(claims, best, words=words + 30, documents=documents, event_day=day)
    return fill([claims[i].sentences[0] for i in result.taken], words)


SYSTEMS: dict[str, System] = {
    "ours": ours,
    "lead in turn": lead_in_turn,
    "lead of first": lead_first,
    "random": at_random,
    "TextRank": textrank,
    "LexRank MiniLM": lexrank,
}


def cut(sentences: Sequence[str], words: int) -> str:
    return " ".join(" ".join(sentences).split()[:words])


def evaluate(
    clusters: Sequence[dict[str, Any]], *, part: str, words: int, embedder: KeptEmbedder,
    systems: dict[str, System] = SYSTEMS,
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Mean ROUGE F1 and loaded words per 100 words of each system, the sources and the roundups;
    for each baseline how far ours is above it in ROUGE-2, with the standard error."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    sums: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for record in clusters:
        documents = neutral_documents(record, part=part)
        flat = [sentence for document in documents for sentence in document.sentences]
        vectors = embedder.embed([sentence.text for sentence in flat])
        reference = record["summary"]
        sums["roundups"]["loaded"].append(loaded_rate(reference))
        sums["sources"]["loaded"].append(loaded_rate(" ".join(s.text for s in flat)))
        for name, system in systems.items():
            text = cut(system(documents, flat, vectors, words), words)
            for key, score in scorer.score(reference, text).items():
                sums[name][key].append(score.fmeasure)
            sums[name]["loaded"].append(loaded_rate(text))
            sums[name]["words"].append(len(text.split()))
    means = {
        name: {key: float(np.mean(values)) for key, values in rows.items()}
        for name, rows in sums.items()
    }
    for name in systems:
        if name != "ours" and "ours" in systems:
            above = np.array(sums["ours"]["rouge2"]) - np.array(sums[name]["rouge2"])
            means[name] |= {"ours above": float(above.mean()), "error": paired_error(above)}
    return means


def paired_error(differences: Vectors) -> float:
    """The standard error of a mean difference, from 2,000 samples of the clusters with return."""
    draws = np.random.default_rng(0).integers(len(differences), size=(2000, len(differences)))
    return float(differences[draws].mean(axis=1).std())


def labelled(data: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and AUC of the loaded-sentence score on BABE's and BASIL's labels.

    BASIL: the sentences and paragraphs of news reports in which somebody marked a wording as
    biased outside a quotation ("lexical"), and, apart, those with any marked span.
    """
    folder = data / "loaded_language"
    babe = [
        (one["text"], one["label_bias"] == "Biased")
        for name in ("babe_SG1", "babe_SG2")
        for one in records(folder / f"{name}.jsonl.gz")
        if one["label_bias"] in ("Biased", "Non-biased")
    ]
    lexical, spans = [], []
    for one in records(folder / "basil_spans_dev.jsonl.gz"):
        for i, paragraph in enumerate(one["paragraphs"]):
            marks = [a for a in one["phrase_annotations"] if a["id"] == f"p{i}"]
            text = " ".join(paragraph)
            lexical.append((text, any(a["bias"] == "lex" and a["quote"] == "no" for a in marks)))
            spans.append((text, bool(marks)))
    return {
        "BABE": _measure(babe),
        "BASIL, biased wording": _measure(lexical),
        "BASIL, any bias": _measure(spans),
    }


def _measure(labels: Sequence[tuple[str, bool]]) -> dict[str, float]:
    from sklearn.metrics import precision_score, recall_score, roc_auc_score

    score = np.array([loaded_score(text) for text, _ in labels])
    truth = np.array([label for _, label in labels])
    return {
        "sentences": float(len(labels)),
        "share": float(truth.mean()),
        "precision": float(precision_score(truth, score > 0)),
        "recall": float(recall_score(truth, score > 0)),
        "AUC": float(roc_auc_score(truth, score)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.neutral",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", default="val", choices=("val", "train"))
    parser.add_argument("--input", default="full", choices=("full", "excerpt"))
    parser.add_argument("--limit", type=int, default=0, help="only the first so many clusters")
    parser.add_argument("--words", type=int, default=50, help="the roundups have 47 on average")
    parser.add_argument("--cache", type=Path, help="keep embeddings in this folder")
    args = parser.parse_args()
    clusters = list(records(args.data / "neutral_clusters" / f"{args.part}.jsonl.gz"))
    clusters = clusters[: args.limit or None]
    embedder = KeptEmbedder(args.cache)
    rows = evaluate(clusters, part=args.input, words=args.words, embedder=embedder)
    print(f"{len(clusters)} clusters of {args.part}, {args.input} text, {args.words} words each")
    print(f"{'':16}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}{'loaded/100':>12}{'words':>7}")
    for name, row in rows.items():
        cells = [row.get(key) for key in ("rouge1", "rouge2", "rougeL")]
        shown = "".join(f"{'':>9}" if cell is None else f"{100 * cell:9.2f}" for cell in cells)
        print(f"{name:16}{shown}{row['loaded']:12.2f}{row.get('words', 0):7.1f}")
    for name, row in rows.items():
        if "error" in row:
            above, error = 100 * row["ours above"], 100 * row["error"]
            print(f"ROUGE-2 of ours above {name:16}{above:+6.2f}, standard error {error:.2f}")
    labels = labelled(args.data)
    heads = "".join(f"{key:>11}" for key in ("sentences", "share", "precision", "recall", "AUC"))
    print(f"\n{'loaded-sentence score':24}{heads}")
    for name, row in labels.items():
        print(
            f"{name:24}{row['sentences']:11.0f}{row['share']:11.3f}{row['precision']:11.3f}"
            f"{row['recall']:11.3f}{row['AUC']:11.3f}"
        )
    if args.part == "val" and args.input == "full" and not args.limit:
        others = [rows[name]["rouge2"] for name in SYSTEMS if name != "ours"]
        check(
            "neutral",
            {
                "ROUGE-1": rows["ours"]["rouge1"],
                "ROUGE-2": rows["ours"]["rouge2"],
                "ROUGE-L": rows["ours"]["rougeL"],
                "ROUGE-2 above the best baseline": rows["ours"]["rouge2"] - max(others),
                "loaded below the roundups": rows["roundups"]["loaded"] - rows["ours"]["loaded"],
                "precision on BABE": labels["BABE"]["precision"],
                "AUC on BABE": labels["BABE"]["AUC"],
                "AUC on BASIL": labels["BASIL, biased wording"]["AUC"],
            },
        )


if __name__ == "__main__":
    main()
