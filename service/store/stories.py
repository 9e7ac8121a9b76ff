"""Queries on the story tables and changes to them, each inside a given session."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.store import links, related
from service.store.database import pack_json, unpack_json
from service.store.lookup import day, index, neighbours, parts
from service.store.models import StoredArticle, Story, StoryEpoch, StoryVersion


class StaleError(Exception):
    """Somebody else has changed the stories since they were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known when new articles come: records of stored articles that may tell of the same
    events, which of them stand in one story, and the owner's epoch."""

    epoch: int
    records: tuple[dict[str, Any], ...] = field(repr=False)
    families: tuple[tuple[str, ...], ...] = field(repr=False)


def article_key(owner: str, article_id: str) -> str:
    """The key of a stored article: ids are a client's words and may be of any length."""
    return hashlib.sha256(f"{owner}\0{article_id}".encode("utf-8", "surrogatepass")).hexdigest()


def epoch(session: Session, owner: str) -> int:
    """Counts the changes to an owner's stories."""
    return session.scalar(select(StoryEpoch.epoch).where(StoryEpoch.owner == owner)) or 0


def advance(session: Session, owner: str, expected: int) -> None:
    """The next epoch. Raises StaleError where it is not `expected` any more."""
    if session.get(StoryEpoch, owner) is None:
        session.add(StoryEpoch(owner=owner, epoch=0))
        session.flush()
    changed = session.execute(
        update(StoryEpoch)
        .where(StoryEpoch.owner == owner, StoryEpoch.epoch == expected)
        .values(epoch=expected + 1)
        .returning(StoryEpoch.epoch)
        .execution_options(synchronize_session=False)
    )
    if changed.first() is None:
        raise StaleError


def known(
    session: Session,
    owner: str,
    new: Sequence[Mapping[str, Any]],
    *,
    named: Iterable[str] = (),
) -> Known:
    """What may belong together with the records `new`, and the articles with the ids `named`."""
    rows: dict[str, StoredArticle] = {}
    for keys in parts(neighbours(session, owner, new)):
        found = session.scalars(select(StoredArticle).where(StoredArticle.key.in_(keys)))
        rows.update((row.key, row) for row in found)
    own_ids = {record["id"] for record in new}
    own = {article_key(owner, one) for one in own_ids}
    others = {*named, *links.partners(session, owner, own_ids)}
    for keys in parts(own | {article_key(owner, one) for one in others}):
        found = session.scalars(select(StoredArticle).where(StoredArticle.key.in_(keys)))
        rows.update((row.key, row) for row in found if row.withdrawn is None)
    for stories in parts({row.story_id for row in rows.values() if row.story_id}):
        siblings = select(StoredArticle).where(
            StoredArticle.withdrawn.is_(None), StoredArticle.story_id.in_(stories)
        )
        rows.update((row.key, row) for row in session.scalars(siblings))
    families: dict[str, list[str]] = {}
    records = []
    for key, row in sorted(rows.items()):
        record = unpack_json(row.record)
        if row.story_id:
            families.setdefault(row.story_id, []).append(record["id"])
        if key not in own:
            records.append(record)
    return Known(
        epoch=epoch(session, owner),
        records=tuple(records),
        families=tuple(tuple(sorted(family)) for _, family in sorted(families.items())),
    )


def keep(
    session: Session,
    owner: str,
    *,
    expected: int,
    records: Sequence[Mapping[str, Any]],
    digest: Mapping[str, Any],
    why: str,
    options: Mapping[str, Any] | None = None,
    relations: Sequence[Mapping[str, Any]] = (),
) -> list[tuple[str, int]]:
    """Stores `records` and makes the events of a digest the newest versions of their stories; the
    ids and versions of all stories that have changed.

    `options` are those that the records came with: their corrections stay in force. `relations`
    say which events are of one storyline (see `engine.relations`).
    Raises StaleError where the owner's epoch is not `expected` any more.
    """
    advance(session, owner, expected)
    for record in records:
        _put(session, owner, record)
    session.flush()
    wishes = _keep_options(session, owner, options)
    events: Sequence[Mapping[str, Any]] = digest["events"]
    home = _homes(session, owner, [article["id"] for article in digest["articles"]])
    chosen = _assign(session, events, home)
    now = time.time()
    for article_id in home:
        _move(session, owner, article_id, None)
    stories = []
    for event, story_id in zip(events, chosen, strict=True):
        story = session.get(Story, story_id) if story_id else None
        story = story or _new_story(session, owner, now)
        if wishes:
            story.options = wishes
        for article_id in event["articles"]:
            _move(session, owner, article_id, story.id)
        stories.append(story)
    session.flush()
    left = {story_id for story_id in home.values() if story_id} - set(chosen)
    merged = _merge(session, owner, sorted(left), home)
    changed = _add_versions(session, owner, zip(stories, events, strict=True), why, relations)
    return changed + merged


