"""What the forms of a digest say in the same words: by-lines, legends, shares, differences."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from summarizer.render.view import Passage, count_words, day_words, plain
from summarizer.summaries import Digest, Disagreement, EventSummary, SummarySentence

# So many sources that are not cited are named, of more their number is told; so many articles of
# a warning are named.
_NAMED = 3
# "people (treated, injuries)": what is counted, and of which.
_COUNTED = re.compile(r"(.+?) \((.+)\)")
# Units that values spell in another way.
_SPELLED = {"percent": r"per ?cent\b|%"}


def single_origin(sentence: SummarySentence) -> bool:
    """True if no more than one independent origin says the sentence by itself."""
    return sentence.origins == 1


def alone(event: EventSummary) -> str:
    """What the mark beside a sentence of an event means."""
    if len(event.event.origins) > 1:
        return "not told whole by a second independent origin"
    return f"told by one {'article' if len(event.event.article_ids) == 1 else 'origin'} alone"


def legend(event: EventSummary) -> str:
    """What the marks beside an event's sentences mean, and which sentences are a source's own."""
    parts = []
    marked = sum(map(single_origin, event.sentences))
    if marked and marked == len(event.sentences) and len(event.event.origins) > 1:
        parts.append("† no sentence is told whole by a second independent origin")
    elif marked:
        parts.append(f"† {alone(event)}")
    taken = sum(sentence.kind != "written" for sentence in event.sentences)
    if taken and taken < len(event.sentences):
        number = f"{taken} of {count_words(len(event.sentences), 'sentence')}"
        parts.append(f"{number} taken word for word from a source")
    return " · ".join(parts)


def ranked_shares(event: EventSummary) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
    """The sources that an event cites with their share of its citations in (0, 1], largest first,
    and those that it read and does not cite, by name."""
    shares = event.neutrality.shares if event.neutrality else ()
    ranked = sorted(((plain(source), share) for source, share in shares), key=lambda s: (-s[1], s))
    cited = tuple(entry for entry in ranked if entry[1] > 0)
    return cited, tuple(source for source, _ in ranked[len(cited) :])


def uncited(event: EventSummary) -> str:
    """ "none from The Sentinel", "none from 12 other sources"; "" where every source is cited."""
    others = ranked_shares(event)[1]
    if not others:
        return ""
    if len(others) > _NAMED:
        return f"none from {count_words(len(others), 'other source')}"
    return "none from " + " or ".join(part for part in (", ".join(others[:-1]), others[-1]) if part)


def balance(event: EventSummary) -> str:
    """Each cited source's share of an event's citations, largest first, those that are not cited,
    and its loaded words; "" where one source has them all."""
    told = event.neutrality
    if told is None or len(told.shares) < 2:
        return ""
    shares = [f"{source} {100 * share:.0f} %" for source, share in ranked_shares(event)[0]]
    listed = ", ".join(part for part in (*shares, uncited(event)) if part)
    ours, theirs = told.loaded_per_100_words, told.sources_loaded_per_100_words
    return f"Citations: {listed} · loaded words in 100: {ours:.1f}, in the sources {theirs:.1f}"


def by_line(event: EventSummary, *, undated: bool = False) -> str:
    """Date, articles, origins and writer of an event in one line; no word of the date where the
    whole digest is `undated`."""
    articles, origins = len(event.event.article_ids), len(event.event.origins)
    told = count_words(articles, "article")
    if articles > 1 and origins == articles:
        told = count_words(articles, "independent article")
    elif articles > 1:
        told += f", {count_words(origins, 'independent origin')}"
    parts = [told] if undated else [day_words(event.event.day, event.event.basis), told]
    if event.sentences and all(sentence.kind != "written" for sentence in event.sentences):
        whose = "source's" if articles == 1 else "sources'"
        parts.append(f"in the {whose} own words")
    elif event.sentences and event.writer:
        parts.append(f"written by {plain(event.writer)}")
    return " · ".join(parts)


def totals(digest: Digest, *, undated: bool = False) -> str:
    """The counts of a digest in one line, and that it is `undated`."""
    counts = digest.counts
    return " · ".join(
        (
            count_words(len(digest.events), "event"),
            count_words(counts.articles, "article"),
            f"{counts.used:,} of {count_words(counts.sentences, 'sentence')} used",
            *(("dates unknown",) if undated else ()),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A source that gives a value, in one passage or several; `day` is "" where `Value` has it."""

    name: str
    day: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value that is given, by whom, and the day of all who give it, "" where they have several
    or none."""

    told: str
    tellers: tuple[Teller, ...]
    day: str

    def by(self, mark: Callable[[Passage], str], write: Callable[[str], str] = str) -> str:
        """Who gives the value and when: "A [1][3] and B [2], 3 June 2025", or each with its own
        day. `mark` shows a passage's number, `write` makes a text safe for the form."""
        names = [
            f"{write(', '.join(filter(None, (one.name, one.day))))} "
            f"{''.join(map(mark, one.passages))}"
            for one in self.tellers
        ]
        if any(one.day for one in self.tellers):
            return "; ".join(names)
        told = " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
        return f"{told}, {write(self.day)}" if self.day else told


