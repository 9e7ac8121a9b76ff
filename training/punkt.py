"""Train the Punkt sentence model that ships with the package.

    python -m training.punkt --data ../shared/data

Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", Computational
Linguistics 32(4), 2006, as NLTK implements it, over every fourth article of ``news_text``.
The orthographic context is pruned to words seen often enough for the model to use them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from training.frequency import articles

EVERY = 4  # a quarter of the articles, 9 M words: more adds only names to the tables
MIN_SEEN = 6  # words seen fewer times decide nothing but fill the table


def train(data: Path) -> dict[str, Any]:
    """The parameters as plain lists, sorted."""
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    # News abbreviates names after which a capital follows ("Gov. Lee"); collocations of all
    # kinds of abbreviations are what keeps those together.
    trainer.INCLUDE_ABBREV_COLLOCS = True
    for number, text in enumerate(articles(data)):
        if number % EVERY == 0:
            trainer.train(text, finalize=False)
    trainer.finalize_training()
    params = trainer.get_params()
    seen = trainer._type_fdist
    return {
        "abbreviations": sorted(params.abbrev_types),
        "collocations": sorted(list(pair) for pair in params.collocations),
        "starters": sorted(params.sent_starters),
        "context": {
            word: flags
            for word, flags in sorted(params.ortho_context.items())
            if flags and seen[word] >= MIN_SEEN
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.punkt",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/punkt.json.gz"))
    options = parser.parse_args()
    model = train(options.data)
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    options.out.write_bytes(packed)
    sizes = {name: len(value) for name, value in model.items()}
    print(f"{sizes}, {len(packed)} bytes")


if __name__ == "__main__":
    main()
