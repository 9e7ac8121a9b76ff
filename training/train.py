"""Train the writer: `python -m training.train --examples DIR --out DIR --minutes 80`.

The learning rate falls with the clock, so that a run ends decayed whenever its minutes are over.
A checkpoint is written every few minutes and when the run is stopped (SIGTERM, Ctrl-C), with
samples of what the model writes; the same command goes on from it. It runs on a GPU where there is
one, else on the CPU.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Container, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training import checkpoint
from training.batches import Mixture, load_shard
from training.loop import Team, stopping, train

if TYPE_CHECKING:
    import torch

    from summarizer.models.fusion import FusionModel
    from summarizer.models.inputs import FusionConfig, Source
    from summarizer.models.joints import JointModel

log = logging.getLogger("training.train")

# shares of the mixture; a kind whose shard is missing is left out, `--share` changes one
WEIGHTS = {
    "unions": 0.0,
    "views": 0.34,
    "outlets": 0.28,
    "within": 0.16,
    "titles": 0.08,
    "roundups": 0.05,
    "wiki": 0.05,
    "correspondence": 0.02,
    "onestop": 0.02,
}


def groups(model: FusionModel, *, rate: float, warm_rate: float) -> list[dict[str, Any]]:
    """Parameter groups: parts that come from MiniLM learn more slowly than new ones."""
    model.words.weight.requires_grad_(False)
    old: list[torch.nn.Parameter] = []
    new: list[torch.nn.Parameter] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            known = name.startswith(("encoder", "decoder")) and "cross_attention" not in name
            (old if known else new).append(parameter)
    return [
        {"params": old, "base": warm_rate, "lr": 0.0},
        {"params": new, "base": rate, "lr": 0.0},
    ]


def shares(given: Sequence[str], shards: Container[str]) -> dict[str, float]:
    """The weight of each kind that has a shard. given: `KIND=SHARE`, of the whole; the other kinds
    share what is left as they did before."""
    fixed = {name: float(share) for name, share in (one.split("=") for one in given)}
    unknown = sorted(set(fixed) - set(WEIGHTS))
    if unknown or sum(fixed.values()) > 1:
        raise SystemExit(
            f"--share takes {', '.join(WEIGHTS)} and at most 1, was: {' '.join(given)}"
        )
    rest = {name: one for name, one in WEIGHTS.items() if name not in fixed and name in shards}
    scale = (1 - sum(fixed.values())) / max(1e-9, sum(rest.values()))
    found = {name: one * scale for name, one in rest.items()} | fixed
    return {name: one for name, one in found.items() if name in shards and one > 0}


def drop_out(model: torch.nn.Module, share: float) -> None:
    """Set this share of what each attention and feed-forward half adds to 0, while training; a
    small set that is gone through again and again is else learnt by heart."""
    import torch

    def dropped(part: torch.nn.Module, _: object, output: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.dropout(output, share, training=part.training)

    for name, module in model.named_modules():
        if share and name.rsplit(".", 1)[-1] in {"dense", "down"}:
            module.register_forward_hook(dropped)


def resume(
    out: Path, model: FusionModel | JointModel, optimizer: torch.optim.Optimizer
) -> dict[str, Any]:
    """Go on from a checkpoint, if there is one; returns its counters."""
    state = checkpoint.load(out, model, optimizer)
    if state is not None:
        log.info("resumed at step %d", state["step"])
    else:
        state = {"seconds": 0.0, "step": 0, "examples": 0, "rounds": 0}
    state["rounds"] += 1
    return state


def device_of(name: str) -> torch.device:
    """`auto` is a GPU where PyTorch finds one, else the CPU. Raises SystemExit where `cuda` is
    asked for and there is none."""
    import torch

    found = torch.cuda.is_available()
    if name == "cuda" and not found:
        raise SystemExit("--device cuda: PyTorch finds no GPU here; auto and cpu are allowed")
    return torch.device("cuda" if found and name != "cpu" else "cpu")


def closed_of(examples: Path) -> list[int]:
    """The closed vocabulary that `training.data` wrote. Raises SystemExit where it is not there."""
    path = examples / "closed.json"
    if not path.is_file() or not any(
        (examples / f"{name}.safetensors").exists() for name in WEIGHTS
    ):
        raise SystemExit(f"no examples in {examples}: run `make data` first")
    found: list[int] = json.loads(path.read_text("utf-8"))
    return found


def begun(
    options: argparse.Namespace, config: FusionConfig
) -> tuple[FusionModel, torch.optim.Optimizer]:
    """The model on its device, warm or with the weights of `--begin`, and its optimizer."""
    import torch
    from safetensors.torch import load_file

    from training.warm import fresh

    model = fresh(config).to(device_of(options.device))
    model.train()
    drop_out(model, options.dropout)
    optimizer = torch.optim.AdamW(
        groups(model, rate=options.rate, warm_rate=options.warm_rate),
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    if options.begin and not (options.out / checkpoint.FILE).exists():
        model.load_state_dict(load_file(options.begin / "model.safetensors"))
    return model, optimizer


def mixture_of(options: argparse.Namespace, *, seed: int) -> Mixture:
    """The examples that `training.data` wrote. Raises SystemExit where there are none."""
    shards = {
        name: load_shard(options.examples / f"{name}.safetensors")
        for name in WEIGHTS
        if (options.examples / f"{name}.safetensors").exists()
    }
    # a kind of no share or no examples is not drawn from
    weights = shares(options.share, {name for name, shard in shards.items() if shard.cuts})
    if not weights:
        raise SystemExit(f"no examples in {options.examples}: run `make data` first")
    log.info("%s", {name: len(shards[name].cuts) for name in weights})
    drawn = {name: shards[name] for name in weights}
    return Mixture(drawn, weights, tokens=options.tokens, seed=seed)


def run(options: argparse.Namespace) -> None:
    """Train, and keep checkpoints."""
    import torch

    from summarizer.models.inputs import FusionConfig, Source
    from training.loss import loss
    from training.samples import samples
    from training.warm import tokenizer

    torch.manual_seed(options.seed)
    closed = closed_of(options.examples)
    config = FusionConfig(closed=tuple(closed), decoder_layers=options.decoder_layers)
    options.out.mkdir(parents=True, exist_ok=True)
    model, optimizer = begun(options, config)
    device = model.words.weight.device
    state = resume(options.out, model, optimizer)
    team = Team.found()
    # a resumed run draws other examples than its first part did, and so does each process
    seed = options.seed + 1000 * state["rounds"] + 7919 * team.rank
    found = mixture_of(options, seed=seed).batches(config)
    tune, speller = options.examples / "tune.jsonl", tokenizer()

    def keep() -> None:
        if team.rank == 0:
            checkpoint.save(options.out, model, optimizer, state)
            for one in samples(model, tune, speller) if tune.exists() else ():
                log.info("at step %d\n%s", state["step"], one)

    def value(batch: tuple[Source, torch.Tensor]) -> torch.Tensor:
        source = Source(*(part.to(device) for part in batch[0]))
        with torch.autocast(device.type, dtype=torch.bfloat16):
            return loss(model, source, batch[1].to(device))

    with stopping(team):
        train(
            found,
            value,
            model=model,
            optimizer=optimizer,
            state=state,
            team=team,
            options=options,
            warm=options.warm,
            keep=keep,
        )
        keep()
    log.info("done at step %d", state["step"])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--examples", type=Path, default=Path("build/training"))
    parser.add_argument("--out", type=Path, default=Path("build/checkpoint"))
    parser.add_argument("--begin", type=Path, help="a checkpoint with the weights to begin from")
    parser.add_argument("--minutes", type=float, default=80, help="of training, resumed parts too")
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--tokens", type=int, default=4000, help="padded positions a batch")
    parser.add_argument("--rate", type=float, default=6e-4, help="peak rate of new parts")
    parser.add_argument("--warm-rate", type=float, default=3e-4, help="peak rate of MiniLM's parts")
    parser.add_argument("--warm", type=float, default=0.04, help="share of the time to warm up")
    parser.add_argument(
        "--share", nargs="*", default=[], metavar="KIND=SHARE", help="of the mixture"
    )
    parser.add_argument("--dropout", type=float, default=0.0, help="share, in [0, 1)")
    parser.add_argument("--decoder-layers", type=int, default=3)
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run(options)


if __name__ == "__main__":
    main()
