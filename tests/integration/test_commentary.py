"""An event of which only comments tell says so; group and summarize give it one name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summarizer import build
from summarizer.config import Settings
from summarizer.pipeline import Pipeline
from summarizer.records import Article
from summarizer.render import as_dict, to_markdown
from summarizer.render.html import to_html

REPORT = (
    "The council of Velm voted on Monday to close the harbour bridge to lorries from June. "
    "Engineers had found cracks in two of its piers in March, the council said. The repair will "
    "cost 4 million crowns and take seven months. Mayor Ada Ortun said buses could still cross. "
    "Hauliers will be sent over the Sorrow bridge, eleven kilometres upstream."
)
ARGUED = (
    "We should be ashamed of what the council of Velm did to the harbour bridge on Monday. Who "
    "will pay for it? You and I will, of course, and our children too. Closing the bridge to "
    "lorries is a shameful surrender, and I must say so. Let us be frank: the cracks were found "
    "in March, and our council slept. It is time that we asked for our bridge back!"
)
DAY = datetime(2031, 5, 7, 12, tzinfo=UTC)


def article(name: str, text: str, title: str, url: str = "") -> Article:
    source = f"Velm {name.title()}"
    return Article(id=name, source=source, title=title, url=url, text=text, published=DAY)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build.pipeline(Settings(writer="extract", embedder="static"))


def test_comments_alone_are_told_as_comments(pipeline: Pipeline) -> None:
    digest = pipeline.run([article("post", ARGUED, "Our bridge, our shame")])
    (event,) = digest.events
    assert "opinion piece" in event.note
    assert as_dict(digest)["events"][0]["note"] == event.note
    for page in (to_markdown(digest), to_html(digest)):
        # It is said before anything is told.
        assert 0 < page.index("an opinion piece") < page.index(event.sentences[-1].text[:20])


def test_a_page_of_opinion_is_a_comment_however_sober(pipeline: Pipeline) -> None:
    url = "https://velmpost.example/opinion/2031/bridge"
    (event,) = pipeline.run([article("post", REPORT, "The bridge", url)]).events
    assert "opinion piece" in event.note
    (event,) = pipeline.run([article("post", REPORT, "Opinion: The bridge")]).events
    assert "opinion piece" in event.note


def test_a_report_is_no_opinion_piece_nor_an_event_with_one(pipeline: Pipeline) -> None:
    report = article("wire", REPORT, "Velm closes bridge to lorries")
    (event,) = pipeline.run([report]).events
    assert event.note == ""
    both = pipeline.run([report, article("post", ARGUED, "Our bridge, our shame")])
    assert [event.note for event in both.events if "wire" in event.event.article_ids] == [""]


def test_group_and_summarize_name_an_event_alike(pipeline: Pipeline) -> None:
    articles = [
        article("wire", REPORT, "Velm closes its harbour bridge to lorries after cracks"),
        article("post", REPORT.replace("voted", "decided"), "Why is the bridge shut?"),
        article("news", REPORT.replace("In March", "In spring"), "Opinion: Shut it"),
    ]
    named = [event.headline for event in pipeline.group(articles).events]
    assert named == [event.headline for event in pipeline.run(articles).events]
    assert named == ["Velm closes its harbour bridge to lorries after cracks"]
