"""What `make package` puts together is what loading wants."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from summarizer.models import weights
from summarizer.models.bundled import BundledWriter
from summarizer.models.fusion import FusionModel
from summarizer.models.inputs import FusionConfig
from summarizer.models.joints import JointModel
from training import package


@pytest.fixture
def options(tmp_path: Path) -> argparse.Namespace:
    """A checkpoint of both networks, untrained and small."""
    config = FusionConfig(
        width=24, heads=2, inner=32, encoder_layers=1, decoder_layers=1, closed=(102, 1012)
    )
    torch.manual_seed(3)
    for name in ("checkpoint", "joints", "examples"):
        (tmp_path / name).mkdir()
    save_file(dict(FusionModel(config).state_dict()), tmp_path / "checkpoint/model.safetensors")
    (tmp_path / "checkpoint/config.json").write_text(json.dumps(config.as_dict()))
    save_file(dict(JointModel(config).state_dict()), tmp_path / "joints/joints.safetensors")
    (tmp_path / "examples/words.txt").write_text("ferry\nport\n")
    return argparse.Namespace(
        checkpoint=tmp_path / "checkpoint", joints=tmp_path / "joints", out=tmp_path / "out",
        examples=tmp_path / "examples", scores=tmp_path / "scores.md",
    )  # fmt: skip


def test_the_package_is_whole_small_and_loads(options: argparse.Namespace) -> None:
    package.package(options)
    listed = weights.manifest(options.out)
    files = {path.name for path in options.out.iterdir()}
    assert files == {*listed, "MANIFEST.json"}
    assert {"MODEL_CARD.md", "config.json", "model.safetensors", "tokenizer.json"} < files
    weights.verify(options.out)
    text = "The council of Arlow closed the old ferry port."
    assert BundledWriter.load(options.out).fuse([(text,)]) == [text]


def test_the_card_has_the_scores_that_were_measured(options: argparse.Namespace) -> None:
    package.package(options)
    assert "Not measured." in (options.out / "MODEL_CARD.md").read_text()
    options.scores.write_text("R2 was 12.3.\n")
    package.package(options)
    card = (options.out / "MODEL_CARD.md").read_text()
    assert "R2 was 12.3." in card
    assert "{{" not in card
    weights.verify(options.out)


def test_a_package_that_is_too_large_is_refused(
    options: argparse.Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1000)
    with pytest.raises(SystemExit, match="must be at most 1000 bytes"):
        package.package(options)
