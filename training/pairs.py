"""Pairs of genuinely different sentences: other outlets' reports, roundups, published fusions."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.models.surface import level
from training.text import (
    content,
    detokenise,
    held_out,
    is_clean,
    is_held_out,
    records,
    sentences,
)
from training.views import finished, kept, segments

Pair = tuple[list[str], str]
# a phrase that begins with one of these can stand at many places of a sentence
# where a cluster's article may have its text
TEXTS = ("excerpt", "text", "full_text")
MOVABLE = frozenset(
    "on in at after before during following despite amid when while as since for with by over "
    "under near because according where until without against through including".split()
)


def facts(text: str) -> set[str]:
    """Lower-cased numbers and capitalised words other than the first word."""
    words = re.findall(r"[A-Za-z0-9]+(?:[.,][0-9]+)*", text)
    return {
        word.lower()
        for at, word in enumerate(words)
        if word[0].isdigit() or (at and word[0].isupper())
    }


def covers(inputs: Sequence[str], target: str, *, least: float) -> bool:
    """Whether the inputs hold the target's facts and at least this share of its content words."""
    known = frozenset[str]().union(*(content(one) for one in inputs))
    words = {word.lower() for one in inputs for word in re.findall(r"[A-Za-z0-9.,]*\w", one)}
    wanted = content(target)
    if not wanted or not facts(target) <= words:
        return False
    return len(wanted & known) >= least * len(wanted)


def without_shared(target: str, other: str, dice: random.Random) -> str | None:
    """`target` without one phrase that `other` also tells, or None if there is none."""
    words = target.rstrip(".").split()
    ranges = segments(words)
    told = content(other)
    known = {word.lower() for word in re.findall(r"\w+", other)}
    choices = []
    for at in range(1, len(ranges)):
        start, end = ranges[at]
        phrase = " ".join(words[start:end])
        inside = content(phrase)
        if inside and inside <= told and facts("x " + phrase) <= known:
            choices.append(at)
    if not choices:
        return None
    lost = {dice.choice(choices)}
    if dice.random() < 0.4:
        lost.add(dice.choice(choices))
    text = finished(kept(words, ranges, [at not in lost for at in range(len(ranges))]))
    return text if len(text.split()) > 4 else None


def transplanted(target: str, other: str, dice: random.Random) -> Pair | None:
    """`target` without a phrase, and a real second report to which that phrase has been moved.

    The reader has to find what is new in a sentence that is worded otherwise, and put it back.
    """
    words = target.rstrip(".").split()
    ranges = segments(words)
    told = content(other)
    choices = [
        at
        for at in range(1, len(ranges))
        if words[ranges[at][0]].lower() in MOVABLE
        and 2 <= ranges[at][1] - ranges[at][0] <= 9
        and not content(" ".join(words[slice(*ranges[at])])) & told
        and "\u201c" not in " ".join(words[slice(*ranges[at])])
    ]
    if not choices:
        return None
    lost = set(dice.sample(choices, min(len(choices), dice.choice((1, 1, 2)))))
    rest = finished(kept(words, ranges, [at not in lost for at in range(len(ranges))]))
    phrase = " ".join(" ".join(words[slice(*ranges[at])]).strip(",") for at in sorted(lost))
    host = other.rstrip(".").split()
    borders = segments(host)
    end = borders[-1][1] if dice.random() < 0.6 else dice.choice(borders)[1]
    moved = finished([*host[:end], *phrase.split(), *host[end:]])
    return ([rest, moved], target) if len(rest.split()) > 4 else None


def merged(one: str, two: str, dice: random.Random) -> Pair | None:
    """Two reports of one thing, the second nearly contained in the first -> a fusion pair."""
    if not is_clean(one):
        return None
    first, second = content(one), content(two)
    if not second or len(first & second) < 0.65 * len(second):
        return None
    known = {word.lower() for word in re.findall(r"\w+", one)}
    if len(facts(two) - known) > 1:
        return None
    kind = dice.random()
    if kind < 0.1:
        return [one, two], one
    if kind < 0.6:
        pair = transplanted(one, two, dice)
        if pair:
            return pair
    cut = without_shared(one, two, dice)
    return ([cut, two], one) if cut else None


def variants(one: str, two: str, dice: random.Random) -> Iterator[Pair]:
    """Up to three different pairs from two reports."""
    found: list[Pair] = []
    for _ in range(3):
        pair = merged(one, two, dice)
        if not pair:
            break
        if pair not in found:
            found.append(pair)
    yield from found


