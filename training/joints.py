"""Train the network that finds bad joints: `python -m training.joints --data ../shared/data`.

It reads the same articles as the writer does (`training.data.articles`, evaluation texts left out),
resumes from its checkpoint, and every 57th article is kept for the figures that it prints.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training.splices import Pairs, Speller, Splicer, Words

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from summarizer.models.joints import JointModel

log = logging.getLogger("training.joints")
KEPT_OUT = 57
MOST_TOKENS = 90
# bad joints are few, and count so many times in the loss
MORE = 4.0


def bodies_of(data: Path, out: Path, *, limit: int | None) -> list[list[Words]]:
    """The clean sentences of each article as words; kept in a file, for reading takes minutes."""
    from training.data import articles
    from training.warm import tokenizer

    path = out / "bodies.json"
    if not path.exists():
        _, bodies = articles(data, limit=limit)
        path.write_text(json.dumps([body for body in bodies if len(body) > 1]))
    speller = Speller(tokenizer())
    return [speller.words(body) for body in json.loads(path.read_text()) if len(body) > 1]


def examples(
    bodies: Sequence[Sequence[Words]], splicer: Splicer, dice: random.Random
) -> Iterator[tuple[list[int], list[int]]]:
    """Token ids with the start id, and for each 1 (a bad joint before it), 0, or -1 (not asked)."""
    order = list(range(len(bodies)))
    while True:
        dice.shuffle(order)
        for at in order:
            body = bodies[at]
            place = dice.randrange(len(body))
            other = min(len(body) - 1, max(0, place + dice.choice((-3, -2, -1, 1, 2, 3))))
            if other == place:
                other = place - 1 if place else 1
            words, joints = splicer.example(body[place], body[other])
            ids, marks = [101], [-1]
            for index, word in enumerate(words):
                ids += word
                marks += [int(index in joints), *[-1] * (len(word) - 1)]
            if len(ids) <= MOST_TOKENS:
                yield ids, marks


def batches(
    found: Iterator[tuple[list[int], list[int]]], *, tokens: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Examples of like length together, at most `tokens` padded positions."""
    import torch

    while True:
        chunk = sorted((next(found) for _ in range(2048)), key=lambda one: len(one[0]))
        packs: list[list[tuple[list[int], list[int]]]] = [[]]
        for one in chunk:
            if len(one[0]) * (len(packs[-1]) + 1) > tokens:
                packs.append([])
            packs[-1].append(one)
        random.Random(len(chunk[0][0])).shuffle(packs)
        for pack in packs:
            size = max(len(ids) for ids, _ in pack)
            yield (
                torch.tensor([[*ids, *[0] * (size - len(ids))] for ids, _ in pack]),
                torch.tensor([[*marks, *[-1] * (size - len(marks))] for _, marks in pack]),
            )


def loss(model: JointModel, ids: Tensor, marks: Tensor) -> Tensor:
    """Mean binary cross-entropy over the first pieces of words."""
    import torch
    from torch.nn import functional

    asked = marks >= 0
    logits = model(ids)[asked]
    value: Tensor = functional.binary_cross_entropy_with_logits(
        logits, marks[asked].float(), pos_weight=torch.tensor(MORE)
    )
    return value


def fresh() -> JointModel:
    """A network that starts from MiniLM's lowest layers."""
    from summarizer.models.inputs import FusionConfig
    from summarizer.models.joints import LAYERS, JointModel
    from training.warm import copy_layer, weights

    given = weights()
    model = JointModel(FusionConfig())
    state = model.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    kind = given["embeddings.token_type_embeddings.weight"][0]
    state["positions.weight"] = given["embeddings.position_embeddings.weight"] + kind
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
    for layer in range(LAYERS):
        copy_layer(given, state, layer, f"blocks.{layer}", cross=False)
    state["beside.weight"] = state["beside.weight"] * 0.0
    # few words stand after a bad joint
    state["joint.bias"] = state["joint.bias"] * 0 - 2.5
    model.load_state_dict(state)
    model.words.weight.requires_grad_(False)
    return model


