"""Photo captions and credits that stand among the paragraphs of a story.

Saved pages hold a caption as a paragraph: under its picture's buttons ("Hide caption …"), with who
took it before or after it ("… Photo: Ana Lum/Harbour Post"), or as a sentence that only tells what
is to be seen ("Ana Lum speaks in Port Ellis on May 3, 2019.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CAPTION, CREDIT = "photo caption", "photo credit"

Place = tuple[int, int, str]

# A caption is at most so long, a credit so (characters); longer lines are paragraphs or galleries.
_LONGEST, _CREDIT_CHARS = 900, 240
_NAME = r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,4}"
# Agencies and picture services, as they sign a picture.
_AGENCY = (
    r"(?:AP|AFP|EPA|epa(?:-efe)?|UPI|TNS|ANSA|DPA|dpa|PA(?: Wire)?|Reuters|REUTERS|Bloomberg|Getty"
    r"(?: Images?)?|Associated Press|Agence France-Presse|Xinhua|Shutterstock|Alamy|Corbis|Rex|REX|"
    r"NurPhoto|ZUMA(?: Press| Wire)?|Zuma(?: Press| Wire)?|Anadolu(?: Agency)?|Barcroft(?: \w+)?|"
    r"LightRocket|Redux|Sipa(?: USA)?|SIPA(?: USA)?|Newscom|Polaris|Pool|The Guardian|NPR|SCNG|"
    r"The Washington Post|The New York Times|USA TODAY|CQ Roll Call|Photodisc|iStock)"
)
_MORE = r"(?: ?[/|] ?[\w.&’' -]{2,30}?)*?"
_SIGNED = (
    rf"(?:{_NAME} ?[/|]{_MORE} ?{_AGENCY}(?: Photo)?(?: ?/ ?[\w&’' -]{{2,30}})?|"
    rf"{_NAME}/(?:[\w.&’' -]{{2,30}}/)?[\w’' -]{{2,30}} via {_AGENCY}|"
    rf"(?:REUTERS|AFP|AP(?: Photo| Images?)?|Getty(?: Images)?|EPA) ?/ ?{_NAME}|"
    rf"{_NAME} {_AGENCY} Images)"
    rf"(?:,? ?(?:/ ?)?(?:via {_AGENCY}|FILE|[Ff]ile(?: [Pp]hoto)?|[Pp]ool))*"
)
_KIND = (
    r"(?:Photo(?:graph|grapher|s|graphs)?|Composite|Illustration|Image|Picture|Screenshot|"
    r"Photo [Ii]llustration|Credit)"
)
# Who took a picture, said in a sentence of its own.
_TOLD = (
    rf"(?:{_KIND}(?: [Cc]redit)?: ?[^.!?:]{{2,100}}|"
    rf"(?:Photo(?:graph)?s?|Photo [Ii]llustration|Illustration)s? (?:by|courtesy(?: of)?) "
    rf"[A-Z][^.!?:]{{2,80}}|"
    rf"\((?:(?:AP |Reuters |File |Pool )?{_KIND}|AP/|Courtesy|REUTERS)\b[^()]{{0,120}}"
    rf"(?:\([^()]{{0,40}}\)[^()]{{0,80}})?\)|"
    rf"\[[^\[\]]{{0,80}}(?:[/ ]{_AGENCY}|{_AGENCY}/)[^\[\]]{{0,40}}\])"
)
# A line without any of these in it holds no credit: a cheap look first.
_HINTS = (
    *("/", "|", "[", "Photo", "Image", "Picture", "Composite", "Illustration", "Screenshot"),
    *("Credit", "ourtesy", "Previous Next"),
)
_BUTTONS = r"(?:(?:Previous|Next|Buy Photo|Enlarge|Image) )*"
_ALONE = re.compile(
    rf"{_BUTTONS}(?:{_SIGNED}|{_TOLD}|(?:Previous Next|\|) ?{_AGENCY}(?: Photo)?)[.,]?"
)
_LAST = re.compile(
    rf"(?:(?:[.!?][\"”’')\]]*|[\"”’)\]]) ?{_BUTTONS}(?:{_SIGNED}|\|? ?{_SIGNED}|{_TOLD})|"
    rf" \(?{_BUTTONS}\((?:(?:AP |Reuters |File |Pool )?{_KIND}|Courtesy)\b[^()]{{0,120}}"
    rf"(?:\([^()]{{0,40}}\)[^()]{{0,80}})?\)|"
    rf" \[[^\[\]]{{0,80}}[/ ]{_AGENCY}[^\[\]]{{0,40}}\]|"
    rf" \| (?:{_NAME}/)?(?:[\w ]{{2,20}}/)?{_AGENCY}(?: Photo| Images)?|"
    rf" Previous Next [^.!?]{{2,60}}|(?<=[a-z0-9.]) REUTERS/{_NAME})[.,]?$"
)
_FIRST = re.compile(
    rf"(?:{_NAME}(?:/[\w.&’' -]{{2,30}})?/(?:{_AGENCY}|Staff|The Christian Science Monitor)"
    rf"(?:/[Ff]ile)?|(?:AP|Reuters|REUTERS)/[Ff]ile|\[[^\[\]]{{0,60}}(?:Images?|/AP|"
    rf"Reuters|/AFP)\]) (?=[A-Z“\"‘'])"
)
_INSIDE = re.compile(
    rf"\((?:(?:AP |Reuters |File |Pool )?{_KIND}|AP/)(?:\b| by)[^()]{{0,120}}"
    rf"(?:\([^()]{{0,40}}\)[^()]{{0,80}})?\) (?:Story Highlights )?(?=[A-Z“\"])"
)
# Buttons of a gallery or of sharing, then what the picture shows.
_UNDER = re.compile(
    r"(?:(?:Hide|Show|Toggle) [Cc]aption|[Tt]oggle caption|(?:Facebook )?Twitter Pinterest|"
    r"FILE ?[-–—]|(?:FILE )?PHOTO:|File photo:|ABOVE:)(?= ?\S)"
)
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|"
    r"Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
# "In this May 3, 2019, file photo, …", "This undated photo provided by the council shows …".
_OF_WHEN = (
    rf"(?:(?:{_MONTH}|\d{{1,2}}|\d{{4}}|[Uu]ndated|file|handout|booking|combination|combo|Facebook|"
    r"courtroom|satellite|aerial|still|frame|screen|artist['’]s),? ){0,5}"
)
_FROM = r" (?:provided|released|made|taken|obtained|issued|supplied|posted|from|by)\b[^.!?]{2,99}?"
_SEEN = re.compile(
    rf"In this {_OF_WHEN}(?:(?:photo|photograph|sketch)(?:{_FROM})?,? |(?:image|picture|frame|"
    rf"still|grab|shot|frame ?grab|screen ?(?:grab|shot)|video){_FROM}, )"
    r"(?!essay|album|op\b|opportunity|shoot|book|finish)[^.!?]{2,}|"
    rf"This {_OF_WHEN}(?:photo|image|frame|grab|shot|frame ?grab|screen ?(?:grab|shot)|"
    rf"(?:photos|images|pictures))(?:{_FROM}| of [^.!?]{{2,80}}?)? shows? "
)
_GALLERY = re.compile(r"[Hh]ide [Cc]aption \d{1,3} of \d{1,3}")
_GALLERY_START = re.compile(r"Photos: ")
_FULL_DATE = re.compile(rf"\b(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})\b")
# What people are seen to do; nobody reports an event so, with its year.
_DOES = re.compile(
    r"\b(?:speaks|poses|arrives?(?= (?:at|in|for|on|to|back)\b)|waves|gestures|listens|walks|"
    r"looks(?= (?:on|at|through|over)\b)|smiles|shakes? hands|sits|talks(?= (?:to|with|about)\b)|"
    r"attends|addresses(?= (?:a|an|the|his|her|supporters|reporters)\b)|delivers|"
    r"holds(?= (?:a|an|up|his|her|the)\b)|leaves(?= (?:a|an|the|after|his|her)\b)|"
    r"reacts|departs|applauds|boards|"
    r"participates|testifies|answers(?= questions)|(?:is|are) (?:seen|pictured|shown|displayed)|"
    r"takes part|greets|meets?(?= (?:with|in|at)\b)|"
    r"stands(?= (?:in|on|with|beside|next|near|at|for)\b)|hugs|embraces|"
    r"gather(?= (?:in|at|on|outside|near|for|to)\b))\b"
)
_SAYS = re.compile(
    r"[“”\"@#:—]|\b(?:said|says|told|tells|according|announced|was|were|had|has|have|will|"
    r"would|did|could|should|\w+n['’]t|asked|because|that|went|took|came|began|got|I|we|you)\b|"
    r"[a-z]{3}[.!?] +[A-Z]"
)

# The day that closes a caption ("… in Port Ellis on May 3, 2019."), and what tells of the past or
# of a rule. Of 65 such paragraphs of `news_text` 62 were captions and three labels of documents.
_CLOSES = re.compile(rf"(?:,| on) (?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})\.?$")
_PAST = re.compile(
    r"\b(?:\w{3,}ed|became|began|bought|broke|brought|built|came|died|drove|fell|fought|found|gave|"
    r"grew|heard|held|knew|left|lost|made|met|ran|rose|sat|saw|sent|sold|spent|spoke|stood|struck|"
    r"won|wrote|led|must|may|can|marks|begins|ends|extends|expires|falls|takes effect|remains)\b"
)


def captions(line: str) -> Iterator[Place]:
    """``(start, end, reason)`` of the captions and credits of pictures in a paragraph, in order,
    disjoint. Time is linear in the length of the line."""
    if found := list(_GALLERY.finditer(line)):
        yield from _gallery(line, found)
        return
    if len(line) > _LONGEST:
        return
    tail = max(0, len(line) - _CREDIT_CHARS)
    signed = any(hint in line[tail:] for hint in _HINTS)
    if signed and len(line) <= _CREDIT_CHARS and _ALONE.fullmatch(line):
        yield 0, len(line), CREDIT
    elif (
        _UNDER.match(line)
        or _SEEN.match(line)
        or (any(mark in line[:_CREDIT_CHARS] for mark in "/[") and _FIRST.match(line))
        or (signed and _LAST.search(line, tail))
        or is_seen(line)
    ):
        yield 0, len(line), CAPTION
    elif "(" in line and any(hint in line for hint in _HINTS) and (inside := _INSIDE.search(line)):
        yield 0, inside.end(), CAPTION


def _gallery(line: str, buttons: list[re.Match[str]]) -> Iterator[Place]:
    """The captions of a whole gallery in one line; what follows its last button is story."""
    begin = _GALLERY_START.search(line)
    start = buttons[0].start()
    yield min(begin.start(), start) if begin else start, buttons[-1].end(), CAPTION


def is_seen(line: str) -> bool:
    """Whether a sentence tells in the present what a picture of a day shows. Of 11 such inside
    paragraphs of 1,000 events of NeuS train all were captions."""
    day = _FULL_DATE.search(line)
    if day is None or day.start() == 0 or _SAYS.search(line) or not line[0].isupper():
        return False
    if _DOES.search(line, 0, day.start()):
        return True
    return bool(_CLOSES.search(line)) and not _PAST.search(line) and line.count(" ") >= 8