def values(disagreement: Disagreement, passages: dict[int, Passage]) -> tuple[Value, ...]:
    """Each value that is given, with the passages that give it; a source that gives one in
    several passages stands once. That none of the values has a date is not said of each."""
    found = []
    cited = {n for value in disagreement.values for n in value.citations}
    undated = {passages[n].source.day for n in cited & passages.keys()} <= {"", day_words(None)}
    for value in disagreement.values:
        given = [passages[n] for n in value.citations if n in passages]
        days = {"" if undated else passage.source.day for passage in given}
        own: dict[tuple[str, str], list[Passage]] = {}
        for passage in given:
            day = passage.source.day if len(days) > 1 else ""
            own.setdefault((passage.source.name, day), []).append(passage)
        found.append(
            Value(
                told=plain(value.told or value.value),
                tellers=tuple(
                    Teller(name=name, day=day, passages=tuple(those))
                    for (name, day), those in own.items()
                ),
                day=days.pop() if len(days) == 1 else "",
            )
        )
    return tuple(found)


def topic(disagreement: Disagreement) -> str:
    """What the values are about, without what each of them says itself: "treated, injuries" for
    "people (treated, injuries)" where the values are "nine people" and "eleven people"."""
    about = plain(disagreement.about)
    found = _COUNTED.fullmatch(about)
    if found is None:
        return about
    noun = re.compile(_SPELLED.get(found[1], rf"\b{re.escape(found[1])}(?:s|es)?\b"), re.IGNORECASE)
    told = [plain(value.told or value.value) for value in disagreement.values]
    return found[2] if all(map(noun.search, told)) else about


def differing(disagreement: Disagreement) -> str:
    """How a line that lists the values begins: "Sources differ on day (hearing)", "Sources differ
    (treated, injuries)" or, where the values say what they are of, "Sources differ"."""
    about, told = plain(disagreement.about), topic(disagreement)
    if all(about in plain(value.told or value.value) for value in disagreement.values):
        return "Sources differ"
    return f"Sources differ on {about}" if told == about else f"Sources differ ({told})"


def warning_lines(digest: Digest) -> tuple[str, ...]:
    """The warnings, those that are the same of several articles in one line: "no publication date
    is given; it stays unknown (61 articles: a1, a2, a3 and 58 more)"."""
    known = {article.id for article in digest.articles}
    articles: dict[str, list[str]] = {}
    for warning in digest.warnings:
        # An article's id may hold the sign itself.
        cuts = [found.start() for found in re.finditer(": ", warning)]
        cut = next((at for at in cuts if warning[:at] in known), None)
        if cut is None:
            articles.setdefault(warning, [])
        else:
            articles.setdefault(warning[cut + 2 :], []).append(warning[:cut])
    return tuple(plain(_of_all(what, ids)) for what, ids in articles.items())


def _of_all(what: str, ids: list[str]) -> str:
    if len(ids) < 2:
        return ": ".join((*ids, what))
    shown = ", ".join(ids[:_NAMED])
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return f"{what} ({count_words(len(ids), 'article')}: {shown}{more})"
