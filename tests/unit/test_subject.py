"""Who or what a sentence is about."""

from __future__ import annotations

import pytest

from summarizer.records import Sentence
from summarizer.subject import same_bearer, subject
from tests.unit.test_retold import sentences


def one(text: str) -> Sentence:
    return sentences(text)[0]


@pytest.mark.parametrize(
    ("text", "names", "stems"),
    [
        ("Mayor Ada Lind, who grew up in Tesk, resigned on Friday.", "ada lind", "mayor ada lind"),
        ("On Friday, after the vote, the harbour board sued the town.", "", "harbour board"),
        ("A judge on Tuesday struck down the fare rule.", "", "judg"),
        ("“We will not pay for it,” Bo Gorm told the council.", "bo gorm", "bo gorm"),
        ("The brother of Cora Vell testified at the inquiry.", "", "brother"),
    ],
)
def test_the_subject_stands_before_the_first_verb(text: str, names: str, stems: str) -> None:
    found = subject(one(text))
    assert found is not None
    assert found.names == tuple(filter(None, (names,)))
    assert found.stems == set(stems.split())


def test_without_a_verb_there_is_none() -> None:
    assert subject(one("A long harbour night")) is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Mayor Ada Lind resigned on Friday.", "Lind stepped down on Friday.", True),
        ("Ada Lind resigned on Friday.", "Bo Gorm praised Ada Lind on Friday.", False),
        ("A federal judge blocked the rule.", "The judge in Tesk blocked the fare rule.", True),
        ("The board sued the town.", "Ada Lind resigned on Friday.", None),
        ("A long night.", "Ada Lind resigned on Friday.", None),
    ],
)
def test_subjects_are_compared_by_name_then_by_word(
    first: str, second: str, same: bool | None
) -> None:
    a, b = subject(one(first)), subject(one(second))
    assert same_bearer(a, b) is same
    assert same_bearer(b, a) is same


def test_what_somebody_is_is_told_from_what_he_did() -> None:
    found = [
        subject(one(text))
        for text in ("Bo Gorm was one of the founders.", "Bo Gorm was fined on Friday.")
    ]
    assert [each is not None and each.described for each in found] == [True, False]
