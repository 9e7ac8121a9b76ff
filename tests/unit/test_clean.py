"""Cleaning: what is marked and why, on fictional text and on the real articles where present."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarizer.clean import find_boilerplate, shared_chrome
from summarizer.read import read_paths
from summarizer.records import Article

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
STORY = (
    "The council of Port Ellis voted on Tuesday to rebuild the sea wall.\n\n"
    "Mayor Ana Ferro said the work would begin within weeks.\n\n"
    "{line}\n\n"
    "The wall broke in the October storm and 300 homes were flooded.\n\n"
    "The town has asked the state for 3.5 million crowns."
)


def marks(text: str, title: str = "") -> list[tuple[str, str]]:
    article = Article(id="a", text=text, title=title)
    return [
        (mark.reason, text[mark.span.start : mark.span.end]) for mark in find_boilerplate(article)
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT ADVERTISEMENT", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("LIVE TV", "player or picture control"),
        (
            "Video length 12 minutes 48 seconds 12:48 Bridge at Velm sinks Bridge at "
            "Velm sinks into the harbor while a crowd looks on.",
            "player or picture control",
        ),
        ("Slideshow (4 Images)", "player or picture control"),
        ("FacebookTwitterWhatsappLinkedin", "sharing buttons"),
        ("Share on Facebook | Share on Twitter | Email this article", "sharing buttons"),
        ("Like us on Facebook", "sharing buttons"),
        ("Follow Ida Brandt on Twitter: @idabrandt", "call to follow"),
        ("Join our WhatsApp channel", "call to follow"),
        ("Sign up for the Harbour Post newsletter", "newsletter or subscription"),
        ("Get the morning news delivered to your inbox", "newsletter or subscription"),
        ("We use cookies to improve this site.", "cookie notice"),
        ("Leave a Reply", "reply form"),
        ("Comments are closed.", "reply form"),
        ("Be the first to comment", "reply form"),
        ("READ MORE: Why the wall broke", "pointer to another story"),
        ("More: Ferro wins second term", "pointer to another story"),
        ("You may also like", "pointer to another story"),
        ("Related stories", "pointer to another story"),
        ("Filed under Local, Weather", "section label"),
        ("Latest News", "section label"),
        ("article-main", "section label"),
        ("wall_2021-final.jpg", "image file name"),
        ("Photo: Jo Lind / Harbour Post", "photo credit"),
        ("Jo Lind/AP", "photo credit"),
        ("Image copyright Getty Images Image caption The wall in May", "photo credit"),
        ("The wall in May. (Jo Lind/Harbour Post/TNS)", "photo caption"),
        ("(AP Photo/Jo Lind)", "photo credit"),
        ("Reuters", "photo credit"),
        ("Distributed by Northern Content Agency, LLC.", "agency tag"),
        ("With reporting by the Associated Press", "agency tag"),
        ("Ida Brandt and Jo Lind contributed to this report.", "contributors"),
        ("Additional reporting by Per Moe in Skar; editing by Mia Torp", "contributors"),
        ("© 2021 Harbour Post", "copyright line"),
        ("Copyright 2021 The Harbour Post. All rights reserved.", "copyright line"),
        ("By Ida Brandt, Harbour Post", "byline"),
        ("By IDA BRANDT and JO LIND", "byline"),
        ("Updated 3:14 p.m.", "time stamp"),
        ("Published on May 4, 2021 at 10:12", "time stamp"),
        ("4 May 2021", "time stamp"),
        ("This story has been updated with a statement of the mayor.", "editorial note"),
        ("Editor’s note: names were changed.", "editorial note"),
        ("Correction: an earlier headline gave the wrong town.", "editorial note"),
        ("The views expressed here are the author’s own.", "editorial note"),
        ("Write to Ida Brandt at ida@harbour.example", "how to reach the author"),
        ("A wall of old stones", "subheading"),
        ("What happens now?", "question as subheading"),
        ("***", "separator"),
        ("—— — ——", "separator"),
        ("[music]", "note in brackets"),
    ],
)
def test_a_line_of_its_own_is_marked_with_its_reason(line: str, reason: str) -> None:
    assert marks(STORY.format(line=line)) == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "He denied it.",
        "“No,” she said.",
        "“We will not sign up for this,” said Ferro. “Click here to see why, it says.”",
        "The storm was the worst since 1962.",
        "Reuters reported that the wall had been weak for years.",
        "Photos of the wall showed cracks.",
        "Follow-up work may take a year.",
        "Comments by the minister caused a row.",
        "Updated figures will come out in March.",
        "More than 300 homes were flooded.",
        "Sign language was used at the meeting.",
        "Copyright law does not apply, the court ruled.",
        "Editing the plan took a month.",
        "Watch officers saw the wave first.",
        "This article of the law is new.",
        "Posted prices fell by a tenth.",
        "Created in 1986, the fund is empty.",
        "Email records show that he knew.",
        "Related claims were thrown out.",
        "Opinions are divided on the plan.",
        "Please, the mayor said, be patient.",
        "• The bill raises the tax to 5 percent",
        "The council’s statement reads as follows:",
        "ANA FERRO: We had no choice.",
        "(He declined to say why.)",
    ],
)
def test_news_is_never_marked(line: str) -> None:
    assert marks(STORY.format(line=line)) == []


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("LUNDE — The", "LUNDE —"),
        ("LUNDE, Varn (AP) — The", "LUNDE, Varn (AP) —"),
        ("LUNDE/SKAR (Reuters) - The", "LUNDE/SKAR (Reuters) -"),
        ("Lunde, May 4 (AFP) – The", "Lunde, May 4 (AFP) –"),
        ("PORT ELLIS, Md. -- The", "PORT ELLIS, Md. --"),
        ("(CNN) The", "(CNN)"),
        ("Lunde (CNN) The", "Lunde (CNN)"),
    ],
)
def test_dateline(start: str, dateline: str) -> None:
    assert marks(f"{start} wall of the town fell.\n\nNobody was hurt.") == [("dateline", dateline)]


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance founded in 1949 — met on Monday.",
        "Ferro — who won in May — resigned.",
        "The mayor (who is ill) - and her deputy - resigned.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert marks(f"{text}\n\nNobody was hurt.") == []


def test_a_part_of_a_paragraph_is_marked_alone() -> None:
    text = (
        "The wall fell at noon. (Reporting by Ida Brandt; editing by Per Moe)\n\n"
        "The tide was high (PHOTOS: The wall in pictures) and the wind strong.\n\n"
        "Ferro will speak on Friday. Sign up here for our newsletter. The meeting is open."
    )
    assert marks(text) == [
        ("agency tag", "(Reporting by Ida Brandt; editing by Per Moe)"),
        ("pointer to another story", "(PHOTOS: The wall in pictures)"),
        ("call to the reader", "Sign up here for our newsletter."),
    ]


def test_the_title_of_the_record_is_found_in_the_text_however_it_is_set() -> None:
    text = "The wall fell.\n\nSEA WALL FALLS: ‘NO WARNING’!\n\nIt fell at noon."
    assert marks(text, "Sea wall falls: 'no warning'") == [
        ("title", "SEA WALL FALLS: ‘NO WARNING’!")
    ]


def test_author_note_only_where_its_subject_is_not_in_the_story() -> None:
    note = "Mia Torp is a professor of law at Varn University."
    story = STORY.format(line="Nobody was hurt.")
    assert marks(f"{story}\n\n{note}") == [("author note", note)]
    named = story.replace("Mayor Ana Ferro", "Mayor Ana Ferro, with Mia Torp,")
    assert marks(f"{named}\n\n{note}") == []


@pytest.mark.parametrize("text", ["Fire", "Mayor resigns", "Port Ellis\n\nSea wall", "x"])
def test_a_text_of_headings_only_keeps_them(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize("text", ["", "\n\n", " \t ", "\ufeff"])
def test_nothing_in_nothing(text: str) -> None:
    assert [mark for mark in marks(text) if mark[0] != "separator"] == []


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end(end: str) -> None:
    text = STORY.format(line="Advertisement").replace("\n", end)
    assert marks(text) == [("advertisement", "Advertisement")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The wall of the town fell at noon and nobody was hurt. " * 90_000, 0),
        ("click here to see it (" * 200_000, 0),
        ("a" * 5_000_000, 0),
        ("By Ida Brandt and Jo\n" * 50_000, 50_000),
        (("A, and " * 80 + "\n") * 2_000, 0),
        ("Comments\nKari says:\n" * 20_000, 0),
    ],
)
def test_megabytes_of_one_thing_come_to_an_end(text: str, found: int) -> None:
    # A pattern that took time by the square of the length would need hours.
    assert len(marks(text)) == found


def articles(line: str, count: int, source: str = "Harbour Post") -> list[Article]:
    return [
        Article(
            id=f"a{number}",
            source=source,
            text=f"Storm number {number} came on day {number} and broke wall {number}.\n\n"
            f"{line}\n\nIt was the storm with the number {number * 7}, the office said.",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("line", "count", "found"),
    [
        ("Harbour Post: your town, your news", 3, True),
        ("Harbour Post: your town, your news", 2, False),
        ("Subscribers read the Harbour Post first, so join us today.", 4, True),
        ("The wall was built in 1962 after an earlier flood.", 5, False),
        ("“Your town needs you, and we need our wall,” Ferro has said.", 5, False),
    ],
)
def test_lines_that_a_source_repeats(line: str, count: int, found: bool) -> None:
    some = articles(line, count)
    shared = shared_chrome(some)
    assert set(shared) == ({article.id for article in some} if found else set())
    for article in some if found else []:
        (mark,) = shared[article.id]
        assert article.text[mark.span.start : mark.span.end] == line


def test_copies_of_one_story_are_not_the_sites_text() -> None:
    text = "Ferry late again\n\nYour ferry was late on Monday\n\nThe captain spoke of fog"
    same = [Article(id=f"a{n}", source="Post", text=text) for n in range(5)]
    assert shared_chrome(same) == {}


def test_other_sources_do_not_count_and_the_host_stands_for_the_source() -> None:
    line = "Harbour Post: your town, your news"
    mixed = [
        Article(id=f"{one.id}{n}", text=one.text, source=f"Source {n}")
        for n, one in enumerate(articles(line, 6))
    ]
    assert shared_chrome(mixed) == {}
    hosted = [
        Article(id=one.id, text=one.text, url=f"https://www.harbour.example/{one.id}")
        for one in articles(line, 3)
    ]
    assert len(shared_chrome(hosted)) == 3


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("Ferries of Velm stop for a week The mayor asked sailors on Monday to stay.", True),
        ("FERRIES OF VELM STOP FOR A WEEK “We must stay,” the mayor told sailors.", True),
        ("Ferries of Velm stop for a week from Monday on, the mayor said at noon.", False),
        ("Ferries of Velm stop for a week. They did so in May too, the mayor said.", False),
    ],
)
def test_a_title_run_into_the_first_sentence_is_set_aside(line: str, marked: bool) -> None:
    found = marks(f"{line}\n\nThe port is closed until May.", "Ferries of Velm stop for a week.")
    assert found == ([("title", line[:31])] if marked else [])


needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the five real articles are not beside this checkout"
)


@needs_seeds
def test_no_boilerplate_is_left_in_the_real_articles() -> None:
    unwanted = re.compile(
        r"WhatsApp|Whatsapp|Advertisement|Leave a Reply|email address|Content is protected|"
        r"Distributed by|Filed under|Live tv|Latest News|article-main|Los Angeles Times|TNS|"
        r"more stories|date 20|^\s*(?:Close|Twitter|Donald Trump|——|MOSCOW.*—)",
        re.MULTILINE,
    )
    for article in read_paths([SEEDS]).articles:
        left, end = "", 0
        for mark in find_boilerplate(article):
            left += article.text[end : mark.span.start]
            end = mark.span.end
        left += article.text[end:]
        assert unwanted.search(left) is None
        assert len(left) > 0.7 * len(article.text)
        for line in left.splitlines():
            assert not line.strip() or line.strip()[-1] in '.”"', line


@needs_seeds
def test_titles_and_days_of_the_real_articles() -> None:
    found = read_paths([SEEDS]).articles
    assert [bool(article.title) for article in found] == [False, True, True, True, False]
    days = [str(article.published.date()) if article.published else "" for article in found]
    assert days == ["2018-03-20", "", "", "2016-11-14", ""]


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this report said that ten people had died.",
        "This story has been corrected to show that Mr. Lind is 43.",
        "Embargoed until 14 May 2031, 00:01.",
    ],
)
def test_a_note_of_the_desk_within_a_paragraph_is_set_aside(note: str) -> None:
    text = f"Five people died in Tesk. {note} Mayor Ilka Soren came to the hotel at noon."
    [mark] = find_boilerplate(Article(id="a", text=text))
    assert (text[mark.span.start : mark.span.end], mark.reason) == (note, "editorial note")


def test_what_somebody_says_of_versions_and_embargoes_is_story() -> None:
    text = (
        "Lind said an earlier version of this bill was better. The report was embargoed until "
        "Monday. She told the council: the earlier version of this story is a lie."
    )
    assert find_boilerplate(Article(id="a", text=text)) == ()
