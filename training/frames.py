"""Fit how well a name goes with the words around a place (`summarizer/frames.py`).

    python -m training.frames --data ../shared/data

Names of news articles (evaluation texts left out): the name that stands in a place is told from up
to eleven other names of its article by what stands beside the place, by the name's own words and
by what stands beside its mentions in other sentences. Softmax over the names, Adam, rate falling
to 0. Every 22nd article is kept for the figures that it prints.
"""

from __future__ import annotations

import argparse
import logging
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer import facts
from summarizer.agree import same_name
from summarizer.frames import beside, mention_features, name_features, place_features
from summarizer.gate_names import country

if TYPE_CHECKING:
    import torch
    from torch import Tensor

log = logging.getLogger("training.frames")
WIDTH, RATE, BATCH = 24, 3e-3, 256
KEPT_OUT = 22
# Sentences of an article that are read, rivals of a name, its mentions that are looked at.
SENTENCES, RIVALS, MENTIONS = 40, 11, 5
# Features that are seen less often have no row.
LEAST_OF_PLACES, LEAST_OF_NAMES = 22, 18
# A name that is mentioned once tells only what its words tell; so many of these are left out.
ONCE_LEFT_OUT = 0.6


class Mention(NamedTuple):
    """Who is named, in which sentence, and the features or rows of the place, of the name as it
    is written there, and of the mention."""

    bearer: int
    sentence: int
    place: Sequence[str]
    name: Sequence[str]
    around: Sequence[str]


class Rows(NamedTuple):
    """A `Mention` with rows of the tables instead of features."""

    bearer: int
    sentence: int
    place: list[int]
    name: list[int]
    around: list[int]


# A place's rows, and for each name, the right one first: its rows, those of other mentions, and
# the logarithm of how many there are.
Example = tuple[list[int], list[tuple[list[int], list[int], float]]]


def mentions(sentences: Sequence[str]) -> list[Mention]:
    """The names of an article."""
    bearers: list[str] = []
    found = []
    for number, text in enumerate(sentences[:SENTENCES]):
        for name in facts.names(text):
            key = country(name.key)
            alike = [at for at, one in enumerate(bearers) if one == key]
            alike = alike or [at for at, one in enumerate(bearers) if same_name(one, key)]
            if not alike:
                bearers.append(key)
            words = beside(text, name.start, name.end)
            found.append(
                Mention(
                    bearer=alike[0] if alike else len(bearers) - 1,
                    sentence=number,
                    place=place_features(words),
                    name=name_features(name.text, key),
                    around=mention_features(words),
                )
            )
    return found


def rows_of(counts: Counter[str], *, least: int) -> dict[str, int]:
    """A row for each feature that is seen often enough, from 0 on."""
    return {one: at for at, one in enumerate(sorted(f for f, n in counts.items() if n >= least))}


def numbered(
    articles: Sequence[Sequence[Mention]], places: dict[str, int], names: dict[str, int]
) -> list[list[Rows]]:
    """The articles with rows instead of features."""
    return [
        [
            Rows(
                one.bearer,
                one.sentence,
                [places[feature] for feature in one.place if feature in places],
                [names[feature] for feature in one.name if feature in names],
                [names[feature] for feature in one.around if feature in names],
            )
            for one in article
        ]
        for article in articles
    ]


def examples(
    articles: Iterable[Sequence[Rows]], dice: random.Random, *, each: int
) -> Iterator[Example]:
    """Places of names, at most `each` an article."""
    for article in articles:
        by: dict[int, list[Rows]] = {}
        for one in article:
            by.setdefault(one.bearer, []).append(one)
        for one in dice.sample(article, min(each, len(article))):
            again = [other for other in by[one.bearer] if other.sentence != one.sentence]
            if not again and dice.random() < ONCE_LEFT_OUT:
                continue
            rivals = [bearer for bearer in by if bearer != one.bearer]
            rivals = dice.sample(rivals, min(RIVALS, len(rivals)))
            shown = [candidate(one, again, dice)]
            shown += [candidate(dice.choice(by[other]), by[other], dice) for other in rivals]
            yield one.place, shown


def candidate(
    spelled: Rows, seen: Sequence[Rows], dice: random.Random
) -> tuple[list[int], list[int], float]:
    """A name as it is written once, with some of its mentions."""
    some = dice.sample(list(seen), min(MENTIONS, len(seen)))
    around = [row for one in some for row in one.around]
    return spelled.name, around, math.log1p(min(20, len(seen)))


def model(places: int, names: int) -> torch.nn.ModuleDict:
    """Small random vectors; both sides begin unmixed."""
    import torch

    parts = torch.nn.ModuleDict(
        {
            "places": torch.nn.EmbeddingBag(places, WIDTH, mode="sum"),
            "names": torch.nn.EmbeddingBag(names, WIDTH, mode="sum"),
            "around": torch.nn.EmbeddingBag(names, WIDTH, mode="mean"),
            # what is likelier anywhere is learnt apart and not kept
            "often": torch.nn.EmbeddingBag(names, 1, mode="sum"),
            "times": torch.nn.Linear(1, 1, bias=False),
            "place": torch.nn.Linear(WIDTH, WIDTH),
            "name": torch.nn.Linear(WIDTH, WIDTH),
        }
    )
    start = dict(parts.named_parameters())
    with torch.no_grad():
        for name in ("places", "names", "around"):
            start[f"{name}.weight"].normal_(0.0, 0.05)
        for name in ("often", "times"):
            start[f"{name}.weight"].zero_()
        for name in ("place", "name"):
            start[f"{name}.weight"].copy_(torch.eye(WIDTH))
        start["place.bias"].normal_(0.0, 0.05)
    return parts


