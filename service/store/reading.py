"""Reading stories, and withdrawing articles from them, each inside a given session."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.errors import ServiceError
from service.store import links
from service.store.database import pack_json, unpack_json
from service.store.lookup import forget
from service.store.models import StoredArticle, Story, StoryVersion
from service.store.stories import add_version, advance, article_key, epoch
from service.story_changes import headline_without, without_article


def find(session: Session, story_id: str, owner: str) -> Story:
    """The story. Raises ServiceError "not-found"."""
    story = session.get(Story, story_id)
    if story is None or story.owner != owner:
        raise ServiceError("not-found", "There is no such story.")
    return story


def version(session: Session, story: Story, number: int) -> StoryVersion:
    """One version of a story. Raises ServiceError "not-found"."""
    found = session.get(StoryVersion, (story.id, number))
    if found is None:
        raise ServiceError(
            "not-found", f"The story has the versions 1 to {story.version}, not {number}."
        )
    return found


def event_of(found: StoryVersion) -> dict[str, Any]:
    """The event of a version, in the digest format."""
    event: dict[str, Any] = unpack_json(found.event)
    return event


def page(
    session: Session, owner: str, *, limit: int, before: tuple[float, str] | None, article: str
) -> list[tuple[Story, dict[str, Any]]]:
    """Stories that have articles, and their events, the latest change first; those of one article
    where one is named."""
    living = select(StoredArticle.key).where(StoredArticle.story_id == Story.id).exists()
    query = select(Story).where(
        Story.owner == owner, Story.merged_into.is_(None), Story.version > 0, living
    )
    if article:
        row = session.get(StoredArticle, article_key(owner, article))
        query = query.where(Story.id == (row.story_id if row is not None else None))
    if before is not None:
        moment, story_id = before
        query = query.where(
            or_(Story.changed < moment, (Story.changed == moment) & (Story.id > story_id))
        )
    rows = session.scalars(query.order_by(Story.changed.desc(), Story.id).limit(limit))
    return [(story, event_of(version(session, story, story.version))) for story in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A story that has lost an article: the records that are left, the options to write it anew
    with, and the owner's epoch."""

    epoch: int
    story_id: str
    version: int
    options: dict[str, Any]
    records: tuple[dict[str, Any], ...] = field(repr=False)


def withdraw(session: Session, owner: str, article_id: str) -> Withdrawal | None:
    """Forgets an article: its text, every quotation of it, every sentence that nothing else
    supports, in all versions. None where no story has it.

    Raises ServiceError "not-found".
    """
    key = article_key(owner, article_id)
    row = session.get(StoredArticle, key)
    if row is None or row.withdrawn is not None:
        raise ServiceError("not-found", "There is no such article.")
    story_id, gone = row.story_id, _record(row)
    row.withdrawn, row.record, row.story_id = time.time(), b"", None
    forget(session, key)
    links.forget(session, owner, article_id)
    advance(session, owner, epoch(session, owner))
    story = session.get(Story, story_id) if story_id else None
    if story is None:
        return None
    rows = session.scalars(
        select(StoredArticle)
        .where(StoredArticle.story_id == story.id, StoredArticle.withdrawn.is_(None))
        .order_by(StoredArticle.key)
    )
    left = tuple(_record(one) for one in rows)
    before = event_of(version(session, story, story.version))
    headline = headline_without(before["headline"], gone, left)
    for old in session.scalars(select(StoryVersion).where(StoryVersion.story_id == story.id)):
        event = without_article(event_of(old), article_id, keep=True)
        event["headline"] = headline_without(event["headline"], gone, left)
        old.event = pack_json(event)
    session.flush()
    reduced = {**without_article(before, article_id, keep=False), "headline": headline}
    add_version(session, story, reduced, f"withdrawn: {article_id}"[:64])
    must, cannot = links.in_force(session, owner, [one["id"] for one in left], must=(), cannot=())
    return Withdrawal(
        epoch=epoch(session, owner),
        story_id=story.id,
        version=story.version,
        options={**json.loads(story.options), "must_link": must, "cannot_link": cannot},
        records=left,
    )


def _record(row: StoredArticle) -> dict[str, Any]:
    record: dict[str, Any] = unpack_json(row.record)
    return record
