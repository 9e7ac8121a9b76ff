"""What may be cut from a sentence so that a whole, true sentence remains (sentence compression).

Grammar by rule (``additions``), and small things: brackets, ages, days, empty words. Quotations
are never touched, and no cut holds a negation, a hedge, a condition, a contrast or an attribution.
Which cuts are made is decided in ``trim``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.models import additions
from summarizer.models.grammar import (
    Cut,
    Sentence,
    attributes,
    bears,
    cut_out,
    dangles,
    has_verb,
    words,
)
from summarizer.models.words import FUNCTION
from summarizer.verbs import is_auxiliary, is_verb

# Additions with a link or subject of their own: what they say of saying, they say of themselves.
_CLAUSES = frozenset(
    ("relative", "participle", "background", "examples", "predicate", "clause", "opening")
)
_HARMLESS = frozenset(("age", "small", "where said", "day"))

# No sentence ends in one of these: "who rose through the ranks and, after the war, led the town".
_BOUND = re.compile(
    r"\b(?:and|or|but|nor|the|an?|which|who|when|where|while|because|if|than|as|before that)$"
)

# On whose side somebody is, or what he has to do with it: a reader weighs his words by it.
_SIDE = re.compile(
    r"\b(?:oppos\w+|support\w*|back(?:ed|s|ing|ers?)|vot(?:ed|es|ing)|critic\w*|all(?:y|ies)|"
    r"rivals?|against|favou?r\w*|Democrat\w*|Republican\w*|conservative|liberal|independent|own(?:s|ed|ers?)|"
    r"lawyer|attorney|father|mother|son|daughter|brother|sister|widow\w*|wife|husband|member|"
    r"represent\w+|victims?|survivors?|accus\w+)\b"
)


def cuts(text: str) -> list[Cut]:
    """Every cut that may be made, each by itself, of a sentence with one space between words."""
    one = Sentence(text)
    return sorted({cut for rule in _RULES for cut in rule(one) if _sound(one, cut)})


def _sound(one: Sentence, cut: Cut) -> bool:
    gone = one.plain[cut.start : cut.end]
    if one.veiled(cut.start, cut.end) or gone.count("(") != gone.count(")"):
        return False
    if cut.kind not in _HARMLESS and (bears(gone) or _speaks(gone, cut.kind)):
        return False
    describes = cut.kind in ("relative", "apposition", "dashes") or gone.endswith(",")
    if describes and _SIDE.search(gone):
        return False
    if cut.start and not re.search(r"(?:[\w)%]|[^,][’'\"”])$", one.text[: cut.start]):
        return False
    if cut.kind not in _HARMLESS and cut.end == one.end and _BOUND.search(one.plain[: cut.start]):
        return False
    left = cut_out(one.text, cut)
    if not left.strip() or re.search(r"  | ,|,,|\s\.$", left):
        return False
    return has_verb(cut_out(one.plain, cut))


def _speaks(gone: str, kind: str) -> bool:
    if kind == "opening":
        return bool(
            re.search(
                r"\b(?:says?|said|according|told|reports?|reported|cit\w+|sources|"
                r"this|that|these|such|view|eyes)\b",
                gone,
                re.IGNORECASE,
            )
        )
    return attributes(gone, clause=kind in _CLAUSES)


def _brackets(one: Sentence) -> Iterator[Cut]:
    """ "(words in brackets)", " - words between dashes - "; a party stays: "(D-Arden)"."""
    for m in re.finditer(r" \([^()]*\)(?=[\s,.;:])", one.plain):
        if not re.search(r"\d|\([DRI]\b", m.group()):
            yield Cut(m.start(), m.end(), "bracket")
    for m in re.finditer(r" [–—-]{1,2} ([^–—:;]+) [–—-]{1,2}(?= )", one.plain):
        if has_verb(one.plain[m.end() :]) and not attributes(m[1], clause=False):
            yield Cut(m.start(), m.end(), "dashes")


def _ages(one: Sentence) -> Iterator[Cut]:
    """ "Lena Ortiz, 62, said"."""
    for m in re.finditer(r"(?<=[a-z]), (?:1[0-9]|[2-9][0-9]),(?= ([a-z]+))", one.plain):
        if is_verb(m.group(1)):
            yield Cut(m.start(), m.end(), "age")


_DAY = re.compile(
    r"(?<=[a-z]) (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night))?(?! (?:morning|afternoon|evening|night)\b)"
    r"(?= [a-z]|[.,])"
)
_BEFORE_DAY = frozenset(
    "the last next this every since until by late early from to and for a an of or before after "
    "through than following previous past election super on cold cloudy starting beginning".split()
)
# "including one Friday morning"
_ONE_OF_THEM = frozenset("one two three four five six seven eight nine ten another".split())
_CLAUSE = re.compile(r"[,;:]|\b(?:that|who|which|and|but|after|before|when|as|if|because)\b")
_THAT_DID = re.compile(r"\b(?:that|which|who) \w+$")
_VERB_NEXT = re.compile(r" (?:[a-z]{2,}[^s\W]s|(?:is|are|was|were|has|have|had)) ")


def _days(one: Sentence) -> Iterator[Cut]:
    """Days; for a text that has told the day before."""
    for m in _DAY.finditer(one.plain):
        before = words(one.plain[: m.start()])
        follows = one.after(m.end())
        if not before or is_auxiliary(before[-1]):
            continue
        if before[-1].lower() in _BEFORE_DAY or follows in ("and", "or", "to"):
            continue
        if before[-1] in _ONE_OF_THEM and " on " not in m.group():
            continue
        if _bare(one.plain[: m.start()], one.plain[m.end() :]):
            continue
        yield Cut(m.start(), m.end(), "day")


def _bare(before: str, behind: str) -> bool:
    """Whether `before` ends in a verb that the day completes: "in a statement released", "in an
    interview that aired", "the suit filed alleges", "a poll released found"."""
    tokens = words(_CLAUSE.split(before)[-1])
    follows = words(behind)[0] if behind[:1] == " " else ""
    if not tokens or tokens[0].lower() == "according":
        return True
    if len(tokens) < 2:
        return bool(_THAT_DID.search(before)) and is_verb(tokens[0])
    if _VERB_NEXT.match(behind) or (is_verb(follows) and not is_auxiliary(follows)):
        return is_verb(tokens[-1]) and not is_auxiliary(tokens[-2])
    return behind[:1] in ("", ".", ",") and dangles(tokens)


