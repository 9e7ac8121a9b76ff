"""Whether an article is an opinion piece rather than a report.

What says so itself is believed: a title, an address, a source's name, a first line. A line about
its author ("… is a columnist for …", "the views expressed here are …") is believed where the text
argues more likely than not. Otherwise the text must argue clearly and from
beginning to end: a logistic regression over ten counts of what stands outside quotations, fitted by
``training/opinion.py`` on articles that say of themselves that they are opinion and on articles of
wire services and broadcasters. Interviews, transcripts, statements printed in full and explainers
are neither.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from summarizer.logistic import Model, chance_of, model_of
from summarizer.neutral import loaded_rate
from summarizer.records import Article, Document
from summarizer.tokens import words

FEATURES = ("we", "you", "should", "asks", "loaded", "quotes", "tells", "stance", "past", "not")
# The chances from which on a text argues beside reports (what only it says is left out), surely
# argues (a reader is told so), and argues where a line about its author says so too.
ARGUES, BYLINE = 0.8, 0.5
# The chance that each third of a text must reach that surely argues: a report with a long statement
# or a letter in it does not.
_THIRD = 0.7
_FEWEST = 5
# A quotation that runs on for more characters has lost its closing mark.
_LONGEST_QUOTATION = 1000
# Speakers' names before this share of the sentences: an interview or a transcript.
_TALK, _FEWEST_TURNS = 0.06, 2

_KIND = (
    r"(?:opinions?|comment(?:ary)?|editorials?|column|viewpoint|letters?(?: to the editor)?|op-?ed)"
)
_TITLE = re.compile(
    rf"\s*{_KIND}\s*[:|\u2013-]|"
    r".*(?:\s[|\u2013\u2014-]\s*|\()(?:opinion|editorial|commentary|op-?ed)\)?\s*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r".*[-\u2013\u2014|:(]\s*(?:opinions?|editorials?|op-?eds?|commentary)\)?\s*$", re.I
)
_PAGE = re.compile(
    r"/(?:opinions?|op-?eds?|editorials?|commentary|commentisfree|columnists?|columns?|viewpoints?|"
    r"letters)/",
    re.IGNORECASE,
)
_FIRST_LINE = re.compile(
    r"\W{0,3}(?:opinion|commentary|editorial|op-ed|column|letters? to the editor|viewpoint)"
    r"(?:[ \t]*[:|\n\u2013\u2014]|[ \t]+by[ \t])",
    re.IGNORECASE,
)
_END = 700  # characters at an article's end where its author is introduced
_AUTHOR = re.compile(
    r"(?:^|[\n.!?•*\u2014_)\"”]\s*)"
    r"(?:(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w’'-]+|The (?:author|writer)|He|She)"
    r",?(?:\s[^.\n]{0,80}?,)?\s+(?:is|writes)\b[^.\n]{0,90}?\b(?:"
    r"(?:syndicated|opinion|"
    r"weekly|regular|guest|contributing|op-ed|editorial)\s+(?:page\s+)?(?:columnist|writer|"
    r"contributor|editor)|columnist (?:for|at|with|and)|column (?:for|appears)|"
    r"(?:contributor|columnist) (?:to|for|at|with)|board of contributors|opinion contributor)"
)
_VIEWS = re.compile(
    r"\b(?:views|opinions)(?: and (?:views|opinions))? (?:expressed|of contributors)\b"
    r"[^.\n]{0,80}?\b(?:are|is|belong)\b[^.\n]{0,40}\b(?:authors?|writer|columnist|contributors?|own|mine)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\W*(?:[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}|[A-Z]{1,3}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})"
    r"(?: \([^)]{1,40}\))?:\s"
)
_SPEAKER = re.compile(r"^[ \t]*([A-Z][a-z]+(?: [A-Z][\w.’'-]*){1,3})[ \t]*$", re.MULTILINE)
_FEWEST_LINES = 3  # times that a name stands on a line of its own
_INTERVIEW = re.compile(
    r"\b(?:interview(?:ed)? (?:with|highlights|has been)|transcript|(?:our|this) (?:conversation|"
    r"interview)|(?:full|complete) (?:text|statement|remarks|speech)|following statement|in full\b|"
    r"(?:edited|condensed) for (?:length|clarity|space|brevity)|lightly edited)\b",
    re.IGNORECASE,
)

_EDITED = re.compile(
    r"\b(?:lightly edited|(?:edited|condensed) for|transcript of (?:our|the|my)|"
    r"(?:our|the) (?:conversation|interview) follows)\b",
    re.IGNORECASE,
)
_NEITHER = re.compile(
    r"\b(?:explained|interview|transcript|q ?& ?a|what (?:you|we) (?:need to )?know|"
    r"(?:full|read the) (?:text|statement|speech|letter)|fact[- ]check\w*)\b|"
    r"^\W*(?:statement|letter|remarks) (?:from|by|of)\b|^\W*read:|"
    r"^\W*\d+ (?:things|takeaways|scenarios|best|questions)\b",
    re.IGNORECASE,
)

_OPENING, _CLOSING = "\u201c", "\u201d"
_WE = re.compile(r"\b(?:[Ww]e|[Ww]e['’](?:re|ve|d|ll)|us|[Oo]urs?|[Ll]et['’]s|ourselves)\b")
_YOU = re.compile(r"\b(?:you|your|you['’](?:re|ll|ve|d))\b", re.IGNORECASE)
_SHOULD = re.compile(r"\b(?:should|must|ought to|needs? to|had better)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:said|says|told|tells|added|according to|tweeted|wrote|noted|explained|announced|"
    r"reported|warned|argue[ds]|testified|urged|called for|statement|spokes(?:man|woman|person))\b",
    re.IGNORECASE,
)
_STANCE = re.compile(
    r"\b(?:of course|frankly|obviously|clearly|simply|make no mistake|truth|in fact|after all|"
    r"indeed|thankfully|unfortunately|sadly|perhaps|surely|no wonder|imagine|apparently|supposedly|"
    r"merely|hardly|whatever|rather|anyone|nothing|never|always|everyone|nobody|no one|so-called|"
    r"true|wrong|worse|worst|absurd|ridiculous|really|actually|exactly|of all|seems?|maybe|"
    r"pretty)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|wasn['’]t|weren['’]t|hadn['’]t|didn['’]t)\b", re.I
)
_NOT = re.compile(r"\b(?:not|never|no|nothing|none|neither|nor)\b|n['’]t\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped weights; their threshold is the chance from which on a text surely argues."""
    text = files("summarizer").joinpath("data/opinion.json").read_text("utf-8")
    return model_of(json.loads(text))


