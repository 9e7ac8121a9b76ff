"""An article of a book's length is read at its beginning, and the rest is accounted for."""

from __future__ import annotations

import pytest

from summarizer import evidence
from summarizer.evidence import gather
from summarizer.records import Event
from tests.unit.event_sample import document, flat, vectors


class Words:
    """An embedder for sentences of documents: rows of the sample's vectors by text."""

    def __init__(self, rows: dict[str, int], table: object) -> None:
        self.rows, self.table, self.asked = rows, table, 0

    def embed(self, texts: object) -> object:
        wanted = list(texts)  # type: ignore[call-overload]
        self.asked += len(wanted)
        return self.table[[self.rows[text] for text in wanted]]  # type: ignore[index]

    def signature(self) -> str:
        return "words"


def test_what_stands_after_the_part_that_is_read_has_its_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence, "MOST_READ", 3)
    text = " ".join(f"The council of Arlow met on day {n} of its long session." for n in range(8))
    long = document("courier", text)
    rows = flat((long,))
    assert len(rows) == 8
    embedder = Words({s.text: i for i, s in enumerate(rows)}, vectors(rows))
    event = Event(
        id="evt-1", article_ids=("courier",), day=None, basis="unknown", origins=(("courier",),)
    )
    material = gather(event, [long], embedder, words=60)  # type: ignore[arg-type]
    assert embedder.asked == 3
    late = [material.left[s.span] for s in rows[3:]]
    assert late == ["after the first 3 sentences of its article"] * 5
    assert [len(d.sentences) for d in material.read] == [3]
    assert material.documents == (long,)
    picked = {s.span for claim in material.evidence.claims for s in claim.sentences}
    assert picked <= {s.span for s in rows[:3]}
