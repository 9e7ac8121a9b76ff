"""What holds for any text: spans in order, nothing lost, offsets that reproduce the text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dates import date_mentions
from summarizer.facts import name_alias, names, numbers, quotes
from summarizer.records import Article, Boilerplate, Span
from summarizer.split import sentence_spans, story_sentences
from summarizer.tokens import content_words, words

# Arbitrary Unicode, and text made of the pieces that the rules look at.
_PIECES = st.lists(
    st.sampled_from(
        [
            "Lena", "Ortiz", "said", "Mr.", "U.S.", "No.", "a.m.", "J.", "May", "March", "20",
            "2018", "on Tuesday", "two", "hundred", "and", "half a", "million", "one", "third",
            "$5", "%", "3.5", "10-15", "al-", "“", "”", '"', "'", "’s", "«", "»", ".", ". ",
            "...", "?", "!", ",", "[5]", "\n", " ", "  ", "\u2028", "—", "of the", "Bank",
            "President", "ago", "weeks", "(", ")", "e\u0301", "東京。", "\u202e", "\x00", "😀",
        ]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), _PIECES, _PIECES.map(lambda text: text.replace(" ", "")))
_EXAMPLES = settings(max_examples=150, deadline=None)


@_EXAMPLES
@given(TEXTS)
def test_spans_are_ordered_and_hold_every_visible_character(text: str) -> None:
    spans = sentence_spans(text)
    place = 0
    covered = []
    for start, end in spans:
        assert place <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.append(text[start:end])
        place = end
    assert "".join("".join(covered).split()) == "".join(text.split())


@_EXAMPLES
@given(TEXTS, st.sampled_from([None, date(2018, 3, 20), date.min, date.max]))
def test_facts_reproduce_the_text_and_do_not_overlap(text: str, anchor: date | None) -> None:
    for found in (numbers(text), names(text), quotes(text), date_mentions(text, anchor=anchor)):
        place = 0
        for fact in found:
            assert place <= fact.start < fact.end <= len(text)
            assert text[fact.start : fact.end] == fact.text
            place = fact.end


@_EXAMPLES
@given(TEXTS)
def test_dates_are_ranges(text: str) -> None:
    for mention in date_mentions(text, anchor=date(2018, 3, 20)):
        assert (mention.first is None) == (mention.last is None)
        if mention.first and mention.last:
            assert mention.first <= mention.last


@_EXAMPLES
@given(TEXTS)
def test_words_are_in_order(text: str) -> None:
    place = 0
    for start, end in words(text):
        assert place <= start < end
        place = end
    assert all(word == word.casefold() for word in content_words(text))


@_EXAMPLES
@given(TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=4))
def test_story_sentences_stay_outside_boilerplate(text: str, marks: list[tuple[int, int]]) -> None:
    article = Article(id="a", text=text)
    boilerplate = [
        Boilerplate(
            span=Span(article_id="a", start=min(s, len(text)), end=min(s + n, len(text))),
            reason="test",
        )
        for s, n in marks
    ]
    dropped = {i for mark in boilerplate for i in range(mark.span.start, mark.span.end)}
    sentences = story_sentences(article, boilerplate, anchor=None)
    assert [s.position for s in sentences] == list(range(len(sentences)))
    for sentence in sentences:
        assert text[sentence.span.start : sentence.span.end] == sentence.text
        assert dropped.isdisjoint(range(sentence.span.start, sentence.span.end))


@given(st.text(max_size=30), st.text(max_size=30))
def test_aliases_are_symmetric(a: str, b: str) -> None:
    assert name_alias(a, b) == name_alias(b, a)
    assert name_alias(a, a)
