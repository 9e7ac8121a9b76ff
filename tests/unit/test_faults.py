"""An error that nobody foresaw: it costs its event, is told, and leaves the rest as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, assemble, build_pipeline, cli, console, faults, render
from summarizer import pipeline as pipelines
from summarizer.errors import EVENT_LOST, ModelError
from summarizer.models.extract import ExtractWriter
from summarizer.pipeline import Pipeline, RunOptions
from summarizer.read import Problem, ReadResult
from summarizer.records import Article, Draft, Event, Evidence
from tests.unit.grouping_texts import BRIDGE, VOTE, made

SETTINGS = Settings(writer="extract", embedder="static", words=60)
OPTIONS = RunOptions(words=60)
# The vote is the first of the two events, the bridge the second: one is lost before the other.
EVENTS = {"vote": ("vote-a", "vote-b"), "bridge": ("bridge-a", "bridge-b")}
STAGES = ("gather", "write", "event_summary")
Break = Callable[[str, str, Exception], None]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline(SETTINGS)


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    texts = BRIDGE | VOTE
    return tuple(
        made(i, *texts[i], day="2031-05-06").article for ids in EVENTS.values() for i in ids
    )


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Makes a stage raise an error for the event of one article."""

    def one(stage: str, article: str, error: Exception) -> None:
        plain = {
            "gather": pipelines.gather,
            "write": ExtractWriter.write,
            "event_summary": assemble.event_summary,
        }[stage]

        def broken(*given: Any, **rest: Any) -> Any:
            if any(
                article in event.article_ids for event in map(_events, given) for event in event
            ):
                raise error
            return plain(*given, **rest)

        where = {"gather": pipelines, "write": ExtractWriter, "event_summary": assemble}[stage]
        monkeypatch.setattr(where, stage, broken)

    return one


def _events(given: object) -> list[Event]:
    """The events that an argument of a stage is about."""
    if isinstance(given, Event):
        return [given]
    if isinstance(given, assemble.EventMaterial):
        return [given.evidence.event]
    if isinstance(given, list):
        return [one.event for one in given if isinstance(one, Evidence)]
    return []


