"""Train the network that finds bad joints: `python -m training.joints --data ../shared/data`.

It reads the same articles as the writer does (`training.data.articles`, evaluation texts left out).
Every 57th is kept for the figures and samples that it prints: for a few sentences the bad joints
that are there and those that the network finds.

A checkpoint is written every few minutes and when the run is stopped (SIGTERM, Ctrl-C); the same
command goes on from it, after a kill too. It runs on a GPU where there is one, else on the CPU.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training import checkpoint
from training.loop import Team, stopping, train
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
# token ids with the start id, and for each 1 (a bad joint before it), 0, or -1 (not asked)
Example = tuple[list[int], list[int]]


def bodies_of(data: Path, out: Path, *, limit: int | None) -> list[list[Words]]:
    """The clean sentences of each article as words; kept in a file, for reading takes minutes."""
    from training.data import articles
    from training.warm import tokenizer

    path = out / ("bodies.json" if limit is None else f"bodies-{limit}.json")
    if not path.exists():
        _, bodies = articles(data, limit=limit)
        checkpoint.write(path, json.dumps([body for body in bodies if len(body) > 1]))
    speller = Speller(tokenizer())
    return [speller.words(body) for body in json.loads(path.read_text("utf-8"))]


def examples(
    bodies: Sequence[Sequence[Words]], splicer: Splicer, dice: random.Random
) -> Iterator[Example]:
    """Sentences of the articles, whole or spliced, for ever."""
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


def batches(found: Iterator[Example], *, tokens: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Examples of like length together, at most `tokens` padded positions."""
    import torch

    while True:
        chunk = sorted((next(found) for _ in range(2048)), key=lambda one: len(one[0]))
        packs: list[list[Example]] = [[]]
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
        logits, marks[asked].float(), pos_weight=torch.tensor(MORE, device=logits.device)
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


def optimizer_of(model: JointModel, *, rate: float) -> torch.optim.Optimizer:
    """Parts that come from MiniLM learn at `rate`, new ones at three times that."""
    import torch

    known = ("positions", "norm", "blocks")
    parts: tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]] = ([], [])
    for name, one in model.named_parameters():
        if one.requires_grad:
            parts[name.startswith(known)].append(one)
    return torch.optim.AdamW(
        [
            {"params": parts[0], "base": 3 * rate, "lr": 0.0},
            {"params": parts[1], "base": rate, "lr": 0.0},
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )


def parted(options: argparse.Namespace) -> tuple[list[list[Words]], list[list[Words]]]:
    """The articles kept for the figures, and those to learn from. Raises SystemExit where there
    are none to learn from."""
    bodies = bodies_of(options.data, options.out, limit=options.limit)
    kept = [body for at, body in enumerate(bodies) if at % KEPT_OUT == 0]
    used = [body for at, body in enumerate(bodies) if at % KEPT_OUT]
    if not used:
        raise SystemExit(f"no articles to learn from in {options.data}")
    return kept, used


def begun(
    options: argparse.Namespace,
) -> tuple[JointModel, torch.optim.Optimizer, dict[str, Any]]:
    """The model on its device, its optimizer and the counters, of a checkpoint if there is one."""
    from training.train import device_of, resume

    model = fresh().to(device_of(options.device))
    model.train()
    optimizer = optimizer_of(model, rate=options.rate)
    return model, optimizer, resume(options.out, model, optimizer)


def run(options: argparse.Namespace) -> None:
    """Train, keep checkpoints, and tell the figures of a run that was not stopped."""
    import torch

    from training.samples import joint_samples, measure
    from training.warm import tokenizer

    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    kept, used = parted(options)
    pairs = Pairs.of(words for body in used for words in body)
    speller = tokenizer()
    mark = speller.token_to_id(",")
    log.info("%d articles, %d pairs of words", len(used), len(pairs.codes))
    model, optimizer, state = begun(options)
    device = model.words.weight.device

    def drawn(bodies: Sequence[Sequence[Words]], seed: int) -> Iterator[Example]:
        dice = random.Random(seed)
        return examples(bodies, Splicer(pairs, mark, dice), dice)

    shown = [one for one in islice(drawn(kept, 1), 100) if 1 in one[1]][:3]

    def keep() -> None:
        checkpoint.save(options.out, model, optimizer, state, name="joints")
        for one in joint_samples(model, shown, speller):
            log.info("at step %d\n%s", state["step"], one)

    # a resumed run draws other examples than its first part did
    found = drawn(used, options.seed + 1000 * state["rounds"])
    team = Team(rank=0, size=1)

    def value(batch: tuple[Tensor, Tensor]) -> Tensor:
        with torch.autocast(device.type, dtype=torch.bfloat16):
            return loss(model, *(part.to(device) for part in batch))

    with stopping(team):
        train(
            batches(found, tokens=options.tokens),
            value,
            model=model,
            optimizer=optimizer,
            state=state,
            team=team,
            options=options,
            warm=0.03,
            keep=keep,
        )
        keep()
    log.info("done at step %d", state["step"])
    if not team.stopped:
        log.info("%s", measure(model, drawn(kept, 1), 3000))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.joints",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("build/joints"))
    parser.add_argument("--minutes", type=float, default=45, help="of training, resumed parts too")
    parser.add_argument("--save-minutes", type=float, default=4)
    parser.add_argument("--tokens", type=int, default=2500, help="padded positions a batch")
    parser.add_argument(
        "--rate", type=float, default=1.5e-4, help="peak rate; three times that for new parts"
    )
    parser.add_argument("--limit", type=int, help="articles a file, for a trial")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run(options)


if __name__ == "__main__":
    main()
