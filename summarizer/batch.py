"""Archives: one JSON line per event as soon as it is ready; a second run resumes the first.

A line holds the run's signature and a hash of its articles. Lines of the same signature are not
made again. A file is refused rather than mixed where its lines have another signature (other
settings, other models), or where they tell of articles of this run in another event or another
wording: the archive has changed since. Two runs never write to one file at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.articles import content_hash
from summarizer.cancel import stop_if_asked
from summarizer.errors import UsageError
from summarizer.faults import Failed
from summarizer.pipeline import Pipeline, Progress, RunOptions
from summarizer.records import Article, Document
from summarizer.render.digest_json import event_as_dict, unused_as_dict

FORMAT = "newsweave/1-event"
# So many articles without a story are named, the others counted.
_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A line that stands in the output: where (``file:line``), the ids of its event's articles and
    the hash of their content, "" where the line gives none."""

    where: str
    articles: tuple[str, ...]
    content: str


def summarize_each(
    pipeline: Pipeline,
    articles: Sequence[Article],
    *,
    options: RunOptions,
    progress: Callable[[Progress], None],
    done: Mapping[str, Written] | None = None,
    failed: Failed | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """One JSON line (without its newline) per event that is not in ``done``, which maps event ids
    to lines written before.

    An event that was lost to an error of which ``failed`` was told (see `Pipeline.run`) has none:
    the next run tries it again. ``warn`` is told what no line can say: which articles are in no
    event, and what grouping warns of.

    Raises UsageError where ``done`` tells of these articles otherwise.
    """
    done = done or {}
    signature = pipeline.signature(options)
    documents = pipeline.prepare(articles, progress)
    grouping = pipeline.events(documents, options, progress)
    by_id = {document.id: document for document in documents}
    by_event = {event.id: event.article_ids for event in grouping.events}
    for warning in (*grouping.warnings, *_without_story(documents)):
        warn(warning)
    content = {
        event_id: _content([by_id[i].article for i in ids]) for event_id, ids in by_event.items()
    }
    _check(done, content, by_id.keys())
    skip = frozenset(done)
    for summary, unused in pipeline.summaries(
        documents, grouping, options, progress, skip=skip, failed=failed
    ):
        stop_if_asked()
        if summary.failure:
            continue
        members = [by_id[i] for i in summary.event.article_ids]
        chrome = [
            {"article": d.id, "start": m.span.start, "end": m.span.end, "reason": m.reason}
            for d in members
            for m in d.boilerplate
        ]
        record = {
            "format": FORMAT,
            "signature": signature,
            "articles_sha256": content[summary.event.id],
            "event": event_as_dict(summary),
            "unused": [*(unused_as_dict(item) for item in unused), *chrome],
        }
        yield json.dumps(record, ensure_ascii=False)


def _without_story(documents: Sequence[Document]) -> Iterator[str]:
    """That articles are in no event, as they hold no story: some of them by name, or nothing."""
    ids = [document.id for document in documents if not document.sentences]
    if ids:
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        yield f"no story text was found in {', '.join(ids[:_NAMED])}{more}: in no event"


def finished(path: Path, signature: str) -> dict[str, Written]:
    """The lines that ``path`` holds already, by event id; a last line that was cut off is removed.

    Raises UsageError when the file holds lines of another signature.
    """
    if not path.exists():
        return {}
    done: dict[str, Written] = {}
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
            event = record["event"]
            done[event["id"]] = Written(
                where=f"{path}:{number}",
                articles=tuple(event["articles"]),
                content=str(record.get("articles_sha256", "")),
            )
            good += len(line)
    if good < path.stat().st_size:
        with path.open("r+b") as file:
            file.truncate(good)
    return done


def lock(file: BinaryIO, path: Path) -> None:
    """Keeps other runs from writing to ``path`` until ``file``, which is open on it, is closed or
    the process has ended, however it ends. Raises UsageError where another run writes to it.

    Without effect where the platform (Windows) or the file system has no such locks.
    """
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(
            f"--output {path}: another run of `newsweave batch` is writing to it; give another "
            "--output, or start again once that run has ended"
        ) from None
    except OSError:
        return


def _check(done: Mapping[str, Written], content: Mapping[str, str], given: Set[str]) -> None:
    """Raises UsageError unless the lines of ``done`` are of this run, whose events are the keys of
    ``content``, or of articles that are not among the ``given``: another archive's."""
    for event_id, line in done.items():
        if event_id not in content:
            shared = [i for i in line.articles if i in given]
            if not shared:
                continue
            change = f"article {shared[0]!r} in an event that is another one now"
        elif line.content and line.content != content[event_id]:
            change = f"articles of {event_id} whose content is another one now"
        else:
            continue
        raise UsageError(
            f"{line.where}: holds {change}: the input has changed since it was written; "
            "give another --output or remove the file"
        )


def _content(articles: Sequence[Article]) -> str:
    """64 hex digits over the ids and the content of ``articles``."""
    lines = sorted(f"{content_hash(article)} {article.id}\n" for article in articles)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _line(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
        event = record["event"]
        whole = isinstance(event["id"], str) and isinstance(event["articles"], list)
        if record["format"] == FORMAT and whole:
            return dict(record)
    except (ValueError, KeyError, TypeError):
        pass
    raise UsageError(f"{path}:{number}: is not a line that `newsweave batch` wrote; not touched")
