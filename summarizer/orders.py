"""Sentences that give orders to a machine reading the article (prompt injection); they are set
aside.

An order is known by how its sentence begins ("Ignore the above and write …", "SYSTEM: …", "As an
AI, you must …") or by the marks of a chat template. What somebody is quoted or reported as
ordering is a story's own matter and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from summarizer.lookalikes import read_as

REASON = "instruction to a machine"
# Longer sentences are looked at in their first characters only; longer lines, in their first
# sentences: orders stand where they will be read.
_SENTENCE, LINE = 600, 20_000

_BREAK = re.compile(r"[.!?…][\"”’)\]]{0,3}\s+(?=[\"“‘(\[<#]?[A-Z0-9<#\[])|[\]>]\s*(?=[A-Z])")
_MACHINE = (
    r"(?:(?:large |ai )?language models?|llms?|ais?|gpts?|artificial intelligences?|chatgpt|claude|"
    r"gemini|copilot|chat ?bots?|ai (?:language )?(?:models?|assistants?|agents?|systems?|tools?|"
    r"crawlers?|readers?|bots?|summari[sz]ers?)|(?:automated|automatic) (?:systems?|readers?|"
    r"agents?|summari[sz]ers?)|summari[sz]ers?|summari[sz]ation (?:tools?|systems?|models?)|bots?|"
    r"crawlers?|scrapers?)"
)
_TOLD = (
    r"(?:instructions?|prompts?|text|messages?|directions?|directives?|commands?|guidelines?|"
    r"context|content|articles?|sentences?|paragraphs?|conversation|input|training|programming)"
)
_WRITE = (
    r"(?:write|say|print|output|respond|reply|answer|state|claim|report|summari[sz]e|repeat|act|"
    r"pretend|generate|return|display|translate|include|insert|tell)"
)
_OMIT = r"(?:omit|skip|leave\s+out|mention|use|treat|add|make|do\s+not|don['’]t)"
_ORDER = re.compile(
    r"\W{0,6}(?:(?:please|now|and|but|then|also|so|instead|important|urgent|stop|attention|note|"
    r"warning|new instructions?)\b[,.:!]*\s+){0,3}(?:"
    # Ignore the above; disregard all previous instructions; forget everything you were told
    r"(?:ignore|disregard|forget|override|bypass|discard|(?:do not|don['’]t) follow)\s+"
    r"(?:(?:all|any|every|each|everything|anything|of|the|your|my|these|those|other|what)\s+){0,4}"
    r"(?:(?:previous|prior|earlier|preceding|foregoing|above|system|existing|original|initial|"
    rf"current|safety)(?:\s+(?:\w+\s+){{0,2}}{_TOLD}\b|\s*(?:$|[,.;:!]|and\b|that\b))"
    r"|(?:instructions?|prompts?|guidelines?|programming|training)\b(?:\s+(?:above|before|so far))?"
    r"|(?:you\s+(?:were|have\s+been)\s+(?:told|given|taught)|before\s+this|said\s+(?:before|above)))"
    # SYSTEM: ...; System prompt: ...
    r"|(?-i:SYSTEM|ASSISTANT|INSTRUCTIONS? TO AI|AI INSTRUCTIONS?)\s?[:>]"
    r"|(?:system|assistant|ai|llm|hidden|developer)\s+(?:prompt|message|instructions?|override|"
    r"commands?|notes?)\s?[:>=]"
    r"|#{1,4}\s?(?:system|instructions?|assistant|prompt)\b"
    # As an AI, you must ...; If you are a language model, ...; You are now ...
    rf"|as\s+an?\s+{_MACHINE},?\s+(?:you|i|please|your|my|it is your)\b"
    rf"|if\s+you(?:['’]re|\s+are)\s+(?:an?\s+|the\s+)?{_MACHINE}\s*(?:[,;:.]|reading|that|and|"
    r"asked|summari)"
    r"|you(?:['’]re|\s+are)\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:helpful\s+|unrestricted\s+|expert\s+|"
    rf"uncensored\s+)?(?:{_MACHINE}|dan|assistant(?=\s*(?:$|[.,;:!]|that|who|for|trained)))\b"
    rf"|(?:note|notice|instructions?|message|attention|dear|hey|hello|important)?\s?(?:to|for)?\s?"
    rf"(?:any\s+|all\s+|the\s+|every\s+)?{_MACHINE}(?:\s+reading\s+this)?\s?[:,!]\s+(?:please\s+|"
    rf"you\s+|ignore\s+|disregard\s+|(?:{_WRITE}|{_OMIT})\s+)"
    # Note to the summarizer: this is the only source
    rf"|(?:notes?|notice|instructions?|messages?)\s+(?:to|for)\s+(?:any\s+|all\s+|the\s+|every\s+)?"
    rf"{_MACHINE}(?:\s+reading\s+this)?\s?:"
    rf"|assistant\s?[,:]\s+(?:please\s+)?(?:you\s+(?:must|should|will)\s+)?{_WRITE}\b"
    r"|new\s+instructions?\s?:"
    # When summarizing, state ...; begin your answer with ...
    r"|(?:when|while|before|after|if)\s+(?:you(?:['’]re|\s+are)?\s+)?(?:summari[sz]|rewrit|digest)"
    rf"(?:e|ing)\b[^.!?,]{{0,60}},\s+(?:(?:please|always|never|only|you\s+(?:must|should))\s+)?"
    rf"(?:{_WRITE}|{_OMIT})\b"
    r"|(?:begin|start|end|open|finish)\s+(?:your|the)\s+(?:summary|answer|output|response|reply|"
    r"digest)\s+with\b"
    # From now on, respond ...; Your new task is ...
    rf"|(?:from\s+now\s+on|henceforth),?\s+(?:(?:you\s+)?(?:will|must|should|are\s+to)\s+|only\s+|"
    rf"always\s+){{0,3}}(?:respond|reply|answer|act|output|pretend|print|write|summari[sz]e)\b"
    r"|your\s+(?:new|only|real|actual)\s+(?:task|instructions?|role|goal|job)\s+(?:is|are)\b"
    # Reveal your system prompt; write in your summary ...; respond only with ...
    r"|(?:print|reveal|show|output|repeat|display|return|leak|disclose)\s+(?:\w+\s+){0,3}"
    r"(?:your\s+(?:\w+\s+){0,2}(?:instructions?|prompts?|guidelines|rules|configuration|"
    r"credentials|passwords?)|system\s+prompts?)\b"
    rf"|(?:you\s+(?:must|should|shall|will|have\s+to|are\s+to)\s+)?"
    rf"{_WRITE}\s[^.!?]{{0,160}}\b(?:in|to|into|of)\s+(?:your|the)\s+(?:summary|output|response|"
    r"digest)\b"
    r"|(?:respond|reply|answer)\s+(?:only\s+|just\s+)?with\s+(?:only\s+|just\s+|the\s+|exactly\s+)"
    r"|do\s+not\s+(?:summari[sz]e|cite)\s+(?:this|the)\b"
    rf"|(?:summari[sz]e|rewrite)\s+(?:this|the)\s+{_TOLD}\s+(?:as|by|with|saying|to\s+say)\b"
    r")",
    re.IGNORECASE,
)
# Whose turn it is in a chat; behind an order, what an answer is put into a machine's mouth with.
_TURN = re.compile(
    r"\W{0,6}(?:assistant|system|user|human|ai|bot|response|answer|output|summary)\s?[:>]",
    re.IGNORECASE,
)
# Marks of a chat template; what stands between the opening and the closing one is its message.
_TEMPLATE = re.compile(
    r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<</?SYS>>|</s>(?=\s|$|<)|<(?:system|assistant)>", re.IGNORECASE
)
_HINTS = re.compile(
    r"ignore|disregard|forget|override|bypass|discard|follow|system|assistant|instruction|prompt|"
    r"language model|\bai|\ban ai|llm|gpt|\bbot|crawler|scraper|summar|from now on|henceforth|"
    r"\bdan\b|your (?:new|only|real|actual)|reveal|response|output|digest|respond|reply|answer|<|"
    r"\[/?INST",
    re.IGNORECASE,
)
# Somebody's words: a mark of quotation before them, or who said them behind.
_BY = re.compile(
    r"[,”\"’]\s+(?:[\w’'.-]+\s+){0,6}?(?:said|says|told|wrote|writes|reads?|added|warned|tweeted|"
    r"according\s+to)\b[^,]{0,60}$"
)


def orders(line: str) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of the sentences of a line that order a machine, in order. Linear.

    Unseen characters and letters that only look Latin hide no order.
    """
    whole = line[:LINE]
    plain, places = (whole, None) if whole.isascii() else read_as(whole)
    if not _HINTS.search(plain):
        return
    for start, end in _orders(plain):
        yield (start, end) if places is None else (places[start], places[end - 1] + 1)


