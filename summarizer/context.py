"""Whether a sentence can stand alone or leans on the one before it."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[\"“”«][^\"“”«»]*[\"“”»]?")
_LEANS = re.compile(
    r"(?:(?:and|but|so|yet|or|nor)\b|(?:however|meanwhile|also|instead|nevertheless|nonetheless|"
    r"moreover|furthermore|additionally|otherwise|similarly|likewise|thus|hence|therefore|"
    r"afterwards?|thereafter|still|even so|then|in addition|as a result|in contrast|by contrast|"
    r"on the other hand|at the same time|that said|as such|for example|for instance|in other words|"
    r"in turn|of those|of these|among them|"
    r"in response|of course|after all|in fact|indeed|again|too|elsewhere|with that|"
    r"in the meantime|since then|by then|until then|at that (?:time|point)|"
    r"(?:later|earlier) (?:that|the same) "
    r"(?:day|night|morning|afternoon|evening|week|month|year|summer|winter)|"
    r"(?:\w+ ){0,2}(?:minute|hour|day|week|month|year)s? "
    r"(?:later(?! than)|earlier(?! than)|on(?=,))|"
    r"(?:all|part|most|many|some|much|none|each|both) (?:of )?(?:this|that|these|those|them)"
    r")\b,?)\s",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:he|she|they|it|his|her|their|its|him|them|this|that|these|those|such|both|neither|"
    r"another|others|some|one|the latter|the former|the same|the two|the three|the pair|the duo|"
    r"the statement|the post|the tweet|the letter|the document|the remarks?|the comments?)\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"it(?:'s|’s| is| was| remains| remained| will be| has been)\s+"
    r"(?:not |un)?(?:clear|known|unclear|unknown|likely(?! (?:why|because))|possible|"
    r"the first time|the second time|expected)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]+")
_SPEECH = re.compile(
    r"\b(?:he|she|they|it|the (?:statement|post|tweet|letter|document|report|memo|filing))"
    r"\s+(?:\w+ly\s+)?(?:also\s+)?"
    r"(?:said|says|added|adds|told|wrote|tweeted|continued|explained|noted|argued|asked|stated|"
    r"recalled|insisted|warned|claimed|declared|concluded|read|reads)\b|"
    r"\b(?:said|added|wrote|continued|explained|noted|tweeted)\s+(?:he|she|they|it)\b",
    re.IGNORECASE,
)
# "said that was untrue": what, only the sentence before it says
_ANSWER = re.compile(
    r"\b(?:said|says|added|insisted|replied|argued|claimed)\s+(?:that|this)\s+"
    r"(?:is|was|isn['’]t|wasn['’]t|would|had|has|did|could|can|will)\b",
    re.IGNORECASE,
)

# an office has no "his": whose it is, only the sentence before it says
_OFFICE = re.compile(
    r"(?:the|a)\s(?:(?:White\s)?House|Kremlin|Pentagon|Senate|[\w.]*\s?(?:department|ministry|court|"
    r"committee|agency|office|government|administration|company|campaign|police|report|"
    r"statement))\s(?:on\s\w+day\s)?(?:also\s)?(?:said|says|added|confirmed|announced|denied)\s"
    r"(?:on\s\w+day\s)?(?:that\s)?(?:his|her|he|she|him)\b",
    re.IGNORECASE,
)

# somebody without a name whom only the sentence before it brings in ("the official added"); of 16
# such in 12,460 sentences of NeuS train all were
_SOMEBODY = r"(official|spokes(?:man|woman|person)|source|aide|constituent|attorney|lawyer|envoy)"
_UNNAMED = re.compile(
    rf"\bthe (?:senior |same |unnamed |federal )?{_SOMEBODY} (?:also )?(?:said|says|told|tells|"
    r"added|adds|wrote|tweeted|noted|continued|explained|declined|recanted|claimed|confirmed|argued)"
    rf"\b|\b(?:said|added) the {_SOMEBODY}\b",
    re.IGNORECASE,
)

# "Investigators in these two towns": which, only the sentence before it says. Of 118 such in 34,000
# sentences of NeuS train 112 pointed back, and all of eight that digests had told alone.
_THESE = re.compile(
    r"[^,;:—–()]+ (?:these|those) (?!(?:\w+ )?(?:days|times|weeks|months|years|hours|ages)\b)"
    r"(?!(?:of|in|on|at|with|from|for|under|against|who|whose|that|which|he|she|it|they|we)\b)"
    r"(?:[a-z]+ )?(?:[a-z]+[^s\W]s|people|children|men|women)\b"
    r"(?! (?:of|in|on|at|to|with|from|for|under|against|behind|outside|who|whose|that|which|where|"
    r"\w+ing)\b)"
)

# "The other was closed", "the other two bills": beside which, only the sentence before it says;
# "the other parties" can be understood. Of 24 such in NeuS train that were read 22 leaned so.
_OTHER = re.compile(
    r"the other(?! (?:day|night|side|hand|end|way|half)\b)"
    r"(?:s\b|,|\s(?:is|was|has|\d+|[a-z]+[^s\W])\b(?!-))",
    re.IGNORECASE,
)
# "Survivors of that fire": which, only the sentence before it says, unless it names one itself. Of
# 23 such that were read 21 leaned so.
_THAT_ONE = re.compile(
    r"(?P<before>(?:(?! {2})[^,;:—–()])*?\b"
    r"(?:of|to|with|about|from|on|by|against|under|after|before|during|for)) that "
    r"(?!(?:the|an?|of|is|was|were|he|she|it|they|we|you|this|these|his|her|my|our|your|their|its|"
    r"there|would|has|have|had|will|said|could|can|may|might|should|do|does|did|when|if|in|at|to|"
    r"who|what|many|some|most|all|no|not|any|day|morning|afternoon|evening|night|time|point|way|"
    r"kind|sort|person|which|same|are|be|one|moment|much|but|because|and|or|as|by|for|with|"
    r"happens?|goes|gets|looks?)\b)(?P<noun>[a-z]+)\b"
)


def outside_quotes(text: str) -> str:
    """`text` with quoted words blanked out, marks included; offsets stay valid. Linear."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), text)


