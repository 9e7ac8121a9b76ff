"""Build the training examples: `python -m training.data --data ../shared/data --out DIR`.

Writes one shard of token ids for each kind of example, the closed vocabulary, and a tuning split
as readable text. See README.md for what each kind is.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.models.surface import level
from summarizer.models.words import FUNCTION, stem
from training import pairs, unions
from training.text import NEWS, content, held_out, is_clean, is_held_out, order, records, sentences
from training.views import LOADED, views

log = logging.getLogger("training.data")
Example = tuple[Sequence[str], str]

NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion dozen dozens half first second third fourth fifth "
    "hundreds thousands millions billions once twice double triple".split()
)
PIECES = "##s ##ed ##ing ##ly ##d ##es ##er".split()
MARKS = ". , ; : ' - ( ) \u2014".split()
# a longer target is hardly one sentence
MOST_TOKENS = 90
Articles = list[tuple[str, str, list[str]]]


def articles(data: Path, *, limit: int | None) -> tuple[Articles, list[list[str]]]:
    """(date, title, first sentences) of each article, and its clean sentences, levelled."""
    titles, runs = held_out(data)
    heads: Articles = []
    bodies: list[list[str]] = []
    out = 0
    for name in NEWS:
        for record in islice(records(data / "news_text" / f"{name}.jsonl.gz"), limit):
            if is_held_out(record.get("title", ""), record["text"], titles, runs):
                out += 1
                continue
            found = [level(one) for one in sentences(record["text"])]
            heads.append((record.get("date", "-"), level(record.get("title", "")), found[:14]))
            bodies.append([one for one in found if is_clean(one)])
    log.info("%d articles read, %d held out", len(heads), out)
    return heads, bodies


def neighbours(tokenizer: Any, counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Words that MiniLM's own embeddings put near a word: rough synonyms for a second report."""
    from training.warm import word_vectors

    words = [word for word, n in counts.items() if n >= 40 and word.isalpha() and len(word) > 3]
    words = [word for word in words if word not in FUNCTION and word not in NUMBERS]
    ids = {word: tokenizer.token_to_id(word) for word in words}
    words = [word for word in words if ids[word] is not None]
    table = word_vectors()[[ids[word] for word in words]]
    table = table / table.norm(dim=1, keepdim=True)
    near: dict[str, list[str]] = {}
    for at in range(0, len(words), 1024):
        scores, places = (table[at : at + 1024] @ table.T).topk(6, dim=1)
        for row, (values, columns) in enumerate(zip(scores, places, strict=True)):
            word = words[at + row]
            pairs_ = zip(values.tolist(), columns.tolist(), strict=True)
            found = [words[to] for value, to in pairs_ if value > 0.5 and words[to] != word]
            if found:
                near[word] = [one for one in found if stem(one) != stem(word)] or found
    return near


