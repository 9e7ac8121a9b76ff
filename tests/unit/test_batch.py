"""Archives: what a second run takes over, what it refuses, and what a full disk leaves."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, batch, build_pipeline, console, outputs
from summarizer import pipeline as pipelines
from summarizer.corrections import Corrections
from summarizer.errors import NewsweaveError, UsageError, exit_code
from summarizer.pipeline import Pipeline, RunOptions
from summarizer.read import read_paths
from summarizer.records import Article
from summarizer.state import empty
from summarizer.statefile import save_state
from tests.unit.grouping_texts import BRIDGE, VOTE, made

OPTIONS = RunOptions(words=60)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline(Settings(writer="extract", embedder="static"))


def articles(*names: str, day: str = "2031-05-06") -> list[Article]:
    return [made(i, *(BRIDGE | VOTE)[i], day=day).article for i in names]


def run(pipeline: Pipeline, given: Sequence[Article], output: Path) -> list[str]:
    """One run of the archive into ``output``: the lines that it added."""
    done = batch.finished(output, pipeline.signature(OPTIONS))
    added = list(
        batch.summarize_each(pipeline, given, options=OPTIONS, progress=lambda _: None, done=done)
    )
    with output.open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\n" for line in added)
    return added


def test_a_second_run_adds_nothing_and_a_killed_one_goes_on(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    given, output = articles("bridge-a", "bridge-b", "vote-a", "vote-b"), tmp_path / "events"
    assert len(run(pipeline, given, output)) == 2
    whole = output.read_bytes()
    assert run(pipeline, given[::-1], output) == []
    output.write_bytes(whole[: len(whole) - 50])
    assert len(run(pipeline, given, output)) == 1
    assert output.read_bytes() == whole


def test_an_archive_that_has_grown_is_refused_and_not_mixed(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    output = tmp_path / "events"
    run(pipeline, articles("bridge-a", "bridge-b"), output)
    before = output.read_bytes()
    told = r"events:1: holds article 'bridge-a' in an event that is another one now.*--output"
    with pytest.raises(UsageError, match=told):
        run(pipeline, articles("bridge-a", "bridge-b", "bridge-c"), output)
    assert output.read_bytes() == before


def test_an_article_that_was_corrected_is_refused_though_its_event_has_the_same_id(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    output = tmp_path / "events"
    given = articles("bridge-a", "bridge-b")
    (line,) = run(pipeline, given, output)
    text = given[0].text.replace("4,300", "4,800")
    changed = [dataclasses.replace(given[0], text=text), given[1]]
    event = json.loads(line)["event"]["id"]
    with pytest.raises(UsageError, match=f"articles of {event} whose content is another one now"):
        run(pipeline, changed, output)
    # A line of before there was a hash says nothing about the content.
    bare = json.loads(line)
    del bare["articles_sha256"]
    output.write_text(json.dumps(bare) + "\n", encoding="utf-8")
    assert run(pipeline, changed, output) == []


def test_what_is_in_no_line_is_told(pipeline: Pipeline) -> None:
    bare = [Article(id=f"page-{n:02}", text="Advertisement\n\nShare this") for n in range(11)]
    options = RunOptions(words=60, corrections=Corrections(must_link=(("bridge-a", "nobody"),)))
    told: list[str] = []
    lines = list(
        batch.summarize_each(
            pipeline,
            [*articles("bridge-a", "bridge-b"), *bare],
            options=options,
            progress=lambda _: None,
            warn=told.append,
        )
    )
    assert len(lines) == 1
    strange, empty = told
    assert "nobody" in strange
    assert empty.startswith("no story text was found in page-00, page-01, ")
    assert empty.endswith("page-09 and 1 more: in no event")


def test_another_archive_may_go_into_the_same_file(pipeline: Pipeline, tmp_path: Path) -> None:
    output = tmp_path / "events"
    run(pipeline, articles("bridge-a", "bridge-b"), output)
    assert len(run(pipeline, articles("vote-a", "vote-b"), output)) == 1
    assert len(output.read_bytes().splitlines()) == 2


def test_a_second_run_into_a_file_that_one_is_writing_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="this platform has no such locks")
    output = tmp_path / "events"
    with outputs.lines_file(output) as first:
        outputs.append(first, output, "one")
        with (
            pytest.raises(UsageError, match="another run of `newsweave batch` is writing to it"),
            outputs.lines_file(output),
        ):
            pass
        outputs.append(first, output, "two")
    with outputs.lines_file(output) as later:
        outputs.append(later, output, "three")
    assert output.read_text(encoding="utf-8") == "one\ntwo\nthree\n"


def test_where_there_are_no_locks_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on Windows: an import of what stands for None raises ImportError.
    monkeypatch.setitem(sys.modules, "fcntl", None)
    output = tmp_path / "events"
    with outputs.lines_file(output), outputs.lines_file(output) as other:
        outputs.append(other, output, "one")
    assert output.read_text(encoding="utf-8") == "one\n"


class Full:
    """A disk with room for ``room`` bytes more."""

    def __init__(self, room: int) -> None:
        self.room, self.held = room, b""

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part = bytes(data)[: self.room]
        self.room -= len(part)
        self.held += part
        return len(part)

    def flush(self) -> None: ...


def test_a_full_disk_is_told_with_the_file_and_what_to_do() -> None:
    target = Full(7)
    with pytest.raises(NewsweaveError, match=r"out\.jsonl: cannot be written.*goes on") as caught:
        outputs.append(target, Path("out.jsonl"), "one line")  # type: ignore[arg-type]
    assert exit_code(caught.value) == 1
    assert target.held == b"one lin"
    roomy = Full(9)
    outputs.append(roomy, Path("out.jsonl"), "one line")  # type: ignore[arg-type]
    assert roomy.held == b"one line\n"


def test_a_full_disk_leaves_an_earlier_digest_whole(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = pipeline.run(articles("bridge-a"), options=OPTIONS)
    outputs.write_folder(digest, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(before) == ["digest.html", "digest.json", "digest.md"]
    plain = Path.write_bytes

    def write(path: Path, data: bytes) -> int:
        if "html" in path.name:
            plain(path, data[:100])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return plain(path, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    later = pipeline.run(articles("vote-a"), options=OPTIONS)
    with pytest.raises(NewsweaveError, match="nothing in it was changed") as caught:
        outputs.write_folder(later, tmp_path)
    assert exit_code(caught.value) == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_state_that_another_run_has_written_meanwhile_is_not_overwritten(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state.json"
    update = pipelines.update

    def slow(*given: Any, **rest: Any) -> Any:
        # The other run begins later and ends earlier.
        monkeypatch.setattr(pipelines, "update", update)
        pipeline.extend(articles("bridge-a"), path)
        return update(*given, **rest)

    monkeypatch.setattr(pipelines, "update", slow)
    with pytest.raises(NewsweaveError, match=r"another run has written to it.*again") as caught:
        pipeline.extend(articles("vote-a"), path)
    assert exit_code(caught.value) == 1
    pipeline.extend(articles("vote-a"), path)
    kept = json.loads(path.read_text(encoding="utf-8"))["state"]["articles"]
    assert sorted(kept) == ["bridge-a", "vote-a"]


def test_a_state_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state.json"
    save_state(path, empty("one"))
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(NewsweaveError, match="the state is as it was before") as caught:
        save_state(path, empty("two"))
    assert exit_code(caught.value) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Ada Lind opened the bridge of Tesk on Tuesday.")
    given = read_paths([str(tmp_path / "a.txt")])
    # Whoever runs the tests may write everywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    told = re.escape(f"nothing can be written to the folder {tmp_path}")
    with pytest.raises(UsageError, match=f"^--output .*{told}"):
        outputs.make_folder(tmp_path)
    outputs.make_folder(tmp_path / "other")
    with pytest.raises(UsageError, match=f"^--state .*{told}"):
        console.group_digest(
            given, Settings(), None, state=tmp_path / "s.json", quiet=True, verbose=False
        )


def test_a_state_in_no_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Lind opened the bridge of Tesk on Tuesday.")
    given = read_paths([str(tmp_path / "a.txt")])
    with pytest.raises(UsageError, match="there is no folder"):
        console.group_digest(
            given, Settings(), None, state=tmp_path / "no" / "s.json", quiet=True, verbose=False
        )
