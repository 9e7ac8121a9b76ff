"""Saved news pages to text: token F1 against the body text a person marked.

    python -m evals.html --data ../shared/data [--compare]

181 pages with gold bodies (scrapinghub/article-extraction-benchmark). The extraction options were
chosen on the pages whose hash of the id is even; the figures that count, and the floor, come from
the others. F1 is over words (runs of letters and digits, lower-cased) as multisets, page by page,
then averaged. Baselines: all visible text of the page, and trafilatura's other settings
(``--compare``). It also says how many pages give a title and a date, and counts refused pages.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals.corpus import records
from evals.floors import check
from summarizer.clean import find_boilerplate
from summarizer.errors import RecordError
from summarizer.records import Article
from summarizer.webpage import OPTIONS, fragment_text, page_record

_WORD = re.compile(r"\w+")
_SETTINGS: dict[str, dict[str, bool]] = {
    "defaults": {},
    "favor_precision": {"favor_precision": True},
    "favor_recall": {"favor_recall": True},
    "fast": {"fast": True},
    "with tables": {"include_tables": True},
    "precision, with tables": {"favor_precision": True, "include_tables": True},
    "fast precision, with tables": {"favor_precision": True, "include_tables": True, "fast": True},
    "recall, with tables": {"favor_recall": True, "include_tables": True},
}


def chooses(identity: str) -> bool:
    """Whether the page is one of those the options were chosen on."""
    return hashlib.sha256(identity.encode()).digest()[0] % 2 == 0


def scores(text: str, gold: str) -> tuple[float, float, float]:
    """``(precision, recall, F1)`` of the words of ``text``, in [0, 1]."""
    found, wanted = Counter(_words(text)), Counter(_words(gold))
    shared = sum((found & wanted).values())
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / found.total(), shared / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def with_options(options: dict[str, bool]) -> Callable[[str], str]:
    """A reader of pages with these options of trafilatura in place of ours."""
    from trafilatura import bare_extraction

    def read(html: str) -> str:
        base: dict[str, Any] = {"include_comments": False, "include_tables": False}
        page = bare_extraction(html, **(base | options))
        return str(getattr(page, "text", "") or "")

    return read


def ours(html: str) -> str:
    """The text as Newsweave reads it; "" where the page is refused."""
    try:
        return str(page_record(html, "page")[0]["text"])
    except RecordError:
        return ""


def cleaned(html: str) -> str:
    """The text without what cleaning marks, as the later stages see it."""
    text = ours(html)
    article = Article(id="page", text=text)
    kept, end = [], 0
    for mark in find_boilerplate(article):
        kept.append(text[end : mark.span.start])
        end = mark.span.end
    return " ".join([*kept, text[end:]])


def mean(pages: Sequence[dict[str, Any]], read: Callable[[str], str]) -> tuple[float, ...]:
    """Mean precision, recall and F1 over the pages."""
    rows = [scores(read(page["html"]), page["articleBody"]) for page in pages]
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


def metadata(pages: Sequence[dict[str, Any]]) -> Counter[str]:
    """How many pages give which field."""
    counts: Counter[str] = Counter()
    for page in pages:
        try:
            values, _ = page_record(page["html"], "page")
        except RecordError:
            counts["refused"] += 1
            continue
        counts.update(field for field in ("title", "published", "source", "url") if field in values)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.html", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--compare", action="store_true", help="trafilatura's other settings too")
    options = parser.parse_args()
    pages = list(records(options.data / "html_pages.jsonl.gz"))
    halves = {
        "chosen on": [page for page in pages if chooses(page["id"])],
        "reported": [page for page in pages if not chooses(page["id"])],
    }
    readers: dict[str, Callable[[str], str]] = {
        "newsweave": ours,
        "newsweave, cleaned": cleaned,
        "all text": fragment_text,
    }
    if options.compare:
        readers |= {name: with_options(given) for name, given in _SETTINGS.items()}
    print(f"options: {OPTIONS}")
    for half, some in halves.items():
        print(f"{half}: {len(some)} pages{'':12}precision  recall     F1")
        for name, read in readers.items():
            precision, recall, f1 = mean(some, read)
            print(f"  {name:<28}{precision:8.4f}{recall:8.4f}{f1:8.4f}")
            if name == "newsweave" and half == "reported":
                figure = f1
    counts = metadata(halves["reported"])
    print(", ".join(f"{field} {count}" for field, count in sorted(counts.items())))
    check("html", {"f1": figure})


if __name__ == "__main__":
    main()
