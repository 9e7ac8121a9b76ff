"""Proper names in running English text.

A name is a run of capitalised words with the particles inside it ("Ursula van der Berg", "Bank of
Arden"). The word at the start of a sentence is a name only where the frequency table says that
it is written with a capital inside sentences too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer import frequency
from summarizer.name_words import (
    CALENDAR,
    DEMONYMS,
    INSTITUTIONS,
    NOT_NAMES,
    PARTICLES,
    TITLE_MODIFIERS,
    TITLES,
)
from summarizer.records import Name
from summarizer.tokens import fold

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[A-Z]\b)?"  # U.S., J.K.
    r"|(?:St|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Prof|Rev|Hon|Jr|Sr|Adm|Cmdr|Pres|Supt"
    r"|Mt|Ft)\.(?=\s)"
    r"|[A-Z]\.(?=\s?[A-Z])"  # an initial
    r"|[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*(?:[-‐‑][^\W_]+(?:['’][^\W\d_]+)*)*"
)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_STARTS = re.compile(r"""(?:^|[.!?:…][)\]"'”’»*]*\s+|[\n\r]\s*|["“„«‘(\[•*]\s*|[—–-]\s+|\.\.\.\s*)$""")
_FEW_CAPITALS = 0.5  # below this share a word is capitalised only for its place
_FEW_IN_RUN = 0.12  # the same before a capitalised word, which is itself a sign of a name


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int  # without a possessive ending
    text: str
    joined: bool  # only a space (or nothing but one) parts it from the token before
    initial: bool  # stands where a sentence or quotation may start
    owner: bool  # had a possessive ending: a name ends here


def names(text: str, *, headline: bool = False) -> tuple[Name, ...]:
    """The names of ``text`` in order of their place; they do not overlap.

    ``headline`` says that every word may be capitalised; a line that looks so is treated so in
    any case. Weekdays, months and bare titles ("the President") are no names; demonyms
    ("Russian") are, under their own key (see ``DEMONYMS``).
    """
    found: list[Name] = []
    place = 0
    for line in text.splitlines(keepends=True):
        shouted = headline or _all_capitals(line)
        run: list[_Token] = []
        for token in _tokens(line, place):
            if run and not (token.joined and not run[-1].owner):
                found.extend(_close(text, run))
                run = []
            if _capital(token) and not (shouted or _common_start(token, line, place, run)):
                run.append(token)
            elif shouted and _capital(token) and _known_name(token):
                run.append(token)
            elif run and token.text in PARTICLES:
                run.append(token)
            elif run and token.text == "of" and run[-1].text in INSTITUTIONS:
                run.append(token)
            elif run and token.text == "the" and run[-1].text == "of":
                run.append(token)
            elif run:
                found.extend(_close(text, run))
                run = []
        if run:
            found.extend(_close(text, run))
        place += len(line)
    return tuple(found)


def _tokens(line: str, offset: int) -> list[_Token]:
    tokens: list[_Token] = []
    last = 0
    for match in _TOKEN.finditer(line):
        word = match.group()
        bare = _POSSESSIVE.sub("", word)
        gap = line[last : match.start()]
        tokens.append(
            _Token(
                start=match.start() + offset,
                end=match.start() + len(bare) + offset,
                text=bare,
                joined=bool(tokens) and gap in (" ", "\u00a0", "") and gap == gap[:1],
                initial=bool(_STARTS.search(line[max(0, match.start() - 8) : match.start()]))
                or match.start() == 0,
                owner=bare != word
                or line[match.end() : match.end() + 2] in ("’ ", "' ") and bare.endswith("s"),
            )
        )
        last = match.end()
    return tokens


def _capital(token: _Token) -> bool:
    """Whether the token has a capital where a name has one."""
    word = token.text
    if word in NOT_NAMES:
        return False
    if word[0].isupper():
        return True
    # al-Assad, bin-Laden, iPhone, eBay
    return bool(re.match(r"(?:al|el|ad|as|an|ul|at|ash|bin|d|l|de|i|e)[-'’]?[A-Z]", word))


def _known_name(token: _Token) -> bool:
    share = frequency.load().capital_share(fold(token.text))
    return share is None or share >= _FEW_CAPITALS


def _common_start(token: _Token, line: str, offset: int, run: list[_Token]) -> bool:
    """Whether the token is capitalised only because a sentence starts with it."""
    if not token.initial or run or not token.text[:1].isupper():
        return False
    word = token.text
    if len(word) > 1 and word.isupper():
        return False
    if word in TITLES or word in TITLE_MODIFIERS:
        return not _next_capital(token, line, offset)
    share = frequency.load().capital_share(fold(word))
    if share is None:
        parts = re.split(r"[-‐‑]", word)
        if len(parts) == 1:
            return False
        share = frequency.load().capital_share(fold(parts[0])) or 0.0
    limit = _FEW_IN_RUN if _next_capital(token, line, offset) else _FEW_CAPITALS
    return share < limit


def _next_capital(token: _Token, line: str, offset: int) -> bool:
    rest = line[token.end - offset : token.end - offset + 3]
    return len(rest) > 1 and rest[0] in " \u00a0" and rest[1].isupper() and rest[1:2] != "I "


def _all_capitals(line: str) -> bool:
    """Whether the line is a headline: all capitals, or a capital on nearly every word."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", line[:2000])]
    if len(words) < 3:
        return len(words) > 0 and all(word.isupper() and len(word) > 6 for word in words)
    upper = sum(word.isupper() for word in words)
    if upper > 0.7 * len(words):
        return True
    long = [word for word in words if len(word) > 3]
    capital = sum(word[0].isupper() for word in long)
    return len(long) >= 4 and capital >= 0.8 * len(long) and len(line) < 200


