"""Whatever a draft says, trimming only leaves out, and nothing that turns or attributes it."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.models.trim import trim
from summarizer.records import Draft, DraftSentence
from tests.unit.evidence_sample import claim, evidence

SUBJECTS = (
    "Governor Tom Reyes",
    "Reyes",
    "Lena Brill, 62,",
    "The ferry, which had two masts,",
    "The Velm Post, a weekly of the harbour town,",
    "Nobody",
    "The board (a trust)",
)
VERBS = (
    "opened the dam",
    "did not sign the bill",
    "will also sell the ships",
    "may have lost 40 crowns",
    "said that the pump failed",
    "denied the report",
    "said “the pump, which is old, must go”",
)
TAILS = (
    "",
    " on Tuesday",
    " after a long debate in Arden",
    ", ending a quarrel over machines",
    ", which cost 900 crowns",
    ", the engineer said",
    " if the council agrees",
    " amid a strike",
    ", although the crews objected",
    " and closed the gates of the mill",
    ", as crowds gathered",
    ", unless the board objects",
    ", including the port of Tesk",
    " without a vote",
)
OPENINGS = ("", "Meanwhile, ", "Speaking in the rain, ", "According to the board, ", "On Friday, ")
NEVER = re.compile(
    r"\b(?:not|nobody|without|unless|if|although|may|denied|engineer said|according)\b|“[^”]*”"
)

sentences = st.tuples(
    st.sampled_from(OPENINGS), st.sampled_from(SUBJECTS), st.sampled_from(VERBS),
    st.sampled_from(TAILS), st.sampled_from(TAILS),
).map(lambda parts: f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}{parts[4]}.")  # fmt: skip
claims = st.lists(st.lists(sentences, min_size=1, max_size=3, unique=True), min_size=1, max_size=4)


def words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())


def subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


@settings(max_examples=250, deadline=None)
@given(claims)
def test_trimming_only_leaves_out_and_nothing_that_matters(groups: list[list[str]]) -> None:
    known = evidence([claim(*group, start=1000 * i) for i, group in enumerate(groups)])
    draft = Draft(
        event_id="evt-1",
        writer="test",
        sentences=tuple(
            DraftSentence(text=group[0], claims=(i,)) for i, group in enumerate(groups)
        ),
    )
    found = trim(draft, known)
    assert trim(draft, known) == found
    assert trim(found, known) == found
    told = " ".join(one.text for one in found.sentences)
    for before, after in zip(draft.sentences, found.sentences, strict=True):
        assert after.claims == before.claims
        assert subsequence(words(after.text), words(before.text))
        assert NEVER.findall(after.text.lower()) == NEVER.findall(before.text.lower())
        assert set(re.findall(r"\d{3}|\w+day", before.text)) <= set(re.findall(r"\w+", told))
        assert not re.search(r"  | [,.]|,,|,\.", after.text)
        assert after.text[0].isupper() or after.text[0] == before.text[0]
        assert after.text.endswith(".")
        assert len(words(after.text)) >= min(4, len(words(before.text)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(alphabet=" ,.()“”\"'’-–—abTR1é\n", max_size=60), min_size=1, max_size=4))
def test_odd_drafts_are_trimmed_without_an_error(texts: list[str]) -> None:
    known = evidence([claim(text or "x", "Tom", start=100 * i) for i, text in enumerate(texts)])
    sentences = tuple(DraftSentence(text=text, claims=(i,)) for i, text in enumerate(texts))
    draft = Draft(event_id="evt-1", sentences=sentences, writer="test")
    assert len(trim(draft, known).sentences) == len(texts)
