"""The rules for what news sites print around an article (`data/chrome.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

# Longer lines are paragraphs; no whole-line rule reads them, so that none can take long.
MAX_LINE_CHARS = 600
# A line longer than twice this is searched in its first and last characters only.
_SEARCHED_CHARS = 10_000

_KINDS = ("line", "start", "tail", "sentence", "part")

# Patterns are written with curly apostrophes and plain spaces; the table keeps every offset.
_PLAIN = str.maketrans(
    {"'": "’", "`": "’", "‘": "’"}
    | dict.fromkeys("\u00a0\u202f\u2009\u200a\u3000\t\n\r\x0b\x0c\u2028\u2029", " ")
)
_SPACES = re.compile(r" {2,}")
_BULLET = re.compile(r"[-–—•⦁*>»|:. ]{1,4}(?=\w)")
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*[kK]?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"”’)\]]{0,3} +(?=[\"“‘(\[]?[A-Z0-9@*])")
# Who says something is quoted or reported: never a call to the reader.
_REPORTS = re.compile(
    r"[“”\"]|\b(?:said|says|told|tells|asked|tweeted|wrote|added|according|testified|announced)\b"
)

# News and picture agencies, as they sign.
AGENCY = (
    r"(?:AP|AFP|CNN|UPI|TNS|EPA|PA|dpa|DPA|ANI|PTI|IANS|Xinhua|Reuters|REUTERS|Bloomberg|Tribune|"
    r"Associated Press|Thomson Reuters Foundation|[A-Z][\w.]{1,20} News)"
)
# A caption ends with who took the picture: "(Jo Lind/Harbour Post/TNS)", "(AP Photo)".
_CREDITED = re.compile(
    rf"\((?:(?:photo|image|file|credit)[^()]{{0,60}}|[^()]{{0,80}}(?:[/|,]|via|for) ?{AGENCY}|"
    rf"{AGENCY} (?:photo|Photo|file)|[A-Z][\w.’' -]{{2,30}}/[A-Z][^()]{{1,60}}|[^()]{{0,80}}Getty"
    rf"[^()]{{0,30}}|[^()]{{0,60}}Shutterstock)[^()]{{0,60}}\)$"
)
_NETWORKS = frozenset(
    [
        *("facebook", "messenger", "twitter", "whatsapp", "linkedin", "linked", "reddit"),
        *("pinterest", "instagram", "telegram", "tumblr", "flipboard", "pocket", "youtube"),
        *("snapchat", "tiktok", "threads", "mastodon", "bluesky", "viber", "stumbleupon", "digg"),
        *("skype", "gmail", "sms", "rss", "wechat", "vk", "email", "e", "mail", "print"),
        *("share", "tweet", "copy", "link", "pin", "app", "whats", "whatsup", "url", "permalink"),
    ]
)
_FILLERS = frozenset(
    [
        *("on", "via", "this", "with", "to", "by", "and", "in", "it", "article", "story", "page"),
        *("icon", "logo", "more", "save", "post", "comment", "comments", "close", "options", "the"),
        *("google", "plus", "news", "like", "send", "get", "copied", "a", "x", "or", "now", "here"),
        *("size", "text", "font", "bookmark", "gift", "listen", "reply", "views", "shares", "us"),
        *("opens", "new", "window", "click", "line", "ed", "follow", "hide", "show", "caption"),
    ]
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """``hints``: where none of these stands in a lower-cased text, the pattern cannot match."""

    reason: str
    pattern: re.Pattern[str]
    hints: tuple[str, ...] = ()

    def find(self, plain: str, lowered: str) -> Iterator[tuple[int, int]]:
        """Where the pattern matches, first a cheap look at the hints."""
        if not self.hints or any(hint in lowered for hint in self.hints):
            for found in self.pattern.finditer(plain):
                if found.end() > found.start():
                    yield found.start(), found.end()


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """The rules by kind."""
    path = resources.files("summarizer") / "data" / "chrome.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    result: dict[str, tuple[_Rule, ...]] = {}
    for kind in _KINDS:
        rules: list[_Rule] = []
        for rule in table[kind]:
            flags = 0 if rule.get("case", False) else re.IGNORECASE
            joined = "|".join(f"(?:{pattern})" for pattern in rule["patterns"])
            hints = tuple(rule.get("hints", ()))
            rules.append(_Rule(rule["reason"], re.compile(joined, flags), hints))
        result[kind] = tuple(rules)
    return result


def line_reason(line: str) -> str:
    """Why this whole line is no part of a story; "" where it may be one."""
    if len(line) > MAX_LINE_CHARS:
        return ""
    plain = _SPACES.sub(" ", line.translate(_PLAIN)).strip()
    if not any(c.isalnum() for c in plain):
        return "separator"
    if _is_sharing(plain):
        return "sharing buttons"
    if _CREDITED.search(plain[-200:]):
        return "photo caption"
    return _by_rules(plain) or _by_rules(_BULLET.sub("", plain, count=1))


@lru_cache(maxsize=4096)
def _by_rules(plain: str) -> str:
    for rule in _rules()["line"]:
        if rule.pattern.fullmatch(plain):
            return rule.reason
    for rule in _rules()["start"]:
        if rule.pattern.match(plain):
            return rule.reason
    return ""


def tail_reason(line: str) -> str:
    """Why this line among the last ones is a note on the author; "" where it may be story."""
    if len(line) > 2 * MAX_LINE_CHARS:
        return ""
    plain = _SPACES.sub(" ", line.translate(_PLAIN)).strip()
    return next((rule.reason for rule in _rules()["tail"] if rule.pattern.match(plain)), "")


def parts(line: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, reason)`` of the places within ``line`` that are no part of the story; they
    may overlap. Time is linear in the length of the line."""
    if len(line) < 6:
        return
    plain = line.translate(_PLAIN)
    pieces = [(0, plain)]
    if len(plain) > 2 * _SEARCHED_CHARS:
        pieces = [(0, plain[:_SEARCHED_CHARS])]
        pieces.append((len(plain) - _SEARCHED_CHARS, plain[-_SEARCHED_CHARS:]))
    for offset, piece in pieces:
        lowered = piece.lower()
        for rule in _rules()["part"]:
            for start, end in rule.find(piece, lowered):
                yield offset + start, offset + end, rule.reason
        for start, end, reason in _calls(piece, lowered):
            yield offset + start, offset + end, reason


