"""How a summary words a disagreement: each account with its source, none as settled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from summarizer import facts, frequency
from summarizer.agree import head, same_value
from summarizer.context import leaning
from summarizer.disagree import SAID, Difference
from summarizer.records import DateMention, Document, Name, Quantity, Span
from summarizer.summaries import Citation, Disagreement, SummarySentence
from summarizer.tokens import fold

NOTE = "sources disagree"
# So many sources are named for one account, the others counted.
_NAMED = 3
_ATTRIBUTED = re.compile(r"(?:According to|As reported by)\b", re.IGNORECASE)
# Who told the outlet: "according to" twice in a sentence is once too often.
_SOURCED = re.compile(r"\baccording to\b", re.IGNORECASE)
_ANAPHOR = re.compile(
    r"(?:The (?:numbers?|figures?|total|sum|toll|count)|This|That|These|Those|"
    r"Of (?:them|these|those))\b"
)
_FIRST = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?][\"”’')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One value of a disagreement: how it is spelled, who gives it, and where. ``when`` is set
    where the accounts are of different days."""

    value: str
    phrase: str
    fact: object
    names: Mapping[str, str]
    when: str
    articles: frozenset[str]
    spans: tuple[Span, ...]
    citations: tuple[int, ...]

    def told_by(self, articles: frozenset[str]) -> str:
        """Its sources among these articles, with the day where accounts are of several; "" where
        none of them gives it."""
        names = source_names([s for s in self.spans if s.article_id in articles], self.names)
        return _listed(names) + (f" ({self.when})" if self.when else "") if names else ""

    @property
    def single(self) -> bool:
        """Whether one source alone gives it."""
        return len(source_names(self.spans, self.names)) == 1


