"""A training run as a user has it: stopped, killed, gone on with, on whatever device."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from summarizer.models.fusion import FusionModel
from summarizer.models.inputs import FusionConfig, Source, sources
from training import checkpoint, train, warm
from training.data import write_shard
from training.loss import loss
from training.samples import samples

TARGET = "The council of Arlow voted on Monday to close the old ferry port of Tesk."
OTHER = "Arlow's council voted to close the ferry port."
SIZES = {"width": 24, "heads": 2, "inner": 32, "encoder_layers": 1}
CONFIG = FusionConfig(
    vocabulary=512, positions=32, closed=(102, 7, 8), decoder_layers=1, **SIZES
)  # fmt: skip


def made(config: FusionConfig = CONFIG) -> tuple[FusionModel, torch.optim.Optimizer]:
    model = FusionModel(config)
    return model, torch.optim.AdamW(train.groups(model, rate=0.01, warm_rate=0.01))


def step(model: FusionModel, optimizer: torch.optim.Optimizer) -> None:
    source = sources([[[5, 6, 7], [6, 7]]], model.config)
    loss(model, source, torch.tensor([[5, 6, 102]])).backward()  # type: ignore[no-untyped-call]
    for group in optimizer.param_groups:
        group["lr"] = 0.01
    optimizer.step()
    optimizer.zero_grad()


def same(left: FusionModel, right: FusionModel) -> bool:
    pairs = zip(left.state_dict().values(), right.state_dict().values(), strict=True)
    return all(torch.equal(one, other) for one, other in pairs)


def test_a_checkpoint_gives_back_weights_moments_and_counters(tmp_path: Path) -> None:
    model, optimizer = made()
    step(model, optimizer)
    checkpoint.save(tmp_path, model, optimizer, {"step": 1, "seconds": 2.5})
    other, its = made()
    assert checkpoint.load(tmp_path, other, its) == {"step": 1, "seconds": 2.5}
    assert same(model, other)
    # the next step is the same too, so the moments came along
    step(model, optimizer)
    step(other, its)
    assert same(model, other)
    assert checkpoint.load(tmp_path / "nowhere", other, its) is None


@pytest.mark.parametrize("moment", range(6))
def test_a_run_killed_while_it_saves_goes_on_from_one_whole_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    model, optimizer = made()
    checkpoint.save(tmp_path, model, optimizer, {"step": 0})
    old = {name: one.clone() for name, one in model.state_dict().items()}
    step(model, optimizer)
    left = moment

    def until(call: str) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt(call)
        left -= 1

    fsync, replace = os.fsync, Path.replace

    def synced(number: int) -> None:
        until("fsync")
        fsync(number)

    def replaced(path: Path, target: Path) -> Path:
        until("replace")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    with pytest.raises(KeyboardInterrupt):
        checkpoint.save(tmp_path, model, optimizer, {"step": 1})
    monkeypatch.undo()
    other, its = made()
    state = checkpoint.load(tmp_path, other, its)
    assert state == {"step": 0 if moment < 2 else 1}
    wanted = old if state == {"step": 0} else model.state_dict()
    assert all(torch.equal(one, wanted[name]) for name, one in other.state_dict().items())
    assert bool(its.state_dict()["state"]) == (moment >= 2)


@pytest.mark.parametrize("content", [b"", b"{}", b"\x10\0\0\0\0\0\0\0{}              "])
def test_what_is_no_checkpoint_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / checkpoint.FILE).write_bytes(content)
    with pytest.raises(SystemExit, match=r"resume\.safetensors: is no checkpoint"):
        checkpoint.load(tmp_path, *made())


def test_a_checkpoint_of_another_shape_is_refused(tmp_path: Path) -> None:
    checkpoint.save(tmp_path, *made(), {"step": 0})
    other = FusionConfig(vocabulary=512, positions=16, closed=(102, 7, 8), **SIZES)
    with pytest.raises(SystemExit, match="remove it to begin anew"):
        checkpoint.load(tmp_path, *made(other))


@pytest.fixture
def examples(tmp_path: Path) -> Iterator[Path]:
    """Examples as `training.data` writes them; a network that is quickly made."""
    folder = tmp_path / "examples"
    folder.mkdir()
    tokenizer = warm.tokenizer()
    closed = [tokenizer.token_to_id(word) for word in ("[SEP]", ".", ",", "the", "of", "to")]
    (folder / "closed.json").write_text(json.dumps(closed))
    write_shard(
        folder / "views.safetensors", [([OTHER, TARGET], TARGET)] * 8, tokenizer, frozenset(closed)
    )
    # kinds that are there without a share of the mixture, or without an example
    write_shard(
        folder / "unions.safetensors", [([OTHER, TARGET], OTHER)], tokenizer, frozenset(closed)
    )
    write_shard(folder / "wiki.safetensors", [], tokenizer, frozenset(closed))
    one = {"kind": "views", "sources": [TARGET, OTHER], "target": TARGET}
    (folder / "tune.jsonl").write_text(json.dumps(one) + "\n")
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield folder
    for number, handler in before.items():
        signal.signal(number, handler)


def options(examples: Path, **changes: object) -> argparse.Namespace:
    given: dict[str, object] = {
        "examples": examples, "out": examples.parent / "run", "begin": None, "minutes": 0.02,
        "save_minutes": 5.0, "tokens": 200, "rate": 1e-3, "warm_rate": 1e-3, "warm": 0.04,
        "share": [], "dropout": 0.0, "decoder_layers": 1, "device": "cpu", "seed": 13,
    }  # fmt: skip
    return argparse.Namespace(**{**given, **changes})


def test_a_stopped_run_goes_on_where_it_was(
    examples: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def small(config: FusionConfig) -> FusionModel:
        return FusionModel(FusionConfig(closed=config.closed, decoder_layers=1, **SIZES))

    calls = 0
    endings = [signal.SIGTERM, signal.SIGINT]

    def stopped(model: FusionModel, source: Source, target: torch.Tensor) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls % 3 == 0:
            os.kill(os.getpid(), endings[calls // 3 - 1])
        return loss(model, source, target)

    monkeypatch.setattr(warm, "fresh", small)
    monkeypatch.setattr("training.loss.loss", stopped)
    for _ in endings:
        train.run(options(examples, minutes=60.0))
    first, second = (
        int(one.message.rsplit(" ", 1)[1])
        for one in caplog.records
        if one.message.startswith("done at step")
    )
    assert (first, second) == (3, 6)
    assert f"resumed at step {first}" in caplog.messages
    # what it writes is shown with the sources and what was wanted
    (sample,) = [one for one in caplog.messages if one.startswith(f"at step {second}")]
    assert f"- {TARGET}\n- {OTHER}\n= {TARGET}\n> " in sample
    # a run whose minutes are over ends at once
    caplog.clear()
    train.run(options(examples, minutes=0.001))
    assert f"done at step {second}" in caplog.messages
    assert (examples.parent / "run" / "model.safetensors").exists()


def test_without_examples_it_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no examples in .*: run `make data` first"):
        train.run(options(tmp_path))


def test_samples_leave_the_model_as_it_is(examples: Path) -> None:
    closed = json.loads((examples / "closed.json").read_text())
    model = FusionModel(FusionConfig(closed=tuple(closed), decoder_layers=1, **SIZES)).train()
    train.drop_out(model, 0.5)
    before = {name: one.clone() for name, one in model.state_dict().items()}
    once, again = (samples(model, examples / "tune.jsonl", warm.tokenizer()) for _ in range(2))
    assert once == again
    assert model.training
    assert all(torch.equal(one, before[name]) for name, one in model.state_dict().items())


def test_a_gpu_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert train.device_of("auto").type == "cpu"
    with pytest.raises(SystemExit, match="finds no GPU"):
        train.device_of("cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert train.device_of("auto").type == "cuda"
    assert train.device_of("cpu").type == "cpu"


def test_the_loss_stays_on_the_device_of_the_model() -> None:
    # tensors of the device "meta" have no content, and mixing them with others is an error
    model = FusionModel(CONFIG).to("meta")
    source = Source(*(part.to("meta") for part in sources([[[5, 6, 7], [6, 7]]], CONFIG)))
    value = loss(model, source, torch.tensor([[5, 6, 102]]).to("meta"))
    assert value.device.type == "meta"
    with pytest.raises(RuntimeError, match="device"):
        loss(model, source, torch.tensor([[5, 6, 102]]))
