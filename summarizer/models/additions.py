"""Clauses and phrases that a sentence can do without: where they begin and end.

Appositions, relative and participial clauses, background behind the main clause, openings before
it, the last of two predicates. Each rule yields cuts that leave a whole sentence; whether a cut
takes something away that bears on the rest is asked in ``cuts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.models.grammar import (
    Cut,
    Sentence,
    dangles,
    has_verb,
    is_finite,
    negated,
    words,
)
from summarizer.verbs import is_verb

_PLACE = re.compile(r"(?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,2}")
_AFTER_NOUN = frozenset(
    "to in at on after before during for with by over from as amid following about into".split()
)
_RELATIVE = re.compile(r"(?:who|which|whose|where|whom)\b")
_APPOSED = re.compile(
    r"(?:a|an|the|one|his|her|its|their|formerly|currently|now|(?:long|once|already) )\b"
    r"|[A-Z][a-z]+[’']s\b"
)
# "Ana Lum, D-Velm, who chairs the board, voted": the comma before the verb closes the party.
_APPENDED = re.compile(r", (?:[RDI]-[A-Z][\w.]*|[A-Z][a-z]{1,4}\.|[A-Z]{2}|[1-9]\d)$")
_EXAMPLES = re.compile(r"(?:including|such as|along with|as well as|together with|among them)\b")
_GOING = re.compile(r"(?:[a-z]+ly )?([a-z]{2,}ing)\b")
_NOUN = re.compile(r"(?: (?:and|or) |\W*$)")
_NO_GOING = frozenset(
    "during nothing something anything everything king morning evening spring meeting building "
    "according including following regarding excluding notwithstanding pending barring "
    "considering".split()
)
_DONE = re.compile(
    r"(?:[a-z]+ly )?(?:[a-z]{3,}ed|led|known|made|held|built|born|written|driven|seen|given|taken|"
    r"shown|brought|caught|fought|begun|sent|hit|hurt)"
    r" (?:by|in|as|from|with|at|for|on|after)\b"
)
# "The mayor, who opened the dam, left": what stands beside the subject has a verb of its own.
_BESIDE = re.compile(r", (?:who|which|whose|where|whom)\b[^,]*")
# A first comma behind one of these closes an opening clause, and the main clause follows.
_SUBORDINATE = re.compile(
    r"(?:After|When|While|As|Although|Though|If|Since|Because|Before|Once|Despite|Until|Unless|In|"
    r"On|At|During|Following|With|For|By|Amid|Asked|Speaking|[A-Z][a-z]+ing)\b"
)


def _kind(text: str) -> str:
    """What kind of addition begins here; "" for none."""
    going = _GOING.match(text)
    if _RELATIVE.match(text):
        return "relative"
    if _EXAMPLES.match(text):
        return "examples"
    if _APPOSED.match(text):
        return "apposition"
    if going and going.group(1) not in _NO_GOING:
        # "electronics, clothing and other goods" is a list
        return "" if _NOUN.match(text, going.end()) else "participle"
    return "participle" if _DONE.match(text) else ""


# Where a verb must follow: "blames", "chairs".
_FORM_IN_S = re.compile(r"[a-z]{3,}[^s\W]s")


def _relates(clause: str) -> bool:
    """Whether a relative clause has its verb."""
    second = [*words(clause), "", ""][1]
    return has_verb(clause) or bool(_FORM_IN_S.fullmatch(second))


def inside(one: Sentence) -> Iterator[Cut]:
    """Additions between two commas, behind a noun, before the verb or a preposition."""
    plain = one.plain
    for n, start in enumerate(one.commas):
        kind = _kind(plain[start + 2 :])
        if not kind or not plain[start - 1].isalnum():
            continue
        if n == 0 and kind != "relative" and _SUBORDINATE.match(plain):
            continue
        for stop in one.commas[n + 1 : n + 3]:
            inner = plain[start + 2 : stop]
            if kind == "relative" and not _relates(inner):
                continue
            if kind == "apposition" and is_finite(inner):
                break
            after = one.after(stop)
            on = (is_verb(after) and after[0].islower()) or bool(_FORM_IN_S.fullmatch(after))
            if on or (kind == "relative" and after in _AFTER_NOUN):
                middle = [c for c in one.commas if start < c < stop]
                if all(_PLACE.fullmatch(plain[c + 2 : stop]) for c in middle):
                    yield Cut(start, stop + (not _APPENDED.search(plain[:start])), kind)
                break
            if kind == "relative" and after in ("and", "but"):
                yield Cut(start, stop, kind)
                break


def _goes_on(one: Sentence, comma: int) -> bool:
    """Whether behind a comma the main clause goes on: "said the mayor, who opened the dam, had
    left", "asked the crews, among them divers, to wait". Of 23 such cuts 22 broke the sentence."""
    after = one.after(comma)
    return after == "to" or (is_verb(after) and after[0].islower())


