"""Why two articles are together or apart, in words (`--explain A B`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from summarizer.corrections import Corrections
from summarizer.errors import UsageError
from summarizer.event_parts import EventParts, event_parts
from summarizer.links import Linker
from summarizer.pairlogit import load_model, log_odds
from summarizer.partition import chance
from summarizer.records import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two articles are together or apart: the probability in [0, 1] that they tell of one
    event, the probability from which on pairs are taken for one, the verdict and the reasons."""

    articles: tuple[str, str]
    together: bool
    score: float
    threshold: float
    verdict: str
    why: tuple[str, ...]


# The probability from which on a pair by itself is taken for one event.
_EVEN = 0.5
# So many ids are named where one is not known.
_SHOWN = 5
_VERDICTS = {
    (True, True): "they tell of one event",
    (True, False): "other articles hold them together",
    (False, True): "alike as a pair, but their events differ as a whole",
    (False, False): "they tell of two events",
}


def explain(
    documents: Sequence[Document],
    vectors: NDArray[np.float32],
    a_id: str,
    b_id: str,
    *,
    origins: Sequence[Sequence[str]],
    corrections: Corrections | None = None,
) -> Explanation:
    """Why two of the articles are together or apart. Raises UsageError for an unknown id."""
    corrections = corrections or Corrections()
    known = {document.id for document in documents}
    for wanted in (a_id, b_id):
        if wanted not in known:
            raise UsageError(f"no article has the id {wanted!r}; {_some(known, wanted)}")
    if a_id == b_id:
        raise UsageError(f"two different articles are needed, was: {a_id!r} twice")
    made = event_parts(documents, vectors, origins=origins, corrections=corrections)
    ids = (min(a_id, b_id), max(a_id, b_id))
    i, j = (index for index, document in enumerate(made.documents) if document.id in ids)
    together = any(i in part and j in part for part in made.parts)
    score, why = _compared(made, i, j)
    for links, words in ((corrections.must_link, "must"), (corrections.cannot_link, "cannot")):
        if ids in links:
            why = (f"a correction says that they {words} stand together", *why)
    return Explanation(
        articles=ids,
        together=together,
        score=round(score, 4),
        threshold=_EVEN,
        verdict=_VERDICTS[together, score >= _EVEN],
        why=why,
    )


def _compared(made: EventParts, i: int, j: int) -> tuple[float, tuple[str, ...]]:
    """The probability that the documents at two places tell of one event, and why."""
    import numpy as np

    row = {place: number for number, unit in enumerate(made.units) for place in unit}
    first, second = sorted((row[i], row[j]))
    if first == second:
        return 1.0, ("copies of one text",)
    score = made.partition.likely(first, second)
    if score is None:
        pair = made.space.pairs(np.array([first]), np.array([second]))
        score = chance(float(log_odds(pair, load_model())[0]))
    linker = Linker(made.documents, made.units, made.space, made.partition)
    return score, linker.why(first, second)


def _some(known: set[str], wanted: str) -> str:
    """The ids most like the one that is wanted, or a few of them all."""
    near = get_close_matches(wanted, sorted(known), _SHOWN, 0.4)
    shown = near or sorted(known)[:_SHOWN]
    more = f" and {len(known) - len(shown)} more" if not near and len(known) > len(shown) else ""
    return f"{'like it' if near else 'there'} are {', '.join(map(repr, shown))}{more}"
