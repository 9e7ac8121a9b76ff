"""Corrections that stay in force: pairs of articles that must, or must not, be in one story.

Somebody who took two articles apart does not want the next article to bring them together again.
Every function works inside a given session.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from service.store.lookup import parts
from service.store.models import StoryLink

Pair = tuple[str, str]


def partners(session: Session, owner: str, article_ids: Iterable[str]) -> set[str]:
    """The ids of all articles that a kept correction pairs with one of `article_ids`."""
    return {one for link in _touching(session, owner, article_ids) for one in _ends(link)}


def in_force(
    session: Session,
    owner: str,
    article_ids: Iterable[str],
    *,
    must: Sequence[Pair],
    cannot: Sequence[Pair],
) -> tuple[list[Pair], list[Pair]]:
    """`(must, cannot)` with the kept pairs among `article_ids` added.

    Where two contradict each other what is given now wins, then the newer one.
    """
    ids = set(article_ids)
    joined, apart = list(must), list(cannot)
    kept = [link for link in _touching(session, owner, ids) if ids.issuperset(_ends(link))]
    for link in sorted(kept, key=lambda link: (-link.created, link.first, link.second)):
        pair = (link.first, link.second)
        if link.together and not _contradicts([*joined, pair], apart):
            joined.append(pair)
        elif not link.together and not _contradicts(joined, [pair]):
            apart.append(pair)
    return sorted(set(joined)), sorted(set(apart))


def put(session: Session, owner: str, *, must: Iterable[Pair], cannot: Iterable[Pair]) -> None:
    """Keeps corrections; a pair's later one replaces the earlier."""
    now = time.time()
    for pairs, together in ((must, True), (cannot, False)):
        for first, second in pairs:
            session.merge(
                StoryLink(owner=owner, first=first, second=second, together=together, created=now)
            )
    session.flush()


def forget(session: Session, owner: str, article_id: str) -> None:
    """Forgets every correction that names an article."""
    named = or_(StoryLink.first == article_id, StoryLink.second == article_id)
    session.execute(delete(StoryLink).where(StoryLink.owner == owner, named))


def pairs_of(options: Any, name: str) -> list[Pair]:
    """The pairs in a job's options, which have been through JSON."""
    return [(first, second) for first, second in options.get(name, ())]


def _ends(link: StoryLink) -> Pair:
    return link.first, link.second


def _touching(session: Session, owner: str, article_ids: Iterable[str]) -> list[StoryLink]:
    found: dict[Pair, StoryLink] = {}
    for some in parts(article_ids):
        named = or_(StoryLink.first.in_(some), StoryLink.second.in_(some))
        for link in session.scalars(select(StoryLink).where(StoryLink.owner == owner, named)):
            found[_ends(link)] = link
    return list(found.values())


def _contradicts(must: Iterable[Pair], cannot: Iterable[Pair]) -> bool:
    """Whether a chain of `must` joins the two of a `cannot`."""
    head: dict[str, str] = {}

    def top(one: str) -> str:
        while (above := head.get(one, one)) != one:
            one = above
        return one

    for first, second in must:
        head[top(first)] = top(second)
    return any(top(first) == top(second) for first, second in cannot)
