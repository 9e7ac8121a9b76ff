"""A sentence without the cards of names that a scraper left in it.

Some pages show a card where a name is pointed at: the name in full and the headlines of other pages
about it, closed by "MORE". Scrapers read it as part of the sentence: "Mayor Ada Lind Ada Marie
LindCouncil votes again Ferries late MORE (R-Tesk) said" is "Mayor Ada Lind (R-Tesk) said".
"""

from __future__ import annotations

import re

# a surname, then the full name with the first headline run on, and all up to "MORE"
_CARD = re.compile(
    r"\b([A-Z][\w\u2019'-]+) (?:[A-Z][\w.\u2019'-]* |\([A-Z][^)]{0,20}\) ){1,4}?\1(?=[A-Z])"
    r".{1,600}?\bMORE\b",
    re.DOTALL,
)
# the same with a space before the first headline, where the given name stands twice too
_SPACED = re.compile(
    r"\b([A-Z][\w\u2019'-]+) ([A-Z][\w\u2019'-]+) \1 "
    r"(?:[A-Z][\w.\u2019'-]* |\([A-Z][^)]{0,20}\) ){0,3}?\2 (?=[A-Z]).{1,600}?\bMORE\b",
    re.DOTALL,
)


def without_cards(text: str) -> str:
    """The text with each card left out; as it is where there is none."""
    if "MORE" not in text:
        return text
    return _SPACED.sub(r"\1 \2", _CARD.sub(r"\1", text))
