"""The digest as a page: self-contained, escaped, without script, its references whole."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.render import to_html, to_markdown
from summarizer.render.view import plain
from summarizer.summaries import Neutrality
from tests.unit.digest_sample import DIGEST, GROUPED, with_text

VOID = {"meta", "link", "br", "img", "hr", "input"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "'-alert(1)-'",
    "{{ 7 * 7 }}{% for x in y %}",
    "<!--",
    "]]>",
    "&lt;b&gt;",
)


class Reader(HTMLParser):
    """Elements with their attributes, and the text; fails where tags do not match."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def values(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]


def test_the_page_has_all_its_parts() -> None:
    page = Reader(to_html(DIGEST))
    for part in (
        "Ferry with 186 passengers runs aground off Port Ellery",
        "12 March 2025 · 4 articles, 3 independent origins · written by fusion-small",
        "All 186 passengers were taken off a car ferry on Wednesday.",
        "Where the sources differ",
        "Eleven",
        "14 March 2024 · same ship",
        "Ninety people were treated.",
        "number not in source: 90",
        "boilerplate: newsletter",
        "One origin in 2 articles",
        "The whole article: too short to group.",
        "in German: summarized by choosing sentences",
        "article 'stray' is too short",
    ):
        assert part in page.text


def test_every_citation_opens_a_passage_that_is_there() -> None:
    page = Reader(to_html(DIGEST))
    identities = page.values("id")
    assert not [name for name, count in Counter(identities).items() if count > 1]
    targets = page.values("popovertarget")
    assert set(targets) <= set(identities)
    assert targets.count("event-1-passage-3") == 3  # in the text, in the table, and to close it
    assert {h.removeprefix("#") for h in page.values("href") if h[0] == "#"} <= set(identities)
    for name in page.values("aria-labelledby"):
        assert name in identities


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    text = to_html(DIGEST)
    page = Reader(text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg"}
    assert not page.values("style")
    assert not page.values("src")
    assert "url(" not in text
    assert "@import" not in text


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    text = to_html(DIGEST)
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policies = [a["content"] for t, a in Reader(text).elements if "http-equiv" in a]
    assert policies == [
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    check(text)


@settings(max_examples=40)
@given(st.text())
def test_any_text_is_only_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    """The elements and attributes of the page do not depend on the text in it."""
    page = Reader(to_html(with_text(text, url="javascript:alert(1)")))
    # what shows nothing, white space alone, is left out like no text
    tame = Reader(to_html(with_text("tame" if plain(text) else "", url="")))
    names = [(tag, sorted(attrs)) for tag, attrs in page.elements]
    assert names == [(tag, sorted(attrs)) for tag, attrs in tame.elements]
    assert all(href.startswith("#") for href in page.values("href"))


def test_hostile_addresses_do_not_become_links() -> None:
    page = Reader(to_html(with_text("x", url="data:text/html,<script>alert(1)</script>")))
    assert all(href.startswith("#") for href in page.values("href"))
    page = Reader(to_html(with_text("x", url='https://a.example/"onclick="alert(1)')))
    links = [attrs for tag, attrs in page.elements if tag == "a" and attrs["href"][0] != "#"]
    assert links
    for attrs in links:
        assert attrs["href"] == "https://a.example/%22onclick=%22alert%281%29"
        assert set(attrs) == {"href", "rel"}


def test_one_event_names_the_page() -> None:
    assert "<title>safe &lt;b&gt;</title>" in to_html(with_text("safe <b>"))
    assert "<title>News digest</title>" in to_html(DIGEST)


def test_an_event_without_a_summary_shows_its_articles() -> None:
    page = Reader(to_html(replace(DIGEST, events=(GROUPED,))))
    (grouping,) = [attrs for _, attrs in page.elements if attrs.get("class") == "grouping"]
    assert "open" in grouping
    assert "186 passengers; one day" in page.text
    assert 'class="summary"' not in to_html(replace(DIGEST, events=(GROUPED,)))


def test_the_language_of_an_event_is_marked() -> None:
    page = Reader(to_html(DIGEST))
    assert {a["lang"] for t, a in page.elements if t == "h2" and "dir" in a} == {"en"}


def test_headings_go_down_by_one_and_no_two_landmarks_have_one_name() -> None:
    page = Reader(to_html(DIGEST))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    named = [attrs for tag, attrs in page.elements if tag in {"section", "nav"}]
    labels = [a.get("aria-label") or a["aria-labelledby"] for a in named if a.keys() - {"class"}]
    assert labels == ["Events"]


def test_sources_are_counted_as_articles_with_their_passages_below() -> None:
    page = Reader(to_html(replace(DIGEST, events=DIGEST.events[:1])))
    assert "Sources 3" in page.text
    # a source that is cited stands below "Sources" once, and once on the card of each passage
    below = page.text.partition("Sources 3")[2].partition("Articles and why")[0]
    assert below.count("Ellery Courier") == 1
    assert [line.strip() for line in below.splitlines() if line.strip()[:1].isdigit()] == [
        "1The ferry Maren Star ran aground on Wednesday with 186 passengers",
        "3Nine people were treated for injuries.",
        "4“Had there been a swell, we would be having a very different conversation today,” "
        "harbour master Ruth Ansel said.",
        "2All 186 passengers were taken off a car ferry on Wednesday.",
        "5Eleven people have now been treated.",
    ]


def test_what_the_one_article_of_an_event_would_say_twice_is_left_out() -> None:
    (_, alone) = DIGEST.events
    tone = Neutrality(
        loaded_per_100_words=0.0, sources_loaded_per_100_words=0.0, shares=(("Courier", 1.0),)
    )
    page = to_html(replace(DIGEST, events=(replace(alone, neutrality=tone),)))
    assert 'class="sources"' in page
    assert 'class="grouping"' not in page
    assert "Loaded words in 100" in page
    assert "<meter" not in page
    grouped = replace(alone, sentences=(), citations=())
    assert 'class="grouping"' in to_html(replace(DIGEST, events=(grouped,)))


def test_the_mark_of_an_event_with_one_article_says_so() -> None:
    assert 'title="told by one article alone"' in to_html(DIGEST)
    assert 'title="not told whole by a second independent origin"' in to_html(DIGEST)


def test_the_mark_stands_behind_the_last_of_many_citations() -> None:
    (first, *_) = DIGEST.events
    many = replace(first.sentences[1], citations=(1, 2, 3, 4, 5))
    page = to_html(replace(DIGEST, events=(replace(first, sentences=(many,)),)))
    summary = page.partition('<p class="summary"')[2].partition("</p>")[0]
    assert re.findall(r">(\d|†)</", summary) == ["1", "2", "3", "4", "5", "†"]


def test_a_link_to_an_article_without_a_title_shows_the_beginning_of_its_address() -> None:
    article = replace(DIGEST.articles[1], title="", url="https://courier.example/" + "x" * 200)
    digest = replace(DIGEST, articles=(article, *DIGEST.articles[2:]))
    assert f"<bdi>courier.example/{'x' * 43}…</bdi>" in to_html(digest)
    assert f"[courier.example/{'x' * 43}…](https://courier.example/xxx" in to_markdown(digest)
