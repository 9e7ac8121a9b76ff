"""What keeps a sentence from being told by itself, by its form alone."""

from __future__ import annotations

import re

from summarizer.lookalikes import disguised
from summarizer.tokens import words

# Fewer words tell too little without the sentences around them.
SHORTEST = 6
# Links, marks of other services, numbered items, and the credits of photographs.
_NOISE = re.compile(
    r"https?://|www\.|pic\.twitter|\.com/|[|#@]\w*|^\W*\d+\.\s"
    r"|\b(?:REUTERS|AFP|AP)\s?/|/\s?(?:REUTERS|AFP|AP|Getty)\b|\bGetty Images\b|\bAP Photo\b"
    r"|\bPhotos?(?:graph)?(?: by|:| credit)"
    r"|</?[A-Za-z][^<>]{0,200}>|<!--"
)
# What a terminal obeys, and what makes a text read backwards. Of 42,226 articles of news two have
# a control of ASCII, none an override.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x9b\u202d\u202e]")
_COLON = re.compile(r"[:：][\s\"'”’)\]]*$")


def unfit(text: str) -> str:
    """Why a sentence is not told, in words; "" where its form does not stand against it."""
    if _NOISE.search(text):
        return "holds a link, a tag, a list number or a photo credit"
    if deceives(text):
        return "holds control characters or letters that pass for others"
    if leads(text):
        return "leads into what follows it"
    if len(words(text)) < SHORTEST:
        return f"shorter than {SHORTEST} words"
    return ""


def leads(text: str) -> bool:
    """Whether a sentence ends in a colon: it introduces a quotation or a list."""
    return bool(_COLON.search(text))


def deceives(text: str) -> bool:
    """Whether a text holds characters that are obeyed instead of shown, that turn it round, or
    letters that pass for others: "Brіll" with a Cyrillic і."""
    return bool(_CONTROLS.search(text) or disguised(text))
