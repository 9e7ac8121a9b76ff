"""The commas around a name in apposition: "the mayor, Ana Lum, said", both of them or none.

A fusion that comes to a name from a source that sets it apart, and goes on from one that does not,
has only one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
_APPOSITION = re.compile(rf",\s(?P<name>{_NAME}),(?=\s)")


def set_commas(text: str, sources: Sequence[str]) -> str:
    """`text` with the second comma after each name that a source sets apart by two and that
    `text` has only one before."""
    if text in sources:
        return text
    for name in sorted({found["name"] for one in sources for found in _APPOSITION.finditer(one)}):
        text = re.sub(rf"(,\s{re.escape(name)})(?=\s[a-z])", r"\1,", text)
    return text
