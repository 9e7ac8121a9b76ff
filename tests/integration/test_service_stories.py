"""Stories: new articles join known events, versions tell what has changed, articles go."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.integration.postgres import Cluster, binaries
from tests.integration.service_fakes import Server, server

needs_postgresql = pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed")


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=needs_postgresql)]
)
def api(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("stories")
    if request.param == "sqlite":
        with server(folder) as running:
            yield running
        return
    cluster = Cluster()
    try:
        cluster.start()
        with server(folder, database_url=cluster.url) as running:
            yield running
    finally:
        cluster.destroy()


def record(name: str, text: str, source: str, day: str = "2024-05-14") -> dict[str, str]:
    return {"id": name, "text": text, "source": source, "published": day, "language": "en"}


def store(api: Server, *records: dict[str, str]) -> dict[str, Any]:
    answer = api.post("/v1/summaries", {"articles": list(records), "store": True})
    assert answer.status_code == 200, answer.text
    digest: dict[str, Any] = answer.json()
    return digest


def story_of(api: Server, article: str) -> dict[str, Any]:
    found = api.client.get("/v1/stories", params={"article": article}).json()["stories"]
    assert len(found) == 1
    story: dict[str, Any] = found[0]
    return story


def test_new_articles_join_their_story(api: Server) -> None:
    store(api, record("f1", "4 people were hurt on the ferry.", "ferry"))
    first = story_of(api, "f1")
    assert (first["version"], first["articles"]) == (1, ["f1"])
    # The same again changes nothing.
    store(api, record("f1", "4 people were hurt on the ferry.", "ferry"))
    assert story_of(api, "f1")["version"] == 1
    digest = store(
        api,
        record("f2", "6 people were hurt on the ferry.", "ferry"),
        record("o1", "A library opens.", "other"),
    )
    # The answer shows whole events, the known articles among them, and nothing untouched.
    assert sorted(event["articles"] for event in digest["events"]) == [["f1", "f2"], ["o1"]]
    second = story_of(api, "f2")
    assert (second["id"], second["version"]) == (first["id"], 2)
    told = api.client.get(f"/v1/stories/{first['id']}?since=1").json()
    assert told["changes"]["new_articles"] == ["f2"]
    assert [s["text"] for s in told["changes"]["new_sentences"]] == [
        "6 people were hurt on the ferry."
    ]
    old = api.client.get(f"/v1/stories/{first['id']}?version=1").json()
    assert old["event"]["articles"] == ["f1"]


def test_changed_values_are_told(api: Server) -> None:
    store(api, record("v1", "The fire killed 4 people in Velmouth.", "fire"))
    # The paper corrects its article.
    store(api, record("v1", "The fire killed 7 people in Velmouth.", "fire"))
    story = story_of(api, "v1")
    changes = api.client.get(f"/v1/stories/{story['id']}?since=1").json()["changes"]
    (change,) = changes["changed_values"]
    assert (change["values"][0]["before"], change["values"][0]["after"]) == ("4", "7")


def test_stories_that_turn_out_to_be_one_are_merged(api: Server) -> None:
    store(
        api,
        record("m1", "The harbour trial: one.", "left"),
        record("m2", "The harbour trial: two.", "left"),
    )
    store(api, record("m3", "The harbour trial: three.", "right"))
    kept, gone = story_of(api, "m1")["id"], story_of(api, "m3")["id"]
    store(api, record("m3", "The harbour trial: three.", "left"))
    answer = api.client.get(f"/v1/stories/{gone}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/v1/stories/{kept}")
    assert story_of(api, "m3")["id"] == kept
    listed = api.client.get("/v1/stories?limit=200").json()["stories"]
    assert gone not in [story["id"] for story in listed]


def test_a_story_that_turns_out_to_be_two_keeps_its_id_in_the_larger_part(api: Server) -> None:
    store(api, *[record(f"x{n}", f"Glass works reopen, part {n}.", "both") for n in range(3)])
    whole = story_of(api, "x0")["id"]
    store(api, record("x2", "Glass works reopen, part 2.", "apart"))
    assert story_of(api, "x0")["id"] == story_of(api, "x1")["id"] == whole
    assert story_of(api, "x2")["id"] != whole


def test_a_withdrawn_article_takes_what_only_it_supported_along(api: Server) -> None:
    store(
        api,
        record("w/1", "Certain words on water.", "paper"),
        record("w2", "Doubtful words on water.", "paper"),
    )
    story = story_of(api, "w2")["id"]
    told = api.client.delete("/v1/articles/w2").json()
    assert (told["story"], told["rewritten"]) == (story, True)
    answer = api.client.get(f"/v1/stories/{story}?since=1").json()
    assert answer["event"]["articles"] == ["w/1"]
    assert "Doubtful" not in str(answer["event"])
    unsupported = [s["text"] for s in answer["changes"]["unsupported_sentences"]]
    assert unsupported == ["Doubtful words on water."]
    assert answer["changes"]["lost_articles"] == ["w2"]
    # Its text and quotations are gone from the earlier versions, too.
    old = api.client.get(f"/v1/stories/{story}?version=1").json()["event"]
    assert [c["article"] for c in old["citations"]] == ["w/1"]
    assert api.client.delete("/v1/articles/w2").status_code == 404
    # An id may hold a slash; the last article leaves an empty story.
    assert api.client.delete("/v1/articles/w/1").json()["rewritten"] is False
    assert api.client.get(f"/v1/stories/{story}").json()["event"]["summary"] == []


def test_jobs_keep_stories_as_well(api: Server) -> None:
    job = api.job([record("j1", "A job tells of rain.", "job")], store=True)
    assert api.finished(job)["state"] == "done"
    assert story_of(api, "j1")["version"] == 1
    job = api.job([record("j2", "A job tells more of rain.", "job")], store=True)
    assert api.finished(job)["state"] == "done"
    assert story_of(api, "j2")["articles"] == ["j1", "j2"]


def test_requests_at_the_same_moment_make_one_story(api: Server) -> None:
    with ThreadPoolExecutor(4) as threads:
        records = [
            record(f"c{n}", f"A crowd gathers near the harbour, {n}.", "crowd") for n in range(4)
        ]
        list(threads.map(lambda one: store(api, one), records))
    assert story_of(api, "c0")["articles"] == ["c0", "c1", "c2", "c3"]


def related(api: Server, story: str) -> list[str]:
    """The related stories of a story; each can be asked for."""
    event = api.client.get(f"/v1/stories/{story}").json()["event"]
    for entry in event["related"]:
        assert sorted(entry) == ["date", "story", "why"]
        assert (entry["date"], entry["why"]) == ("2024-05-01", ["a saga"])
        assert api.client.get(f"/v1/stories/{entry['story']}").status_code == 200
    return sorted(entry["story"] for entry in event["related"])


def test_related_stories_are_named_by_ids_that_can_be_asked_for(api: Server) -> None:
    def tell(name: str, source: str) -> str:
        store(api, record(name, f"SAGA of the Kolven Bridge Company, {name}.", source))
        return str(story_of(api, name)["id"])

    store(
        api,
        record("r1", "SAGA of the Kolven Bridge Company, first.", "saga-1"),
        record("r2", "SAGA of the Kolven Bridge Company, second.", "saga-2"),
        record("r3", "A report on the Kolven Bridge Company.", "no saga"),
    )
    first, second = story_of(api, "r1")["id"], story_of(api, "r2")["id"]
    assert related(api, first) == [second]
    assert related(api, second) == [first]
    assert related(api, story_of(api, "r3")["id"]) == []
    # A later story is made known to the earlier ones, which get no new version by that.
    third = tell("r4", "saga-3")
    assert related(api, third) == sorted([first, second])
    assert related(api, first) == sorted([second, third])
    assert story_of(api, "r1")["version"] == 1
    # What was known stays known in later versions, also after a withdrawal.
    assert tell("r5", "saga-1") == first
    assert related(api, first) == sorted([second, third])
    assert api.client.delete("/v1/articles/r5").json()["rewritten"] is True
    assert (story_of(api, "r1")["version"], related(api, first)) == (4, sorted([second, third]))
    # Two that turn out to be one are named once, and nobody is related to itself.
    store(api, record("r4", "SAGA of the Kolven Bridge Company, r4.", "saga-2"))
    assert story_of(api, "r4")["id"] == second
    assert api.client.get(f"/v1/stories/{third}", follow_redirects=False).status_code == 308
    assert related(api, second) == [first]
    assert tell("r6", "saga-1") == first
    assert (related(api, first), related(api, second)) == ([second], [first])


def test_articles_far_apart_in_time_are_not_looked_at(api: Server) -> None:
    store(api, record("t1", "The yearly fair opens.", "yearly", day="2020-01-01"))
    digest = store(api, record("t2", "The yearly fair opens.", "yearly", day="2024-01-01"))
    assert [event["articles"] for event in digest["events"]] == [["t2"]]
    assert story_of(api, "t1")["id"] != story_of(api, "t2")["id"]


def test_pages(api: Server) -> None:
    seen: list[str] = []
    after = ""
    while True:
        answer = api.client.get("/v1/stories", params={"limit": 2, "after": after})
        page = answer.json()
        seen += [story["id"] for story in page["stories"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) >= 5
    assert api.client.get("/v1/stories?after=nonsense").status_code == 422
    assert api.client.get("/v1/stories?limit=0").status_code == 422
    assert api.client.get("/v1/stories/story-0").status_code == 404
    story = seen[0]
    assert api.client.get(f"/v1/stories/{story}?since=999").status_code == 404


def test_keys_keep_stories_apart(tmp_path: Path) -> None:
    with server(tmp_path, api_keys="a:first-secret,b:second-secret") as api:
        body = {"articles": [record("k1", "Ours alone.", "k")], "store": True}
        ours, theirs = ({"x-api-key": f"{n}-secret"} for n in ("first", "second"))
        assert api.client.post("/v1/summaries", json=body, headers=ours).status_code == 200
        story = api.client.get("/v1/stories", headers=ours).json()["stories"][0]["id"]
        assert api.client.get("/v1/stories", headers=theirs).json()["stories"] == []
        assert api.client.get(f"/v1/stories/{story}", headers=theirs).status_code == 404
        assert api.client.delete("/v1/articles/k1", headers=theirs).status_code == 404
