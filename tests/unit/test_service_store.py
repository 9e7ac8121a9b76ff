"""The store's tables: migrations arrive at the models, claims exclude each other."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from service import logs
from service.errors import ServiceError
from service.store import jobs as store
from service.store import links, lookup, reading, stories
from service.store.database import Database
from service.store.models import Base
from service.submission import Submission
from summarizer.errors import SettingsError


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'store.db'}", log=logs.make("error", io.StringIO()))
    made.migrate()
    yield made
    made.close()


def submission(name: str = "a") -> Submission:
    payload = f'[{{"id": "{name}", "text": "x"}}]'.encode()
    return Submission(payload=payload, article_ids=(name,), options={"words": None})


def accept(database: Database, name: str = "a", key: str | None = None) -> str:
    with database.writing() as session:
        job, _ = store.accept(
            session, submission(name), owner="desk", idempotency_key=key, max_queued=1000
        )
        return job.id


def claim(database: Database, owner: str, lease_s: float = 60.0) -> store.Claim | None:
    with database.writing() as session:
        return store.claim(session, owner=owner, lease_s=lease_s, attempts=3, retention_s=60)


def test_the_migrations_arrive_at_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    # Again, as at every start: nothing to do.
    database.migrate()


def test_only_known_databases_are_taken() -> None:
    for url in ("mysql://x/y", "sqlite://", "sqlite:///:memory:", "nonsense"):
        with pytest.raises(SettingsError, match="NEWSWEAVE_DATABASE_URL"):
            Database(url, log=logs.make("error", io.StringIO()))


def test_no_job_is_claimed_twice(database: Database) -> None:
    jobs = {accept(database, f"n{n}") for n in range(20)}
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda n: claim(database, f"worker-{n}"), range(25)))
    taken = [one.job_id for one in claims if one is not None]
    assert sorted(taken) == sorted(jobs)


def test_a_lease_that_ran_out_is_worth_nothing(database: Database) -> None:
    job = accept(database)
    first = claim(database, "one", lease_s=0.01)
    assert first is not None
    with database.writing() as session:
        assert store.beat(session, first, store.News(drafts={"k": "{}"}), lease_s=0.01) == "go"
    time.sleep(0.02)
    second = claim(database, "two")
    assert second is not None
    assert (second.job_id, second.attempt, second.drafts) == (job, 2, {"k": {}})
    parts = {"application/json": b"{}"}
    with database.writing() as session:
        assert store.beat(session, first, store.News(), lease_s=60) == "lost"
        assert store.complete(session, first, parts, retention_s=60) is False
        assert store.fail(session, first, None, retention_s=60) is False
        assert store.complete(session, second, parts, retention_s=60) is True
        assert store.complete(session, second, parts, retention_s=60) is False
    with database.reading() as session:
        assert store.result(session, job, "desk", "application/json") == b"{}"


def test_a_released_attempt_does_not_count(database: Database) -> None:
    job = accept(database)
    for _ in range(5):
        taken = claim(database, "one")
        assert taken is not None
        assert taken.attempt == 1
        with database.writing() as session:
            store.release(session, taken)
    with database.reading() as session:
        assert store.find(session, job, "desk").state == "queued"


def test_attempts_are_limited(database: Database) -> None:
    job = accept(database)
    for _ in range(3):
        assert claim(database, "one", lease_s=0.001) is not None
        time.sleep(0.005)
    assert claim(database, "one") is None
    with database.reading() as session:
        assert store.find(session, job, "desk").state == "failed"


def test_a_job_that_gets_on_is_not_given_up(database: Database) -> None:
    job = accept(database)
    for n in range(6):
        taken = claim(database, "one", lease_s=0.001)
        assert taken is not None
        news = store.News(drafts={f"k{n}": "{}"})
        with database.writing() as session:
            store.beat(session, taken, news, lease_s=0.001)
        time.sleep(0.005)
    with database.reading() as session:
        assert store.find(session, job, "desk").state == "running"


def test_a_job_cancelled_before_its_worker_died_is_not_run_again(database: Database) -> None:
    job = accept(database)
    assert claim(database, "one", lease_s=0.001) is not None
    with database.writing() as session:
        store.cancel(session, job, "desk", retention_s=60)
    time.sleep(0.005)
    assert claim(database, "two") is None
    with database.reading() as session:
        assert store.find(session, job, "desk").state == "cancelled"


def test_the_articles_of_a_finished_job_are_not_kept(database: Database) -> None:
    accept(database)
    taken = claim(database, "one")
    assert taken is not None
    with database.writing() as session:
        store.complete(session, taken, {"application/json": b"{}"}, retention_s=60)
    with database.reading() as session:
        assert store.find(session, taken.job_id, "desk").payload == b""


def test_idempotency_and_the_limit_of_waiting_jobs(database: Database) -> None:
    assert accept(database, key="k") == accept(database, key="k")
    with pytest.raises(ServiceError, match="other content"):
        accept(database, "b", key="k")
    with database.writing() as session, pytest.raises(ServiceError) as caught:
        store.accept(session, submission("c"), owner="desk", idempotency_key=None, max_queued=1)
    assert caught.value.status == 429


def test_retention(database: Database) -> None:
    job = accept(database)
    with database.writing() as session:
        store.cancel(session, job, "desk", retention_s=0.01)
    time.sleep(0.02)
    with database.reading() as session, pytest.raises(ServiceError, match="no such job"):
        store.find(session, job, "desk")
    with database.writing() as session:
        assert store.purge(session) == 1
        assert store.purge(session) == 0


def stored(name: str, text: str, day: str) -> dict[str, str]:
    return {"id": name, "text": text, "published": f"{day}T00:00:00+00:00"}


def test_articles_are_looked_up_by_rare_words_and_by_days(database: Database) -> None:
    records = [
        stored("ferry", "The ferry Selma ran aground off Orrin Point near Velmouth.", "2024-05-14"),
        stored("late", "The ferry Selma ran aground off Orrin Point near Velmouth.", "2024-09-14"),
        stored("glass", "Arvenia Glass closes its works in Velmouth after 90 years.", "2024-05-14"),
        *(stored(f"n{n}", f"The council of Velmouth met, item {n}.", "2024-05-14")
          for n in range(60)),
    ]  # fmt: skip
    digest = {"events": [], "articles": [{"id": record["id"]} for record in records]}
    with database.writing() as session:
        stories.keep(session, "desk", expected=0, records=records, digest=digest, why="")
    new = [stored("new", "Divers look at the Selma off Orrin Point in Velmouth.", "2024-05-15")]
    with database.reading() as session:
        known = stories.known(session, "desk", new)
        assert [record["id"] for record in known.records] == ["ferry"]
        assert known.epoch == 1
        assert stories.known(session, "night", new).records == ()
    with database.writing() as session:
        reading.withdraw(session, "desk", "ferry")
        assert stories.known(session, "desk", new).records == ()
    with database.writing() as session, pytest.raises(stories.StaleError):
        stories.keep(session, "desk", expected=1, records=new, digest=digest, why="")


def test_every_language_has_terms_to_be_looked_up_by() -> None:
    assert len(lookup.terms({"text": "Пожар в порту Велмута потушен ночью, погибших нет."})) >= 5
    assert len(lookup.terms({"text": "x" * 10_000})) == 1
    assert lookup.terms({"text": "\n"}) == ()


def test_corrections_stay_in_force(database: Database) -> None:
    records = [stored(name, f"The fair of {name} opens.", "2024-05-14") for name in "abcd"]
    digest = {"events": [], "articles": [{"id": record["id"]} for record in records]}
    asked = {"must_link": [["a", "b"]], "cannot_link": [["b", "c"], ["a", "nowhere"]]}
    with database.writing() as session:
        stories.keep(
            session, "desk", expected=0, records=records, digest=digest, why="", options=asked
        )

    def in_force(ids: str, **given: list[tuple[str, str]]) -> tuple[Any, Any]:
        with database.reading() as session:
            return links.in_force(
                session, "desk", ids, must=given.get("must", ()), cannot=given.get("cannot", ())
            )

    assert in_force("abcd") == ([("a", "b")], [("b", "c")])
    assert in_force("acd") == ([], [])
    # What is asked for now wins over what was asked for before.
    assert in_force("abcd", must=[("a", "c")]) == ([("a", "b"), ("a", "c")], [])
    assert in_force("abc", cannot=[("a", "b")]) == ([], [("a", "b"), ("b", "c")])
    # An article brings those along that it was paired with.
    with database.reading() as session:
        known = stories.known(session, "desk", [stored("a", "Other words now.", "2024-05-14")])
        assert "b" in [record["id"] for record in known.records]
    with database.writing() as session:
        reading.withdraw(session, "desk", "b")
    assert in_force("abcd") == ([], [])


def test_a_withdrawn_article_leaves_the_options_of_its_story(database: Database) -> None:
    records = [stored(name, f"The fair of {name} opens.", "2024-05-14") for name in "ab"]
    event = {
        "id": "evt-1", "headline": "The fair of b opens.", "articles": ["a", "b"], "origins": [],
        "grouping": {"weakest_link": 0.9, "links": []}, "summary": [], "citations": [],
        "disagreements": [], "rejected": [],
    }  # fmt: skip
    digest = {"events": [event], "articles": [{"id": "a"}, {"id": "b"}]}
    options = {"writer": "extract", "words": 60, "must_link": [["a", "b"]], "cannot_link": []}
    with database.writing() as session:
        stories.keep(
            session, "desk", expected=0, records=records, digest=digest, why="", options=options
        )
    with database.writing() as session:
        left = reading.withdraw(session, "desk", "b")
        assert left is not None
        assert left.options == {
            "writer": "extract", "words": 60, "must_link": [], "cannot_link": [],
        }  # fmt: skip
        (row,) = reading.page(session, "desk", limit=9, before=None, article="")
        assert (row[1]["headline"], row[1]["articles"]) == ("(withdrawn)", ["a"])
        reading.withdraw(session, "desk", "a")
        # A story without articles can still be asked for, but is not listed.
        assert reading.page(session, "desk", limit=9, before=None, article="") == []
        assert reading.find(session, left.story_id, "desk").version == 3