def measure(model: JointModel, found: Iterator[tuple[list[int], list[int]]], count: int) -> str:
    """Figures on `count` examples: AUC of words and of whole sentences."""
    import torch
    from sklearn.metrics import roc_auc_score

    truth: list[int] = []
    scores: list[float] = []
    whole: list[int] = []
    worst: list[float] = []
    with torch.inference_mode():
        for _ in range(count):
            ids, marks = next(found)
            row = model(torch.tensor([ids]))[0].tolist()
            pairs = [(mark, value) for mark, value in zip(marks, row, strict=True) if mark >= 0]
            truth += [mark for mark, _ in pairs]
            scores += [value for _, value in pairs]
            whole.append(max(mark for mark, _ in pairs))
            worst.append(max(value for _, value in pairs))
    return (
        f"AUC of {len(truth)} words {roc_auc_score(truth, scores):.4f}, "
        f"of {count} sentences by their worst word {roc_auc_score(whole, worst):.4f}"
    )


def run(options: argparse.Namespace) -> None:
    """The training loop; the rate falls to 0 with the clock."""
    import torch
    from safetensors.torch import load_file

    from training.train import pace
    from training.warm import tokenizer

    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    bodies = bodies_of(options.data, options.out, limit=options.limit)
    kept = [body for at, body in enumerate(bodies) if at % KEPT_OUT == 0]
    used = [body for at, body in enumerate(bodies) if at % KEPT_OUT]
    pairs = Pairs.of(words for body in used for words in body)
    mark = tokenizer().token_to_id(",")
    log.info("%d articles, %d pairs of words", len(used), len(pairs.codes))
    model = fresh()
    state = {"seconds": 0.0, "step": 0, "examples": 0}
    if (options.out / "state.json").exists():
        state = json.loads((options.out / "state.json").read_text())
        model.load_state_dict(load_file(options.out / "joints.safetensors"))
    dice = random.Random(options.seed + int(state["step"]))
    known = ("positions", "norm", "blocks")
    parts: tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]] = ([], [])
    for name, one in model.named_parameters():
        if one.requires_grad:
            parts[name.startswith(known)].append(one)
    optimizer = torch.optim.AdamW(
        [
            {"params": parts[0], "base": 3 * options.rate},
            {"params": parts[1], "base": options.rate},
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    found = examples(used, Splicer(pairs, mark, dice), dice)
    before, begin = state["seconds"], time.monotonic()
    saved, total = begin, 0.0
    for ids, marks in batches(found, tokens=options.tokens):
        factor = pace(state["seconds"] / (60 * options.minutes), warm=0.03)
        if factor <= 0 and state["step"]:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
        with torch.autocast("cpu", dtype=torch.bfloat16):
            value = loss(model, ids, marks)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        state["step"] += 1
        state["examples"] += len(ids)
        state["seconds"] = before + time.monotonic() - begin
        total += value.item()
        if state["step"] % 100 == 0:
            speed = state["examples"] / state["seconds"]
            log.info(
                "step %d loss %.4f examples %d (%.0f a second) pace %.2f",
                *(state["step"], total / 100, state["examples"], speed, factor),
            )
            total = 0.0
        if time.monotonic() - saved > 240:
            save(model, state, options.out)
            saved = time.monotonic()
    save(model, state, options.out)
    model.eval()
    other = random.Random(1)
    log.info("%s", measure(model, examples(kept, Splicer(pairs, mark, other), other), 3000))


def save(model: torch.nn.Module, state: dict[str, float], out: Path) -> None:
    """The weights, and how far the run is; each file is put in place whole."""
    from safetensors.torch import save_file

    save_file(dict(model.state_dict()), out / "joints.new")
    (out / "joints.new").replace(out / "joints.safetensors")
    (out / "state.json").write_text(json.dumps(state))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.joints", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("build/joints"))
    parser.add_argument("--minutes", type=float, default=45, help="of training, resumed parts too")
    parser.add_argument("--tokens", type=int, default=2500, help="padded positions a batch")
    parser.add_argument(
        "--rate", type=float, default=1.5e-4, help="peak rate; three times that for new parts"
    )
    parser.add_argument("--limit", type=int, help="articles a file, for a trial")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run(options)


if __name__ == "__main__":
    main()
