"""Where a sentence may end inside a paragraph, and which of those places are not ends.

Punkt judges an abbreviation by the words around it; these rules know what it cannot see: closing
marks, attributions, titles, initials, reference marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer import frequency
from summarizer.tokens import STOPWORDS, fold

# A stop with the marks and references that close the sentence with it, before white space or,
# where a space was lost ("the end.The next"), before a capitalised word.
_REFERENCES = r"(?:\s?\[(?:\d[\d\s,–-]{0,12}|citation needed|better source needed|note \d+)\]){0,9}"
CANDIDATE = re.compile(
    rf"(?:(?P<stop>(?:\.\s){{2,}}\.|[.!?…]+)(?P<close>[)\]\"'”’»]*(?:“(?=\s))?)"
    rf"(?P<ref>{_REFERENCES})(?=\s|\Z)"
    r"|(?P<wide>[。！？]+[」』”]?)"
    r"|(?<=[a-z]{2})(?P<lost>[.!?][\"”]?)(?=[\"“]?[A-Z][a-z]*[\s,]))"
)
# After these a stop ends no sentence, whatever follows.
_TITLES = re.compile(
    r"(?:^|[\s(\"“‘'’/-])(?:Mr|Mrs|Ms|Mx|Dr|Drs|Prof|Sens?|Reps?|Govs?|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|"
    r"Cmdr|Cdr|Adm|Revs?|Hon|Ste?|Mt|Ft|Messrs|Mmes?|Mlle|Pres|Supt|Dets?|Insp|Atty|Amb|Brig|Pvt|"
    r"Pfc|Ald|c|Op|Asst|Assoc|Dept|Dist|Exec|Sec|Treas|vs|v|cf|c|[Oo]p|[Cc]h|e\.g|i\.e|viz|al|approx|ca|Nos?|nos?|Art|"
    r"Vol|Figs?|pp|eds?|Rt|Spc|Msgr|Cllr)\.$"
)
_ONE_INITIAL = re.compile(r"(?:^|[\s(\"“‘'-])([A-Z])\.$")
_DOTTED = re.compile(r"(?:^|[\s(\"“‘'-])(?:[A-Za-z]\.){2,}$")
_ENUMERATION = re.compile(r"^\s*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\.$")
_MONTHS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")
# Abbreviations that may also stand at the end of a sentence: the next word decides.
_MAY_END = re.compile(
    r"(?:^|[\s(,.])(?:Inc|Corp|Co|Cos|Ltd|Bros|Jr|Sr|Esq|etc|St|Ave|Blvd|Rd|Ala|Ariz|Ark|Calif|"
    r"Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Tex|Vt|Va|Wash|Wis|Wyo|Ont|Que|Alta|Sask|Ph\.D|M\.D)\.$"
)
_VERBS = (
    r"(?:said|says|told|adds|added|asked|asks|wrote|stated|replied|tweeted|noted|insisted|argued|"
    r"explained|declared|announced|warned|continued|recalled|concluded|claimed|testified|remarked|"
    r"shouted|yelled|responded|wondered|demanded|inquired|exclaimed|quipped|joked|began|cried)"
)
_ATTRIBUTION = re.compile(
    rf"[\s—–-]*(?:{_VERBS}\b|(?:(?:[A-Z]|al-)[\w'’.-]*\s+){{1,4}}(?:\w+ly\s)?{_VERBS}\b"
    rf"|(?:[a-z][\w'’-]*\s+)(?:[\w'’.-]+\s+){{0,6}}?{_VERBS}\b)"
)
# Characters: a longer quotation is split like any other text, so that an unbalanced mark cannot
# swallow an article. Ninety-nine in a hundred attributed quotations in news text are shorter.
LONGEST_QUOTATION = 600


def refused(text: str, match: re.Match[str]) -> bool | None:
    """True where the candidate ends no sentence, False where it does, None to ask Punkt."""
    if match["wide"] or match["lost"]:
        return False
    after = text[match.end() : match.end() + 160].lstrip()
    if not after.strip(_CLOSING):
        return True
    if _goes_on(match, after):
        return True
    if match["close"] or match["ref"] or "!" in match["stop"] or "?" in match["stop"]:
        return False
    if match["stop"] != ".":
        return not _starts(after)
    return _abbreviation(text, match, after)


def _goes_on(match: re.Match[str], after: str) -> bool:
    """Whether what follows belongs to the same sentence in any case."""
    first = after[0]
    if first.islower() and not re.match(r"[a-z]{1,2}[-’']?[A-Z]", after):
        return True
    if first in ",;:.!?…%" or re.match(r"[—–-]+\s?[a-z]", after):
        return True
    if match["close"] and re.match(r"[—–-]+\s?[A-Z]", after):
        return True
    loud = "!" in match["stop"] or "?" in match["stop"]
    return bool(loud and match["close"] and _ATTRIBUTION.match(after))


def _abbreviation(text: str, match: re.Match[str], after: str) -> bool | None:
    before = text[max(0, match.start() - 24) : match.end()]
    if _ENUMERATION.match(text[: match.end()]) if match.end() < 8 else False:
        return True
    if _MONTHS.search(before) and after[0].isdigit():
        return True
    if _TITLES.search(before):
        return after[0].isupper() or after[0].isdigit() or after[0] in '"“‘('
    if _ONE_INITIAL.search(before):
        return not _starts(after) or _middle_initial(text, match)
    if _DOTTED.search(before) or _MAY_END.search(before):
        return not _starts(after, _PLAIN)
    return None


def _middle_initial(text: str, match: re.Match[str]) -> bool:
    """Whether the initial stands between two capitalised words ("Lena J. Ortiz")."""
    before = text[max(0, match.start() - 20) : match.start()]
    after = text[match.end() : match.end() + 20]
    return bool(
        re.search(r"[A-Z][a-z]+\s[A-Z]$", before) and re.match(r"\s[A-Z][a-z]+", after)
    ) and (not _starts(after.lstrip()))


_CLOSING = "\"'”’»)] \t"
_OPENERS = '"“‘(['
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Shares of capitals inside sentences below which a capital is a sign of a new sentence: after an
# initial or an ellipsis, and after an abbreviation that often starts a name ("U.S. Space Force").
_MOSTLY_PLAIN = 0.35
_PLAIN = 0.03


def _starts(after: str, limit: float = _MOSTLY_PLAIN) -> bool:
    """Whether a sentence begins here: a mark opens, or the capitalised word is one that is
    rarely written with a capital inside sentences."""
    if after[0] in _OPENERS and limit <= _PLAIN:
        # "a U.S. “declaration of war”"
        return after[0] != "(" and not after[1:2].islower()
    if after[0] in _OPENERS:
        return True
    match = _FIRST_WORD.match(after)
    if not match or not match.group()[0].isupper():
        return False
    word = fold(match.group())
    if word in STOPWORDS or word == "i":
        return True
    share = frequency.load().capital_share(word)
    return share is not None and share < limit


# A straight mark behind a word or before a space or stop closes something, though nothing was open.
_OPENS = re.compile(r'(?<!\w)"(?![\s.,;:!?)])')


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The quotations in double marks that are kept whole: those that an attribution in the same
    sentence follows or leads into, up to ``LONGEST_QUOTATION`` characters."""
    start = -1
    for match in re.finditer('["“”]', text):
        mark, place = match.group(), match.start()
        if mark == "“" or (mark == '"' and start < 0 and _OPENS.match(text, place)):
            start = place
        elif start >= 0:
            if place - start <= LONGEST_QUOTATION and _attributed(text, place):
                yield start, place + 1
            start = -1


def _attributed(text: str, end: int) -> bool:
    """Whether the sentence goes on after the closing mark at ``end``."""
    last = text[end - 1 : end]
    after = text[end + 1 : end + 160]
    if last == "," or after[:1] in (",", ";"):
        return True
    if re.match(r"\s?(?:[a-z]|[—–-])", after):
        return True
    return last in "?!" and bool(_ATTRIBUTION.match(after))
