"""Whether the sentence around a time expression speaks of the past or the future.

Verbs are told by a list and by their ending: enough to tell "they met on Tuesday" from "they will
meet on Tuesday", which is all that the resolution of a bare weekday or month asks.
"""

from __future__ import annotations

import re

from summarizer.date_expressions import Expression

_FUTURE = re.compile(
    r"\b(?:will|would|shall|to be|(?:is|are|was|were) to|plan(?:s|ned|ning)? (?:to|for|on)|due|"
    r"scheduled|expect(?:s|ed)?|set (?:to|for)|slated|going to|upcoming|begins?|starts?|opens?|"
    r"takes place|cancel(?:l?ed|s)?|postponed|delayed|adjourned|extended|meets?|votes?|holds?|"
    r"ahead of|next|if|may|could|hopes? to|intends? to|aims? to|wants? to)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?<!be )(?!expected|scheduled|slated|planned|cancel)(?:\w{3,}ed|said|told|was|were|had|has|"
    r"did|went|came|took|gave|made|met|won|lost|held|began|left|fell|rose|saw|found|sent|spoke|"
    r"wrote|shot|hit|struck|last seen|since)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;\n]|[.!?][\"”]?\s(?=[A-Z])")


def tense(text: str, found: Expression) -> str:
    """ "past", "future" or "": what the last verb before the expression in its sentence points
    to, or where there is none before it, the first one after it."""
    before = text[max(0, found.start - 90) : found.start]
    stops = [match.end() for match in _CLAUSE.finditer(before)]
    before = before[stops[-1] :] if stops else before
    future = max((match.start() for match in _FUTURE.finditer(before)), default=-1)
    past = max((match.start() for match in _PAST.finditer(before)), default=-1)
    if future >= 0 or past >= 0:
        return "future" if future >= past else "past"
    after = _CLAUSE.split(text[found.end : found.end + 70], maxsplit=1)[0]
    coming, gone = _FUTURE.search(after), _PAST.search(after)
    if coming and (not gone or coming.start() <= gone.start()):
        return "future"
    return "past" if gone else ""