def _names_one(text: str) -> bool:
    """Whether the words before a pronoun may name its bearer: a capital inside them, or a first
    word that is no function word."""
    if _NAMED.search(text):
        return True
    first = text.split(" ", 1)[0].strip(_OUTER)
    return first[:1].isupper() and first.lower() not in _OPENERS


_OUTER = " \t\n,.;:-–—!?)]"


def leaning(text: str) -> str:
    """Why a sentence cannot open a text or stand without the one before it; "" where it can.

    A rule of thumb over its first words and its attribution: connectives ("However"), pronouns
    whose bearer it does not name ("He added"), a quotation without a named speaker.
    """
    if ends_quotation(text):
        return "the end of a quotation that begins elsewhere"
    plain = outside_quotes(text)
    bare = plain.strip(_OUTER)
    if not bare:
        return "a quotation without its speaker"
    spoken = _SPEECH.search(plain)
    if spoken and bare != text.strip(_OUTER) and not _names_one(plain[: spoken.start()]):
        return "its speaker is named elsewhere"
    unnamed = _UNNAMED.search(plain)
    if unnamed and plain.lower().count((unnamed[1] or unnamed[2]).lower()) == 1:
        return "its speaker is named elsewhere"
    opening = plain.lstrip(" \t\n([-–—•*")
    starts_quoted = len(plain) - len(plain.lstrip()) > len(text) - len(text.lstrip())
    if starts_quoted:
        return ""
    if _EXPLETIVE.match(opening):
        return ""
    if _LEANS.match(opening):
        return "it continues the sentence before it"
    if _PRONOUN.match(opening):
        return "it begins with a pronoun"
    if _OFFICE.match(opening):
        return "a pronoun whose bearer it does not name"
    if _THESE.match(opening) or _OTHER.match(opening) or _points_back(opening):
        return "it points to what the sentence before it tells"
    if _ANSWER.search(plain):
        return "it answers what is said elsewhere"
    found = _SUBJECT.search(opening)
    if found and not opening[:1].isdigit() and not _names_one(opening[: found.start()]):
        return "a pronoun whose bearer it does not name"
    return ""


