"""What holds an event together: which articles are linked, how strongly, and why."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.pairlogit import load_model, log_odds
from summarizer.partition import Partition, chance
from summarizer.reasons import Facts, facts, reasons
from summarizer.records import Document, Link
from summarizer.space import Space

# Links of a larger event are given with their score and without examples.
_MOST_REASONED = 300
_DECIMALS = 4


class Linker:
    """Makes the links of events; keeps the facts of the articles it has looked at."""

    def __init__(
        self,
        documents: Sequence[Document],
        units: Sequence[tuple[int, ...]],
        space: Space,
        partition: Partition,
    ) -> None:
        self._documents = documents
        self._units = units
        self._space = space
        self._partition = partition
        self._facts: dict[int, Facts] = {}
        self._row = {place: row for row, unit in enumerate(units) for place in unit}

    def links(self, places: Sequence[int]) -> tuple[Link, ...]:
        """A spanning tree of the articles at ``places``, strongest first."""
        rows = sorted({self._row[place] for place in places})
        brief = len(rows) > _MOST_REASONED
        found = [self._link(i, j, score, brief) for i, j, score in self._tree(rows)]
        for row in rows:
            head, *copies = self._units[row]
            for copy in copies:
                ids = sorted((self._documents[head].id, self._documents[copy].id))
                why = ("copies of one text",)
                found.append(Link(articles=(ids[0], ids[1]), score=1.0, why=why))
        return tuple(sorted(found, key=lambda link: (-link.score, link.articles)))

    def why(self, i: int, j: int) -> tuple[str, ...]:
        """The reasons for and against rows i and j being one event."""
        a, b = self._space.profiles[i], self._space.profiles[j]
        meaning = float(self._space.vectors[i] @ self._space.vectors[j])
        return reasons(a, b, self._fact(i), self._fact(j), meaning)

    def _fact(self, row: int) -> Facts:
        if row not in self._facts:
            self._facts[row] = facts(self._documents[self._units[row][0]])
        return self._facts[row]

    def _link(self, i: int, j: int, score: float, brief: bool) -> Link:
        ids = sorted(self._documents[self._units[row][0]].id for row in (i, j))
        why = ("part of a very large event",) if brief else self.why(i, j)
        return Link(articles=(ids[0], ids[1]), score=round(score, _DECIMALS), why=why)

    def _tree(self, rows: Sequence[int]) -> list[tuple[int, int, float]]:
        """Maximum spanning trees inside each storyline, and one link from each to the next."""
        by_story: dict[int, list[int]] = {}
        for row in rows:
            by_story.setdefault(self._partition.place[row][0], []).append(row)
        heads = [members[0] for _, members in sorted(by_story.items())]
        found = self._chain(heads)
        for _, members in sorted(by_story.items()):
            found.extend(self._prim(members))
        return found

    def _chain(self, heads: Sequence[int]) -> list[tuple[int, int, float]]:
        """A link from each row to the next, with the score of the pair by itself."""
        import numpy as np

        if len(heads) < 2:
            return []
        rows = np.array(heads, dtype=np.int64)
        odds = log_odds(self._space.pairs(rows[:-1], rows[1:]), load_model())
        scores = [chance(float(value)) for value in odds]
        return list(zip(heads, heads[1:], scores, strict=False))

    def _prim(self, rows: Sequence[int]) -> list[tuple[int, int, float]]:
        """The maximum spanning tree of the scores among ``rows`` (Prim 1957)."""
        likely = self._partition.likely
        best = {j: (likely(rows[0], j) or 0.0, rows[0]) for j in rows[1:]}
        found = []
        while best:
            j = min(best, key=lambda j: (-best[j][0], j))
            score, i = best.pop(j)
            found.append((i, j, score))
            for k in best:
                other = likely(j, k) or 0.0
                if other > best[k][0]:
                    best[k] = (other, j)
        return found
