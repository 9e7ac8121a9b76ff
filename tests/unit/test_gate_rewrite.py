"""What the gate refuses is rewritten once, and only then a source sentence stands in its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.citation_list import CitationList
from summarizer.compose import Composition, compose
from tests.unit.test_compose import TEXTS, Bags, FreeWriter, material

WRONG = "The harbour bridge at Velm was closed on Friday, Mayor Ada Ortun said."
RIGHT = "The harbour bridge at Velm was closed on Wednesday, Mayor Ada Ortun said."


class Rewriter(FreeWriter):
    """Writes `first`, and `second` when asked once more."""

    def __init__(self, second: str, first: str = WRONG) -> None:
        super().__init__(first)
        self.second = second
        self.asked: list[str] = []

    def rewrite(self, sources: Sequence[str], refused: str) -> str:
        self.asked.append(refused)
        return self.second


def written(writer: Rewriter) -> Composition:
    given = material()
    (draft,) = writer.write([given.evidence])
    return compose(given, draft, CitationList(TEXTS), judge=None, rewriter=writer, embedder=Bags())


@pytest.mark.parametrize(
    ("second", "kind", "refused"),
    [
        (RIGHT, "written", [WRONG]),
        ("Pirates sank Velm.", "extracted", [WRONG, "Pirates sank Velm."]),
    ],
)
def test_rewritten_once_then_replaced(second: str, kind: str, refused: list[str]) -> None:
    writer = Rewriter(second)
    found = written(writer)
    assert writer.asked == [WRONG]
    assert found.sentences[0].kind == kind
    assert [one.text for one in found.rejected] == refused
    assert "Friday" in found.rejected[0].reason


def test_what_passes_is_not_written_twice() -> None:
    writer = Rewriter("Pirates sank Velm.", first=RIGHT)
    found = written(writer)
    assert writer.asked == []
    assert found.sentences[0].kind == "written"
    assert found.rejected == ()
