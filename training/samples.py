"""What a model in training makes of examples that it is not trained on."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

    from summarizer.models.fusion import FusionModel
    from summarizer.models.joints import JointModel


def samples(model: FusionModel, tune: Path, tokenizer: Any, *, count: int = 3) -> list[str]:
    """`count` texts, one an example: its sources, what is wanted and what the model writes,
    greedily and in lower case. tune: the `tune.jsonl` of `training.data`; of each kind of example
    the first is taken. The model itself is not changed."""
    from summarizer.models.beam import Settings, search
    from summarizer.models.bundled import marks_of, ordered
    from summarizer.models.reading import Vocabulary, read

    examples = list(islice(_firsts(tune), count))
    config = model.config
    vocabulary = Vocabulary(
        spelled={number: word for word, number in tokenizer.get_vocab().items()},
        closed=config.closed,
        start_id=config.start_id,
        stop_id=config.stop_id,
    )
    readings = [read(ordered(one["sources"], tokenizer), tokenizer, vocabulary) for one in examples]
    still = copy.deepcopy(model).cpu().eval()
    found = search(still, readings, Settings(beams=1), marks_of(tokenizer)) if readings else []
    return [
        "\n".join(
            [
                *(f"- {text}" for text in reading.texts),
                f"= {one['target']}",
                f"> {tokenizer.decode(list(some[0].tokens)) if some else '(does not end)'}",
            ]
        )
        for one, reading, some in zip(examples, readings, found, strict=True)
    ]


def _firsts(tune: Path) -> Any:
    """The first example of each kind, in the file's order."""
    seen: set[str] = set()
    with tune.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            if one["kind"] not in seen and len(set(one["sources"])) > 1:
                seen.add(one["kind"])
                yield one


def joint_samples(
    model: JointModel, examples: Iterable[tuple[Sequence[int], Sequence[int]]], tokenizer: Any
) -> list[str]:
    """Two lines an example (`training.joints.examples`): the bad joints (a bar before the word)
    that are there, and those that the model finds (a logit above 0), in lower case."""
    return [
        "\n".join(
            f"{sign} {_barred(ids, marks, bars, tokenizer)}"
            for sign, bars in (("=", marks), (">", logits(model, ids)))
        )
        for ids, marks in examples
    ]


def measure(
    model: JointModel, found: Iterable[tuple[Sequence[int], Sequence[int]]], count: int
) -> str:
    """Figures on the first `count` examples: AUC of words and of whole sentences."""
    from sklearn.metrics import roc_auc_score

    truth: list[int] = []
    scores: list[float] = []
    whole: list[int] = []
    worst: list[float] = []
    for ids, marks in islice(found, count):
        row = logits(model, ids)
        pairs = [(mark, value) for mark, value in zip(marks, row, strict=True) if mark >= 0]
        truth += [mark for mark, _ in pairs]
        scores += [value for _, value in pairs]
        whole.append(max(mark for mark, _ in pairs))
        worst.append(max(value for _, value in pairs))
    return (
        f"AUC of {len(truth)} words {roc_auc_score(truth, scores):.4f}, "
        f"of {count} sentences by their worst word {roc_auc_score(whole, worst):.4f}"
    )


def logits(model: JointModel, ids: Sequence[int]) -> list[float]:
    """The logit of a bad joint before each token of one example; the model is not changed."""
    import torch

    training, device = model.training, model.words.weight.device
    with torch.inference_mode():
        row: Tensor = model.eval()(torch.tensor([ids], device=device))[0]
    model.train(training)
    found: list[float] = row.tolist()
    return found


def _barred(ids: Sequence[int], marks: Sequence[int], bars: Sequence[float], tokenizer: Any) -> str:
    """The words of an example, with a bar before each whose number is above 0."""
    starts = [at for at, mark in enumerate(marks) if mark >= 0]
    words = (
        ("| " if bars[start] > 0 else "") + tokenizer.decode(list(ids[start:end]))
        for start, end in zip(starts, [*starts[1:], len(ids)], strict=True)
    )
    return " ".join(words)
