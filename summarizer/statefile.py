"""The grouping state as a JSON file: versioned, and checked against a hash of its content."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
from array import array
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from summarizer.errors import NewsweaveError, SettingsError
from summarizer.records import Article
from summarizer.state import Kept, State, empty

FORMAT = "newsweave-state/1"


def load_state(path: Path, *, signature: str) -> State:
    """The state in ``path``, or an empty one for ``signature`` where there is no such file.

    Raises SettingsError, naming the file, if it cannot be read, has another format, or was
    altered.
    """
    if not path.exists():
        return empty(signature)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SettingsError(f"{path}: not a readable state file: {error}") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        found = raw.get("format") if isinstance(raw, dict) else type(raw).__name__
        raise SettingsError(f"{path}: format must be {FORMAT!r}, was: {found!r}")
    body = raw.get("state")
    if not isinstance(body, dict) or raw.get("sha256") != _hash(body):
        raise SettingsError(f"{path}: its content does not have the hash it names; it was altered")
    try:
        return _from_json(body)
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"{path}: incomplete state: {error!r}") from None


def stamp(path: Path) -> str:
    """What tells the content of the file from any other; "" where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def save_state(path: Path, state: State, *, since: str | None = None) -> None:
    """Writes ``state`` so that an interruption leaves the earlier file whole.

    ``since`` is the `stamp` of the file that ``state`` goes on from. Raises NewsweaveError where
    another run has written to it in the meantime: its articles would be lost.
    """
    if since is not None and stamp(path) != since:
        raise NewsweaveError(
            f"{path}: another run has written to it since this one read it, and nothing of this "
            "one is in it; run it again"
        )
    body = _to_json(state)
    raw = {"format": FORMAT, "sha256": _hash(body), "state": body}
    aside = path.with_name(path.name + ".part")
    try:
        aside.write_text(json.dumps(raw, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise NewsweaveError(
            f"{path}: cannot be written ({error.strerror}); the state is as it was before"
        ) from None


def _hash(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _to_json(state: State) -> dict[str, Any]:
    return {
        "signature": state.signature,
        "articles": {
            i: {
                "text": kept.article.text,
                "title": kept.article.title,
                "source": kept.article.source,
                "url": kept.article.url,
                "published": kept.article.published and kept.article.published.isoformat(),
                "language": kept.article.language,
                "notes": list(kept.article.notes),
                "keys": list(kept.keys),
                "day": kept.day,
                "vector": base64.b64encode(array("f", kept.vector).tobytes()).decode("ascii"),
            }
            for i, kept in state.kept.items()
        },
        "storylines": [list(story) for story in state.storylines],
        "events": {i: list(ids) for i, ids in state.events.items()},
    }


def _from_json(body: Mapping[str, Any]) -> State:
    kept = {}
    for i, row in sorted(body["articles"].items()):
        published = row["published"] and datetime.fromisoformat(row["published"])
        vector = array("f", base64.b64decode(row["vector"]))
        kept[i] = Kept(
            article=Article(
                id=i,
                text=row["text"],
                title=row["title"],
                source=row["source"],
                url=row["url"],
                published=published or None,
                language=row["language"],
                notes=tuple(row["notes"]),
            ),
            vector=tuple(vector),
            keys=tuple(row["keys"]),
            day=row["day"],
        )
    return State(
        signature=str(body["signature"]),
        kept=kept,
        storylines=tuple(tuple(story) for story in body["storylines"]),
        events={i: tuple(ids) for i, ids in sorted(body["events"].items())},
    )
