"""An article as a reader of a digest sees it, and how two articles of one source are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

# Characters of an address that are shown where an article has no title.
_ADDRESS = 60
# … of a title that tells two articles of one source apart.
_TITLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as a reader sees it; all fields are plain text, `url` is "" or safe to follow.

    `day` is "" where "date unknown" is said of the whole event or digest.
    """

    id: str
    name: str
    title: str
    url: str
    day: str

    @property
    def dated(self) -> str:
        """ "Ellery Courier, 12 March 2025"; the name alone where there is no day to tell."""
        return f"{self.name}, {self.day}" if self.day else self.name

    @property
    def label(self) -> str:
        """What a link to the article shows: its title, or else the beginning of its address."""
        if self.title:
            return self.title
        address = self.url.partition("://")[2].rstrip("/")
        return address if len(address) <= _ADDRESS else address[: _ADDRESS - 1] + "…"


def told_apart(sources: Mapping[str, Source]) -> dict[str, str]:
    """A short name for each of the articles, by id, by which no two are taken for one."""
    names: dict[str, str] = {}
    for told in (_by_name, _by_day, _by_title, _by_id):
        shown = {key: told(source) for key, source in sources.items() if key not in names}
        counts = Counter(shown.values())
        names.update((key, one) for key, one in shown.items() if counts[one] == 1)
    return names


def _by_name(source: Source) -> str:
    return source.name


def _by_day(source: Source) -> str:
    return source.dated


def _by_title(source: Source) -> str:
    return f"{source.name} (“{_cut(source.title)}”)" if source.title else _by_id(source)


def _by_id(source: Source) -> str:
    return f"{source.name} ({source.id})"


def _cut(title: str) -> str:
    if len(title) <= _TITLE:
        return title
    return title[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:—–") + "…"
