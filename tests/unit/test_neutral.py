from __future__ import annotations

from summarizer.neutral import (
    is_loaded,
    is_opinion,
    loaded_rate,
    loaded_score,
    loaded_words,
)


def test_loaded_words_are_found_with_their_places() -> None:
    text = "The hapless mayor defended a disgraceful plan."
    found = loaded_words(text)
    assert [word for _, _, word in found] == ["hapless", "disgraceful"]
    assert all(text[start:end] == word for start, end, word in found)


def test_words_in_quotations_belong_to_their_speaker() -> None:
    assert loaded_words('Brill called it "a disgraceful, hapless blunder".') == ()
    assert loaded_words("Brill called it “a disgraceful blunder”.") == ()


def test_plain_reporting_is_not_loaded() -> None:
    text = "The court in Velm said on Tuesday that two people were killed in the attack."
    assert loaded_words(text) == ()
    assert loaded_score(text) == 0


def test_the_rate_counts_words_outside_quotations() -> None:
    assert loaded_rate("The hapless mayor spoke today.") == 20.0
    assert loaded_rate("") == 0.0


def test_names_are_not_loaded() -> None:
    assert loaded_words("He joined the Radical Party, and Mr. Savage left.") == ()


def test_opinion_is_told_from_report() -> None:
    opinion = "We should be ashamed of this disgraceful blunder!"
    assert is_opinion(opinion) >= 0.5
    assert is_opinion("The mayor closed the bridge on Wednesday.") == 0
    assert is_opinion('"We should all be ashamed," the mayor said.') == 0


def test_what_only_looks_like_the_first_person_is_no_opinion() -> None:
    for report in (
        "Nine men are trapped in the Orsk mine near Tesk after a tunnel collapsed.",
        "The tower was built before World War I and has stood empty since.",
        "President Rita Mohn said Alm had told her 'I will leave when I want'.",
        "The court ruled that Title I of the law stands.",
    ):
        assert is_opinion(report) == 0
    assert is_opinion("A friend of mine saw it, and I believe him.") >= 0.5
    assert is_opinion("The players' union knows what we owe them.") >= 0.5


def test_a_sentence_loaded_through_is_told_from_what_somebody_said() -> None:
    assert is_loaded("The disgraced mayor finally left the hall on Friday.")
    assert not is_loaded("The mayor left the hall on Friday.")
    assert not is_loaded("The opposition attacked the disgraced mayor, who finally left the hall.")
    assert not is_loaded('The "disgraced" mayor left the hall, "finally", on Friday.')
