"""The service's parts by themselves: settings, access, negotiation, errors, frames, changes."""

from __future__ import annotations

import io
import json
import logging
import socket
import threading
from typing import Any

import pytest

from service import logs, negotiate, wire
from service.access import Access
from service.errors import KINDS, ServiceError, from_library, pointer
from service.main import serve
from service.routes.digests import page_policy
from service.settings import Settings, from_environment
from service.story_changes import (
    LOST,
    PARTLY_LOST,
    WITHDRAWN,
    changes,
    headline_without,
    without_article,
)
from service.worker import fallbacks
from summarizer.errors import ModelError, RecordError, SettingsError, UsageError
from summarizer.records import Event
from summarizer.summaries import EventSummary, Rejected, SummarySentence


def test_a_port_given_as_an_option_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSWEAVE_PORT", raising=False)
    with pytest.raises(SettingsError, match=r"^--port must be in \[0, 65535\], was: 99999$"):
        serve(port=99_999)


def test_settings_come_from_the_environment() -> None:
    settings = from_environment(
        {
            "NEWSWEAVE_PORT": "9000",
            "NEWSWEAVE_API_KEYS": "desk:long-enough, bare-secret-1",
            "NEWSWEAVE_LEASE_S": "2.5",
            "NEWSWEAVE_ALLOW_ANONYMOUS": "yes",
            "NEWSWEAVE_WRITERS": "auto, extract",
            "HOME": "/",
        }
    )
    assert settings.port == 9000
    assert settings.api_keys == (("desk", "long-enough"), ("default", "bare-secret-1"))
    assert settings.lease_s == 2.5
    assert settings.allow_anonymous is True
    assert settings.writers == ("auto", "extract")
    assert "long-enough" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "x", "NEWSWEAVE_PORT"),
        ("PORT", "70000", "[0, 65535]"),
        ("QEUE", "1", "is not a setting"),
        ("ALLOW_ANONYMOUS", "maybe", "true or false"),
        ("LOG_LEVEL", "loud", "debug, info"),
        ("WRITERS", ",", "at least one"),
        ("API_KEYS", "desk:short", "at least 8"),
    ],
)
def test_wrong_settings_are_told(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_environment({f"NEWSWEAVE_{name}": value})
    assert told in str(caught.value)
    assert "short" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.9.9.9", True),
     ("0.0.0.0", False), ("::", False), ("10.0.0.7", False), ("news.example", False), ("", False)],
)  # fmt: skip
def test_only_a_loopback_address_needs_no_keys(host: str, loopback: bool) -> None:
    settings = Settings(host=host)
    assert settings.loopback is loopback
    if loopback:
        settings.check_exposure()
    else:
        with pytest.raises(SettingsError, match="API keys are needed"):
            settings.check_exposure()
    settings.replace(allow_anonymous=True).check_exposure()
    settings.replace(api_keys=(("a", "12345678"),)).check_exposure()


def test_keys_have_owners() -> None:
    keys = (("desk", "first-secret"), ("desk", "next-secret"), ("night", "other-secret"))
    access = Access(Settings(api_keys=keys))
    assert access.owner("/v1/jobs", "Bearer first-secret", "") == "desk"
    assert access.owner("/v1/jobs", "bearer  next-secret", "") == "desk"
    assert access.owner("/v1/jobs", "", "other-secret") == "night"
    assert access.owner("/healthz", "", "") == "anonymous"
    for authorization, key in (
        ("", ""),
        ("Bearer", ""),
        ("Basic first-secret", ""),
        ("", "\ud800"),
    ):
        with pytest.raises(ServiceError) as caught:
            access.owner("/v1/jobs", authorization, key)
        assert caught.value.status == 401


def test_hosts_and_origins() -> None:
    access = Access(Settings(allowed_hosts=("news.local",)))
    access.check_origin("GET", "localhost:8000", "")
    access.check_origin("POST", "[::1]:8000", "http://[::1]:8000")
    access.check_origin("POST", "NEWS.local", "")
    access.check_origin("GET", "127.0.0.1", "https://elsewhere.example")
    for method, host, origin in (
        ("GET", "rebound.example:8000", ""),
        ("GET", "", ""),
        ("POST", "localhost:8000", "http://localhost:9999"),
        ("DELETE", "localhost", "null"),
    ):
        with pytest.raises(ServiceError):
            access.check_origin(method, host, origin)
    # Behind keys any host name is served: they are what protects it.
    Access(Settings(api_keys=(("a", "12345678"),))).check_origin("GET", "any.example", "")


