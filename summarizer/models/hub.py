"""A model by folder or hub id: used where it lies, found in the cache, or fetched now.

What was fetched before is used as it is, without asking the hub: the same name gives the same
model until somebody fetches it again. Where the hub cannot be reached that is said within seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from summarizer.errors import ModelError

# What is fetched: settings, tokenizer and safetensors; never pickles, never code.
_WANTED = ("*.json", "*.safetensors", "*.model", "*.txt")
_UNWANTED = ("onnx/*", "openvino/*", "flax/*")
# "owner/name" or "name" as the hub allows them.
_HUB_ID = re.compile(r"[A-Za-z0-9_][\w.-]{0,95}(/[A-Za-z0-9_][\w.-]{0,95})?", re.ASCII)
# Seconds that the hub gets to say whether it has a model; asked once, before anything is fetched.
_REACH_S = 5.0


def writer_folder(spec: str | Path, *, local_files_only: bool = False) -> tuple[str, Path]:
    """Name and folder of the writer that `spec` names. Raises ModelError in one line that says
    what was wrong, what is allowed and how to get it."""
    return _located(spec, "writer", ("auto", "extract"), local_files_only=local_files_only)


def embedder_folder(spec: str | Path) -> tuple[str, Path]:
    """The same for an embedder; a hub id without an owner is one of sentence-transformers' own, as
    in that library."""
    return _located(spec, "embedder", ("minilm", "static"), owner="sentence-transformers")


def _located(
    spec: str | Path,
    kind: str,
    bundled: Sequence[str],
    *,
    owner: str = "",
    local_files_only: bool = False,
) -> tuple[str, Path]:
    text = str(spec)
    allowed = f"give {_listed(bundled)}, the folder of a downloaded model, or a hub id"
    try:
        folder = Path(text).expanduser()
        if folder.is_dir():
            return folder.resolve().name or text, folder
        is_file = folder.is_file()
    except (OSError, ValueError, RuntimeError) as error:  # too long, a null byte, no such home
        raise ModelError(f"{kind} {text[:80]!r}: is no path ({error!s:.80}); {allowed}") from None
    if is_file:
        raise ModelError(f"{kind} {text}: is a file; give the folder that holds it")
    if folder.is_absolute() or text.startswith((".", "~")) or _HUB_ID.fullmatch(text) is None:
        raise ModelError(f"{kind} {text!r}: there is no such folder; {allowed}")
    if owner and "/" not in text:
        text = f"{owner}/{text}"
    kept, why = _fetched_before(text), "nothing may be fetched"
    if kept is None and not local_files_only:
        kept, why = _fetched_now(text)
    if kept is None:
        raise ModelError(
            f"{kind} {text}: there is no such folder, the cache {_cache()} has no whole model of "
            f"that name, and {why}; {allowed} that is in the cache (hf download {text} puts it "
            "there)"
        )
    return text, kept


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _cache() -> str:
    from huggingface_hub import constants

    return str(constants.HF_HUB_CACHE)


def _fetched_before(text: str) -> Path | None:
    """The folder in the cache, unless it is not there or fetching it was broken off."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        found = snapshot_download(
            text,
            allow_patterns=list(_WANTED),
            ignore_patterns=list(_UNWANTED),
            local_files_only=True,
        )
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None
    return Path(found) if _whole(Path(found)) else None


def _whole(folder: Path) -> bool:
    """Whether all weights are there: files may have come one by one."""
    for index in folder.glob("*.safetensors.index.json"):
        try:
            parts = json.loads(index.read_text("utf-8"))["weight_map"].values()
        except (OSError, ValueError, KeyError, AttributeError):
            return False
        return all((folder / part).is_file() for part in parts)
    return any(folder.rglob("*.safetensors"))


def _fetched_now(text: str) -> tuple[Path | None, str]:
    """The folder it was fetched to, or None and the reason why it was not."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import (
        GatedRepoError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
    )

    try:
        # Asked once and briefly: the functions that fetch try again and again.
        HfApi().model_info(text, timeout=_REACH_S)
    except OfflineModeIsEnabled:
        return None, "nothing may be fetched here (HF_HUB_OFFLINE)"
    except GatedRepoError:
        return None, "the model hub gives it only to those who may have it (HF_TOKEN)"
    except RepositoryNotFoundError:
        return None, "the model hub has none of that name that is open to all"
    except Exception as error:  # the hub's client raises errors of several libraries
        return None, f"the model hub cannot be reached ({type(error).__name__})"
    try:
        found = snapshot_download(
            text, allow_patterns=list(_WANTED), ignore_patterns=list(_UNWANTED)
        )
    except Exception as error:  # as above, and those of the disk
        return None, f"it could not be fetched ({type(error).__name__})"
    return Path(found), ""
