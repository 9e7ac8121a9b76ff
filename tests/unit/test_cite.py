from __future__ import annotations

import numpy as np

from summarizer.cite import cite
from summarizer.records import Span
from tests.unit.event_sample import ORIGINS, bridge, flat, vectors

ALL = flat(bridge())
TEXT = {document.id: document.article.text for document in bridge()}


def quotes(spans: tuple[Span, ...]) -> list[str]:
    return [TEXT[span.article_id][span.start : span.end] for span in spans]


def test_a_verbatim_sentence_cites_its_own_place_first() -> None:
    own = next(s for s in ALL if s.text.startswith("Ferries"))
    found = cite(own.text, ALL, origins=ORIGINS)
    assert found.spans[0] == own.span
    assert found.support == 1.0


def test_a_copy_of_the_same_origin_is_not_cited() -> None:
    own = next(s for s in ALL if s.text.startswith("Ferries"))
    found = cite(own.text, ALL, origins=ORIGINS)
    assert len(found.spans) == 1
    assert found.origins == 1


def test_several_origins_that_say_the_same_are_cited() -> None:
    found = cite(
        "The harbour bridge at Velm was closed on Wednesday after cracks in two pillars.",
        ALL,
        origins=ORIGINS,
    )
    assert {span.article_id for span in found.spans} >= {"courier", "gazette"}
    assert found.origins >= 2


def test_a_fused_sentence_cites_both_parts() -> None:
    found = cite(
        "Ferries will carry passengers until June, and the opposition politician Tom Brill said "
        "the city had ignored warnings from its own engineers.",
        ALL,
        origins=ORIGINS,
    )
    joined = " ".join(quotes(found.spans))
    assert "Ferries" in joined
    assert "Tom Brill" in joined
    assert found.support > 0.9


def test_vectors_may_help_and_shapes_hold() -> None:
    sentence = "Six weeks are needed for the repair."
    rows = vectors(ALL)
    found = cite(sentence, ALL, origins=ORIGINS, vectors=(vectors([sentence])[0], rows))
    assert any("six weeks" in quote for quote in quotes(found.spans))
    assert rows.dtype == np.float32


def test_no_candidates_give_no_spans() -> None:
    assert cite("Anything.", ()).spans == ()


def test_a_sentence_without_words_cites_something_and_does_not_crash() -> None:
    assert len(cite("!!!", ALL).spans) >= 1
