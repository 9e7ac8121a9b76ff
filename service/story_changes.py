"""What differs between two versions of a story, and what is left of one without an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.numbers import numbers

# Two sentences that share so much of their words are one sentence that has changed; fitted by eye
# on pairs such as "4 people died" and "At least 6 people died in the fire".
_SAME = 0.5
LOST = "lost its support: an article was withdrawn"
PARTLY_LOST = "lost part of its support: an article was withdrawn"
WITHDRAWN = "(withdrawn)"
_WORD = re.compile(r"[^\W\d_]+")

Event = Mapping[str, Any]


def without_article(event: Event, article_id: str, *, keep: bool) -> dict[str, Any]:
    """The event with nothing left of an article.

    Its quotations go, and so do sentences that said what only it, or it together with others,
    supports; with `keep` such sentences stay and are marked, so that it can be told which ones a
    reader has seen.
    """
    gone = {c["n"] for c in event["citations"] if c["article"] == article_id}
    reduced: dict[str, Any] = dict(event)
    if not keep:
        reduced["articles"] = [a for a in event["articles"] if a != article_id]
    origins = [[a for a in origin if a != article_id] for origin in event["origins"]]
    reduced["origins"] = [origin for origin in origins if origin]
    grouping = dict(event["grouping"])
    grouping["links"] = [x for x in grouping["links"] if article_id not in x["articles"]]
    if len(reduced["articles"]) < 2:
        grouping["weakest_link"] = None
    reduced["grouping"] = grouping
    reduced["citations"] = [c for c in event["citations"] if c["n"] not in gone]
    quotes = {c["n"]: _plain(c["quote"]) for c in reduced["citations"]}
    sentences = []
    for sentence in event["summary"]:
        left = [n for n in sentence["citations"] if n not in gone]
        one = {**sentence, "citations": left}
        # Word for word in what is left, or not touched at all; what was fused from several
        # sources may say what only the withdrawn one said.
        holds = any(_plain(sentence["text"]) in quotes[n] for n in left)
        if holds or left == list(sentence["citations"]):
            sentences.append(one)
        elif keep and left:
            sentences.append({**one, "note": PARTLY_LOST})
        elif keep:
            sentences.append({**one, "support": 0.0, "note": LOST})
    reduced["summary"] = sentences
    reduced["disagreements"] = _disagreements(event["disagreements"], gone)
    reduced["rejected"] = []
    return reduced


def headline_without(
    headline: str, gone: Mapping[str, Any], left: Sequence[Mapping[str, Any]]
) -> str:
    """The headline, unless it is the words of the article `gone` alone: then that of another
    article, or none."""
    start = _plain(headline).rstrip("….")
    if start in _plain(f"{gone.get('title', '')} {gone['text']}") and not any(
        start in _plain(f"{one.get('title', '')} {one['text']}") for one in left
    ):
        titles = (str(one.get("title", "")) for one in left)
        return next((title for title in titles if title), WITHDRAWN)
    return headline


def _plain(text: str) -> str:
    return " ".join(text.split())


def _disagreements(given: Sequence[Event], gone: set[int]) -> list[dict[str, Any]]:
    left = []
    for one in given:
        values = []
        for value in one["values"]:
            citations = [n for n in value["citations"] if n not in gone]
            if citations:
                kept = {**value, "citations": citations}
                if "given" in value:
                    kept["given"] = [g for g in value["given"] if g["citation"] not in gone]
                values.append(kept)
        if len(values) > 1:
            left.append({**one, "values": values})
    return left


def changes(before: Event, after: Event) -> dict[str, Any]:
    """What happened between two versions: new and lost sentences, changed values, articles."""
    old = {s["text"]: s for s in before["summary"]}
    new = {s["text"]: s for s in after["summary"]}
    lost = [s for text, s in old.items() if text not in new]
    added = [s for text, s in new.items() if text not in old]
    pairs = _pairs(lost, added)
    changed = [
        {"before": a["text"], "after": b["text"], "values": values}
        for a, b in pairs
        if (values := _values(a["text"], b["text"]))
    ]
    unsupported = [s for s in lost if s.get("note", "") in (LOST, PARTLY_LOST)]
    return {
        "new_sentences": added,
        "lost_sentences": [s for s in lost if s not in unsupported],
        "unsupported_sentences": unsupported,
        "changed_values": changed,
        "new_articles": sorted(set(after["articles"]) - set(before["articles"])),
        "lost_articles": sorted(set(before["articles"]) - set(after["articles"])),
    }


def _pairs(lost: Sequence[Event], added: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Sentences of the old version and what they have become, the most alike first."""
    scored = sorted(
        (
            (-_likeness(a["text"], b["text"]), i, j)
            for i, a in enumerate(lost)
            for j, b in enumerate(added)
        )
    )
    pairs, left, right = [], set(), set()
    for score, i, j in scored:
        if -score < _SAME:
            break
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return [(lost[i], added[j]) for i, j in sorted(pairs)]


def _likeness(a: str, b: str) -> float:
    """The share of the shorter sentence's words that the other one has, in [0, 1]."""
    first, second = (set(_WORD.findall(text.casefold())) for text in (a, b))
    return len(first & second) / max(1, min(len(first), len(second)))


def _values(before: str, after: str) -> list[dict[str, str]]:
    """Numbers of the same kind that differ."""
    old = {(n.unit, n.counts): n for n in numbers(before)}
    new = {(n.unit, n.counts): n for n in numbers(after)}
    return [
        {"before": old[kind].text, "after": new[kind].text, "of": kind[1] or kind[0]}
        for kind in sorted(old.keys() & new.keys())
        if old[kind].value != new[kind].value
    ]
