"""Properties of reading and cleaning over arbitrary Unicode."""

from __future__ import annotations

import io
import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.articles import article_from_record, unify
from summarizer.clean import find_boilerplate, shared_chrome
from summarizer.errors import NewsweaveError, RecordError
from summarizer.read import read_paths
from summarizer.records import Article, Boilerplate

# Any text, and text that is made of what the rules look at.
PIECES = st.sampled_from(
    [
        "Leave a Reply", "Advertisement", "LUNDE — ", "(AP)", " date 2021-05-04 ", "\n", "\n\n",
        "\r\n", "Read more: ", "“", "”", "Sign up here.", "The wall fell. ", "click here",
        "3 Comments",
        "Kari says:", "Facebook", "\u2028", "By Ida Brandt", " ", "(Reporting by Ida Brandt", "x",
        "Copyright 2021", "Why?", "The long road to Skar", "•", "\ufeff", "\x00", "é", "日本", "🎈",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(PIECES, max_size=25).map("".join),
)


def check(text: str, marks: tuple[Boilerplate, ...], identity: str) -> None:
    end = 0
    for mark in marks:
        assert mark.span.article_id == identity
        assert end <= mark.span.start < mark.span.end <= len(text)
        assert mark.reason
        end = mark.span.end


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_marks_are_sorted_disjoint_and_inside_the_text(text: str, title: str) -> None:
    article = Article(id="a", text=text, title=title)
    marks = find_boilerplate(article)
    check(text, marks, "a")
    assert marks == find_boilerplate(article)


@given(st.lists(TEXTS, min_size=3, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_shared_lines_do_not_depend_on_the_order(texts: list[str], rng: random.Random) -> None:
    articles = [Article(id=f"a{n}", text=t, source="Post") for n, t in enumerate(texts)]
    found = shared_chrome(articles)
    for article in articles:
        check(article.text, found.get(article.id, ()), article.id)
    rng.shuffle(articles)
    assert shared_chrome(articles) == found


@given(
    st.lists(
        st.builds(
            Article,
            id=st.sampled_from(["a", "b", "a~0"]),
            text=st.sampled_from(["one", "two", "three"]),
            language=st.sampled_from(["", "en"]),
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_unify_gives_distinct_ids_in_any_order(articles: list[Article], rng: random.Random) -> None:
    kept, warnings, duplicates = unify(articles)
    ids = [article.id for article in kept]
    assert ids == sorted(set(ids))
    assert len(kept) + sum(one.copies for one in duplicates) == len(articles)
    assert {article.text for article in kept} == {article.text for article in articles}
    rng.shuffle(articles)
    assert unify(articles) == (kept, warnings, duplicates)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(["id", "text", "title", "source", "url", "published", "language", "else"])


@given(st.dictionaries(FIELDS, JSON | TEXTS))
@settings(max_examples=300, deadline=None)
def test_a_record_is_an_article_or_a_record_error(record: dict[str, object]) -> None:
    try:
        article = article_from_record(record, where="here")
    except RecordError:
        return
    article.text.encode("utf-8")
    assert article.id
    assert article.text.strip()
    assert article.published is None or article.published.tzinfo is not None


@given(st.lists(TEXTS.filter(lambda text: bool(text.strip("\ufeff\ufffd \t\r\n"))), min_size=1))
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_jsonl_is_read_back(texts: list[str]) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    try:
        found = read_paths(["-"], stdin=io.BytesIO(lines.encode("ascii")))
    except NewsweaveError:
        return
    total = len(found.articles) + sum(one.copies for one in found.duplicates)
    assert total + len(found.problems) == len(texts)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_articles_or_a_project_error(data: bytes) -> None:
    try:
        found = read_paths(["-"], stdin=io.BytesIO(data))
    except NewsweaveError:
        return
    assert found.articles