def _points_back(opening: str) -> bool:
    found = _THAT_ONE.match(opening)
    return found is not None and found["noun"] not in found["before"].lower()


_MARK = re.compile(r"[\"“”]")


def open_marks(text: str) -> tuple[str, str]:
    """``(before, after)``: the double marks that a text lacks, of quotations which it ends but does
    not begin, and begins but does not end; "" where there is none. Texts with other marks („, «)
    lack none."""
    if "„" in text or "«" in text:
        return "", ""
    before, opened, within = "", "", False
    for found in _MARK.finditer(text):
        mark, at = found[0], found.start()
        begins = mark == '"' and bool(text[at + 1 : at + 2].strip()) and _opens(text, at)
        if opened == "“" and mark == '"' and (begins or within):
            # straight marks inside curly ones
            within = begins
        elif mark == "“" or (begins and not opened):
            opened = mark
        elif opened:
            opened = ""
        elif not before and (mark == "”" or text[at - 1 : at] in (".", ",", "!", "?", "…")):
            before = "“" if mark == "”" else mark
    return before, {"“": "”"}.get(opened, opened)


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark stands where a quotation begins: at the start, or behind a space,
    bracket or dash."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-'‘"


def ends_quotation(text: str) -> bool:
    """Whether a text holds the end of a quotation but not its beginning: whose words they are, only
    what stands before it says."""
    return bool(open_marks(text)[0])


_OPENERS = frozenset(
    "a an the in on at after before when while since if as for from with by during although though "
    "despite because once until under over earlier later last this that these those there here "
    "now then what why how who where asked given speaking".split()
)


# What is denied to somebody is refused: all of 14 such in 370 events of NeuS train were.
_REFUSED = (
    r"(?! (?:(?:an?|the|his|her|its|their|him|them|[\w.]+['’]s?|(?-i:[A-Z])[\w.]*) ){0,3}"
    r"(?:requests?|bids?|motions?|petitions?|appeals?|applications?|asylum|entry|admission|access|"
    r"visas?|bail|parole|citizenship|permits?|credentials?|clearances?|coverage|care|treatment|"
    r"services?|benefits|fund(?:s|ing))\b)"
)
_DENIES = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)\b{_REFUSED}|refut(?:es?|ed|ing)|plead(?:s|ed|ing)? not guilty)\b"
    r"|\b(?:with(?:drew|draws?|drawn|drawing)|retract(?:s|ed|ing)?|t(?:akes?|ook|aken|aking) back) "
    r"(?:\w+ ){0,2}(?:report|story|article|claim|statement|accusation|allegation|call)s?\b"
    # Of 48 such places in NeuS train 43 tell that what somebody else says is not so.
    r"|\b(?:is|was|are|were|been|it) (?:\w+ly |all )?(?:an? )?(?:hoax|forged|forger(?:y|ies)|"
    r"fabricat(?:ed|ions?)|false|untrue|bogus|doctored|(?<=a )fake(?! news))\b"
    r"|\bdebunk(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
# Of what is claimed or told, also in somebody's own words: of 21 such in NeuS train 19 deny it.
_IS_FALSE = re.compile(
    r"(?<!\bno )\b(?:claim|statement|assertion|allegation|accusation|report|story|suggestion)s?\b"
    r"(?:(?!\b(?:saying|that was|what)\b)[^.;,]){0,80}?\b(?:"
    r"(?:is|was|are|were) (?:\w+ly )?[“\"‘']?(?:wrong|incorrect|inaccurate|false|untrue|not true)"
    r"|(?:is|was|are|were)n['’]t true)\b",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether a sentence tells, outside quotations, that somebody denies something, takes back
    what was said or shows it to be false, or quotes him that a claim is false: then it is not what
    another states, however alike in words."""
    return bool(_DENIES.search(outside_quotes(text)) or _IS_FALSE.search(text))
