"""Archives: one JSON line per event as soon as it is ready; a second run resumes the first.

A line holds the run's signature. Lines of the same signature are not made again; a file whose
lines have another signature (other settings, other models) is refused rather than mixed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from summarizer.cancel import stop_if_asked
from summarizer.errors import UsageError
from summarizer.pipeline import Pipeline, Progress, RunOptions
from summarizer.records import Article
from summarizer.render.digest_json import event_as_dict, unused_as_dict

FORMAT = "newsweave/1-event"


def summarize_each(
    pipeline: Pipeline,
    articles: Sequence[Article],
    *,
    options: RunOptions,
    progress: Callable[[Progress], None],
    skip: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """One JSON line (without its newline) per event that is not in ``skip``."""
    signature = pipeline.signature(options)
    documents = pipeline.prepare(articles, progress)
    grouping = pipeline.events(documents, options, progress)
    by_id = {document.id: document for document in documents}
    for summary, unused in pipeline.summaries(documents, grouping, options, progress, skip=skip):
        stop_if_asked()
        members = [by_id[i] for i in summary.event.article_ids]
        chrome = [
            {"article": d.id, "start": m.span.start, "end": m.span.end, "reason": m.reason}
            for d in members
            for m in d.boilerplate
        ]
        record = {
            "format": FORMAT,
            "signature": signature,
            "event": event_as_dict(summary),
            "unused": [*(unused_as_dict(item) for item in unused), *chrome],
        }
        yield json.dumps(record, ensure_ascii=False)


def finished(path: Path, signature: str) -> frozenset[str]:
    """Event ids that ``path`` holds already; a last line that was cut off is removed.

    Raises UsageError when the file holds lines of another signature.
    """
    if not path.exists():
        return frozenset()
    if not path.is_file():
        raise UsageError(f"--output {path}: must be a file, to which lines are appended")
    done: set[str] = set()
    good = 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith(b"\n"):
                break
            record = _line(path, number, line)
            if record.get("signature") != signature:
                raise UsageError(
                    f"{path}:{number}: was written with other settings or models "
                    f"({record.get('signature')!r}); give another --output or remove the file"
                )
            done.add(record["event"]["id"])
            good += len(line)
    if good < path.stat().st_size:
        with path.open("r+b") as file:
            file.truncate(good)
    return frozenset(done)


def _line(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
        if record["format"] == FORMAT and isinstance(record["event"]["id"], str):
            return dict(record)
    except (ValueError, KeyError, TypeError):
        pass
    raise UsageError(f"{path}:{number}: is not a line that `newsweave batch` wrote; not touched")
