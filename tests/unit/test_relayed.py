"""Outlets that pass on one outlet's report are one witness."""

from __future__ import annotations

import pytest

from summarizer import prepare
from summarizer.records import Article, Sentence
from summarizer.relayed import witnesses

ORIGINS = {"a": 0, "b": 1, "c": 2}
SOURCES = {"a": "The Velm Post (Online)", "b": "Coast Radio", "c": ""}


def sentences(*texts: str) -> list[Sentence]:
    """The only sentence of each article; their ids are a, b, c."""
    return [
        sentence
        for i, text in zip("abc", texts, strict=False)
        for sentence in prepare.document(Article(id=i, text=text)).sentences
    ]


def count(*texts: str) -> int:
    return witnesses(sentences(*texts), origins=ORIGINS, sources=SOURCES)


@pytest.mark.parametrize(
    "relay",
    [
        "Sull kept a secret account in Lorne, the Velm Post reported on Wednesday.",
        "According to the Velm Post, Sull kept a secret account in Lorne.",
        "Sull kept a secret account in Lorne, two clerks told the Velm Post.",
    ],
)
def test_an_outlet_and_who_passes_its_report_on_are_one_witness(relay: str) -> None:
    assert count("Marek Sull had a secret account in Lorne.", relay) == 1


def test_two_who_pass_on_one_report_are_one_witness() -> None:
    one = "Sull kept an account in Lorne, the Harbour Gazette reported."
    two = "According to the Harbour Gazette, Sull kept a secret account in Lorne."
    assert witnesses(sentences("", one, two), origins=ORIGINS, sources=SOURCES) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Coast Radio saw the papers of the account that Sull kept in Lorne.",
        "Sull kept an account in Lorne, the Harbour Gazette reported.",
        "Sull kept an account in Lorne, according to the police of Velm.",
        "“As he told the Velm Post, he kept no money there,” the spokesman of Marek Sull said.",
    ],
)
def test_who_tells_it_from_elsewhere_is_a_witness(other: str) -> None:
    assert count("Marek Sull had a secret account in Lorne.", other) == 2


def test_without_sentences_nobody_tells_it() -> None:
    assert count() == 0