def bags(rows: Iterable[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows and where each bag begins."""
    import torch

    flat: list[int] = []
    starts: list[int] = []
    for one in rows:
        starts.append(len(flat))
        flat.extend(one)
    return torch.tensor(flat, dtype=torch.long), torch.tensor(starts, dtype=torch.long)


def losses(parts: torch.nn.ModuleDict, batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """For each example the loss, and whether the right name is the likeliest."""
    import torch

    shown = [one for _, names in batch for one in names]
    sizes = [len(names) for _, names in batch]
    place = parts["place"](torch.tanh(parts["places"](*bags(rows for rows, _ in batch))))
    written = bags(name for name, _, _ in shown)
    around = parts["around"](*bags(rows for _, rows, _ in shown))
    name = torch.tanh(parts["name"](parts["names"](*written) + around))
    times = parts["times"](torch.tensor([[value] for _, _, value in shown]))
    owner = torch.arange(len(batch)).repeat_interleave(torch.tensor(sizes))
    fits = (name * place[owner]).sum(-1) + (parts["often"](*written) + times).squeeze(-1)
    table = torch.full((len(batch), max(sizes)), -torch.inf)
    column = torch.cat([torch.arange(size) for size in sizes])
    table = table.index_put((owner, column), fits)
    return table.logsumexp(1) - table[:, 0], table.argmax(1) == 0


def train(articles: Sequence[Sequence[Rows]], sizes: tuple[int, int], *, rounds: int, each: int,
          seed: int) -> torch.nn.ModuleDict:  # fmt: skip
    """Fit the vectors; logs the loss of each round and the figures on the articles kept out."""
    import torch

    torch.manual_seed(seed)
    dice = random.Random(seed)
    kept = [one for at, one in enumerate(articles) if at % KEPT_OUT == 0]
    used = [one for at, one in enumerate(articles) if at % KEPT_OUT]
    held = list(examples(kept, random.Random(1), each=each))
    parts = model(*sizes)
    optimizer = torch.optim.Adam(parts.parameters(), lr=RATE)
    for number in range(rounds):
        dice.shuffle(used)
        fresh = list(examples(used, dice, each=each))
        dice.shuffle(fresh)
        total = 0.0
        for start in range(0, len(fresh), BATCH):
            rate = RATE * max(0.05, 1 - (number + start / len(fresh)) / rounds)
            for group in optimizer.param_groups:
                group["lr"] = rate
            value = losses(parts, fresh[start : start + BATCH])[0].mean()
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += value.item() * len(fresh[start : start + BATCH])
        with torch.no_grad():
            found = [losses(parts, held[at : at + BATCH]) for at in range(0, len(held), BATCH)]
        loss = torch.cat([one for one, _ in found]).mean()
        right = torch.cat([one for _, one in found]).float().mean()
        log.info("round %d loss %.3f", number, total / max(1, len(fresh)))
        log.info("  articles kept out: loss %.3f, likeliest right %.3f", loss, right)
    return parts


def save(
    path: Path, parts: torch.nn.ModuleDict, places: dict[str, int], names: dict[str, int]
) -> None:
    """The tables that `summarizer.frames.load` reads; those of names and mentions are one."""
    import numpy as np
    import torch

    given = {name: value.detach() for name, value in parts.state_dict().items()}
    mention = torch.tensor([one.startswith("M") for one in names])[:, None]
    table = torch.where(mention, given["around.weight"], given["names.weight"])

    def listed(rows: dict[str, int]) -> np.ndarray:
        return np.frombuffer("\n".join(rows).encode(), np.uint8)

    np.savez_compressed(
        path,
        place_rows=listed(places),
        name_rows=listed(names),
        places=given["places.weight"].numpy().astype(np.float16),
        names=table.numpy().astype(np.float16),
        place_mix=given["place.weight"].numpy(),
        place_shift=given["place.bias"].numpy(),
        name_mix=given["name.weight"].numpy(),
        name_shift=given["name.bias"].numpy(),
    )


def main() -> None:
    """The command line."""
    from training.data import articles as read

    parser = argparse.ArgumentParser(
        prog="python -m training.frames",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/frames.npz"))
    parser.add_argument("--articles", type=int, default=11000, help="how many to learn from")
    parser.add_argument("--rounds", type=int, default=4, help="over all articles")
    parser.add_argument("--each", type=int, default=6, help="places an article and round")
    parser.add_argument("--limit", type=int, help="articles a file, for a trial")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    bodies = read(options.data, limit=options.limit)[1]
    random.Random(options.seed).shuffle(bodies)
    found = [mentions(body) for body in bodies[: options.articles]]
    found = [some for some in found if len({one.bearer for one in some}) > 2]
    places = rows_of(Counter(f for some in found for one in some for f in one.place),
                     least=LEAST_OF_PLACES)  # fmt: skip
    names = rows_of(Counter(f for some in found for one in some for f in (*one.name, *one.around)),
                    least=LEAST_OF_NAMES)  # fmt: skip
    log.info("%d articles, %d and %d rows", len(found), len(places), len(names))
    parts = train(
        numbered(found, places, names),
        (len(places), len(names)),
        rounds=options.rounds,
        each=options.each,
        seed=options.seed,
    )
    save(options.out, parts, places, names)


if __name__ == "__main__":
    main()
