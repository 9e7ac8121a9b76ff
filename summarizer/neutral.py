"""Loaded language: where it stands and how much of it there is.

The list in ``data/loaded_words.json`` is made by ``training/loaded_words.py``. Words inside
quotation marks belong to their speaker and are never counted.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from summarizer import facts
from summarizer.context import outside_quotes
from summarizer.records import Sentence
from summarizer.tokens import fold, words

_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|of mine|we|we['’](?:re|ve|d|ll)|us|our|ours)\b", re.I
)
# No first person: the country, and the first of a row ("World War I", "Title I").
_NO_PERSON = re.compile(
    r"\bUS\b|\b(?:[Ww]ar|Phase|Title|Part|Type|Stage|Class|Group|Division|Category|Schedule"
    r"|(?:King|Queen|Pope|Emperor|Tsar) \w+) I\b"
)
_STANCE = re.compile(
    r"\b(?:should|must|ought to|needs? to|let us|let['’]s|of course|frankly|obviously|clearly|"
    r"simply put|make no mistake|the truth is|the fact is|in my (?:view|opinion)|it is time|"
    r"it['’]s time|shame(?:ful)?|thankfully|unfortunately|sadly|perhaps|surely|no wonder|"
    r"who knows|imagine)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?:]\s*$")
_SECOND = re.compile(r"\b(?:you|your|you['’]re|you['’]ll)\b", re.IGNORECASE)


# One heavy word, or two light ones. Of 2,000 sentences of news one in thirty has as much.
_LOADED = 0.8
_TELLS = re.compile(
    r"\b(?:said|says|told|tells|added|adds|according|accus\w+|attack\w+|criticiz\w+|criticis\w+|"
    r"denounc\w+|condemn\w+|claim\w*|argu\w+|warn\w*|call(?:ed|s)|tweeted|wrote|writes|noted|insist\w*|"
    r"in (?:his|her|their|its) view)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """Word -> weight in (0, 1]."""
    text = files("summarizer").joinpath("data/loaded_words.json").read_text("utf-8")
    return dict(json.loads(text)["words"])


def loaded_words(text: str) -> tuple[tuple[int, int, str], ...]:
    """``(start, end, word)`` of the loaded words of `text` outside quotations, in order."""
    return _known_loaded(text) if len(text) <= _REMEMBERED else _loaded_words(text)


# Weighing, picking and titling ask for the same sentences several times each.
_REMEMBERED, _MOST_REMEMBERED = 400, 1024


@lru_cache(maxsize=_MOST_REMEMBERED)
def _known_loaded(text: str) -> tuple[tuple[int, int, str], ...]:
    return _loaded_words(text)


def _loaded_words(text: str) -> tuple[tuple[int, int, str], ...]:
    weights = _weights()
    plain = outside_quotes(text)
    found = []
    for start, end in words(plain):
        token = plain[start:end]
        if fold(token) in weights and not _is_name(plain, start):
            found.append((start, end, text[start:end]))
    return tuple(found)


def _is_name(text: str, start: int) -> bool:
    """Whether a word is capitalised inside a sentence ("Freedom Caucus")."""
    if not text[start].isupper() or not text[:start].strip():
        return False
    return not _OPENS.search(text[max(0, start - 6) : start])


def loaded_rate(text: str) -> float:
    """Loaded words per 100 words of `text`, quotations counted in neither; 0 for no words."""
    total = len(words(outside_quotes(text)))
    return 100 * len(loaded_words(text)) / total if total else 0.0


def loaded_score(text: str) -> float:
    """How loaded a sentence is, in [0, 1): one minus the product of one minus each weight."""
    weights = _weights()
    left = 1.0
    for _, _, word in loaded_words(text):
        left *= 1 - 0.9 * weights[fold(word)]
    return 1 - left


def is_opinion(sentence: Sentence | str) -> float:
    """How much a sentence speaks for its author rather than reports, in [0, 1].

    First person, address and stance outside quotations; a rule of thumb, no model.
    """
    text = sentence if isinstance(sentence, str) else sentence.text
    plain = _outside_single(outside_quotes(text))
    score = 0.0
    if _FIRST_PERSON.search(_NO_PERSON.sub("  ", plain)):
        score += 0.5
    if _SECOND.search(plain):
        score += 0.4
    if _STANCE.search(plain):
        score += 0.25
    if plain.rstrip().endswith(("?", "!")):
        score += 0.35
    score += 0.5 * loaded_score(text)
    return min(1.0, score)


def _outside_single(text: str) -> str:
    """The text with what stands in single marks blanked out, as papers quote that keep double marks
    for a quotation within another."""
    if "'" not in text and "‘" not in text:
        return text
    for quote in facts.quotes(text):
        text = text[: quote.start] + " " * (quote.end - quote.start) + text[quote.end :]
    return text


def is_loaded(text: str) -> bool:
    """Whether a sentence is loaded through and through, and nobody's words but its author's."""
    return loaded_score(text) >= _LOADED and _TELLS.search(outside_quotes(text)) is None
