"""Whether the names of a written sentence are its passages' names, with the same titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from summarizer import frequency
from summarizer.agree import same_name
from summarizer.facts import DEMONYMS
from summarizer.gate_facts import Facts
from summarizer.records import Name
from summarizer.tokens import terms, words

# Titles that stand before a name; two of one row may stand for each other.
_TITLES = (
    ("president",), ("vice president", "vice-president"), ("prime minister", "premier"),
    ("foreign minister",), ("chancellor",), ("king",), ("queen",), ("pope",), ("prince",),
    ("princess",), ("senator", "sen", "sen.", "sens."),
    ("representative", "rep", "rep.", "reps.", "congressman", "congresswoman"),
    ("governor", "gov", "gov."), ("mayor",), ("judge", "justice"), ("general", "gen", "gen."),
    ("secretary",), ("minister",), ("speaker",), ("spokesman", "spokeswoman", "spokesperson"),
    ("ambassador",), ("attorney general",), ("sheriff",), ("police chief",),
    ("professor", "prof", "prof."),
    ("colonel", "col."), ("captain", "capt."), ("chairman", "chairwoman", "chair"), ("director",),
)  # fmt: skip
_ROW = {word: row[0] for row in _TITLES for word in row}
_TITLE = re.compile(
    r"(?<![\w-])(former |ex-|acting |interim |deputy |vice |then-)?("
    + "|".join(re.escape(w) for w in sorted(_ROW, key=len, reverse=True))
    + r")(?![\w-])(?!\.\w)",
    re.IGNORECASE,
)
_SAME_PREFIX = {"ex-": "former", "interim": "acting", "then-": ""}
_SENATE_LEADER = re.compile(
    r"\bSenate (?:Majority |Minority )(?:Leader|Whip) (?P<name>(?:[A-Z][\w’'-]+ ?){1,3})"
)
# A title in apposition stands within so many characters of its bearer.
_NEAR = 60


def wrong_names(sentence: Facts, passages: Sequence[Facts]) -> list[str]:
    """Names that no passage has, and titles that the passages give to somebody else."""
    known = [name for passage in passages for name in passage.names]
    keys = {country(name.key) for name in known}
    keys |= {key for passage in passages for key in _families(passage)}
    plain = " ".join(" ".join(terms(passage.text)) for passage in passages)
    said = set(plain.split())
    small = {word for passage in passages for word in _SMALL.findall(passage.text)}
    shares = {word: frequency.load().capital_share(word) for word in said}
    common = {one for one, share in shares.items() if share is not None and share < _FEW} | small
    bags = {_bag(one) for one in keys}

    def turned(key: str) -> bool:
        """ "Department of Justice" for "Justice Department"."""
        return len(_bag(key)) > 1 and _bag(key) in bags

    # A letter of another alphabet that looks like a Latin one makes another word.
    wrong = [
        f"no cited passage has {word!r}"
        for word in terms(sentence.text)
        if not word.isascii() and word not in said
    ]
    wrong += _unknown_capitals(sentence, said)
    for name in sentence.names:
        key = country(name.key)
        if not any(named_alike(key, one) for one in keys):
            spelled = " ".join(terms(name.text))
            found = f" {spelled} " in f" {plain} " or _joined(name.key, keys) or turned(key)
            if not found and not _party(key, keys) and not _composed(name.key, keys, common):
                wrong.append(f"no cited passage names {name.text!r}")
            continue
        wrong += [f"no cited passage names {word!r}" for word in _tied(name.text, said)]
        title = title_of(sentence.text, name)
        if title and not _may_have(title, name.key, passages):
            wrong.append(f"no cited passage calls {name.text!r} {title!r}")
    return wrong


_PARTIES = {
    "gop": "republican", "republican party": "republican", "republicans": "republican",
    "democratic party": "democrat", "democratic": "democrat", "democrats": "democrat",
}  # fmt: skip


def country(key: str) -> str:
    """The key of a country for the key of its people ("iranian" -> "iran"), of a party for its
    members."""
    return _PARTIES.get(key) or DEMONYMS.get(key, key)


def named_alike(one: str, two: str) -> bool:
    """Whether two keys can mean one bearer, also with another hyphen ("g-7", "g7") or with an
    office before the name ("national security adviser ada lind")."""
    if one == two or same_name(one, two):
        return True
    if "-" in one or "-" in two:
        return one.replace("-", "") == two.replace("-", "")
    short, long = sorted((one, two), key=len)
    if " " not in short or not long.endswith(f" {short}"):
        return False
    share = frequency.load().capital_share(long[: -len(short) - 1].split()[-1])
    return share is not None and share < _FEW


def _bag(key: str) -> frozenset[str]:
    return frozenset(key.split()) - {"of", "the", "for", "and"}


def _joined(key: str, known: Collection[str]) -> bool:
    """Whether a key is two known names side by side ("paris avenue montaigne", "arden house
    republicans")."""
    parts = key.split()
    return any(
        country(" ".join(parts[:i])) in known and _second(" ".join(parts[i:])) in known
        for i in range(1, len(parts))
    )


def _second(key: str) -> str:
    """The key behind another: "russian" is no name there, "russians" are."""
    return country(key) if key.endswith("s") else key


def _party(key: str, known: Collection[str]) -> bool:
    """Whether a key is a party of which the passages name members ("house democrats")."""
    return key in ("democrat", "republican") and any(
        country(word) == key for one in known for word in one.split()
    )


def _tied(text: str, said: Collection[str]) -> list[str]:
    """The names that a hyphen ties to another ("Lind-Arvania") and that no passage has."""
    whole = {part for word in said for part in word.split("-")}
    found = []
    for word in text.split():
        parts = re.findall(r"[A-Z][a-z]{2,}", word) if "-" in word else []
        if word.casefold() not in said:
            found += [part for part in parts if part.casefold() not in whole and _name_word(part)]
    return found


# So often a word has a capital that is a name wherever it stands.
_ALWAYS = 0.95


def _unknown_capitals(sentence: Facts, said: Collection[str]) -> list[str]:
    """Words like "Senate" that no passage has and that are in no name and no date of the sentence:
    bodies that are read as titles are names all the same."""
    inside = [(one.start, one.end) for one in sentence.names]
    inside += [(one.start, one.end) for one in sentence.dates]
    table, wrong = frequency.load(), []
    for start, end in words(sentence.text):
        word = sentence.text[start:end]
        if not re.fullmatch(r"[A-Z][a-z]{3,}", word) or word.casefold() in said:
            continue
        share = table.capital_share(word.casefold())
        if share and share >= _ALWAYS and not any(low <= start < high for low, high in inside):
            wrong.append(f"no cited passage has {word!r}")
    return wrong


def _name_word(word: str) -> bool:
    share = frequency.load().capital_share(word.casefold())
    return share is None or share >= _FEW


_BOTH = re.compile(r"(?<![\w.-])(?P<one>[A-Z][\w’'-]+) and $")
_BOTH_AFTER = re.compile(r" and (?P<two>(?:[A-Z][\w’'-]+ ){1,2}?)(?P<family>[A-Z][\w’'-]+)")


def _families(passage: Facts) -> list[str]:
    """The keys of the first of two who share a family name: "Ada and Bo Lind"."""
    found = []
    for name in passage.names:
        parts = name.key.split()
        before = _BOTH.search(passage.text[max(0, name.start - 30) : name.start])
        if len(parts) > 1 and before:
            found.append(f"{before['one'].casefold()} {parts[-1]}")
        elif len(parts) == 1 and (after := _BOTH_AFTER.match(passage.text, name.end)):
            found.append(f"{name.key} {after['family'].casefold()}")
    return found


_SMALL = re.compile(r"\b[a-z][\w’'-]*")
# A word that has a capital less often is no name by itself.
_FEW = 0.5


def _composed(key: str, known: Collection[str], said: Collection[str]) -> bool:
    """Whether a key is a known name and common words that the passages `said`, as
    "velm river treaty" of Velm and its "river treaty"."""
    parts = key.split()
    spans = [(i, j) for i in range(len(parts)) for j in range(len(parts), i, -1)]
    for i, j in spans:
        rest = parts[:i] + parts[j:]
        if rest and all(one in said for one in rest):
            own = country(" ".join(parts[i:j]))
            if own in known or any(one.endswith(f" {own}") for one in known):
                return True
    return False


def titles(text: str) -> list[tuple[int, int, str]]:
    """Titles as ``(start, end, title)``: the title in its row's first spelling, with "former",
    "acting", "deputy" or "vice" where one of these stands before it."""
    found = []
    for match in _TITLE.finditer(text):
        before = (match[1] or "").casefold().strip()
        title = f"{_SAME_PREFIX.get(before, before)} {_ROW[match[2].casefold()]}".strip()
        found.append((match.start(), match.end(), title))
    return found


def title_of(text: str, name: Name) -> str:
    """The title that opens a name or stands directly before it, or ""."""
    own = max(0, len(name.text) - len(name.key))
    start = max(0, name.start - _NEAR)
    for _, end, title in reversed(titles(text[start : name.start + own])):
        return title if not text[start + end : name.start + own].strip() else ""
    return ""


def _may_have(title: str, key: str, passages: Sequence[Facts]) -> bool:
    """Whether the passages give this bearer the title, before or after the name, or use it
    without giving it to another."""
    last = key.split()[-1]
    free = False
    for passage in passages:
        bearers = {title_of(passage.text, name): name.key for name in passage.names}
        places = [(start, end) for start, end, one in titles(passage.text) if one == title]
        if any(
            passage.text[end : end + len(last) + 1].casefold() == f" {last}" for _, end in places
        ):
            return True
        if title == "senator" and _leads_senate(passage.text, last):
            return True
        free |= bool(places) and not bearers.get(title)
        # "Minister Lind" so near Ortun gives Ortun nothing.
        own = last.rsplit("-", 1)[-1]
        others = [name for name in passage.names if own not in re.split(r"[ -]", name.key)]
        places = [place for place in places if not _taken(passage.text, place, others)]
        for name in passage.names:
            if same_name(key, name.key) and title_of(passage.text, name) in ("", title):
                low, high = name.start - _NEAR, name.end + _NEAR
                if any(low <= start and end <= high for start, end in places):
                    return True
    return free


def _leads_senate(text: str, last: str) -> bool:
    """Whether somebody is called the leader of a senate's party, who is a senator."""
    return any(last in found["name"].casefold().split() for found in _SENATE_LEADER.finditer(text))


def _taken(text: str, place: tuple[int, int], names: Sequence[Name]) -> bool:
    """Whether a title stands directly before one of the names, or within it; one of another
    country ("Arvanian President Lind") leaves room for one of this."""
    start, end = place
    before = terms(text[:start])[-1:]
    if before and before[0] in DEMONYMS:
        return False
    return any(
        name.start < end < name.end or (end <= name.start and not text[end : name.start].strip())
        for name in names
    )
