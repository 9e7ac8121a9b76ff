"""A fictional event told by four articles, and vectors without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from summarizer import prepare
from summarizer.evidence import EventMaterial
from summarizer.records import Article, Claim, Document, Event, Evidence, Sentence
from summarizer.retold import Retellings
from summarizer.stemmer import stem
from summarizer.tokens import content_words

DAY = datetime(2031, 5, 7, 12, tzinfo=UTC)  # a Wednesday

HARBOUR = """The harbour bridge at Velm was closed on Wednesday after engineers found cracks in \
two of its pillars, Mayor Ada Ortun said.

"We will not reopen the bridge before every pillar is safe," Ortun said.

The closure affects 14,000 drivers a day, according to the port authority.

In 2019 the city repaired the same bridge for 3 million crowns.

Ferries will carry passengers across the bay until June.
"""
COURIER = """The harbour bridge at Velm was closed on Wednesday when engineers found cracks in two \
pillars, Mayor Ada Ortun said.

About 14,000 drivers use the bridge every day, the port authority said.

She added that the repair would take six weeks.

The opposition politician Tom Brill said the city had ignored warnings from its own engineers.
"""
GAZETTE = """Engineers have found cracks in two pillars of the harbour bridge at Velm, which was \
closed on Wednesday, said Mayor Ada Ortun.

The closure affects 9,000 drivers a day, according to the port authority.

Frankly, this disgraceful blunder is what we should expect from such hapless officials!
"""


def document(name: str, text: str, title: str = "") -> Document:
    return prepare.document(
        Article(id=name, text=text, title=title, source=name, published=DAY, language="en")
    )


def bridge() -> tuple[Document, ...]:
    """Three independent articles and a copy of the first, sorted by id."""
    return (
        document("courier", COURIER, "Velm shuts harbour bridge"),
        document("gazette", GAZETTE, "Cracks close bridge"),
        document("harbour", HARBOUR, "Harbour bridge closed"),
        document("harbour-copy", HARBOUR, "Harbour bridge closed"),
    )


def event_of(*names: str) -> Event:
    """An event of articles that are each of their own origin, its day unknown."""
    origins = tuple((name,) for name in names)
    return Event(id="evt-1", article_ids=names, day=None, basis="unknown", origins=origins)


ORIGINS = (("courier",), ("gazette",), ("harbour", "harbour-copy"))


def vectors(sentences: Sequence[Sentence | str]) -> NDArray[np.float32]:
    """Hashed bags of stems as unit rows ``(n, 256)``: equal words, equal vectors."""
    out = np.zeros((len(sentences), 256), dtype=np.float32)
    for i, sentence in enumerate(sentences):
        text = sentence if isinstance(sentence, str) else sentence.text
        for word in content_words(text) or ("nothing",):
            out[i, hashlib.sha1(stem(word).encode()).digest()[0]] += 1
        out[i] /= np.linalg.norm(out[i])
    return out


def flat(documents: Sequence[Document]) -> list[Sentence]:
    return [sentence for one in documents for sentence in one.sentences]


def event_material(
    documents: tuple[Document, ...],
    *,
    origins: tuple[tuple[str, ...], ...],
    vectors: NDArray[np.float32],
    retold: Retellings | None = None,
) -> EventMaterial:
    """One event of the articles with a claim for each sentence, the first alone picked;
    ``vectors`` has a row for each sentence."""
    claims = tuple(Claim(sentences=(one,), origins=1) for one in flat(documents))
    event = Event(
        id="evt-1",
        article_ids=tuple(document.id for document in documents),
        day=documents[0].day,
        basis="published",
        origins=origins,
    )
    return EventMaterial(
        evidence=Evidence(event=event, claims=claims[:1], words=100),
        documents=documents,
        claims=claims,
        picked=(0,),
        reasons={},
        left={},
        vectors=vectors,
        retold=retold,
    )
