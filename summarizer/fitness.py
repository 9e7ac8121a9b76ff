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
_COLON = re.compile(r"[:：][\s\"'”’)\]]*$")


def unfit(text: str) -> str:
    """Why a sentence is not told, in words; "" where its form does not stand against it."""
    if _NOISE.search(text):
        return "holds a link, a tag, a list number or a photo credit"
    if leads(text):
        return "leads into what follows it"
    if len(words(text)) < SHORTEST:
        return f"shorter than {SHORTEST} words"
    return ""


def leads(text: str) -> bool:
    """Whether a sentence ends in a colon: it introduces a quotation or a list."""
    return bool(_COLON.search(text))
