"""A sentence without modifiers that only judge: "a shameless grab" becomes "a grab".

The list in ``data/epithets.txt`` is our own, chosen by hand so that what is dropped never carries
a fact ("fatal", "alleged", "unsafe" stay). Where a word may belong to a speaker, in quotation marks
or beside a verb of calling and blaming, it stays: then it is what was said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from summarizer.context import outside_quotes

# words after which a modifier stands before its noun
_BEFORE_NOUN = frozenset(
    "a an the his her its their whose our this that these those some any no another each every "
    "one two of in on at by for from with to into against after before over under amid as s".split()
)
# "not utterly destroyed", "so shocking a change": without the word the sense is another
_BINDS = frozenset(
    "not no never hardly so how such too very more most less least as quite rather".split()
)
_NO_NOUN = frozenset(
    "and or but to that of in on at by for from with as than if when while enough is was are were "
    "be been has have had".split()
)
# nouns that say too little alone: "a bizarre sort of" is no "sort of"
_EMPTY = frozenset("way sense thing things nature sort kind job manner person one ones".split())
_VERDICT = re.compile(
    r"\b(?:call|brand|descri|denounc|condemn|dubb?|label|term|slam|blast|critici|accus|decr|"
    r"characteri|mock|ridicul|insult|lament)\w*\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*")
# before these "a" or "an" cannot be told from the letter alone ("hour", "European", "one", "FBI")
_UNSURE = re.compile(r"(?:h|u|eu|on|[A-Z0-9$£€])")
# "a staggering $33 million on television", "a shocking 40 percent of": an amount that needs no
# article once the modifier is gone; before a noun ("a $33 million plan") it would
_AMOUNT = re.compile(
    r"(?:[$£€]\d[\d.,]*(?: (?:million|billion|trillion))?|\d[\d.,]*(?:%| (?:percent|per cent)))"
    r"(?=[,.;:]|$| (?:of|on|in|for|to|from|at|by|and|as|after|over|last|this|less|more)\b)"
    r"|(?!(?:19|20)\d\d )\d[\d.,]* (?:people|men|women|children|[a-z]{3,}s)\b"
)


@lru_cache(maxsize=1)
def epithets() -> frozenset[str]:
    """The modifiers that may go, in lower case."""
    text = files("summarizer").joinpath("data/epithets.txt").read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def without_epithets(text: str) -> str:
    """`text` without such modifiers outside quotations; the same object where nothing goes.

    An adjective goes only between a determiner or preposition and a noun, an adverb only before
    the word that it modifies or, with its comma, at the start of a sentence. "a" and "an" are set
    right; where that cannot be told from the next letter the word stays.
    """
    if _VERDICT.search(text):
        return text
    plain = outside_quotes(text)
    out = text
    for match in reversed(list(_WORD.finditer(plain))):
        if match.group().lower() in epithets():
            out = _without(out, plain, match.start(), match.end())
    return out


def _without(out: str, plain: str, start: int, end: int) -> str:
    """`out`, in which all before `end` is as in `plain`, less the word, or as it was."""
    word = plain[start:end]
    opens = not plain[:start].strip()
    if opens and (comma := re.match(r",\s+(?=\w)", plain[end:])):
        rest = out[end + comma.end() :]
        return out[:start] + rest[:1].upper() + rest[1:]
    after = re.match(r" ([A-Za-z0-9$£€][\w.'’-]*)", plain[end:])
    before = re.search(r"([A-Za-z]+|['’]s) $", plain[:start])
    if not after or not before or word[0].isupper():
        return out
    last, following = before.group(1).lower().lstrip("'’"), after.group(1).lower()
    if last in _BINDS or following in _NO_NOUN or following in _EMPTY:
        return out
    if not word.endswith("ly") and last not in _BEFORE_NOUN:
        return out
    head, rest = out[:start], out[end + 1 :]
    if last in ("a", "an"):
        if before.group(1).islower() and _AMOUNT.match(rest):
            return head[: before.start()] + rest
        if _UNSURE.match(rest):
            return out
        article = head[before.start()] + ("n " if rest[0] in "aeio" else " ")
        head = head[: before.start()] + article
    return head + rest
