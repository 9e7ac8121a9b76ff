"""Tries a running service from outside: posts the examples and checks every citation.

    python scripts/container_probe.py URL KEY FOLDER

Only the standard library is needed. Ends with exit code 1 and a message where something is wrong.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any


def ask(url: str, key: str, body: object = None, accept: str = "application/json") -> bytes:
    """The body of an answer; raises HTTPError for statuses from 400 on."""
    request = urllib.request.Request(url, headers={"Accept": accept})
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=120) as answer:
        content: bytes = answer.read()
    return content


def wait_ready(url: str, seconds: float = 120) -> float:
    """Seconds until /readyz says yes."""
    began = time.monotonic()
    while True:
        try:
            ask(f"{url}/readyz", "")
            return time.monotonic() - began
        except OSError:
            if time.monotonic() - began > seconds:
                raise SystemExit(f"{url} is not ready after {seconds:g} s") from None
            time.sleep(0.2)


def examples(folder: Path) -> list[dict[str, Any]]:
    """The articles of all JSONL files in a folder."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def check(digest: dict[str, Any], articles: list[dict[str, Any]]) -> int:
    """The number of citations, all of which are exact."""
    texts = {article["id"]: article["text"] for article in articles}
    count = 0
    for event in digest["events"]:
        if not event["summary"]:
            raise SystemExit(f"{event['id']} has no summary")
        for sentence in event["summary"]:
            if not sentence["citations"]:
                raise SystemExit(f"a sentence without a citation: {sentence['text']}")
        for citation in event["citations"]:
            text = texts[citation["article"]]
            if text[citation["start"] : citation["end"]] != citation["quote"]:
                raise SystemExit(f"an inexact citation: {citation}")
            count += 1
    return count


def main() -> None:
    """Runs the checks and prints figures."""
    url, key, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    print(f"ready after {wait_ready(url):.1f} s")
    articles = examples(folder)
    try:
        ask(f"{url}/v1/summaries", "", {"articles": articles})
        raise SystemExit("it answers without a key")
    except urllib.error.HTTPError as error:
        if error.code != 401:
            raise SystemExit(f"without a key: {error.code}") from None
    began = time.monotonic()
    digest = json.loads(ask(f"{url}/v1/summaries", key, {"articles": articles}))
    seconds = time.monotonic() - began
    count = check(digest, articles)
    sentences = sum(len(event["summary"]) for event in digest["events"])
    print(
        f"examples: {len(articles)} articles, {len(digest['events'])} events, {sentences} "
        f"sentences, {count} exact citations in {seconds:.1f} s"
    )
    page = ask(f"{url}/v1/summaries", key, {"articles": articles}, "text/html")
    if not page.startswith(b"<!DOCTYPE html>"):
        raise SystemExit("the page is no page")


if __name__ == "__main__":
    main()
