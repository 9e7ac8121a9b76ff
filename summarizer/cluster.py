"""Average-link clustering of a sparse set of scored pairs, with pairs that must or must not end up
together.

Sokal and Michener 1958, on a sparse graph: O(m log m) for m pairs, because no cluster grows beyond
``largest``.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping


def average_link(
    n: int,
    pairs: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    degree: int = 0,
    largest: int = 0,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Clusters of ``range(n)``: sorted tuples in order of their first member.

    ``pairs`` maps ``(i, j)`` with i < j to a score; two clusters are joined, best first, while
    the mean score across them is at least ``threshold``. A pair without a score counts 0, but no
    item is expected to have more than ``degree`` scored pairs (0: no limit). ``must`` pairs are
    joined before anything else, ``cannot`` pairs never; no cluster of more than ``largest`` items
    (0: no limit) comes from scores.
    """
    state = _Clusters(n, pairs, degree)
    for i, j in sorted(must):
        state.join(state.find(i), state.find(j))
    for i, j in sorted(cannot):
        state.part(state.find(i), state.find(j))
    heap = state.start(threshold)
    while heap:
        _, i, j, version_i, version_j = heapq.heappop(heap)
        if state.version.get(i) != version_i or state.version.get(j) != version_j:
            continue
        if largest and len(state.members[i]) + len(state.members[j]) > largest:
            continue
        joined = state.join(i, j)
        for other, mean in state.neighbours(joined):
            if mean >= threshold:
                low, high = sorted((joined, other))
                entry = (-mean, low, high, state.version[low], state.version[high])
                heapq.heappush(heap, entry)
    return tuple(tuple(sorted(state.members[i])) for i in sorted(state.members))


class _Clusters:
    """Live clusters, named by their smallest member, and the sums of scores between them."""

    def __init__(self, n: int, pairs: Mapping[tuple[int, int], float], degree: int) -> None:
        self.members = {i: [i] for i in range(n)}
        self.version = dict.fromkeys(range(n), 0)
        self.degree = degree
        self.home = list(range(n))
        # Sum of scores and number of scored pairs between two clusters.
        self.sums: list[dict[int, tuple[float, int]]] = [{} for _ in range(n)]
        self.barred: list[set[int]] = [set() for _ in range(n)]
        for (i, j), value in pairs.items():
            self.sums[i][j] = self.sums[j][i] = (value, 1)

    def find(self, i: int) -> int:
        """The name of the cluster that holds ``i``."""
        while self.home[i] != i:
            self.home[i] = self.home[self.home[i]]
            i = self.home[i]
        return i

    def part(self, i: int, j: int) -> None:
        """Two clusters that are never joined."""
        if i != j:
            self.barred[i].add(j)
            self.barred[j].add(i)

    def mean(self, i: int, j: int) -> float:
        """The mean score across two clusters."""
        total, count = self.sums[i].get(j, (0.0, 0))
        sizes = len(self.members[i]), len(self.members[j])
        expected = sizes[0] * sizes[1]
        if self.degree:
            expected = min(expected, self.degree * min(sizes))
        return total / max(count, expected)

    def start(self, threshold: float) -> list[tuple[float, int, int, int, int]]:
        """The heap of all joins that are possible now."""
        heap = []
        for i in self.members:
            for j in self.sums[i]:
                if i < j and j not in self.barred[i] and (mean := self.mean(i, j)) >= threshold:
                    heap.append((-mean, i, j, self.version[i], self.version[j]))
        heapq.heapify(heap)
        return heap

    def neighbours(self, i: int) -> list[tuple[int, float]]:
        """The clusters with a score to ``i`` that it may be joined with, and the mean score."""
        return [(j, self.mean(i, j)) for j in self.sums[i] if j not in self.barred[i]]

    def join(self, i: int, j: int) -> int:
        """Joins two live clusters under the smaller name, which is returned."""
        if i == j:
            return i
        keep, gone = sorted((i, j))
        self.members[keep].extend(self.members.pop(gone))
        self.home[gone] = keep
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
