"""What a model in training writes from examples that it is not trained on."""

from __future__ import annotations

import copy
import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.models.fusion import FusionModel


def samples(model: FusionModel, tune: Path, tokenizer: Any, *, count: int = 3) -> list[str]:
    """`count` texts, one an example: its sources, what is wanted and what the model writes,
    greedily and in lower case. tune: the `tune.jsonl` of `training.data`; of each kind of example
    the first is taken. The model itself is not changed."""
    from summarizer.models.beam import Settings, search
    from summarizer.models.bundled import marks_of, ordered
    from summarizer.models.constrain import Vocabulary, read

    examples = list(islice(_firsts(tune), count))
    config = model.config
    vocabulary = Vocabulary(
        spelled={number: word for word, number in tokenizer.get_vocab().items()},
        closed=config.closed,
        start_id=config.start_id,
        stop_id=config.stop_id,
    )
    readings = [read(ordered(one["sources"], tokenizer), tokenizer, vocabulary) for one in examples]
    still = copy.deepcopy(model).cpu().eval()
    found = search(still, readings, Settings(beams=1), marks_of(tokenizer)) if readings else []
    return [
        "\n".join(
            [
                *(f"- {text}" for text in reading.texts),
                f"= {one['target']}",
                f"> {tokenizer.decode(list(some[0].tokens)) if some else '(does not end)'}",
            ]
        )
        for one, reading, some in zip(examples, readings, found, strict=True)
    ]


def _firsts(tune: Path) -> Any:
    """The first example of each kind, in the file's order."""
    seen: set[str] = set()
    with tune.open(encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            if one["kind"] not in seen and len(set(one["sources"])) > 1:
                seen.add(one["kind"])
                yield one
