"""Events kept from run to run: new articles join earlier events without regrouping everything.

New articles are looked up by their weightiest terms; only the storylines that they could belong to
are taken up again. Event ids are stable: an event keeps its id with the largest part of what it
held; what was merged or split is said in words.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.cards import document_without
from summarizer.corrections import Corrections, unknown_ids
from summarizer.errors import UsageError
from summarizer.event_parts import EventParts, event_parts
from summarizer.group import Grouping, event_id, to_events
from summarizer.records import Article, Document, Event
from summarizer.traits import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# An article is looked up by this many of its weightiest terms.
_KEYS = 32
# A new article takes up the storylines of this many earlier articles, those that share most.
_NEAREST = 30
# Articles that share fewer of the looked-up terms are not near.
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one article: itself, its vector, the keys it is looked up by, and the
    ordinal of its day where that is known."""

    article: Article
    vector: tuple[float, ...]
    keys: tuple[int, ...]
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All articles seen, by id; storylines and events as article ids; ``signature`` names the
    models that made it."""

    signature: str
    kept: Mapping[str, Kept]
    storylines: tuple[tuple[str, ...], ...]
    events: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """The state after new articles; the events they touched, with the documents of these; what
    was merged or split, in words; how many events were left as they were."""

    state: State
    grouping: Grouping
    documents: tuple[Document, ...]
    changes: tuple[str, ...]
    untouched: int


def empty(signature: str) -> State:
    """The state before any article."""
    return State(signature=signature, kept={}, storylines=(), events={})


def update(
    state: State,
    documents: Sequence[Document],
    vectors: Vectors,
    *,
    signature: str,
    remake: Callable[[Sequence[Article]], Sequence[Document]],
    origins: Callable[[Sequence[Document]], Sequence[Sequence[str]]],
    corrections: Corrections | None = None,
) -> Update:
    """Adds ``documents``, whose embeddings are the rows of ``vectors``, to ``state``.

    ``remake`` makes earlier articles ready again, ``origins`` finds wire copies. An article whose
    id is known replaces the earlier one. Raises UsageError if other models made the state.
    """
    if state.signature != signature:
        raise UsageError(
            f"the state was made with {state.signature!r}, this run uses {signature!r}: "
            "start a new state file or use the same embedder"
        )
    corrections = corrections or Corrections()
    fresh = {document.id for document in documents}
    taken = _taken_up(state, documents, corrections) - fresh
    old = remake([state.kept[i].article for i in sorted(taken)])
    everything = [*documents, *old]
    stacked = _stacked([*vectors, *(state.kept[document.id].vector for document in old)])
    found = origins(everything)
    others = [k.day for i, k in state.kept.items() if k.day and i not in taken | fresh]
    made = event_parts(
        everything, stacked, origins=found, corrections=corrections, other_days=others
    )
    names, changes = _named([[made.documents[i].id for i in part] for part in made.parts], state)
    events = _renamed(to_events(made, found), names)
    touched = {document.id for document in everything}
    rest = {i: ids for i, ids in state.events.items() if touched.isdisjoint(ids)}
    vector_of = dict(zip((document.id for document in everything), stacked.tolist(), strict=True))
    after = State(
        signature=signature,
        kept=dict(sorted({**state.kept, **_kept(made, vector_of)}.items())),
        storylines=_storylines(state, made),
        events=dict(sorted({**rest, **{e.id: e.article_ids for e in events}}.items())),
    )
    unknown = unknown_ids(corrections, after.kept)
    missing = [f"corrections name an unknown article: {i}" for i in unknown]
    return Update(
        state=after,
        grouping=Grouping(events=events, warnings=(*missing, *changes)),
        documents=tuple(sorted(everything, key=lambda document: document.id)),
        changes=changes,
        untouched=len(rest),
    )


def _stacked(rows: Sequence[Sequence[float] | NDArray[np.float32]]) -> Vectors:
    """The vectors as one array, also where there is none."""
    import numpy as np

    return np.array(rows, dtype=np.float32).reshape(len(rows), -1 if rows else 0)


def _kept(made: EventParts, vector_of: Mapping[str, Sequence[float]]) -> dict[str, Kept]:
    """What is kept of the articles that were grouped; copies are looked up by the same keys."""
    found = {}
    for unit, profile in zip(made.units, made.space.profiles, strict=True):
        day = profile.moment.day
        for document in (made.documents[place] for place in unit):
            found[document.id] = Kept(
                article=document.article,
                vector=tuple(vector_of[document.id]),
                keys=lookup_keys(profile),
                day=day.toordinal() if day else None,
            )
    return found


def _storylines(state: State, made: EventParts) -> tuple[tuple[str, ...], ...]:
    """The storylines found now, and those from before of which no article was taken up."""
    stories = [
        tuple(
            sorted(made.documents[place].id for row in story.members for place in made.units[row])
        )
        for story in made.partition.storylines
    ]
    touched = {document.id for document in made.documents}
    stories += [story for story in state.storylines if touched.isdisjoint(story)]
    return tuple(sorted(stories))


def lookup_keys(profile: Profile) -> tuple[int, ...]:
    """The hashed keys of the weightiest terms of an article, sorted."""
    import numpy as np

    bag = profile.sharp
    best = np.lexsort((bag.keys, -bag.weights))[:_KEYS]
    return tuple(sorted(int(key) for key in bag.keys[best]))


def _taken_up(state: State, documents: Sequence[Document], corrections: Corrections) -> set[str]:
    """Ids of the earlier articles whose storylines the new ones could belong to, and of those that
    stand in one event with them or are named by a correction."""
    from summarizer.traits import profiles

    postings: dict[int, list[str]] = defaultdict(list)
    for i, kept in state.kept.items():
        for key in kept.keys:
            postings[key].append(i)
    story_of = {i: story for story in state.storylines for i in story}
    event_of = {i: ids for ids in state.events.values() for i in ids}
    near: set[str] = {document.id for document in documents if document.id in state.kept}
    for profile in profiles([document_without(document) for document in documents]):
        votes = Counter(i for key in lookup_keys(profile) for i in postings.get(key, ()))
        ranked = sorted(votes, key=lambda i: (-votes[i], i))[:_NEAREST]
        near.update(i for i in ranked if votes[i] >= _FEWEST)
    for pair in (*corrections.must_link, *corrections.cannot_link):
        near.update(i for i in pair if i in state.kept)
    found: set[str] = set()
    left = sorted(near)
    while left:
        i = left.pop()
        if i not in found:
            found.add(i)
            left.extend(story_of.get(i, ()))
            left.extend(event_of.get(i, ()))
    return found


def _named(parts: Sequence[Sequence[str]], state: State) -> tuple[dict[str, str], tuple[str, ...]]:
    """From the hash of each part to the id it keeps, and what was merged or split, in words."""
    event_of = {i: name for name, ids in state.events.items() for i in ids}
    shares: list[tuple[int, str, int]] = []
    for index, part in enumerate(parts):
        for name, count in Counter(event_of[i] for i in part if i in event_of).items():
            shares.append((-count, name, index))
    home: dict[int, str] = {}
    used: set[str] = set()
    for _, name, index in sorted(shares):
        if index not in home and name not in used:
            home[index] = name
            used.add(name)
    names = {}
    for index, part in enumerate(parts):
        fallback = event_id(part)
        # A part may be what an event once was whose id another part keeps.
        fresh = event_id([*part, fallback]) if fallback in used else fallback
        names[fallback] = home.get(index, fresh)
    return names, _changes(shares, [names[event_id(part)] for part in parts])


def _changes(shares: Sequence[tuple[int, str, int]], now: Sequence[str]) -> tuple[str, ...]:
    """What was merged or split, in words, sorted."""
    into: dict[int, set[str]] = defaultdict(set)
    out_of: dict[str, set[int]] = defaultdict(set)
    for _, name, index in shares:
        into[index].add(name)
        out_of[name].add(index)
    found = []
    for index, names in into.items():
        others = sorted(names - set(now))
        if others:
            found.append(f"merged: {now[index]} took in articles of {', '.join(others)}")
    for name, places in out_of.items():
        if len(places) > 1:
            found.append(f"split: {name} is now {', '.join(sorted(now[i] for i in places))}")
    return tuple(sorted(found))


def _renamed(events: Sequence[Event], names: Mapping[str, str]) -> tuple[Event, ...]:
    """The events under the ids they keep, in related events too."""
    return tuple(
        dataclasses.replace(
            event,
            id=names[event.id],
            related=tuple(
                dataclasses.replace(other, event_id=names[other.event_id])
                for other in event.related
            ),
        )
        for event in events
    )
