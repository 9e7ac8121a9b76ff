"""Punctuation of a told sentence, set as print sets it: spaces before marks, unpaired quotation
marks.

Sources that were cut into tokens, or lost a link, have "the mayor , who said so ."; a sentence out
of the middle of a quotation lacks one of its marks; of 3,629 told sentences of NeuS train 20 have
a straight mark and a curly one about the same words. What is cited stays as it is, what is told
is set as print sets it.
"""

from __future__ import annotations

import html
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


# Left in a text by a page that was escaped twice. Marks of tags stay as they are.
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[a-zA-Z]{2,8}\d?);")
# Nobody sees these, and no word has them: where it may be broken, marks of byte order. What joins
# letters of other scripts or parts of an emoji stays.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


def _letter(entity: re.Match[str]) -> str:
    """The character that an entity stands for; itself where that is none to be shown."""
    shown = html.unescape(entity[0])
    plain = len(shown) == 1 and shown not in "<>" and (shown.isprintable() or shown == "\u00a0")
    return shown if plain else entity[0]


def as_printed(text: str) -> str:
    """``text`` closed up, with letters for entities ("&amp;"), without characters that nobody sees,
    and with the marks of a quotation that it begins or ends in the middle of, each pair of one
    kind."""
    text = paired(_UNSEEN.sub("", _ENTITY.sub(_letter, text)))
    before, after = open_marks(text)
    return closed_up(f"{before}{text}{after}")
