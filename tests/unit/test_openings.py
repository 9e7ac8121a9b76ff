"""Datelines and labels before a paragraph, links in capitals, and pointers to other stories."""

from __future__ import annotations

import pytest

from summarizer.clean import find_boilerplate
from summarizer.records import Article

STORY = "{start} The sea wall of Lunde fell at noon on Monday.\n\nNobody was hurt, she said."


def marks(text: str) -> list[tuple[str, str]]:
    found = find_boilerplate(Article(id="a", text=text))
    return [(mark.reason, text[mark.span.start : mark.span.end]) for mark in found]


@pytest.mark.parametrize(
    "dateline",
    [
        "New York (CNN Business)",
        "New York (CNN Business) —",
        "WASHINGTON -",
        "Washington —",
        "LONDON, March 3 (Reuters) -",
        "PARIS/BERLIN, 3 March (dpa) –",
        "March 16 (UPI) —",
        "BEIJING, Jan. 2 (Xinhua) --",
        "Kyiv, Ukraine (AP) —",
        "New Delhi, India -",
        "Lunde/Skar, Varn -",
        "(New York) –",
        "(HarbourPost.com) -",
        "[CNN] --",
        "NEW DELHI:",
        "ST. LOUIS (KLUN.com) –",
    ],
)
def test_dateline(dateline: str) -> None:
    assert marks(STORY.format(start=dateline)) == [("dateline", dateline)]


@pytest.mark.parametrize(
    "start",
    [
        "The North Lunde Treaty Organization (NLTO)",
        "Rep. Ana Ferro (D-Varn) —",
        "Sailors —",
        "FERRO:",
        "The vote – A surprise.",
    ],
)
def test_no_dateline(start: str) -> None:
    assert marks(STORY.format(start=start)) == []


def test_a_place_and_a_dash_are_a_dateline_before_the_first_sentence_only() -> None:
    text = "The wall fell at noon, she said.\n\nLondon — The city that built it — sent help."
    assert marks(text) == []


@pytest.mark.parametrize(
    "label",
    [
        "The big picture:",
        "Why it matters:",
        "Driving the news:",
        "Be smart:",
        "What we know:",
        "What they're saying:",
        "Bottom line:",
        "UPDATE:",
        "Update, 3:45 p.m. ET:",
        "UPDATE, May 4, 2031 at 3:45 p.m. ET :",
        "Updated May 4, 6 p.m. —",
        "BREAKING:",
    ],
)
def test_a_label_is_no_part_of_its_sentence(label: str) -> None:
    assert marks(STORY.format(start=label)) == [("label", label)]
    inside = f"Nobody was hurt. {label} The wall fell at noon."
    assert marks(f"{inside}\n\nThe road is open, she said.") == [("label", label)]


@pytest.mark.parametrize(
    "line",
    [
        "He added: The wall is old.",
        "The result: Nobody was told.",
        "Updates: The council gives them daily.",
        "Why it matters to sailors is plain: The harbour is closed.",
        "What we know is little.",
        "The context of the vote was odd.",
    ],
)
def test_what_leads_into_a_sentence_is_no_label(line: str) -> None:
    assert marks(f"{line}\n\nThe road is open, she said.") == []


def test_a_note_of_the_site_goes_with_its_label() -> None:
    note = "Update: This story has been corrected to give the right year."
    assert marks(f"The wall fell at noon.\n\n{note}") == [("editorial note", note)]
    note = "Corrections & Clarifications: An earlier version gave the wrong year."
    assert marks(f"The wall fell at noon.\n\n{note}") == [("editorial note", note)]


LINK = "MAYOR OF LUNDE SAYS 'NOBODY' WAS TOLD OF THE CRACKS IN THE OLD WALL BEFORE IT FELL"


def test_a_link_in_capitals_is_no_sentence() -> None:
    story = "The sea wall of Lunde fell at noon on Monday, the council said. " * 3
    text = f"{story}\n\n{LINK}\n\nWHO KNEW OF THE CRACKS?\n\n{story}"
    assert marks(text) == [
        ("heading in capitals", LINK),
        ("heading in capitals", "WHO KNEW OF THE CRACKS?"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "“NOBODY TOLD ME ABOUT THE WALL”",
        "NOBODY TOLD US ABOUT THE WALL, AND WE WILL NOT FORGET IT, NOT EVER IN OUR LIVES!",
        "NO WALL, NO HARBOUR, NO LUNDE.",
        "ANA FERRO: We had no choice.",
    ],
)
def test_what_is_shouted_is_told(line: str) -> None:
    assert marks(f"The wall fell at noon, she said.\n\n{line}\n\nNobody was hurt.") == []


def test_a_text_in_capitals_is_told() -> None:
    text = f"{LINK}, SHE SAID.\n\n{LINK} AND NOBODY KNOWS WHY THEY WERE NOT TOLD OF THEM"
    assert [reason for reason, _ in marks(text)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Why nobody was told of the wall – live Read more",
        "Read or Share this story: https://harbourpost.example/wall",
        "Play Video 1:20 The wall falls into the sea – video",
        "JUST WATCHED The wall falls Replay More Videos ... MUST WATCH The wall falls 01:20",
    ],
)
def test_links_and_players_are_no_sentences(line: str) -> None:
    (found,) = marks(f"The wall fell at noon, she said.\n\n{line}\n\nNobody was hurt.")
    assert found[1] == line


@pytest.mark.parametrize(
    "time",
    ["4:20 p.m. ET.", "- 11:59 p.m. ET:", "18.40", "18:00 GMT -", "8.30pm", "10:45 a.m.:", "9:15:"],
)
def test_the_time_of_an_entry_of_a_live_page_is_a_label(time: str) -> None:
    assert marks(STORY.format(start=time)) == [("label", time)]


@pytest.mark.parametrize("start", ["7.5 Magnitude quakes are rare.", "10:30 Monday was late.", "5"])
def test_other_numbers_before_a_sentence_are_none(start: str) -> None:
    assert marks(STORY.format(start=start)) == []
