"""What the summary says where its sources differ: each account with its source, none as settled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summarizer import facts, frequency
from summarizer.agree import head, same_value
from summarizer.context import leaning
from summarizer.disagree import Difference
from summarizer.records import (
    Citation,
    DateMention,
    Disagreement,
    Document,
    Name,
    Quantity,
    Span,
    SummarySentence,
)
from summarizer.tokens import fold

NOTE = "sources disagree"
# So many sources are named for one account, the others counted.
_NAMED = 3
_ATTRIBUTED = re.compile(r"(?:According to|As reported by)\b", re.IGNORECASE)
_ANAPHOR = re.compile(
    r"(?:The (?:numbers?|figures?|total|sum|toll|count)|This|That|These|Those|"
    r"Of (?:them|these|those))\b"
)
_FIRST = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?][\"”’')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One value of a disagreement: how it is spelled, who gives it, and where."""

    value: str
    phrase: str
    fact: object
    told_by: str
    single: bool
    articles: frozenset[str]
    spans: tuple[Span, ...]
    citations: tuple[int, ...]


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
    told = list(sentences)
    home = {article: n for n, group in enumerate(origins) for article in group}
    places = {citation.n: citation.span for citation in citations}
    for disagreement, difference in zip(disagreements, differences, strict=True):
        accounts = _accounts(disagreement, difference, documents)
        carried = [
            [at for at, one in enumerate(told) if _carries(one, account, places)]
            for account in accounts
        ]
        if any(carried):
            told = _beside(told, accounts, carried, home)
    return tuple(told)


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
        names = source_names(spans, sources)
        when = _day(latest[n]) if dated else ""
        out.append(
            Account(
                value=value.lower() if value.isalpha() and difference.lower else value,
                phrase=difference.told[n] if difference.told else "",
                fact=difference.facts[n] if difference.facts else None,
                told_by=_listed(names) + (f" ({when})" if when else ""),
                single=len(names) == 1,
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
    pattern = rf"(?<!\w){re.escape(account.value)}(?!\w)"
    if any(_overlap(one, two) for one in cited for two in account.spans) and re.search(
        pattern, sentence.text, re.IGNORECASE
    ):
        return True
    fact = account.fact
    if not isinstance(fact, Quantity) or not any(c.article_id in account.articles for c in cited):
        return False
    return bool(fact.unit or fact.counts) and any(
        head(number.counts) == head(fact.counts) and same_value(number, fact)
        for number in facts.numbers(sentence.text)
    )


def _overlap(one: Span, two: Span) -> bool:
    return one.article_id == two.article_id and one.start < two.end and two.start < one.end


def _beside(
    told: Sequence[SummarySentence],
    accounts: Sequence[Account],
    carried: Sequence[Sequence[int]],
    home: Mapping[str, int],
) -> list[SummarySentence]:
    """The sentences with the accounts of one disagreement put where the first of them is told."""
    first = min(at for row in carried for at in row)
    taken: dict[int, int] = {}
    for n, row in enumerate(carried):
        for at in row:
            taken.setdefault(at, n)
    moved = [
        _attributed(told[at], accounts[n], contrast=at != first) for at, n in sorted(taken.items())
    ]
    silent = [one for one, row in zip(accounts, carried, strict=True) if not row]
    if silent:
        moved.append(_counter(silent, home, alone=len(taken) == 1))
    # "The number includes …" speaks of the account before it, not of another's
    end = first + 1
    while end < len(told) and end not in taken and _leans(told[end].text):
        end += 1
    rest = [(at, one) for at, one in enumerate(told) if at not in taken]
    before = [one for at, one in rest if at < first]
    hanging = told[first + 1 : end]
    after = (one for at, one in rest if at >= end)
    return [*before, moved[0], *hanging, *moved[1:], *after]


def _leans(text: str) -> bool:
    return bool(_ANAPHOR.match(text) or leaning(text))


def _attributed(sentence: SummarySentence, account: Account, *, contrast: bool) -> SummarySentence:
    """ "According to A, …"; for a further account "But according to B, …"."""
    text = sentence.text
    if sentence.note != NOTE:
        opening = "But according to" if contrast else "According to"
        if _ATTRIBUTED.match(text):
            stop = _STOP.search(text)
            at = stop.start() if stop else len(text)
            text = f"{text[:at]}, {account.told_by} reported{text[at:]}"
        else:
            text = f"{opening} {account.told_by}, {_lowered(text)}"
    return replace(
        sentence,
        text=text,
        kind="written",
        citations=tuple(sorted({*sentence.citations, *account.citations})),
        note=NOTE,
    )


def _lowered(text: str) -> str:
    """The text as it goes on after a comma: its first word small where it is no name."""
    found = _FIRST.match(text)
    if found is None or found[0] == "I" or found[0][1:] != found[0][1:].lower():
        return text
    if any(name.start == 0 for name in facts.names(text)):
        return text
    share = frequency.load().capital_share(fold(found[0]))
    return text if share is None or share > 0.5 else text[0].lower() + text[1:]


def _gives(fact: object, *, single: bool) -> str:
    """The verb of a value: a source gives a number, says a day, names a place or a person."""
    verb = "say" if isinstance(fact, DateMention) else "name" if isinstance(fact, Name) else "give"
    return f"{verb}s" if single else verb


def _counter(
    accounts: Sequence[Account], home: Mapping[str, int], *, alone: bool
) -> SummarySentence:
    """ "Accounts differ: A gives 12 dead; B and C say Tuesday." """
    parts = [
        f"{one.told_by} {_gives(one.fact, single=one.single)} {one.phrase or one.value}"
        for one in accounts
    ]
    ids = {article for one in accounts for article in one.articles}
    return SummarySentence(
        text=f"{'Accounts differ: ' if alone else 'In other accounts, '}{'; '.join(parts)}.",
        kind="written",
        citations=tuple(sorted({n for one in accounts for n in one.citations})),
        support=1.0,
        origins=len({home.get(one, -1) for one in ids}),
        note=NOTE,
    )
