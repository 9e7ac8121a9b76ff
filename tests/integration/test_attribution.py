"""A claim that is disputed, or that a party to the event makes, keeps who makes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from summarizer import build
from summarizer.config import Settings
from summarizer.records import Article
from summarizer.summaries import Digest

TEXTS = {
    "post": (
        "Velm Post",
        "Dam above Velm closed",
        "Arvania closed the dam above Velm on Monday, leaving 3,000 farmers without water. The "
        "government in Orrin said Arvania had closed the gates to punish the valley. Arvania said "
        "the gates were closed because of a crack in the eastern wall. Mayor Tom Brill visited "
        "the dam on Tuesday and spoke with engineers. The Kestrel Company, which runs the dam, "
        "said no gate had been opened since Sunday.",
    ),
    "wire": (
        "Northern Wire",
        "Valley without water",
        "The dam above Velm was closed on Monday and some 3,000 farmers in the valley were left "
        "without water. Arvania's foreign ministry said a crack in the eastern wall had forced it "
        "to close the gates. Orrin accused Arvania of closing the gates to punish the valley. "
        "Engineers who inspected the dam on Tuesday are to report next week. The company that "
        "runs the dam, Kestrel, denied that a gate was opened after Sunday.",
    ),
    "herald": (
        "Orrin Herald",
        "Orrin says its neighbour uses water as a weapon",
        "Farmers in the valley of Velm have been without water since Monday, when the dam above "
        "the town was closed. Arvania closed the gates to punish the valley, the Orrin government "
        "said on Tuesday. Residents told the Herald that a gate was opened on Monday night. Mayor "
        "Tom Brill said the town had drinking water for four days.",
    ),
}
# What is claimed, and what must stand in the same sentence.
CLAIMS = {
    r"punish": r"\b(?:said|says|accused)\b",
    r"because of a crack|forced it": r"(?:Arvania|ministry)\b.*\bsaid",
    r"gate (?:was|had been) opened (?:on Monday|at)": r"Residents\b.*\btold",
    r"no gate|(?:was|been) opened (?:after|since) Sunday": r"\b(?:said|denied)\b",
    r"four days": r"\bBrill said\b",
}


@pytest.fixture(scope="module", params=["extract", "fusion-small"])
def digest(request: pytest.FixtureRequest) -> Digest:
    articles = [
        Article(
            id=name,
            source=source,
            title=title,
            text=text,
            published=datetime(2031, 5, 7, 12, tzinfo=UTC),
            language="en",
        )
        for name, (source, title, text) in TEXTS.items()
    ]
    return build.pipeline(Settings(writer=request.param, words=120)).run(articles)


def test_no_claim_of_a_party_is_told_as_a_fact(digest: Digest) -> None:
    told = [one.text for event in digest.events for one in event.sentences]
    for claim, who in CLAIMS.items():
        for sentence in told:
            if re.search(claim, sentence):
                assert re.search(who, sentence), sentence


def test_both_sides_are_heard(digest: Digest) -> None:
    told = " ".join(one.text for event in digest.events for one in event.sentences)
    assert re.search(r"punish", told)
    assert re.search(r"crack in the eastern wall", told)


def test_the_headline_takes_no_side(digest: Digest) -> None:
    assert all("weapon" not in event.headline for event in digest.events)