def test_requests_of_one_key_are_counted() -> None:
    access = Access(Settings(max_concurrent_per_key=2))
    access.enter("a")
    access.enter("a")
    access.enter("b")
    with pytest.raises(ServiceError, match="At most 2"):
        access.enter("a")
    access.leave("a")
    access.enter("a")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html", "text/html"),
        ("text/*", "text/markdown"),
        ("text/html;q=0.5, text/markdown;q=0.8", "text/markdown"),
        ("application/json;q=0, */*", "text/markdown"),
        ("text/html, application/xhtml+xml, */*;q=0.1", "text/html"),
        ("TEXT/HTML; charset=utf-8", "text/html"),
    ],
)
def test_the_representation_is_negotiated(accept: str, chosen: str) -> None:
    assert negotiate.choose(accept, negotiate.DIGEST_TYPES) == chosen


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/html;q=x", "application/*;q=0"])
def test_what_cannot_be_offered(accept: str) -> None:
    with pytest.raises(ServiceError) as caught:
        negotiate.choose(accept, negotiate.DIGEST_TYPES)
    assert caught.value.status == 406


def test_the_table_of_errors() -> None:
    for name, kind in KINDS.items():
        body = ServiceError(name, "why", places=[("#/a", "x"), ("f:1", "y")]).body(request_id="7")
        assert body["type"] == f"urn:newsweave:problem:{name}"
        assert body["status"] == kind.status
        assert 400 <= kind.status <= 504
        assert body["errors"] == [
            {"pointer": "#/a", "detail": "x"},
            {"where": "f:1", "detail": "y"},
        ]
    assert from_library(RecordError("articles[3].text", "empty")).places == (
        ("#/articles/3/text", "empty"),
    )
    assert from_library(UsageError("x")).status == 422
    assert from_library(ModelError("x")).status == 503
    same = ServiceError("conflict", "x")
    assert from_library(same) is same
    assert pointer("feed.jsonl:12") == "feed.jsonl:12"


def test_frames_arrive_whole() -> None:
    ours, theirs = socket.socketpair()
    payload = b"x" * 3_000_000
    with ours, theirs:
        frame = wire.Frame({"t": "run", "text": "ü\u2028"}, payload)
        sender = threading.Thread(target=ours.sendall, args=(frame.encode(),))
        sender.start()
        assert wire.receive(theirs) == frame
        sender.join()
        ours.close()
        with pytest.raises(wire.WireClosedError):
            wire.receive(theirs)
    names, joined = wire.join({"a": b"1", "b": b"", "c": b"23"})
    assert wire.split(names, joined) == {"a": b"1", "b": b"", "c": b"23"}


def test_a_page_may_use_its_own_style_only() -> None:
    policy = page_policy(b"<html><style>p { color: red }</style><script>1</script>")
    assert "style-src 'sha256-" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "'none'" in page_policy(b"<p>").split("style-src")[1]


def test_log_lines_are_json_without_the_text_of_exceptions() -> None:
    stream = io.StringIO()
    logger = logs.make("info", stream)
    logger.info("request", route="/v1/jobs", ms=1.5)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["route"], line["level"]) == ("request", "/v1/jobs", "info")
    try:
        raise ValueError("the words of an article")
    except ValueError as error:
        record = logging.LogRecord(
            "uvicorn.error", 40, __file__, 1, "Exception", (), (ValueError, error, None)
        )
    formatted = logs.JsonFormatter().format(record)
    assert json.loads(formatted)["kind"] == "ValueError"
    assert "words" not in formatted


def sentence(text: str, *citations: int, kind: str = "written") -> dict[str, Any]:
    return {
        "text": text, "kind": kind, "citations": list(citations), "support": 1.0, "origins": 1,
        "note": "",
    }  # fmt: skip


def event(*sentences: dict[str, Any], articles: tuple[str, ...] = ("a", "b")) -> dict[str, Any]:
    return {
        "id": "evt-1",
        "articles": list(articles),
        "origins": [["a"], ["b"]],
        "grouping": {"weakest_link": 0.8, "links": [{"articles": ["a", "b"], "score": 0.8}]},
        "summary": list(sentences),
        "citations": [
            {"n": 1, "article": "a", "quote": "A"},
            {"n": 2, "article": "b", "quote": "B"},
        ],
        "disagreements": [
            {"about": "x", "values": [
                {"value": "1", "citations": [1]}, {"value": "2", "citations": [2]},
            ]}
        ],
        "rejected": [{"text": "B", "reason": "x"}],
    }  # fmt: skip


def test_a_withdrawn_article_gives_no_value() -> None:
    given = event(sentence("only a", 1))
    given["disagreements"] = [
        {
            "about": "x",
            "values": [
                {"value": "1", "citations": [1, 2], "given": [{"citation": 1}, {"citation": 2}]},
                {"value": "2", "citations": [1], "given": [{"citation": 1}]},
            ],
        }
    ]
    (left,) = without_article(given, "b", keep=False)["disagreements"]
    assert left["values"][0] == {"value": "1", "citations": [1], "given": [{"citation": 1}]}


def test_nothing_is_left_of_a_withdrawn_article() -> None:
    given = event(
        sentence("fused from both", 1, 2),
        sentence("A", 1, 2, kind="extracted"),
        sentence("only b", 2),
        sentence("only a", 1),
    )
    left = without_article(given, "b", keep=False)
    # A fused sentence may say what only b said; one that stands word for word in a does not.
    assert [(s["text"], s["citations"]) for s in left["summary"]] == [("A", [1]), ("only a", [1])]
    assert left["articles"] == ["a"]
    assert left["origins"] == [["a"]]
    assert left["grouping"] == {"weakest_link": None, "links": []}
    assert [c["n"] for c in left["citations"]] == [1]
    assert left["disagreements"] == []
    assert left["rejected"] == []
    kept = without_article(given, "b", keep=True)
    assert [s["note"] for s in kept["summary"]] == [PARTLY_LOST, "", LOST, ""]
    told = changes(kept, left)["unsupported_sentences"]
    assert [s["text"] for s in told] == ["fused from both", "only b"]


def test_a_headline_goes_with_its_article() -> None:
    gone = {"id": "b", "title": "Bridge closed", "text": "The bridge over the Tav was closed."}
    left = [{"id": "a", "title": "Tav bridge shut", "text": "The bridge is shut."}]
    assert headline_without("Bridge closed", gone, left) == "Tav bridge shut"
    assert headline_without("The bridge over the Tav…", gone, left) == "Tav bridge shut"
    assert headline_without("Tav bridge shut", gone, left) == "Tav bridge shut"
    assert headline_without("Bridge closed", gone, []) == WITHDRAWN
    assert headline_without("Bridge closed", gone, [{**gone, "id": "c"}]) == "Bridge closed"


def test_what_changed_between_two_versions() -> None:
    before = event(
        sentence("The fire in Velmouth killed 4 people."),
        sentence("The mayor came."),
        sentence("It burned for 3 hours."),
    )
    after = event(
        sentence("The mayor came."),
        sentence("The fire in Velmouth killed at least 7 people."),
        sentence("A school was closed."),
        articles=("b", "c"),
    )
    told = changes(before, after)
    assert [s["text"] for s in told["lost_sentences"]] == [
        "The fire in Velmouth killed 4 people.",
        "It burned for 3 hours.",
    ]
    assert len(told["new_sentences"]) == 2
    (change,) = told["changed_values"]
    assert change["after"] == "The fire in Velmouth killed at least 7 people."
    assert (change["values"][0]["before"], change["values"][0]["after"]) == ("4", "7")
    assert (told["new_articles"], told["lost_articles"]) == (["c"], ["a"])
    assert changes(before, before)["changed_values"] == []


def test_several_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert Settings(workers=4).worker_threads == 2
    assert Settings(workers=16).worker_threads == 1
    assert Settings(workers=4, threads=3).worker_threads == 3
    assert Settings().worker_threads == 0


def test_only_what_stands_in_for_refused_or_failed_writing_is_a_fallback() -> None:
    def event(kinds: str, *, rejected: int = 0, note: str = "") -> EventSummary:
        names: dict[str, Any] = {"w": "written", "e": "extracted", "q": "quoted"}
        return EventSummary(
            event=Event(id="evt-1", article_ids=("a",), day=None, basis="unknown", origins=()),
            headline="",
            sentences=tuple(
                SummarySentence(text="x", kind=names[k], citations=(), support=1.0, origins=1)
                for k in kinds
            ),
            citations=(),
            rejected=tuple(Rejected(text="x", reason="y") for _ in range(rejected)),
            writer="some",
            note=note,
        )

    assert fallbacks(event("weeq")) == 0
    assert fallbacks(event("weeq", rejected=1)) == 1
    # A sentence that was refused twice, or refused once and then written well.
    assert fallbacks(event("we", rejected=3)) == 1
    assert fallbacks(event("eqe", note="extracted because the deadline was near")) == 3
