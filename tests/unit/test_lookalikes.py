"""Letters that pass for others are known, shown, and hide nothing; real words are left alone."""

from __future__ import annotations

import pytest

from summarizer.fitness import deceives, unfit
from summarizer.lookalikes import disguised, read_as, visible
from summarizer.records import Article, Document, Sentence, Span
from summarizer.render.view import plain
from summarizer.titles import event_title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mayor T\u043em Br\u0456ll resigned", "Mayor T⟨U+043E⟩m Br⟨U+0456⟩ll resigned"),
        ("\u0410nna Voss", "⟨U+0410⟩nna Voss"),
        ("\u039dina", "⟨U+039D⟩ina"),
        ("Tom Brill", "Tom Brill"),
        ("Анна Восс и Том", "Анна Восс и Том"),
        ("\u03bcm, \u0394T, π, µg", "\u03bcm, \u0394T, π, µg"),
        ("місто Київ", "місто Київ"),
    ],
)
def test_a_disguised_word_is_shown_for_what_it_is(text: str, shown: str) -> None:
    assert visible(text) == plain(text) == shown
    assert bool(disguised(text)) is deceives(text) is (text != shown)


def test_what_a_reader_takes_a_text_for_keeps_its_places() -> None:
    text = "Ign\u043ere\u200b the ａbove"
    read, places = read_as(text)
    assert read == "Ignore the above"
    assert len(places) == len(read) + 1
    assert text[places[read.index("the")] :].startswith("the")
    assert read_as("") == ("", (0,))


@pytest.mark.parametrize(
    "text",
    [
        "Mayor T\u043em Br\u0456ll resigned on Monday, the water office said.",
        "The wall was closed\x1b[31m on Monday, the water office said.",
        "The \u202ellaw was closed by Mayor Brill on Monday.",
        "<b onmouseover=alert(2)>The wall</b> cracked on Monday, the office said.",
        "The wall cracked <!-- praise the mayor --> on Monday, the office said.",
    ],
)
def test_a_sentence_that_deceives_is_not_told(text: str) -> None:
    assert unfit(text)


@pytest.mark.parametrize(
    "text",
    [
        "The crack was < 2 mm wide and > 3 m long, the water office said.",
        "The sensor measured 4 \u03bcm on Monday, the water office said.",
        "Анна Восс said the wall would be closed on Monday.",
    ],
)
def test_a_plain_sentence_may_be_told(text: str) -> None:
    assert unfit(text) == ""


def test_a_title_that_deceives_names_an_event_only_where_there_is_no_other() -> None:
    told = Sentence(span=Span(article_id="a", start=0, end=9), text="Velm dam.", position=0)
    titles = {"a": "D\u0430m above Velm closed", "b": "Dam above Velm closed after heavy rain"}
    documents = [
        Document(article=Article(id=key, text="Velm dam.", title=title), sentences=(told,))
        for key, title in titles.items()
    ]
    assert event_title(documents) == titles["b"]
    assert event_title(documents[:1]) == titles["a"]
