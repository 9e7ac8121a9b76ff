"""Beam search over the sources' positions and the closed words, under the rules of `constrain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from summarizer.cancel import stop_if_asked
from summarizer.models.constrain import BEGIN, State, allowed
from summarizer.models.reading import Reading
from summarizer.models.steps import GROUPS, Stepper

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.models.fusion import FusionModel

    Floats = NDArray[np.float64]
    Ids = NDArray[np.int64]


# so many ended hypotheses of a group are of use
MOST_FOUND = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to search.

    beams: hypotheses kept, 1 is greedy. penalty: scores are divided by length**penalty, so more
    than 0 favours longer sentences. reward: added to the log-probability for each content piece of
    the sources that the output has for the first time, against the habit of copying one source and
    leaving the rest (a coverage reward, as in Wu et al. 2016). jump: taken from it for each word
    that does not go on where the last one stood, against patchwork. room: most tokens of an output.
    The defaults were chosen on the train part of sentence union; see training/README.md.
    """

    beams: int = 8
    penalty: float = 1.6
    reward: float = 0.0
    jump: float = 0.5
    room: int = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A beginning of a sentence, or when `ended` a whole one without its stop.

    liking: for each token where it may come from, see `surface.places`. score: the sum of
    log-probabilities; once ended, that divided by the length penalty.
    """

    tokens: tuple[int, ...] = ()
    liking: tuple[Mapping[int, float], ...] = ()
    state: State = BEGIN
    score: float = 0.0
    ended: bool = False
    trigrams: frozenset[tuple[int, ...]] = field(default=frozenset())


class Search:
    """The search for one group: what is alive and what has ended."""

    def __init__(
        self,
        reading: Reading,
        settings: Settings,
        closed: Ids,
        stop_id: int,
        marks: Mapping[str, int],
    ) -> None:
        self.reading = reading
        self.settings = settings
        # the closed words that this group may ever write; the others only take their share
        self.usable = np.flatnonzero(reading.words | (closed == stop_id))
        self.closed = closed[self.usable]
        self.marks = marks
        self.kinds, self.place = np.unique(
            np.concatenate([self.closed, reading.row]), return_inverse=True
        )
        self.stop = int(np.searchsorted(self.kinds, stop_id))
        self.stops = np.flatnonzero(self.place == self.stop)
        self.content = np.isin(self.kinds, reading.row[reading.content])
        self.alive = [Hypothesis()]
        self.done: list[Hypothesis] = []
        self.over = False

    def advance(self, written: Floats, pointed: Floats) -> list[int]:
        """One step. written (beams, K), pointed (beams, S): log-probabilities.

        Returns for each hypothesis now alive the row that it comes from.
        """
        written = written[:, self.usable]
        scores = np.full((len(self.alive), len(self.kinds)), -np.inf)
        masks = []
        for at, one in enumerate(self.alive):
            positions, words, ends = allowed(self.reading, one.state, self.marks)
            words = words[self.usable]
            cost = positions * self.cost(one)
            masks.append((cost, words))
            mass = np.exp(np.concatenate([written[at], pointed[at]]))
            # the probability of a token is that of all its allowed places together
            mask = np.concatenate([words, cost])
            total = np.bincount(self.place, mass * mask, minlength=len(self.kinds))
            total[self.stop] = mass[self.stops].sum() if ends else 0.0
            with np.errstate(divide="ignore"):
                scores[at] = one.score + np.log(total)
            if self.settings.reward:
                fresh_content = self.content & ~np.isin(self.kinds, one.tokens)
                scores[at] += self.settings.reward * fresh_content
            block_repeats(scores[at], one, self.kinds)
        order = best_of(scores, 2 * self.settings.beams)
        fresh: list[Hypothesis] = []
        rows: list[int] = []
        for at, kind in zip(*np.unravel_index(order, scores.shape), strict=True):
            value = float(scores[at, kind])
            if not np.isfinite(value):
                break
            one = self.alive[at]
            if kind == self.stop:
                length = max(1, len(one.tokens)) ** self.settings.penalty
                self.done.append(replace(one, score=value / length, ended=True))
            elif len(fresh) < self.settings.beams:
                token = int(self.kinds[kind])
                fresh.append(self.extended(one, token, value, masks[at], written[at], pointed[at]))
                rows.append(int(at))
        self.done.sort(key=lambda one: -one.score)
        self.over = not fresh or self.is_settled(fresh)
        self.alive = fresh or self.alive
        return rows

    def cost(self, one: Hypothesis) -> Floats:
        """A factor for each position: below 1 where a copy does not go on from the last token."""
        factor = np.full(len(self.reading.row), np.exp(-self.settings.jump))
        follow = [place + 1 for place in one.state.tail if place + 1 < len(factor)]
        factor[follow] = 1.0
        return factor if one.tokens else np.ones_like(factor)

    def is_settled(self, fresh: Sequence[Hypothesis]) -> bool:
        """Whether enough hypotheses have ended and no living one can overtake the worst."""
        if len(fresh[0].tokens) >= self.settings.room:
            return True
        if len(self.done) < self.settings.beams:
            return False
        best = max(one.score for one in fresh) / len(fresh[0].tokens) ** self.settings.penalty
        return bool(best <= self.done[self.settings.beams - 1].score)

    def extended(
        self,
        one: Hypothesis,
        token: int,
        value: float,
        masks: tuple[Floats, NDArray[np.bool_]],
        written: Floats,
        pointed: Floats,
    ) -> Hypothesis:
        """A hypothesis with one more token."""
        cost, words = masks
        tail = np.flatnonzero((cost > 0) & (self.reading.row == token)).tolist()
        liking = {int(place): float(pointed[place]) for place in tail}
        free = np.flatnonzero(words & (self.closed == token))
        if len(free):
            liking[-1] = float(written[free[0]])
        if len(free) and one.tokens:
            # what may have been written freely only goes on a source where a sentence well may
            follow = {place + 1 for place in one.state.tail}
            tail = [place for place in tail if place in follow or self.reading.easy[place]]
        opened = int(token == self.marks["("]) - int(token == self.marks[")"])
        tokens = (*one.tokens, token)
        return Hypothesis(
            tokens=tokens,
            liking=(*one.liking, liking),
            state=State(
                tail=frozenset(tail),
                free=bool(len(free)),
                last=token,
                brackets=max(0, one.state.brackets + opened),
            ),
            score=value,
            trigrams=one.trigrams | {tokens[-3:]} if len(tokens) > 2 else one.trigrams,
        )

    def found(self) -> tuple[Hypothesis, ...]:
        """The ended hypotheses, best first."""
        return tuple(self.done[:MOST_FOUND])


def best_of(scores: Floats, count: int) -> Ids:
    """Flat indices of the highest `count` scores, best first; of equal ones the earlier first."""
    flat = scores.ravel()
    if count < len(flat):
        least = np.partition(flat, len(flat) - count)[len(flat) - count]
        places = np.flatnonzero(flat >= least)
    else:
        places = np.arange(len(flat))
    return places[np.argsort(-flat[places], kind="stable")][:count]


def block_repeats(scores: Floats, one: Hypothesis, kinds: Ids) -> None:
    """Forbid, in place, tokens that would repeat a run of three; within a unit nothing is."""
    if not one.tokens:
        return
    for first, second, third in one.trigrams:
        if (first, second) == one.tokens[-2:]:
            scores[np.searchsorted(kinds, third)] = -np.inf
    scores[np.searchsorted(kinds, one.tokens[-1])] -= 5.0


@torch.inference_mode()
def search(
    model: FusionModel, readings: Sequence[Reading], settings: Settings, marks: Mapping[str, int]
) -> list[tuple[Hypothesis, ...]]:
    """The ended hypotheses, best first, for each of at most `GROUPS` groups.

    marks: ids of ". ? ! ( )". Of candidates with equal scores the earlier beam and the lower token
    id win. A group of which no hypothesis ends within `settings.room` tokens has none.
    """
    closed = np.array(model.config.closed)
    stop = model.config.stop_id
    beams = settings.beams
    stepper = Stepper(model, readings, beams=beams)
    searches = [Search(one, settings, closed, stop, marks) for one in readings]
    tokens = [model.config.start_id] * (GROUPS * beams)
    while not all(one.over for one in searches):
        stop_if_asked()
        steps = stepper.step(tokens)
        rows = list(range(GROUPS * beams))
        tokens = [stop] * (GROUPS * beams)
        for at, one in enumerate(searches):
            if one.over:
                continue
            written, pointed = (part.double().numpy() for part in steps[at])
            for slot, row in enumerate(one.advance(written, pointed)):
                rows[at * beams + slot] = at * beams + row
                tokens[at * beams + slot] = one.alive[slot].tokens[-1]
        stepper.reorder(rows)
    return [one.found() for one in searches]
