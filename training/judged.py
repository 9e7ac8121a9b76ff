"""Train the network that finds bad joints further, on fusions that were judged by reading.

    python -m training.judged --data ../shared/data --joints build/joints --out build/judged

`judged.tsv` holds fusions that the writer's search found for pairs of sentences it was not trained
on, written as in `unions.tsv`, and for each whether a sub-editor would print it (1) or where it
goes wrong (0 and a character of the fusion). A large language model judged them, having read the
sources. One pair in five is kept out for the figures printed. Half of each batch are spliced
sentences as before (`training.joints`), so that what they taught is not lost.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.models.surface import level
from training.unions import decode, places_of, plain, texts_of

if TYPE_CHECKING:
    from torch import Tensor

    from summarizer.models.joints import JointModel

log = logging.getLogger("training.judged")
FILE = Path(__file__).with_name("judged.tsv")
KEPT_OUT = 5
# a word of a sentence's worth against a sentence's own judgment
_WORDS = 0.5


class Judged(NamedTuple):
    """A fusion with its sources; `fault` is the character where it goes wrong, -1 if unknown."""

    article: str
    sources: tuple[str, ...]
    text: str
    good: bool
    fault: int

    def is_kept_out(self) -> bool:
        """Whether it is for figures only."""
        return (
            int(hashlib.sha256(self.article.split("/")[0].encode()).hexdigest(), 16) % KEPT_OUT == 0
        )


def read(data: Path, path: Path = FILE) -> list[Judged]:
    """The judged fusions in the order of the file. Raises ValueError for an unknown article."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    texts = texts_of(data, {one.article for row in lines for one in places_of(row[0])})
    found = []
    for named, code, good, fault in lines:
        places = places_of(named)
        sources = tuple(plain(texts[one.article][one.start : one.end]) for one in places)
        first = min(one.article for one in places)
        found.append(Judged(first, sources, decode(sources, code), good == "1", int(fault)))
    return found


class Row(NamedTuple):
    """A text and its sources as ids; which tokens begin a word; where the text goes wrong."""

    ids: list[list[int]]
    starts: list[list[bool]]
    good: bool
    fault: int


def row_of(one: Judged, tokenizer: Any, start_id: int) -> Row:
    """`ids[0]` is the fusion, the others its sources."""
    ids, starts, fault = [], [], -1
    for number, text in enumerate((one.text, *one.sources)):
        encoded = tokenizer.encode(level(text), add_special_tokens=False)
        ids.append([start_id, *encoded.ids])
        begins = [not token.startswith("##") for token in encoded.tokens]
        starts.append([False, *begins])
        if number == 0 and one.fault >= 0:
            at = [i + 1 for i, (_, end) in enumerate(encoded.offsets) if end > one.fault]
            fault = at[0] if at else -1
    return Row(ids, starts, one.good, fault)


