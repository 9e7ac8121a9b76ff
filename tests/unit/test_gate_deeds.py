"""What is told as done and only meant in the passages is refused; what they tell as done is not."""

from __future__ import annotations

import pytest

from summarizer.gate_deeds import wrong_deeds
from summarizer.verify import check

WRONG = [
    (
        "The council closed the pool on Monday.",
        ["The council voted on Monday to close the pool.", "The closure still needs approval."],
    ),
    ("Arlow paid the ferry crews.", ["Arlow plans to pay the ferry crews."]),
    ("The council closed the old port.", ["The council voted to close the old port."]),
    ("The old port was closed on Friday.", ["The council voted 7-2 on Friday to close the port."]),
    ("The firm has sold its ferries.", ["The firm wants to sell its ferries next year."]),
    ("Tesk built a bridge.", ["Tesk intends to build a bridge.", "A bridge is to cost 4 million."]),
    ("The bank lent the port 3 million crowns.", ["The bank agreed to lend it 3 million crowns."]),
    ("Lind withdrew the motion.", ["Lind offered to withdraw the motion.", "Lind spoke first."]),
    ("The firm, which sold ferries, left.", ["The firm left, and it wants to sell its ferries."]),
    ("Crews left the harbour early.", ["The mayor urged crews to leave the harbour early."]),
    ("Ada Lind took the case to court.", ["Ada Lind vowed to take the case to court."]),
    ("The mayor then quickly wrote to Tesk.", ["The mayor promised to write to Tesk."]),
    ("The ferry line was taken over.", ["The ferry line is expected to be taken over by Arlow."]),
    ("The state bought the yard.", ["The state hopes to buy the yard and will buy it in June."]),
    ("Workers froze the pay talks.", ["Workers asked the firm to freeze the pay talks."]),
    ("The court overthrew the rule.", ["Lawyers sought on Monday to overthrow the rule."]),
    ("Lind, the mayor, met the crews.", ["Lind, the mayor, is scheduled to meet the crews."]),
]
SOUND = [
    ("Arlow paid the crews.", ["Arlow planned to pay the crews.", "The crews were paid in May."]),
    ("Arlow paid the crews.", ["Arlow promised to pay the crews and kept paying them."]),
    ("Arlow paid the crews.", ["Arlow had agreed to pay; the payment came on Friday."]),
    ("The council closed the port.", ["It voted to close the port; closure followed in May."]),
    ("The council closed the port.", ["Council Closed Port", "It had voted to close the port."]),
    ("The council plans to close the port.", ["The council voted to close the port."]),
    ("The council will have closed the port.", ["The council voted to close the port."]),
    ("The council has not closed the port.", ["The council voted to close the port."]),
    ("Lind wants the port closed if crews are paid.", ["The council voted to close the port."]),
    ("Lind spoke of the closed port.", ["The council voted to close the port, Lind says."]),
    ("The firm hopes to have the yard sold by June.", ["The firm hopes to sell the yard by June."]),
    ("Arlow fears closed roads and a bridge built late.", ["Arlow plans to close roads."]),
    ("The council approved the toll.", ["The council voted to approve the toll."]),
    ("Lind led the talks.", ["Lind was asked to lead the talks, and she did so for a year."]),
    ("Crowds attended the rally in Arlow.", ["A girl of Tesk wants to attend the school."]),
    ("Increased tolls are planned.", ["The council plans to increase tolls."]),
    ("Lind managed to sell the yard.", ["Lind wanted to sell the yard."]),
    ("Lind sold the yard.", ["Lind managed to sell the yard."]),
    ("Lind sold the yard.", ["Lind wanted to buy a yard.", "Lind gave the yard away."]),
    ("Lind sold the yard.", ["The yard will be sold by Lind."]),
    ("", ["Lind wanted to sell the yard."]),
    ("Lind sold the yard.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "passages"), WRONG)
def test_a_deed_that_is_only_meant_is_refused(sentence: str, passages: list[str]) -> None:
    assert wrong_deeds(sentence, passages)
    verdict = check(sentence, passages)
    assert not verdict.ok
    assert any("as fact" in reason for reason in verdict.reasons)


@pytest.mark.parametrize(("sentence", "passages"), SOUND)
def test_what_is_done_or_not_told_as_done_passes(sentence: str, passages: list[str]) -> None:
    assert wrong_deeds(sentence, passages) == []


def test_a_passage_that_tells_it_as_done_bears_it_out_wherever_it_stands() -> None:
    meant, done = "The council voted to close the port.", "The port closed on Friday."
    sentence = "The council closed the port on Friday."
    assert not check(sentence, [meant, "It rained on Friday."]).ok
    assert check(sentence, [meant, done]).ok
    assert check(sentence, [done, meant]).ok
