"""Fictional articles for the tests of grouping, and documents made from them."""

from __future__ import annotations

from datetime import UTC, datetime

from summarizer.prepare import document
from summarizer.records import Article, Document

BRIDGE = {
    "bridge-a": (
        "Northport opens the Calder Bridge",
        "Northport opened the Calder Bridge on Tuesday, eleven months later than planned. Mayor "
        "Lena Ortiz cut the ribbon before some 4,300 people. The bridge cost 61.7 million euros, "
        "said the engineer Tobias Wren. “It will halve the way to the harbour,” Ortiz said.",
    ),
    "bridge-b": (
        "Calder Bridge opens after long delay",
        "After eleven months of delay the Calder Bridge in Northport was opened on Tuesday. About "
        "4,300 people came to see Mayor Lena Ortiz cut the ribbon. Engineer Tobias Wren put the "
        "cost at 61.7 million euros, a fifth more than planned.",
    ),
    "bridge-c": (
        "Ortiz: new bridge halves the way to the harbour",
        "Lena Ortiz, the mayor of Northport, opened the Calder Bridge on Tuesday and said that it "
        "would halve the way to the harbour. Critics had called the 61.7 million euros too much. "
        "Tobias Wren, the engineer in charge, defended the cost.",
    ),
}
VOTE = {
    "vote-a": (
        "Parliament of Estavia rejects the fishing law",
        "The parliament of Estavia rejected the fishing law by 58 votes to 44 on Tuesday. Minister "
        "Ines Kolar had fought for quotas on herring for two years. “We will try again in spring,” "
        "Kolar said in the capital, Varn.",
    ),
    "vote-b": (
        "Herring quotas fail in Estavia",
        "Quotas on herring have failed in the parliament of Estavia: 58 members voted against the "
        "fishing law on Tuesday and 44 for it. Minister Ines Kolar announced in Varn that she "
        "would try again in spring.",
    ),
}


def made(
    article_id: str, title: str, text: str, *, day: str = "2031-05-06", language: str = "en"
) -> Document:
    """The article as a document; ``day`` may be empty."""
    published = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) if day else None
    return document(
        Article(id=article_id, title=title, text=text, published=published, language=language)
    )


def documents(*sets: dict[str, tuple[str, str]], day: str = "2031-05-06") -> list[Document]:
    """All articles of ``sets`` as documents of one day."""
    return [made(i, *each, day=day) for texts in sets for i, each in texts.items()]
