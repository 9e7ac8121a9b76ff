"""What a job's worker has told and the store does not have yet."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from service.store.jobs import News


@dataclass(slots=True)
class Notes:
    """Stage and counts, drafts by their key, events by their id, as they come from the worker.

    ``told`` are the ids of the events that were ever told, ``stored`` stage and count as the store
    has them.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    drafts: dict[str, str] = field(default_factory=dict)
    events: list[tuple[str, str]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    stored: tuple[str, int] = ("", 0)

    def progress(self, stage: str, done: int, total: int, event: bytes) -> None:
        """A stage has come so far; `event` is one that is ready, as JSON, or empty."""
        self.stage, self.done, self.total = stage, done, total
        if event:
            text = event.decode()
            name = str(json.loads(text)["id"])[:64]
            if name not in self.told:
                self.told.add(name)
                self.events.append((name, text))

    def draft(self, key: str, draft: bytes) -> None:
        """A draft that need not be written again after a restart."""
        self.drafts[key] = draft.decode()

    def news(self) -> News:
        """All of it, for the store."""
        return News(
            stage=self.stage,
            done=self.done,
            total=self.total,
            drafts=dict(self.drafts),
            events=tuple(self.events),
        )

    def fresh(self) -> bool:
        """Whether there is something that the store does not have."""
        return bool(self.drafts or self.events) or (self.stage, self.done) != self.stored

    def forget(self, news: News) -> None:
        """`news` is stored."""
        self.stored = (news.stage, news.done)
        for key in news.drafts:
            self.drafts.pop(key, None)
        del self.events[: len(news.events)]