_SAID_IN = re.compile(
    r" in (?:an?|his|her|their|its) (?:(?:written|prepared|joint|brief|short|lengthy|separate|"
    r"statement|phone|telephone|television|TV|radio|Twitter|Facebook|Instagram|blog|social media|"
    r"press|news|morning|early-morning|public|video|recent|Sunday|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|series of) )*(?:statement|release|interview|tweets?|post|posts|email|"
    r"message|briefing|conference|speech)(?: on (?:Twitter|Facebook|Instagram))?"
    r"(?= (?:that|on|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b|[,.])"
)
_EMPTY = (
    re.compile(r" also(?= [a-z])"),
    re.compile(r"(?<=\w),? (?:too|as well)(?=\.)"),
    re.compile(r", (?:however|meanwhile|moreover),(?= [a-z])"),
    re.compile(r" in order(?= to\b)"),
    re.compile(r" a total of(?= \d)"),
)
_OPENS = re.compile(
    r"(?:about|according|across|after|against|along|although|amid|among|as|at|because|before|beside|"
    r"besides|by|despite|during|even|except|for|from|given|if|in|inside|like|near|of|on|once|outside|"
    r"over|since|though|through|to|under|unless|unlike|until|when|while|with|within|without)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"(?:(?<= said)|(?<= says)|(?<= announced)|(?<= hopes)|(?<= believes)|(?<= thinks))"
    r" that(?= (?:the|an?|he|she|they|it|his|her|their|its)\b)"
    r"|(?<= said) that(?= [A-Z][\w’'-]+ (?!and\b))"
)
# "who was detained at the border": the participle does without. The past forms in "-ed" that take
# an object with no preposition are left alone, a reader might take them for the verb.
_REDUCED = re.compile(
    r"(?<=[a-z]{3}) (?:who|which|that) (?:is|are|was|were|has been|have been)"
    r"(?= (?:being )?(?:[a-z]{3,}ed|made|held|built|born|written|seen|taken|sent|found|brought|"
    r"caught|led|known|shown|left|lost|hit|shot|set)"
    r" (?:by|in|at|from|on|for|under|during|after|as|with|into|near|to)\b)"
)


def _small(one: Sentence) -> Iterator[Cut]:
    """Words that say nothing: "also", "in order", "that" behind "said", "in a statement"."""
    for pattern in _EMPTY:
        for m in pattern.finditer(one.plain):
            if not re.search(r"\b(?:but|so|as|not)$", one.plain[: m.start()]):
                # "Unlike the mayor, however, the council …": the phrase keeps its comma
                keeps = m.group().endswith(",") and _OPENS.match(one.plain)
                yield Cut(m.start(), m.end() - bool(keeps), "small")
    if len(re.findall(r"\bthat\b", one.plain)) == 1:
        for m in _THAT.finditer(one.plain):
            yield Cut(m.start(), m.end(), "small")
    for m in _REDUCED.finditer(one.plain):
        before = words(one.plain[: m.start()])
        if not is_verb(before[-1]) and before[-1].lower() not in FUNCTION:
            yield Cut(m.start(), m.end(), "small")
    for m in _SAID_IN.finditer(one.plain):
        if re.search(r"\b(?:said|says|wrote|added|told)\b[^,]{0,30}$", one.plain[: m.start()]):
            yield Cut(m.start(), m.end(), "where said")


_RULES = (
    _brackets,
    _ages,
    _days,
    _small,
    additions.inside,
    additions.trailing,
    additions.bare,
    additions.opening,
    additions.conjunct,
)
