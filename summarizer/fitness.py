"""Whether the form of a sentence rules it out: too short, cut off, a question, a link line."""

from __future__ import annotations

import re

from summarizer.captions import is_seen
from summarizer.context import outside_quotes
from summarizer.lookalikes import disguised
from summarizer.tokens import words

# Fewer words tell too little without the sentences around them.
SHORTEST = 6
# Links, marks of other services, numbered items, and the credits of photographs.
_NOISE = re.compile(
    r"https?://|www\.|pic\.twitter|\.com/|[|#@]\w*|^\W*\d+\.\s"
    r"|\(not pictured\)|; [A-Z][\w .]+, [A-Z]{2}, USA;"
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
# "LIND: There is a plan.", "ADA LIND, HOST: …", "PHOTO: Lind speaks …": a transcript, heading or
# caption. Of 38 such in the 85,000 sentences of 1,000 events of NeuS train 37 were.
_SPEAKER = re.compile(
    r"(?![A-Z]{1,5}-?\d)[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,5}(?:, [A-Z .]+)?(?: \([^()]*\))?: "
)
# "Here's what we know", "Watch the above report by …": a site's own. Of 45 such in those events 44.
_TEASER = re.compile(
    r"\b[Hh]ere(?:['’]s| is| are) (?:(?:what|how|why|where|some|more|everything)\b"
    r"|(?:a|our) (?:look|list|rundown|timeline)\b"
    r"|(?:the |just )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b)"
    r"|^(?:Watch|Read|Click|Listen to|Check out|Sign up|Subscribe|See) "
    r"(?:the|our|more|here|below|above|this|for|to|also)\b"
)
# Of six of 1,638 told sentences with these words outside quotations three were somebody's words
# without their marks, three were opinion.
_READER = re.compile(r"\b(?:you|your|You|Your|yours|yourself)\b")
# "Because the town is broke.", "The charter, which rules on this.": a clause without its main
# clause. All of 16 and of 9 in those events were.
_BECAUSE = re.compile(r"Because (?!of\b)[^,;:—–]*\.$")
_RELATIVE = re.compile(
    r"(?:[•*-] )?(?:(?:The|A|An) )?[A-Z][\w’'.-]*"
    r"(?: (?:(?:and|of|the|de|van) )?[A-Z][\w’'.-]*){0,5}, "
    r"(?:which|who|where|whose|whom)\b[^,;:—–“”\"]*\.$"
)
# "The mayor's office did not respond to a request for comment." All of 34 in the 34,000 sentences
# of 370 events of NeuS train told no more than that.
_UNANSWERED = re.compile(
    r"[^,;:]{0,200}\b(?:did|has|have|had)(?: not|n['’]t) (?:yet |immediately |directly )?"
    r"(?:respond|return|repl)\w*\b(?!.{0,200}\b(?:but|and)\b)"
    r".{0,200}?\b(?:comment|(?:further|more|additional) (?:details|information))\b"
)
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
    if is_seen(text):
        return "the caption of a picture"
    if _ASIDE.match(text.strip()):
        return "an aside in brackets"
    if _BECAUSE.match(text) or _RELATIVE.match(text):
        return "no main clause"
    if _UNANSWERED.match(outside_quotes(text)):
        return "tells that a question was not answered"
    if _READER.search(outside_quotes(text)) or _TEASER.search(outside_quotes(text)):
        return "speaks to the reader"
    if len(words(text)) < SHORTEST:
        return f"shorter than {SHORTEST} words"
    return ""


def labelled(text: str) -> str:
    """Why a sentence that is not its article's first is not told: a label in capitals stands before
    it. Before the first one it may be a place ("VELM: The bridge was closed")."""
    return "a transcript's line, a heading or a caption" if _SPEAKER.match(text) else ""


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
