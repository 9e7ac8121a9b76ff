"""Properties of grouping: a partition, in any order, and what the clustering guarantees."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.cluster import average_link
from summarizer.corrections import Corrections
from summarizer.group import event_id, group
from summarizer.origins import find_origins
from summarizer.records import Article, Document, Sentence, Span

WORDS = st.sampled_from(
    "Ortiz Northport bridge opened Tuesday harbour votes 58 61.7 million Kolar herring the of in "
    "said minister parliament storm freighter Lunde crew divers grain rejected spring".split()
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=30)


def plain(article_id: str, text: str, language: str) -> Document:
    span = Span(article_id=article_id, start=0, end=len(text))
    sentences = (Sentence(span=span, text=text, position=0),) if text.strip() else ()
    return Document(
        article=Article(id=article_id, text=text, language=language), sentences=sentences
    )


@st.composite
def collections(draw) -> tuple[list[Document], np.ndarray]:
    texts = draw(st.lists(st.tuples(TEXTS, st.sampled_from(["en", "en", "de"])), max_size=9))
    documents = [plain(f"a{n}", text, code) for n, (text, code) in enumerate(texts)]
    seed = draw(st.integers(0, 1000))
    vectors = np.random.default_rng(seed).normal(size=(len(documents), 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return documents, vectors.astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_events_partition_the_articles_in_any_order(collection, random):
    documents, vectors = collection
    origins = find_origins(documents)
    assert sorted(i for origin in origins for i in origin) == sorted(d.id for d in documents)
    found = group(documents, vectors, origins=origins)
    ids = sorted(i for event in found.events for i in event.article_ids)
    assert ids == sorted(document.id for document in documents)
    for event in found.events:
        assert event.id == event_id(event.article_ids)
        assert sorted(i for part in event.origins for i in part) == list(event.article_ids)
        assert len(event.links) == len(event.article_ids) - 1
        assert len({d.article.language for d in documents if d.id in event.article_ids}) == 1
    order = list(range(len(documents)))
    random.shuffle(order)
    assert group([documents[i] for i in order], vectors[order], origins=origins) == found


@settings(max_examples=40, deadline=None)
@given(collections(), st.data())
def test_corrections_always_hold(collection, data):
    documents, vectors = collection
    pairs = list(combinations([document.id for document in documents], 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else []
    must = tuple(sorted(set(chosen[:1])))
    cannot = tuple(sorted(set(chosen[1:]) - set(must)))
    held = Corrections(must_link=must, cannot_link=cannot)
    found = group(documents, vectors, origins=find_origins(documents), corrections=held)
    home = {i: event.id for event in found.events for i in event.article_ids}
    assert all(home[a] == home[b] for a, b in must)
    assert all(home[a] != home[b] for a, b in cannot)


@given(
    st.integers(1, 9),
    st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(0, 1), max_size=20),
    st.floats(0.05, 1),
)
def test_average_link_partitions_and_raising_the_threshold_never_joins_more(n, raw, threshold):
    pairs = {(i, j): value for (i, j), value in raw.items() if i < j < n}
    found = average_link(n, pairs, threshold=threshold)
    assert sorted(i for cluster in found for i in cluster) == list(range(n))
    higher = average_link(n, pairs, threshold=min(1.0, threshold + 0.2))
    assert len(higher) >= len(found)
    assert max(map(len, average_link(n, pairs, threshold=threshold, largest=2))) <= 2
