"""Make the folder that ships: `python -m training.package --checkpoint DIR --scores FILE`.

Weights in bfloat16, the tokenizer, the word list, the configuration, a model card and the manifest
of hashes that loading checks.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.models.weights import FORMAT, MANIFEST, sha256
from training import warm

if TYPE_CHECKING:
    from torch import Tensor

log = logging.getLogger("training.package")
OUT = Path("summarizer/models/weights/fusion-small")
MOST_BYTES = 90_000_000


def scored(path: Path) -> str:
    """What the card says of the figures: those that `training.evaluate` wrote, or that there are
    none."""
    return path.read_text("utf-8").strip() if path.is_file() else "Not measured."


def package(options: argparse.Namespace) -> None:
    """Write every file, then the manifest."""
    import torch
    from safetensors.torch import load_file, save_file

    from summarizer.models.joints import PREFIX

    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, Tensor] = load_file(options.checkpoint / "model.safetensors")
    for name, value in load_file(options.joints / "joints.safetensors").items():
        if name != "words.weight":  # the writer's own
            tensors[f"{PREFIX}{name}"] = value
    save_file(
        {name: value.to(torch.bfloat16).contiguous() for name, value in tensors.items()},
        out / "model.safetensors",
    )
    config = json.loads((options.checkpoint / "config.json").read_text("utf-8"))
    (out / "config.json").write_text(json.dumps(config, sort_keys=True) + "\n", "utf-8")
    tokenizer = warm.tokenizer()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    shutil.copyfile(options.examples / "words.txt", out / "words.txt")
    card = Path(__file__).with_name("MODEL_CARD.md").read_text("utf-8")
    (out / "MODEL_CARD.md").write_text(card.replace("{{scores}}", scored(options.scores)), "utf-8")
    names = ("MODEL_CARD.md", "config.json", "model.safetensors", "tokenizer.json", "words.txt")
    listed = {name: sha256(out / name) for name in names}
    (out / MANIFEST).write_text(
        json.dumps({"format": FORMAT, "files": listed}, indent=1) + "\n", "utf-8"
    )
    for path in out.iterdir():
        path.chmod(0o644)
    size = sum(path.stat().st_size for path in out.iterdir())
    if size > MOST_BYTES:
        raise SystemExit(f"the folder must be at most {MOST_BYTES} bytes, was: {size}")
    log.info("%s: %.1f MB", out, size / 1e6)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.package",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--checkpoint", type=Path, default=Path("build/checkpoint"))
    parser.add_argument("--joints", type=Path, default=Path("build/joints"))
    parser.add_argument("--examples", type=Path, default=Path("build/training"))
    parser.add_argument(
        "--scores",
        type=Path,
        default=Path("build/scores.md"),
        help="what training.evaluate --card wrote (default build/scores.md, where it is there)",
    )
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    package(options)


if __name__ == "__main__":
    main()
