"""What one says is not another's statement."""

from __future__ import annotations

import pytest

from summarizer.gate_voices import wrong_voices
from summarizer.verify import check

LINE = (
    "Transport ministry spokesman Olek Dray said the line to Lorne would reopen in June.",
    "Union leader Piet Gorm said the ministry was lying.",
)
SHOT = (
    "Police said the man fired a pistol at the patrol.",
    "Two witnesses said the street was empty and quiet.",
)


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Union leader Piet Gorm said the line to Lorne would reopen in June.", LINE),
        ("The line to Lorne would reopen in June, Piet Gorm said.", LINE),
        ("According to Piet Gorm, the line to Lorne would reopen in June.", LINE),
        ("Witnesses said the man fired a pistol.", SHOT),
    ],
)
def test_a_statement_of_another_is_refused(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_voices(sentence, passages) != []
    assert not check(sentence, passages).ok


@pytest.mark.parametrize(
    ("sentence", "passages"),
    [
        ("Spokesman Olek Dray said the line would reopen in June.", LINE),
        ("The line to Lorne would reopen in June, the ministry said.", LINE),
        ("The man fired a pistol at the patrol, according to police.", SHOT),
        # the passages name the speaker beside the statement, too
        (
            "Piet Gorm said the line would reopen.",
            (*LINE, "Olek Dray told Piet Gorm that the line would reopen."),
        ),
        # a common noun may be anybody
        (
            "Holland Cruises said two guests had died on board.",
            (
                "Two guests had died on board, the cruise line said.",
                "Holland Cruises said no more.",
            ),
        ),
        ("He said the line would reopen in June.", LINE),
    ],
)
def test_what_may_be_the_speakers_own_passes(sentence: str, passages: tuple[str, ...]) -> None:
    assert wrong_voices(sentence, passages) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Lorr resigned over the lead in school water, her spokesman Bo Fink said.",
        "Spokesman Bo Fink said that Ana Lorr resigned over the lead in school water.",
    ],
)
def test_what_the_speaker_denies_he_does_not_say(sentence: str) -> None:
    passages = (
        "Ana Lorr will not resign over the lead in school water, her spokesman Bo Fink said.",
        "Health Minister Ana Lorr resigned on Friday evening over the lead in school water.",
    )
    assert wrong_voices(sentence, passages) != []
    assert not check(sentence, passages).ok
    assert wrong_voices("Ana Lorr resigned over the lead in school water.", passages) == []
