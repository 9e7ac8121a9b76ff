"""What one side states and the other denies are both told; neither is said by the other."""

from __future__ import annotations

from summarizer import build
from summarizer.config import Settings
from summarizer.context import denies
from summarizer.records import Article
from summarizer.summaries import Digest

STATED = (
    "Castrel's troops had withdrawn from the border town of Tesk, the government in Castrel said "
    "on Monday."
)
DENIED = (
    "Arvan, whose army faces Castrel's at Tesk, denied on Monday that any troops had withdrawn."
)


def digest() -> Digest:
    texts = {
        "voice": "The Castrel government said on Monday that its troops had withdrawn from the "
        "border town of Tesk. Officials there closed 14 schools on Monday morning.",
        "post": f"{STATED} Fourteen schools were closed in Tesk, officials said. {DENIED}",
    }
    articles = [
        Article(id=key, text=text, title="Troops leave Tesk, Castrel says", source=key)
        for key, text in texts.items()
    ]
    return build.pipeline(Settings(writer="extract")).run(articles)


def test_a_statement_and_its_denial_are_both_told() -> None:
    (event,) = digest().events
    told = [one.text for one in event.sentences]
    assert DENIED in told
    assert sum("withdrawn" in text and not denies(text) for text in told) == 1


def test_a_denial_within_a_quotation_is_its_speaker_s() -> None:
    assert denies(DENIED)
    assert denies("The minister refuted the claim.")
    assert not denies(STATED)
    assert not denies("“They deny everything,” the mayor said.")
