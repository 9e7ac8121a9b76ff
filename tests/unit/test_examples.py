"""The examples show what their README says: every format, copies, twins, gaps, all of it read."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from summarizer import prepare
from summarizer.origins import find_origins
from summarizer.read import ReadResult, read_paths
from summarizer.records import Document
from tests.conftest import EXAMPLES

NEAR_COPIES = ("coast-today-ferry-aground", "herald-ferry-aground")


@cache
def found() -> ReadResult:
    return read_paths([str(EXAMPLES)])


@cache
def documents() -> dict[str, Document]:
    chrome = prepare.site_chrome(found().articles)
    return {a.id: prepare.document(a, chrome.get(a.id, ())) for a in found().articles}


def by(text: str) -> Document:
    """The one article whose text or title holds `text`."""
    (one,) = [d for d in documents().values() if text in d.article.title + d.article.text]
    return one


def test_everything_is_read() -> None:
    assert len(found().articles) == 17
    assert found().problems == ()
    assert found().duplicates == ()


def test_the_readme_describes_every_file() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([^`]+)` \|", readme, re.MULTILINE)
    assert sorted(named) == sorted(p.name for p in EXAMPLES.iterdir() if p.name != "README.md")


def test_many_formats_are_there() -> None:
    kinds = {"".join(path.suffixes) for path in EXAMPLES.iterdir()} - {".md"}
    assert kinds == {".txt", ".txt.gz", ".html", ".json", ".jsonl", ".csv", ".xml"}


def test_articles_have_the_length_of_news() -> None:
    for article in found().articles:
        words = len(article.text.split())
        assert 70 <= words <= 350, (article.id, words)


def test_the_wire_story_has_one_origin() -> None:
    ferry = [d for d in documents().values() if "Maren Star" in d.article.text]
    assert len(ferry) == 6
    origins = find_origins(ferry)
    assert NEAR_COPIES in origins
    assert len(origins) == 5


def test_dates() -> None:
    days = Counter(document.day for document in documents().values())
    assert days == {
        None: 1,
        date(2024, 3, 14): 1,
        date(2024, 3, 15): 1,
        date(2025, 3, 12): 4,
        date(2025, 6, 3): 2,
        date(2025, 6, 4): 1,
        date(2025, 9, 24): 1,
        date(2025, 9, 25): 1,
        date(2025, 10, 7): 1,
        date(2025, 11, 3): 1,
        date(2026, 1, 9): 3,
    }
    assert documents()["quill-valley-hosepipes"].day is None


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("The ferry Maren Star ran aground on the", date(2025, 3, 12)),
        ("The ferry Maren Star spent six hours", date(2024, 3, 14)),
        ("The ferry Maren Star floated free", date(2024, 3, 14)),
        ("Orrin Glass will cut 340 jobs", date(2025, 6, 3)),
        ("Bottle maker Orrin Glass", date(2025, 6, 3)),
        ("The county council voted", date(2025, 9, 24)),
        ("Fenmark county council has approved", date(2025, 9, 24)),
        ("Tobin Marsh saw", date(2025, 10, 4)),
        ("Transport minister Daniela Voss has", date(2026, 1, 9)),
    ],
)
def test_the_weekdays_in_the_texts_are_right(start: str, day: date) -> None:
    (sentence,) = [s for s in by(start).sentences if s.text.startswith(start)]
    assert day in {mention.first for mention in sentence.dates}


def test_two_outlets_disagree_on_a_number() -> None:
    assert "cut 340 jobs" in by("Orrin Glass to cut").article.text
    assert "shed 430 jobs" in by("Orrin Glass shuts").article.text


def test_one_article_is_german() -> None:
    languages = Counter(article.language for article in found().articles)
    assert languages == {"en": 16, "de": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Olin Barrow",
        "READ MORE: Ten of the best",
        "Sign up for our free morning newsletter",
        "By Nessa Thorne, Harbour Correspondent",
        "Share this: Facebook",
        "Leave a Reply",
        "Your email address will not be published",
        "(Reporting by Northline",
        "Read more: Crane numbers",
        "Follow us on social media",
        "© 2026 Arven Tribune",
        "Gregor Pike is a columnist",
        "We use cookies",
        "Lobster season opens",
        "Impressum",
    ],
)
def test_boilerplate_is_no_story(text: str) -> None:
    for document in documents().values():
        assert not [s.text for s in document.sentences if text in s.text]


def test_quotations_keep_their_speakers() -> None:
    quoted = [q for d in documents().values() for s in d.sentences for q in s.quotes]
    assert len(quoted) >= 25


def test_they_are_told_apart_by_their_sources() -> None:
    sources = {article.source for article in found().articles if article.source}
    assert len(sources) >= 9
    for article in found().articles:
        assert not article.url or ".example/" in article.url
