"""Which words may be a finite verb: closed lists and a list of irregular past forms stand in for a
tagger.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

_AUXILIARIES = frozenset(
    "is are was were be been has have had do does did will would shall should can could may might "
    "must won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't "
    "can't couldn't cannot".split()
)
# Common verbs of the present whose form is no noun of news text.
_PRESENT = frozenset(
    "says tells wants hopes faces calls comes makes takes gives shows remains seeks goes runs "
    "holds means needs wins loses keeps begins continues includes becomes represents serves lives "
    "allows requires provides oversees owns appears believes argues expects intends insists "
    "accuses denies opposes supports backs follows adds describes suggests warns heads seems "
    "stands sits falls rises turns puts sends brings".split()
)
# Words in "-ed" that are hardly ever a verb.
_ADJECTIVES = frozenset(
    "united hundred sacred naked wicked aged embed armed limited unprecedented alleged indeed "
    "speed exceed proceed succeed".split()
)


@lru_cache(maxsize=1)
def _past() -> frozenset[str]:
    lines = files("summarizer").joinpath("data/verbs.txt").read_text("utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_auxiliary(word: str) -> bool:
    """Whether a word is an auxiliary verb."""
    return word.lower().replace("’", "'") in _AUXILIARIES


def is_present(word: str) -> bool:
    """Whether a word is a common verb in "-s" whose form is no noun."""
    return word.lower() in _PRESENT


def is_verb(word: str) -> bool:
    """Whether a word may be a finite verb: an auxiliary, a past form, a common "-s" form."""
    low = word.lower().replace("’", "'")
    if is_auxiliary(low) or low in _past() or low in _PRESENT:
        return True
    ends = low.endswith("ed") and len(low) > 4 and "-" not in low
    return ends and low not in _ADJECTIVES and word[0].islower()
