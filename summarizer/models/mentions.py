"""Later mentions of a person by the family name: "President Lena Ortiz" is then "Ortiz".

Only a person whom the sources themselves call so, whose full name stands earlier in the text, and
whose family name nobody else in the sources bears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import frequency
from summarizer.facts import names
from summarizer.models.grammar import Cut, Sentence, is_verb
from summarizer.name_words import TITLE_MODIFIERS, TITLES
from summarizer.records import Name

_CLOSED = frozenset(
    "a an and as at by for from in of on or over that the to with about after against before "
    "between but than when where while if into like under until who whom which though although "
    "because since whether told said says urged asked called met via".split()
)
_CAPITALS = 0.7
# Words of a title before a name, taken from its left: "former FBI Director", "then-U.S. Senator".
_TITLE_WORD = re.compile(r"(?:^|(?<=[\s(]))(?P<word>[A-Za-z][\w.’'-]*) $")
_LOWER_TITLES = frozenset("former then late then-president ex-president president-elect".split())


class People:
    """Who is named in the sources, and by which family names alone."""

    def __init__(self, sources: Sequence[str]) -> None:
        full: dict[str, set[str]] = {}
        alone: set[str] = set()
        things: set[str] = set()
        for text in sources:
            for name in names(text):
                parts = name.key.split()
                surname = parts[-1] if parts else ""
                before = text[: name.start].rstrip().rsplit(" ", 1)[-1].lower()
                if len(parts) > 1:
                    full.setdefault(surname, set()).add(parts[0][:3])
                elif before in ("the", "a", "an"):
                    things.add(surname)
                elif " " not in name.text:
                    alone.add(surname)
        # One bearer each; "the House" is none, nor is "Day".
        self.known = {
            s for s in alone - things if len(full.get(s, ())) == 1 and s.isalpha() and _proper(s)
        }


def _proper(word: str) -> bool:
    """Whether a word is hardly ever written small."""
    share = frequency.load().capital_share(word)
    return share is None or share >= _CAPITALS


def shorter_names(texts: Sequence[str], at: int, people: People) -> list[Cut]:
    """The cuts in ``texts[at]`` that leave the family names of people whom an earlier text, or
    the sentence itself before, names in full."""
    text = texts[at]
    one = Sentence(text)
    met = {
        name.key.split()[-1] for other in texts[:at] for name in names(other) if _met(name, people)
    }
    found = []
    for name in names(text):
        parts = name.key.split()
        surname = parts[-1] if parts else ""
        if surname in met and not one.veiled(name.start, name.end):
            cut = _cut(text, name, surname)
            if cut:
                found.append(cut)
        if _met(name, people):
            met.add(surname)
    return found


def _met(name: Name, people: People) -> bool:
    """Whether a mention introduces somebody: with a given name or a title."""
    parts = name.key.split()
    return bool(parts) and " " in name.text and parts[-1] in people.known


def _cut(text: str, name: Name, surname: str) -> Cut | None:
    """The words before the family name, titles in front of them too; None where the name is
    short already or bound to what stands before it."""
    last = re.search(rf"\b{re.escape(surname)}\b", name.text, re.IGNORECASE)
    if last is None or last.end() != len(name.text) or re.search(r"[’']s ", name.text):
        return None
    start = name.start
    while found := _TITLE_WORD.search(text[:start]):
        word = found["word"]
        if word in TITLES or word in TITLE_MODIFIERS or word.lower() in _LOWER_TITLES:
            start = found.start("word")
        elif start < name.start + last.start() and _titled(text[start:]) and _of_title(word):
            start = found.start("word")
        else:
            break
    end = name.start + last.start()
    if start == end:
        return None
    before = re.search(r"([\w’'-]+)[^\w’'-]*$", text[:start])
    mark = text[:start].rstrip()[-1:]
    if before and mark.isalnum():
        word = before[1]
        if word.lower() in ("a", "an", "the") or not (word.lower() in _CLOSED or is_verb(word)):
            return None
    return Cut(start, end, "mention")


def _titled(text: str) -> bool:
    first = text.split(" ", 1)[0]
    return first in TITLES or first in TITLE_MODIFIERS


def _of_title(word: str) -> bool:
    """Whether a word before a title belongs to it: "U.S.", "FBI", "Russian", "Virginia"."""
    return word[0].isupper() and word not in ("The", "And", "But", "In", "On", "As", "When")
