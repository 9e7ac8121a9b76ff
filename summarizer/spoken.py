"""Somebody's words that an article sets without a mark: embedded posts, statements, transcripts.

A page that embeds a post leaves its words in the text as a paragraph of their own. Told alone they
would be the article's own word. Two things give them away: another sentence of the event quotes
them, or a signature stands behind them ("— Lena Brill (@lbrill) 3 May 2031").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.records import Document, Span

QUOTED = "somebody's words without a mark: another sentence quotes them"
POSTED = "out of an embedded post"
_MARK = re.compile(r"[\"“”]")
_QUOTATION = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_SIGNATURE = re.compile(
    r"[—–-]{1,2} ?[^—–\n]{1,60}? ?\(@\w{1,20}\),? "
    r"(?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}"
)
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’]")
# "Lena Brill (@lbrill) The pier must go."
_BYLINE = re.compile(r"^[^\n(@.]{2,50} \(@\w{1,20}\) [^\n]+$", re.MULTILINE)
# blank lines inside a post
_GAP = "\n\n\n"
# fewer words than this in a row may agree by chance
_RUN = 6
# with one of these beside what is quoted the sentence says itself whose words they are
_SAYS = frozenset("said says told tells wrote tweeted added according".split())
# so much of a sentence must stand in the quotation in one piece; of 188 such sentences of 600
# clusters of NeuS train, all that were read (90) were somebody's words, one of them an outlet's
_SHARE = 0.8


def spoken(documents: Sequence[Document]) -> dict[Span, str]:
    """The places of the sentences without a mark that are somebody's words, with the reason.

    `QUOTED`: at least four fifths of its words, six or more, stand in a row in a quotation of
    another sentence, and it has no word of speech beside them; where that paragraph names the
    sentence's own outlet it was the outlet that was quoted. `POSTED`: a signature of a post ends
    the paragraph, or its author's handle begins it. Linear in the text but for words that are
    quoted often.
    """
    found = {span: POSTED for document in documents for span in _posted(document)}
    quotations = _Quotations(documents)
    for document in documents:
        for one in document.sentences:
            if not _MARK.search(one.text) and quotations.hold(one.text, document.article.source):
                found.setdefault(one.span, QUOTED)
        found.update(_beside(document, found))
    return found


def _posted(document: Document) -> list[Span]:
    """What stands in a paragraph before a signature, or behind a name and a handle."""
    text = document.article.text
    posts = [(_beginning(text, found.start()), found.end()) for found in _SIGNATURE.finditer(text)]
    posts += [found.span() for found in _BYLINE.finditer(text)]
    return [
        one.span
        for start, end in posts
        for one in document.sentences
        if start <= one.span.start < end
    ]


def _beginning(text: str, at: int) -> int:
    """Where the post that is signed at ``at`` begins: with its paragraph, or with the one before
    that where a gap of several blank lines lies between them (30 of 30 read in NeuS train)."""
    start = text.rfind("\n", 0, at) + 1
    while start and text.endswith(_GAP, 0, start):
        start = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
    return start


def _beside(document: Document, found: Mapping[Span, str]) -> dict[Span, str]:
    """The other sentences of the paragraphs without a mark that are quoted by half or more."""
    text = document.article.text
    paragraphs: dict[int, list[Span]] = {}
    for one in document.sentences:
        paragraphs.setdefault(text.rfind("\n", 0, one.span.start), []).append(one.span)
    return {
        span: QUOTED
        for spans in paragraphs.values()
        if len(spans) / 2 <= sum(found.get(span) == QUOTED for span in spans) < len(spans)
        and not _MARK.search(text[spans[0].start : spans[-1].end])
        for span in spans
        if span not in found
    }


class _Quotations:
    """The quotations of an event, found by any `_RUN` words in a row."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.words: list[list[str]] = []
        self.around: list[str] = []
        self.places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for document in documents:
            for paragraph in filter(_is_paired, document.article.text.split("\n")):
                for quoted in _QUOTATION.finditer(paragraph):
                    self._add(_words(quoted[1] or quoted[2] or ""), paragraph)

    def _add(self, words: list[str], around: str) -> None:
        for at in range(len(words) - _RUN + 1):
            place = (len(self.words), at)
            self.places.setdefault(tuple(words[at : at + _RUN]), []).append(place)
        self.words.append(words)
        self.around.append(around)

    def hold(self, text: str, source: str | None) -> bool:
        """Whether a quotation that does not name ``source`` holds most of ``text`` in a row."""
        words = _words(text)
        for at in range(len(words) - _RUN + 1):
            for which, start in self.places.get(tuple(words[at : at + _RUN]), ()):
                run = _common(words, at, self.words[which], start)
                rest = {*words[:at], *words[at + run :]}
                if (
                    run >= _SHARE * len(words)
                    and not rest & _SAYS
                    and not _names(self.around[which], source)
                ):
                    return True
        return False


def _is_paired(paragraph: str) -> bool:
    """Whether every mark has its other, so that what stands between two is quoted; „ and « set
    others, whose ends look like beginnings here."""
    return (
        paragraph.count('"') % 2 == 0
        and paragraph.count("“") == paragraph.count("”")
        and not re.search("[„«]", paragraph)
    )


def _names(text: str, source: str | None) -> bool:
    """Whether a paragraph names an outlet."""
    return bool(source and re.search(rf"\b{re.escape(source)}\b", text))


def _common(one: Sequence[str], i: int, two: Sequence[str], j: int) -> int:
    """How many words agree from ``one[i]`` and ``two[j]`` on."""
    run = 0
    while i + run < len(one) and j + run < len(two) and one[i + run] == two[j + run]:
        run += 1
    return run


def _words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHE.sub("", text.lower()))
