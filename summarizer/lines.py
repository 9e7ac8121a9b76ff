"""The lines of a text with their offsets, and the blocks that hard-wrapped text consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_ENDS = re.compile(r"""[.!?…]["”’'»)\]]*$|[:;,]$""")
_INNER_STOP = re.compile(r"""[a-z]{4}[.!?]["”’)]{0,2} {1,3}["“(\[A-Z]""")
# Hard-wrapped text has lines of this length, most of which end within a sentence.
_WRAP_MIN, _WRAP_MAX = 50, 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``text[start:end]``, without the white space around it; ``gap`` where an empty line (or the
    beginning) stands before it."""

    start: int
    end: int
    text: str
    gap: bool


def lines_of(text: str) -> list[Line]:
    """The lines that are not empty, in order; hard-wrapped lines of a paragraph are one line."""
    lines: list[Line] = []
    last = 0
    for found in _LINE.finditer(text):
        content = found.group()
        stripped = content.strip()
        if not stripped:
            continue
        start = found.start() + len(content) - len(content.lstrip())
        between = text[last:start] if lines else ""
        gap = not lines or _line_ends(between) > 1
        last = start + len(stripped)
        lines.append(Line(start=start, end=last, text=stripped, gap=gap))
    return _unwrapped(text, lines)


def has_inner_stop(line: str) -> bool:
    """Whether a sentence ends within the line: two sentences, or one and a note in brackets."""
    return bool(_INNER_STOP.search(line))


def _line_ends(between: str) -> int:
    return len(re.findall(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]", between))


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    """Blocks whose lines were broken at a width, each as one line; the rest as they are."""
    result: list[Line] = []
    block: list[Line] = []
    for line in [*lines, None]:
        if line is None or line.gap:
            if _is_wrapped(block):
                start, end = block[0].start, block[-1].end
                result.append(Line(start=start, end=end, text=text[start:end], gap=block[0].gap))
            else:
                result.extend(block)
            block = []
        if line is not None:
            block.append(line)
    return result


def _is_wrapped(block: list[Line]) -> bool:
    body = block[:-1]
    if not body:
        return False
    fitting = sum(_WRAP_MIN <= len(line.text) <= _WRAP_MAX for line in body)
    open_ended = sum(not _ENDS.search(line.text[-6:]) for line in body)
    return fitting >= 0.8 * len(body) and open_ended >= 0.6 * len(body)
