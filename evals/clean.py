"""Cleaning on raw page text: how much of what is not the article is marked, and what is lost.

    python -m evals.clean --data ../shared/data [--show]

All visible text of 181 saved pages, menus and footers included, is treated as a plain-text
article: harder than any real input. A line is gold where its words stand in the body that a person
marked. Three figures: the part of the body's sentences (lines that end like one) that is kept; the
part of the body's characters that is kept (subheadings in it are marked by design); and the part
of the other lines that is marked. The baseline calls every line of less than 60 characters
boilerplate. Rules were written while looking at the half of the pages that ``evals.html`` chooses
on; the other half counts.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.corpus import records
from evals.floors import check
from evals.html import chooses
from summarizer.clean import find_boilerplate
from summarizer.lines import lines_of
from summarizer.records import Article
from summarizer.structure import is_sentence
from summarizer.webpage import fragment_text

Marker = Callable[[str], set[tuple[int, int]]]
_NOT_WORD = re.compile(r"\W+")


def ours(text: str) -> set[tuple[int, int]]:
    """The places that cleaning marks."""
    marks = find_boilerplate(Article(id="page", text=text))
    return {(mark.span.start, mark.span.end) for mark in marks}


def short_lines(text: str) -> set[tuple[int, int]]:
    """The baseline: every short line."""
    return {(line.start, line.end) for line in lines_of(text) if len(line.text) < 60}


def plain(text: str) -> str:
    return f" {_NOT_WORD.sub(' ', text.casefold()).strip()} "


def figures(pages: list[dict[str, Any]], mark: Marker, *, show: bool = False) -> dict[str, float]:
    """The three figures over all pages, in [0, 1]."""
    counts: Counter[str] = Counter()
    for page in pages:
        text, gold = fragment_text(page["html"]), plain(page["articleBody"])
        marked = mark(text)
        for line in lines_of(text):
            size = len(line.text)
            gone = any(start <= line.start and line.end <= end for start, end in marked)
            if plain(line.text) in gold:
                counts["body"] += size
                counts["body kept"] += 0 if gone else size
                if is_sentence(line.text) and len(line.text.split()) > 3:
                    counts["sentences"] += 1
                    counts["sentences kept"] += not gone
                    if show and gone:
                        print("lost  ", line.text[:150])
            else:
                counts["chrome"] += 1
                counts["chrome marked"] += gone
                if show and not gone:
                    print("left  ", line.text[:150])
    return {
        "sentences kept": counts["sentences kept"] / counts["sentences"],
        "body kept": counts["body kept"] / counts["body"],
        "chrome marked": counts["chrome marked"] / counts["chrome"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.clean", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--show", action="store_true", help="print the wrong lines of one half")
    options = parser.parse_args()
    pages = list(records(options.data / "html_pages.jsonl.gz"))
    looked_at = [page for page in pages if chooses(page["id"])]
    others = [page for page in pages if not chooses(page["id"])]
    found = figures(others, ours)
    for name, values in (
        ("looked at: newsweave", figures(looked_at, ours, show=options.show)),
        ("looked at: short lines", figures(looked_at, short_lines)),
        ("reported: newsweave", found),
        ("reported: short lines", figures(others, short_lines)),
    ):
        print(f"{name:<24}" + "".join(f"  {key} {value:.4f}" for key, value in values.items()))
    check("clean", found)


if __name__ == "__main__":
    main()
