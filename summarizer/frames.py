"""How well a name goes with the words around a place: it is people who "told reporters", and
nobody meets "at the Nancy Pelosi".

The words beside the place make one vector, the name's own words and those beside its other
mentions make another; their product says how well they go together. ``training/frames.py`` fitted
both on news articles, to tell the name that stands in a place from the other names of its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from summarizer import frequency

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_TABLE = "frames.npz"
# So many characters on either side are read, and of them so many tokens.
_REACH, _SIDE = 60, 4
# Other mentions of a name that are looked at.
MENTIONS = 8
START, END = "<s>", "</s>"
_TOKEN = re.compile(r"[A-Za-z][\w.'-]*|\d[\d,.]*|[^\w\s]")
_MARKS = str.maketrans("’‘“”", "''\"\"")
_DIGIT = re.compile(r"\d")


class Beside(NamedTuple):
    """The tokens before a place and behind it, in reading order."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def beside(text: str, start: int, end: int) -> Beside:
    """Up to four tokens on either side of ``text[start:end]``, `START` or `END` where it ends."""
    left = _tokens(text[max(0, start - _REACH) : start])[-_SIDE:]
    right = _tokens(text[end : end + _REACH])[:_SIDE]
    if len(left) < _SIDE:
        left = [START, *left]
    if len(right) < _SIDE:
        right = [*right, END]
    if right[:2] == ["'", "s"]:
        right[:2] = ["'s"]
    return Beside(tuple(left), tuple(right))


def _tokens(text: str) -> list[str]:
    return [_DIGIT.sub("#", one.lower()) for one in _TOKEN.findall(text.translate(_MARKS))]


def place_features(words: Beside) -> list[str]:
    """What is known of a place: single words by where they stand, and pairs."""
    left, right = words
    l1, l2 = left[-1] if left else START, left[-2] if len(left) > 1 else START
    r1, r2 = right[0] if right else END, right[1] if len(right) > 1 else END
    found = [f"a{l1}", f"b{l2}", f"c{r1}", f"d{r2}"]
    found += [f"e{l1} {r1}", f"f{l2} {l1}", f"g{r1} {r2}"]
    if len(left) > 2:
        found.append(f"h{left[-3]}")
    if len(right) > 2:
        found.append(f"i{right[2]}")
    return found


def name_features(spelled: str, key: str) -> list[str]:
    """What is known of a name by itself: its words, how many, its title, its shape, and how often
    its words have a capital."""
    parts, written = key.split() or [""], spelled.split() or [""]
    table = frequency.load()
    found = [
        f"k{key}",
        f"l{parts[-1]}",
        f"m{parts[0]}" if len(parts) > 1 else "m-",
        f"n{min(len(parts), 4)}",
        f"t{written[0].lower() if len(written) > len(parts) else '-'}",
        f"s{'A' if spelled.isupper() else 'x'}{'o' if ' of ' in spelled else ''}"
        f"{'s' if parts[-1].endswith('s') else ''}",
        f"q{_share(table.capital_share(parts[-1]))}",
    ]
    if len(parts) > 1:
        found.append(f"r{_share(table.capital_share(parts[0]))}")
    return found


def _share(capital: float | None) -> str:
    return "u" if capital is None else str(int(capital * 4.99))


def mention_features(words: Beside) -> list[str]:
    """What another mention tells of a name: the two words on either side."""
    return [f"M{one}" for one in place_features(words)[:4]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """The fitted vectors: rows of ``places`` and ``names`` by their features, and for each side a
    mixing matrix with its offsets; all of one width."""

    place_rows: dict[str, int]
    name_rows: dict[str, int]
    places: Floats
    names: Floats
    place_mix: Floats
    place_shift: Floats
    name_mix: Floats
    name_shift: Floats

    def place(self, words: Beside) -> Floats:
        """The vector ``(width,)`` of a place."""
        import numpy as np

        total = self.places[self._rows(place_features(words), self.place_rows)].sum(axis=0)
        mixed: Floats = self.place_mix @ np.tanh(total) + self.place_shift
        return mixed

    def name(self, spelled: str, key: str, mentions: Sequence[Beside]) -> Floats:
        """The vector ``(width,)`` of a name from itself and what stands beside other mentions."""
        import numpy as np

        total = self.names[self._rows(name_features(spelled, key), self.name_rows)].sum(axis=0)
        seen = [one for words in mentions[:MENTIONS] for one in mention_features(words)]
        rows = self._rows(seen, self.name_rows)
        if rows:
            total = total + self.names[rows].mean(axis=0)
        mixed: Floats = np.tanh(self.name_mix @ total + self.name_shift)
        return mixed

    @staticmethod
    def _rows(features: Iterable[str], known: dict[str, int]) -> list[int]:
        return [known[one] for one in features if one in known]


@lru_cache(maxsize=1)
def load() -> Frames:
    """The shipped vectors, read once."""
    import numpy as np

    path = resources.files("summarizer").joinpath("data").joinpath(_TABLE)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
        rows = {
            side: {
                one: at
                for at, one in enumerate(held[f"{side}_rows"].tobytes().decode().split("\n"))
            }
            for side in ("place", "name")
        }
        parts = {name: held[name].astype(np.float32) for name in held.files if "rows" not in name}
    return Frames(place_rows=rows["place"], name_rows=rows["name"], **parts)
