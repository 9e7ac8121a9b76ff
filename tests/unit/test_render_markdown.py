"""The digest as Markdown: complete, and nothing that an article says becomes markup."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.render import to_markdown
from summarizer.render.markdown import escaped
from summarizer.render.view import plain
from tests.unit.digest_sample import DIGEST, GROUPED, with_text

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](https://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "# heading",
    "- item",
    "1. item",
    "12) item",
    "> quote",
    "---",
    "===",
    "```code```",
    "    indented",
    "a | b",
    "*bold* _it_ ~~gone~~ `code`",
    "&lt;b&gt; &#60;",
    "<https://evil.example>",
    "www.evil.example and https://evil.example/x",
    "[ref]: https://evil.example",
    "a\\",
    "$x^2$",
    "line\n\n# two",
    "[^1]: note",
    "+ plus",
    ": definition",
    "<!-- comment",
)


def inline(text: str) -> list[Any]:
    """All tokens of a document, those inside paragraphs included."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [one for token in tokens for one in (token, *(token.children or []))]


def test_a_digest_has_all_its_parts() -> None:
    page = to_markdown(DIGEST)
    for part in (
        "# News digest",
        "## Ferry with 186 passengers runs aground off Port Ellery",
        "*12 March 2025 · 4 articles, 3 independent origins · written by fusion-small*",
        "all 186 people were saved. [\\[1\\]](https://courier.example/ferry?id=1&lang=en)\\[2\\]",
        "Nine people were treated for injuries. "
        "[\\[3\\]](https://courier.example/ferry?id=1&lang=en) †",
        "† not told whole by a second independent origin",
        "- people treated\n  - **Nine**: Ellery Courier",
        "- 14 March 2024: Maren Star grounded for six hours (same ship)",
        "- **Marsden Herald**, 12 March 2025, Passengers taken off grounded ferry\n"
        "  - \\[2\\] All 186 passengers were taken off a car ferry on Wednesday.\n",
        "### Articles and why they stand together\n\n- **Coast Today**",
        "(from the text)",
        "- “Ninety people were treated.” (number not in source: 90)",
        "(http://coast.example/a%20b%28c%29): 2 sentences (2 × repeated)",
        "- **Nowhere**, date unknown: 0 sentences (whole article: too short to group)",
        "- article 'stray' is too short",
        "Signature: newsweave 0.1.0 \\| writer fusion-small 1a2b3c",
    ):
        assert part in page
    assert page.endswith("1a2b3c\n")


def test_an_event_without_a_summary_lists_its_articles() -> None:
    page = to_markdown(replace(DIGEST, events=(GROUPED,)))
    for part in (
        "- **Marsden Herald**, 12 March 2025, Passengers taken off grounded ferry"
        " (the same origin)\n",
        "Joined because:\n\n- Coast Today + Marsden Herald (1.00): the same text\n"
        "- Ellery Courier + Marsden Herald (0.81): 186 passengers; one day\n",
    ):
        assert part in page
    assert "### Sources" not in page


def test_passages_stand_under_their_article_and_no_line_is_empty_twice() -> None:
    page = to_markdown(DIGEST)
    sources = page.partition("### Sources\n\n")[2].partition("\n\n")[0]
    assert [line[:8] for line in sources.splitlines()] == [
        "- **Elle", "  - \\[1\\", "  - \\[3\\", "  - \\[4\\",
        "- **Mars", "  - \\[2\\",
        "- **Lant", "  - \\[5\\",
    ]  # fmt: skip
    assert "\n\n\n" not in page


def test_every_link_is_one_of_the_articles() -> None:
    links = {one.attrs["href"] for one in inline(to_markdown(DIGEST)) if one.type == "link_open"}
    assert links == {
        "https://courier.example/ferry?id=1&lang=en",
        "https://radio.example/maren-star",
        "http://coast.example/a%20b%28c%29",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    check(text)


@given(st.text(alphabet=st.sampled_from("ab1 \n\t*_`[]()<>#-+.!&;:|~\\=$^\"'/"), max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    check(text)


def check(text: str) -> None:
    """Rendered alone, `text` is one paragraph that shows exactly its characters."""
    shown = plain(text)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(f"{escaped(text)}\n")
    if not shown:
        assert not tokens
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_everywhere_in_a_digest(text: str) -> None:
    tokens = inline(to_markdown(with_text(text, url="javascript:alert(1)")))
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_inline", "html_block", "link_open", "image", "code_inline", "code_block", "fence",
        "table_open", "s_open",
    }  # fmt: skip
    headings = [t.tag for t in tokens if t.type == "heading_open"]
    assert headings.count("h1") == 1
    assert headings.count("h2") == 3


def test_bare_addresses_are_not_left_for_viewers_to_link() -> None:
    assert "https\\:" in escaped("see https://evil.example")
    assert "www\\." in escaped("see www.evil.example")
