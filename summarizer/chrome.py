"""The rules for what news sites print around an article (``data/chrome.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

# Longer lines are paragraphs; no whole-line rule reads them, so that none can take long.
MAX_LINE_CHARS = 600
# A paragraph is searched for parts by its beginning and its end only, if it is longer than this.
_PART_CHARS = 20_000

# Patterns are written with curly apostrophes and plain spaces; the table keeps every offset.
_PLAIN = str.maketrans({"'": "’", "`": "’", "\u00a0": " ", "\t": " ", "\u202f": " ", "\n": " "})
_SPACES = re.compile(r" {2,}")
_WORD = re.compile(r"[A-Za-z+]+|\d[\d.,]*[kK]?|[^\s\w]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_NETWORKS = frozenset(
    [
        *("facebook", "messenger", "twitter", "whatsapp", "linkedin", "linked", "reddit"),
        *("pinterest", "instagram", "telegram", "tumblr", "flipboard", "pocket", "youtube"),
        *("snapchat", "tiktok", "threads", "mastodon", "bluesky", "viber", "stumbleupon", "digg"),
        *("skype", "gmail", "sms", "rss", "wechat", "vk", "email", "e-mail", "mail", "print"),
        *("share", "tweet", "copy", "link", "pin", "app", "whats", "whatsup", "url", "permalink"),
    ]
)
_FILLERS = frozenset(
    [
        *("on", "via", "this", "with", "to", "by", "and", "in", "it", "article", "story", "page"),
        *("icon", "logo", "more", "save", "post", "comment", "comments", "close", "options", "the"),
        *("google", "plus", "news", "messenger", "like", "send", "get", "copied", "a", "x", "or"),
        *("size", "text", "font", "bookmark", "gift", "listen", "reply", "views", "shares", "us"),
        *("opens", "new", "window", "click", "line", "ed", "follow", "+"),
    ]
)


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """The rules by kind: ``line``, ``start`` and ``part``."""
    path = resources.files("summarizer") / "data" / "chrome.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    result: dict[str, tuple[_Rule, ...]] = {}
    for kind in ("line", "start", "part"):
        rules: list[_Rule] = []
        for rule in table[kind]:
            flags = 0 if rule.get("case", kind == "part") else re.IGNORECASE
            joined = "|".join(f"(?:{pattern})" for pattern in rule["patterns"])
            rules.append(_Rule(rule["reason"], re.compile(joined, flags)))
        result[kind] = tuple(rules)
    return result


def line_reason(line: str) -> str:
    """Why this whole line is no part of a story; "" where it may be one."""
    if len(line) > MAX_LINE_CHARS:
        return ""
    plain = _SPACES.sub(" ", line.translate(_PLAIN)).strip()
    if _is_separator(plain):
        return "separator"
    if _is_sharing(plain):
        return "sharing buttons"
    for rule in _rules()["line"]:
        if rule.pattern.fullmatch(plain):
            return rule.reason
    for rule in _rules()["start"]:
        if rule.pattern.match(plain):
            return rule.reason
    return ""


def parts(line: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, reason)`` of the places within ``line`` that are no part of the story."""
    plain = line.translate(_PLAIN)
    pieces = [(0, plain)]
    if len(plain) > 2 * _PART_CHARS:
        pieces = [(0, plain[:_PART_CHARS]), (len(plain) - _PART_CHARS, plain[-_PART_CHARS:])]
    for offset, piece in pieces:
        for rule in _rules()["part"]:
            for found in rule.pattern.finditer(piece):
                if found.end() > found.start():
                    yield offset + found.start(), offset + found.end(), rule.reason


def _is_separator(line: str) -> bool:
    """Nothing but punctuation: "***", "——", "• • •", "."."""
    return not any(c.isalnum() for c in line)


def _is_sharing(line: str) -> bool:
    """Names of networks and buttons only, run together or not."""
    if len(line) > 300:
        return False
    words = [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", line))]
    words = [word for word in words if word[0].isalnum() and not word[0].isdigit()]
    networks = sum(word in _NETWORKS for word in words)
    return networks > 0 and all(word in _NETWORKS or word in _FILLERS for word in words)
