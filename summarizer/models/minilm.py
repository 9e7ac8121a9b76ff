"""all-MiniLM-L6-v2 in NumPy: the forward pass of a BERT encoder (Devlin et al. 2019), mean pooling.

The same weights and vectors as through sentence-transformers (a test compares them), without the
seconds that importing PyTorch and transformers takes. Texts go through one by one, so that a
text's vector depends on nothing but the text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Vectors are rounded to this many decimals: another number of BLAS threads may change the seventh.
_DECIMALS = 5


class MiniLM:
    """The encoder as an ``Embedder``. ``max_tokens`` counts the two special tokens."""

    def __init__(self, folder: Path, *, digest: str, max_tokens: int = 256) -> None:
        try:
            from safetensors.numpy import load_file
            from tokenizers import Tokenizer

            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self._weights: dict[str, Any] = load_file(folder / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(f"cannot load MiniLM from {folder}: {error}") from error
        self._tokenizer.enable_truncation(max_length=max_tokens)
        self._tokenizer.no_padding()
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])
        self._dimension = int(config["hidden_size"])
        self._digest = digest
        self._max_tokens = max_tokens

    def embed(self, texts: Sequence[str]) -> Floats:
        """Float32 ``(len(texts), 384)`` with rows of length 1 (rounded to 5 decimals)."""
        import numpy as np
        from threadpoolctl import threadpool_limits

        out = np.zeros((len(texts), self._dimension), dtype=np.float32)
        known: dict[str, Floats] = {}
        # Matrices this small gain nothing from more threads, and lose much on a busy machine.
        with threadpool_limits(limits=1, user_api="blas"):
            for index, text in enumerate(texts):
                if text not in known:
                    plain = text.encode("utf-8", "replace").decode("utf-8")
                    known[text] = self._encode(self._tokenizer.encode(plain).ids)
                out[index] = known[text]
        return out

    def signature(self) -> str:
        """The model's name, its weights' hash and how much of a text it reads."""
        return f"minilm@{self._digest[:12]}/{self._max_tokens}"

    def _encode(self, ids: Sequence[int]) -> Floats:
        """The vector of one token sequence, ``(dim,)``."""
        import numpy as np

        weights = self._weights
        x = weights["embeddings.word_embeddings.weight"][np.asarray(ids, dtype=np.int64)]
        x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
        x = x + weights["embeddings.token_type_embeddings.weight"][0]
        x = self._normed(x, "embeddings.LayerNorm")
        for layer in range(self._layers):
            x = self._layer(x, f"encoder.layer.{layer}")
        mean = x.mean(axis=0)
        return np.asarray(np.round(mean / np.linalg.norm(mean), _DECIMALS), dtype=np.float32)

    def _layer(self, x: Floats, name: str) -> Floats:
        """One transformer block on ``(tokens, dim)``."""
        import numpy as np
        from scipy.special import erf

        parts = [self._linear(x, f"{name}.attention.self.{p}") for p in ("query", "key", "value")]
        size = self._dimension // self._heads
        query, key, value = (p.reshape(len(x), self._heads, size).swapaxes(0, 1) for p in parts)
        scores = query @ key.swapaxes(1, 2) / np.float32(size**0.5)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = scores / scores.sum(axis=-1, keepdims=True) @ value
        attended = mixed.swapaxes(0, 1).reshape(len(x), self._dimension)
        attended = self._linear(attended, f"{name}.attention.output.dense")
        x = self._normed(x + attended, f"{name}.attention.output.LayerNorm")
        wide = self._linear(x, f"{name}.intermediate.dense")
        wide = wide * np.float32(0.5) * (np.float32(1.0) + erf(wide / np.float32(2.0**0.5)))
        narrow = self._linear(wide, f"{name}.output.dense")
        return self._normed(x + narrow, f"{name}.output.LayerNorm")

    def _linear(self, x: Floats, name: str) -> Floats:
        result: Floats = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _normed(self, x: Floats, name: str) -> Floats:
        import numpy as np

        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self._epsilon)
        result = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return np.asarray(result, dtype=np.float32)
