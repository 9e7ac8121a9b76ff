"""How likely two articles are to tell of one event: log-odds from what their profiles share.

The weights are fitted by ``training/grouping.py`` on labelled pairs (``data/grouping.json``); what
dates and time-bound roles add is set by hand (`date_odds`), because those pairs carry hardly any.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from summarizer.date_odds import closeness_bonus, date_odds
from summarizer.space import Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# What is compared. "× length" lets a feature count more, or less, where both articles are long.
FEATURES = (
    "sharp terms",
    "names",
    "word pairs",
    "lead names covered",
    "lead covered",
    "numbers covered",
    "meaning",
    "length",
    "names × length",
    "terms × length",
    "meaning × length",
    "other year",
    "other weekday",
)
# What a close reading adds (see `earlier`): the logarithm of the numbers that both leads give, how
# much of one's lead the other tells as earlier, and whether the leads name other months or rounds.
CLOSE_FEATURES = (*FEATURES, "shared lead numbers", "told as earlier", "other period")
_OF_NAMES = ("names", "lead names covered", "names × length")
# Wording alone says at most this much, in log-odds, so that dates can always outweigh it.
_MOST = 6.0
# An article with fewer words of names than this share of its words is written without capitals, or
# in a script that has none: what it names is unknown. Of ECB+ train articles 1 % lie below.
_UNNAMED = 0.02
# Two articles that each name this many words of names, and none in common, tell of different
# things; one word is enough where they have numbers and none in common either (bulletins: a fire in
# one town and a fire in another). That takes so much from their wording, and however alike they are
# worded it says at most so much. Hand-set; of the 78 pairs of one event among openings of two
# months of news, and in ECB+ train, it parts none that was together.
_MANY_NAMES, _STRANGERS, _MOST_OF_STRANGERS = 2, 3.0, -4.0
# English embedders find texts of other languages alike: their cosine says at most this.
_MEANING_ELSEWHERE = 0.5
# Beyond these sizes (ln of words) an article's length says nothing more.
_SHORTEST, _LONGEST, _USUAL = 2.0, 6.0, 4.0

# Up to so many articles the close reading alone counts, from so many on not at all.
_FEW, _MANY = 4, 8

# From this cosine of word pairs on, one text is made from the other.
_COPY = 0.5
_NEVER = -30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """Weights and an intercept."""

    weights: tuple[float, ...]
    intercept: float

    def __call__(self, features: Floats) -> Floats:
        """Log-odds of the rows of ``features``."""
        import numpy as np

        return np.asarray(features @ np.array(self.weights) + self.intercept, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The shipped weights: of pairs, of pairs of which one names nobody, of pairs inside a
    storyline, of joining two clusters; and, of pairs and of joining, those for few articles."""

    pair: Logistic
    bare: Logistic
    local: Logistic
    join: Logistic
    close: Logistic
    close_join: Logistic
    version: str


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The shipped weights, read once."""
    text = resources.files("summarizer").joinpath("data", "grouping.json").read_text("utf-8")
    return model_from(json.loads(text))


def model_from(raw: Mapping[str, object]) -> Model:
    """A model from its JSON form."""
    parts = {}
    for name in ("pair", "bare", "local", "join", "close", "close_join"):
        part = raw[name]
        if not isinstance(part, Mapping):
            raise TypeError(f"{name} must be a table of weights")
        weights = part["weights"]
        parts[name] = Logistic(
            weights=tuple(float(value) for value in weights.values()),
            intercept=float(part["intercept"]),
        )
    return Model(version=str(raw["version"]), **parts)


def features(pairs: Pairs) -> Floats:
    """``FEATURES`` of each pair, float64 ``(pairs, features)``; the same for (a, b) and (b, a)."""
    import numpy as np

    rows, columns = pairs.rows, pairs.columns
    words = pairs.space.log_words
    length = np.clip(np.minimum(words[rows], words[columns]), _SHORTEST, _LONGEST) - _USUAL
    named = pairs.dot("names", "names")
    terms = pairs.dot("terms", "terms")
    meaning = pairs.meaning()
    foreign = pairs.space.foreign
    meaning = np.where(foreign[rows], np.minimum(meaning, _MEANING_ELSEWHERE), meaning)
    year, weekday = _undated(pairs)
    return np.stack(
        [
            pairs.dot("sharp", "sharp"),
            named,
            pairs.dot("pairs", "pairs"),
            np.maximum(*pairs.both("lead_names", "has_names")),
            np.minimum(*pairs.both("lead", "has_terms")),
            np.maximum(*pairs.both("numbers", "has_numbers")),
            meaning,
            length,
            named * length,
            terms * length,
            meaning * length,
            year,
            weekday,
        ],
        axis=1,
    )


def close_features(pairs: Pairs, given: Floats) -> Floats:
    """``CLOSE_FEATURES`` of each pair whose ``FEATURES`` are ``given``; the same for (a, b) and
    (b, a)."""
    import numpy as np

    periods = [
        np.diff(pairs.space.matrices["periods"].indptr)[n] for n in (pairs.rows, pairs.columns)
    ]
    other = (np.minimum(*periods) > 0) & (pairs.dot("periods", "periods") == 0)
    added = (
        np.log1p(pairs.dot("lead_numbers", "lead_numbers")),
        np.maximum(*pairs.both("lead", "earlier")),
        other.astype(np.float64),
    )
    return np.concatenate([given, np.stack(added, axis=1)], axis=1)


def closeness(articles: int) -> float:
    """How much the close reading of pairs counts among so many ``articles``, in [0, 1]: among
    many, what all have in common says more (see `storyline`)."""
    return min(1.0, max(0.0, (_MANY - articles) / (_MANY - _FEW)))


def log_odds(pairs: Pairs, model: Model, close: float | Floats = 0.0) -> Floats:
    """Log-odds that the articles of each pair tell of one event, float64 ``(pairs,)``.

    ``close``, in [0, 1], one for all or for each pair: how much a close reading counts (see
    ``closeness``).
    """
    import numpy as np

    shares = np.broadcast_to(np.asarray(close, dtype=np.float64), pairs.rows.shape)
    parts, start = [], 0
    for part in pairs.chunks():
        end = start + len(part.rows)
        parts.append(_log_odds(part, model, shares[start:end]))
        start = end
    return np.concatenate(parts) if parts else np.zeros(0)


def _log_odds(pairs: Pairs, model: Model, close: Floats) -> Floats:
    import numpy as np

    given = features(pairs)
    bare = unnamed(pairs)
    value = model.pair(given)
    if bare.any():
        value[bare] = model.bare(without_names(given[bare]))
    wording = np.clip(value, -_MOST, _MOST)
    # The close reading knows English words, and was fitted on articles that name somebody.
    foreign = pairs.space.foreign
    close = np.where(bare | foreign[pairs.rows] | foreign[pairs.columns], 0.0, close)
    if close.any():
        read = np.clip(model.close(close_features(pairs, given)), -_MOST, _MOST)
        wording += close * (read - wording)
    languages = pairs.space.languages
    other = languages[pairs.rows] != languages[pairs.columns]
    copied = given[:, FEATURES.index("word pairs")] >= _COPY
    lowered = np.minimum(wording - _STRANGERS, _MOST_OF_STRANGERS)
    wording = np.where(strangers(pairs, given) & ~bare, lowered, wording)
    return np.asarray(np.where(other, _NEVER, wording + dates(pairs, copied)))


def strangers(pairs: Pairs, given: Floats) -> NDArray[np.bool_]:
    """The pairs whose articles name others and, where they name few, give other numbers."""
    import numpy as np

    named = np.minimum(pairs.space.named[pairs.rows], pairs.space.named[pairs.columns])
    counts = np.diff(pairs.space.matrices["numbers"].indptr)
    numbered = np.minimum(counts[pairs.rows], counts[pairs.columns])
    other_numbers = (numbered > 0) & (given[:, FEATURES.index("numbers covered")] == 0)
    other_names = given[:, FEATURES.index("names")] == 0
    found = other_names & ((named >= _MANY_NAMES) | ((named > 0) & other_numbers))
    return np.asarray(found, dtype=bool)


def unnamed(pairs: Pairs) -> NDArray[np.bool_]:
    """The pairs of which one article has next to no names."""
    import numpy as np

    few = pairs.space.named < _UNNAMED * np.expm1(pairs.space.log_words)
    return np.asarray(few[pairs.rows] | few[pairs.columns])


def without_names(given: Floats) -> Floats:
    """``features`` as they would be if nobody were named."""
    left = given.copy()
    left[:, [FEATURES.index(name) for name in _OF_NAMES]] = 0.0
    return left


def dates(pairs: Pairs, copied: NDArray[np.bool_]) -> Floats:
    """What the dates of each pair add, in log-odds; ``copied`` says whose wording is a copy's."""
    import numpy as np

    made = pairs.space.profiles
    bonus = closeness_bonus(pairs.space.crowded)
    archive = pairs.space.archive
    return np.array(
        [
            date_odds(made[i].moment, made[j].moment, bonus=bonus, archive=archive, copied=copy)
            for i, j, copy in zip(
                pairs.rows.tolist(), pairs.columns.tolist(), copied.tolist(), strict=True
            )
        ]
    )


def _undated(pairs: Pairs) -> tuple[Floats, Floats]:
    """Where no two days of publication are known: how many years apart the latest years lie that
    the two speak of (at most 3), and whether their leads name other weekdays."""
    import numpy as np

    made = pairs.space.profiles
    year = np.zeros(len(pairs.rows))
    weekday = np.zeros(len(pairs.rows))
    places = zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)
    for k, (i, j) in enumerate(places):
        a, b = made[i].moment, made[j].moment
        if a.day and b.day:
            continue
        if a.year and b.year:
            year[k] = min(3, abs(a.year - b.year))
        if a.weekdays and b.weekdays and not a.weekdays & b.weekdays:
            weekday[k] = 1.0
    return year, weekday
