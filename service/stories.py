"""Events that are kept: new articles join them, and a summary has versions."""

from __future__ import annotations

from service.pool import Outcome
from service.store.database import Database


class Stories:
    """The stories of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, owner: str, outcome: Outcome) -> None:
        """Takes the events of a digest in."""