@pytest.mark.parametrize("lost", EVENTS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_other_events_are_as_ever_and_this_one_says_why(
    pipeline: Pipeline, articles: tuple[Article, ...], breaks: Break, stage: str, lost: str
) -> None:
    whole = {event["id"]: event for event in _json(pipeline, articles)["events"]}
    breaks(stage, f"{lost}-a", IndexError("list index out of range"))
    told: list[tuple[Event, Exception]] = []
    digest = _json(pipeline, articles, failed=lambda *one: told.append(one))
    ((event, error),) = told
    assert event.article_ids == EVENTS[lost]
    assert "test_faults.py:" in faults.place(error)
    for one in digest["events"]:
        if one["id"] != event.id:
            assert one == whole[one["id"]]
            continue
        assert (one["articles"], one["summary"]) == (list(EVENTS[lost]), [])
        assert one["headline"]
        assert one["note"] == "Not summarized: an unforeseen error in Newsweave (IndexError)."
    assert len(digest["events"]) == len(whole)
    (warning,) = [one for one in digest["warnings"] if "IndexError" in one]
    assert warning.startswith(f"{event.id} ({', '.join(EVENTS[lost])}): not summarized")
    counts = digest["counts"]
    assert counts["sentences"] == counts["used"] + counts["unused"]
    reasons = {one["reason"] for one in digest["unused"] if one["article"] in EVENTS[lost]}
    assert "not summarized: an unforeseen error in Newsweave (IndexError)" in reasons
    again = pipeline.run(articles[::-1], options=OPTIONS, failed=lambda *_: None)
    assert json.loads(render.to_json(again)) == digest
    for form in (render.to_markdown, render.to_html):
        assert "unforeseen error" in form(again)


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_does_not_ask_gets_the_error_itself(
    pipeline: Pipeline, articles: tuple[Article, ...], breaks: Break, stage: str
) -> None:
    breaks(stage, "vote-a", RecursionError("too deep"))
    with pytest.raises(RecursionError, match="too deep"):
        pipeline.run(articles, options=OPTIONS)


@pytest.mark.parametrize("error", [ModelError("no weights"), FileNotFoundError("verbs.txt")])
@pytest.mark.parametrize("stage", STAGES)
def test_an_error_that_concerns_every_event_ends_the_run(
    pipeline: Pipeline, articles: tuple[Article, ...], breaks: Break, stage: str, error: Exception
) -> None:
    breaks(stage, "vote-a", error)
    with pytest.raises(type(error)):
        pipeline.run(articles, options=OPTIONS, failed=lambda *_: None)


def test_a_writer_that_fails_only_in_company_is_no_fault_of_an_event(
    pipeline: Pipeline, articles: tuple[Article, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = ExtractWriter.write

    def alone(self: ExtractWriter, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        if len(evidences) > 1:
            raise RuntimeError("too many")
        return plain(self, evidences)

    monkeypatch.setattr(ExtractWriter, "write", alone)
    with pytest.raises(RuntimeError, match="too many"):
        pipeline.run(articles, options=OPTIONS, failed=lambda *_: None)


@pytest.mark.parametrize("stage", STAGES)
def test_an_archive_gets_the_lost_event_from_the_next_run(
    pipeline: Pipeline,
    articles: tuple[Article, ...],
    breaks: Break,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    stage: str,
) -> None:
    monkeypatch.setattr(console, "_load", lambda *_: pipeline)

    def run(name: str) -> int:
        failed = console.Faults(verbose=False)
        read = ReadResult(articles=articles)
        console.run_batch(
            read, SETTINGS, None, tmp_path / name, quiet=True, verbose=False, failed=failed
        )
        return failed.count

    assert run("whole") == 0
    whole = (tmp_path / "whole").read_bytes().splitlines()
    breaks(stage, "vote-a", IndexError("out of range"))
    assert run("events") == 1
    (line,) = (tmp_path / "events").read_bytes().splitlines()
    assert json.loads(line)["event"]["articles"] == ["bridge-a", "bridge-b"]
    assert "an event is not in" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.setattr(console, "_load", lambda *_: pipeline)
    assert run("events") == 0
    assert sorted((tmp_path / "events").read_bytes().splitlines()) == sorted(whole)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("problems", [(), (Problem(where="a.txt", reason="is empty"),)])
def test_the_exit_code_says_that_an_event_was_lost(problems: tuple[Problem, ...]) -> None:
    given = ReadResult(articles=(), problems=problems)
    with pytest.raises(cli.typer.Exit) as ended:
        cli._finish(given, quiet=True, lost=1)
    assert ended.value.exit_code == EVENT_LOST


def test_the_fault_is_told_in_a_line_and_its_traceback_to_whoever_asks(
    articles: tuple[Article, ...], pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    event = pipeline.group(articles, options=OPTIONS).events[0].event
    try:
        {}["Lorne\nTesk"]
    except KeyError as error:
        console.Faults(verbose=False)(event, error)
        (line,) = capsys.readouterr().err.splitlines()
        console.Faults(verbose=True)(event, error)
        first, *rest = capsys.readouterr().err.splitlines()
    for told in (event.id, *event.article_ids, "KeyError", "test_faults.py:", "please report it"):
        assert told in line
    assert first.startswith(line.partition("; a fault")[0])
    assert (rest[0], rest[-1]) == (
        "Traceback (most recent call last):",
        "KeyError: 'Lorne\\nTesk'",
    )


def test_a_recursion_without_end_is_told_with_who_began_it() -> None:
    def deep(depth: int) -> int:
        return deep(depth + 1)

    try:
        deep(0)
    except RecursionError as error:
        told = faults.place(error).split(" < ")
    assert [one.partition(" ")[2] for one in told] == [
        "deep",
        "test_a_recursion_without_end_is_told_with_who_began_it",
    ]


def _json(
    pipeline: Pipeline, articles: Sequence[Article], failed: faults.Failed | None = None
) -> dict[str, Any]:
    digest = pipeline.run(articles, options=OPTIONS, failed=failed)
    return dict(json.loads(render.to_json(digest)))
