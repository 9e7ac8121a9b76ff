"""Whatever the articles are: exact citations, counts that add up, equal bytes in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer import render
from summarizer.models.extract import ExtractWriter
from summarizer.pipeline import Pipeline
from summarizer.records import Article


class HashEmbedder:
    """Vectors that depend on the text alone and mean nothing: the invariants must hold anyway."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 16), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
            row[:] = np.frombuffer(digest[:16], dtype=np.uint8) + 1.0
            row /= np.linalg.norm(row)
        return rows

    def signature(self) -> str:
        return "hash"


WORDS = st.sampled_from(
    "The ferry Maren ran aground on Tuesday near Port Ellery. “Nobody was hurt,” said Ruth Ansel, "
    "41, at 7.40 a.m.; 186 passengers and 12 crew left by lifeboat... U.S. [5] Advertisement "
    "Er sagte: „Nein“. 北京 \u202e \u0000 \r\n \n\n <b>&amp; 3.5% Dr. O'Brien's — “open".split(" ")
)
TEXT = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=120).map(" ".join))
ARTICLES = st.lists(TEXT, min_size=1, max_size=5)
PIPELINE = Pipeline(
    embedder=HashEmbedder(), writer=ExtractWriter(), extract=ExtractWriter(), judge=None
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=ARTICLES, seed=st.randoms(use_true_random=False))
def test_any_articles(texts: list[str], seed: object) -> None:
    articles = [Article(id=f"a{n}", text=text, title=text[:40]) for n, text in enumerate(texts)]
    digest = PIPELINE.run(articles)
    own = {article.id: article.text for article in articles}
    for event in digest.events:
        for citation in event.citations:
            span = citation.span
            assert own[span.article_id][span.start : span.end] == citation.quote != ""
        assert all(sentence.citations for sentence in event.sentences)
    for unused in digest.unused:
        assert 0 <= unused.span.start <= unused.span.end <= len(own[unused.span.article_id])
        assert unused.reason
    counts = digest.counts
    assert counts.articles == len(articles) == counts.articles_in_events + counts.articles_unused
    assert counts.sentences == counts.used + counts.unused
    assert counts.used >= 0
    shuffled = list(articles)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert render.to_json(PIPELINE.run(shuffled)) == render.to_json(digest)
    for make in (render.to_markdown, render.to_html):
        make(digest).encode("utf-8")