def with_accounts(
    sentences: Sequence[SummarySentence],
    disagreements: Sequence[Disagreement],
    differences: Sequence[Difference],
    *,
    documents: Sequence[Document],
    origins: Sequence[Sequence[str]],
    citations: Sequence[Citation],
) -> tuple[SummarySentence, ...]:
    """The sentences, with every one that gives a disputed value told as its sources' account, and
    the other accounts beside it.

    Where sentences give several of the values, they stand together, each with its source; an
    account that no sentence gives follows in a sentence of its own.
    """
    home = {article: n for n, group in enumerate(origins) for article in group}
    places = {citation.n: citation.span for citation in citations}
    disputes = [
        _accounts(disagreement, difference, documents)
        for disagreement, difference in zip(disagreements, differences, strict=True)
    ]
    told = [
        _Line(sentence=one, voices=_voices(one, disputes, places), places=places)
        for one in sentences
    ]
    for accounts in disputes:
        carried = [
            [at for at, one in enumerate(told) if _carries(one.sentence, account, places)]
            for account in accounts
        ]
        if any(carried):
            told = _beside(told, accounts, carried, home)
    return tuple(line.sentence for line in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A sentence; of those that give disputed values the articles whose account it is."""

    sentence: SummarySentence
    voices: frozenset[str]
    places: Mapping[int, Span]


def _voices(
    sentence: SummarySentence,
    disputes: Sequence[Sequence[Account]],
    places: Mapping[int, Span],
) -> frozenset[str]:
    """The articles that give all the disputed values of a sentence; where none gives all, those
    that give the first."""
    carried = [
        account.articles
        for accounts in disputes
        for account in accounts
        if _carries(sentence, account, places)
    ]
    if not carried:
        return frozenset()
    return frozenset.intersection(*carried) or carried[0]


def headline(title: str, disagreements: Sequence[Disagreement]) -> str:
    """The title; where it gives a disputed value, it says that accounts differ."""
    values = [value.value for one in disagreements for value in one.values]
    given = any(
        re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)", title, re.IGNORECASE)
        for value in values
    )
    return f"{title} (accounts differ)" if given else title


def _accounts(
    disagreement: Disagreement, difference: Difference, documents: Sequence[Document]
) -> list[Account]:
    sources = {d.id: d.article.source for d in documents}
    days = {d.id: d.day for d in documents}
    given = [frozenset(span.article_id for span in spans) for _, spans in difference.values]
    latest = [max((d for i in ids if (d := days[i])), default=None) for ids in given]
    dated = len(set(latest)) > 1 and all(latest)
    out = []
    for n, (value, spans) in enumerate(difference.values):
        out.append(
            Account(
                value=value.lower() if value.isalpha() and difference.lower else value,
                phrase=difference.told[n] if difference.told else "",
                fact=difference.facts[n] if difference.facts else None,
                names=sources,
                when=_day(latest[n]) if dated else "",
                articles=given[n],
                spans=spans,
                citations=disagreement.values[n].citations,
            )
        )
    return out


def source_names(spans: Sequence[Span], sources: Mapping[str, str]) -> list[str]:
    """The sources of the spans; articles without one are counted, or named by their id where no
    source has a name."""
    ids = list(dict.fromkeys(span.article_id for span in spans))
    named = list(dict.fromkeys(sources[i] for i in ids if sources[i]))
    others = [i for i in ids if not sources[i]]
    if not named or not others:
        return named or others
    return [*named, "another article" if len(others) == 1 else f"{len(others)} other articles"]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B}" if day else ""


def _listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C", "A, B and 2 others"."""
    shown = list(names)
    if len(shown) > _NAMED:
        shown = [*shown[: _NAMED - 1], f"{len(shown) - _NAMED + 1} others"]
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


def _carries(sentence: SummarySentence, account: Account, places: Mapping[int, Span]) -> bool:
    """Whether a sentence gives the value: it rests on a place that does and holds its spelling,
    or it gives an equal number of the same thing from one of those articles."""
    cited = [places[n] for n in sentence.citations if n in places]
    pattern = SAID.get(account.value) or re.escape(account.value)
    if any(_overlap(one, two) for one in cited for two in account.spans) and re.search(
        rf"(?<!\w)(?:{pattern})(?!\w)", sentence.text, re.IGNORECASE
    ):
        return True
    fact = account.fact
    if not isinstance(fact, Quantity) or not any(c.article_id in account.articles for c in cited):
        return False
    return bool(fact.unit or fact.counts) and any(
        head(number.counts) == head(fact.counts) and same_value(number, fact)
        for number in _numbers(sentence.text)
    )


# Asked of a sentence for every account; a summary has few sentences.
@lru_cache(maxsize=64)
def _numbers(text: str) -> tuple[Quantity, ...]:
    return facts.numbers(text)


def _overlap(one: Span, two: Span) -> bool:
    return one.article_id == two.article_id and one.start < two.end and two.start < one.end


def _beside(
    told: Sequence[_Line],
    accounts: Sequence[Account],
    carried: Sequence[Sequence[int]],
    home: Mapping[str, int],
) -> list[_Line]:
    """The sentences with the accounts of one disagreement put where the first of them is told."""
    first = min(at for row in carried for at in row)
    taken: dict[int, int] = {}
    for n, row in enumerate(carried):
        for at in row:
            taken.setdefault(at, n)
    moved = [
        _attributed(told[at], accounts[n], contrast=n != taken[first])
        for at, n in sorted(taken.items(), key=lambda one: (one[1] != taken[first], one[0]))
    ]
    # What a sentence gives in the name of those who do not give it still needs its source.
    owned = {n for at, n in taken.items() if told[at].voices <= accounts[n].articles}
    silent = [one for n, one in enumerate(accounts) if n not in owned]
    if silent:
        counter = _counter(silent, home, alone=len(owned) < 2)
        moved.append(_Line(sentence=counter, voices=frozenset(), places=told[first].places))
    # "The number includes …" speaks of the account before it, not of another's
    end = first + 1
    while end < len(told) and end not in taken and _leans(told[end].sentence.text):
        end += 1
    rest = [(at, one) for at, one in enumerate(told) if at not in taken]
    before = [one for at, one in rest if at < first]
    hanging = told[first + 1 : end]
    after = (one for at, one in rest if at >= end)
    return [*before, moved[0], *hanging, *moved[1:], *after]


def _leans(text: str) -> bool:
    return bool(_ANAPHOR.match(text) or leaning(text))


def _attributed(line: _Line, account: Account, *, contrast: bool) -> _Line:
    """ "According to A, …"; for a further account "But according to B, …"."""
    sentence, text = line.sentence, line.sentence.text
    told_by = account.told_by(line.voices)
    if sentence.note != NOTE and told_by:
        opening = "But according to" if contrast else "According to"
        if _ATTRIBUTED.match(text):
            stop = _STOP.search(text)
            at = stop.start() if stop else len(text)
            text = f"{text[:at]}, {told_by} reported{text[at:]}"
        elif _SOURCED.search(text):
            text = f"{'But ' * contrast}{told_by} reported that {_lowered(text)}"
        else:
            text = f"{opening} {told_by}, {_lowered(text)}"
    given = {n for n in account.citations if line.places[n].article_id in line.voices}
    told = replace(
        sentence,
        text=text,
        kind="written",
        citations=tuple(sorted({*sentence.citations, *given})),
        note=NOTE,
    )
    return replace(line, sentence=told)


def _lowered(text: str) -> str:
    """The text as it goes on after a comma: its first word small where it is no name."""
    found = _FIRST.match(text)
    if found is None or found[0] == "I" or found[0][1:] != found[0][1:].lower():
        return text
    if any(name.start == 0 for name in facts.names(text)):
        return text
    share = frequency.load().capital_share(fold(found[0]))
    return text if share is None or share > 0.5 else text[0].lower() + text[1:]


def _gives(account: Account) -> str:
    """What a source does with its value: it gives a number, says a day, names a place or a
    person, reports that something was denied."""
    s = "s" if account.single else ""
    if account.value in SAID:
        return f"report{s} that this was {account.value}"
    fact = account.fact
    verb = "say" if isinstance(fact, DateMention) else "name" if isinstance(fact, Name) else "give"
    return f"{verb}{s} {account.phrase or account.value}"


def _counter(
    accounts: Sequence[Account], home: Mapping[str, int], *, alone: bool
) -> SummarySentence:
    """ "Accounts differ: A gives 12 dead; B and C say Tuesday." """
    parts = "; ".join(f"{one.told_by(one.articles)} {_gives(one)}" for one in accounts)
    end = "" if parts.endswith(".") else "."  # "at 6 a.m."
    ids = {article for one in accounts for article in one.articles}
    return SummarySentence(
        text=f"{'Accounts differ: ' if alone else 'In other accounts, '}{parts}{end}",
        kind="written",
        citations=tuple(sorted({n for one in accounts for n in one.citations})),
        support=1.0,
        origins=len({home.get(one, -1) for one in ids}),
        note=NOTE,
    )
