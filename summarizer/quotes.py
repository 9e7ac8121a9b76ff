"""Quotations in running text, with the speaker that the same sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.records import Quote

# Opening mark -> the marks that may close it.
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‹": "›", "»": "«"}
_MARK = re.compile("[\"“”„«»‘’‹›']")
_LONGEST_SINGLE = 250  # characters: single marks further apart are apostrophes

_REPORT = (
    r"(?:said|says|say|saying|told|tells|added|adds|stated|states|announced|announces|reported|"
    r"wrote|writes|tweeted|posted|asked|asks|replied|answered|declared|insisted|insists|argued|"
    r"argues|claimed|claims|explained|explains|noted|notes|warned|warns|acknowledged|admitted|"
    r"confirmed|continued|recalled|concluded|remarked|observed|stressed|emphasi[sz]ed|called|"
    r"described|denied|testified|shouted|joked|suggested|urged|vowed|promised|pledged|quipped|"
    r"responded|maintained|complained|predicted|cautioned|commented|alleged|read|reads|agreed|"
    r"accused|dismissed|praised|hailed|condemned|quoted)"
)
_ADVERB = (
    r"(?:(?:has|had|have|also|later|then|once|reportedly|earlier|recently|repeatedly|\w+ly)\s)*"
)
_AFTER_VERB = re.compile(rf"\s*[,;:—–-]*\s*{_ADVERB}{_REPORT}\s+(?P<who>[^,.;:!?()\n\"“”]+)", re.I)
_AFTER_SUBJECT = re.compile(
    rf"\s*[,;:—–-]*\s*(?P<who>[^,.;:!?()\n\"“”]{{1,90}}?(?:,[^,.;:!?()\n\"“”]{{1,60}}){{0,4}},?)\s+"
    rf"{_ADVERB}{_REPORT}\b",
)
# '"… will not" give up, Ortiz said': the sentence goes on before its speaker comes.
_LATER_SUBJECT = re.compile(
    rf"^[^,.;:!?()\n\"“”]{{1,80}},\s(?P<who>(?:[A-Z][\w'’\u2024-]*\s){{1,4}}|s?he\s|they\s|it\s)"
    rf"{_ADVERB}{_REPORT}\b"
)
_ACCORDING = re.compile(
    r"\baccording to\s+(?P<who>[^,.;:!?()\n\"“”]+)|\b(?:by|from)\s+(?P<by>[A-Z][^,.;:!?()\n\"“”]+)$"
)
_BEFORE = re.compile(rf"(?P<who>[^,.;:!?()\n\"“”]{{1,90}}?)\s+{_ADVERB}{_REPORT}\b", re.I)
_LEAD = re.compile(
    r"^(?:(?:and|but|that|as|so|while|when|where|because|then|however|meanwhile|also|after|before|"
    r"which|if|later|earlier|on \w+day|in a statement)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:in|on|at|to|during|when|after|before|as|who|whom|which|that|while|for|by|about|of it|"
    r"with|from|if|because|earlier|later|last|this|yesterday|today|late|early|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|told|said|has|had|was|is|were|would|will|and then|"
    r"but|through|via|outside|inside|following|referring|speaking|adding|citing|issued|released|declined|went|is|are|be)\b.*$",
    re.DOTALL,
)
_WHO_TOLD = re.compile(r"^(?:reporters|journalists|the\s\w+\snews\sagency|lawmakers)\b")


def quotes(text: str) -> tuple[Quote, ...]:
    """The quotations of ``text`` in order of their place; they do not overlap.

    Straight, curly, German and French marks; single marks only where they cannot be apostrophes.
    A quotation that is still open at the end of a line ends there (each paragraph of a long one
    opens anew).
    """
    found: list[Quote] = []
    for start, end in _spans(text):
        speaker = _speaker(text, start, end)
        found.append(Quote(start=start, end=end, text=text[start:end], speaker=speaker))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where quoted words stand, marks excluded, outermost quotations only."""
    place = 0
    for line in text.splitlines(keepends=True):
        yield from ((place + a, place + b) for a, b in _line_spans(line))
        place += len(line)


def _line_spans(line: str) -> Iterator[tuple[int, int]]:
    marks = [match.start() for match in _MARK.finditer(line)]
    stop = len(line.rstrip())
    i = 0
    while i < len(marks):
        start = marks[i]
        i += 1
        closers = _closers(line, start)
        if not closers:
            continue
        single = line[start] in "'‘"
        end = -1
        for j in range(i, len(marks)):
            if single and marks[j] - start > _LONGEST_SINGLE:
                break
            if line[marks[j]] in closers and _closes(line, marks[j], single):
                end, i = marks[j], j + 1
                break
        if end < 0 and not single and stop - start > 1:
            end, i = stop, len(marks)
        body = line[start + 1 : end] if end > start else ""
        if body.strip():
            lead = len(body) - len(body.lstrip())
            yield start + 1 + lead, start + 1 + len(body.rstrip())