def own_words(sentences: Sequence[str]) -> list[str]:
    """Each sentence with what is quoted blanked out, quotations over several sentences too."""
    out, inside, since = [], False, 0
    for text in sentences:
        kept = []
        for at, char in enumerate(text):
            if char in (_OPENING, _CLOSING, '"'):
                inside = char == _OPENING or (char == '"' and _opens(text, at))
                since = 0
            since += inside
            inside = inside and since <= _LONGEST_QUOTATION
            kept.append(" " if inside or char in (_OPENING, _CLOSING, '"') else char)
        out.append("".join(kept))
    return out


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark opens a quotation: a word follows, and none ends before it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([\u2014-") and not after.isspace()


def features(sentences: Sequence[str]) -> tuple[float, ...]:
    """The values of `FEATURES` for an article's sentences (one at least): shares of the sentences
    in [0, 1], and for "loaded", "stance", "past" and "not" counts per 100 words."""
    own = own_words(sentences)
    text = "\n".join(own)
    each, hundred = len(sentences), max(len(words(text)), 1) / 100
    speaking = [one for one in own if not _TELLS.search(one)]

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.search(one)) for one in speaking) / each

    def rate(pattern: re.Pattern[str]) -> float:
        return len(pattern.findall(text)) / hundred

    asks = sum(one.rstrip().endswith("?") for one in own) / each
    quotes = sum(_OPENING in one or '"' in one for one in sentences) / each
    tells = 1 - len(speaking) / each
    spoken = (share(_WE), share(_YOU), share(_SHOULD), asks, loaded_rate(text), quotes, tells)
    return (*spoken, rate(_STANCE), rate(_PAST), rate(_NOT))


def is_talk(sentences: Sequence[str]) -> bool:
    """Whether an article is an interview or a transcript."""
    turns = sum(bool(_TURN.match(one)) for one in sentences)
    return turns >= max(_FEWEST_TURNS, _TALK * len(sentences)) or any(
        _INTERVIEW.search(one) for one in sentences
    )


def chance(document: Document) -> float:
    """How likely an article's text is an opinion piece, in [0, 1]; 0 for fewer than five sentences
    and for interviews. Lines about the author are not looked at."""
    sentences = [one.text for one in document.sentences]
    return 0.0 if _is_neither(document.article, sentences) else _chance(sentences)


def _is_neither(article: Article, sentences: Sequence[str]) -> bool:
    """Whether an article is too short, or neither a report nor an opinion piece. That a
    conversation was edited stands in a line that is set aside."""
    return (
        len(sentences) < _FEWEST
        or bool(_NEITHER.search(article.title) or _EDITED.search(article.text))
        or max(Counter(_SPEAKER.findall(article.text)).values(), default=0) >= _FEWEST_LINES
        or is_talk(sentences)
    )


def _chance(sentences: Sequence[str]) -> float:
    fitted = model()
    pairs = zip(fitted.weights, features(sentences), strict=True)
    return chance_of(fitted.bias + sum(weight * value for weight, value in pairs))


def surely_argues(document: Document) -> bool:
    """Whether a reader should be told that an article is an opinion piece: it says so itself, or
    its text surely argues, as a whole and in each third; where its end introduces a columnist, as
    a whole with a chance of `BYLINE`."""
    if is_comment(document) or _has_byline(document):
        return argues(document)
    if chance(document) < model().threshold:
        return False
    sentences = [one.text for one in document.sentences]
    cuts = [len(sentences) * part // 3 for part in range(4)]
    return all(_chance(sentences[start:end]) >= _THIRD for start, end in itertools.pairwise(cuts))


def is_comment(document: Document) -> bool:
    """Whether an article says of itself that it is opinion: its title, address, source or first
    line."""
    one = document.article
    return bool(
        _TITLE.match(one.title)
        or _PAGE.search(one.url)
        or _SOURCE.match(one.source)
        or _FIRST_LINE.match(one.text)
    )


def argues(document: Document) -> bool:
    """Whether an article argues rather than reports: it says so itself, or its text does so with
    a chance of `ARGUES`, or of `BYLINE` where its end introduces a columnist."""
    least = BYLINE if _has_byline(document) else ARGUES
    return is_comment(document) or chance(document) >= least


def _has_byline(document: Document) -> bool:
    end = document.article.text[-_END:]
    return bool(_AUTHOR.search(end) or _VIEWS.search(end))


def all_argue(documents: Sequence[Document]) -> bool:
    """Whether every one of the articles of an event is surely an opinion piece, so that nothing
    that is told of it is a report."""
    return bool(documents) and all(surely_argues(one) for one in documents)
