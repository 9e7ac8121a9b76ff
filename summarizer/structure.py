"""What a line is because of the lines around it: subheading, caption, teaser, comment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from summarizer.chrome import tail_reason
from summarizer.lines import Line, has_inner_stop

# The end of a sentence, in the scripts that mark one.
_SENTENCE_END = re.compile(r"""[.!?…;,。！？．।؟۔։][)\]"”’'»」』]*$""")
_EXCLAIMED = re.compile(r"""[.!]["”’')\]]*$""")
_COLON = re.compile(r"[:：]$")
_BULLET = re.compile(r"[•⦁●▪◦‣■□*–—-]\s?\S")
# A heading or a bare caption has so many words and characters at most.
_HEADING_WORDS, _HEADING_CHARS, _CAPTION_WORDS = 12, 100, 5
_TEASER_WORDS = 25
# A run of short lines is a menu when so many, and such a part, of them are known site text.
_CLUSTER_LINES, _CLUSTER_SHARE = 3, 0.3
# Notes on the author are looked for among so many of the last lines.
_TAIL_LINES = 8

_SPEECH = re.compile(
    r"\b(?:said|says|say|told|tells|asked|continued|added|wrote|writes|reports?|reported|tweeted|"
    r"replied|explains?|explained|notes?|noted|concludes?|concluded|began|begins|reads?|stated|"
    r"statement|according|remarks|follows?|is|was|are|were)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:so |and |but )?(?:what|how|why|who|whom|whose|when|where|which|is|are|was|were|will|would|"
    r"can|could|should|do|does|did|has|have|sound|anything|any)\b.{0,90}\?",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:\d{1,5} )?(?:comments?|responses?|replies|thoughts)(?: \(?\d{1,5}\)?)?"
    r"(?: (?:on|to)\b.{0,160})?:?",
    re.IGNORECASE,
)
_COMMENT_BY = re.compile(
    r".{2,40} says:?|reply|.{0,60}\bat \d{1,2}:\d{2} ?[ap]\.?m\.?\)?|.{0,40}\bago\)?", re.IGNORECASE
)
_BRACKETED = re.compile(r"(?:\([^()]{1,120}\)|\[[^\[\]]{1,120}\])")
_NAME = re.compile(r"[A-Z][\w’'-]+")
# A line in capitals between paragraphs that are not is a link to another story, or a heading: of so
# many words, with so many capitals, at most this share of them in small letters ("McCABE").
_LOUD_WORDS, _LOUD_CAPITALS, _SMALL_SHARE = (4, 40), 12, 0.08


def is_sentence(line: str) -> bool:
    """Ends like a sentence; headings, captions and labels do not."""
    return bool(_SENTENCE_END.search(line[-12:]))


def is_heading(line: str) -> bool:
    """Begins like a heading, is short, and is no sentence, quotation or list item."""
    return (
        len(line) <= _HEADING_CHARS
        and (line[0].isupper() or line[0].isdigit())
        and not is_sentence(line)
        and not has_inner_stop(line)
        and line[-1] not in "-–—"
        and not any(mark in line for mark in '“”"«»')
    )


def placed_reasons(lines: Sequence[Line], reasons: list[str]) -> None:
    """Fill in ``reasons`` (one for each line, "" where none is known yet) what lines are because
    of their place."""
    _mark_comments(lines, reasons)
    _mark_capitals(lines, reasons)
    _mark_author_notes(lines, reasons)
    _mark_clusters(lines, reasons)
    _mark_outer_lines(lines, reasons)
    for position, line in enumerate(lines):
        if not reasons[position]:
            reasons[position] = _bracketed(line.text) or _inner_reason(lines, reasons, position)


