"""`newsweave serve` with the real pipeline: exact citations, and the same bytes in any company."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.examples import EXAMPLE_ARTICLES, EXAMPLE_REQUEST
from tests.integration.service_fakes import Server


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    service = Server(tmp_path_factory.mktemp("real"), batch_wait_ms=50)
    try:
        service.start(wait=False, command=[sys.executable, "-m", "summarizer", "serve"])
        service.wait_for("/readyz", seconds=180)
        yield service
    finally:
        service.close()


def test_the_example_of_the_documentation(api: Server) -> None:
    digest = api.post("/v1/summaries", EXAMPLE_REQUEST).json()
    (event,) = digest["events"]
    assert event["articles"] == ["coast-7", "herald-1"]
    texts = {article["id"]: article["text"] for article in EXAMPLE_ARTICLES}
    assert event["summary"]
    for citation in event["citations"]:
        quote = texts[citation["article"]][citation["start"] : citation["end"]]
        assert quote == citation["quote"]
    assert all(sentence["citations"] for sentence in event["summary"])


def test_company_does_not_change_an_answer(api: Server) -> None:
    """Alone, beside others in the same writer calls, in another order: the same bytes."""
    body = {"articles": EXAMPLE_ARTICLES}
    alone = api.post("/v1/summaries", body).content
    others = [
        {"articles": [{**EXAMPLE_ARTICLES[n % 2], "id": f"other-{n}"}], "words": 40 + 10 * n}
        for n in range(4)
    ]
    turned = {"articles": EXAMPLE_ARTICLES[::-1]}
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(lambda one: api.post("/v1/summaries", one), [body, *others, turned, body])
        )
    assert {answers[n].content for n in (0, 5, 6)} == {alone}


def test_corrections_and_writers(api: Server) -> None:
    apart = {"cannot_link": [["herald-1", "coast-7"]]}
    body = {"articles": EXAMPLE_ARTICLES, "corrections": apart, "writer": "extract"}
    events = api.post("/v1/summaries", body).json()["events"]
    assert sorted(event["articles"] for event in events) == [["coast-7"], ["herald-1"]]
    assert {event["writer"] for event in events} == {"extract"}
    strange = {"must_link": [["herald-1", "nowhere"]]}
    warnings = api.post("/v1/summaries", {**body, "corrections": strange}).json()["warnings"]
    assert len([one for one in warnings if "nowhere" in one]) == 1


def test_a_deadline_that_has_passed_still_gets_an_answer(api: Server) -> None:
    body = {"articles": EXAMPLE_ARTICLES, "deadline_s": 0.01}
    (event,) = api.post("/v1/summaries", body).json()["events"]
    assert {sentence["kind"] for sentence in event["summary"]} <= {"extracted", "quoted"}
    assert "deadline" in event["note"]


def test_stories_of_the_real_pipeline(api: Server) -> None:
    for article in EXAMPLE_ARTICLES:
        answer = api.post("/v1/summaries", {"articles": [article], "store": True})
        assert answer.status_code == 200
    (story,) = api.client.get("/v1/stories").json()["stories"]
    assert story["articles"] == ["coast-7", "herald-1"]
    assert json.loads(api.client.delete("/v1/articles/coast-7").content)["rewritten"] is True
    told = api.client.get(f"/v1/stories/{story['id']}?since={story['version']}").json()
    assert told["event"]["articles"] == ["herald-1"]
    assert told["changes"]["lost_articles"] == ["coast-7"]


def test_what_was_taken_apart_stays_apart(api: Server) -> None:
    """A correction holds for the articles that come after it, and a withdrawal keeps options."""
    first, second, third = (
        {**EXAMPLE_ARTICLES[n % 2], "id": f"apart-{n}", "published": "2023-05-16T09:00:00Z"}
        for n in range(3)
    )
    body = {
        "articles": [first, second], "store": True, "writer": "extract", "words": 40,
        "corrections": {"cannot_link": [["apart-0", "apart-1"]]},
    }  # fmt: skip
    assert len(api.post("/v1/summaries", body).json()["events"]) == 2
    later = api.post("/v1/summaries", {**body, "articles": [third], "corrections": None})
    assert later.status_code == 200
    # The pair is in force, and one of it in a story that is not touched: nothing to warn of.
    assert not [one for one in later.json()["warnings"] if "corrections" in one]

    def story(article: str) -> dict[str, object]:
        found = api.client.get("/v1/stories", params={"article": article}).json()["stories"]
        return dict(found[0])

    assert story("apart-0")["id"] != story("apart-1")["id"]
    together = story("apart-2")["articles"]
    assert together in (["apart-0", "apart-2"], ["apart-1", "apart-2"])
    told = api.client.delete("/v1/articles/apart-2").json()
    assert told["rewritten"] is True
    left = api.client.get(f"/v1/stories/{told['story']}").json()["event"]
    assert left["writer"] == "extract"
    assert sum(len(s["text"].split()) for s in left["summary"]) <= 60