_BACKGROUND = re.compile(
    r"(?:as|after|before|amid|following|during|just|even as|in the wake of|ahead of|with|at a time|"
    r"in what|in an?|in the|part of|alongside|because of|due to|thanks to|"
    r"(?:(?:just|only) )?(?:an?|one|two|three|four|five|six|several|some|\d+)? ?"
    r"(?:hours?|days?|weeks?|months?|years?|minutes?) (?:after|before))\b"
)
_NO_BACKGROUND = re.compile(r"as (?:of|long|far|soon|much|many|if|though|to)\b")


def trailing(one: Sentence) -> Iterator[Cut]:
    """Additions between a comma and the end."""
    plain = one.plain
    if one.end < 0:
        return
    for n, start in enumerate(one.commas):
        rest = plain[start + 2 : one.end]
        if re.search(r", (?:and|but|or|so|while)\b|;|:|—|–| --? ", rest):
            continue
        if not has_verb(plain[:start]) or (n == 0 and _SUBORDINATE.match(plain)):
            continue
        kind = _kind(rest)
        if kind == "relative" and not _relates(rest):
            continue
        if kind and any(_goes_on(one, comma) for comma in one.commas[n + 1 :]):
            continue
        if kind == "apposition" and (is_finite(rest) or re.search(r"\b(?:and|or)\b", rest)):
            continue
        if kind == "participle" and re.search(r"\w+ing$", plain[:start]):
            continue
        main = _BESIDE.sub("", plain[:start])
        if kind == "participle" and _DONE.match(rest) and not has_verb(main):
            continue
        if not kind and _BACKGROUND.match(rest) and not _NO_BACKGROUND.match(rest):
            kind = "background"
        if kind and not one.veiled(start - 1, start):
            yield Cut(start, one.end, kind)


# Words that what follows completes: "comes after", "two days before", "such as".
_NEEDS = frozenset(
    "come comes came coming is are was were be been being just such same as so known seen serve "
    "served serves serving even only soon long shortly day days week weeks month months year years "
    "hour hours minute minutes moment moments look looks looking looked named go going goes run "
    "runs the ever immediately right not and or but occurred occur began begin begins started "
    "dates dated well happened taken took takes take than right year's morning evening "
    "night by of for from".split()
)
_BARE_START = re.compile(r" (?=(?:amid|following|in|at a|with the|along|ahead|as|after)\b)")
# Not "by shifting jobs" or "during the anthem": how or where something is done is half of what is
# told ("the act violated the charter", "the teams knelt").
_PHRASE = re.compile(
    r" (?:in an? (?:bid|effort|attempt|move) to|in hopes? of|in light of|in connection with|"
    r"in response to|in exchange for|as part of|at a time when|with the help of|along with|"
    r"in addition to|amid|following|in the wake of|in the aftermath of|"
    r"in the midst of|ahead of) [^,;:—–]+$"
)
_LINKED = re.compile(
    r" (?P<link>as|after) (?:the|an?|he|she|they|it|his|her|their|its|some|many|more|"
    r"several|[A-Z][\w.’'-]+|[a-z]+s|[a-z]+ing)\b(?P<rest>[^,;:—–]+)$"
)


# Of something still to come, when it comes is no background.
_TO_COME = re.compile(r"\b(?:will|would|should|must|can|could|may|might|ensure\w*|until)\b")
# "sanctions that were imposed after the war": without it the clause says nothing.
_EMPTIED = re.compile(r"\b(?:that|which|who) (?:\w+ ){0,2}\w+(?:ed|en)$")
# A last clause of fewer words is nothing without what follows: "..., landing after dark".
_LEAST_CLAUSE = 3


def bare(one: Sentence) -> Iterator[Cut]:
    """Background behind the last word of the main clause, without a comma."""
    if one.end < 0:
        return
    body = one.plain[: one.end]
    for m in _BARE_START.finditer(body):
        left, right = body[: m.start()], body[m.start() :]
        linked = _LINKED.match(right)
        if not linked and not _PHRASE.match(right):
            continue
        before = words(left)
        if not before or before[-1].lower() in _NEEDS or not has_verb(left) or negated(left):
            continue
        if re.search(r"\d", before[-1]) or len(words(left.rsplit(", ", 1)[-1])) < _LEAST_CLAUSE:
            continue
        if dangles(words(re.split(r"[,;:]\s", left)[-1])):
            continue
        if _EMPTIED.search(left):
            continue
        if linked and _TO_COME.search(re.split(r"[,;:]\s", left)[-1]):
            continue
        if linked and linked["link"] == "as" and not _clause_as(left, before[-1], linked["rest"]):
            continue
        yield Cut(m.start(), one.end, "background")


def _clause_as(left: str, last: str, rest: str) -> bool:
    """Whether "as" opens a clause of time, no comparison and no role."""
    return has_verb(rest) and not is_verb(last) and not re.search(r"\b(?:as|so|such|same)\b", left)


