"""Who gives another number, another year or a denial is no witness of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer import agree, prepare
from summarizer.agree import contrary, strangers
from summarizer.cite import cite
from summarizer.context import denies
from summarizer.records import Article, Sentence


def sentence(text: str, article: str = "a") -> Sentence:
    [found] = prepare.document(Article(id=article, text=text)).sentences
    return found


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The river reached 6.4 metres, more than at any time since 1945.",
            "The river rose to 6.4 metres, the highest level since 1954.",
        ),
        ("Some 1,200 people lost their homes.", "About 2,100 people were made homeless."),
        (
            "Brandt led with 50.3 percent to 48.8 percent.",
            "Ortiz led with 51.2 percent of the vote.",
        ),
        ("Vale met the dealer Dorn in May.", "Vale denied that she met the dealer Dorn in May."),
        (
            "Minister Ana Lorr will not resign over the lead, her spokesman said.",
            "Minister Ana Lorr resigned on Friday over the lead.",
        ),
        ("The Post wrote that Vale met Dorn.", "The Post withdrew its report that Vale met Dorn."),
    ],
)
def test_what_cannot_both_be_right_is_contrary(one: str, two: str) -> None:
    assert contrary(sentence(one), sentence(two))
    assert contrary(sentence(two), sentence(one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Three hundred people were rescued.", "Soldiers saved 300 people and 40 horses."),
        ("Shares fell 7 percent to 84 crowns.", "The shares lost 7 percent."),
        ("It cost 40 million euros.", "Two bridges were lost."),
        ("The tower of 1911 fell in 2031.", "The tower was built in 1911."),
        ("The army withdrew from the hills.", "The army left the hills."),
    ],
)
def test_what_both_may_be_right_is_not(one: str, two: str) -> None:
    assert not contrary(sentence(one), sentence(two))


def test_a_sentence_cites_no_origin_with_another_year() -> None:
    own = sentence("The river Asel reached 6.4 metres in Arden, its highest level since 1945.")
    other = sentence("The river Asel reached 6.4 metres in Arden, the highest since 1954.", "b")
    same = sentence("The river Asel reached 6.4 metres in Arden, the highest since 1945.", "c")
    found = cite(own.text, [own, other, same], origins=(("a",), ("b",), ("c",)))
    assert {span.article_id for span in found.spans} == {"a", "c"}
    assert found.origins == 2


def test_who_takes_something_back_denies_it() -> None:
    assert denies("The Post retracted the story.")
    assert denies("He took back his claim.")
    assert denies("Sull pleaded not guilty to two counts of fraud.")
    assert denies("Sull denied using the mayor's funds and all claims of access to them.")
    assert not denies("The court denied the Harbour Trust's request for a stay.")
    assert not denies("Two of the crew were denied entry to Tesk.")
    assert not denies("The army withdrew its troops.")


@pytest.mark.parametrize(
    "text",
    [
        "The video of a wolf in the park is a fake, police said.",
        "The letter was forged.",
        "Sull called the report of the sale untrue, and it was false.",
        "The museum debunked the tale.",
    ],
)
def test_who_shows_something_to_be_false_denies_it(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text",
    ["Sull forged two letters.", "Vale called them fake news.", "He made a false start."],
)
def test_what_is_false_in_the_report_itself_is_no_denial(text: str) -> None:
    assert not denies(text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Governor Sanna Meld said inflation must fall to 2 percent.",
            "Governor Sanna Meld said more steps might follow.",
        ),
        (
            "Ada Kuhn, the foreign minister, spoke to the consul.",
            "Foreign minister Ada Kuhn called for calm.",
        ),
    ],
)
def test_short_sentences_that_share_but_a_name_are_strangers(one: str, two: str) -> None:
    assert strangers(sentence(one), sentence(two))
    assert strangers(sentence(two), sentence(one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Sanna Meld praised the plan.", "The plan had the praise of Governor Sanna Meld."),
        ("Marek Sull was arrested.", "Police arrested Marek Sull in Velm on Monday."),
        ("Meld spoke.", "Sanna Meld spoke for two hours, and the council voted against her."),
        ("“See you in court, Mr. Sull,” she wrote.", "Vale: See you in court, Mr. Sull."),
    ],
)
def test_sentences_that_share_a_statement_are_none(one: str, two: str) -> None:
    assert not strangers(sentence(one), sentence(two))


def test_sentences_that_negate_nothing_are_not_compared_word_by_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An article of a thousand like sentences has half a million pairs of them."""

    def slow(_sentence: str, _passages: Sequence[str]) -> list[str]:
        raise AssertionError("compared")

    monkeypatch.setattr(agree, "wrong_polarity", slow)
    assert not agree.opposed("Lorr resigned on Friday.", "Lorr resigned over the lead on Friday.")
    with pytest.raises(AssertionError, match="compared"):
        agree.opposed("Lorr resigned on Friday.", "Lorr will not resign over the lead.")


@pytest.mark.parametrize(
    ("one", "two", "plain"),
    [
        ("Lorr will not resign over the leak, he said.", "Lorr resigned over the leak.", True),
        (
            "The town will no longer hold old dams on the upper Varn to be in breach of the law.",
            "The dams on the upper Varn are not in breach of the law, the town said.",
            False,
        ),
        (
            "The council put off its vote on the budget on Friday.",
            "The budget was put off when it was plain that it did not have its votes.",
            False,
        ),
    ],
)
def test_what_is_negated_by_the_way_is_no_plain_opposite(one: str, two: str, plain: bool) -> None:
    assert agree.opposed(one, two)
    assert agree.plainly_opposed(one, two) is plain
    assert agree.plainly_opposed(two, one) is plain


@pytest.mark.parametrize(
    "text",
    [
        "“The allegations against the harbour board are not true,” Meld told the council.",
        "Vale said her claim that the ferry had no licence was “wrong”.",
        "Sull insists that the reports of a sale aren't true.",
    ],
)
def test_who_says_that_a_claim_is_false_denies_it_in_marks_too(text: str) -> None:
    assert denies(text)


def test_a_statement_that_something_else_was_wrong_denies_nothing() -> None:
    assert not denies("The paper issued a statement saying that it was wrong to print the map.")
    assert not denies("There were no suggestions that the figures were wrong.")
