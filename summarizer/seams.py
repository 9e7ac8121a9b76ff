"""The protocols `Embedder`, `Writer` and `Judge`: each has a heavy and a light implementation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.records import Draft, Evidence


class Embedder(Protocol):
    """Texts to unit vectors."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 ``(len(texts), dim)`` with rows of length 1; ``(0, dim)`` for no texts.

        The row of a text does not depend on the other texts beyond float rounding.
        """
        ...

    def signature(self) -> str:
        """Names the model and its weights, so that a result can be reproduced."""
        ...


class Writer(Protocol):
    """Evidence to prose.

    A writer may also have ``rewrite(texts, refused) -> str``: a closer second try at a sentence
    that the fact gate refused, "" where it has none.
    """

    @property
    def name(self) -> str:
        """The short name that the digest shows: "extract", "fusion-small", a hub id."""
        ...

    def write(self, evidences: Sequence[Evidence]) -> tuple[Draft, ...]:
        """One draft per evidence, in the same order; every claim is covered by a sentence."""
        ...

    def signature(self) -> str:
        """Names the model, its weights, prompt version and decoding settings."""
        ...


class Judge(Protocol):
    """Does a passage support a sentence?"""

    def support(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """``(passage, sentence)`` pairs to scores in [0, 1], float32 ``(len(pairs),)``."""
        ...

    def signature(self) -> str:
        """Names the model and its weights."""
        ...
