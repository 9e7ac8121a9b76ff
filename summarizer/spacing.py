"""The spaces before the marks of a written sentence.

Sources that were cut into tokens, or lost a link, have "the mayor , who said so ."; what is quoted
from them stays as it is, what is written is set as print sets it.
"""

from __future__ import annotations

import re

# Not before a decimal (".5") or within an ellipsis (". . .").
_LOOSE = re.compile(
    r"(?<=[\w”\"’')\]%])[ \u00a0]+(?=[,;!?](?!\w)|:(?=\s|$)|\.(?! ?\.)(?:[\s”\"’')\]]|$))"
)


def closed_up(text: str) -> str:
    """``text`` with no space before a comma, stop, colon or semicolon that follows a word."""
    return _LOOSE.sub("", text)
