"""A draft with less in it that nobody misses: sentence compression over a whole digest.

Each sentence of a draft may give up clauses and words (``cuts``) and the full names of people
met before (``mentions``). What counts is what the digest tells: the content words of its claims,
each weighted by the origins of the claims that have it, against the number of words. A cut is
made where its words would be better spent; what several origins tell, what the headline names,
and numbers and days told nowhere else are never cut. Greedy, the best cut first; deterministic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from summarizer.context import leaning
from summarizer.models.cuts import cuts
from summarizer.models.grammar import Cut, cut_out, words
from summarizer.models.mentions import People, names, shorter_names
from summarizer.models.words import FUNCTION
from summarizer.records import Claim, Draft, Evidence
from summarizer.tokens import content_stems
from summarizer.verbs import is_verb

# A cut may lose, for each word it saves, this share of what a word of the digest tells on average.
PRICE = 0.9
# No sentence gets shorter than this (words), or than this share of what it was.
LEAST_WORDS, LEAST_SHARE = 7, 0.45
# A text with a join that is no less likely than this to be bad is not taken.
BAD_JOIN = 0.5

_FIGURE = re.compile(
    r"\d|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|February|March|April|May|June|"
    r"July|August|September|October|November|December|yesterday|today|tomorrow|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|"
    r"weeks?|months?|years?|decades?|summer|winter|autumn|spring|generation|century)\b"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
# Additions that tell of somebody or something by the way; their figures are background.
_BY_THE_WAY = frozenset(("age", "bracket", "mention", "small", "where said", "day"))
# So many sentences from the start lose only what says nothing or is told elsewhere. Without this
# rule ROUGE-2 of the digest fell by 0.17 on 300 clusters of the train part and by 0.24 on 80
# others, with it by 0.02 and 0.06.
WHOLE = 2
# Additions whose day says when the rest was: of eight openings with a day ("On Friday, the council
# …") that went from digests of several days all were missed.
_WHEN = frozenset(("day", "opening"))
# Clauses that tell news of their own, also where each of their words is told elsewhere.
_NEWS = frozenset(("participle", "predicate", "clause", "background"))
# Additions that say who or what a name in front of them is.
_EXPLAINS = frozenset(("apposition", "relative", "participle", "dashes", "bracket"))

Joins = Callable[[str], float]


def trim(draft: Draft, evidence: Evidence, *, joins: Joins | None = None) -> Draft:
    """The draft with what may go left out; a sentence that changed is "written".

    ``joins`` gives for a text the chance in [0, 1] that two of its neighbouring words do not
    belong together; a text that it doubts is not taken. Trimming twice changes nothing more.
    """
    if len(evidence.event.origins) < 2:
        # Nobody else tells it: what one source says stays in its own words.
        return draft
    digest = _Digest(draft, evidence, joins)
    digest.run()
    sentences = tuple(
        one if one.text == text else replace(one, text=text, kind="written")
        for one, text in zip(draft.sentences, digest.texts, strict=True)
    )
    return replace(draft, sentences=sentences)


@lru_cache(maxsize=1024)
def _cuts(text: str) -> tuple[Cut, ...]:
    return tuple(cuts(text))


class _Digest:
    """The texts of a draft while they are cut."""

    def __init__(self, draft: Draft, evidence: Evidence, joins: Joins | None) -> None:
        self.claims: list[Claim] = list(evidence.claims)
        self.own = [[self.claims[i] for i in one.claims] for one in draft.sentences]
        self.texts = [one.text for one in draft.sentences]
        self.joins = joins
        self.worth: Counter[str] = Counter()
        self.common: set[str] = set()
        self._weigh(evidence)
        self.topic = content_stems(evidence.headline)
        first = [claim.sentences[0].text for claim in self.claims]
        size = sum(len(text.split()) for text in first)
        told = frozenset[str]().union(*map(content_stems, first))
        self.price = PRICE * sum(self.worth[u] for u in told) / max(1, size)
        self.whole = [
            max([len(text.split()), *(len(s.text.split()) for c in own for s in c.sentences[:1])])
            for text, own in zip(self.texts, self.own, strict=True)
        ]
        articles: dict[str, list[str]] = {}
        for sentence in (s for claim in self.claims for s in claim.sentences):
            articles.setdefault(sentence.span.article_id, []).append(sentence.text)
        self.people = People(list(articles.values()))

    def _weigh(self, evidence: Evidence) -> None:
        """What each content word is worth, and which several origins of a claim tell."""
        origin_of = {a: i for i, group in enumerate(evidence.event.origins) for a in group}
        for claim in self.claims:
            tellers: dict[str, set[int | str]] = {}
            for sentence in claim.sentences:
                home = sentence.span.article_id
                for unit in content_stems(sentence.text):
                    tellers.setdefault(unit, set()).add(origin_of.get(home, home))
            for unit, who in tellers.items():
                self.worth[unit] += claim.origins
                if len(who) > 1:
                    self.common.add(unit)

    def run(self) -> None:
        """Cut until nothing more pays."""
        while (best := max(self._moves(), default=None, key=lambda move: move[0])) is not None:
            _, at, _, text = best
            self.texts[at] = text

    def _moves(self) -> Iterator[tuple[tuple[float, int, int], int, Cut, str]]:
        """Each cut that pays: what it gains (and its place, for ties), sentence, cut, new text."""
        for at, text in enumerate(self.texts):
            rest = frozenset[str]().union(
                *(content_stems(t) for i, t in enumerate(self.texts) if i != at)
            )
            offered = [*_cuts(text), *shorter_names(self.texts, at, self.people)]
            for cut in offered:
                new = cut_out(text, cut)
                saved = len(text.split()) - len(new.split())
                lost = content_stems(text) - content_stems(new) - rest
                gain = self.price * saved - sum(self.worth[unit] for unit in lost)
                if saved > 0 and gain > 0 and self._may(at, cut, new, lost):
                    yield (gain, -at, -cut.start), at, cut, new

    def _may(self, at: int, cut: Cut, new: str, lost: frozenset[str]) -> bool:
        text = self.texts[at]
        gone = text[cut.start : cut.end]
        if at < WHOLE and (lost or cut.kind in _NEWS):
            return False
        if cut.kind in _WHEN and _WEEKDAY.search(gone) and not self._same_day(at, gone):
            return False
        if cut.kind == "mention":
            return self._joined(text, new)
        if lost & self.common or lost & self.topic:
            return False
        size = len(words(new))
        if size < LEAST_WORDS or size < LEAST_SHARE * self.whole[at]:
            return False
        if cut.kind not in _BY_THE_WAY and self._only_figure(at, gone, new):
            return False
        if self._needed(at, cut, new):
            return False
        return self._joined(text, new)

    def _same_day(self, at: int, gone: str) -> bool:
        """Whether an earlier sentence says the day, and no sentence another one."""
        day = _WEEKDAY.search(gone)
        return (
            day is not None
            and any(day[0] in text for text in self.texts[:at])
            and {m[0] for text in self.texts for m in _WEEKDAY.finditer(text)} == {day[0]}
        )

    def _only_figure(self, at: int, gone: str, new: str) -> bool:
        """Whether a number, day or date would be told no more."""
        rest = " ".join((*self.texts[:at], new, *self.texts[at + 1 :]))
        told = {w.lower() for w in words(rest)}
        return any(_FIGURE.search(w) and w.lower() not in told for w in words(gone))

    def _needed(self, at: int, cut: Cut, new: str) -> bool:
        """Whether something that stays refers to what would go: a name told again, an acronym, a
        sentence that leans on this one; or whether a person or thing would stay unexplained."""
        text = self.texts[at]
        gone = text[cut.start : cut.end]
        before = set(words(" ".join(self.texts[:at])))
        rest = set(words(" ".join((new, *self.texts[at + 1 :]))))
        for name in names(gone):
            last = (words(name.text) or [""])[-1]
            if last in rest and last not in before and name.text not in new:
                return True
        short = re.search(r"\(([A-Z]{2,})\)", gone)
        if short and short[1] in rest:
            return True
        if at + 1 < len(self.texts) and leaning(self.texts[at + 1]) and names(gone):
            return True
        return cut.kind in _EXPLAINS and self._unknown(text, cut.start, before)

    def _unknown(self, text: str, end: int, before: set[str]) -> bool:
        """Whether ``text[:end]`` ends with a name that nothing else has introduced: no earlier
        sentence, no headline, no title or noun in front, no second origin."""
        for name in names(text):
            if name.end == end:
                own = words(name.text)
                known = own[-1] in before or content_stems(own[-1]) & (self.topic | self.common)
                titled = len(own) > len(name.key.split())
                described = re.search(r"\b([a-z]{3,}) $", text[: name.start])
                noun = described and described[1] not in FUNCTION and not is_verb(described[1])
                return not (known or titled or noun)
        return False

    def _joined(self, text: str, new: str) -> bool:
        if self.joins is None:
            return True
        return self.joins(new) < max(BAD_JOIN, self.joins(text))
