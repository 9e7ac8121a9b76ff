"""Makes `summarizer/data/loaded_words.json`: words that judge rather than report.

    python -m training.loaded_words --data ../shared/data

Candidates come from the lexicons (strong subjectives, opinion words, the NPOV lexicon). A
candidate stays when writers who argue use it clearly more often, outside quotations, than writers
who report: log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
"Fightin' Words"), once for outlets of opinion against news agencies and once for partisan
excerpts against the neutral roundups of the same events (there also where the agencies use it).
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from summarizer.stemmer import stem
from summarizer.tokens import STOPWORDS
from training.text import records

ARGUES = frozenset((
    "Townhall", "National Review", "Salon", "American Spectator", "Guest Writer - Right",
    "Guest Writer - Left", "Daily Kos", "Slate", "Daily Beast", "Breitbart News", "Reason",
    "The Daily Caller", "TheBlaze.com", "Mother Jones", "The Flip Side", "Vanity Fair",
    "HuffPost", "The Federalist", "RedState", "The Nation", "MSNBC", "Washington Examiner",
))  # fmt: skip
REPORTS = frozenset((
    "Reuters", "Associated Press", "BBC News", "NPR Online News", "Bloomberg", "USA TODAY",
    "The Hill", "Christian Science Monitor",
))  # fmt: skip
# Words of the subject, not of a judgement, that the counts let through; read by eye.
SUBJECT = frozenset(
    """us gay hanged murdered murderers massacre felonies felon assassin saint defeat novel novels
    correspondent cleared obtained offense secrets young victim source fight long want wants try
    view celebration afforded admitting articulated blow compelled elaborated laughed laughing
    logic mind moment objective principle principles purpose realized resist soul knows consequence
    criminality disclaimer emotional humanity century word true politician viewpoints limitation
    punishable spiritual ethical subordinate disarm errors durable liable best brightest bust candid
    capable cheapest confusing creative defender delighted drunk easy epic exciting famous fashion
    faulty fiction fit flourish generosity humorous imaginative integral invisible legendary likes
    liking lover marvel obscurity overwhelm prosper redundant romantic shock smarter talent trouble
    unlucky weak worrying""".split()
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_WORD = re.compile(r"(?<![\w'’-])[a-z]+(?:-[a-z]+)*(?![\w])")


def tokens(text: str) -> list[str]:
    """Lower-case words outside quotations; capitalised words are names or openings."""
    return _WORD.findall(_QUOTED.sub(" ", text))


def lexicon(folder: Path, name: str) -> set[str]:
    """The words of one list, comments and phrases left out."""
    lines = (folder / name).read_text("utf-8", errors="replace").splitlines()
    return {line.strip().lower() for line in lines if re.fullmatch(r"[A-Za-z-]+", line.strip())}


def log_odds(one: Counter[str], two: Counter[str], word: str, *, prior: float = 0.02) -> float:
    """z-score of the difference in log-odds of a word between two corpora."""
    both = one[word] + two[word]
    base = prior * (both + 1)
    total = prior * (sum_of(one) + sum_of(two))
    a, b = one[word] + base, two[word] + base
    n, m = sum_of(one) + total, sum_of(two) + total
    delta = math.log(a / (n - a)) - math.log(b / (m - b))
    return delta / math.sqrt(1 / a + 1 / b)


_SUMS: dict[int, int] = {}


def sum_of(counts: Counter[str]) -> int:
    """The total of a counter, counted once."""
    if id(counts) not in _SUMS:
        _SUMS[id(counts)] = counts.total()
    return _SUMS[id(counts)]


def ratio(one: Counter[str], two: Counter[str], word: str) -> float:
    """How many times as frequent a word is in one corpus as in another (add 1)."""
    return ((one[word] + 1) / sum_of(one)) / ((two[word] + 1) / sum_of(two))


def count(data: Path) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """Words of outlets that argue, of outlets that report, of partisan texts, of roundups."""
    argues: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for record in records(data / "news_text" / "articles.jsonl.gz"):
        if record["source"] in ARGUES:
            argues.update(tokens(record["text"]))
        elif record["source"] in REPORTS:
            reports.update(tokens(record["text"]))
    for record in records(data / "news_text" / "abc.jsonl.gz"):
        reports.update(tokens(record["text"]))
    partisan: Counter[str] = Counter()
    neutral: Counter[str] = Counter()
    for name in ("train", "excerpts_train"):
        for record in records(data / "neutral_clusters" / f"{name}.jsonl.gz"):
            neutral.update(tokens(record["summary"]))
            for doc in record["docs"]:
                partisan.update(tokens(doc if isinstance(doc, str) else doc.get("excerpt", "")))
    return argues, reports, partisan, neutral


def choose(
    candidates: Iterable[str], counts: tuple[Counter[str], ...], strong: set[str], listed: set[str]
) -> dict[str, float]:
    """Word -> weight in (0, 1] of the candidates that arguing writers clearly prefer."""
    argues, reports, partisan, neutral = counts
    chosen = {}
    for word in candidates:
        z = log_odds(argues, reports, word)
        times = ratio(argues, reports, word)
        slant = ratio(partisan, neutral, word)
        if partisan[word] >= 10 and slant >= 3.3 and times >= 0.4 and word not in STOPWORDS:
            chosen[word] = round(min(1.0, 0.2 + 0.2 * math.log(slant)), 2)
            continue
        needed = 1.35 if word in strong else 1.8 if word in listed else 2.5
        if argues[word] + reports[word] < 12 or z < 2.0 or times < needed or slant < 0.8:
            continue
        chosen[word] = round(min(1.0, 0.25 + 0.35 * math.log(times) + 0.1 * math.log(slant)), 2)
    return chosen


def main() -> None:
    """Count, choose, write."""
    parser = argparse.ArgumentParser(
        prog="python -m training.loaded_words",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/loaded_words.json"))
    parser.add_argument("--cache", type=Path, help="a JSON file that keeps the counts")
    args = parser.parse_args()
    if args.cache and args.cache.exists():
        counts = tuple(Counter(one) for one in json.loads(args.cache.read_text("utf-8")))
    else:
        counts = count(args.data)
        if args.cache:
            args.cache.write_text(json.dumps(counts), "utf-8")
    folder = args.data / "loaded_language" / "lexicons"
    strong = lexicon(folder, "strong_subjectives_riloff2003.txt")
    polar = lexicon(folder, "positive_liu2005.txt") | lexicon(folder, "negative_liu2005.txt")
    npov = lexicon(folder, "npov_lexicon.txt")
    reporting = lexicon(folder, "report_verbs.txt") | lexicon(folder, "hedges_hyland2005.txt")
    known = {stem(word) for word in strong | polar}
    seen = {word for word in counts[2] if stem(word) in known}
    candidates = sorted((strong | polar | npov | seen) - reporting - SUBJECT)
    words = choose(candidates, counts, strong & polar, strong | polar | npov)
    args.out.write_text(json.dumps({"words": words}, indent=0) + "\n", "utf-8")
    print(f"{len(candidates)} candidates, {len(words)} words")


if __name__ == "__main__":
    main()
