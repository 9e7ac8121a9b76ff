"""Which claims a summary tells, and in what order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from summarizer import frequency
from summarizer.agree import opposed, plainly_opposed
from summarizer.context import denies, leaning
from summarizer.fitness import labelled, unfit
from summarizer.mmr import TRADE_OFF, mmr, similarity
from summarizer.neutral import is_loaded, is_opinion
from summarizer.opinion import argues
from summarizer.reading_order import reading_order
from summarizer.records import Claim, Document, Span
from summarizer.salience import DEICTIC, covered, weights
from summarizer.tokens import words as tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Said already: so similar to a picked claim, or so much of its content in the picked ones.
_SAID = 0.76
_ALIKE, _COVERED = 0.55, 0.52
# Two first sentences of articles that are so similar tell one thing where the second has no number,
# quotation or day of its own: 16 of 17 that this leaves out of 301 events of NeuS train did.
_SAME_LEAD = 0.65
# Of little weight: below this salience, or this share of the greatest.
_LEAST, _LEAST_SHARE = 0.05, 0.1
# A summary that fills less than this share of its budget takes lighter claims too.
_FILLED = 0.65
# The part of the budget that goes by weight alone, before every article is heard; with more
# articles than this there is no room to hear each.
_SHARED, _MOST_HEARD = 0.6, 6
_OPINION = 0.45
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PickResult:
    """``picked``: indices of claims in reading order. ``reasons``: for every other claim, in
    order, its index and why it was left out. ``taken``: the picked ones, weightiest first."""

    picked: tuple[int, ...]
    reasons: tuple[tuple[int, str], ...]
    taken: tuple[int, ...] = ()


def pick_claims(
    claims: Sequence[Claim],
    vectors_of_best: NDArray[np.float32],
    *,
    words: int = 120,
    documents: Sequence[Document] = (),
    event_day: date | None = None,
    trade_off: float = TRADE_OFF,
    same: Mapping[int, Collection[int]] | None = None,
    inside: Mapping[Span, str] | None = None,
) -> PickResult:
    """The claims that fill a budget of `words`, in reading order, and why the others were left.

    `vectors_of_best` is float32 ``(len(claims), dim)``, the unit vector of each claim's first
    sentence. ``same`` maps a claim to others that tell the same in other words; of such only one is
    picked. Somebody's words without a mark of it (``inside``, with the reason) are not. The first
    claim says who, what and when. A claim that leans on the sentence before it is taken only
    directly after that sentence. At least one claim is picked where there is one, even over budget.
    Raises ValueError for a budget below 1.
    """
    if words < 1:
        raise ValueError(f"words must be at least 1, was: {words}")
    if not claims:
        return PickResult(picked=(), reasons=())
    picker = _Picker(claims, vectors_of_best, words=words, day=event_day, trade_off=trade_off)
    picker.opinion = opinion_pieces(documents)
    picker.same = same or {}
    picker.bar(inside or {})
    picker.run()
    return PickResult(
        picked=picker.order(),
        reasons=tuple(sorted(picker.reasons.items())),
        taken=tuple(picker.taken),
    )


def opinion_pieces(documents: Sequence[Document]) -> frozenset[str]:
    """Ids of the articles that argue rather than report; none where all of them do.

    What only such an article says is its author's view, also where a sentence of it sounds sober.
    """
    found = frozenset(document.id for document in documents if argues(document))
    return found if len(found) < len(documents) else frozenset()


class _Picker:
    """The state of one choice."""

    def __init__(
        self,
        claims: Sequence[Claim],
        vectors: NDArray[np.float32],
        *,
        words: int,
        day: date | None,
        trade_off: float,
    ) -> None:
        self.claims = claims
        self.vectors = vectors
        self.best = [claim.sentences[0] for claim in claims]
        self.costs = [len(tokens(sentence.text)) for sentence in self.best]
        self.leaning = [leaning(sentence.text) for sentence in self.best]
        self.unfit = [
            unfit(one.text) or (labelled(one.text) if one.position else "") for one in self.best
        ]
        self.denied = [denies(sentence.text) for sentence in self.best]
        self.opposed: dict[tuple[int, int], bool] = {}
        self.idf = frequency.load()
        self.bags = [weights(sentence.text, self.idf) for sentence in self.best]
        self.similarity = similarity([one.text for one in self.best], vectors)
        self.told: dict[str, float] = {}
        top = max(claim.salience for claim in claims)
        self.least = min(top, max(_LEAST, _LEAST_SHARE * top))
        # One article's own lead opens its summary; of several, the one that matters most.
        several = len({one.span.article_id for one in self.best}) > 1
        self.lead = 0.0 if several else 0.6
        self.opinion: frozenset[str] = frozenset()
        self.same: Mapping[int, Collection[int]] = {}
        self.words = words
        self.day = day
        self.trade_off = trade_off
        self.taken: list[int] = []
        self.counted: set[int] = set()
        self.reasons: dict[int, str] = {}
        places = {
            (sentence.span.article_id, sentence.position): i
            for i, claim in reversed(list(enumerate(claims)))
            for sentence in claim.sentences
        }
        self.before = [
            places.get((one.span.article_id, one.position - 1)) if lean else None
            for one, lean in zip(self.best, self.leaning, strict=True)
        ]

    def bar(self, inside: Mapping[Span, str]) -> None:
        """Take nothing that is somebody's words without a mark of it."""
        self.unfit = [
            inside.get(best.span, why) for best, why in zip(self.best, self.unfit, strict=True)
        ]

    def run(self) -> None:
        """Take claims until none fits, then say why the others were left."""
        self.taken = [max(range(len(self.claims)), key=lambda i: (self._opens(i), -i))]
        self._mmr()
        self._hear()
        self._mmr()
        if self._used() < _FILLED * self.words:
            self.least = 0.0
            self._mmr()
        for i in range(len(self.claims)):
            if i not in self.taken:
                self.reasons[i] = self._barred(i, self.taken) or "over budget"

    def _used(self) -> int:
        return sum(self.costs[i] for i in self.taken)

    def _mmr(self) -> None:
        """Go on from the claims that are taken."""
        self.taken = list(
            mmr(
                self.similarity,
                np.array([self._relevance(i) for i in range(len(self.claims))], dtype=np.float32),
                costs=self.costs,
                budget=self.words,
                trade_off=self.trade_off,
                first=self.taken,
                barred=lambda i, taken: bool(self._barred(i, taken)),
            )
        )

    def _hear(self) -> None:
        """Take the weightiest claim of its own of every article that has none among the taken:
        what only one side says would else give way to what all of them repeat."""
        own: dict[str, list[int]] = {}
        for i, claim in enumerate(self.claims):
            articles = {sentence.span.article_id for sentence in claim.sentences}
            if len(articles) == 1:
                own.setdefault(articles.pop(), []).append(i)
        unheard = [found for found in own.values() if not set(found) & set(self.taken)]
        if not unheard or len(own) > _MOST_HEARD:
            return
        used = list(accumulate(self.costs[i] for i in self.taken))
        kept = sum(before < _SHARED * self.words for before in [0, *used[:-1]])
        self.taken = self.taken[:kept]
        self.told, self.counted = {}, set()
        least, self.least = self.least, 0.0
        for found in sorted(unheard, key=lambda one: min((-self._relevance(i), i) for i in one)):
            for i in sorted(found, key=lambda i: (-self._relevance(i), i)):
                fits = self._used() + self.costs[i] <= self.words
                if fits and not self.leaning[i] and not self._barred(i, self.taken):
                    self.taken.append(i)
                    break
        self.least = least

    def _relevance(self, i: int) -> float:
        """The weight of a claim, less where it leans on the sentence before it."""
        return self.claims[i].salience * (0.75 if self.leaning[i] else 1.0)

    def _barred(self, i: int, taken: Sequence[int]) -> str:
        """Why a claim cannot follow those taken; "" where it can."""
        # A denial is not said by what it denies, nor the other way round.
        peers = [j for j in taken if self.denied[j] == self.denied[i] and not self._opposed(i, j)]
        again = next((j for j in peers if j in self.same.get(i, ()) or self._same_lead(i, j)), None)
        if again is not None:
            span = self.best[again].span
            return f"said already by {span.article_id}:{span.start}"
        cosines = self.vectors[peers] @ self.vectors[i]
        if peers and self._said(i, peers, float(cosines.max())):
            span = self.best[peers[int(np.argmax(cosines))]].span
            return f"said already by {span.article_id}:{span.start}"
        best = self.best[i]
        if is_opinion(best) >= _OPINION or is_loaded(best.text) or self._argued(i):
            return "opinion"
        if self.leaning[i] and self.before[i] not in taken:
            return "unclear without its context"
        if self.leaning[i] and any(self.before[j] == self.before[i] for j in taken):
            return "unclear without its context"
        if self.unfit[i]:
            return self.unfit[i]
        if self.claims[i].salience < self.least:
            return "of little weight"
        return ""

    def _opposed(self, i: int, j: int) -> bool:
        """Whether one of two like claims states what the other negates."""
        pair = (min(i, j), max(i, j))
        if pair not in self.opposed:
            like = float(self.vectors[i] @ self.vectors[j])
            one, two = self.best[i].text, self.best[j].text
            found = like >= _ALIKE and opposed(one, two)
            if found and (like >= _SAID or self._same_lead(i, j)):
                # So alike, what is negated by the way parts them not: the 4 pairs in 1,136 events
                # of NeuS train that this leaves together tell one thing each.
                found = plainly_opposed(one, two)
            self.opposed[pair] = found
        return self.opposed[pair]

    def _same_lead(self, i: int, j: int) -> bool:
        """Whether claim ``i`` is one article's lead and tells no more than ``j``, another's."""
        one, other = self.best[i], self.best[j]
        if one.position or other.position or one.span.article_id == other.span.article_id:
            return False
        told = {number.value for number in other.numbers}
        if one.quotes or any(number.value not in told for number in one.numbers):
            return False
        days, known = (
            {m.first for m in best.dates if m.grain == "day" and m.first} for best in (one, other)
        )
        if days and known and not days & known:
            return False
        return float(self.vectors[i] @ self.vectors[j]) >= _SAME_LEAD

    def _argued(self, i: int) -> bool:
        """Whether only opinion pieces say a claim; of near copies a claim keeps but the origins."""
        articles = {one.span.article_id for one in self.claims[i].sentences}
        return articles <= self.opinion and self.claims[i].origins <= len(articles)

    def _said(self, i: int, taken: Sequence[int], nearest: float) -> bool:
        """Whether the picked claims, in any of their wordings, say this one."""
        if nearest >= _SAID:
            return True
        if nearest < _ALIKE:
            return False
        for j in taken:
            for sentence in self.claims[j].sentences if j not in self.counted else ():
                self.told.update(weights(sentence.text, self.idf))
            self.counted.add(j)
        return covered(self.bags[i], self.told) >= _COVERED

    def _opens(self, i: int) -> float:
        """How well a claim opens a summary: it matters, stands alone and says when."""
        sentence = self.best[i]
        score = self.claims[i].salience
        score -= 0.6 * bool(self.leaning[i])
        score -= 0.6 * bool(self.unfit[i])
        own = is_opinion(sentence) >= _OPINION or is_loaded(sentence.text)
        score -= 0.3 * own + 0.15 * self._argued(i)
        score -= 0.3 * any(len(quote.text.split()) > 12 for quote in sentence.quotes)
        score += self.lead / (1 + sentence.position)
        days = [m for m in sentence.dates if m.grain == "day" and self._now(m.first, m.last)]
        if any(m.text.casefold() not in DEICTIC for m in days):
            score += 0.04
        score -= 0.06 * any(m.text.casefold() in DEICTIC for m in sentence.dates)
        if self.costs[i] > max(_LONGEST, self.words):
            score -= 0.5
        return score

    def _now(self, first: date | None, last: date | None) -> bool:
        if first is None or last is None or self.day is None:
            return False
        return abs((first - self.day).days) <= 3

    def order(self) -> tuple[int, ...]:
        """The picked claims in reading order."""
        return reading_order(
            self.taken, self.claims, self.vectors, denies=self.denied, leans_on=self.before
        )
