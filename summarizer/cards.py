"""Name cards (pop-up profiles) that a scraper left inside a sentence, taken out of it.

Some pages show a card where a name is pointed at: the name in full and the headlines of other pages
about it, closed by "MORE". Scrapers read it as part of the sentence: "Mayor Ada Lind Ada Marie
LindCouncil votes again Ferries late MORE (R-Tesk) said" is "Mayor Ada Lind (R-Tesk) said".
"""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer import facts
from summarizer.records import DateMention, Document, Sentence

_OWN = r"[\w\u2019'-]+"
_GIVEN = r"(?:[A-Z][\w.\u2019'-]* |\([A-Z][^)]{0,20}\) )"
# the headlines, of which the first is run on to the name; there may be none
_REST = r".{0,600}?(?<![A-Z])MORE\b"
_RUN_ON = rf"(?=[A-Z0-9\u2018\u201c'\"]){_REST}"
# a surname, then the full name with the first headline run on, and all up to "MORE"
_CARD = re.compile(rf"\b([A-Z]{_OWN}) {_GIVEN}{{1,4}}?\1{_RUN_ON}", re.DOTALL)
# the same with a space before the first headline, where the given name stands twice too
_SPACED = re.compile(
    rf"\b([A-Z]{_OWN}) ([A-Z]{_OWN}) \1 {_GIVEN}{{0,3}}?\2 (?=[A-Z0-9]){_REST}", re.DOTALL
)
# the full name itself run on to the name
_GLUED = re.compile(rf"\b([A-Z]{_OWN}) ([A-Z]{_OWN}?)\1 {_GIVEN}{{0,3}}?\2{_RUN_ON}", re.DOTALL)


def cards(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of the cards, in order, disjoint: what goes where they are left out."""
    if "MORE" not in text:
        return []
    found: list[tuple[int, int]] = []
    for pattern, kept in ((_GLUED, 2), (_CARD, 1), (_SPACED, 2)):
        for card in pattern.finditer(text):
            if all(card.end() <= start or end <= card.start() for start, end in found):
                found.append((card.end(kept), card.end()))
    return sorted(found)


def without_cards(text: str) -> str:
    """The text with each card left out; as it is where there is none."""
    for start, end in reversed(cards(text)):
        text = text[:start] + text[end:]
    return text


def document_without(document: Document) -> Document:
    """The document whose sentences hold no cards; their places are those in the article still."""
    if "MORE" not in document.article.text:
        return document
    return replace(document, sentences=tuple(map(sentence_without, document.sentences)))


def sentence_without(sentence: Sentence) -> Sentence:
    """The sentence at its place, its text and facts without those of its cards."""
    left = cards(sentence.text)
    if not left:
        return sentence
    text = without_cards(sentence.text)
    return replace(
        sentence,
        text=text,
        dates=tuple(_moved(one, left) for one in sentence.dates if not _inside(one, left)),
        numbers=facts.numbers(text),
        names=facts.names(text),
        quotes=facts.quotes(text),
    )


def _inside(one: DateMention, left: list[tuple[int, int]]) -> bool:
    return any(one.start < end and start < one.end for start, end in left)


def _moved(one: DateMention, left: list[tuple[int, int]]) -> DateMention:
    by = sum(end - start for start, end in left if end <= one.start)
    return replace(one, start=one.start - by, end=one.end - by)
