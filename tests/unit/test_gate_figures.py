"""Numbers that the passages have, but not there."""

from __future__ import annotations

import pytest

from summarizer.gate_facts import facts_of
from summarizer.gate_figures import wrong_figures
from summarizer.verify import check

SHARES = (
    "Shares in Orlec fell 7 percent to 84 crowns on Monday.",
    "Shares in rival Dantis rose 2 percent.",
)
YEARS = (
    "Orlec made a profit of 310 million crowns in the year to March, up from 280 million.",
    "It expects 330 million in the next year.",
)
GAMES = ("Tessa Holm won her third title on Sunday. It was her second victory this year.",)
SUMS = (
    "The clean-up could cost $2.6 million, the coast guard said.",
    "The clean-up will cost about 24 million crowns and some 2,000 euros for each beach.",
)
RENN = ("Ida Renn, 34, and her son were saved. Her husband, 39, is missing.",)


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Shares in Orlec fell 2 percent on Monday.", SHARES),
        ("Shares in rival Dantis rose 7 percent.", SHARES),
        ("Orlec made a profit of 330 million crowns in the year to March.", YEARS),
        ("Tessa Holm won her second title on Sunday.", GAMES),
        ("Ida Renn, 39, and her son were saved.", RENN),
        ("The clean-up could cost $2.6 million crowns.", SUMS),
        ("The clean-up could cost $2.6 million euros.", SUMS),
        (
            "The house approved the budget by 61 votes to 88.",
            ("The house approved the budget by 88 votes to 61.",),
        ),
    ],
)
def test_a_number_in_the_place_of_another_is_refused(
    sentence: str, passages: tuple[str, ...]
) -> None:
    assert wrong_figures(facts_of(sentence), [facts_of(one) for one in passages]) != []
    assert not check(sentence, passages).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Orlec fell 7 percent on Monday, Dantis rose 2 percent.", SHARES),
        ("In the year to March Orlec made 310 million crowns.", YEARS),
        ("Holm won her third title, her second victory this year.", GAMES),
        # both accounts have a place of their own that fits
        (
            "The fire in Tesk killed eight people.",
            ("The fire in Tesk killed eight people.", "The fire in Tesk killed five people."),
        ),
        # rounded
        (
            "About 40 people marched through Velm.",
            ("Some 38 people marched through Velm.", "Another 52 marched in Tesk."),
        ),
        ("Nobody was hurt.", SHARES),
        ("The clean-up could cost $2.6 million.", SUMS),
        ("The clean-up could cost 24 million crowns.", SUMS),
        ("The $2.6 million clean-up begins soon.", SUMS),
    ],
)
def test_a_number_in_its_own_place_passes(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_figures(facts_of(sentence), [facts_of(one) for one in passages]) == []
