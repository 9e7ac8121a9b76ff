"""Punctuation of a told sentence, set as print sets it: spaces before marks, unpaired quotation
marks.

Sources that were cut into tokens, or lost a link, have "the mayor , who said so ."; a sentence out
of the middle of a quotation lacks one of its marks; of 3,629 told sentences of NeuS train 20 have
a straight mark and a curly one about the same words. What is cited stays as it is, what is told
is set as print sets it.
"""

from __future__ import annotations

import re

from summarizer.context import open_marks

# Not before a decimal (".5") or within an ellipsis (". . .").
_LOOSE = re.compile(
    r"(?<=[\w”\"’')\]%])[ \u00a0]+(?=[,;!?](?!\w)|:(?=\s|$)|\.(?! ?\.)(?:[\s”\"’')\]]|$))"
)
_BRACKETS = re.compile(r"(?<=\() +(?=\S)|(?<=\S) +(?=\))")
# "… said on Friday. …": words that the source left out, behind the end
_LEFT_OUT = re.compile(r"(?<=[a-z\d][.!?]) ?(?:…|\. ?\. ?\.)$")
_MARK = re.compile('["“”]')


def closed_up(text: str) -> str:
    """``text`` with no space before a comma, stop, colon or semicolon that follows a word, nor
    within brackets, one comma for two, and no ellipsis behind its end."""
    text = _BRACKETS.sub("", _LOOSE.sub("", text))
    return _LEFT_OUT.sub("", text.replace(",,", ","))


def paired(text: str) -> str:
    """``text`` with curly marks for the straight one and the misplaced one of a pair whose other
    mark is curly. Straight pairs within curly ones stay."""
    more = text.count("“") - text.count("”")
    if (abs(more), text.count('"') % 2) not in ((1, 1), (2, 0)):
        return text
    marks = list(text)
    opened = -1
    for found in _MARK.finditer(text):
        at, mark = found.start(), found[0]
        ends = not text[at + 1 : at + 2].strip() and bool(text[at - 1 : at].strip())
        if mark == "”" or (opened >= 0 and (mark == '"' or ends)):
            if opened >= 0 and "“" != marks[opened] != mark:
                marks[opened] = "“"
            elif opened >= 0 and marks[opened] == "“":
                marks[at] = "”"
            opened = -1
        else:
            opened = at
    return "".join(marks)


def as_printed(text: str) -> str:
    """``text`` closed up, and with the marks of a quotation that it begins or ends in the middle
    of, each pair of one kind."""
    text = paired(text)
    before, after = open_marks(text)
    return closed_up(f"{before}{text}{after}")
