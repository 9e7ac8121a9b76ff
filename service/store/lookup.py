"""Which stored articles may tell of the same event as a new one: those that share rare words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from service.store.models import ArticleTerm, StoredArticle
from summarizer.tokens import content_words, fold, words

# An article may tell of an event that other articles told of so many days before or after.
WINDOW_DAYS = 30
# Names and numbers from the title and the beginning, where news says what it is about.
_CHARS = 1_500
_MOST_TERMS = 60
_FEWEST_TERMS = 8
# A new article is looked up by so many of its rarest terms, and takes up to so many neighbours that
# share at least two; the same numbers as in the state of the command line.
_KEYS = 12
_NEAREST = 30
_SHARED = 2
_PART = 500


def terms(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The words an article is looked up by: those of its title, then capitalised words and
    numbers of its beginning; all its words where these are few."""
    title, text = record.get("title", ""), record["text"][:_CHARS]
    spans = [text[start:end] for start, end in words(text)]
    telling = [fold(word) for word in spans if word[:1].isupper() or word[:1].isdigit()]
    common = set(content_words(text))
    found = dict.fromkeys([*content_words(title), *(word for word in telling if word in common)])
    if len(found) < _FEWEST_TERMS:
        found.update(dict.fromkeys(content_words(text)))
    return tuple(word[:64] for word in found)[:_MOST_TERMS]


def day(record: Mapping[str, Any]) -> int | None:
    """The day of publication as a number of days."""
    published = record.get("published")
    return None if published is None else datetime.fromisoformat(published).toordinal()


def index(session: Session, owner: str, key: str, record: Mapping[str, Any]) -> None:
    """Makes a stored article findable."""
    forget(session, key)
    session.add_all(
        ArticleTerm(owner=owner, term=term, key=key) for term in sorted(set(terms(record)))
    )


def forget(session: Session, key: str) -> None:
    """Makes it unfindable."""
    session.execute(delete(ArticleTerm).where(ArticleTerm.key == key))


def neighbours(session: Session, owner: str, records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys of stored articles near any of the records, sorted."""
    of_record = [set(terms(record)) for record in records]
    frequency = _frequencies(session, owner, set().union(*of_record))
    looked_up = [
        sorted(found & frequency.keys(), key=lambda term: (frequency[term], term))[:_KEYS]
        for found in of_record
    ]
    places = _places(session, owner, {term for some in looked_up for term in some}, records)
    near: set[str] = set()
    for some in looked_up:
        shared: Counter[str] = Counter()
        weight: defaultdict[str, float] = defaultdict(float)
        for term in some:
            for key in places.get(term, ()):
                shared[key] += 1
                weight[key] += 1.0 / math.log(2.0 + frequency[term])
        likely = [key for key, count in shared.items() if count >= _SHARED]
        near.update(sorted(likely, key=lambda key: (-weight[key], key))[:_NEAREST])
    return sorted(near)


def parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Lists short enough for one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _PART):
        yield ordered[start : start + _PART]


def _frequencies(session: Session, owner: str, wanted: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in parts(wanted):
        rows = session.execute(
            select(ArticleTerm.term, func.count())
            .where(ArticleTerm.owner == owner, ArticleTerm.term.in_(part))
            .group_by(ArticleTerm.term)
        )
        found.update((term, count) for term, count in rows)
    return found


def _places(
    session: Session, owner: str, wanted: set[str], records: Sequence[Mapping[str, Any]]
) -> dict[str, list[str]]:
    """Where the terms stand, within the days that matter."""
    query = (
        select(ArticleTerm.term, ArticleTerm.key)
        .join(StoredArticle, StoredArticle.key == ArticleTerm.key)
        .where(ArticleTerm.owner == owner, StoredArticle.withdrawn.is_(None))
    )
    days = [known for record in records if (known := day(record)) is not None]
    if days and len(days) == len(records):
        near = StoredArticle.day.between(min(days) - WINDOW_DAYS, max(days) + WINDOW_DAYS)
        query = query.where(or_(StoredArticle.day.is_(None), near))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts(wanted):
        for term, key in session.execute(query.where(ArticleTerm.term.in_(part))):
            found[term].append(key)
    return found
