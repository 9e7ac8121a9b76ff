"""Fictional articles: the examples of the documentation, and what a worker warms up with."""

from __future__ import annotations

import json
from typing import Any

EXAMPLE_ARTICLES: list[dict[str, Any]] = [
    {
        "id": "herald-1",
        "source": "Harbour Herald",
        "published": "2024-05-14T09:30:00Z",
        "title": "Ferry runs aground off Orrin Point",
        "text": "A ferry with 212 people on board ran aground off Orrin Point on Tuesday morning. "
        "Nobody was hurt, the coast guard said. The ferry had left Velmouth at 7 a.m. in thick "
        "fog.",
    },
    {
        "id": "coast-7",
        "source": "Coast Today",
        "published": "2024-05-14T12:10:00Z",
        "title": "212 taken off stranded ferry",
        "text": "All 212 people on a ferry that ran aground off Orrin Point have been brought "
        "ashore. The coast guard said that nobody was hurt. Fog had reduced the view to 50 metres.",
    },
]
EXAMPLE_REQUEST: dict[str, Any] = {"articles": EXAMPLE_ARTICLES, "words": 80, "deadline_s": 20}
EXAMPLE_JSONL = "\n".join(json.dumps(article) for article in EXAMPLE_ARTICLES) + "\n"
