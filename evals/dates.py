"""Time expressions on TempEval-3: where they stand and which days they mean.

    python -m evals.dates --data ../shared/data [--half tune] [--show]

Gold are the expressions of type DATE that name a day, week, month, quarter, season, year or
decade; those of type TIME ("Monday night", "9 a.m.") count neither for nor against, and neither do
vague references ("now", "recently"). An extent is right strictly (same offsets) or relaxed
(overlap). The value is right where the TIMEX3 value of the days equals the gold one.

The halves are made by a hash of the document's name; rules were written while looking at the
"tune" half only, and the "report" half is what counts. The baseline is dateparser's
``search_dates`` (English), with the document's date as its base, where it is installed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from evals.floors import check
from summarizer.dates import date_mentions
from summarizer.records import DateMention

Found = tuple[int, int, str]  # start, end, TIMEX3 value
Finder = Callable[[str, date], list[Found]]
_VALUE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|\d{3}|\d{4}-Q\d|\d{4}-W\d\d(-WE)?|\d{4}-(SP|SU|FA|WI)"
)


def half(name: str) -> str:
    return "tune" if hashlib.sha256(name.encode()).digest()[0] % 2 else "report"


def value(mention: DateMention) -> str:
    """The TIMEX3 value of the days, "" where they are unknown."""
    first, last = mention.first, mention.last
    if first is None or last is None:
        return ""
    if mention.grain == "day":
        return first.isoformat()
    if mention.grain == "week":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if (last - first).days == 1 else "")
    if mention.grain == "quarter":
        seasons = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
        if first.month in seasons:
            return f"{first.year}-{seasons[first.month]}"
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if mention.grain == "decade":
        return str(first.year)[:3]
    return first.isoformat()[: 4 if mention.grain == "year" else 7]


def ours(text: str, day: date) -> list[Found]:
    return [(m.start, m.end, value(m)) for m in date_mentions(text, anchor=day)]


def dateparser_search() -> Finder | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def find(text: str, day: date) -> list[Found]:
        base = datetime(day.year, day.month, day.day)
        found: list[Found] = []
        for paragraph in re.finditer(r"[^\n]+", text):
            place = paragraph.start()
            settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
            hits = search_dates(paragraph.group(), languages=["en"], settings=settings)
            for words, moment in hits or ():
                at = text.find(words, place, paragraph.end())
                if at >= 0:
                    found.append((at, at + len(words), moment.date().isoformat()))
                    place = at + len(words)
        return found

    return find


def documents(path: Path, part: str) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if half(record["doc"]) == part:
                yield record


def _vague(timex: dict[str, Any]) -> bool:
    return timex["type"] == "TIME" or (
        timex["type"] == "DATE" and not _VALUE.fullmatch(timex["value"] or "")
    )


def score(records: list[dict[str, Any]], find: Finder, *, show: bool = False) -> dict[str, float]:
    gold_count = found_count = strict = relaxed = relaxed_found = right = 0
    for record in records:
        gold = [
            t for t in record["timex"] if t["type"] == "DATE" and _VALUE.fullmatch(t["value"] or "")
        ]
        ignored = [t for t in record["timex"] if _vague(t)]
        found = [
            f
            for f in find(record["text"], date.fromisoformat(record["dct"][:10]))
            if not any(f[0] < t["end"] and t["start"] < f[1] for t in ignored)
        ]
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        for t in gold:
            strict += any(f[:2] == (t["start"], t["end"]) for f in found)
            hits = [f for f in found if f[0] < t["end"] and t["start"] < f[1]]
            relaxed += bool(hits)
            good = any(f[2] == t["value"] for f in hits)
            right += good
            if show and not good:
                around = " ".join(record["text"][max(0, t["start"] - 60) : t["end"] + 25].split())
                print(f"  {record['dct']} {t['text']!r} {t['value']} {hits} …{around}…")
        for f in found:
            hit = any(f[0] < t["end"] and t["start"] < f[1] for t in gold)
            relaxed_found += hit
            if show and not hit:
                around = " ".join(record["text"][max(0, f[0] - 40) : f[1] + 30].split())
                print(f"  extra {record['text'][f[0] : f[1]]!r} …{around}…")
    precision, recall = relaxed_found / max(found_count, 1), relaxed / max(gold_count, 1)
    return {
        "strict F1": 2 * strict / max(gold_count + found_count, 1),
        "relaxed F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "relaxed precision": precision,
        "relaxed recall": recall,
        "value accuracy": right / max(relaxed, 1),
        "value F1": 2 * right / max(gold_count + found_count, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m evals.dates",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--half", choices=["tune", "report"], default="report")
    parser.add_argument("--show", action="store_true", help="print every error")
    options = parser.parse_args()
    records = list(documents(options.data / "dates" / "tempeval_dev.jsonl.gz", options.half))
    figures = score(records, ours, show=options.show)
    rows = {"newsweave": figures}
    baseline = dateparser_search()
    if baseline:
        rows["dateparser"] = score(records, baseline)
    print(f"{options.half} half, {len(records)} documents")
    for name, row in rows.items():
        print(f"{name:12}" + "".join(f"  {key} {number:.3f}" for key, number in row.items()))
    if options.half == "report":
        check("dates", figures)


if __name__ == "__main__":
    main()
