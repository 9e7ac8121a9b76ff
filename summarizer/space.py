"""Profiles of many articles as sparse matrices, so that many pairs are compared at once."""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.traits import Bag, Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# Pairs are compared this many at a time, which bounds the memory.
_CHUNK = 20_000
# Of this many the features are held at once.
_AT_ONCE = 200_000
_COLUMNS = 2**31 - 1
_BAGS = (
    "terms",
    "sharp",
    "lead",
    "names",
    "lead_names",
    "pairs",
    "numbers",
    "lead_numbers",
    "earlier",
    "periods",
)
# Articles with so much company (see ``company``) or less are a few about some events; with so much
# or more they are an archive, where every storyline goes on from day to day. Labelled sets of
# events from many years have 2 (BASIL dev) and 5 (ECB+ train), months of news 43 to 74.
_FEW, _MANY = 6.0, 30.0


@dataclass(frozen=True, slots=True)
class Space:
    """Row i of each matrix is profile i; of the profiles only ``sharp`` keeps its bag, the matrices
    hold the others. ``vectors`` are ``(n, dim)`` with unit rows; ``log_words``
    is ln(1 + words), ``named`` counts the words of names, ``languages`` numbers the
    languages, ``foreign`` says which rows are not English;
    ``crowded`` is the share, in [0, 1], of pairs of dated articles that lie within two days,
    ``archive``, in [0, 1], how much the articles are those of an archive with many a day."""

    profiles: tuple[Profile, ...]
    vectors: Floats
    matrices: dict[str, Any]
    log_words: Floats
    named: Ints
    languages: Ints
    foreign: NDArray[np.bool_]
    crowded: float
    archive: float

    def pairs(self, rows: Ints, columns: Ints) -> Pairs:
        """The given pairs, compared one by one."""
        return Pairs(self, rows, columns)

    def block(self, members: Ints) -> Block:
        """All pairs of ``members``, as the upper triangle in row order, compared together."""
        import numpy as np

        upper = np.triu_indices(len(members), 1)
        return Block(self, members[upper[0]], members[upper[1]], members)

    def centred(self, name: str, members: Ints) -> Floats:
        """Cosines among ``members`` after the mean of their rows is taken away, ``(m, m)``.

        What all of them share says nothing about which event an article tells of. A mean over m
        rows alone makes the expected cosine -1/(m-1), which is added back.
        """
        import numpy as np

        if name == "meaning":
            chosen = self.vectors[members]
            products = chosen @ chosen.T
        else:
            (left,) = _compact(self.matrices[name][members])
            products = np.asarray((left @ left.T).todense())
        # (x - mean)·(y - mean) from the products alone, so that sparse rows stay sparse.
        mean = products.mean(axis=0)
        products = products - mean[:, None] - mean[None, :] + mean.mean()
        length = np.sqrt(np.clip(np.diag(products), 1e-12, None))
        return np.asarray(products / np.outer(length, length) + 1.0 / (len(members) - 1))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs ``(rows[k], columns[k])`` of a space."""

    space: Space
    rows: Ints
    columns: Ints

    def chunks(self) -> Iterator[Pairs]:
        """The pairs in parts whose features fit the memory."""
        for start in range(0, len(self.rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            yield Pairs(self.space, self.rows[part], self.columns[part])

    def dot(self, left: str, right: str) -> Floats:
        """The products of ``left[rows[k]]`` and ``right[columns[k]]`` for each k."""
        return self._dot(left, right, self.rows, self.columns)

    def both(self, left: str, right: str) -> tuple[Floats, Floats]:
        """``dot``, and the products of ``left[columns[k]]`` and ``right[rows[k]]``."""
        return self.dot(left, right), self._dot(left, right, self.columns, self.rows)

    def meaning(self) -> Floats:
        """Cosines of the embeddings of the pairs."""
        import numpy as np

        vectors, out = self.space.vectors, np.zeros(len(self.rows))
        for start in range(0, len(self.rows), _CHUNK):
            part = slice(start, start + _CHUNK)
            first, second = vectors[self.rows[part]], vectors[self.columns[part]]
            out[part] = np.einsum("ij,ij->i", first, second)
        return out

    def _dot(self, left: str, right: str, rows: Ints, columns: Ints) -> Floats:
        import numpy as np

        first, second, out = self.space.matrices[left], self.space.matrices[right], []
        for start in range(0, len(rows), _CHUNK):
            part = slice(start, start + _CHUNK)
            product = first[rows[part]].multiply(second[columns[part]])
            out.append(np.asarray(product.sum(axis=1)).ravel())
        return np.concatenate(out) if out else np.zeros(0)


@dataclass(frozen=True, slots=True)
class Block(Pairs):
    """All pairs of ``members``: products of whole matrices, much quicker than one by one."""

    members: Ints

    def chunks(self) -> Iterator[Pairs]:
        """All of it: a block is compared as a whole."""
        yield self

    def dot(self, left: str, right: str) -> Floats:
        return self._products(left, right)[self._upper()]

    def both(self, left: str, right: str) -> tuple[Floats, Floats]:
        products, upper = self._products(left, right), self._upper()
        return products[upper], products.T[upper]

    def meaning(self) -> Floats:
        chosen = self.space.vectors[self.members]
        return (chosen @ chosen.T)[self._upper()]

    def _products(self, left: str, right: str) -> Floats:
        import numpy as np

        matrices = self.space.matrices
        a, b = _compact(matrices[left][self.members], matrices[right][self.members])
        return np.asarray((a @ b.T).todense())

    def _upper(self) -> tuple[Ints, Ints]:
        import numpy as np

        return np.triu_indices(len(self.members), 1)


def space(
    profiles: Sequence[Profile], vectors: NDArray[np.float32], *, other_days: Sequence[int] = ()
) -> Space:
    """The matrices of ``profiles``, whose embeddings are the rows of ``vectors``; ``other_days``
    are those of articles outside, as ordinals."""
    import numpy as np

    made: dict[str, Any] = {
        name: _matrix([getattr(profile, name) for profile in profiles]) for name in _BAGS
    }
    for name, source in (
        ("has_terms", "terms"),
        ("has_names", "names"),
        ("has_numbers", "numbers"),
    ):
        made[name] = _present(made[source])
    codes = {code: n for n, code in enumerate(sorted({each.language for each in profiles}))}
    return Space(
        profiles=tuple(_slim(each) for each in profiles),
        vectors=np.asarray(vectors, dtype=np.float64),
        matrices=made,
        log_words=np.log1p([float(each.words) for each in profiles]),
        named=np.array([len(each.names.keys) for each in profiles], dtype=np.int64),
        languages=np.array([codes[each.language] for each in profiles], dtype=np.int64),
        foreign=np.array([each.language != "en" for each in profiles], dtype=bool),
        crowded=crowding(profiles, other_days),
        archive=archive(company(profiles, other_days)),
    )


def _slim(profile: Profile) -> Profile:
    """A profile without the bags that the matrices hold: of many articles they are most of it."""
    import numpy as np

    none = Bag(np.zeros(0, dtype=np.int64), np.zeros(0))
    emptied: dict[str, Any] = {name: none for name in _BAGS if name != "sharp"}
    return dataclasses.replace(profile, **emptied)


def crowding(profiles: Sequence[Profile], other_days: Sequence[int] = ()) -> float:
    """The share of pairs of dated articles whose days lie at most two apart; 1 for under two.

    Only pairs of one language count, as no others are joined; ``other_days`` go with the language
    of most articles.
    """
    lists = _days(profiles, other_days)
    total = sum(len(found) * (len(found) - 1) // 2 for found in lists)
    return _near(lists) / total if total else 1.0


def company(profiles: Sequence[Profile], other_days: Sequence[int] = ()) -> float:
    """How many other articles of its language a dated article has within two days, on average."""
    lists = _days(profiles, other_days)
    count = sum(map(len, lists))
    return 2 * _near(lists) / count if count else 0.0


def archive(company: float) -> float:
    """How much articles are those of an archive with many a day, in [0, 1]."""
    share = math.log(max(company, 1.0) / _FEW) / math.log(_MANY / _FEW)
    return min(1.0, max(0.0, share))


def _near(lists: Sequence[Sequence[int]]) -> int:
    """The number of pairs at most two days apart; the days of each list ascend."""
    return sum(
        bisect_right(found, day + 2) - place - 1
        for found in lists
        for place, day in enumerate(found)
    )


def _days(profiles: Sequence[Profile], other_days: Sequence[int]) -> list[list[int]]:
    """The days of dated articles as ordinals, ascending, a list for each language;
    ``other_days`` go with the language of most articles."""
    days: dict[str, list[int]] = {}
    for each in profiles:
        if each.moment.day:
            days.setdefault(each.language, []).append(each.moment.day.toordinal())
    most = max(sorted(days), key=lambda code: len(days[code]), default="en")
    days.setdefault(most, []).extend(other_days)
    return [sorted(found) for found in days.values()]


def _compact(*matrices: Any) -> tuple[Any, ...]:
    """The matrices over the columns that any of them uses: hashed columns are too many to turn."""
    import numpy as np
    from scipy.sparse import csr_matrix

    used = np.unique(np.concatenate([matrix.indices for matrix in matrices]))
    shape = (matrices[0].shape[0], max(1, len(used)))
    return tuple(
        csr_matrix((matrix.data, np.searchsorted(used, matrix.indices), matrix.indptr), shape=shape)
        for matrix in matrices
    )


def _present(matrix: Any) -> Any:
    """Ones where ``matrix`` has values, over the same index arrays."""
    import numpy as np
    from scipy.sparse import csr_matrix

    ones = np.ones_like(matrix.data)
    made = csr_matrix((ones, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)
    made.has_sorted_indices = True
    return made


def _matrix(bags: Sequence[Bag]) -> Any:
    """A CSR matrix with one row per bag."""
    import numpy as np
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(bag.keys) for bag in bags)])
    keys = np.concatenate([bag.keys for bag in bags]) if bags else np.zeros(0, dtype=np.int64)
    values = np.concatenate([bag.weights for bag in bags]) if bags else np.zeros(0)
    matrix = csr_matrix((values, keys, ends), shape=(len(bags), _COLUMNS))
    matrix.has_sorted_indices = True
    return matrix
