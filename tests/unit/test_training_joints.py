"""Training the network that reads joints, as a user has it: stopped, killed, gone on with."""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import re
import signal
from itertools import islice
from pathlib import Path

import pytest
import torch
from torch import Tensor

from summarizer.models.inputs import FusionConfig
from summarizer.models.joints import JointModel
from training import checkpoint, joints, warm
from training.samples import joint_samples, logits, measure
from training.splices import Pairs, Splicer, Words

CONFIG = FusionConfig(positions=96, closed=(102,), width=24, heads=2, inner=32)
TOWNS = "Arlow Tesk Marn Quell Dorn Velk Harn Brisk".split()
BODIES = [
    [f"The council of {town} voted on Monday to close the old ferry port.",
     f"Crews in {town} said that {number} boats lay idle for want of a pilot."]
    for number, town in enumerate(TOWNS, 20)
]  # fmt: skip
IDS = [101, 1996, 2473, 1997, 1010, 2703, 2485]
MARKS = [-1, 0, 1, 0, 0, 0, -1]


def options(out: Path, **changes: object) -> argparse.Namespace:
    given: dict[str, object] = {
        "data": out / "nowhere", "out": out, "minutes": 60.0, "save_minutes": 5.0, "tokens": 200,
        "rate": 1e-3, "limit": None, "device": "cpu", "seed": 13,
    }  # fmt: skip
    return argparse.Namespace(**{**given, **changes})


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sentences that were read; a network that is quickly made and measured."""
    (tmp_path / "bodies.json").write_text(json.dumps(BODIES))
    monkeypatch.setattr(joints, "fresh", lambda: JointModel(CONFIG))
    monkeypatch.setattr("training.samples.measure", lambda *_: "measured")
    return tmp_path


def stops(monkeypatch: pytest.MonkeyPatch, *steps: int, ending: int) -> None:
    """Send the process a signal in these of its steps."""
    calls = 0
    whole = joints.loss

    def loss(model: JointModel, ids: Tensor, marks: Tensor) -> Tensor:
        nonlocal calls
        calls += 1
        if calls in steps:
            os.kill(os.getpid(), ending)
        return whole(model, ids, marks)

    monkeypatch.setattr(joints, "loss", loss)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_goes_on_where_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, ending: int
) -> None:
    caplog.set_level(logging.INFO)
    before = signal.getsignal(ending)
    stops(monkeypatch, 3, 5, ending=ending)
    for _ in range(2):
        joints.run(options(out))
    assert [one for one in caplog.messages if one.startswith(("done", "resumed"))] == [
        "done at step 3",
        "resumed at step 3",
        "done at step 5",
    ]
    # three sentences are shown at each checkpoint, and the same ones
    first, second = ([m for m in caplog.messages if m.startswith(f"at step {n}")] for n in (3, 5))
    assert len(first) == len(second) == 3
    assert [one.split("\n")[1] for one in first] == [one.split("\n")[1] for one in second]
    # whoever stops a run does not wait for its figures; the end of the minutes brings them
    assert "measured" not in caplog.messages
    joints.run(options(out, minutes=1e-9))
    assert caplog.messages[-2:] == ["done at step 5", "measured"]
    assert signal.getsignal(ending) is before


def test_a_killed_run_goes_on_from_its_last_checkpoint(
    out: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    calls = 0
    whole = joints.loss

    def killed(model: JointModel, ids: Tensor, marks: Tensor) -> Tensor:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise MemoryError
        return whole(model, ids, marks)

    monkeypatch.setattr(joints, "loss", killed)
    with pytest.raises(MemoryError):
        joints.run(options(out, save_minutes=0.0))
    stops(monkeypatch, 1, ending=signal.SIGTERM)
    joints.run(options(out))
    assert "resumed at step 3" in caplog.messages
    # the weights that are packaged are those of the checkpoint, and the moments are kept
    model = JointModel(CONFIG)
    optimizer = joints.optimizer_of(model, rate=1e-3)
    state = checkpoint.load(out, model, optimizer)
    assert state is not None
    assert (state["step"], state["rounds"]) == (4, 2)
    assert len(optimizer.state_dict()["state"]) == sum(1 for _ in model.parameters())
    packed = packed_file(out)
    assert all(torch.equal(packed[name], one) for name, one in model.state_dict().items())


def packed_file(out: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return load_file(out / "joints.safetensors")


def test_the_same_seed_gives_the_same_network(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the rate falls with the clock, which no two runs share
    monkeypatch.setattr("training.loop.pace", lambda passed, *, warm: 0.5)
    found: list[dict[str, Tensor]] = []
    for seed in (13, 13, 14):
        for name in ("resume.safetensors", "joints.safetensors"):
            (out / name).unlink(missing_ok=True)
        stops(monkeypatch, 2, ending=signal.SIGTERM)
        torch.manual_seed(0)
        joints.run(options(out, seed=seed))
        found.append(packed_file(out))
    same = [all(torch.equal(found[0][key], one[key]) for key in one) for one in found]
    assert same == [True, True, False]


def test_sentences_are_read_once_and_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.data.articles", lambda data, *, limit: ([], [*BODIES, ["One."]]))
    read = joints.bodies_of(tmp_path, tmp_path, limit=3)
    monkeypatch.setattr("training.data.articles", lambda data, *, limit: ([], BODIES[:1]))
    assert joints.bodies_of(tmp_path, tmp_path, limit=3) == read
    assert len(read) == len(BODIES)
    # a trial with a limit is no source of a whole run
    assert len(joints.bodies_of(tmp_path, tmp_path, limit=None)) == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bodies-3.json", "bodies.json"]


def test_without_articles_it_says_so(out: Path) -> None:
    (out / "bodies.json").write_text("[]")
    with pytest.raises(SystemExit, match="no articles to learn from in"):
        joints.run(options(out))


def test_samples_show_where_joints_are_and_where_they_are_found() -> None:
    model = JointModel(CONFIG).train()
    for name, one in model.named_parameters():
        torch.nn.init.constant_(one, 1.0 if name == "joint.bias" else 0.0)
    (sample,) = joint_samples(model, [(IDS, MARKS)], warm.tokenizer())
    assert sample.split("\n") == [
        "= the | council of , paul close",
        "> | the | council | of | , | paul close",
    ]
    assert model.training
    assert logits(model, IDS) == [1.0] * len(IDS)


def test_figures_are_of_the_first_examples() -> None:
    model = JointModel(CONFIG)
    dice = random.Random(3)
    words: list[list[Words]] = [[[(at,) for at in range(1000 + n, 1012 + n)] for n in (0, 20)]]
    splicer = Splicer(Pairs.of(iter(words[0])), 1010, dice)
    told = measure(model, joints.examples(words, splicer, dice), 40)
    assert re.fullmatch(
        r"AUC of \d+ words 0\.\d{4}, of 40 sentences by their worst word 0\.\d{4}", told
    )


def test_the_network_stays_on_its_device() -> None:
    # tensors of the device "meta" have no content, and mixing them with others is an error
    model = JointModel(CONFIG).to("meta")
    assert model(torch.tensor([IDS], device="meta")).device.type == "meta"
    with pytest.raises(RuntimeError, match="device"):
        model(torch.tensor([IDS]))


def test_batches_keep_to_their_size_and_the_seed() -> None:
    words: list[list[Words]] = [[[(at,) for at in range(1000 + n, 1012 + n)] for n in (0, 20)]]

    def some() -> list[tuple[Tensor, Tensor]]:
        dice = random.Random(3)
        splicer = Splicer(Pairs.of(iter(words[0])), 1010, dice)
        return list(islice(joints.batches(joints.examples(words, splicer, dice), tokens=90), 4))

    one, two = some(), some()
    assert all(
        torch.equal(a, b) for x, y in zip(one, two, strict=True) for a, b in zip(x, y, strict=True)
    )
    assert all(ids.shape == marks.shape and ids.numel() <= 90 for ids, marks in one)
