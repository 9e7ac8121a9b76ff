"""Names of a sentence."""

from __future__ import annotations

import pytest

from summarizer.facts import DEMONYMS, may_hold, name_alias, names, surnames


def _keys(text: str) -> list[str]:
    return [name.key for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Ortiz met J. K. Holm in Port Arden.", ["lena ortiz", "j k holm", "port arden"]),
        ("The mayor met Ursula van der Berg.", ["ursula van der berg"]),
        ("The Bank of Arden and the Ministry of the Interior agreed.",
         ["bank of arden", "ministry of the interior"]),
        ("It was Shane O'Brien’s boat.", ["shane o'brien"]),
        ("NATO and the U.N. met the EU.", ["nato", "un", "eu"]),
        ("Then Kim Jong-il spoke.", ["kim jong-il"]),
        ("The ship met Karim al-Rashid.", ["karim al-rashid"]),
        ("Lena Ortiz's White House visit", ["lena ortiz", "white house"]),
        ("He flew on Air Force One.", ["air force one"]),
        ("They left Smith & Holm in June.", ["smith holm"]),
    ],
)  # fmt: skip
def test_runs(text: str, expected: list[str]) -> None:
    assert _keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "President Lena Ortiz's", "Lena Ortiz", "Prime Minister Lena Ortiz", "Sen. Lena Ortiz",
        "Dr. Lena Ortiz", "Deputy Foreign Minister Lena Ortiz", "Mrs Lena Ortiz",
    ],
)  # fmt: skip
def test_titles_are_no_part_of_the_key(text: str) -> None:
    assert _keys(f"They met {text} there.") == ["lena ortiz"]


def test_titles_stay_in_the_text_and_part_names() -> None:
    found = names("He met US President Lena Ortiz and Arden Mayor Tom Holm.")
    assert [name.text for name in found] == [
        "US", "President Lena Ortiz", "Arden", "Mayor Tom Holm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Officials said so.", "However, it rained.", "The President left on Monday in March.",
        "“We will stay,” he said.", "Police came.", "Twelve left.", "I think so. Nobody knew.",
        "Minister and mayor met.", "In May it rained.",
    ],
)  # fmt: skip
def test_no_names(text: str) -> None:
    assert _keys(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow denied it.", ["moscow"]),
        ("Qxarven denied it.", ["qxarven"]),
        ("It ended. Britain agreed.", ["britain"]),
        ("Critics of Theresa May said so.", ["theresa may"]),
        ("Then May resigned.", ["may"]),
        ("Russian ships left.", ["russian"]),
    ],
)
def test_names_at_the_start_of_a_sentence(text: str, expected: list[str]) -> None:
    assert _keys(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Secretary of State Lena Ortiz.", ["lena ortiz"]),
        ("Former Arden Mayor Lena Ortiz left.", ["arden", "lena ortiz"]),
        ("They met White House Press Secretary Tom Holm.", ["white house", "tom holm"]),
        ("They met Kansas Democrat Tom Holm.", ["kansas", "tom holm"]),
        ("Tom Holm (D) met Ada Lind (R - Arden).", ["tom holm", "ada lind", "arden"]),
        ("Bank of Arden governor Mervyn King left.", ["bank of arden", "mervyn king"]),
        ("The Saudi King left.", ["saudi"]),
        ("The Department of Justice sued the Justice Department.",
         ["department of justice", "justice department"]),
        ("The US-Russian call and Arden-based firms", ["us", "russian", "arden"]),
        ("They met Ban Ki-moon.", ["ban ki-moon"]),
        ("It is at St Vincent's Hospital.", ["st vincent hospital"]),
        ("March " * 30, []),
        ("Lena " * 30, [" ".join(["lena"] * 12)] * 2 + [" ".join(["lena"] * 6)]),
    ],
)  # fmt: skip
def test_titles_offices_and_places(text: str, expected: list[str]) -> None:
    assert _keys(text) == expected


def test_headlines() -> None:
    assert _keys("FERRY SINKS OFF LONDON AFTER STORM") == ["london"]
    assert _keys("Ferry Sinks Off London After Heavy Storm") == ["london"]


def test_handles_and_links_are_no_names() -> None:
    assert _keys("He wrote to @LenaOrtiz at https://Example.org/News about #Arden.") == []


def test_surnames_that_are_words() -> None:
    first = names("They met Luther Strange.")
    known = surnames(first)
    assert known == {"strange"}
    assert _keys("Strange denied it.") == []
    assert [name.key for name in names("Strange denied it.", known=known)] == ["strange"]
    assert surnames(names("It was New Arden Police.")) == frozenset()


def test_demonyms_point_to_their_places() -> None:
    assert DEMONYMS["russian"] == "russia"
    assert DEMONYMS["russians"] == "russia"
    assert DEMONYMS["south korean"] == "south korea"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("ortiz", "lena ortiz", True),
        ("lena", "lena ortiz", False),
        ("tom ortiz", "lena ortiz", False),
        ("lena m ortiz", "lena ortiz", True),
        ("l ortiz", "lena ortiz", True),
        ("bill ortiz", "william ortiz", True),
        ("kim", "kim jong un", True),
        ("kim jong-un", "kim jong un", True),
        ("eu", "european union", True),
        ("us", "united states", True),
        ("uk", "britain", True),
        ("un", "united nations", True),
        ("nato", "north atlantic treaty organization", True),
        ("russian", "russia", True),
        ("americans", "us", True),
        ("republicans", "republican", True),
        ("martin king jr", "martin king", True),
        ("u s", "x y", False),
        ("port arden", "new arden", False),
        ("north korea", "south korea", False),
        ("", "ortiz", False),
    ],
)
def test_aliases(a: str, b: str, same: bool) -> None:
    assert name_alias(a, b) is same
    assert name_alias(b, a) is same


@pytest.mark.parametrize("word", ["Deputy ", "March ", "President ", "LENA ", "O'", "A.", "de "])
def test_runs_of_one_word_end(word: str) -> None:
    text = word * 3000
    assert all(text[name.start : name.end] == name.text for name in names(text))


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Strange said so.", {"strange"}, True),
        ("“STRANGE’S ship sank.", {"strange"}, True),
        ("The crew said so.", {"strange"}, False),
        ("The crew said so.", set(), False),
        # what folding changes is not looked for, so it may be there
        ("The U.S. crew said so.", {"us."}, True),
    ],
)
def test_where_known_names_may_stand(text: str, known: set[str], expected: bool) -> None:
    assert may_hold(text, known) == expected
    if not expected:
        assert names(text, known=known) == names(text)
