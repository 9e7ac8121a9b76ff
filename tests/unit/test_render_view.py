"""What the renderers share: safe text, safe links, dates and counts in words."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from summarizer.records import DateBasis
from summarizer.render import print_terminal, to_html, to_markdown
from summarizer.render.digest_json import as_dict, event_as_dict
from summarizer.render.sources import Source, told_apart
from summarizer.render.view import (
    CONTEXT,
    Index,
    Passage,
    by_article,
    count_words,
    day_words,
    plain,
    web_link,
)
from summarizer.render.wording import (
    balance,
    by_line,
    differing,
    legend,
    ranked_shares,
    topic,
    totals,
    values,
    warning_lines,
)
from summarizer.summaries import (
    GROUPED_ONLY,
    Digest,
    Disagreement,
    DisagreementValue,
    EventSummary,
    Neutrality,
)
from tests.unit.digest_sample import COURIER, DIGEST, GROUNDING, GROUPED, YEAR_BEFORE, cite, unused


def in_text(digest: Digest) -> str:
    """What a terminal of 100 columns shows."""
    console = Console(file=io.StringIO(), width=100)
    print_terminal(digest, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n\n lines\t", "two lines"),
        ("a\x1b[31mred", "a⟨U+001B⟩[31mred"),
        ("user\u202egnp.exe", "user⟨U+202E⟩gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u2067iso", "⟨U+2067⟩iso"),
        ("lone \ud800 half", "lone ⟨U+D800⟩ half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_plain_shows_what_would_be_obeyed(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_leaves_no_control_and_no_direction_change(text: str) -> None:
    shown = plain(text)
    assert shown == plain(shown)
    for character in shown:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?y=1&z=2#w", "https://a.example/x?y=1&z=2#w"),
        (" http://a.example ", "http://a.example"),
        ("HTTPS://A.example/Ü", "https://a.example/%C3%9C"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/a b)(c", "https://a.example/a%20b%29%28c"),
        ("https://a.example/%20", "https://a.example/%20"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt://a.example/%0aalert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//a.example/", ""),
        ("a.example/x", ""),
        ("https://", ""),
        ("https://.", ""),
        ("https://a.example@b.example/", ""),
        ("https://a.example\\@b.example/", ""),
        ("https://a.example:port/", ""),
        ("https://[::1/", ""),
        ("https://a.example/\u202egnp", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, link: str) -> None:
    assert web_link(url) == link


@given(st.text() | st.text().map("https://".__add__) | st.text().map("http://a.example/".__add__))
def test_a_link_is_ascii_and_starts_with_http(url: str) -> None:
    link = web_link(url)
    if link:
        assert link.startswith(("http://", "https://"))
        assert link.isascii()
        assert not set(link) & set(" \"'<>()[]\\`\n")


def test_dates_in_words() -> None:
    assert day_words(date(2025, 3, 2)) == "2 March 2025"
    assert day_words(date(2025, 12, 31), "text") == "31 December 2025 (from the text)"
    assert day_words(None) == "date unknown"


def test_counts_in_words() -> None:
    assert count_words(1, "article") == "1 article"
    assert count_words(1200, "article") == "1,200 articles"
    assert totals(DIGEST) == "2 events · 6 articles · 6 of 11 sentences used"


def test_the_line_below_a_headline() -> None:
    assert by_line(GROUNDING) == (
        "12 March 2025 · 4 articles, 3 independent origins · written by fusion-small"
    )
    assert by_line(YEAR_BEFORE) == "date unknown · 1 article · in the source's own words"
    assert by_line(YEAR_BEFORE, undated=True) == "1 article · in the source's own words"
    quoted = replace(GROUNDING, sentences=GROUNDING.sentences[1:])
    assert by_line(quoted).endswith("in the sources' own words")
    assert by_line(replace(GROUNDING, sentences=())).endswith("3 independent origins")
    apart = replace(GROUNDING.event, origins=(("coast",), ("courier",), ("herald",), ("radio",)))
    assert "4 independent articles" in by_line(replace(GROUNDING, event=apart))


def passages_of(*names: str, day: str = "") -> dict[int, Passage]:
    """A passage of each of the named sources, numbered from 1."""
    source = Source(id="x", name="", title="", url="", day=day)
    return {
        n: Passage(
            n=n, before="", quote="q", after="", source=replace(source, id=str(n), name=name)
        )
        for n, name in enumerate(names, start=1)
    }


def test_values_of_which_none_has_a_date_do_not_each_say_so() -> None:
    one = differ("people (hurt)", "nine people", "ten people")
    passages = passages_of("Wire", "Times", day="date unknown")
    assert [value.day for value in values(one, passages)] == ["", ""]
    passages[2] = replace(passages[2], source=replace(passages[2].source, day="4 May 2018"))
    assert [value.day for value in values(one, passages)] == ["date unknown", "4 May 2018"]


def number(passage: Passage) -> str:
    return f"[{passage.n}]"


def differ(about: str, *told: str) -> Disagreement:
    """Sources 1, 2, … each give another value."""
    given = [DisagreementValue(value=one, citations=(n,)) for n, one in enumerate(told, start=1)]
    return Disagreement(about=about, values=tuple(given))


def test_a_source_that_gives_a_value_twice_is_named_once() -> None:
    one = Disagreement(about="year", values=(DisagreementValue(value="1982", citations=(1, 2, 3)),))
    (value,) = values(one, passages_of("Wire", "Times", "Wire", day="5 October 2018"))
    assert value.by(number) == "Wire [1][3] and Times [2], 5 October 2018"
    mixed = passages_of("Wire", "Times", "Wire", day="5 October 2018")
    mixed[2] = replace(mixed[2], source=replace(mixed[2].source, day="6 October 2018"))
    (value,) = values(one, mixed)
    assert value.by(number) == "Wire, 5 October 2018 [1][3]; Times, 6 October 2018 [2]"
    (value,) = values(one, passages_of("A", "B", "C"))
    assert value.by(number, str.lower) == "a [1], b [2] and c [3]"


@pytest.mark.parametrize(
    ("one", "about", "line"),
    [
        (
            differ("people (treated, injuries)", "nine people", "eleven people"),
            "treated, injuries",
            "Sources differ (treated, injuries)",
        ),
        (differ("jobs", "340 jobs", "430 jobs"), "jobs", "Sources differ"),
        (
            differ("percent (patients, home)", "about 14%", "80 percent"),
            "patients, home",
            "Sources differ (patients, home)",
        ),
        (
            differ("mile (southeast)", "90 miles", "a mile"),
            "southeast",
            "Sources differ (southeast)",
        ),
        (differ("day (hearing)", "4 May", "5 May"), "day (hearing)", None),
        (differ("people (hurt)", "nine people", "eleven"), "people (hurt)", None),
    ],
)
def test_what_the_values_say_themselves_is_not_said_of_them(
    one: Disagreement, about: str, line: str | None
) -> None:
    assert topic(one) == about
    assert differing(one) == (line or f"Sources differ on {about}")


def undated(digest: Digest) -> Digest:
    """The digest without any date."""
    events = [
        replace(e, event=replace(e.event, day=None, basis="unknown", related=()))
        for e in digest.events
    ]
    basis: DateBasis = "unknown"
    days = tuple((article, None, basis) for article, _, _ in digest.days)
    return replace(digest, events=tuple(events), days=days, warnings=())


@pytest.mark.parametrize("form", [to_markdown, to_html, in_text])
def test_that_nothing_has_a_date_is_said_once(form: Callable[[Digest], str]) -> None:
    page = form(undated(DIGEST))
    assert "6 of 11 sentences used · dates unknown" in page
    assert "date unknown" not in page
    # One event: the line below its headline says it, of all its articles.
    (event,) = undated(replace(DIGEST, events=DIGEST.events[:1])).events
    alone = replace(undated(DIGEST), events=(event,), unused=DIGEST.unused[:-1])
    page = form(alone)
    assert page.count("date unknown") == 1
    assert "dates unknown" not in page


def test_an_undated_article_beside_dated_ones_says_so() -> None:
    days = tuple(
        (article, None, "unknown") if article == "radio" else (article, day, basis)
        for article, day, basis in DIGEST.days
    )
    index = Index(replace(DIGEST, days=days))
    assert index.source("radio").dated == "Lantern Radio, date unknown"
    assert index.source("courier").dated == "Ellery Courier, 12 March 2025"
    # its event has no date, which stands below its headline
    assert index.source("older").dated == "Ellery Courier"


def test_the_legend_explains_the_marks() -> None:
    assert legend(GROUNDING) == (
        "† not told whole by a second independent origin · "
        "2 of 3 sentences taken word for word from a source"
    )
    assert legend(YEAR_BEFORE) == "† told by one article alone"
    copies = replace(YEAR_BEFORE.event, article_ids=("a", "b"), origins=(("a", "b"),))
    assert legend(replace(YEAR_BEFORE, event=copies)) == "† told by one origin alone"
    alone = replace(GROUNDING, sentences=GROUNDING.sentences[1:])
    assert legend(alone) == "† no sentence is told whole by a second independent origin"


def in_one_line(page: str) -> str:
    """The words of a page, whatever its form: without tags, escapes and line ends."""
    bare = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.DOTALL))
    return " ".join(re.sub(r"\\(.)", r"\1", bare.replace("**", "")).split())


@pytest.mark.parametrize("form", [to_markdown, to_html, in_text])
def test_every_form_says_the_same(form: Callable[[Digest], str]) -> None:
    page = in_one_line(form(DIGEST))
    index = Index(DIGEST)
    told = [totals(DIGEST), *warning_lines(DIGEST)]
    for event in DIGEST.events:
        passages = index.passages(event)
        told += [event.headline, by_line(event), legend(event), event.note]
        for source, _ in by_article(passages.values()):
            told += [source.dated, source.title]
        told += [part for related in event.event.related for part in related.why]
        for one in event.disagreements:
            told += [topic(one), *(value.told for value in values(one, passages))]
            told += [teller.name for value in values(one, passages) for teller in value.tellers]
    assert [part for part in told if part not in page] == []


@pytest.mark.parametrize("event", [GROUNDING, YEAR_BEFORE])
def test_what_one_origin_alone_tells_is_marked_in_every_form(event: EventSummary) -> None:
    alone = [one.origins == 1 for one in event.sentences]
    assert any(alone)
    digest = replace(DIGEST, events=(event,))
    body = in_text(digest).split("\n\n")[1 + bool(event.note)]
    assert body.count("†") == sum(alone)
    lines = [
        line for line in to_markdown(digest).split("\n") if "\\[" in line and line[0] not in "- "
    ]
    assert [line.endswith(" †") for line in lines] == alone
    assert to_html(digest).count('<abbr class="alone"') == sum(alone)
    # The line that `newsweave batch` writes holds the same object.
    assert [one["single_origin"] for one in event_as_dict(event)["summary"]] == alone


TONE = Neutrality(
    loaded_per_100_words=0.4,
    sources_loaded_per_100_words=1.25,
    shares=(("Radio", 0.25), ("Coast", 0.75), ("Sentinel", 0.0)),
)


def with_shares(*shares: tuple[str, float]) -> EventSummary:
    """The grounding with these shares of its citations."""
    return replace(GROUNDING, neutrality=replace(TONE, shares=shares))


def test_the_balance_names_the_cited_sources_and_who_is_not_cited() -> None:
    assert balance(replace(GROUNDING, neutrality=TONE)) == (
        "Citations: Coast 75 %, Radio 25 %, none from Sentinel · "
        "loaded words in 100: 0.4, in the sources 1.2"
    )
    assert balance(with_shares(("Radio", 1.0))) == ""
    assert balance(replace(GROUNDING, neutrality=None)) == ""


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (2, "none from Paper 0 or Paper 1 ·"),
        (3, "none from Paper 0, Paper 1 or Paper 2 ·"),
        (40, "none from 40 other sources ·"),
    ],
)
def test_many_sources_that_are_not_cited_are_only_counted(number: int, told: str) -> None:
    event = with_shares(("Radio", 1.0), *((f"Paper {n}", 0.0) for n in range(number)))
    assert f"Citations: Radio 100 %, {told}" in balance(event)
    page, told = to_html(replace(DIGEST, events=(event,))), told.removesuffix(" ·")
    assert f"N{told[1:]}." in page
    assert page.count("<meter") == 1
    # JSON keeps them all.
    assert len(event_as_dict(event)["neutrality"]["shares"]) == number + 1


def test_shares_are_ranked() -> None:
    event = with_shares(("Radio", 0.2), ("Coast", 0.6), ("Area", 0.2), ("Wire", 0.0))
    assert ranked_shares(event) == ((("Coast", 0.6), ("Area", 0.2), ("Radio", 0.2)), ("Wire",))


def test_the_same_warning_of_several_articles_is_one_line() -> None:
    told = ("radio: has no date", "x.csv: line 3: no text", "courier: has no date")
    digest = replace(DIGEST, warnings=(*told, "herald: language 'de'"))
    assert warning_lines(digest) == (
        "has no date (2 articles: radio, courier)",
        "x.csv: line 3: no text",
        "herald: language 'de'",
    )
    ids = [f"a: {n}" for n in range(5)]
    many = replace(
        DIGEST,
        articles=tuple(replace(COURIER, id=one) for one in ids),
        warnings=tuple(f"{one}: has no date" for one in ids),
    )
    for form in (to_markdown, to_html, in_text):
        page = form(many).replace("\\", "")
        assert "has no date (5 articles: a: 0, a: 1, a: 2 and 2 more)" in page
    assert as_dict(many)["warnings"] == list(many.warnings)


def test_a_passage_stands_in_its_context() -> None:
    passage = Index(DIGEST).passage(cite(3, COURIER, "Nine people were treated for injuries."))
    assert passage.before.endswith("passengers on board. ")
    assert passage.after.startswith(" “Had there been")


def test_a_long_context_is_cut_at_words() -> None:
    article = replace(COURIER, text="before " * 100 + "Here." + " after" * 100)
    passage = Index(replace(DIGEST, articles=(article,))).passage(cite(1, article, "Here."))
    assert passage.before.startswith("… before before")
    assert passage.before.endswith("before ")
    assert passage.after.startswith(" after after")
    assert passage.after.endswith("after …")
    for context in (passage.before, passage.after):
        assert CONTEXT - 10 < len(context) <= CONTEXT + 3


def test_the_context_ends_with_the_paragraph() -> None:
    article = replace(COURIER, text="One.\n\nTwo. Three.\r\n\r\nFour.")
    digest = replace(DIGEST, articles=(article,))
    passage = Index(digest).passage(cite(1, article, "Two."))
    assert (passage.before, passage.quote, passage.after) == ("", "Two.", " Three.")


def test_an_unknown_article_is_shown_by_its_id() -> None:
    source = Index(DIGEST).source("nobody")
    assert (source.name, source.title, source.url, source.day) == ("nobody", "", "", "date unknown")


def test_articles_of_one_source_are_told_apart() -> None:
    one = Source(id="a", name="Wire", title="T", url="", day="4 May 2018")
    sources = (
        one,
        replace(one, id="b", day="5 May 2018"),
        replace(
            one, id="c", day="6 May 2018", title="A headline that is longer than forty letters"
        ),
        replace(one, id="d", day="6 May 2018", title="Another"),
        replace(one, id="e", day="6 May 2018", title="Another"),
        replace(one, id="f", day="6 May 2018", title=""),
        replace(one, id="g", name="Times"),
    )
    assert told_apart({one.id: one for one in sources}) == {
        "g": "Times",
        "a": "Wire, 4 May 2018",
        "b": "Wire, 5 May 2018",
        "c": "Wire (“A headline that is longer than forty…”)",
        "d": "Wire (d)",
        "e": "Wire (e)",
        "f": "Wire (f)",
    }
    assert Index(DIGEST).name("courier") == "Ellery Courier"
    articles = [replace(one, source="Wire") for one in DIGEST.articles]
    assert Index(replace(DIGEST, articles=tuple(articles))).name("coast") == "Wire (coast)"


def test_leftovers_are_listed_by_article_with_reasons() -> None:
    left = Index(DIGEST).leftovers()
    assert [entry.article_id for entry in left] == ["coast", "courier", "herald", "radio", "stray"]
    assert left[0].reasons == (("repeated", 2),)
    assert left[0].passages[1] == ("No fuel has leaked.", "repeated")
    assert (left[4].whole, left[4].passages) == ("too short to group", ())


@pytest.mark.parametrize("form", [to_markdown, to_html])
def test_sentences_of_events_that_are_only_grouped_are_counted_not_listed(
    form: Callable[[Digest], str],
) -> None:
    rest = (
        unused(COURIER, "Nine people were treated for injuries.", GROUPED_ONLY),
        unused(COURIER, "Sign up for our newsletter.", "boilerplate: newsletter"),
    )
    digest = replace(DIGEST, events=(GROUPED,), unused=rest)
    (left,) = Index(digest).leftovers()
    assert (left.sentences, left.grouped, len(left.passages)) == (2, 1, 1)
    page = form(digest)
    assert "Nine people" not in page
    assert "Sign up" in page
    assert GROUPED_ONLY in page
    assert len(as_dict(digest)["unused"]) == 2


def test_a_reason_names_the_article_and_not_its_id() -> None:
    entry = unused(COURIER, "Nine people", "said already by radio:0")
    (left,) = Index(replace(DIGEST, unused=(entry,))).leftovers()
    assert left.passages == (("Nine people", "said already by Lantern Radio"),)
    assert left.reasons == (("said already", 1),)