def _close(text: str, run: list[_Token]) -> list[Name]:
    """The names in one run of capitalised tokens: split before titles and after demonyms."""
    while run and (run[-1].text in PARTICLES or run[-1].text in ("of", "the")):
        run = run[:-1]
    out: list[Name] = []
    part: list[_Token] = []
    for i, token in enumerate(run):
        title = _is_title(run, i)
        if part and title and not _is_title(run, i - 1):
            out.extend(_name(text, part))
            part = []
        part.append(token)
    out.extend(_name(text, part))
    return out


def _is_title(run: list[_Token], i: int) -> bool:
    word = run[i].text
    if word in TITLES:
        return True
    return word in TITLE_MODIFIERS and i + 1 < len(run) and _is_title(run, i + 1)


def _name(text: str, part: list[_Token]) -> list[Name]:
    """The name made of these tokens, or none where they are a bare title or a calendar word."""
    core = [t for i, t in enumerate(part) if not _is_title(part, i)]
    while core and core[0].text in CALENDAR:
        part = part[part.index(core[0]) + 1 :]
        core = core[1:]
    while core and core[-1].text in CALENDAR and core[-1].text != "May":
        part = part[: part.index(core[-1])]
        core = core[:-1]
    if not core or not part:
        return []
    if len(core) == 1 and (core[0].text in NOT_NAMES or core[0].text == "May" and _month(text, core[0])):
        return []
    key = " ".join(_key(token.text) for token in core)
    start, end = part[0].start, part[-1].end
    return [Name(start=start, end=end, text=text[start:end], key=key)]


def _month(text: str, token: _Token) -> bool:
    before = text[max(0, token.start - 12) : token.start].lower()
    after = text[token.end : token.end + 4]
    return bool(
        re.search(r"(?:in|last|this|early|late|mid|since|until|by|of|next|and|from|to)[\s-]$", before)
        or re.match(r"\.?,?\s\d", after)
        or token.initial
    )


def _key(word: str) -> str:
    if re.fullmatch(r"(?:[^\W\d_]\.)+[A-Z]?", word):
        return word.replace(".", "").casefold()
    return word.rstrip(".").replace("’", "'").replace("‑", "-").replace("‐", "-").casefold()


_SAME = {
    "us": "united states", "usa": "united states", "america": "united states",
    "united states of america": "united states", "uk": "united kingdom",
    "britain": "united kingdom", "great britain": "united kingdom", "un": "united nations",
    "eu": "european union", "uae": "united arab emirates",
    "prc": "china", "people's republic of china": "china", "russian federation": "russia",
    "is": "islamic state", "isis": "islamic state", "isil": "islamic state",
    "daesh": "islamic state", "drc": "democratic republic of congo", "dprk": "north korea",
    "fed": "federal reserve", "gop": "republican party",
}  # fmt: skip
_FAMILY_FIRST = frozenset(
    "kim xi moon park lee li wang zhang chen liu yang hu mao deng zhou jiang wen cho choi jang "
    "hwang yoon ban nguyen tran le pham ho".split()
)
_FILLERS = frozenset(("of", "the", "and", "for", "in", "on", "de"))


def name_alias(a_key: str, b_key: str) -> bool:
    """Whether two keys can name one person, place or body.

    True for equal keys, a family name and a full name ("ortiz", "lena ortiz"), initials and
    middle names left out, an acronym and what it stands for ("eu", "european union"), and the
    usual short names of states. Symmetric. "lena" and "lena ortiz" are no aliases.
    """
    a, b = (_SAME.get(key, key).replace("-", " ") for key in (a_key, b_key))
    if a == b:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    if not short:
        return False
    if len(short) == 1:
        word = short[0]
        if len(long) > 1 and (word == long[-1] or (word == long[0] and word in _FAMILY_FIRST)):
            return True
        letters = "".join(w[0] for w in long if w not in _FILLERS)
        return len(long) > 1 and len(word) > 1 and word in (letters, "".join(w[0] for w in long))
    if len(short) == len(long) == 2 and short[1] == long[1]:
        return _same_given(short[0], long[0])
    # Middle names and initials: first and last words agree.
    inner = [w for w in short if len(w) > 1]
    outer = [w for w in long if len(w) > 1]
    if len(inner) >= 2 and inner[-1] == outer[-1] and inner[0] == outer[0]:
        return set(inner) <= set(outer)
    return False


_SHORT_NAMES = frozenset(
    tuple(sorted(pair.split("/")))
    for pair in "joe/joseph bill/william will/william bob/robert rob/robert jim/james mike/michael "
    "tom/thomas dan/daniel dave/david ben/benjamin chris/christopher tony/anthony ed/edward "
    "ted/edward ted/theodore chuck/charles charlie/charles jeff/jeffrey steve/steven "
    "steve/stephen greg/gregory ron/ronald don/donald ken/kenneth matt/matthew nick/nicholas "
    "pat/patrick rick/richard dick/richard sam/samuel tim/timothy jon/jonathan andy/andrew "
    "liz/elizabeth beth/elizabeth kate/katherine sue/susan jen/jennifer meg/margaret "
    "vlad/vladimir dmitri/dmitry alex/alexander".split()
)


def _same_given(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return tuple(sorted((a, b))) in _SHORT_NAMES


__all__ = ["DEMONYMS", "name_alias", "names"]
