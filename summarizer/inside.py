"""Sentences out of the middle of somebody's words, which carry no mark of it.

"Brill said: “The pier must go. It is rotten. We have said so for years.”" holds three sentences; of
the second only the marks of its neighbours say that it is Brill's. Told alone it would be the
article's own word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.context import open_marks
from summarizer.records import Document, Sentence, Span

REASON = "from the middle of a quotation"
_MARK = re.compile(r"[\"“”]")


def inside_quotations(documents: Iterable[Document]) -> dict[Span, str]:
    """The places of the sentences without a mark that stand between one which opens a quotation
    and one of the same paragraph that closes it, or the next paragraph, which goes on with it.
    Each with `REASON`.

    Of 40 such of NeuS train that were read 39 were quoted words. Linear.
    """
    found: dict[Span, str] = {}
    for document in documents:
        text, sentences = document.article.text, document.sentences
        opened, between = "", list[Sentence]()
        for at, one in enumerate(sentences):
            start = sentences[at - 1].span.end if at else 0
            new = "\n" in text[start : one.span.start]
            if opened and new:
                if text[one.span.start : one.span.start + 1] in '"“':
                    found.update((s.span, REASON) for s in between)
                opened = ""
            if opened and not _MARK.search(one.text):
                between.append(one)
                continue
            before, after = open_marks(one.text)
            if opened and before:
                found.update((s.span, REASON) for s in between)
            opened, between = after, []
    return found
