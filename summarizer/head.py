"""The head of a plain text file: an optional date, an optional title line.

Reading takes the values from here, cleaning the places, so that both always agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from summarizer.chrome import line_reason
from summarizer.lines import has_inner_stop

_DATE = re.compile(r"[ \t\ufeff]{0,8}date[ \t:]{1,8}(\d{4}-\d{2}-\d{2})(?=[ \t\r\n]|$)[ \t]{0,8}")

# A title has this many words; fewer is a section label or a name, more a paragraph.
MIN_TITLE_WORDS, MAX_TITLE_WORDS, MAX_TITLE_CHARS = 4, 30, 220
# Before the title only labels may stand ("Twitter", "Advertisement", a byline): so many lines.
_LABEL_LINES, _LABEL_WORDS = 6, 3
# Hard-wrapped text has no longer lines than this.
_WRAPPED_CHARS = 110
_SENTENCE_END = re.compile(r"""[.:;,…]["”’')\]]*$""")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """``[0, date_end)`` is the date mark (0 where there is none); ``[title_start, title_end)``
    the title (both 0 where there is none)."""

    day: date | None = None
    date_end: int = 0
    title_start: int = 0
    title_end: int = 0


def parse_head(text: str) -> Head:
    """Where the date mark and the title of a plain text stand.

    A title is a line of 4 to 30 words without a full stop, the first line of the text or after a
    few labels of one to three words; an empty line or a long paragraph follows it.
    """
    day, date_end = None, 0
    if found := _DATE.match(text):
        try:
            day, date_end = date.fromisoformat(found.group(1)), found.end()
        except ValueError:  # 2018-02-31 is no day: leave it in the text
            day = None
    start, end = _title(text, date_end)
    return Head(day=day, date_end=date_end, title_start=start, title_end=end)


def _title(text: str, begin: int) -> tuple[int, int]:
    position, labels = begin, 0
    while position < len(text) and labels <= _LABEL_LINES:
        found = _LINE_END.search(text, position)
        stop, following = (found.start(), found.end()) if found else (len(text), len(text))
        line = text[position:stop].strip()
        if line:
            words = len(line.split(maxsplit=MAX_TITLE_WORDS + 1))
            label = line_reason(line)
            if not label and _is_title(line, words) and _story_follows(text, following):
                start = text.index(line, position)
                return start, start + len(line)
            if not label and (words > _LABEL_WORDS or _SENTENCE_END.search(line[-12:])):
                break
            labels += 1
        position = following
    return 0, 0


def _is_title(line: str, words: int) -> bool:
    return (
        MIN_TITLE_WORDS <= words <= MAX_TITLE_WORDS
        and len(line) <= MAX_TITLE_CHARS
        and not line[0].islower()
        and not _SENTENCE_END.search(line[-12:])
        and not has_inner_stop(line)
    )


def _story_follows(text: str, position: int) -> bool:
    """At ``position``: an empty line with something after it, or a line that is too long to be
    the second line of hard-wrapped text (a text of one line has no title)."""
    found = _LINE_END.search(text, position)
    end = found.start() if found else len(text)
    line = text[position:end].strip()
    if line:
        return len(line) > _WRAPPED_CHARS and not line[0].islower()
    return bool(text[end:].strip())