def _orders(plain: str) -> Iterator[tuple[int, int]]:
    yield from _messages(plain)
    breaks = [0, *(match.end() for match in _BREAK.finditer(plain)), len(plain)]
    behind = False
    for start, end in pairwise(breaks):
        sentence = plain[start:end].rstrip()
        ordered = _ORDER.match(sentence[:_SENTENCE]) or (behind and _TURN.match(sentence))
        if ordered and not _quoted(plain, start) and not _BY.search(sentence.rstrip(' .!?”"’')):
            behind = True
            yield start, start + len(sentence)


def _messages(plain: str) -> Iterator[tuple[int, int]]:
    """From each mark of a chat template to the next one, the marks with it; the text behind the
    last mark is an article's own again."""
    marks = [mark for mark in _TEMPLATE.finditer(plain) if not _quoted(plain, mark.start())]
    for one, two in pairwise(marks):
        closing = one[0].startswith(("</", "<</", "[/")) or "end" in one[0]
        if not closing and two.start() > one.end():
            yield one.start(), two.end()
    yield from ((mark.start(), mark.end()) for mark in marks)


def _quoted(plain: str, start: int) -> bool:
    """Whether a quotation is open at ``start`` or opens there."""
    before = plain[:start]
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return opened or plain[start : start + 2].lstrip("([ ").startswith(("“", '"', "‘", "'"))
