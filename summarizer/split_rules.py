"""Which sentence boundaries are taken back, and which are added, within one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

# After these a stop ends no sentence, whatever follows.
_TITLES = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|Cmdr|Adm|Rev|"
    r"Hon|St|Ste|Mt|Ft|Messrs|Mme|Mlle|Pres|Supt|Det|Insp|Atty|Amb|Brig|Pvt|Pfc|Ald|Fr|Br|Sr|Dir|"
    r"vs|v|cf|e\.g|i\.e|viz|al|approx|ca|Nos?|Art|Vol|Fig|Figs|pp?|eds?|Lt\.? ?Gov|Lt\.? ?Col)\.$"
)
_INITIAL = re.compile(r"(?:^|[\s(\"“‘.-])[A-Z]\.$")
_MONTHS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")
_STATES = re.compile(
    r",\s(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|"
    r"Mont|Neb|Nev|N\.\s?[HJMYCD]|Okla|Ore|Pa|R\.\s?I|S\.\s?[CD]|Tenn|Tex|Vt|Va|Wash|W\.\s?Va|Wis|"
    r"Wyo|D\.\s?C|B\.\s?C|Ont|Que)\.$"
)
_CLOSERS = "\"'”’»)]"
_REPORT_AFTER = re.compile(
    r"[\s,—–-]*(?:(?:[a-z][\w'’-]*|[A-Z][\w'’.-]*)\s+){0,6}?"
    r"(?:said|says|told|added|adds|asked|wrote|stated|replied|tweeted|noted|insisted|explained|"
    r"argued|declared|announced|warned|continued|recalled|concluded|claimed|testified|remarked)\b"
)
# Characters: a quotation longer than this is split like any other text, so that an unbalanced
# mark cannot swallow an article.
LONGEST_QUOTATION = 600


def extra_boundaries(text: str) -> set[int]:
    """Boundaries that Punkt misses: after a stop with its closing marks before a capital, and
    after a reference mark."""
    return {match.end() for match in _MISSED.finditer(text)}


_MISSED = re.compile(
    r"((?:[a-z\d)%]|\b[A-Z]{2,})[.!?]+[\"”’»']*(?:\s?\[\d{1,3}\])+)(?=\s+[\"“‘(]*[A-Z])"
    r"|(?<=[a-z\d][.!?])[\"”](?=\s[\"“‘]?[A-Z])"
)


def boundaries_refused(text: str, cuts: Sequence[int]) -> set[int]:
    """Which of the sorted ``cuts`` (offsets behind a stop) end no sentence."""
    refused: set[int] = set()
    spans = _quotations(text)
    index = 0
    for cut in cuts:
        while index < len(spans) and spans[index][1] < cut:
            index += 1
        inside = index < len(spans) and spans[index][0] < cut < spans[index][1]
        if inside and spans[index][2]:
            refused.add(cut)
        elif _no_end(text, cut):
            refused.add(cut)
    return refused


def _no_end(text: str, cut: int) -> bool:
    before = text[max(0, cut - 24) : cut].rstrip()
    after = text[cut : cut + 120].lstrip()
    if not after:
        return False
    if after[0].islower() and not before.endswith(("!", "?")):
        return True
    if after[0] in ",;:!?.…" or (after[0] in _CLOSERS and text[cut : cut + 1] == after[0]):
        return True
    core = before.rstrip(_CLOSERS)
    if core != before and after[0].islower():
        return True
    if core != before and _REPORT_AFTER.match(after) and after.split()[0][0].islower():
        return True
    if _TITLES.search(core):
        return True
    if _INITIAL.search(core) and after[:1].isupper() and core == before:
        return not _STARTER.match(after)
    if _MONTHS.search(core) and after[:1].isdigit():
        return True
    return bool(_STATES.search(core)) and not _STARTER.match(after)


_STARTER = re.compile(
    r"(?:The|A|An|In|On|At|He|She|It|They|We|But|And|This|That|These|Those|His|Her|Their|Its|"
    r"When|While|After|Before|As|If|For|There|Mr|Mrs|Ms|I|Some|Many|Most|According)\b"
)


def _quotations(text: str) -> list[tuple[int, int, bool]]:
    """Quotations in double marks: start, end, and whether they are kept whole because an
    attribution follows or leads in the same sentence."""
    spans: list[tuple[int, int, bool]] = []
    start = -1
    for match in re.finditer("[\"“”]", text):
        mark, place = match.group(), match.start()
        if mark == "“" or (mark == '"' and start < 0):
            start = place
        elif start >= 0:
            whole = place - start <= LONGEST_QUOTATION and _attributed(text, start, place)
            spans.append((start, place + 1, whole))
            start = -1
    return spans


def _attributed(text: str, start: int, end: int) -> bool:
    last = text[end - 1 : end]
    after = text[end + 1 : end + 120]
    if last == "," or (last in "?!" and after.lstrip()[:1].islower()):
        return bool(_REPORT_AFTER.match(after)) or last == ","
    return after[:1] in (",",) or after.lstrip()[:1].islower()