def _mark_comments(lines: Sequence[Line], reasons: list[str]) -> None:
    """What readers wrote below the story: from "3 comments" on, if it looks like that."""
    headings = [p for p in range(2, len(lines)) if _COMMENTS.fullmatch(lines[p].text)]
    if not headings:
        return
    comments = [p for p, line in enumerate(lines) if _COMMENT_BY.fullmatch(line.text)]
    for heading in headings:
        evidence = len(comments) - bisect_right(comments, heading)
        if evidence >= (1 if heading >= len(lines) // 2 else 2):
            for place in range(heading, len(lines)):
                reasons[place] = reasons[place] or "reader comment"
            return


def _mark_capitals(lines: Sequence[Line], reasons: list[str]) -> None:
    """Lines in capitals that no full stop ends, in a text that is not in capitals."""
    loud = [p for p, line in enumerate(lines) if not reasons[p] and _is_loud(line.text)]
    if loud and 4 * sum(len(lines[p].text) for p in loud) < sum(len(line.text) for line in lines):
        for position in loud:
            reasons[position] = "heading in capitals"


def _is_loud(line: str) -> bool:
    fewest, most = _LOUD_WORDS
    if not fewest <= len(line.split(maxsplit=most + 1)) <= most or _EXCLAIMED.search(line):
        return False
    capitals = sum(c.isupper() for c in line)
    small = sum(c.islower() for c in line)
    quoted = line[0] in '"“' and line[-1] in '"”'
    return capitals >= _LOUD_CAPITALS and small <= _SMALL_SHARE * capitals and not quoted


def _mark_clusters(lines: Sequence[Line], reasons: list[str]) -> None:
    """Short lines among menus and buttons: runs in which enough lines are the site's own."""
    begin = 0
    for position in range(len(lines) + 1):
        if position < len(lines) and (reasons[position] or _is_short(lines[position].text)):
            continue
        own = sum(bool(why) and why != "title" for why in reasons[begin:position])
        if own >= max(_CLUSTER_LINES, _CLUSTER_SHARE * (position - begin)):
            for place in range(begin, position):
                reasons[place] = reasons[place] or "label among site text"
        begin = position + 1


def _is_short(line: str) -> bool:
    return (
        len(line) <= _HEADING_CHARS
        and len(line.split(maxsplit=_HEADING_WORDS + 1)) <= _HEADING_WORDS
        and not is_sentence(line)
        and not any(mark in line for mark in '“”"«»')
    )


def _mark_author_notes(lines: Sequence[Line], reasons: list[str]) -> None:
    """Notes on the author below the story: their subject does not occur in it."""
    story = [line.text for line, why in zip(lines, reasons, strict=True) if not why]
    for position in range(max(1, len(lines) - _TAIL_LINES), len(lines)):
        text = lines[position].text
        if reasons[position] or not (why := tail_reason(text)):
            continue
        names = _NAME.findall(text[:60])
        pronoun = names and names[0] in ("He", "She", "They", "The")
        if pronoun and reasons[position - 1] != why:
            continue
        surname = names[1] if len(names) > 1 else ""
        if pronoun or not any(surname in other for other in story if other is not text):
            reasons[position] = why


def _mark_outer_lines(lines: Sequence[Line], reasons: list[str]) -> None:
    """Lines before the first and after the last paragraph that are no sentences."""
    story = [p for p, line in enumerate(lines) if not reasons[p] and _is_paragraph(line.text)]
    if not story:
        return
    for position in [*range(story[0]), *range(story[-1] + 1, len(lines))]:
        text = lines[position].text
        if reasons[position] or not _is_teaser(text):
            continue
        if position < story[0]:
            reasons[position] = "heading"
        elif not any(c.isdigit() for c in text):  # results, dates and prices are no teasers
            reasons[position] = "heading or teaser below the story"


def _is_teaser(line: str) -> bool:
    begins = line[0].isupper() or line[0].isdigit()
    short = len(line) <= 200 and len(line.split(maxsplit=_TEASER_WORDS + 1)) <= _TEASER_WORDS
    listed = bool(_BULLET.match(line)) or (line.endswith(":") and len(line.split()) > 4)
    return begins and short and not listed and not is_sentence(line) and not has_inner_stop(line)


def _bracketed(line: str) -> str:
    """ "[music]", "(Full results)": a line in brackets that is no sentence."""
    inside = line[1:-1].strip()
    if _BRACKETED.fullmatch(line) and inside and not is_sentence(inside):
        return "note in brackets"
    return ""


def _inner_reason(lines: Sequence[Line], reasons: Sequence[str], position: int) -> str:
    line = lines[position].text
    words = len(line.split(maxsplit=_HEADING_WORDS + 1))
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    paragraph = bool(following) and not reasons[position + 1] and _is_paragraph(following)
    if words > _HEADING_WORDS:
        return ""
    if _QUESTION.fullmatch(line) and paragraph and words <= 10:
        return "question as subheading"
    if not is_heading(line):
        return ""
    if _COLON.search(line):
        return "label" if words <= 4 and not _SPEECH.search(line) else ""
    before = reasons[position - 1] if position else "beginning"
    after = reasons[position + 1] if following else "end"
    if before and after and words <= _CAPTION_WORDS:
        return "name or caption"
    return "subheading" if paragraph else ""


def _is_paragraph(line: str) -> bool:
    return len(line) > _HEADING_CHARS or is_sentence(line)
