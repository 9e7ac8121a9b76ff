"""Which part of a long source sentence a written sentence rests on.

A part begins and ends where clauses do, holds everything that the written sentence has from its
source, and cuts no quotation, bracket, number, date or name. What is left out may say nothing
about the truth of the rest: who says it, a denial, a doubt or a condition stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from summarizer import facts
from summarizer.agree import same_value
from summarizer.records import DateMention, Name, Quantity, Quote, Sentence, Span
from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS, fold, terms, words

_Fact = TypeVar("_Fact", DateMention, Quantity, Name, Quote)

# A part must have so many words and a verb, and leave out so many characters, to be worth it.
_LEAST_WORDS, _LEAST_SAVED = 6, 25
_MARK = r"(?:[;:]|\s[-–—]+|[–—])\s"
# Where a part may end: before a mark, or a comma or space that opens a further clause.
_ENDS = re.compile(
    rf"{_MARK}|,\s(?=(?:and|but|while|which|who|whose|where|when|after|before|because|although|"
    r"though|as|with|so)\s|\w+ing\s)"
    r"|\s(?=(?:because|while|although|though|whereas)\s)"
)
# Where it may begin: behind a mark, behind a comma with "and" or "but", or behind the comma that
# closes an opening clause.
_STARTS = re.compile(rf"{_MARK}|,\s(?:and|but)\s(?=(?:the|a|an|he|she|it|they|there)\s)")
_OPENING = re.compile(
    r"(?:After|As|When|While|Before|Since|Although|Though|Because|Following|During|In|On|At)\b"
)
_COMMA = re.compile(r",\s(?=(?:the|a|an|he|she|it|they|there|its|his|her|their)\s|[A-Z])")
_SUBJECT = re.compile(
    r"(?:the|a|an|he|she|it|they|there|this|that|these|its|his|her|their|\d[\d,]*)\b|[A-Z]",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|"
    r"\w{2,}ed|said|says|told|took|made|went|came|gave|saw|found|held|left|won|lost|ran|began|"
    r"rose|fell|grew|kept|met|put|set|sent|spent|struck|shot|led|became|\w{3,}s)\b"
)
# What bears on the truth of what stands beside it.
_BEARING = re.compile(
    r"\b(?:said|says|say|told|tells|according|announced|claim\w*|alleg\w*|argu\w+|report\w*|"
    r"wrote|writes|den(?:y|ied|ies|ying)|insist\w*|warn\w*|admit\w*|confirm\w*|believ\w+|think\w*|"
    r"thought|expect\w*|suggest\w*|predict\w*|not|never|no|n[’']t|if|unless|whether|except|without|"
    r"may|might|could|would|perhaps|possibly|probabl[ye]|likely|unlikely|apparently|refus\w+|"
    r"fail\w*|untrue|false|wrong|threaten\w*|promis\w+|plan\w*|hop(?:e|es|ed|ing)|doubt\w*|falsely)\b|n[’']t\b",
    re.IGNORECASE,
)


def clip(source: Sentence, written: str) -> Span:
    """The smallest such part of `source` that holds all it shares with `written`, else the whole.

    ``article.text[start:end]`` of the result is the part, without white space at its ends.
    """
    shared = _shared(source, written)
    if not shared or len(source.text) != source.span.end - source.span.start:
        # a sentence told without a card of its place has no offsets of its own
        return source.span
    low, high = min(start for start, _ in shared), max(end for _, end in shared)
    text, held = source.text, _held(source)
    ends = [found.start() for found in _ENDS.finditer(text) if found.start() >= high]
    end = next((at for at in ends if _may_cut(text[at:], at, held)), len(text))
    starts = [start for start in _beginnings(text) if start <= low]
    start = next((at for at in reversed(starts) if _may_cut(text[:at], at, held)), 0)
    for first, last in ((start, end), (0, end), (start, len(text))):
        if _readable(text, first, last):
            return _placed(source, first, last)
    return source.span


def part(source: Sentence, span: Span) -> Sentence:
    """The part of a sentence at ``span``, which lies inside it, with the facts that lie there."""
    if span == source.span:
        return source
    low, high = span.start - source.span.start, span.end - source.span.start
    return replace(
        source,
        span=span,
        text=source.text[low:high],
        dates=tuple(_moved(one, low) for one in source.dates if low <= one.start < one.end <= high),
        numbers=tuple(
            _moved(one, low) for one in source.numbers if low <= one.start < one.end <= high
        ),
        names=tuple(_moved(one, low) for one in source.names if low <= one.start < one.end <= high),
        quotes=tuple(
            _moved(one, low) for one in source.quotes if low <= one.start < one.end <= high
        ),
    )


def _moved(one: _Fact, by: int) -> _Fact:
    return replace(one, start=one.start - by, end=one.end - by)


def _shared(source: Sentence, written: str) -> list[tuple[int, int]]:
    """The offsets of the words of content, numbers among them, that the written text has too."""
    own = {stem(word) for word in terms(written) if word not in STOPWORDS}
    found = []
    for start, end in words(source.text):
        parts = {stem(word) for word in terms(source.text[start:end]) if word not in STOPWORDS}
        if parts & own:
            found.append((start, end))
    # A value in another spelling ("twelve" for 12) is taken over as well.
    told = facts.numbers(written)
    found += [
        (one.start, one.end) for one in source.numbers if any(same_value(one, n) for n in told)
    ]
    return found


def _held(source: Sentence) -> list[tuple[int, int]]:
    """What must not be cut: facts, quotations with their marks, brackets."""
    known: tuple[Quantity | DateMention | Name, ...]
    known = (*source.numbers, *source.dates, *source.names)
    out = [(one.start, one.end) for one in known]
    out += [(one.start - 1, one.end + 1) for one in source.quotes]
    out += [found.span() for found in re.finditer(r"\([^()]*\)|\"[^\"]*\"|“[^”]*”", source.text)]
    return out


def _beginnings(text: str) -> list[int]:
    """Where a part may begin, ascending."""
    found = [one.end() for one in _STARTS.finditer(text)]
    if _OPENING.match(text) and (comma := _COMMA.search(text)):
        found.append(comma.end())
    return sorted(at for at in found if _SUBJECT.match(text[at:]))


def _may_cut(left_out: str, at: int, held: Sequence[tuple[int, int]]) -> bool:
    return not _BEARING.search(left_out) and not any(start < at < end for start, end in held)


def _readable(text: str, start: int, end: int) -> bool:
    """Whether a part is worth it: shorter by enough, long enough, and with a verb."""
    inner = text[start:end]
    saved = len(text.strip()) - len(inner.strip())
    told = [fold(inner[a:b]) for a, b in words(inner)]
    return saved >= _LEAST_SAVED and len(told) >= _LEAST_WORDS and bool(_VERB.search(inner))


def _placed(source: Sentence, start: int, end: int) -> Span:
    """The place of a part in its article, without white space at its ends."""
    text = source.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    at = source.span.start
    return Span(article_id=source.span.article_id, start=at + start, end=at + end)
