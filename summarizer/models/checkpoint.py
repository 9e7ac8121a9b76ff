"""An encoder-decoder checkpoint with its tokenizer, loaded safely or refused in one line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelError
from summarizer.models.hub import writer_folder
from summarizer.models.weights import sha256
from summarizer.prompt import Family, family_for, prompt_of

if TYPE_CHECKING:
    from torch import Tensor

# Without one of these the library makes an empty tokenizer and says nothing.
_TOKENIZERS = ("tokenizer.json", "*.model", "vocab.json", "vocab.txt")
# What a checkpoint may say about generation: which tokens, never how long or how random.
_TOKENS = (
    "bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id",
    "forced_bos_token_id", "forced_eos_token_id", "bad_words_ids", "suppress_tokens",
    "begin_suppress_tokens",
)  # fmt: skip
_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack")
# Configuration keys that bound what the encoder reads and the decoder writes.
_READS = ("max_encoder_position_embeddings", "max_position_embeddings")
_WRITES = ("max_decoder_position_embeddings", "max_position_embeddings")
# Rows are padded to a multiple of this, or of the attention window, which would pad them anyway:
# few shapes occur, and long rows stay apart from short ones.
STEP = 64
# A tokenizer without a limit says 1e30; no layout needs more than this.
_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """`max_tokens` bounds an input, special tokens included, `max_new_tokens` an output; `digest`
    is the weights' sha256; inputs are padded to a multiple of `step`; `reserved` are the tokens
    that evidence may not use."""

    name: str
    digest: str
    family: Family
    model: Any
    tokenizer: Any
    max_tokens: int
    max_new_tokens: int
    pad_id: int
    step: int
    reserved: tuple[str, ...]
    global_ids: tuple[int, ...]

    def encode(self, text: str) -> list[int]:
        """Token ids of an input, special tokens included; never cut."""
        ids: list[int] = self.tokenizer(text, truncation=False, verbose=False)["input_ids"]
        return ids

    def layout_of(self, sentence: str) -> str:
        """The input that asks for one sentence, or "" where it does not fit."""
        text = prompt_of(self.family, sentence, reserved=self.reserved)
        return text if len(self.encode(text)) <= self.max_tokens else ""

    def text_of(self, ids: Sequence[int]) -> str:
        """Generated ids as text, without special tokens."""
        text: str = self.tokenizer.decode(ids, skip_special_tokens=True)
        for mark in self.family.line_breaks:
            text = text.replace(mark, " ")
        return text

    def global_mask(self, ids: Tensor) -> Tensor:
        """(rows, length) of 0 and 1: the first token and the separators attend to everything."""
        import torch

        mask = torch.isin(ids, torch.tensor(self.global_ids, dtype=torch.long)).long()
        mask[:, 0] = 1
        return mask


def load_checkpoint(spec: str | Path, *, local_files_only: bool) -> Checkpoint:
    """Load a folder or a hub id. Raises ModelError in one line."""
    name, folder = writer_folder(spec, local_files_only=local_files_only)
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        pickles = [p.name for kind in _PICKLES for p in sorted(folder.glob(kind))]
        held = ", ".join(pickles) or "none"
        raise ModelError(
            f"model {name}: weights must be safetensors, found: {held}; pickled weights are not "
            "safe to load: have them converted first"
        )
    config, tokenizer, model = _parts(name, folder)
    known_ids = model.get_input_embeddings().num_embeddings
    if len(tokenizer) > known_ids:
        raise ModelError(
            f"model {name}: its tokenizer has {len(tokenizer)} tokens, its weights {known_ids}: "
            "they do not belong together"
        )
    family = family_for(str(config.model_type), name)
    reserved = tuple(sorted({*tokenizer.all_special_tokens, *tokenizer.get_added_vocab()}))
    separators = tokenizer.convert_tokens_to_ids(list(family.global_attention))
    own = int(min(tokenizer.model_max_length, _NO_LIMIT))
    known = [i for i in separators if i is not None and i != tokenizer.unk_token_id]
    return Checkpoint(
        name=name,
        digest=_digest(weights),
        family=family,
        model=model,
        tokenizer=tokenizer,
        max_tokens=min(family.max_tokens, own, *_limits(config, _READS)),
        # One position is taken by the token that starts the output.
        max_new_tokens=min(family.max_new_tokens, *(n - 1 for n in _limits(config, _WRITES))),
        pad_id=_pad_id(name, config, tokenizer),
        step=max([STEP, *(getattr(config, "attention_window", None) or ())]),
        reserved=reserved,
        global_ids=tuple(known),
    )


def _limits(config: Any, keys: Sequence[str]) -> list[int]:
    """The first of the keys that the config has; none for relative positions (T5)."""
    found = [getattr(config, key, None) for key in keys]
    return [value for value in found if isinstance(value, int)][:1] or [_NO_LIMIT]


def _digest(weights: Sequence[Path]) -> str:
    if len(weights) == 1:
        return sha256(weights[0])
    joined = json.dumps({path.name: sha256(path) for path in weights}, sort_keys=True)
    return hashlib.sha256(joined.encode("ascii")).hexdigest()


def _pad_id(name: str, config: Any, tokenizer: Any) -> int:
    for value in (tokenizer.pad_token_id, config.pad_token_id):
        if isinstance(value, int):
            return value
    raise ModelError(f"model {name}: neither its tokenizer nor its config names a padding token")


def _parts(name: str, folder: Path) -> tuple[Any, Any, Any]:
    """Config, tokenizer and model in evaluation mode, float32."""
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

    common: dict[str, Any] = {"trust_remote_code": False, "local_files_only": True}
    try:
        config = AutoConfig.from_pretrained(folder, **common)
    except Exception as error:
        raise ModelError(f"model {name}: config.json cannot be used: {_line(error)}") from None
    if not getattr(config, "is_encoder_decoder", False):
        raise ModelError(
            f"model {name}: must be an encoder-decoder (BART, T5, PEGASUS, LED, ...), "
            f"was: {config.model_type}"
        )
    if not any(found for kind in _TOKENIZERS for found in folder.glob(kind)):
        raise ModelError(f"model {name}: has no tokenizer ({', '.join(_TOKENIZERS)})")
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, **common)
    except Exception as error:
        raise ModelError(f"model {name}: its tokenizer cannot be used: {_line(error)}") from None
    try:
        with _silent():
            model = AutoModelForSeq2SeqLM.from_pretrained(
                folder, config=config, use_safetensors=True, dtype=torch.float32, **common
            )
    except Exception as error:
        raise ModelError(f"model {name}: its weights cannot be used: {_line(error)}") from None
    told = model.generation_config
    plain: Any = GenerationConfig
    model.generation_config = plain(
        **{key: getattr(told, key) for key in _TOKENS if getattr(told, key, None) is not None}
    )
    return config, tokenizer, model.eval()


@contextmanager
def _silent() -> Iterator[None]:
    """Without the library's progress bars: a library does not print."""
    from transformers.utils import logging

    bars: Any = logging
    shown = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            bars.enable_progress_bar()


def _line(error: Exception) -> str:
    """The first line of an error of another library."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