def _closers(line: str, at: int) -> str:
    """The marks that close a quotation opened at ``at``; "" where the mark there opens none."""
    mark = line[at]
    if mark == "“" and "”" not in line[at:]:
        return '"'  # opened curly, closed straight
    before = line[at - 1 : at]
    after = line[at + 1 : at + 2]
    opened = not before or before.isspace() or before in '([{—–-/“"‘'
    if mark == '"' and '"' not in line[at + 1 :] and "“" not in line[at:]:
        return '"”' if after and not after.isspace() else ""  # opened straight, closed curly
    if mark == '"':
        return '"' if after and not after.isspace() else ""
    if mark == "'":
        return "'" if opened and after and after.isalnum() and not after.isdigit() else ""
    if mark == "‘":
        return "’'" if opened and after and not after.isdigit() else ""
    if mark == "»":
        return "«" if opened and after.isalnum() else ""
    return _PAIRS.get(mark, "")


def _closes(line: str, at: int, single: bool) -> bool:
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if not single:
        return line[at] != '"' or not before.isspace() or not after.isalnum()
    return not before.isspace() and (not after or not (after.isalnum() or after == "_"))


def _speaker(text: str, start: int, end: int) -> str:
    """Who says the words at ``[start, end)``, as the text around them has it, or ""."""
    after = _masked(text[_behind(text, end) : end + 201].split("\n")[0])
    inner = text[start:end].rstrip()
    # A full stop inside the marks ends the sentence, so what follows is another one's.
    if not inner.endswith((".", "…")) or after.lstrip()[:1].islower():
        if match := _ACCORDING.match(after.lstrip(" ,")):
            return _phrase(match["who"] or "")
        if match := _AFTER_VERB.match(after):
            who = _phrase(match["who"])
            if who and not _WHO_TOLD.match(who):
                return who
        # Without a comma inside the marks the sentence goes on, and the speaker comes later.
        order = (_AFTER_SUBJECT, _LATER_SUBJECT)
        for pattern in order if inner.endswith((",", "?", "!", ".", "…")) else order[::-1]:
            if match := pattern.match(after):
                return _phrase(match["who"])
    return _speaker_before(_masked(_whole_words(text, max(0, start - 1))))


def _whole_words(text: str, end: int) -> str:
    """Up to 200 characters before ``end``, cut at a space."""
    start = max(0, end - 200)
    before = text[start:end]
    return before[before.find(" ") + 1 :] if start else before


def _behind(text: str, end: int) -> int:
    """The place behind the mark that closes the quotation, which a space may part from it."""
    gap = end + 1 if text[end : end + 1].isspace() else end
    return gap + 1


# The stop of an abbreviation inside a name, hidden from the patterns above.
_HIDDEN = "\u2024"
_NAME_STOP = re.compile(
    r"\b((?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Rev|Adm|Jr|Sr|St)|[A-Z])\."
    r"(?=\s?[A-Z]|\s[a-z])|\b([A-Z][a-z]{1,4})\.(?=,)"
)


def _masked(text: str) -> str:
    return _NAME_STOP.sub(lambda match: (match[1] or match[2]) + _HIDDEN, text)


_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSen)[.!?][\"”’]?\s|\n")


def _speaker_before(before: str) -> str:
    ends = list(_SENTENCE_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    reported = False
    who = ""
    for match in _BEFORE.finditer(before):
        reported = True
        second = match["who"].endswith((" and", " but")) or match["who"] in ("and", "but")
        who = ("" if second else _phrase(match["who"])) or who
    if who:
        return who
    if (reported or _PARTICIPLE.search(before)) and (subject := _SUBJECT.match(before)):
        return _phrase(subject[1])  # "Ortiz defended the plan and called it …"
    if source := re.search(r"\b[Aa]ccording to ([^,.;:!?()\n\"“”]+),", before):
        return _phrase(source[1])
    return ""


_PARTICIPLE = re.compile(
    r"\b(?:saying|calling|claiming|adding|arguing|insisting|warning|describing|stating|denouncing|"
    r"suggesting|promising|vowing|telling)\b"
)
_SUBJECT = re.compile(
    r"\W*(?!(?:In|On|At|During|Following|After|Before|When|While|As|For|With|By|Despite|Since|If|But|"
    r"And|That|There|To|Once)\b)(He|She|They|It|We|I|(?:The\s)?(?:[A-Z][\w'’\u2024-]*\s?){1,6})(?=\s|,|$)"
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|you|who)", re.IGNORECASE)


def _phrase(who: str) -> str:
    """``who`` cut to its noun phrase."""
    who = _TAIL.sub("", " " + who.strip()).strip()
    who = _LEAD.sub("", who + " ").strip(" -—–'’‘").replace(_HIDDEN, ".")
    if "," in who:
        who = who.split(",")[0]
    words = who.split()
    if len(words) > 8:
        words = words[-4:]
    if words and _PRONOUN.fullmatch(words[-1]):
        words = words[-1:]
    phrase = re.sub(r"['’]s$", "", " ".join(words))
    return phrase if _NOUN_PHRASE.search(phrase) else ""


# What can speak: a pronoun, a name, a noun with its article, a plural ("officials", "police").
_NOUN_PHRASE = re.compile(
    r"^(?i:s?he|it|they|we|i|you|who|which)$|^(?i:the|an?|his|her|its|their|our|my|one|two|some|many|"
    r"another|several|both|all|this|these|those|no)\s|\b(?!(?:Once|To|That|When|While|After|As|In)\b)"
    r"[A-Z]|(?:[^s]s|police|people)$",
)
