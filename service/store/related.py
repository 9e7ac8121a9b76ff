"""Stories of one storyline, linked: `related` holds ids that can be asked for.

What a worker tells is in terms of articles; it becomes stories once every article has its own.
Related stories are no part of what a version says: that one has come to be known makes no new
version. Every function works inside a given session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from service.store.database import pack_json, unpack_json
from service.store.models import StoredArticle, Story, StoryVersion

# A long storyline has many events; the nearest, and those found before them, are told.
_MOST = 12

Entry = dict[str, Any]


def entries(
    session: Session, relations: Iterable[Mapping[str, Any]], key: Mapping[str, str]
) -> dict[str, list[Entry]]:
    """By story, what `relations` (see `engine.relations`) say of it; `key` gives the key of every
    article they name."""
    found: dict[str, list[Entry]] = {}
    for one in relations:
        story_id = _story_of(session, key[one["article"]])
        for near in one["related"]:
            other = _story_of(session, key[near["article"]])
            if story_id and other:
                entry = {"story": other, "date": near["date"], "why": near["why"]}
                found.setdefault(story_id, []).append(entry)
    return found


def named(relations: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of the articles that relations name."""
    return {one["article"] for each in relations for one in (each, *each["related"])}


def of(session: Session, story: Story, fresh: Sequence[Entry]) -> list[Entry]:
    """The `related` of a story: `fresh` first, then what was known of it."""
    known = [] if not story.version else unpack_json(_latest(session, story).event)["related"]
    told: dict[str, Entry] = {}
    for entry in (*fresh, *known):
        target = _living(session, entry["story"])
        if target not in ("", story.id):
            told.setdefault(target, {**entry, "story": target})
    return list(told.values())[:_MOST]


def renew(session: Session, story_id: str, fresh: Sequence[Entry]) -> None:
    """Adds to the `related` of a story that goes on as it is."""
    story = session.get_one(Story, story_id)
    replace(_latest(session, story), of(session, story, fresh))


def replace(version: StoryVersion, related: Sequence[Entry]) -> None:
    """Gives a version another `related`."""
    event = unpack_json(version.event)
    if event["related"] != related:
        version.event = pack_json({**event, "related": list(related)})


def _latest(session: Session, story: Story) -> StoryVersion:
    return session.get_one(StoryVersion, (story.id, story.version))


def _story_of(session: Session, key: str) -> str | None:
    row = session.get(StoredArticle, key)
    return None if row is None else row.story_id


def _living(session: Session, story_id: str) -> str:
    """The id of the story, or of the one that has taken it in; "" where there is none."""
    seen: set[str] = set()
    while story_id not in seen:
        seen.add(story_id)
        story = session.get(Story, story_id)
        if story is None:
            return ""
        if not story.merged_into:
            return story_id
        story_id = story.merged_into
    return ""