def _add_versions(
    session: Session,
    owner: str,
    told: Iterable[tuple[Story, Mapping[str, Any]]],
    why: str,
    relations: Sequence[Mapping[str, Any]],
) -> list[tuple[str, int]]:
    """The events as the newest versions of their stories, each with its related stories, which
    get to know of it too."""
    keys = {one: article_key(owner, one) for one in related.named(relations)}
    near = related.entries(session, relations, keys)
    changed = []
    for story, event in told:
        whole = {**event, "related": related.of(session, story, near.pop(story.id, ()))}
        if add_version(session, story, whole, why):
            changed.append((story.id, story.version))
    for story_id, entries in sorted(near.items()):
        related.renew(session, story_id, entries)
    session.flush()
    return changed


def _keep_options(session: Session, owner: str, options: Mapping[str, Any] | None) -> str:
    """Keeps the corrections; the rest as JSON for the stories, "" where nothing was asked."""
    if options is None:
        return ""
    must, cannot = (
        [pair for pair in links.pairs_of(options, name) if _stored(session, owner, pair)]
        for name in ("must_link", "cannot_link")
    )
    links.put(session, owner, must=must, cannot=cannot)
    return json.dumps({name: options[name] for name in ("writer", "words") if options.get(name)})


def _stored(session: Session, owner: str, article_ids: Iterable[str]) -> bool:
    rows = (session.get(StoredArticle, article_key(owner, one)) for one in article_ids)
    return all(row is not None and row.withdrawn is None for row in rows)


def _move(session: Session, owner: str, article_id: str, story_id: str | None) -> None:
    row = session.get(StoredArticle, article_key(owner, article_id))
    if row is not None:
        row.story_id = story_id


def _put(session: Session, owner: str, record: Mapping[str, Any]) -> None:
    key = article_key(owner, record["id"])
    row = session.get(StoredArticle, key)
    if row is None:
        row = StoredArticle(key=key, owner=owner, added=time.time())
        session.add(row)
    row.record = pack_json(record)
    row.day = day(record)
    row.withdrawn = None
    session.flush()
    index(session, owner, key, record)


def _homes(session: Session, owner: str, article_ids: Iterable[str]) -> dict[str, str | None]:
    """The story of every article, as it was."""
    home: dict[str, str | None] = {}
    for article_id in article_ids:
        row = session.get(StoredArticle, article_key(owner, article_id))
        home[article_id] = row.story_id if row is not None else None
    return home


def _assign(
    session: Session, events: Sequence[Mapping[str, Any]], home: Mapping[str, str | None]
) -> list[str]:
    """For each event the story that goes on in it, or "" for a new one; no story goes on twice.

    The largest overlap wins, then the older story, then the smaller event id.
    """
    ages = {
        story_id: story.created
        for story_id in set(home.values())
        if story_id and (story := session.get(Story, story_id)) is not None
    }
    claims = []
    for place, event in enumerate(events):
        shares = Counter(home[a] for a in event["articles"] if home[a] in ages)
        for story_id, share in shares.items():
            if story_id is not None:
                claims.append((-share, ages[story_id], story_id, event["id"], place))
    chosen = [""] * len(events)
    taken: set[str] = set()
    for _, _, story_id, _, place in sorted(claims):
        if not chosen[place] and story_id not in taken:
            chosen[place] = story_id
            taken.add(story_id)
    return chosen


def _new_story(session: Session, owner: str, now: float) -> Story:
    story = Story(
        id=f"story-{uuid.uuid4().hex[:20]}", owner=owner, version=0, created=now, changed=now
    )
    session.add(story)
    session.flush()
    return story


def add_version(session: Session, story: Story, event: Mapping[str, Any], why: str) -> bool:
    """Adds a version, unless it would say the same as the last one."""
    if story.version:
        last = session.get_one(StoryVersion, (story.id, story.version))
        if {**unpack_json(last.event), "related": event["related"]} == event:
            related.replace(last, event["related"])
            return False
    story.version += 1
    story.changed = time.time()
    session.add(
        StoryVersion(
            story_id=story.id,
            version=story.version,
            created=story.changed,
            why=why,
            event=pack_json(event),
        )
    )
    session.flush()
    return True


def _merge(
    session: Session, owner: str, left: Sequence[str], home: Mapping[str, str | None]
) -> list[tuple[str, int]]:
    """Stories that no event goes on with: taken in by the one that has their articles now."""
    changed = []
    for story_id in left:
        story = session.get(Story, story_id)
        if story is None or story.merged_into:
            continue
        now_in = Counter(
            row.story_id
            for article_id, before in sorted(home.items())
            if before == story_id
            and (row := session.get(StoredArticle, article_key(owner, article_id))) is not None
        )
        heirs = sorted(
            (-count, heir) for heir, count in now_in.items() if heir != story_id and heir
        )
        rest = session.scalar(
            select(func.count()).where(
                StoredArticle.story_id == story_id, StoredArticle.withdrawn.is_(None)
            )
        )
        if heirs and not rest:
            story.merged_into = heirs[0][1]
            story.changed = time.time()
            changed.append((story.id, story.version))
    return changed
