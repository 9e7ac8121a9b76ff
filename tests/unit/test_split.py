"""Articles to sentences."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.records import Article, Boilerplate, Span
from summarizer.split import sentence_spans, story_sentences


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Holm met Dr. Lena Ortiz and Sen. Ada Quill.",
        "Lt. Gov. Ada Quill and Gen. Tom Holm left.",
        "Lena J. Ortiz met J. K. Holm.",
        "The rate rose to 3.5 percent from 2.25 percent.",
        "The U.S. Senate and the U.N. Security Council agreed.",
        "It was a U.S. “declaration of war” on Arden.",
        'The U.S. "will pursue" the crew.',
        "It began on Jan. 5 at 10 a.m. in Arden.",
        "The ferry, owned by Quill Inc. of Arden, sank.",
        "She lives in Port Arden, Calif. with a dog.",
        "Item No. 5 was dropped, i.e. nothing changed.",
        "“Why now?” asked the mayor.",
        "“Why now?” Lena Ortiz asked.",
        "“Stop!” he said.",
        "“We came. We saw. We left,” the mayor said.",
        '"We came. We saw. We left," the mayor said.',
        "He spoke of a “first. class. job” on Monday.",
        "He waited ... and then left.",
        "Yahoo! shares fell.",
        "“We stay.” — Lena Ortiz",
    ],
)
def test_one_sentence(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The ferry sank.", "Nobody died."),
        ("They left the U.S.", "The mayor stayed."),
        ("They left the U.S.", "“We won,” he said."),
        ("It began at 10 a.m.", "He was late."),
        ("They met in Arden, Calif.", "It rained."),
        ("He joined Quill Inc.", "The firm grew."),
        ("“We won.”", "The crowd left."),
        ('"We won."', "The crowd left."),
        ("He called it “a mess.”", "“It is over,” he said."),
        ("Did they win?", "Nobody knows."),
        ("They won!", "Arden cheered."),
        ("(It rained.)", "They left."),
        ("They left the U.S. [5]", "The mayor stayed."),
        ("It sank. [12][13]", "Nobody died."),
        ("It cost 3.5 million.", "It sank in 2016."),
        ("He waited...", "Then he left."),
        ("It was plan B.", "They left."),
    ],
)
def test_two_sentences(first: str, second: str) -> None:
    assert _split(f"{first} {second}") == [first, second]


def test_a_lost_space_parts_sentences_too() -> None:
    assert _split("The ferry sank.The crew left.") == ["The ferry sank.", "The crew left."]
    assert _split("See arden.example.org for more.") == ["See arden.example.org for more."]


def test_scripts_without_spaces() -> None:
    assert _split("船が沈んだ。死者はいない。") == ["船が沈んだ。", "死者はいない。"]


def test_line_breaks_part_sentences_and_white_space_is_left_out() -> None:
    text = "  Ferry runs aground \r\n\n\tA ferry ran aground\u2028on Monday.  "
    assert _split(text) == ["Ferry runs aground", "A ferry ran aground", "on Monday."]


def test_an_unclosed_quotation_does_not_swallow_the_article() -> None:
    text = '"It began. ' + "It went on and on. " * 50 + 'It ended," he said.'
    assert len(_split(text)) > 40


def test_a_range_of_the_text() -> None:
    text = "The ferry sank. Nobody died. It rained."
    assert [text[a:b] for a, b in sentence_spans(text, start=16, end=28)] == ["Nobody died."]
    assert sentence_spans(text, start=30, end=10) == ()


def test_story_sentences_skip_boilerplate_and_carry_facts() -> None:
    text = "Advertisement\nLena Ortiz said on Monday that 14 boats were “safe.” Strange agreed.\n"
    text += "Luther Strange left."
    article = Article(id="a1", text=text)
    mark = Boilerplate(span=Span(article_id="a1", start=0, end=13), reason="advertisement")
    first, second, third = story_sentences(article, [mark], anchor=date(2018, 3, 20))
    assert [s.position for s in (first, second, third)] == [0, 1, 2]
    assert [n.key for n in first.names] == ["lena ortiz"]
    assert [q.value for q in first.numbers] == [14.0]
    assert [str(m.first) for m in first.dates] == ["2018-03-19"]
    assert [(q.text, q.speaker) for q in first.quotes] == [("safe.", "Lena Ortiz")]
    assert [n.key for n in second.names] == ["strange"]
    for sentence in (first, second, third):
        assert text[sentence.span.start : sentence.span.end] == sentence.text


def test_boilerplate_inside_a_line_parts_the_story() -> None:
    text = "The ferry sank. Read more Nobody died."
    mark = Boilerplate(span=Span(article_id="a", start=16, end=25), reason="link")
    found = story_sentences(Article(id="a", text=text), [mark], anchor=None)
    assert [s.text for s in found] == ["The ferry sank.", "Nobody died."]


def test_no_text_no_sentences() -> None:
    assert sentence_spans("") == ()
    assert sentence_spans(" \n\t ") == ()


def test_a_closing_mark_that_nothing_opened_keeps_no_sentences_together() -> None:
    text = (
        'Kits will go to schools," she said that day. It is "part of the plan" and more. '
        'Classes hold votes of their own as an exercise". Entries are due in May. The mayor called '
        'it a "strong idea". He leaves in June.'
    )
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert "Entries are due in May." in found
    assert "He leaves in June." in found
