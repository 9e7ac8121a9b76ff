"""Quotations of a sentence and their speakers."""

from __future__ import annotations

import pytest

from summarizer.facts import quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We won," he said.', ["We won,"]),
        ("“We won,” he said.", ["We won,"]),
        ("„Wir gehen“, sagte sie.", ["Wir gehen"]),
        ("»Wir gehen«, sagte sie.", ["Wir gehen"]),
        ("« Nous partons », dit-elle.", ["Nous partons"]),
        ("She called it 'a grave mistake' twice.", ["a grave mistake"]),
        ("She called it ‘a grave mistake’ twice.", ["a grave mistake"]),
        ("It's the teachers' choice, isn't it?", []),
        ("the class of ’98 and rock ’n’ roll", []),
        ("“One,” she said. “Two.”", ["One,", "Two."]),
        ("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,"]),
        ("“It goes on here.\n“And ends here,” she said.", ["It goes on here.", "And ends here,"]),
        ('""', []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    found = quotes(text)
    assert [quote.text for quote in found] == expected
    assert all(text[quote.start : quote.end] == quote.text for quote in found)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We won,” Lena Ortiz said.", "Lena Ortiz"),
        ("“We won,” said Lena Ortiz, the mayor.", "Lena Ortiz"),
        ("“We won,” Mr. Holm told reporters on Monday.", "Mr. Holm"),
        ("“We won,” Lena Ortiz, 45, of Arden, said.", "Lena Ortiz"),
        ("“We won,” it said in a statement.", "it"),
        ("“Did we win?” asked Holm.", "Holm"),
        ("Holm said: “We won.”", "Holm"),
        ("The ministry said in a letter that it was “deeply worried”.", "The ministry"),
        ("According to Lena Ortiz, the bridge is “safe”.", "Lena Ortiz"),
        ("The bridge is “safe,” according to Lena Ortiz.", "Lena Ortiz"),
        ("Lena Ortiz defended the plan and said it was “strictly local.”", "Lena Ortiz"),
        ("“I will not” give up the bridge, Ortiz said.", "Ortiz"),
        ("The so-called “ferry war” went on.", ""),
        ("“We won.” The crowd left.", ""),
    ],
)
def test_speakers(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in quotes(text)] == [speaker]
