from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.cite import cite
from summarizer.cluster import average_link
from summarizer.epithets import without_epithets
from summarizer.mmr import mmr
from summarizer.neutral import loaded_words
from summarizer.records import Sentence, Span
from summarizer.verify import check

_TEXT = st.text(max_size=120)


@given(st.integers(1, 12), st.integers(0, 40), st.floats(0, 1), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_mmr_takes_each_once_and_keeps_the_budget(
    n: int, budget: int, trade_off: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    half = rng.random((n, n)).astype(np.float32)
    costs = [int(one) for one in rng.integers(0, 10, n)]
    taken = mmr(
        (half + half.T) / 2, rng.random(n).astype(np.float32), costs=costs, budget=budget,
        trade_off=trade_off,
    )  # fmt: skip
    assert len(set(taken)) == len(taken)
    assert sum(costs[i] for i in taken) <= budget
    left = budget - sum(costs[i] for i in taken)
    assert all(costs[i] > left for i in range(n) if i not in taken)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] < p[1]),
        st.floats(0, 1),
        max_size=20,
    ),
    st.floats(0.05, 1),
)
@settings(max_examples=60, deadline=None)
def test_average_link_partitions(pairs: dict[tuple[int, int], float], threshold: float) -> None:
    groups = average_link(9, pairs, threshold=threshold)
    assert sorted(i for group in groups for i in group) == list(range(9))


@given(_TEXT, st.lists(_TEXT, max_size=4))
@settings(max_examples=80, deadline=None)
def test_citing_and_checking_any_text(sentence: str, sources: list[str]) -> None:
    candidates = [
        Sentence(span=Span(article_id=f"a{i}", start=0, end=len(text)), text=text, position=0)
        for i, text in enumerate(sources)
    ]
    found = cite(sentence, candidates)
    assert set(found.spans) <= {one.span for one in candidates}
    assert bool(found.spans) == bool(candidates)
    assert 0 <= found.support <= 1
    verdict = check(sentence, sources)
    assert verdict.ok == (not verdict.reasons)
    assert 0 <= verdict.score <= 1


@given(_TEXT)
@settings(max_examples=80, deadline=None)
def test_loaded_words_stand_where_they_say(text: str) -> None:
    for start, end, word in loaded_words(text):
        assert text[start:end] == word
    assert len(without_epithets(text)) <= len(text)
