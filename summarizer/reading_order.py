"""In what order the picked claims are told: the opening, then by their places in the articles, each
denial behind what it denies and what leans behind what it leans on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from summarizer.records import Claim

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A denial is of another article's claim that is so alike (cosine). Of 9 moved so in NeuS train 8
# stood rightly where they came to stand.
_ALIKE = 0.55


def reading_order(
    taken: Sequence[int],
    claims: Sequence[Claim],
    vectors: NDArray[np.float32],
    *,
    denies: Sequence[bool],
    leans_on: Sequence[int | None],
) -> tuple[int, ...]:
    """The claims ``taken``, the first of which opens, in the order in which they are told.

    ``vectors`` is float32 ``(len(claims), dim)`` with unit rows; ``denies`` says which claims tell
    of a denial or take something back, ``leans_on`` which claim each needs before it, None for
    those that stand alone.
    """
    opening, *others = taken
    free = [i for i in others if leans_on[i] is None]
    out = [opening, *sorted(free, key=lambda i: (_place(claims[i]), i))]
    for i in [i for i in out[1:] if denies[i]]:
        said = _denied_by(i, [j for j in out if j != i and not denies[j]], claims, vectors)
        if said is not None:
            out.remove(i)
            out.insert(out.index(said) + 1, i)
    for i in others:
        before = leans_on[i]
        if before is not None:
            out.insert(out.index(before) + 1, i)
    return tuple(out)


def _denied_by(
    i: int, told: Sequence[int], claims: Sequence[Claim], vectors: NDArray[np.float32]
) -> int | None:
    """The claim of another article that claim ``i`` denies: the likest, where it is alike."""
    article = claims[i].sentences[0].span.article_id
    far = [j for j in told if claims[j].sentences[0].span.article_id != article]
    alike = [(float(vectors[i] @ vectors[j]), -j) for j in far]
    best, at = max(alike, default=(0.0, 0))
    return -at if best >= _ALIKE else None


def _place(claim: Claim) -> float:
    """The mean position of a claim's sentences in their articles."""
    return float(np.mean([sentence.position for sentence in claim.sentences]))
