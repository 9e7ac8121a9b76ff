"""Words of somebody's that carry no mark of it are not told as the article's own."""

from __future__ import annotations

import pytest

from summarizer import frequency
from summarizer.claims import find_claims
from summarizer.evidence import gather, sober
from summarizer.inside import REASON, inside_quotations
from summarizer.pick import pick_claims
from summarizer.records import Claim
from tests.unit.event_sample import document, event_of, flat, vectors

MIDDLE = "The pier is cracked from end to end."


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        (f"Brill said: “The pier must go. {MIDDLE} We have said so for years.”", True),
        (f'Brill said: "The pier must go. {MIDDLE} We have said so for years."', True),
        # the next paragraph goes on with the quotation
        (f"Brill said: “The pier must go. {MIDDLE}\n\n“Nobody has listened to us.”", True),
        # nothing closes it: a mark that was forgotten
        (f"“The pier must go, Brill said. {MIDDLE} The board meets on Friday.", False),
        (f"“The pier must go. {MIDDLE}\n\nThe board meets on Friday.", False),
        (f"“The pier must go,” Brill said. {MIDDLE} The “board” meets on Friday.", False),
        (f"{MIDDLE} “It must go,” Brill said.", False),
    ],
)
def test_between_two_marks(text: str, inside: bool) -> None:
    story = document("one", text)
    span = next(one.span for one in story.sentences if one.text == MIDDLE)
    assert (span in inside_quotations([story])) == inside


STORY = (
    "The harbour board of Velm voted on Tuesday to close the old pier for good.\n\n"
    f"Engineer Lena Brill said: “The pier must go. {MIDDLE} We have said so for years.”"
)


def test_they_are_not_picked_and_the_reason_is_told() -> None:
    story = document("one", STORY)
    rows = vectors(flat([story]))
    claims = find_claims([story], rows, origins=(("one",),), idf=frequency.load())
    best = vectors([claim.sentences[0] for claim in claims])
    inside = inside_quotations([story])
    result = pick_claims(claims, best, words=100, documents=[story], inside=inside)
    assert MIDDLE not in [claims[i].sentences[0].text for i in result.picked]
    reasons = {claims[i].sentences[0].text: reason for i, reason in result.reasons}
    assert reasons[MIDDLE] == REASON


class Bags:
    """An embedder of hashed words."""

    dim = 256

    def embed(self, texts):  # type: ignore[no-untyped-def]
        return vectors(texts)

    def signature(self) -> str:
        return "bags"


def test_who_says_it_is_told_where_another_article_has_it() -> None:
    other = "The pier is cracked from end to end, Brill said."
    documents = [document("one", STORY), document("two", other)]
    event = event_of("one", "two")
    known = gather(event, documents, Bags(), words=100)
    claim = next(c for c in known.claims if MIDDLE in {s.text for s in c.sentences})
    assert claim.sentences[0].text == other
    told = [c for c in known.evidence.claims if c.sentences[0].text == other]
    assert told
    assert all(MIDDLE not in {s.text for s in c.sentences} for c in told)


def test_a_question_gives_way_to_what_says_the_same() -> None:
    asks = "Is the old pier of Velm cracked from end to end?"
    says = "The old pier of Velm is cracked from end to end, disgracefully."
    plain = "The pier of Velm is cracked from end to end, Brill said."
    claim = Claim(sentences=tuple(flat([document("a", f"{says}\n\n{asks}\n\n{plain}")])), origins=1)
    assert [one.text for one in sober(claim, ()).sentences][-1] == plain
    assert asks not in [one.text for one in sober(claim, ()).sentences]
