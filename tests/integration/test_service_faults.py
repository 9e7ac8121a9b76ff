"""What must not matter: deaths, floods, slowness, a full disk, a database that comes and goes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.integration.service_fakes import Server, articles, server


def wait_until(condition, seconds: float = 15) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)


def worker_pids(service: Server) -> list[int]:
    assert service.process is not None
    path = Path(f"/proc/{service.process.pid}/task")
    children = [
        child for task in path.iterdir() for child in (task / "children").read_text().split()
    ]
    return [int(child) for child in children]


def metric(service: Server, line: str) -> float:
    text = service.client.get("/metrics").text
    return next(float(x.rsplit(" ", 1)[1]) for x in text.splitlines() if x.startswith(line + " "))


def test_kill_9_in_the_middle_of_a_job(tmp_path: Path) -> None:
    """Nothing accepted is lost, nothing is written twice but what was in hand, results stay."""
    with server(tmp_path) as service:
        early = service.job(articles("early", prefix="early"))
        service.finished(early)
        job = service.job(articles(*[f"SLEEP {n}" for n in range(6)]))
        behind = service.job(articles("behind", prefix="behind"))
        wait_until(lambda: _written(service, job) >= 2)
        workers = worker_pids(service)
        service.kill()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
        service.start()
        assert service.finished(job)["state"] == "done"
        assert service.finished(behind)["state"] == "done"
        assert service.client.get(f"/v1/jobs/{early}/result").status_code == 200
        digest = service.client.get(f"/v1/jobs/{job}/result").json()
        assert [event["summary"][0]["kind"] for event in digest["events"]] == ["written"] * 6
        told = [data["id"] for kind, data in service.events(job) if kind == "event"]
        assert len(told) == len(set(told)) == 6
        asked = Counter(service.written())
        # At most the drafts of the last flush and the one in hand were asked for again.
        assert sum(asked.values()) <= 8 + 2
        assert asked[told[0]] == 1


def test_a_restart_in_peace_gives_the_job_back_at_once(tmp_path: Path) -> None:
    with server(tmp_path, lease_s=600, shutdown_s=0) as service:
        job = service.job(articles(*[f"SLEEP {n}" for n in range(4)]))
        wait_until(lambda: _written(service, job) >= 1)
        assert service.stop() in (0, -signal.SIGTERM)
        service.start()
        assert service.finished(job)["state"] == "done"


def test_open_streams_do_not_hold_up_a_shutdown(tmp_path: Path) -> None:
    # Where they did, `stop` would lose its patience before the service does.
    with server(tmp_path, shutdown_s=600) as service, ThreadPoolExecutor(1) as threads:
        job = service.job(articles("HANGS"))
        listening = threads.submit(service.events, job)
        wait_until(lambda: service.state(job)["state"] == "running")
        service.stop()
        assert all(kind != "state" for kind, _ in listening.result())


def test_an_address_in_use_is_told(tmp_path: Path) -> None:
    with server(tmp_path) as service:
        assert service.process is not None
        (tmp_path / "second").mkdir()
        second = Server(tmp_path / "second")
        second.client.close()
        second.environment["NEWSWEAVE_PORT"] = str(service.port)
        second.start(wait=False)
        assert second.process is not None
        assert second.process.wait(20) != 0
        assert "cannot be listened on" in second.log.read_text()


def test_two_services_never_finish_one_job_twice(tmp_path: Path) -> None:
    with server(tmp_path, lease_s=0.5) as one:
        other = Server(tmp_path, lease_s=0.5)
        other.environment["NEWSWEAVE_DATABASE_URL"] = one.environment["NEWSWEAVE_DATABASE_URL"]
        other.start()
        try:
            jobs = [one.job(articles(f"text {n}", "SLEEP")) for n in range(6)]
            assert {one.finished(job)["state"] for job in jobs} == {"done"}
            ended = [metric(s, 'newsweave_jobs_total{state="done"}') for s in (one, other)
                     if 'state="done"' in s.client.get("/metrics").text]  # fmt: skip
            assert sum(ended) == 6
        finally:
            other.close()


def test_a_job_that_kills_every_service_is_given_up(tmp_path: Path) -> None:
    with server(tmp_path, job_attempts=2) as service:
        job = service.job(articles("HANGS"))
        for _ in range(2):
            wait_until(lambda: service.state(job)["state"] == "running")
            service.kill()
            service.start()
            time.sleep(1.2)
        state = service.finished(job)
        assert state["state"] == "failed"
        assert "2 attempts" in state["error"]["detail"]


def test_a_worker_that_dies_costs_nobody_an_answer(tmp_path: Path) -> None:
    with server(tmp_path) as service, ThreadPoolExecutor(4) as threads:
        bodies = [{"articles": articles(f"SLEEP {n}")} for n in range(4)]
        answers = threads.map(lambda body: service.post("/v1/summaries", body), bodies)
        wait_until(lambda: metric(service, "newsweave_running") == 4)
        os.kill(worker_pids(service)[0], signal.SIGKILL)
        for answer in answers:
            assert answer.status_code == 200
            assert answer.json()["events"][0]["summary"][0]["kind"] == "written"
        assert metric(service, "newsweave_worker_restarts_total") == 1
        service.wait_for("/readyz")


def test_a_poison_article_costs_only_its_own_event(tmp_path: Path) -> None:
    """It kills the process of whoever writes it; the rest of the job is written."""
    with server(tmp_path) as service:
        job = service.job(articles("one", "KILLS", "two", "KILLS too", "three", "RAISES", "four"))
        assert service.finished(job)["state"] == "done"
        events = service.client.get(f"/v1/jobs/{job}/result").json()["events"]
        kinds = [event["summary"][0]["kind"] for event in events]
        poisoned = [False, True, False, True, False, True, False]
        assert kinds == ["extracted" if bad else "written" for bad in poisoned]
        assert [bool(event["note"]) for event in events] == poisoned
        # An innocent request that shares the worker with a poisonous one is answered as well.
        with ThreadPoolExecutor(2) as threads:
            bad = threads.submit(service.post, "/v1/summaries", {"articles": articles("KILLS")})
            good = threads.submit(service.post, "/v1/summaries", {"articles": articles("SLEEP")})
            assert good.result().json()["events"][0]["summary"][0]["kind"] == "written"
            assert bad.result().json()["events"][0]["summary"][0]["kind"] == "extracted"


def test_a_pipeline_that_breaks_fails_its_request_only(tmp_path: Path) -> None:
    with server(tmp_path) as service:
        answer = service.post("/v1/summaries", {"articles": articles("BREAKS")})
        assert (answer.status_code, answer.json()["type"]) == (
            500,
            "urn:newsweave:problem:internal",
        )
        job = service.job(articles("BREAKS"))
        assert service.finished(job)["state"] == "failed"
        assert service.post("/v1/summaries", {"articles": articles("x")}).status_code == 200


def test_an_event_that_is_lost_to_an_error_costs_no_other(tmp_path: Path) -> None:
    with server(tmp_path) as service:
        given = articles("one", "LOSES it", "RAISES", "two")
        one, lost, raised, two = service.post("/v1/summaries", {"articles": given}).json()["events"]
        assert (lost["summary"], lost["note"]) == ([], "Not summarized.")
        assert [event["summary"][0]["kind"] for event in (one, raised, two)] == [
            "written", "extracted", "written",
        ]  # fmt: skip
        assert metric(service, "newsweave_lost_events_total") == 1
        log = [json.loads(line) for line in service.log.read_text().splitlines()]
        told = {line["id"]: line for line in log if line["event"] == "writing failed"}
        assert {id: line["kind"] for id, line in told.items()} == {
            lost["id"]: "LookupError", raised["id"]: "RuntimeError",
        }  # fmt: skip
        assert "service_fakes.py:" in told[lost["id"]]["at"]
        # Where nothing was written there is nothing to answer with.
        assert service.finished(service.job(given))["state"] == "done"
        assert service.post("/v1/summaries", {"articles": given[1:2]}).status_code == 500
        assert service.finished(service.job(given[1:2]))["state"] == "failed"


def test_a_story_keeps_the_summary_it_has_where_a_new_one_is_lost(tmp_path: Path) -> None:
    with server(tmp_path) as service:
        first = articles("The mill burns.", source="mill")
        service.post("/v1/summaries", {"articles": first, "store": True})
        more = [*articles("LOSES it.", source="mill", prefix="b"), *articles("x", prefix="c")]
        answer = service.post("/v1/summaries", {"articles": more, "store": True})
        assert (answer.status_code, answer.json()["type"]) == (
            500,
            "urn:newsweave:problem:internal",
        )
        assert "nothing was stored" in answer.json()["detail"]
        state = service.finished(service.job(more, store=True))
        assert state["state"] == "failed"
        assert "nothing was stored" in state["error"]["detail"]
        (story,) = service.client.get("/v1/stories").json()["stories"]
        assert (story["version"], story["articles"]) == (1, ["a1"])


def test_a_full_disk_refuses_jobs_and_keeps_the_rest_alive(tmp_path: Path) -> None:
    with server(tmp_path, max_body_bytes=50_000_000) as service:
        kept = service.job(articles("early", prefix="early"))
        service.finished(kept)
        with sqlite3.connect(tmp_path / "jobs.db") as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
        service.kill()
        # As many pages as there are: from now on every growth is "database or disk is full".
        service.environment["FAKE_MAX_PAGES"] = str(pages + 2)
        service.start()
        noise = [os.urandom(40_000).hex() for _ in range(8)]
        answer = service.post("/v1/jobs", {"articles": articles(*noise)})
        assert answer.status_code == 503, answer.text
        assert answer.json()["type"] == "urn:newsweave:problem:store-unavailable"
        assert int(answer.headers["retry-after"]) >= 1
        assert service.client.get(f"/v1/jobs/{kept}/result").status_code == 200
        assert service.post("/v1/summaries", {"articles": articles("x")}).status_code == 200


def test_a_client_that_leaves_frees_its_work(tmp_path: Path) -> None:
    with server(tmp_path, concurrency=1) as service:
        body = json.dumps({"articles": articles("HANGS")}).encode()
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            client.sendall(_head(len(body)) + body)
            wait_until(lambda: metric(service, "newsweave_running") == 1)
        wait_until(lambda: metric(service, "newsweave_running") == 0)
        gone = 'newsweave_requests_total{method="POST",route="/v1/summaries",status="499"}'
        assert metric(service, gone) == 1
        assert service.post("/v1/summaries", {"articles": articles("x")}).status_code == 200


def test_a_slow_client_is_let_go(tmp_path: Path) -> None:
    with server(tmp_path, body_timeout_s=0.5) as service:
        with socket.create_connection(("127.0.0.1", service.port), timeout=20) as client:
            client.sendall(_head(1000) + b'{"articles"')
            answer = client.recv(65_536)
            assert b" 408 " in answer.splitlines()[0]
        # Others are served while it dawdles, and a reader that does not read holds nobody up.
        job = service.job(articles(*[f"text {n}" for n in range(50)]))
        lazy = socket.create_connection(("127.0.0.1", service.port))
        lazy.sendall(f"GET /v1/jobs/{job}/events HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert service.finished(job)["state"] == "done"
        lazy.close()


def test_a_body_of_100_mb(tmp_path: Path) -> None:
    with server(tmp_path) as service:
        pid = service.process.pid if service.process else 0
        before = _resident(pid)
        chunk = b'{"text": "' + b"x" * 1_000_000
        answer = service.client.post(
            "/v1/summaries",
            content=(chunk for _ in range(100)),
            headers={"content-type": "application/json"},
        )
        assert answer.status_code == 413
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as client:
            client.sendall(_head(100_000_000))
            assert b" 413 " in client.recv(65_536).splitlines()[0]
        assert _resident(pid) - before < 60_000_000
        assert service.client.get("/healthz").status_code == 200


def test_ten_thousand_tiny_articles(tmp_path: Path) -> None:
    with server(tmp_path) as service, ThreadPoolExecutor(1) as threads:
        many = articles(*[f"Text {n}." for n in range(10_000)], source="one")
        answer = service.post("/v1/summaries", {"articles": many})
        assert answer.status_code == 413
        pulses: list[int] = []
        going = True

        def beat() -> None:
            while going:
                pulses.append(service.client.get("/healthz").status_code)
                time.sleep(0.01)

        beating = threads.submit(beat)
        job = service.job(many)
        assert service.finished(job)["state"] == "done"
        going = False
        beating.result()
        digest = service.client.get(f"/v1/jobs/{job}/result").json()
        assert digest["counts"]["articles"] == 10_000
        assert set(pulses) == {200}


def test_the_queue_is_bounded(tmp_path: Path) -> None:
    with server(tmp_path, concurrency=1, queue=1) as service, ThreadPoolExecutor(8) as threads:
        bodies = [{"articles": articles(f"SLEEP {n}")} for n in range(6)]
        answers = list(threads.map(lambda body: service.post("/v1/summaries", body), bodies))
        statuses = Counter(answer.status_code for answer in answers)
        assert set(statuses) == {200, 429}
        assert statuses[429] >= 3
        full = next(answer for answer in answers if answer.status_code == 429)
        assert full.json()["type"] == "urn:newsweave:problem:queue-full"
        assert int(full.headers["retry-after"]) >= 1


def test_time_runs_out_only_without_a_deadline(tmp_path: Path) -> None:
    with server(tmp_path, request_timeout_s=0.3) as service:
        slow = {"articles": articles("SLEEP")}
        answer = service.post("/v1/summaries", slow)
        assert (answer.status_code, answer.json()["title"]) == (504, "The work took too long")
        assert service.post("/v1/summaries", {**slow, "deadline_s": 0.5}).status_code == 200


def test_finished_jobs_are_forgotten_in_time(tmp_path: Path) -> None:
    with server(tmp_path, retention_s=1) as service:
        job = service.job(articles("x"))
        service.finished(job)
        time.sleep(1.1)
        service.kill()
        service.start()
        wait_until(lambda: service.client.get(f"/v1/jobs/{job}").status_code == 404)


def test_it_does_not_open_to_the_world_unasked(tmp_path: Path) -> None:
    service = Server(tmp_path, host="0.0.0.0").start(wait=False)
    service.client.close()
    assert service.process is not None
    assert service.process.wait(20) != 0
    assert "API keys are needed" in service.log.read_text()


def _written(service: Server, job: str) -> int:
    state = service.state(job)
    return int(state["done"]) if state["stage"] == "write" else 0


def _head(length: int) -> bytes:
    return (
        "POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


def _resident(pid: int) -> int:
    with contextlib.suppress(FileNotFoundError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
    pytest.fail("the service has gone")
