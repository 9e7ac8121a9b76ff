"""Average-link clustering of a sparse set of scored pairs."""

from __future__ import annotations

import heapq
from collections.abc import Mapping


def average_link(
    n: int, pairs: Mapping[tuple[int, int], float], *, threshold: float
) -> tuple[tuple[int, ...], ...]:
    """Clusters of ``range(n)``, greedily merged while the mean score across two of them is at
    least `threshold`; a pair that is not in `pairs` (keys ``i < j``) scores 0.

    Average-link agglomeration (Sokal and Michener 1958) over a sparse graph: O(m log m) for m
    pairs and few merges. Ties go to the lower indices, so the result depends on nothing else.
    Clusters are sorted by their first member, members ascending.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    sums: list[dict[int, float]] = [{} for _ in range(n)]
    for (i, j), score in pairs.items():
        sums[i][j] = score
        sums[j][i] = score
    heap = [(-score, i, j, 1, 1) for (i, j), score in pairs.items() if score >= threshold]
    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if i not in members or j not in members:
            continue
        if len(members[i]) != size_i or len(members[j]) != size_j:
            continue
        members[i].extend(members.pop(j))
        for other, total in sums[j].items():
            del sums[other][j]
            if other != i:
                sums[i][other] = sums[i].get(other, 0.0) + total
                sums[other][i] = sums[i][other]
        sums[j] = {}
        for other, total in sums[i].items():
            mean = total / (len(members[i]) * len(members[other]))
            if mean >= threshold:
                low, high = sorted((i, other))
                heapq.heappush(heap, (-mean, low, high, len(members[low]), len(members[high])))
    return tuple(tuple(sorted(members[i])) for i in sorted(members))