def mined(articles: Sequence[tuple[str, str, list[str]]], dice: random.Random) -> Iterator[Pair]:
    """Like sentences of different articles of one to three days.

    articles: (date, title, first sentences). TF-IDF cosine in [0.22, 0.93].
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = [
        (date, at, text)
        for at, (date, _, lead) in enumerate(articles)
        for text in lead
        if date > "1" and 7 <= len(text.split()) <= 50
    ]
    rows.sort()
    matrix = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.2).fit_transform(
        [text for _, _, text in rows]
    )
    days: dict[str, list[int]] = {}
    for at, (date, _, _) in enumerate(rows):
        days.setdefault(date, []).append(at)
    names = sorted(days)
    for place, day in enumerate(names):
        here = days[day]
        there = [row for later in names[place : place + 3] for row in days[later]]
        near = (matrix[here] @ matrix[there].T).tocoo()
        alike = (near.data >= 0.22) & (near.data <= 0.93)
        for left, right in zip(near.row[alike], near.col[alike], strict=True):
            one, two = rows[here[left]], rows[there[right]]
            if one[1] == two[1] or here[left] >= there[right]:
                continue
            longer, shorter = sorted((one[2], two[2]), key=lambda text: -len(text.split()))
            yield from variants(longer, shorter, dice)


def titled(articles: Sequence[tuple[str, str, list[str]]], dice: random.Random) -> Iterator[Pair]:
    """A headline and the first sentences, told twice by one outlet."""
    for _, title, lead in articles:
        for text in lead[:2]:
            if 5 <= len(title.split()) <= 16 and is_clean(text):
                plain = re.sub(r"\s+[-|\u2013] .*$", "", title).strip(" .") + "."
                yield from variants(text, plain, dice)


def within(articles: Sequence[tuple[str, str, list[str]]], dice: random.Random) -> Iterator[Pair]:
    """Sentences of one article that overlap: a lead and where it is told again."""
    for _, _, lead in articles:
        sets = [content(text) for text in lead]
        for at, text in enumerate(lead):
            for then in range(len(lead)):
                small, large = sets[then], sets[at]
                shared = len(small & large)
                if (
                    then != at
                    and shared >= 4
                    and shared >= 0.65 * len(small)
                    and text != lead[then]
                ):
                    yield from variants(text, lead[then], dice)


def best_cover(target: str, pool: Sequence[str], *, most: int = 3) -> list[str]:
    """Greedily the sentences that hold most of what the target says, at most `most`."""
    wanted = content(target)
    sets = [content(one) for one in pool]
    chosen: list[int] = []
    while len(chosen) < most:
        gains = [
            (len(words & wanted) - 0.1 * len(words - wanted), -at)
            for at, words in enumerate(sets)
            if at not in chosen
        ]
        if not gains:
            break
        gain, at = max(gains)
        if gain < 1.5:
            break
        chosen.append(-at)
        wanted = wanted - sets[-at]
    return [pool[at] for at in chosen]


def aligned(data: Path) -> Iterator[Pair]:
    """Sentences of articles aligned to the neutral roundup that covers no more than they say.

    Clusters with an article that is for evaluation only, or quotes at length what one does, are
    left out.
    """
    titles, runs = held_out(data)
    for name in ("train", "excerpts_train"):
        for record in records(data / "neutral_clusters" / f"{name}.jsonl.gz"):
            pool: list[str] = []
            told = [[doc.get(key) or "" for key in TEXTS] for doc in record["docs"]]
            if any(
                is_held_out(doc.get("title") or "", " ".join(texts), titles, runs)
                for doc, texts in zip(record["docs"], told, strict=True)
            ):
                continue
            for texts in told:
                for text in texts:
                    found = [level(one) for one in sentences(text)[:30]]
                    pool += [one for one in found if 5 <= len(one.split()) <= 60]
            pool = list(dict.fromkeys(pool))
            for target in (level(one) for one in sentences(record["summary"])):
                if not is_clean(target, least=7):
                    continue
                group = best_cover(target, pool)
                if group and covers(group, target, least=0.8):
                    yield group, target


def published(data: Path) -> Iterator[tuple[str, Pair]]:
    """Fusions that others have published, with the name of their set."""
    fusion = data / "fusion"
    for record in records(fusion / "points_of_correspondence.jsonl.gz"):
        group = [level(detokenise(one)) for one in record["sources"]]
        target = level(detokenise(record["fused"]))
        if is_clean(target, least=6) and covers(group, target, least=0.75):
            yield "correspondence", (group, target)
    for name in ("tune", "validation"):
        for record in records(fusion / f"wiki_split_{name}.jsonl.gz"):
            target = level(record["complex"])
            if is_clean(target):
                yield "wiki", ([level(one) for one in record["simple"]], target)
    for record in records(fusion / "onestop_adv_ele.jsonl.gz"):
        one, two = level(record["a"]), level(record["b"])
        if (
            is_clean(one)
            and content(one)
            and len(content(one) & content(two)) > 0.5 * len(content(two))
        ):
            yield "onestop", ([one, two], one)
