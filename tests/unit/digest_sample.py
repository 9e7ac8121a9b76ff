"""A small digest made by hand, for the tests of the renderers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from summarizer.records import Article, Event, Link, Related, Span
from summarizer.summaries import (
    Citation,
    Counts,
    Digest,
    Disagreement,
    DisagreementValue,
    EventSummary,
    Giver,
    Neutrality,
    Rejected,
    SummarySentence,
    Unused,
)

COURIER = Article(
    id="courier",
    title="Ferry runs aground off Port Ellery",
    source="Ellery Courier",
    url="https://courier.example/ferry?id=1&lang=en",
    published=datetime(2025, 3, 12, 9, 0, tzinfo=UTC),
    language="en",
    text=(
        "The ferry Maren Star ran aground on Wednesday with 186 passengers on board. "
        "Nine people were treated for injuries. “Had there been a swell, we would be having a "
        "very different conversation today,” harbour master Ruth Ansel said. "
        "Sign up for our newsletter."
    ),
)
HERALD = Article(
    id="herald",
    title="Passengers taken off grounded ferry",
    source="Marsden Herald",
    published=datetime(2025, 3, 12, 11, 0, tzinfo=UTC),
    language="en",
    text="All 186 passengers were taken off a car ferry on Wednesday. No fuel has leaked.",
)
COAST = replace(HERALD, id="coast", source="Coast Today", url="http://coast.example/a b(c)")
RADIO = Article(
    id="radio",
    title="What is known about the Maren Star",
    source="Lantern Radio",
    url="https://radio.example/maren-star",
    language="en",
    text="Eleven people have now been treated. The forward radar was out of service, two said.",
)
OLDER = Article(
    id="older",
    title="Maren Star grounded for six hours",
    source="Ellery Courier",
    language="en",
    text="The ferry Maren Star spent six hours stuck in the mud on Thursday.",
)
STRAY = Article(id="stray", text="Lorem.", title="", source="Nowhere")


def cite(n: int, article: Article, quote: str) -> Citation:
    """The citation numbered `n` of the first place of `quote`."""
    start = article.text.index(quote)
    return Citation(
        n=n, span=Span(article_id=article.id, start=start, end=start + len(quote)), quote=quote
    )


def gives(value: str, passage: Citation, article: Article) -> DisagreementValue:
    """A value that one passage of `article` gives."""
    giver = Giver(
        citation=passage.n,
        span=passage.span,
        quote=passage.quote,
        source=article.source,
        published=article.published,
    )
    return DisagreementValue(value=value, citations=(passage.n,), given=(giver,))


def unused(article: Article, text: str, reason: str) -> Unused:
    """The first place of `text`, not used for `reason`."""
    start = article.text.index(text)
    place = Span(article_id=article.id, start=start, end=start + len(text))
    return Unused(span=place, reason=reason)


GROUNDING = EventSummary(
    event=Event(
        id="evt-1",
        article_ids=("coast", "courier", "herald", "radio"),
        day=date(2025, 3, 12),
        basis="published",
        origins=(("coast", "herald"), ("courier",), ("radio",)),
        links=(
            Link(articles=("coast", "herald"), score=1.0, why=("the same text",)),
            Link(articles=("courier", "herald"), score=0.81234, why=("186 passengers", "one day")),
            Link(articles=("courier", "radio"), score=0.61, why=("Maren Star",)),
        ),
        weakest_link=0.61,
        related=(Related(event_id="evt-2", day=date(2024, 3, 14), why=("same ship",)),),
    ),
    headline="Ferry with 186 passengers runs aground off Port Ellery",
    sentences=(
        SummarySentence(
            text="The ferry Maren Star ran aground on Wednesday, and all 186 people were saved.",
            kind="written",
            citations=(1, 2),
            support=0.97123,
            origins=2,
        ),
        SummarySentence(
            text="Nine people were treated for injuries.",
            kind="extracted",
            citations=(3,),
            support=1.0,
            origins=1,
            note="the written sentence was rejected",
        ),
        SummarySentence(
            text="“Had there been a swell, we would be having a very different conversation "
            "today,” harbour master Ruth Ansel said.",
            kind="quoted",
            citations=(4,),
            support=1.0,
            origins=1,
        ),
    ),
    citations=(
        cite(1, COURIER, "The ferry Maren Star ran aground on Wednesday with 186 passengers"),
        cite(2, HERALD, "All 186 passengers were taken off a car ferry on Wednesday."),
        cite(3, COURIER, "Nine people were treated for injuries."),
        cite(
            4,
            COURIER,
            "“Had there been a swell, we would be having a very different conversation today,” "
            "harbour master Ruth Ansel said.",
        ),
        cite(5, RADIO, "Eleven people have now been treated."),
    ),
    writer="fusion-small",
    disagreements=(
        Disagreement(
            about="people treated",
            values=(
                gives("Nine", cite(3, COURIER, "Nine people were treated for injuries."), COURIER),
                gives("Eleven", cite(5, RADIO, "Eleven people have now been treated."), RADIO),
            ),
        ),
    ),
    rejected=(Rejected(text="Ninety people were treated.", reason="number not in source: 90"),),
    neutrality=Neutrality(
        loaded_per_100_words=0.0,
        sources_loaded_per_100_words=1.4321,
        shares=(("Ellery Courier", 0.6), ("Lantern Radio", 0.2), ("Marsden Herald", 0.2)),
    ),
)
GROUPED = replace(
    GROUNDING, sentences=(), citations=(), disagreements=(), rejected=(), neutrality=None
)
YEAR_BEFORE = EventSummary(
    event=Event(
        id="evt-2",
        article_ids=("older",),
        day=None,
        basis="unknown",
        origins=(("older",),),
        related=(Related(event_id="evt-1", day=date(2025, 3, 12), why=("same ship",)),),
    ),
    headline="Maren Star grounded for six hours",
    sentences=(
        SummarySentence(
            text="The ferry Maren Star spent six hours stuck in the mud on Thursday.",
            kind="extracted",
            citations=(1,),
            support=1.0,
            origins=1,
        ),
    ),
    citations=(cite(1, OLDER, OLDER.text),),
    writer="extract",
    note="in German: summarized by choosing sentences",
)
DIGEST = Digest(
    events=(GROUNDING, YEAR_BEFORE),
    articles=(COAST, COURIER, HERALD, OLDER, RADIO, STRAY),
    days=(
        ("coast", date(2025, 3, 12), "published"),
        ("courier", date(2025, 3, 12), "published"),
        ("herald", date(2025, 3, 12), "published"),
        ("older", None, "unknown"),
        ("radio", date(2025, 3, 12), "text"),
        ("stray", None, "unknown"),
    ),
    unused=(
        unused(COAST, "All 186 passengers were taken off a car ferry on Wednesday.", "repeated"),
        unused(COAST, "No fuel has leaked.", "repeated"),
        unused(COURIER, "Sign up for our newsletter.", "boilerplate: newsletter"),
        unused(HERALD, "No fuel has leaked.", "over the word budget"),
        unused(RADIO, "The forward radar was out of service, two said.", "over the word budget"),
        Unused(
            span=Span(article_id="stray", start=0, end=6),
            reason="too short to group",
            whole_article=True,
        ),
    ),
    counts=Counts(
        articles=6, articles_in_events=5, articles_unused=1, sentences=11, used=6, unused=5
    ),
    signature="newsweave 0.1.0 | writer fusion-small 1a2b3c",
    warnings=("article 'stray' is too short",),
)


def with_text(text: str, *, url: str = "") -> Digest:
    """A digest in which `text` stands wherever an article or a model can put text."""
    article = replace(OLDER, id="hostile", text=text, title=text, source=text, url=url)
    place = Span(article_id="hostile", start=0, end=len(text))
    event = replace(
        YEAR_BEFORE,
        event=replace(
            YEAR_BEFORE.event,
            article_ids=("hostile",),
            origins=(("hostile",),),
            related=(Related(event_id="evt-9", day=None, why=(text,)),),
            links=(Link(articles=("hostile", "hostile"), score=0.5, why=(text,)),),
        ),
        headline=text,
        note=text,
        writer=text,
        sentences=(replace(YEAR_BEFORE.sentences[0], text=text, note=text),),
        citations=(Citation(n=1, span=place, quote=text),),
        disagreements=(
            Disagreement(about=text, values=(DisagreementValue(value=text, citations=(1,)),)),
        ),
        rejected=(Rejected(text=text, reason=text),),
        neutrality=Neutrality(
            loaded_per_100_words=0.0, sources_loaded_per_100_words=0.0, shares=((text, 1.0),)
        ),
    )
    return Digest(
        events=(event,),
        articles=(article,),
        days=(("hostile", None, "unknown"),),
        unused=(Unused(span=place, reason=text),),
        counts=replace(DIGEST.counts, articles=1),
        signature=text,
        warnings=(text,),
    )
