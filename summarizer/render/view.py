"""What every renderer of a digest needs: safe text, safe links, dates in words, and lookups.

The text of articles is untrusted. `plain` takes away what a terminal, a browser or an editor
would obey rather than show; `web_link` lets through only addresses that a reader may follow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit, urlunsplit

from summarizer.lookalikes import visible
from summarizer.records import Article, DateBasis
from summarizer.render.sources import Source, told_apart
from summarizer.summaries import GROUPED_ONLY, Citation, Digest, EventSummary

# Controls (terminal escapes among them), bidirectional embeddings, overrides and isolates (they
# reorder what stands around them), interlinear marks, tag characters and lone surrogates.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
# Without a glyph and without a use between words: dropped. ZWJ and ZWNJ stay: scripts need them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u061c\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"\s+")
# A reason that names the place where the same is said: article id and offset.
_ELSEWHERE = re.compile(r"(said already) by (.+):\d+")
_PARAGRAPH = re.compile(r"\n\s*\n|\r\n\s*\r\n")
# Characters of context shown on each side of a passage that a citation opens.
CONTEXT = 160

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def plain(text: str) -> str:
    """`text` on one line, with nothing in it that would be obeyed instead of shown.

    Runs of white space become one space, invisible characters go, and control and
    direction-changing characters become visible: "⟨U+202E⟩"; so do letters of another script that
    pass for Latin ones within a word: "Br⟨U+0456⟩ll".
    """
    flat = _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip()
    return _HARMFUL.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", visible(flat))


def web_link(url: str) -> str:
    """`url` if it is an http or https address with a host and without a user name, else "".

    The result is ASCII without spaces, quotes, brackets or backslashes.
    """
    if _HARMFUL.search(url) or _UNSEEN.search(url) or "\\" in url:
        return ""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return ""
    if not re.fullmatch(r"[A-Za-z0-9.-]+", host) or not host.strip("."):
        return ""
    tail = [quote(part, safe="/:;,@&=+$~%!*?-._") for part in parts[2:]]
    return urlunsplit((parts.scheme, host + port, *tail))


def _head(text: str) -> str:
    """The beginning of what follows a passage in its paragraph, cut at a word, for showing."""
    line = _PARAGRAPH.split(text, maxsplit=1)[0]
    flat = plain(line)
    if not flat:
        return ""
    if len(flat) > CONTEXT:
        flat = flat[:CONTEXT].rsplit(" ", 1)[0] + " …"
    return " " + flat if line[:1].isspace() else flat


def _tail(text: str) -> str:
    """The end of what precedes a passage in its paragraph, cut at a word, for showing."""
    line = _PARAGRAPH.split(text)[-1]
    flat = plain(line)
    if not flat:
        return ""
    if len(flat) > CONTEXT:
        flat = "… " + flat[-CONTEXT:].split(" ", 1)[-1]
    return flat + " " if line[-1:].isspace() else flat


def by_article(passages: Iterable[Passage]) -> tuple[tuple[Source, tuple[Passage, ...]], ...]:
    """The passages under the article that they come from, in the order of the first of each."""
    found: dict[Source, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.source, []).append(passage)
    return tuple((source, tuple(those)) for source, those in found.items())


def day_words(day: date | None, basis: DateBasis = "published") -> str:
    """ "12 March 2025", "12 March 2025 (from the text)" or "date unknown"."""
    if day is None:
        return "date unknown"
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{words} (from the text)" if basis == "text" else words


def count_words(number: int, one: str, many: str = "") -> str:
    """ "1 article", "3 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A cited passage with where it stands; `before` and `after` are its context."""

    n: int
    before: str
    quote: str
    after: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What the summaries do not use of one article.

    `whole` is why none of it is used, or ""; `reasons` are kinds of reasons with counts;
    `passages` are (text, reason); where events are only grouped, the sentences of the story are
    counted among the reasons and not listed.
    """

    article_id: str
    source: Source
    whole: str
    reasons: tuple[tuple[str, int], ...]
    passages: tuple[tuple[str, str], ...]

    @property
    def sentences(self) -> int:
        """How many sentences and other parts are not used, those not listed with them."""
        return sum(number for _, number in self.reasons)

    @property
    def grouped(self) -> int:
        """How many sentences are not listed."""
        return self.sentences - len(self.passages)


class Index:
    """Lookups over one digest. `undated`: it has several events, and nothing in it has a date."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.articles: dict[str, Article] = {a.id: a for a in digest.articles}
        self.days = {article: (day, basis) for article, day, basis in digest.days}
        self.headlines = {e.event.id: plain(e.headline) for e in digest.events}
        days = [*(e.event.day for e in digest.events), *(day for day, _ in self.days.values())]
        self.undated = len(digest.events) > 1 and not any(days)
        self._told_apart: dict[str, str] = {}
        # That they have no date is said below the headline, or of the whole digest.
        self._silent = {
            article
            for event in digest.events
            if not any(self._day(article)[0] for article in event.event.article_ids)
            for article in event.event.article_ids
        }

    def name(self, article_id: str) -> str:
        """The source of an article, with what tells it apart from its event's other articles of
        that source: its day, else the beginning of its title, else its id."""
        if not self._told_apart:
            for event in self.digest.events:
                self._told_apart.update(
                    told_apart({i: self.source(i) for i in event.event.article_ids})
                )
        return self._told_apart.get(article_id) or self.source(article_id).name

    def _day(self, article_id: str) -> tuple[date | None, DateBasis]:
        return self.days.get(article_id, (None, "unknown"))

    def source(self, article_id: str) -> Source:
        """The article with this id; an unknown id is shown as itself."""
        silent = self.undated or article_id in self._silent
        day = "" if silent else day_words(*self._day(article_id))
        article = self.articles.get(article_id)
        name, title, url = "", "", ""
        if article is not None:
            name, title = plain(article.source), plain(article.title)
            url = web_link(article.url)
        shown = plain(article_id)
        return Source(id=shown, name=name or shown, title=title, url=url, day=day)

    def passage(self, citation: Citation) -> Passage:
        """A citation with its source and what stands around it in its paragraph."""
        place = citation.span
        article = self.articles.get(place.article_id)
        text = article.text if article is not None else ""
        return Passage(
            n=citation.n,
            before=_tail(text[max(0, place.start - 3 * CONTEXT) : place.start]),
            quote=plain(citation.quote),
            after=_head(text[place.end : place.end + 3 * CONTEXT]),
            source=self.source(place.article_id),
        )

    def passages(self, event: EventSummary) -> dict[int, Passage]:
        """The citations of an event by their number."""
        return {c.n: self.passage(c) for c in event.citations}

    def reason(self, reason: str) -> tuple[str, str]:
        """The kind of a reason, and the reason with an article's name in place of its id."""
        found = _ELSEWHERE.fullmatch(reason)
        if found is None:
            return plain(reason), plain(reason)
        return found[1], f"{found[1]} by {self.name(found[2])}"

    def leftovers(self) -> tuple[Leftover, ...]:
        """Unused sentences and articles, one entry an article, in the order of the articles."""
        entries: dict[str, list[tuple[str, str]]] = {}
        kinds: dict[str, Counter[str]] = {}
        whole: dict[str, str] = {}
        for unused in self.digest.unused:
            place = unused.span
            rows = entries.setdefault(place.article_id, [])
            kind, reason = self.reason(unused.reason)
            if unused.whole_article:
                whole[place.article_id] = reason
                continue
            kinds.setdefault(place.article_id, Counter())[kind] += 1
            if reason == GROUPED_ONLY:
                continue
            article = self.articles.get(place.article_id)
            text = article.text[place.start : place.end] if article is not None else ""
            rows.append((plain(text), reason))
        order = [a.id for a in self.digest.articles if a.id in entries]
        order += sorted(set(entries) - set(order))
        return tuple(
            Leftover(
                article_id=key,
                source=self.source(key),
                whole=whole.get(key, ""),
                reasons=tuple(sorted(kinds.get(key, Counter()).items())),
                passages=tuple(entries[key]),
            )
            for key in order
        )