_OPENING = re.compile(
    r"(?:After|Before|During|In|On|At|With|As(?! for\b)|Following|Since|For|By [a-z]+ing|Amid|"
    r"Ahead|Earlier|Later|Over|Along|Just|Hours|Days|(?!Accord|Not|Bar|Pend|Exclud)[A-Z][a-z]+ing)\b"
)
# Where, for whom, when or of what something holds is a part of it: "In Velm, the toll was 585."
_HOLDS = re.compile(
    r"For (?!(?:his|her|its|their) part\b)"
    r"|(?:Since|Over|At the time|In theory|In principle|In general)\b"
    r"|On (?!(?:the|an?|his|her|its|their|this|that|it)\b)[a-z]"
    r"|With [^,]*\b(?:of (?:the )?(?:votes?|ballots)|precincts)\b"
    r"|(?:In|Across|Around|Outside|Near|At|On) (?:the )?"
    r"(?:[A-Z](?!\w*day\b)|(?:some|many|most|several|other|all|any|least|both)\b)"
    r"|(?:In|At|Among) [^,]*\b(?:cases|places|states|countries|cities|areas|trading|polls?)\b"
)
# What may stand between the first two commas of an opening: "In Velm, where it began, the crews".
_WITHIN = re.compile(
    r"(?:which|where|who|whose|when|with|as|an?|the|on|in|at|after|before|during|amid|including|"
    r"meanwhile|however|though|too)\b"
)
# In what stays, these would miss what they refer to.
_BACK = re.compile(
    r"\b(?:on|of|in|for|with|to|by|about|at|over|from|and) (?:that|this|these|those|such|both)\b"
    r"|\b(?:there|him|them)\b"
)
_CONNECTIVE = re.compile(
    r"(?:(?:Meanwhile|However|Moreover|Furthermore|Additionally|In addition|Indeed|In fact|Still|"
    r"Nevertheless|Nonetheless|Instead|Of course|By contrast|In contrast|As a result|In turn|"
    r"For example|For instance|Similarly|Likewise|Thus|Therefore|Then|Also), |(?:And|Yet),? )"
)
_REFERS = re.compile(
    r"\b(?:he|she|they|it|him|them|this|that|these|those|such|both|there|his|her|their|its|"
    r"one|another|others)\b",
    re.IGNORECASE,
)


def opening(one: Sentence) -> Iterator[Cut]:
    """Openings before the subject, and connectives."""
    plain = one.plain
    lead = _CONNECTIVE.match(plain)
    if lead and not one.veiled(lead.end(), lead.end() + 1):
        yield Cut(0, lead.end(), "connective")
        return
    if not _OPENING.match(plain) or _HOLDS.match(plain):
        return
    for n, comma in enumerate(one.commas[:2]):
        if n and not _WITHIN.match(plain, one.commas[0] + 2):
            return
        stop = one.commas[n + 1] if n + 1 < len(one.commas) else len(plain)
        subject = plain[comma + 2 : stop]
        if not re.match(r"(?:(?:the|an?)\b|[A-Z]|\d|[a-z]+s\b)", subject):
            continue
        if _REFERS.match(subject) or re.match(r"[A-Z][\w’'.]+ [—–-]", subject):
            continue
        if has_verb(subject) and not _BACK.search(plain[comma:]):
            yield Cut(0, comma + 2, "opening")
            return


_PAIRED = re.compile(r"\b(?:both|between|either|neither|whether|from)\b")
_AND = re.compile(r"(?P<comma>,?) and (?:[a-z]+ly |also |then |later )?(?P<word>[\w’'-]+)")


# What somebody says besides may be his answer; "thought" is a noun as well.
_SAYS = re.compile(
    r"said|says|told|thought|called|urged|warned|added|denied|wrote|insisted|argued|vowed|promised"
)


def conjunct(one: Sentence) -> Iterator[Cut]:
    """The last of two predicates or clauses: "the ferry sank and two piers were closed"."""
    if one.end < 0:
        return
    body = one.plain[: one.end]
    for m in _AND.finditer(body):
        left, rest = body[: m.start()], body[m.start() + len(m["comma"]) + 5 :]
        if not has_verb(left) or _PAIRED.search(left) or re.search(r", and |[;:—–]", rest):
            continue
        if negated(left) or any(is_verb(w) for w in re.findall(r", (?:and )?([a-z’'-]+)", left)):
            continue
        word = m["word"]
        if word.islower() and is_verb(word) and not m["comma"] and not _SAYS.match(word):
            yield Cut(m.start(), one.end, "predicate")
        elif has_verb(left.rsplit(", ", 1)[-1]) and _new_clause(m["comma"], rest):
            yield Cut(m.start(), one.end, "clause")


def _new_clause(comma: str, rest: str) -> bool:
    """Whether a subject and its verb follow ", and"."""
    subject = re.match(r"(?:the|an?|he|she|they|it|his|her|its|[A-Z])", rest)
    verbs = (is_verb(word) and word.islower() for word in words(rest)[1:6])
    return bool(comma and subject) and any(verbs)
