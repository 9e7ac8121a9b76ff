"""Average-link clustering of scored pairs, with pairs that must and cannot stand together.

Sokal and Michener 1958, on a sparse graph: a pair without a score counts ``missing``. O(m log m)
for m pairs when clusters are small beside the whole.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping


def average_link(
    n: int,
    pairs: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    missing: float = 0.0,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
    weights: Mapping[int, int] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Clusters of ``range(n)``: sorted tuples in order of their first member.

    ``pairs`` maps ``(i, j)`` with i < j to a score; two clusters are joined, best first, while
    the mean score across them is at least ``threshold``. ``must`` pairs are joined before
    anything else, ``cannot`` pairs never. ``weights`` counts an item several times (duplicates).
    """
    state = _Clusters(n, pairs, missing, weights or {})
    for i, j in sorted(must):
        state.join(state.find(i), state.find(j))
    for i, j in cannot:
        state.part(state.find(i), state.find(j))
    heap = state.start(threshold)
    while heap:
        _, i, j, version_i, version_j = heapq.heappop(heap)
        if state.version.get(i) != version_i or state.version.get(j) != version_j:
            continue
        joined = state.join(i, j)
        for other, mean in state.neighbours(joined):
            if mean >= threshold:
                low, high = sorted((joined, other))
                entry = (-mean, low, high, state.version[low], state.version[high])
                heapq.heappush(heap, entry)
    return state.result()


class _Clusters:
    """Live clusters, named by their smallest member, and the sums of scores between them."""

    def __init__(
        self,
        n: int,
        pairs: Mapping[tuple[int, int], float],
        missing: float,
        weights: Mapping[int, int],
    ) -> None:
        self.size = {i: weights.get(i, 1) for i in range(n)}
        self.members = {i: [i] for i in range(n)}
        self.version = dict.fromkeys(range(n), 0)
        self.missing = missing
        self.home = list(range(n))
        # Sum of scores and number of scored pairs between two clusters.
        self.sums: list[dict[int, tuple[float, int]]] = [{} for _ in range(n)]
        self.barred: list[set[int]] = [set() for _ in range(n)]
        for (i, j), value in pairs.items():
            count = self.size[i] * self.size[j]
            self.sums[i][j] = self.sums[j][i] = (value * count, count)

    def find(self, i: int) -> int:
        while self.home[i] != i:
            self.home[i] = self.home[self.home[i]]
            i = self.home[i]
        return i

    def part(self, i: int, j: int) -> None:
        if i != j:
            self.barred[i].add(j)
            self.barred[j].add(i)

    def mean(self, i: int, j: int) -> float:
        total, count = self.sums[i].get(j, (0.0, 0))
        area = self.size[i] * self.size[j]
        return (total + self.missing * (area - count)) / area

    def start(self, threshold: float) -> list[tuple[float, int, int, int, int]]:
        heap = []
        for i in self.members:
            for j in self.sums[i]:
                if i < j and j not in self.barred[i] and self.mean(i, j) >= threshold:
                    heap.append((-self.mean(i, j), i, j, self.version[i], self.version[j]))
        heapq.heapify(heap)
        return heap

    def neighbours(self, i: int) -> list[tuple[int, float]]:
        return [(j, self.mean(i, j)) for j in self.sums[i] if j not in self.barred[i]]

    def join(self, i: int, j: int) -> int:
        """Joins two live clusters under the smaller name, which is returned."""
        if i == j:
            return i
        keep, gone = sorted((i, j))
        self.members[keep].extend(self.members.pop(gone))
        self.home[gone] = keep
        self.size[keep] += self.size[gone]
        del self.version[gone]
        self.version[keep] += 1
        for other, (total, count) in self.sums[gone].items():
            del self.sums[other][gone]
            if other != keep:
                old_total, old_count = self.sums[keep].get(other, (0.0, 0))
                both = (old_total + total, old_count + count)
                self.sums[keep][other] = self.sums[other][keep] = both
        self.sums[gone] = {}
        for other in self.barred[gone]:
            self.barred[other].discard(gone)
            self.part(keep, other)
        self.barred[gone] = set()
        return keep

    def result(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(sorted(self.members[i])) for i in sorted(self.members))
