"""What keeps a sentence from being told by itself, by its form alone."""

from __future__ import annotations

import re

from summarizer.tokens import words

# Fewer words tell too little without the sentences around them.
SHORTEST = 6
# Links, marks of other services, numbered items, and the credits of photographs.
_NOISE = re.compile(
    r"https?://|www\.|pic\.twitter|\.com/|[|#@]\w*|^\W*\d+\.\s"
    r"|\b(?:REUTERS|AFP|AP)\s?/|/\s?(?:REUTERS|AFP|AP|Getty)\b|\bGetty Images\b|\bAP Photo\b"
    r"|\bPhotos?(?:graph)?(?: by|:| credit)"
)
# A card that a page shows beside a name, with the headlines of other pages, as scrapers leave it in
# the text: "Ada Lind Ada Marie LindCouncil votes again Ferries late MORE (R-Tesk)".
_CARD = re.compile(
    r"[a-z]{3}[A-Z][\w'’]*\s.*\bMORE\b|\bMORE \([RDI][-.)]|^MORE\b"
    r"|\b([A-Z][a-z]+)(?: [A-Z][\w.’'-]*){1,3} \1(?: \([^)]{1,20}\))?"
    r"(?: [A-Z][\w.’'-]*){0,3}?(?<=[a-z])[A-Z][a-z]",
    re.DOTALL,
)
_COLON = re.compile(r"[:：][\s\"'”’)\]]*$")


def unfit(text: str) -> str:
    """Why a sentence is not told, in words; "" where its form does not stand against it."""
    if _NOISE.search(text):
        return "holds a link, a tag, a list number or a photo credit"
    if holds_card(text):
        return "holds headlines of other pages"
    if leads(text):
        return "leads into what follows it"
    if len(words(text)) < SHORTEST:
        return f"shorter than {SHORTEST} words"
    return ""


def holds_card(text: str) -> bool:
    """Whether a scraper left the card of a name, with headlines of other pages, in a sentence."""
    return bool(_CARD.search(text))


def leads(text: str) -> bool:
    """Whether a sentence ends in a colon: it introduces a quotation or a list."""
    return bool(_COLON.search(text))
