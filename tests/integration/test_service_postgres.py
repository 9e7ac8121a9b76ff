"""The job store in PostgreSQL: the same promises, and an outage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.integration.postgres import Cluster, binaries
from tests.integration.service_fakes import Server, articles, server

pytestmark = pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    made.start()
    yield made
    made.destroy()


def test_jobs_live_in_postgresql(cluster: Cluster, tmp_path: Path) -> None:
    with server(tmp_path, database_url=cluster.url) as service:
        body = {"articles": articles("one \u2028 ünï", "two")}
        with ThreadPoolExecutor(8) as threads:
            answers = list(
                threads.map(
                    lambda _: service.post("/v1/jobs", body, **{"idempotency-key": "desk-1"}),
                    range(8),
                )
            )
        assert {answer.status_code for answer in answers} == {202}
        (job,) = {answer.json()["id"] for answer in answers}
        assert service.finished(job)["state"] == "done"
        assert service.events(job)[-1] == ("state", {"state": "done"})
        assert len(service.client.get(f"/v1/jobs/{job}/result").json()["events"]) == 2
        assert service.client.get("/v1/jobs/job-%00").status_code == 404
        assert service.client.delete(f"/v1/jobs/{job}?erase=true").status_code == 204


def test_two_services_share_the_work_and_survive_each_other(
    cluster: Cluster, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    with (
        server(tmp_path, database_url=cluster.url) as one,
        server(tmp_path / "other", database_url=cluster.url) as other,
    ):
        jobs = [one.job(articles(f"SLEEP {n}", prefix=f"j{n}-")) for n in range(6)]
        one.finished(jobs[1])
        one.kill()
        assert {other.finished(job)["state"] for job in jobs} == {"done"}
        assert one.written(), "the one has worked"
        assert other.written(), "the other has worked"
        # Only what the one had in hand when it died was written a second time.
        assert len(one.written() + other.written()) <= 6 + 1


def test_the_database_goes_and_comes_back(cluster: Cluster, tmp_path: Path) -> None:
    with server(tmp_path, database_url=cluster.url) as service:
        job = service.job(articles(*[f"SLEEP {n}" for n in range(4)], prefix="j"))
        while service.state(job)["stage"] != "write":
            time.sleep(0.02)
        cluster.stop()
        service.wait_for("/readyz", status=503)
        refused = service.post("/v1/jobs", {"articles": articles("x")})
        assert refused.status_code == 503
        assert refused.json()["type"] == "urn:newsweave:problem:store-unavailable"
        # What needs no store goes on.
        assert service.post("/v1/summaries", {"articles": articles("x")}).status_code == 200
        cluster.start()
        service.wait_for("/readyz")
        assert service.finished(job)["state"] == "done"
        told = {data["id"] for kind, data in service.events(job) if kind == "event"}
        written = [line for line in service.written() if line in told]
        # The job went on through the outage: nothing of it was written twice.
        assert sorted(written) == sorted(told)


def test_it_waits_for_a_database_that_is_not_there_yet(cluster: Cluster, tmp_path: Path) -> None:
    cluster.stop()
    service = Server(tmp_path, database_url=cluster.url).start(wait=False)
    try:
        service.wait_for("/healthz")
        service.wait_for("/v1/jobs/job-" + "0" * 32, status=503)
        cluster.start()
        service.wait_for("/readyz")
        assert service.finished(service.job(articles("x")))["state"] == "done"
    finally:
        service.close()
