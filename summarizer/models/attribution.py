"""Fused sentences that attribute to a speaker what another source said.

A fusion may take its ", the ministry said" from one source and what it says from another. Of 28
fusions refused here, all with a good chance otherwise, 12 were bad for an editor who was not asked
to look for it (`training/judged.py`); who said it is what a reader trusts, so all are refused. So
are those that tell without a speaker what every source has one for: of 32 judged ones 16 are bad.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.tokens import content_stems

_SAID = (
    r"(?:said|says|told|tells|reported|reports|announced|confirmed|wrote|tweeted|posted|added"
    r"|stated|noted|argued|claimed|explained)"
)
_BEHIND = re.compile(
    rf",[”\"’']* ((?:[^,”\"“]{{2,70}} {_SAID}\b[^,”\"“]*|according to [^”\"“]*?|per [^,]*))\.?$"
)
_BEFORE = re.compile(r"^((?:According to|Per) [^,]*),")
# 'she wrote, "…," Lind posted'
_TWICE = re.compile(
    rf"\b{_SAID}\b[^“”\"]{{0,25}}[,:] [“\"][^“”\"]*[,.!?][”\"] (?:[\w.]+ ){{1,5}}{_SAID}\b"
)
# '"…," said in a statement'
_NOBODY = re.compile(rf"[,.!?][”\"] {_SAID} (?:in|on|to|at|during|that|of)\b")
_SAYING = re.compile(rf"\b(?:{_SAID}|according to|per)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# what attributes a statement in a source, and what may stand for it in a fusion
_TELLS = re.compile(
    rf"\b(?:{_SAID}|say|saying|tell|telling|according to|tweets|writes|insisted|warned|testified"
    r"|acknowledged|declared)\b",
    re.IGNORECASE,
)
_HINTS = re.compile(
    r"\b(?:accus|alleg|announc|apolog|argu|believ|call|conced|condemn|critici|declin|demand|den[iy]"
    r"|describ|disclos|dismiss|estimat|expect|identif|indicat|pledg|predict|promis|propos|reject"
    r"|reiterat|report|request|reveal|spok|suggest|think|thought|urg|vow)\w*\b|\b(?:asked|per)\b",
    re.IGNORECASE,
)
# so many words of content that the speaker's source lacks are a statement of their own
_FOREIGN = 4


def is_misattributed(text: str, sources: Sequence[str]) -> bool:
    """Whether a fusion attributes to a speaker what only other sources tell, tells as a fact what
    every source attributes, attributes a quotation twice or to nobody, or has a quotation mark that
    is not closed."""
    if _lost_speaker(text, sources):
        return True
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return True
    odd = (pattern for pattern in (_TWICE, _NOBODY) if pattern.search(text))
    if any(not any(map(pattern.search, sources)) for pattern in odd):
        return True
    found = _BEHIND.search(text) or _BEFORE.search(text)
    if not found:
        return False
    speaker = content_stems(_SAYING.sub(" ", found[1]))
    told = content_stems(text[: found.start()] + " " + text[found.end() :])
    foreign = [len(told - held) for held in map(content_stems, sources) if speaker <= held]
    return bool(foreign) and min(foreign) >= _FOREIGN


def _lost_speaker(text: str, sources: Sequence[str]) -> bool:
    """Whether every source says whose words it tells and the fusion does not."""
    own = _QUOTED.sub(" ", text)
    if _TELLS.search(own) or _HINTS.search(own):
        return False
    return all(_TELLS.search(_QUOTED.sub(" ", one)) for one in sources)
