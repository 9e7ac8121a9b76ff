"""Embedded posts and statements are not told as the article's own words."""

from __future__ import annotations

import pytest

from summarizer.evidence import gather
from summarizer.records import Document
from summarizer.spoken import POSTED, QUOTED, spoken
from tests.unit.event_sample import document, event_of
from tests.unit.test_inside import Bags

POST = "The old pier is a disgrace to the whole of Velm."


def found(*documents: Document) -> dict[str, str]:
    """The texts that are spoken, with the reason."""
    places = spoken(documents)
    return {
        one.text: places[one.span]
        for each in documents
        for one in each.sentences
        if one.span in places
    }


@pytest.mark.parametrize(
    "other",
    [
        "“The old pier is a disgrace to the whole of Velm,” Brill wrote.",
        'Brill wrote that "the old pier is a disgrace to the whole of Velm" on Monday.',
        "“Enough. The old pier is a disgrace to the whole of Velm! Close it,” Brill wrote.",
    ],
)
def test_what_another_sentence_quotes(other: str) -> None:
    story = document("one", f"The board met.\n\n{POST}")
    assert found(story, document("two", other)) == {POST: QUOTED}


@pytest.mark.parametrize(
    "other",
    [
        "Brill called the old pier a disgrace to the whole of Velm.",
        "Brill said the old pier was “a disgrace to the whole of Velm” on Monday.",
        "“The old pier is a risk to the whole of Velm,” Brill wrote.",
        # then the sentence itself says whose words they are
        "“The old pier is a disgrace,” she wrote. The old pier is a disgrace, Brill said.",
    ],
)
def test_what_is_not_quoted_whole(other: str) -> None:
    assert not found(document("one", f"The board met.\n\n{POST}"), document("two", other))


@pytest.mark.parametrize(
    "text",
    [
        # the end of a German quotation looks like the beginning of an English one
        "„Es ist voll“, sagte Brill. Die Kinder lesen jetzt im zweiten Stock des Hauses.",
        # a mark that was forgotten
        f"“It must go, Brill said. {POST} The board meets on Friday.",
        f'"It must go, Brill said. {POST} The "board" meets on Friday.',
    ],
)
def test_a_mark_without_its_other_quotes_nothing(text: str) -> None:
    # a copy has the same fault
    assert not found(document("one", text), document("two", text))


def test_what_stands_behind_a_signature_is_the_articles() -> None:
    behind = "The harbour board of Velm meets again in June."
    post = f"{POST} — Lena Brill (@lbrill) May 3, 2031 {behind}"
    assert behind not in found(document("one", post))


def test_an_outlet_that_is_quoted_keeps_its_words() -> None:
    other = document(
        "two", "The Velm Courier calls the pier “a disgrace to the whole of Velm now.”"
    )
    own = "It is a disgrace to the whole of Velm now."
    assert own in found(document("Harbour Post", own), other)
    assert not found(document("Velm Courier", own), other)


@pytest.mark.parametrize(
    "text",
    [
        f"{POST} Close it. — Lena Brill (@lbrill) May 3, 2031",
        f"{POST} Close it. - Lena Brill (@lbrill) 3 May 2031",
        f"{POST}\n\n\n\nIt has been closed for eleven years. — Lena Brill (@lbrill) May 3, 2031",
        f"Lena Brill (@lbrill) {POST} Close it.",
    ],
)
def test_an_embedded_post(text: str) -> None:
    before, after = "The board voted on Tuesday.", "It meets again in June."
    places = found(document("one", f"{before}\n\n{text}\n\n{after}"))
    assert {*places.values()} == {POSTED}
    assert any(POST in one for one in places)
    assert before not in places
    assert after not in places


def test_the_rest_of_a_quoted_paragraph() -> None:
    post = f"{POST} It has been closed for eleven years."
    other = document("two", "“The old pier is a disgrace to the whole of Velm,” Brill wrote.")
    assert len(found(document("one", f"The board met.\n\n{post}"), other)) == 2


def test_the_wording_that_says_whose_words_they_are_is_told() -> None:
    lead = "The harbour board of Velm voted on Tuesday to close the old pier for good."
    stories = [
        document("one", f"{lead}\n\n{POST}"),
        document("two", f"{lead} “The old pier is a disgrace to the whole of Velm,” Brill wrote."),
    ]
    event = event_of("one", "two")
    material = gather(event, stories, Bags(), words=100)
    told = [claim.sentences[0].text for claim in material.evidence.claims]
    assert POST not in told
    assert any("Brill wrote" in one for one in told)
