"""Whether the repository holds text of the data: `make eval-copies`.

    python -m evals.copies --data ../shared/data

The texts of the data belong to their publishers, and none of their sentences may lie in the
repository. Every run of eight words of every committed file is looked for in every file of the data
and in the seeds beside it; packed tables are unpacked, weights and arrays are left out, and of web
pages the article counts, not the markup. A run of short words ("at the end of the day on which it")
is nobody's: a hit has at least `_TELLING` different words of four letters or more. Neither is what
stands in `STOCK`. Exit code 1 where there is a hit. Takes a few minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Words of a run, and how many different ones of them, of four letters or more, make it telling.
WIDTH, _TELLING = 8, 4
_WORD = re.compile(r"[a-z0-9]+")
# the texts of licences are theirs, and stand in the data too
_OTHERS = frozenset({"LICENSE"})
# lists in their usual order, and what every site says: nobody's sentences
STOCK = (
    "months january february march april may june july august september october november december",
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia "
    "hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts "
    "michigan minnesota mississippi missouri montana nebraska nevada new hampshire new jersey new "
    "mexico new york north carolina north dakota ohio oklahoma oregon pennsylvania rhode island "
    "south carolina south dakota tennessee texas utah vermont virginia washington west virginia "
    "wisconsin wyoming",
    "lose loser losers loses losing loss losses lost",
    "leave a reply your email address will not be published required fields are marked",
    "save my name email and website in this browser for the next time i comment",
    "we use cookies to improve your experience",
    "the views expressed in this article are those of the author",
    "read more read or share this story https",
    "this story has been corrected to show that",
    "for the first time in nine years the",
)
_ODD = 0x9E3779B97F4A7C15


class Run(NamedTuple):
    """Eight words of a committed file; `line` counts from 1."""

    file: str
    line: int
    words: str


def words_of(text: str) -> list[str]:
    """Words and numbers in lower case; marks and line ends say nothing."""
    return _WORD.findall(text.lower().replace("’", "'").replace("'", ""))


def is_telling(words: list[str]) -> bool:
    """Whether a run says enough to be somebody's."""
    return len({word for word in words if len(word) > 3 and word.isalpha()}) >= _TELLING


def runs(file: str, text: str) -> Iterator[Run]:
    """The telling runs of a file, over the ends of its lines."""
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = words_of(line)
        words += found
        lines += [number] * len(found)
    for at in range(len(words) - WIDTH + 1):
        some = words[at : at + WIDTH]
        if is_telling(some):
            yield Run(file, lines[at], " ".join(some))


def committed(root: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each committed file that has any."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        path = root / name
        if path.name in _OTHERS or not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        if b"\0" not in content[:4096]:
            yield name, content.decode("utf-8", errors="replace")


def texts(value: Any) -> Iterator[str]:
    """The texts in a JSON value; a list of single tokens is one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(one, str) and " " not in one for one in value):
            yield " ".join(value)
        else:
            for one in value:
                yield from texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)


def given(data: Path) -> Iterator[tuple[str, str]]:
    """Name of the file and text of all that lies in the data and in the seeds beside it."""
    for path in sorted([*data.rglob("*"), *(data.parent / "seeds").glob("*")]):
        if path.name.endswith(".jsonl.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    yield path.name, " \n ".join(texts(record.get("articleBody", record)))
        elif path.suffix == ".txt":
            yield path.name, path.read_text("utf-8", errors="replace")


class Sought:
    """Runs by a hash of their words, to be found in long texts quickly.

    A word that no run has stands for 0; a window with a 0 is not looked at. The hash is a
    polynomial in the words' numbers modulo 2^64; what is found is compared word by word.
    """

    def __init__(self, found: Iterator[Run]) -> None:
        import numpy as np

        self.runs: dict[str, list[Run]] = defaultdict(list)
        for one in found:
            self.runs[one.words].append(one)
        known = sorted({word for run in self.runs for word in run.split()})
        self.numbers: Mapping[str, int] = {word: at for at, word in enumerate(known, start=1)}
        rows = [[self.numbers[word] for word in run.split()] for run in self.runs]
        self.hashes = np.unique(hashes(np.array(rows, dtype=np.uint64).reshape(-1, WIDTH).T))

    def within(self, text: str) -> list[str]:
        """The runs that a text has, in its order."""
        import numpy as np

        words = words_of(text)
        if len(words) < WIDTH or not len(self.hashes):
            return []
        ids = np.fromiter((self.numbers.get(word, 0) for word in words), np.uint64, len(words))
        size = len(words) - WIDTH + 1
        columns = np.stack([ids[at : at + size] for at in range(WIDTH)])
        places = np.flatnonzero(columns.all(axis=0))
        own = hashes(columns[:, places])
        near = np.minimum(np.searchsorted(self.hashes, own), len(self.hashes) - 1)
        hits = places[self.hashes[near] == own].tolist()
        found = (" ".join(words[at : at + WIDTH]) for at in hits)
        return [run for run in found if run in self.runs]


def hashes(columns: NDArray[Any]) -> NDArray[Any]:
    """(WIDTH, n) numbers of words -> (n,) hashes, both uint64."""
    import numpy as np

    total = np.zeros(columns.shape[1], dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            total = total * np.uint64(_ODD) + column + np.uint64(1)
    return total


def copies(sought: Sought, data: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    """Each run that was found, with the names of the files that have it."""
    where: dict[str, set[str]] = defaultdict(set)
    for name, text in data:
        for run in sought.within(text):
            where[run].add(name)
    return where


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.copies",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    options = parser.parse_args()
    stock = {run.words for text in STOCK for run in runs("", text)}
    every = (run for name, text in committed(options.root) for run in runs(name, text))
    sought = Sought(run for run in every if run.words not in stock)
    print(f"{len(sought.runs)} runs of {WIDTH} words in the repository")
    found = copies(sought, given(options.data))
    hits = sorted((place, where) for run, where in found.items() for place in sought.runs[run])
    for place, where in hits:
        print(f"{place.file}:{place.line}: {place.words}   [{', '.join(sorted(where))}]")
    print(f"{len(found)} of them in the data")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
