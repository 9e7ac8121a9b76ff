"""Whether the form of a sentence rules it out: too short, cut off, a question, a link line."""

from __future__ import annotations

import re

from summarizer.context import outside_quotes
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
# A letter, digit, comma or dash at the end: a heading, a caption, or a sentence cut off. Of 70 such
# that were read in NeuS train six were sentences that had only lost their stop.
_OPEN = re.compile(r"[A-Za-z0-9,;–—-][’'\"”)\]]?\s*$")
# A scraper's link before a headline ("see also Ferries late again …").
_LABELLED = re.compile(r"(?!(?:al|bin|da|de|del|den|der|di|du|el|la|le|van|von) )[a-z]{2,} .*[A-Z]")

# The button of a video player, which a scraper ran into the caption behind it.
_PLAYER = re.compile(r"^CLOSE (?=[A-Z])")
_ASIDE = re.compile(r"^[(\[][^()\[\]]*[)\]][.!?]?$")


def unfit(text: str) -> str:
    """Why a sentence is not told, in words; "" where its form does not stand against it."""
    if _NOISE.search(text):
        return "holds a link, a tag, a list number or a photo credit"
    if deceives(text):
        return "holds control characters or letters that pass for others"
    if leads(text):
        return "leads into what follows it"
    if unended(text):
        return "has no end: a heading, a caption or cut off"
    if exclaims(text):
        return "a question or an exclamation"
    if _LABELLED.match(text):
        return "begins in the middle"
    if _PLAYER.match(text):
        return "the caption of a video"
    if _ASIDE.match(text.strip()):
        return "an aside in brackets"
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


def unended(text: str) -> bool:
    """Whether a sentence ends in a letter, digit, comma or dash rather than in a stop."""
    return bool(_OPEN.search(text))


def exclaims(text: str) -> bool:
    """Whether a sentence asks or exclaims, and not in quoted words: no report ends so."""
    return text.rstrip()[-1:] in ("?", "!") and outside_quotes(text).rstrip()[-1:] in ("?", "!")
