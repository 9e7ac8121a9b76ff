"""What the forms of a digest say in the same words: by-lines, legends, shares, differences."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.render.view import Passage, count_words, day_words, plain
from summarizer.summaries import Digest, Disagreement, EventSummary, SummarySentence

# So many sources that are not cited are named; of more, their number is told.
_NAMED = 3


def single_origin(sentence: SummarySentence) -> bool:
    """True if no more than one independent origin says the sentence by itself."""
    return sentence.origins == 1


def legend(event: EventSummary) -> str:
    """What the marks beside an event's sentences mean, and which sentences are a source's own."""
    parts = []
    alone = sum(map(single_origin, event.sentences))
    if alone and len(event.event.origins) == 1:
        teller = "article" if len(event.event.article_ids) == 1 else "origin"
        parts.append(f"† told by one {teller} alone")
    elif alone and alone == len(event.sentences):
        parts.append("† no sentence is told whole by a second independent origin")
    elif alone:
        parts.append("† not told whole by a second independent origin")
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


def by_line(event: EventSummary) -> str:
    """Date, articles, origins and writer of an event in one line."""
    articles, origins = len(event.event.article_ids), len(event.event.origins)
    told = count_words(articles, "article")
    if articles > 1 and origins == articles:
        told = count_words(articles, "independent article")
    elif articles > 1:
        told += f", {count_words(origins, 'independent origin')}"
    parts = [day_words(event.event.day, event.event.basis), told]
    if event.sentences and all(sentence.kind != "written" for sentence in event.sentences):
        parts.append("in the sources' own words")
    elif event.sentences and event.writer:
        parts.append(f"written by {plain(event.writer)}")
    return " · ".join(parts)


def totals(digest: Digest) -> str:
    """The counts of a digest in one line."""
    counts = digest.counts
    return " · ".join(
        (
            count_words(len(digest.events), "event"),
            count_words(counts.articles, "article"),
            f"{counts.used:,} of {count_words(counts.sentences, 'sentence')} used",
        )
    )


def value_lines(
    disagreement: Disagreement, passages: dict[int, Passage]
) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
    """Each value that is given, with the passages that give it."""
    return tuple(
        (
            plain(value.told or value.value),
            tuple(passages[n] for n in value.citations if n in passages),
        )
        for value in disagreement.values
    )


def one_day(given: tuple[Passage, ...]) -> str:
    """The day of all the passages that give a value; "" where they are of several days."""
    days = {passage.source.day for passage in given}
    return days.pop() if len(days) == 1 else ""


def given_by(given: tuple[Passage, ...], mark: Callable[[Passage], str]) -> str:
    """Who gives a value and when: "A [1] and B [2], 3 June 2025", or each with its own day."""
    day = one_day(given)
    names = [
        f"{passage.source.name}{'' if day else ', ' + passage.source.day} {mark(passage)}"
        for passage in given
    ]
    if not day:
        return "; ".join(names)
    told = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    return f"{told}, {day}"