def _calls(plain: str, lowered: str) -> Iterator[tuple[int, int, str]]:
    """The sentences that speak to the reader; the whole line where they are most of it."""
    found = [
        (start, end, rule.reason)
        for rule in _rules()["sentence"]
        for start, end in rule.find(plain, lowered)
    ]
    if not found:
        return
    breaks = [0, *(match.end() for match in _SENTENCE_BREAK.finditer(plain)), len(plain)]
    sentences = list(pairwise(breaks))
    hits: dict[tuple[int, int], str] = {}
    for start, end, reason in found:
        # A pattern may take the stop of the sentence before along.
        start += len(plain[start:end]) - len(plain[start:end].lstrip(".!?:|—–*) "))
        for first, last in sentences:
            if first < end and start < last and plain[first:last].strip():
                hits[first, last] = reason
    quoted = bool(_REPORTS.search(plain))
    size = sum(last - first for first, last in hits)
    if not quoted and len(plain) <= MAX_LINE_CHARS and (size >= 0.5 * len(plain) or len(hits) > 1):
        yield 0, len(plain), found[0][2]
        return
    for (first, last), reason in hits.items():
        sentence = plain[first:last]
        if not _REPORTS.search(sentence) and len(sentence) <= MAX_LINE_CHARS:
            yield first, first + len(sentence.rstrip()), reason


def _is_sharing(line: str) -> bool:
    """Names of networks and buttons only, run together ("FacebookTwitter") or not."""
    if len(line) > 300:
        return False
    words = [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", line))]
    words = [word for word in words if not word[0].isdigit()]
    networks = sum(word in _NETWORKS for word in words)
    return networks > 0 and all(word in _NETWORKS or word in _FILLERS for word in words)
