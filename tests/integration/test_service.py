"""The HTTP API over a real socket, with a fake engine in a real worker process."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from tests.integration.service_fakes import Server, articles, server


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(
        tmp_path_factory.mktemp("api"), max_body_bytes=200_000, max_articles=50,
        max_article_chars=5_000, queue=40, max_job_articles=12_000,
    ) as running:  # fmt: skip
        yield running


def problem(answer: httpx2.Response, status: int, kind: str) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = answer.json()
    assert (answer.status_code, body["status"]) == (status, status), body
    assert body["type"] == f"urn:newsweave:problem:{kind}"
    return body


def test_a_digest_comes_in_three_forms(api: Server) -> None:
    body = {"articles": articles("One ferry.", "Another ferry.", source="herald")}
    digest = api.post("/v1/summaries", body).json()
    assert [event["articles"] for event in digest["events"]] == [["a1", "a2"]]
    assert digest["events"][0]["summary"][0]["kind"] == "written"
    markdown = api.post("/v1/summaries", body, accept="text/markdown")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert markdown.text.startswith("# ")
    page = api.post("/v1/summaries", body, accept="text/html;q=0.9, text/*;q=0.1")
    assert page.text.startswith("<!DOCTYPE html>")
    policy = page.headers["content-security-policy"]
    assert "script-src" not in policy
    assert "default-src 'none'; style-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_groups_have_no_summary(api: Server) -> None:
    digest = api.post("/v1/groups", {"articles": articles("A ferry.")}).json()
    assert digest["events"][0]["summary"] == []


def test_every_answer_carries_its_id_and_security_headers(api: Server) -> None:
    for answer in (
        api.client.get("/healthz", headers={"x-request-id": "desk-7"}),
        api.client.get("/nowhere", headers={"x-request-id": "desk-7"}),
    ):
        assert answer.headers["x-request-id"] == "desk-7"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert (
        api.client.get("/healthz", headers={"x-request-id": "a b"}).headers["x-request-id"] != "a b"
    )


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ([], "#"),
        ({}, "#/articles"),
        ({"articles": []}, "#/articles"),
        ({"articles": ["text"]}, "#/articles/0"),
        ({"articles": [{"text": "fine"}, {"text": " "}]}, "#/articles/1/text"),
        ({"articles": [{"text": 7}]}, "#/articles/0/text"),
        ({"articles": [{"text": "x", "published": "soon"}]}, "#/articles/0/published"),
        ({"articles": [{"text": "x"}], "words": 3}, "#/words"),
        ({"articles": [{"text": "x"}], "words": True}, "#/words"),
        ({"articles": [{"text": "x"}], "writer": "../../etc"}, "#/writer"),
        ({"articles": [{"text": "x"}], "deadline_s": 0}, "#/deadline_s"),
        ({"articles": [{"text": "x"}], "store": 1}, "#/store"),
        ({"articles": [{"text": "x"}], "wirter": "auto"}, "#/wirter"),
        (
            {"articles": [{"text": "x"}], "corrections": {"must_link": [["a"]]}},
            "#/corrections/must_link",
        ),
        ({"articles": [{"text": "x"}], "a/b~c": 1}, "#/a~1b~0c"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(api: Server, body: object, place: str) -> None:
    told = problem(api.post("/v1/summaries", body), 422, "invalid")
    assert told["errors"][0]["pointer"] == place  # type: ignore[index]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe{}", b'{"articles": ' + b"[" * 100_000, b"%PDF-1.7", b"[1,]", b"\x00"],
)
def test_what_is_not_json_is_refused(api: Server, body: bytes) -> None:
    answer = api.client.post(
        "/v1/summaries", content=body, headers={"content-type": "application/json"}
    )
    problem(answer, 400, "malformed")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "9" * 5000])
def test_numbers_that_json_or_python_cannot_hold(api: Server, number: str) -> None:
    text = f'{{"articles": [{{"text": "x"}}], "deadline_s": {number}}}'
    answer = api.client.post(
        "/v1/summaries", content=text.encode(), headers={"content-type": "application/json"}
    )
    problem(answer, 422, "invalid")


def test_lone_surrogates_and_nul_do_no_harm(api: Server) -> None:
    for text in ("a \\ud800 b", "a \\u0000 b", "\\udfff\\ud800"):
        body = f'{{"articles": [{{"text": "{text} words", "title": "{text}"}}]}}'
        answer = api.client.post(
            "/v1/summaries", content=body.encode(), headers={"content-type": "application/json"}
        )
        assert answer.status_code in (200, 422)
        json.loads(answer.content.decode())


def test_content_types_and_representations(api: Server) -> None:
    answer = api.client.post("/v1/summaries", content=b"{}", headers={"content-type": "text/plain"})
    problem(answer, 415, "unsupported-media-type")
    packed = api.client.post(
        "/v1/summaries",
        content=gzip.compress(b"{}"),
        headers={"content-type": "application/json", "content-encoding": "gzip"},
    )
    problem(packed, 415, "unsupported-media-type")
    body = {"articles": articles("x")}
    problem(api.post("/v1/summaries", body, accept="image/png"), 406, "not-acceptable")
    problem(api.client.get("/v1/summaries"), 405, "method-not-allowed")
    problem(api.client.get("/v1/nothing"), 404, "not-found")


def test_limits(api: Server) -> None:
    many = problem(api.post("/v1/summaries", {"articles": articles(*["x"] * 51)}), 413, "too-large")
    assert many["errors"][0]["pointer"] == "#/articles/50"  # type: ignore[index]
    long = problem(api.post("/v1/summaries", {"articles": articles("x" * 5001)}), 413, "too-large")
    assert long["errors"][0]["pointer"] == "#/articles/0/text"  # type: ignore[index]
    problem(api.post("/v1/summaries", {"articles": articles("x" * 200_000)}), 413, "too-large")


def test_a_body_is_measured_as_it_comes(api: Server) -> None:
    """No declared length: chunks."""
    chunks = (b"x" * 10_000 for _ in range(50))
    answer = api.client.post(
        "/v1/summaries", content=chunks, headers={"content-type": "application/json"}
    )
    problem(answer, 413, "too-large")


def test_concurrent_requests_share_writer_calls(api: Server) -> None:
    """While one sleeps in the writer, others gather and are written in one call."""
    with ThreadPoolExecutor(7) as threads:
        slow = threads.submit(api.post, "/v1/summaries", {"articles": articles("SLEEP")})
        bodies = [{"articles": articles(f"text {n}")} for n in range(6)]
        answers = list(threads.map(lambda body: api.post("/v1/summaries", body), bodies))
        texts = [a.json()["events"][0]["summary"][0]["text"] for a in answers]
        assert slow.result().status_code == 200
    sizes = {int(text.rsplit(" ", 1)[1]) for text in texts}
    assert max(sizes) > 1, texts


def test_the_deadline_is_kept_by_extracting(api: Server) -> None:
    body = {"articles": articles("quick", "SLEEP one", "SLEEP two"), "deadline_s": 0.4}
    answer = api.post("/v1/summaries", body)
    assert answer.status_code == 200
    kinds = [event["summary"][0]["kind"] for event in answer.json()["events"]]
    assert kinds == ["written", "extracted", "extracted"]
    assert [event["note"] for event in answer.json()["events"]] == ["", "late", "late"]


def test_a_job_from_acceptance_to_erasure(api: Server) -> None:
    job = api.job(articles("one", "two", "three"), words=50)
    told = api.events(job)
    assert [data["articles"] for kind, data in told if kind == "event"] == [["a1"], ["a2"], ["a3"]]
    assert told[-1] == ("state", {"state": "done"})
    state = api.state(job)
    assert (state["state"], state["done"], state["total"]) == ("done", 3, 3)
    assert state["created"] <= state["started"] <= state["finished"] < state["expires"]
    digest = api.client.get(f"/v1/jobs/{job}/result").json()
    assert len(digest["events"]) == 3
    page = api.client.get(f"/v1/jobs/{job}/result", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    problem(api.client.delete(f"/v1/jobs/{job}"), 409, "conflict")
    assert api.client.delete(f"/v1/jobs/{job}?erase=true").status_code == 204
    problem(api.client.get(f"/v1/jobs/{job}"), 404, "not-found")


def test_events_go_on_after_the_last_one_seen(api: Server) -> None:
    job = api.job(articles("one"))
    api.finished(job)
    with api.client.stream(
        "GET", f"/v1/jobs/{job}/events", headers={"last-event-id": "1"}
    ) as answer:
        ids = [line for line in answer.iter_lines() if line.startswith("id: ")]
    assert ids[0] == "id: 2"
    bad = api.client.get(f"/v1/jobs/{job}/events", headers={"last-event-id": "x"})
    problem(bad, 422, "invalid")


def test_a_job_can_be_cancelled(api: Server) -> None:
    before = len(api.written())
    job = api.job(articles(*[f"SLEEP {n}" for n in range(40)]))
    while (state := api.state(job))["stage"] != "write" or state["done"] < 1:
        time.sleep(0.02)
    assert api.client.delete(f"/v1/jobs/{job}").status_code == 200
    assert api.finished(job)["state"] == "cancelled"
    assert api.client.delete(f"/v1/jobs/{job}").status_code == 200
    problem(api.client.get(f"/v1/jobs/{job}/result"), 409, "conflict")
    # The worker is free again, and has not written the rest.
    assert len(api.written()) - before < 40
    assert api.post("/v1/summaries", {"articles": articles("x")}).status_code == 200


def test_a_job_may_be_jsonl_or_files(api: Server) -> None:
    lines = "".join(json.dumps(record) + "\n" for record in articles("one", "two"))
    answer = api.client.post(
        "/v1/jobs?writer=extract&words=40",
        content=lines.encode(),
        headers={"content-type": "application/jsonl"},
    )
    job = answer.json()["id"]
    assert answer.headers["location"] == f"/v1/jobs/{job}"
    api.finished(job)
    events = api.client.get(f"/v1/jobs/{job}/result").json()["events"]
    assert [event["writer"] for event in events] == ["extract", "extract"]
    files = [
        ("file", ("more.jsonl.gz", gzip.compress(lines.encode()))),
        ("file", ("ferry.txt", b"A ferry ran aground.\n\nNobody was hurt off Orrin Point.")),
    ]
    answer = api.client.post("/v1/jobs", files=files, data={"options": '{"words": 60}'})
    assert answer.status_code == 202, answer.text
    assert answer.json()["articles"] == 3
    api.finished(answer.json()["id"])


def test_bad_uploads_name_file_and_line(api: Server) -> None:
    answer = api.client.post(
        "/v1/jobs",
        content=b'{"text": "fine"}\n{"text": 1}\nnonsense\n',
        headers={"content-type": "application/x-ndjson"},
    )
    places = [e["where"] for e in problem(answer, 422, "invalid")["errors"]]  # type: ignore[attr-defined]
    assert places == ["body:2", "body:3"]
    strange = api.client.post("/v1/jobs", files=[("file", ("notes.exe", b"MZ"))])
    problem(strange, 415, "unsupported-media-type")
    zeros = gzip.compress(b"\0" * 50_000_000)
    bomb = api.client.post("/v1/jobs", files=[("file", ("b.txt.gz", zeros))])
    problem(bomb, 422, "invalid")
    words = api.client.post(
        "/v1/jobs?words=x", content=b"", headers={"content-type": "application/jsonl"}
    )
    problem(words, 422, "invalid")


def test_an_idempotency_key_makes_one_job(api: Server) -> None:
    body = {"articles": articles("one")}
    with ThreadPoolExecutor(6) as threads:
        answers = list(
            threads.map(
                lambda _: api.client.post(
                    "/v1/jobs", json=body, headers={"idempotency-key": "desk-1"}
                ),
                range(6),
            )
        )
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = {"articles": articles("two")}
    again = api.client.post("/v1/jobs", json=other, headers={"idempotency-key": "desk-1"})
    problem(again, 409, "conflict")


@pytest.mark.parametrize(
    "job", ["job-" + "0" * 32, "job-%00", "x" * 5000, "..%2f..", "job-" + "0" * 31 + "%0A"]
)
def test_unknown_jobs(api: Server, job: str) -> None:
    for path in (f"/v1/jobs/{job}", f"/v1/jobs/{job}/result", f"/v1/jobs/{job}/events"):
        problem(api.client.get(path), 404, "not-found")
    problem(api.client.delete(f"/v1/jobs/{job}"), 404, "not-found")


def test_what_the_service_says_of_itself(api: Server) -> None:
    assert api.client.get("/healthz").json() == {"status": "ok"}
    for path in ("/healthz", "/readyz"):
        # Load balancers ask so.
        answer = api.client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
    assert api.client.get("/readyz").json()["signature"] == "fake engine"
    version = api.client.get("/version").json()
    assert version["format"] == "newsweave/1"
    assert version["writers"] == ["auto", "extract"]
    text = api.client.get("/metrics").text
    for name in (
        "requests_total", "request_seconds", "stage_seconds", "queue_length", "batch_size",
        "gate_rejections_total", "fallbacks_total",
    ):  # fmt: skip
        assert f"newsweave_{name}" in text


def test_the_documentation_needs_no_network(api: Server) -> None:
    page = api.client.get("/docs")
    assert "script" not in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert 'src="http' not in page.text
    assert "herald-1" in page.text
    elsewhere = api.client.get("/docs", headers={"host": "localhost:9321"})
    assert "curl http://localhost:9321/v1/summaries" in elsewhere.text
    assert ":8000" not in page.text + elsewhere.text
    assert api.client.get("/docs/style.css").headers["content-type"].startswith("text/css")
    document = api.client.get("/openapi.json").json()
    assert "/v1/jobs/{job_id}/events" in document["paths"]
    body = document["paths"]["/v1/summaries"]["post"]["requestBody"]["content"]
    example = body["application/json"]["examples"]["ferry"]["value"]
    assert api.post("/v1/summaries", example).status_code == 200
    assert document["components"]["schemas"]["Submission"]["properties"]["writer"]["enum"] == [
        "auto", "extract", None,
    ]  # fmt: skip


def test_a_hostile_page_cannot_use_a_local_service(api: Server) -> None:
    body = {"articles": articles("x")}
    problem(api.post("/v1/summaries", body, origin="https://evil.example"), 403, "cross-site")
    problem(api.post("/v1/summaries", body, origin="null"), 403, "cross-site")
    assert api.post("/v1/summaries", body, origin=api.url).status_code == 200
    problem(api.client.get("/healthz", headers={"host": "evil.example"}), 400, "wrong-host")


def test_the_log_holds_no_text_of_articles(api: Server) -> None:
    secret = "Zanzibarquux"
    api.post("/v1/summaries", {"articles": articles(f"RAISES {secret}", f"{secret} again")})
    api.post("/v1/summaries", {"articles": articles(f"BREAKS {secret}")})
    api.post("/v1/summaries", {"articles": [{"id": secret, "text": ""}]})
    lines = [json.loads(line) for line in api.log.read_text().splitlines()]
    assert any(line.get("route") == "/v1/summaries" and line.get("articles") for line in lines)
    assert any(line["event"] == "work failed" for line in lines)
    assert secret not in api.log.read_text()


def test_keys_are_needed_and_keep_jobs_apart(tmp_path: Path) -> None:
    keys = "desk:first-secret,night:second-secret"
    with server(tmp_path, api_keys=keys, max_concurrent_per_key=1) as api:
        body = {"articles": articles("x")}
        refused = api.post("/v1/summaries", body)
        problem(refused, 401, "unauthorized")
        assert refused.headers["www-authenticate"].startswith("Bearer")
        problem(api.client.get("/metrics"), 401, "unauthorized")
        desk = {"authorization": "Bearer first-secret"}
        assert api.post("/v1/summaries", body, **desk).status_code == 200
        problem(api.post("/v1/summaries", body, authorization="Bearer first"), 401, "unauthorized")
        job = api.client.post("/v1/jobs", json=body, headers=desk).json()["id"]
        night = {"x-api-key": "second-secret"}
        problem(api.client.get(f"/v1/jobs/{job}", headers=night), 404, "not-found")
        while api.client.get(f"/v1/jobs/{job}", headers=desk).json()["state"] != "done":
            time.sleep(0.02)
        with ThreadPoolExecutor(2) as threads:
            slow = threads.submit(
                api.post, "/v1/summaries", {"articles": articles("SLEEP")}, **desk
            )
            while "newsweave_running 1.0" not in api.client.get("/metrics", headers=night).text:
                time.sleep(0.02)
            second = api.post("/v1/summaries", body, **desk)
            problem(second, 429, "too-many-requests")
            assert int(second.headers["retry-after"]) >= 1
            assert slow.result().status_code == 200
        assert "first-secret" not in api.log.read_text()
