"""What the evaluations share: records, articles made ready, embeddings kept in a folder."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import prepare
from summarizer.records import Article, Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON Lines file, in order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


# Some texts of ECB+ open with their address.
_URL = re.compile(r"(?:https?\s*:|www\.)")


def read_ecb(path: Path, *, joined: str = "\n") -> tuple[list[Document], list[str]]:
    """The documents of a split of ECB+, without addresses, and their gold events."""
    articles, gold = [], []
    for row in records(path):
        kept = [text for text in row["sents"] if not _URL.match(text.strip())]
        articles.append(Article(id=row["doc"], text=joined.join(kept)))
        gold.append(row["event"])
    return [prepare.document(article) for article in articles], gold


class KeptEmbedder:
    """The bundled embedder; vectors are kept under `folder` by the hash of their texts."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._model: Any = None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 ``(len(texts), dim)`` unit rows."""
        import numpy as np

        key = hashlib.sha1("\0".join(texts).encode()).hexdigest()
        path = self.folder / f"{key}.npy" if self.folder else None
        if path and path.exists():
            kept: NDArray[np.float32] = np.load(path, allow_pickle=False).astype(np.float32)
            return kept
        if self._model is None:
            from summarizer.models.embedders import load_embedder

            self._model = load_embedder("minilm", batch_size=64)
        found: NDArray[np.float32] = self._model.embed(texts)
        if path:
            np.save(path, found)
        return found

    def signature(self) -> str:
        """Seam `Embedder`; no evaluation keeps it."""
        return "minilm, kept"


def when(text: str | None) -> datetime | None:
    """A day of ISO form as an aware datetime at noon, or None."""
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return datetime.combine(day, time(12), tzinfo=UTC)


def neutral_documents(record: dict[str, Any], *, part: str = "full") -> list[Document]:
    """The documents of a NeuS cluster; `part` is "full" (the full text where there is one, else
    the excerpt) or "excerpt"."""
    found = []
    for i, doc in enumerate(record["docs"]):
        excerpt = doc.get("excerpt") or doc.get("text") or ""
        text = (doc.get("full_text") if part == "full" else "") or excerpt
        article = Article(
            id=f"{record['id']}/{i}",
            text=text,
            title=doc.get("title", ""),
            source=doc.get("source") or "",
            published=when(doc.get("date")),
            language="en",
        )
        found.append(prepare.document(article))
    return found
