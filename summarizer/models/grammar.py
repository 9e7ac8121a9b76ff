"""The English that the cutting rules know: word classes, verbs, commas, what bears on the truth.

Closed word classes stand in for a tagger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.verbs import is_auxiliary, is_present, is_verb

_QUOTED = re.compile(r"[\"“”«][^\"“”«»]*[\"“”»]?")
# What stands for a quoted character: no letter, no space, no mark.
_VEIL = "\N{REPLACEMENT CHARACTER}"
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9$£€%]+(?:[-'’.&/][A-Za-zÀ-ÿ0-9]+)*")


class Cut(NamedTuple):
    """``text[start:end]`` may go; ``kind`` names the rule."""

    start: int
    end: int
    kind: str


def cut_out(text: str, cut: Cut) -> str:
    """`text` without the cut; a new first word gets a capital."""
    rest = text[cut.end :]
    if not text[: cut.start].strip():
        rest = rest[:1].upper() + rest[1:]
    return text[: cut.start] + rest


class Sentence:
    """A sentence with its quotations veiled: ``plain``, as long as ``text``.

    ``commas`` are the places of the commas outside brackets; ``end`` is where the last word ends
    before the full stop, -1 where the sentence ends in another way.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = _QUOTED.sub(lambda found: _VEIL * len(found.group()), text)
        depth = 0
        self.commas: list[int] = []
        for at, mark in enumerate(self.plain):
            depth += (mark == "(") - (mark == ")")
            if mark == "," and depth == 0 and self.plain[at + 1 : at + 2] == " ":
                self.commas.append(at)
        stop = re.search(r"(?<=[\w%)’'])\.\s*$", self.plain)
        self.end = stop.start() if stop else -1

    def veiled(self, start: int, end: int) -> bool:
        """Whether quoted words stand in ``[start, end)``."""
        return _VEIL in self.plain[start:end]

    def after(self, at: int) -> str:
        """The next word from `at` on."""
        found = re.match(r"[,\s]*([A-Za-z0-9'’$-]+)", self.plain[at:])
        return found.group(1) if found else ""


def words(text: str) -> list[str]:
    """The words of `text` as they are spelled."""
    return _WORD.findall(text)


def has_verb(text: str) -> bool:
    """Whether some word of `text` may be a finite verb."""
    return any(is_verb(word) for word in words(text))


def dangles(tokens: Sequence[str]) -> bool:
    """Whether the words of a clause end in a participle that wants something behind it: "he said in
    a note released"."""
    if len(tokens) < 2 or not is_verb(tokens[-1]) or is_auxiliary(tokens[-2]):
        return False
    return any(is_verb(word) for word in tokens[:-2])


def is_finite(text: str) -> bool:
    """Whether `text` has a finite verb of its own: outside relative clauses, no participle."""
    head = re.split(r"\b(?:who|which|that|whose|where|when)\b", text)[0]
    tokens = words(head)
    for at, word in enumerate(tokens):
        low = word.lower()
        if is_auxiliary(low) or is_present(low):
            return True
        follows = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        led = at and tokens[at - 1].lower() not in ("to", "of")
        if is_verb(word) and led and follows not in _AFTER_PARTICIPLE:
            return True
    return False


_AFTER_PARTICIPLE = frozenset("by in as with for at on to from of under after".split())

# What turns, weakens, limits or opposes a statement.
_BEARS = re.compile(
    r"\b(?:not|never|no|nor|neither|none|nobody|nothing|without|hardly|unable|cannot|fail\w*|"
    r"refus\w+|declin\w+|den(?:y|ied|ies|ying)|reject\w*|false\w*|untrue|"
    r"contradict\w*|correct(?:ed|ing)|revers(?:ed|ing)|revis(?:ed|ing)|retract\w*|re(?:but|fut)\w*|"
    r"if|unless|only|until|except|whether|although|though|despite|while|whereas|but|because|"
    r"(?-i:may)|might|could|would|should|must|perhaps|possibl[ye]|potential(?:ly)?|probabl[ye]|likely|"
    r"unlikely|apparent(?:ly)?|alleged(?:ly)?|reportedly|purported(?:ly)?|suspected|"
    r"supposed(?:ly)?|seem\w*|appear\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|nor|neither|none|nobody|without|only)\b|n[’']t\b", re.I)
# Verbs and nouns of saying.
_SPEECH = (
    r"(?:said|says?|saying|told|tells?|telling|according|announc\w+|claim\w*|alleg\w+|argu\w+|"
    r"report(?:s|ed|ing)?|wrote|writes|writing|tweet(?:ed|s|ing)|insist\w*|warn\w*|admit\w*|"
    r"confirm\w*|believ\w+|think\w*|thought|suggest\w*|predict\w*|stat(?:ed|es|ing)|"
    r"add(?:ed|s|ing)|not(?:ed|es|ing)|cit(?:ed|es|ing)|call(?:ed|s|ing)|accus(?:ed|es|ing)|"
    r"quot\w+|describ\w+|declar\w+|conclud\w+|acknowledg\w+|explain\w*|contend\w*|assert\w*|"
    r"urg(?:ed|es|ing)|vow\w*|promis\w+|estimat\w+|ruling|finding)\b"
)
_SPOKEN = re.compile(
    rf"^(?:[,\s]|as |(?:\w+ )?\w+ly |(?:was|were|is|are|has|have) )*(?:first )?{_SPEECH}"
    rf"|, (?!who|which|whose|where)[^,]*\b{_SPEECH}[^,]*,?\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:who|which|that|whose|where|when|as|after|before|\w+ing)\b")


def bears(text: str) -> bool:
    """Whether `text` negates, hedges, limits or opposes something."""
    return bool(_BEARS.search(text))


def negated(text: str) -> bool:
    """Whether the last clause of `text` is negated or limited: what follows is in its scope."""
    return bool(_NEGATED.search(re.split(r"[,;:]\s", text)[-1]))


def attributes(gone: str, *, clause: bool) -> bool:
    """Whether an addition says whose word the rest is: "the governor said", ", she added".

    ``clause``: the addition has its own subject or link ("who", "after"), so that only its start
    and what stands behind its last comma may speak of the rest.
    """
    inner = gone.strip(" ,()-–—")
    if _SPOKEN.search(inner) or _SPOKEN.search(gone):
        return True
    head = _CLAUSE.split(inner)[0]
    return not clause and bool(re.search(rf"\b{_SPEECH}", head, re.IGNORECASE))
