"""The digest on a terminal: readable at 80 columns, plain in a pipe, never obeyed."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from summarizer.render import print_terminal
from summarizer.render.terminal import numbered, shortened
from tests.unit.digest_sample import DIGEST, GROUPED, with_text


def shown(digest: object = DIGEST, *, width: int = 80, terminal: bool = False) -> str:
    """What is printed."""
    console = Console(
        file=io.StringIO(), width=width, force_terminal=terminal, color_system=None, emoji=True
    )
    print_terminal(digest, console)  # type: ignore[arg-type]
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_digest_has_all_its_parts() -> None:
    page = shown()
    for part in (
        "Ferry with 186 passengers runs aground off Port Ellery\n",
        "12 March 2025 · 4 articles, 3 independent origins · written by fusion-small\n",
        "saved. [1][2] Nine people were treated for injuries. [3]† ",
        "† not told whole by a second independent origin",
        "Sources differ on people treated: Nine (Ellery Courier [3], 12 March 2025)\n"
        "  against Eleven (Lantern Radio [5], 12 March 2025 (from the text))\n",
        "Related, 14 March 2024: Maren Star grounded for six hours (same ship)\n",
        "  Ellery Courier, 12 March 2025: Ferry runs aground off Port Ellery\n"
        "    [1] The ferry Maren Star ran aground on Wednesday with 186 passengers\n"
        "    [3] [4] as told above\n"
        "  Marsden Herald, 12 March 2025: Passengers taken off grounded ferry\n"
        "    [2] All 186 passengers were taken off a car ferry on Wednesday.\n",
        "1 written sentence refused by the fact check\n",
        "! article 'stray' is too short\n",
        "Not used: Nowhere: too short to group\n",
        "Not used, by reason: over the word budget (2), repeated (2), boilerplate:\n"
        "  newsletter (1)\n",
        "2 events · 6 articles · 6 of 11 sentences used\n",
    ):
        assert part in page


def test_an_event_without_a_summary_lists_its_articles() -> None:
    page = shown(replace(DIGEST, events=(GROUPED,)))
    for part in (
        "  Coast Today, 12 March 2025: Passengers taken off grounded ferry\n",
        "  Marsden Herald, 12 March 2025: Passengers taken off grounded ferry (the same\n"
        "    origin)\n",
        "    Ellery Courier + Marsden Herald (0.81): 186 passengers; one day\n",
    ):
        assert part in page
    assert "written by" not in page
    assert "\n\n  Joined because:\n    Coast Today + Marsden Herald (1.00): the same text\n" in page


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([1], "[1]"),
        ([1, 2], "[1] [2]"),
        ([1, 2, 3], "[1]–[3]"),
        ([1, 3, 4, 5, 9], "[1] [3]–[5] [9]"),
    ],
)
def test_numbers_in_a_row_are_a_range(numbers: list[int], shown: str) -> None:
    assert numbered(numbers) == shown


@pytest.mark.parametrize("width", range(40, 90, 7))
def test_a_share_is_not_parted_from_its_sign(width: int) -> None:
    page = shown(width=width)
    assert "60 %" in page
    assert "\n%" not in page


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_fit_and_have_no_blanks_at_their_end(width: int) -> None:
    for line in shown(width=width).splitlines():
        assert cell_len(line) <= min(width, 100)
        assert line == line.rstrip()


def test_a_pipe_gets_no_escape_sequences() -> None:
    assert "\x1b" not in shown()


@pytest.mark.parametrize(
    "text",
    [
        "[bold red]markup[/] [link=https://evil.example]x[/link] [/nothing]",
        "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
        "\x1b[2J\x9b31m",
        ":smiley: \u202egnp.exe",
    ],
)
def test_hostile_text_is_printed_and_not_obeyed(text: str) -> None:
    page = shown(with_text(text))
    assert not set(page) & set("\x1b\x07\x9b\u202e")
    for piece in ("[bold", "[/nothing]", ":smiley:"):
        assert (piece in text) == (piece in page)


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("short", 10, "short"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two, three", 9, "one two…"),
        ("unbreakableword", 8, "unbreak…"),
        ("日本語日本語", 8, "日本語…"),
    ],
)
def test_long_lines_are_cut_at_a_word(text: str, room: int, cut: str) -> None:
    assert shortened(text, room) == cut
    assert cell_len(cut) <= room


def test_what_every_value_says_is_not_said_before_them() -> None:
    (first, *others) = DIGEST.events
    (differ,) = first.disagreements
    values = tuple(replace(one, told=f"{one.value} people treated") for one in differ.values)
    event = replace(first, disagreements=(replace(differ, values=values),))
    page = shown(replace(DIGEST, events=(event, *others)))
    assert "Sources differ: Nine people treated (Ellery Courier" in page


def test_the_note_of_an_event_stands_before_its_text() -> None:
    page = shown(replace(DIGEST, events=(replace(DIGEST.events[0], note="All argue."),)))
    assert page.index("All argue.") < page.index("saved. [1][2]")


def test_no_words_are_yellow() -> None:
    """Yellow is hardly to be read on a white terminal; citations may be coloured."""
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    print_terminal(DIGEST, console)
    assert isinstance(console.file, io.StringIO)
    page = console.file.getvalue()
    assert "\x1b[33m" not in page
    assert "\x1b[1mSources differ on people treated\x1b[0m: Nine" in page
    coloured = re.findall(r"\x1b\[36m(.*?)\x1b", page)
    assert set("".join(coloured)) <= set("[]0123456789†")
