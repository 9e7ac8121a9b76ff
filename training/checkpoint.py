"""Where a training run stands, in one file: a run that is killed at any moment can go on from it.

`resume.safetensors` holds the weights (`model.*`), the optimizer's moments (`moments.*`) and, as
metadata, the counters. It is written beside the old one and put in its place whole, so that the
three always belong together. `model.safetensors` (`joints.safetensors`) and `config.json`, written
after it, are what `training.package` takes.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    from summarizer.models.fusion import FusionModel
    from summarizer.models.joints import JointModel

FILE = "resume.safetensors"


def save(
    out: Path,
    model: FusionModel | JointModel,
    optimizer: torch.optim.Optimizer,
    state: dict[str, Any],
    *,
    name: str = "model",
) -> None:
    """Write the checkpoint, then the weights (`name`.safetensors) and configuration by
    themselves."""
    import torch
    from safetensors.torch import save_file

    weights = {key: one.detach().cpu().contiguous() for key, one in model.state_dict().items()}
    moments = {
        f"moments.{index}.{key}": value.detach().cpu().contiguous()
        for index, values in optimizer.state_dict()["state"].items()
        for key, value in values.items()
        if isinstance(value, torch.Tensor)
    }
    held = {f"model.{key}": one for key, one in weights.items()} | moments
    save_file(held, out / f"{FILE}.new", metadata={"state": json.dumps(state)})
    _put(out, FILE)
    save_file(weights, out / f"{name}.safetensors.new")
    _put(out, f"{name}.safetensors")
    write(out / "config.json", json.dumps(model.config.as_dict()))


def write(path: Path, text: str) -> None:
    """A text file that is there whole or not at all."""
    path.with_name(f"{path.name}.new").write_text(text, "utf-8")
    _put(path.parent, path.name)


def _put(out: Path, name: str) -> None:
    """`name.new`, once it is on the disk, as `name`."""
    with (out / f"{name}.new").open("rb") as file:
        os.fsync(file.fileno())
    (out / f"{name}.new").replace(out / name)


def load(
    out: Path, model: FusionModel | JointModel, optimizer: torch.optim.Optimizer
) -> dict[str, Any] | None:
    """Put a folder's checkpoint into both; returns its counters, or None where there is none.

    Raises SystemExit where the file is none of ours, or of a model of another shape.
    """
    from safetensors import SafetensorError, safe_open

    path = out / FILE
    if not path.exists():
        return None
    weights: dict[str, torch.Tensor] = {}
    moments: dict[int, dict[str, torch.Tensor]] = {}
    try:
        with safe_open(path, framework="pt") as file:
            state: dict[str, Any] = json.loads(file.metadata()["state"])
            for key in file.keys():  # noqa: SIM118 - not a mapping
                kind, _, name = key.partition(".")
                if kind == "model":
                    weights[name] = file.get_tensor(key)
                else:
                    index, _, moment = name.partition(".")
                    moments.setdefault(int(index), {})[moment] = file.get_tensor(key)
        model.load_state_dict(weights)
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise SystemExit(
            f"{path}: is no checkpoint of this training ({error}); remove it to begin anew"
        ) from None
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": moments, "param_groups": groups})
    return state
