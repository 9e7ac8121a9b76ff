"""Whether the names of a written sentence are its passages' names, with their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.agree import same_name
from summarizer.gate_facts import Facts

# Titles that stand before a name; two of one row may stand for each other.
_TITLES = (
    ("president",), ("vice president", "vice-president"), ("prime minister", "premier"),
    ("foreign minister",), ("chancellor",), ("king",), ("queen",), ("pope",), ("prince",),
    ("princess",), ("senator", "sen", "sen."), ("representative", "rep", "rep.", "congressman", "congresswoman"),
    ("governor", "gov", "gov."), ("mayor",), ("judge", "justice"), ("general", "gen", "gen."),
    ("secretary",), ("minister",), ("speaker",), ("spokesman", "spokeswoman", "spokesperson"),
    ("ambassador",), ("attorney general",), ("sheriff",), ("police chief",), ("professor", "prof", "prof."),
    ("colonel", "col."), ("captain", "capt."), ("chairman", "chairwoman", "chair"), ("director",),
)  # fmt: skip
_ROW = {word: row[0] for row in _TITLES for word in row}
_TITLE = re.compile(
    r"\b(former |ex-|acting |deputy |vice |interim )?("
    + "|".join(re.escape(w) for w in sorted(_ROW, key=len, reverse=True))
    + r")\s+$",
    re.IGNORECASE,
)


def wrong_names(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Names that no passage has, and titles that the passages give to somebody else."""
    known = [name for passage in passages for name in passage.names]
    plain = " ".join(" ".join(passage.text.split()) for passage in passages)
    lowered = plain.casefold()
    wrong = []
    for name in sentence.names:
        spelled = " ".join(name.text.split())
        if not any(same_name(name.key, one.key) for one in known):
            if not re.search(rf"(?<!\w){re.escape(spelled.casefold())}(?!\w)", lowered):
                wrong.append(f"no cited passage names {spelled!r}")
            continue
        title = title_of(sentence.text, name.start)
        if title and not _has_title(title, name.key, passages):
            wrong.append(f"no cited passage calls {spelled!r} {title!r}")
    return wrong


def title_of(text: str, start: int) -> str:
    """The title that stands directly before `start`, in its row's first spelling, or ""."""
    found = _TITLE.search(text[max(0, start - 60) : start])
    if not found:
        return ""
    return ((found[1] or "") + _ROW[found[2].casefold()]).casefold()


def _has_title(title: str, key: str, passages: Sequence[Facts]) -> bool:
    """Whether some passage gives this bearer the title, before or after the name."""
    word = title.split()[-1]
    for passage in passages:
        for name in passage.names:
            if not same_name(key, name.key):
                continue
            around = passage.text[max(0, name.start - 60) : name.end + 60].casefold()
            if word in around or any(w in around for w in _ROW if _ROW[w] == title):
                return True
    return False
