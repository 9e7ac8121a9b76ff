"""Function words, which may be written without a source, and a crude stemmer for the others."""

from __future__ import annotations

from functools import lru_cache

FUNCTION = frozenset(
    "a an the this that these those it its he his him she her they their them who whom whose which "
    "what when where while why how as at by for from in into of off on onto or out over to up upon "
    "with within without about above across after against along amid among around before behind "
    "below beneath beside between beyond despite down during except inside near outside past per "
    "since through throughout toward towards under until till via and but nor so yet if then than "
    "because although though whether unless once is are was were be been being am has have had "
    "having do does did doing will would shall should can could may might must not no also just "
    "only even still both either neither each every any some such all own same other another more "
    "most very too there here again i we you my our your me us said says say saying told tells "
    "according added adding s t d ll re ve m isn aren wasn weren hasn haven hadn doesn don didn "
    "won wouldn couldn shouldn".split()
)


def stem(word: str) -> str:
    """A word without its commonest endings; equal stems mean one word for coverage."""
    return word if len(word) > 40 else _stem(word)


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "ly", "d"):
        if word.endswith(ending) and len(word) - len(ending) > 3 and word.isalpha():
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word
