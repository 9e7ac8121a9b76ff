"""What two outlets tell in other words, with vectors that say how alike sentences are meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from summarizer import prepare
from summarizer.evidence import gather, told_twice
from summarizer.records import Article, Claim, Document, Event, Sentence
from summarizer.retold import FEATURES, Retellings, model

DAY = datetime(2026, 1, 9, 12, tzinfo=UTC)
FIRST = (
    "Transport minister Ada Brill has resigned, the government said on Friday. "
    "The contract is worth 480 million crowns."
)
SECOND = (
    "Ada Brill stepped down as transport minister on Friday, hours after a vote in parliament. "
    "Rain is forecast for the weekend in the north of the country."
)


def articles(*texts: str) -> tuple[Document, ...]:
    """An article for each text."""
    return tuple(
        prepare.document(Article(id=f"a{n}", text=text, published=DAY, language="en"))
        for n, text in enumerate(texts)
    )


def sentences(*texts: str) -> list[Sentence]:
    """The sentences of one article for each text, in the order of the articles."""
    return [sentence for document in articles(*texts) for sentence in document.sentences]


def alike(count: int, *pairs: tuple[int, int, float]) -> NDArray[np.float32]:
    """Unit rows; those of a pair ``(i, j, cosine)``, ``i < j``, have that cosine, others 0."""
    rows = np.eye(count, dtype=np.float32)
    for i, j, cosine in pairs:
        rows[j] = cosine * rows[i] + np.sqrt(1 - cosine**2) * rows[j]
    return rows


def test_another_outlet_tells_it_in_other_words() -> None:
    found = sentences(FIRST, SECOND)
    told = Retellings(found, alike(4, (0, 2, 0.8)))
    assert told.others(found[0].span) == (found[2],)
    assert told.others(found[2].span) == (found[0],)
    assert told.others(found[1].span) == ()


def test_what_is_meant_otherwise_is_not_the_same() -> None:
    found = sentences(FIRST, SECOND)
    assert Retellings(found, alike(4, (0, 2, 0.6))).others(found[0].span) == ()


def test_of_two_that_are_about_as_near_neither_is_taken() -> None:
    found = sentences(FIRST, SECOND)
    told = Retellings(found, alike(4, (0, 2, 0.8), (0, 3, 0.76)))
    assert told.others(found[0].span) == ()


def test_an_article_does_not_confirm_itself() -> None:
    found = sentences(FIRST + " " + FIRST)
    told = Retellings(found, alike(len(found), (0, 2, 0.99)))
    assert told.others(found[0].span) == ()


def test_another_toll_is_another_account() -> None:
    texts = (
        "The landslide at Corvane killed 12 people on Friday, the mayor said.",
        "A landslide killed {} people at Corvane on Friday, said the mayor.",
    )
    for toll, told in ((12, 1), (15, 0)):
        found = sentences(texts[0], texts[1].format(toll))
        assert len(Retellings(found, alike(2, (0, 1, 0.9))).others(found[0].span)) == told


@pytest.mark.parametrize(
    "noise", ["See https://example.org/brill for the minister's letter.", "Brill resigns."]
)
def test_links_and_scraps_tell_nothing(noise: str) -> None:
    found = sentences(FIRST, SECOND)
    given = Sentence(span=found[2].span, text=noise, position=0, names=found[2].names)
    told = Retellings([*found[:2], given, found[3]], alike(4, (0, 2, 0.95)))
    assert told.others(found[0].span) == ()


def test_both_orders_are_alike() -> None:
    found = sentences(FIRST, SECOND)
    told = Retellings(found, alike(4, (0, 2, 0.8)))
    assert len(told.features(0, 2)) == len(FEATURES) == len(model().weights)
    assert told.features(0, 2) == pytest.approx(told.features(2, 0))
    assert told.chance(0, 2) == pytest.approx(told.chance(2, 0))
    assert told.chance(0, 2) >= model().threshold


def test_the_order_of_the_sentences_does_not_matter() -> None:
    found, rows = sentences(FIRST, SECOND), alike(4, (0, 2, 0.8))
    turned = Retellings(found[::-1], rows[::-1])
    assert turned.others(found[0].span) == Retellings(found, rows).others(found[0].span)


def test_every_sentence_needs_a_vector() -> None:
    with pytest.raises(ValueError, match="a row per sentence, 4, was: 3"):
        Retellings(sentences(FIRST, SECOND), alike(3))


def test_claims_that_tell_the_same_know_each_other() -> None:
    found, rows = sentences(FIRST, SECOND), alike(4, (0, 2, 0.8))
    claims = [Claim(sentences=(one,), origins=1) for one in found]
    assert told_twice(claims, Retellings(found, rows)) == {0: {2}, 2: {0}}
    whole = [Claim(sentences=(found[0], found[2]), origins=2), *claims[1:2], claims[3]]
    assert told_twice(whole, Retellings(found, rows)) == {}


def test_only_the_embedder_that_was_fitted_with_says_who_retells_what() -> None:
    documents = tuple(
        prepare.document(Article(id=f"a{n}", text=text, published=DAY, language="en"))
        for n, text in enumerate((FIRST, SECOND))
    )
    event = Event(id="evt-1", article_ids=("a0", "a1"), day=DAY.date(), basis="published",
                  origins=(("a0",), ("a1",)))  # fmt: skip

    class Fake:
        def __init__(self, name: str) -> None:
            self.name = name

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return alike(len(texts), (0, 2, 0.7))

        def signature(self) -> str:
            return self.name

    known = gather(event, documents, Fake("minilm@0123"), words=100)
    assert known.retold is not None
    assert known.retold.others(documents[0].sentences[0].span) == documents[1].sentences[:1]
    assert gather(event, documents, Fake("static@0123"), words=100).retold is None


OPENING = (
    "Mayor Ada Lind vetoed the harbour budget on Friday, calling it a gift to the port company."
)
AGAIN = "Ada Lind on Friday vetoed a budget for the harbour that the council passed a week ago."


def opened(first: str, second: str, cosine: float = 0.62) -> bool:
    """Whether two articles of which these are the first sentences open with one statement."""
    rest = " The ferry to Tesk was late again."
    found = sentences(first + rest, second + rest)
    told = Retellings(found, alike(4, (0, 2, cosine)))
    same = told.open_alike(found[0].span, found[2].span)
    assert told.open_alike(found[2].span, found[0].span) is same
    return same


def test_two_articles_open_with_one_statement() -> None:
    assert opened(OPENING, AGAIN)
    assert not opened(OPENING, AGAIN, cosine=0.5)


@pytest.mark.parametrize(
    "other",
    [
        "Council leader Bo Gorm on Friday vetoed a budget for the harbour that was a week old.",
        "Ada Lind on Tuesday vetoed a budget for the harbour that the council passed a week ago.",
        "Ada Lind on Friday denied that she vetoed the harbour budget which the council passed.",
        "Mayor Ada Lind was one of the authors of the harbour budget that she vetoed on Friday.",
        "“I vetoed the harbour budget,” Ada Lind said on Friday of what the council passed.",
    ],
)
def test_another_subject_day_denial_or_a_quotation_is_another_statement(other: str) -> None:
    assert not opened(OPENING, other, cosine=0.7)


def test_only_what_opens_an_article_is_asked_for() -> None:
    found = sentences(OPENING, "The ferry to Tesk was late again. " + AGAIN)
    told = Retellings(found, alike(3, (0, 2, 0.62)))
    assert not told.open_alike(found[0].span, found[2].span)
    assert not told.open_alike(found[0].span, found[0].span)


def test_of_two_openings_with_one_statement_one_is_told() -> None:
    found = sentences(OPENING, AGAIN)
    claims = [Claim(sentences=(one,), origins=1) for one in found]
    told = Retellings(found, alike(2, (0, 1, 0.62)))
    assert told.others(found[0].span) == ()
    assert told_twice(claims, told) == {0: {1}, 1: {0}}