def differences(model: JointModel, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """(B, S) raw logits of the fusions' tokens, and how much more doubtful each word is than the
    same word is in the sources; what begins no word is far below."""
    import torch

    from summarizer.models.joints import NEW

    flat = [ids for row in rows for ids in row.ids]
    size = max(map(len, flat))
    logits = model(torch.tensor([[*ids, *[0] * (size - len(ids))] for ids in flat]))
    raw, worse = [], []
    at = 0
    for row in rows:
        known: dict[int, Tensor] = {}
        for number in range(1, len(row.ids)):
            for place, token in enumerate(row.ids[number]):
                if row.starts[number][place]:
                    value = logits[at + number, place]
                    known[token] = torch.maximum(known[token], value) if token in known else value
        low = torch.tensor(NEW)
        mine = torch.stack(
            [
                logits[at, place] - known.get(row.ids[0][place], low)
                if begins
                else torch.tensor(-20.0)
                for place, begins in enumerate(row.starts[0])
            ]
        )
        worse.append(torch.nn.functional.pad(mine, (0, size - len(mine)), value=-20.0))
        raw.append(logits[at])
        at += len(row.ids)
    return torch.stack(raw), torch.stack(worse)


def loss(model: JointModel, rows: Sequence[Row], scale: Tensor) -> Tensor:
    """Cross-entropy of the judgment by the worst word, and of the word where it goes wrong.

    scale: (2,) factor and offset from the worst difference to a logit.
    """
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits as entropy

    raw, worse = differences(model, rows)
    bad = torch.tensor([float(not row.good) for row in rows])
    whole = entropy(scale[0] * (worse.logsumexp(-1) - scale[1]), bad)
    picked, wanted = [], []
    for number, row in enumerate(rows):
        for place, begins in enumerate(row.starts[0]):
            # what else is wrong in a bad sentence is not known
            if begins and (row.good or place == row.fault):
                picked.append(raw[number, place])
                wanted.append(float(not row.good))
    if not picked:
        return whole
    words = entropy(torch.stack(picked), torch.tensor(wanted), pos_weight=torch.tensor(8.0))
    return whole + _WORDS * words


def measure(model: JointModel, rows: Sequence[Row]) -> str:
    """Area under the curve of the worst word on judged fusions."""
    import torch
    from sklearn.metrics import roc_auc_score

    with torch.inference_mode():
        worst = [float(differences(model, [row])[1].max()) for row in rows]
    bad = [not row.good for row in rows]
    area = roc_auc_score(bad, worst)
    return f"{len(rows)} fusions, {sum(bad)} bad: AUC of the worst word {area:.3f}"


def run(options: argparse.Namespace) -> None:
    """Train on the judged and on spliced sentences; the rate falls to 0."""
    import torch
    from safetensors.torch import load_file

    from training import joints
    from training.splices import Pairs, Splicer
    from training.train import drop_out, pace
    from training.warm import tokenizer

    torch.manual_seed(options.seed)
    dice = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    reader = tokenizer()
    model = joints.fresh()
    model.load_state_dict(load_file(options.joints / "joints.safetensors"))
    rows = [(one, row_of(one, reader, 101)) for one in read(options.data, options.judged)]
    kept = [row for one, row in rows if one.is_kept_out()]
    used = [row for one, row in rows if not one.is_kept_out()]
    model.eval()
    log.info("before: %s", measure(model, kept))
    bodies = joints.bodies_of(options.data, options.joints, limit=None)
    pairs = Pairs.of(words for body in bodies for words in body)
    mark = reader.token_to_id(",")
    spliced = joints.batches(
        joints.examples(bodies, Splicer(pairs, mark, dice), dice), tokens=options.tokens
    )
    model.train()
    drop_out(model, options.dropout)
    scale = torch.nn.Parameter(torch.tensor([1.0, 1.2]))
    free = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW([*free, scale], betas=(0.9, 0.98), weight_decay=0.01)
    steps = options.rounds * len(used) // options.batch
    order: list[Row] = []
    total = 0.0
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = options.rate * pace(step / steps, warm=0.05)
        while len(order) < options.batch:
            order += dice.sample(used, len(used))
        pack, order = order[: options.batch], order[options.batch :]
        ids, marks = next(spliced)
        value = loss(model, pack, scale) + joints.loss(model, ids, marks)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        total += value.item()
        if step % 50 == 49:
            log.info("step %d of %d loss %.4f", step + 1, steps, total / 50)
            total = 0.0
    model.eval()
    joints.save(model, {"steps": steps}, options.out)
    log.info("after: %s; scale %s", measure(model, kept), scale.tolist())
    same = random.Random(1)
    out = [body for at, body in enumerate(bodies) if at % joints.KEPT_OUT == 0]
    found = joints.examples(out, Splicer(pairs, mark, same), same)
    log.info("spliced: %s", joints.measure(model, found, 1000))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.judged", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--judged", type=Path, default=FILE)
    parser.add_argument("--joints", type=Path, default=Path("build/joints"), help="to begin from")
    parser.add_argument("--out", type=Path, default=Path("build/judged"))
    parser.add_argument("--rounds", type=int, default=4, help="how often each fusion is read")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--tokens", type=int, default=1000, help="spliced positions a step")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run(options)


if __name__ == "__main__":
    main()
