"""A static embedder: one vector per token, distilled once from MiniLM (``training/static.py``).

A text's vector is the mean of its tokens' vectors less that of news text in general (what all news
has in common says nothing; Mu and Viswanath 2018), so a hundred thousand texts take a minute. What
it costs in quality is measured by ``evals/grouping.py --embedder minilm static``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.models.weights import Installed

    Floats = NDArray[np.float32]

# The hash of static.json, which names the hashes of the other files.
MANIFEST_SHA256 = "5c6df6bb46e24c9c1c903bbb8b77ff38b253b518cb14bd9673e0eab8a64e07f6"
_CHUNK = 1024
_MOST_CHARS = 4000


def installed_static(folder: Path | None = None) -> Installed | None:
    """The static embedder that is installed, by its manifest; None where there is none."""
    from summarizer.models.weights import Installed, sha256

    place = folder or _place()
    manifest = place / "static.json"
    try:
        names = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
        size = sum((place / name).stat().st_size for name in names)
    except (OSError, ValueError, KeyError):
        return None
    return Installed(name="static", path=place, size=size, digest=sha256(manifest))


def _place() -> Path:
    return Path(str(resources.files("summarizer.models"))) / "weights" / "static"


def load_static(folder: Path | None = None) -> Static:
    """The shipped static embedder. Raises ModelError if a file is absent or altered."""
    from summarizer.models.weights import sha256

    place = folder or _place()
    manifest = place / "static.json"
    digest = sha256(manifest)
    if folder is None and digest != MANIFEST_SHA256:
        raise ModelError(
            f"{manifest} was altered: sha256 must be {MANIFEST_SHA256}, was: {digest}; reinstall"
        )
    sums = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
    for name, wanted in sorted(sums.items()):
        found = sha256(place / name)
        if found != wanted:
            raise ModelError(
                f"{place / name} was altered: sha256 must be {wanted}, was: {found}; reinstall"
            )
    return Static(place, digest=digest)


class Static:
    """Token vectors as an ``Embedder``."""

    def __init__(self, folder: Path, *, digest: str) -> None:
        import numpy as np

        try:
            from safetensors.numpy import load_file
            from tokenizers import Tokenizer

            table = load_file(folder / "vectors.safetensors")
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(f"cannot load the static embedder: {error}") from error
        self._vectors = table["vectors"].astype(np.float32) * table["scale"][:, None]
        self._mean = table["mean"]
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._digest = digest

    def embed(self, texts: Sequence[str]) -> Floats:
        """Float32 ``(len(texts), dim)`` with rows of length 1; a text without known tokens gets
        the same vector as every other such text."""
        import numpy as np

        out = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            part = [
                text[:_MOST_CHARS].encode("utf-8", "replace").decode("utf-8")
                for text in texts[start : start + _CHUNK]
            ]
            encoded = self._tokenizer.encode_batch(part, add_special_tokens=False)
            for index, encoding in enumerate(encoded, start):
                if encoding.ids:
                    out[index] = self._vectors[encoding.ids].mean(axis=0) - self._mean
        lengths = np.linalg.norm(out, axis=1)
        out[lengths == 0, 0] = 1.0
        lengths[lengths == 0] = 1.0
        return np.asarray(out / lengths[:, None], dtype=np.float32)

    def signature(self) -> str:
        """The model's name and its files' hash."""
        return f"static@{self._digest[:12]}"
