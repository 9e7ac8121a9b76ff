"""Punctuation of a told sentence, set as print sets it: spaces before marks, unpaired quotation
marks.

Sources that were cut into tokens, or lost a link, have "the mayor , who said so ."; a sentence out
of the middle of a quotation lacks one of its marks. What is cited stays as it is, what is told is
set as print sets it.
"""

from __future__ import annotations

import re

from summarizer.context import open_marks

# Not before a decimal (".5") or within an ellipsis (". . .").
_LOOSE = re.compile(
    r"(?<=[\w”\"’')\]%])[ \u00a0]+(?=[,;!?](?!\w)|:(?=\s|$)|\.(?! ?\.)(?:[\s”\"’')\]]|$))"
)


def closed_up(text: str) -> str:
    """``text`` with no space before a comma, stop, colon or semicolon that follows a word."""
    return _LOOSE.sub("", text)


def as_printed(text: str) -> str:
    """``text`` closed up, and with the marks of a quotation that it begins or ends in the middle
    of."""
    before, after = open_marks(text)
    return closed_up(f"{before}{text}{after}")