def cases(bodies: Iterable[Sequence[str]]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in lower case and otherwise, not counting first words."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for body in bodies:
        for text in body:
            for word in text.split()[1:]:
                bare = word.strip("\u201c\u201d,.;:()'")
                for part in bare.removesuffix("'s").split("-"):
                    (lower if part.islower() else upper)[part.lower()] += 1
    return lower, upper


def common_words(lower: Counter[str], upper: Counter[str], *, size: int = 20000) -> list[str]:
    """Words that are written in lower case within a sentence, for `surface.restore`."""
    found = (
        word
        for word, n in lower.most_common(2 * size)
        if n >= 6 and n > 3 * upper[word] and word.isalpha()
    )
    return sorted(islice(found, size))


def closed_vocabulary(
    tokenizer: Any, lower: Counter[str], upper: Counter[str], *, size: int
) -> list[int]:
    """Ids that may be written without a source: function words and common lower-case words.

    Numbers and words that are mostly capitalised within a sentence are left out. At decoding only
    function words are free; any other word needs a source word of the same stem.
    """
    chosen = [*MARKS, *PIECES, *sorted(FUNCTION)]
    for word, n in lower.most_common(4 * size):
        if word.isalpha() and word not in NUMBERS and n > 9 * upper[word] and len(word) > 2:
            chosen.append(word)
    ids = dict.fromkeys(tokenizer.token_to_id(word) for word in chosen)
    return [tokenizer.token_to_id("[SEP]"), *[one for one in ids if one is not None]][:size]


def synthetic(
    bodies: Sequence[Sequence[str]],
    near: Mapping[str, Sequence[str]],
    dice: random.Random,
    *,
    each: int,
) -> Iterator[Example]:
    """Views of clean sentences, at most `each` an article, now and then with a distractor."""
    for body in bodies:
        good = [one for one in body if not LOADED & set(one.lower().split())]
        for target in dice.sample(good, min(each, len(good))):
            group = views(target, dice, near)
            if len(body) > 3 and dice.random() < 0.08:
                other = dice.choice(body)
                if len(content(other) & content(target)) < 3 and len(group) > 1:
                    group.append(other)
            if dice.random() < 0.05:
                group.append(group[-1])
            yield group, target


def write_shard(
    path: Path,
    examples: Iterable[Example],
    tokenizer: Any,
    closed: frozenset[int],
    *,
    room: int = 250,
    most_written: float = 0.15,
    keep_out: int = 67,
) -> tuple[int, list[Example]]:
    """Tokenise, keep what pointer and closed vocabulary can say, write; the rest is dropped.

    Returns how many were kept, and one example in `keep_out` (0: none), not in the shard.
    """
    import torch
    from safetensors.torch import save_file

    free = {tokenizer.token_to_id(word) for word in (*FUNCTION, *MARKS, *PIECES)}
    flat: list[int] = []
    lengths: list[int] = []
    tune: list[Example] = []
    kept = seen = 0
    iterator = iter(examples)
    while block := list(islice(iterator, 4096)):
        texts = [text for group, target in block for text in (*order(group), target)]
        rows = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
        for group, target in block:
            inputs = [next(rows).ids for _ in group]
            output = next(rows).ids
            seen += 1
            known = free.union(*inputs)
            written = [token for token in output if token not in known]
            if not closed.issuperset(written) or sum(map(len, inputs)) > room:
                continue
            if len(written) > most_written * len(output) or len(output) > MOST_TOKENS:
                continue
            kept += 1
            if keep_out and kept % keep_out == 0:
                tune.append((order(group), target))
                continue
            lengths += [len(inputs), *map(len, inputs), len(output)]
            for one in (*inputs, output):
                flat += one
    parts = {"tokens": flat, "lengths": lengths}
    save_file({name: torch.tensor(one, dtype=torch.int32) for name, one in parts.items()}, path)
    log.info("%s: %d of %d examples kept", path.stem, kept, seen)
    return kept, tune


def build(options: argparse.Namespace) -> None:
    """All shards, in a fixed order, from one seed."""
    from training.warm import tokenizer as warm_tokenizer

    data, out = options.data, options.out
    out.mkdir(parents=True, exist_ok=True)
    dice = random.Random(options.seed)
    tokenizer = warm_tokenizer()
    heads, bodies = articles(data, limit=options.limit)
    lower, upper = cases(bodies)
    closed = closed_vocabulary(tokenizer, lower, upper, size=options.closed)
    (out / "words.txt").write_text("\n".join(common_words(lower, upper)) + "\n")
    (out / "closed.json").write_text(json.dumps(closed))
    counts = Counter(word for body in bodies for text in body[:5] for word in text.split())
    near = neighbours(tokenizer, counts)
    log.info("closed vocabulary of %d, neighbours of %d words", len(closed), len(near))
    written: dict[bool, list[Example]] = {False: [], True: []}
    for one in unions.read(data, training=True):
        if one.fusion is not None:
            written[one.is_kept_out()].append((one.texts, one.fusion))
    by_name: dict[str, Iterable[Example]] = {
        "views": synthetic(bodies, near, dice, each=options.each),
        "outlets": unique(pairs.mined(heads, dice), dice, near),
        "titles": unique(pairs.titled(heads, dice), dice, near),
        "within": unique(pairs.within(heads, dice), dice, near),
        "roundups": unique(pairs.aligned(data), dice, near),
        "unions": written[False],
    }
    other: dict[str, list[Example]] = {}
    for name, pair in pairs.published(data):
        other.setdefault(name, []).append(pair)
    with (out / "tune.jsonl").open("w", encoding="utf-8") as tuning:
        for name, examples in (by_name | other).items():
            if options.only and name not in options.only:
                continue
            _, tune = write_shard(
                out / f"{name}.safetensors",
                examples,
                tokenizer,
                frozenset(closed),
                keep_out=0 if name == "unions" else 67,
            )
            if name == "unions":
                tune = [(order(group), target) for group, target in written[True]]
            for group, target in tune[:400]:
                tuning.write(json.dumps({"kind": name, "sources": group, "target": target}) + "\n")


def unique(
    found: Iterable[Example], dice: random.Random, near: Mapping[str, Sequence[str]]
) -> Iterator[Example]:
    """Each target at most six times, and nothing loaded in a target."""
    seen: Counter[str] = Counter()
    for group, target in found:
        seen[target] += 1
        if seen[target] <= 6 and not LOADED & set(target.lower().split()):
            yield group, target


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.data",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    parser.add_argument("--each", type=int, default=6, help="synthetic examples an article")
    parser.add_argument("--closed", type=int, default=2500, help="size of the closed vocabulary")
    parser.add_argument("--limit", type=int, help="articles a file, for a trial")
    parser.add_argument("--only", nargs="*", help="kinds to build, for a trial")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    build(options)


if __name__ == "__main__":
    main()
