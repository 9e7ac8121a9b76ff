"""Two or three lossy views of one clean sentence; the sentence itself is their union."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

CONNECT = frozenset(
    "that who which whose where after before when while as because since until although though "
    "with without in on at for from by to of and but into over under during amid against near "
    "including following despite through according about between among saying adding".split()
)
LEADS = frozenset("on in at after before during following despite amid when while as since".split())
ADVERBS = (
    "shockingly brazenly outrageously shamelessly disgracefully predictably desperately recklessly "
    "laughably blatantly sadly bizarrely stubbornly foolishly cynically furiously absurdly "
    "hysterically triumphantly cruelly ruthlessly heroically bravely rightly ludicrously"
).split()
ADJECTIVES = (
    "shocking outrageous disgraceful appalling radical extremist brazen reckless shameful corrupt "
    "notorious infamous so-called disastrous horrific bombshell stunning explosive draconian "
    "despicable pathetic ridiculous heroic glorious evil failed disgraced embattled far-fetched "
    "controversial absurd dangerous cowardly brutal crooked"
).split()
LOADED = frozenset(ADVERBS) | frozenset(ADJECTIVES)
_TABLE = """said stated|announced|told reporters|noted
announced said|revealed|declared
killed slain|murdered
officials authorities
authorities officials
began started
started began
about around|roughly|approximately|some
around about
more than|over
people individuals|persons
injured hurt|wounded
wounded injured|hurt
police officers|authorities
nearly almost|about
almost nearly
country nation
nation country
company firm
firm company
percent per cent
children kids
big large|huge
large big
shot gunned down
died passed away|were killed
attack assault
plan proposal|scheme
help aid|assist
including among them
meeting talks
talks discussions|negotiations
arrested detained|taken into custody
charged accused
allegedly reportedly
ended finished|concluded
asked requested
bought purchased
buy purchase
house home
home house
show indicate|reveal
shows indicates|reveals
found discovered
decision ruling
ruling decision|verdict
law legislation
bill legislation|measure
measure bill
vote ballot
city town
town city
car vehicle
vehicle car
doctors physicians
former ex-
because since|as
after following
against versus
during in
later afterwards
told informed
last past
rejected dismissed|turned down
denied rejected
described called
called described
accused blamed
increase rise
rise increase
fell dropped|declined
rose increased|climbed
supporters backers
leader head
head leader
try attempt
tried attempted|sought
"""


def _table() -> dict[str, tuple[str, ...]]:
    rows = (line.split(" ", 1) for line in _TABLE.splitlines())
    return {key: tuple(values.split("|")) for key, values in rows}


SYNONYMS = _table()


def segments(words: Sequence[str]) -> list[tuple[int, int]]:
    """Half-open word ranges of clauses and phrases; a quotation is never cut."""
    cuts, inside = [0], False
    for at, word in enumerate(words):
        fresh = not inside
        if "\u201c" in word:
            inside = True
        if "\u201d" in word:
            inside = False
        if at == 0 or not fresh:
            continue
        plain = word.strip("\u201c,;:.").lower()
        marked = words[at - 1][-1] in ",;:\u2014\u2013"
        if (plain in CONNECT or marked) and at - cuts[-1] >= (1 if marked else 2):
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], len(words)], strict=True))


def kept(
    words: Sequence[str], ranges: Sequence[tuple[int, int]], keep: Sequence[bool]
) -> list[str]:
    """The words of the kept ranges, with the commas put right where a range is gone."""
    out: list[str] = []
    gap = False
    for (start, end), stays in zip(ranges, keep, strict=True):
        if not stays:
            dropped_comma = words[end - 1][-1] == ","
            if out and len(out[-1]) > 1 and out[-1][-1] == "," and dropped_comma:
                out[-1] = out[-1][:-1]
            elif out and dropped_comma and out[-1][-1].isalnum():
                out[-1] += ","
            gap = True
            continue
        part = list(words[start:end])
        if gap and not out:
            part[0] = part[0][:1].upper() + part[0][1:]
        out += part
        gap = False
    return out


def finished(words: Sequence[str]) -> str:
    """Words as a sentence that ends with a full stop."""
    text = " ".join(words).strip(" ,;:\u2014\u2013")
    if not text.endswith((".", ".\u201d")):
        text = text[:-1] + ".\u201d" if text.endswith("\u201d") else text + "."
    return text[:1].upper() + text[1:]


def fronted(text: str, dice: random.Random) -> str:
    """The last adverbial at the front, or an attribution moved from one end to the other."""
    body = text.rstrip(".")
    ends = re.match(r"(.{25,}), ((?:[\w.'-]+ ){1,6}said)$", body)
    if ends:
        return finished(f"{ends[2][:1].upper()}{ends[2][1:]} that {lowered(ends[1])}".split())
    begins = re.match(r"((?:[\w.'-]+ ){1,5}said) (?:that )?(.{25,})$", body)
    if begins:
        return finished(f"{begins[2][:1].upper()}{begins[2][1:]}, {lowered(begins[1])}".split())
    words = body.split()
    ranges = segments(words)
    choices = [at for at, (start, _) in enumerate(ranges) if at and words[start].lower() in LEADS]
    if not choices:
        return text
    start, end = ranges[dice.choice(choices[-2:])]
    moved = [*words[start:end], *words[:start], *words[end:]]
    moved[end - start - 1] = moved[end - start - 1].strip(",") + ","
    moved[end - start] = lowered(moved[end - start])
    return finished(moved)


def lowered(text: str) -> str:
    """The first letter in lower case if the first word is a function word."""
    first = text.split()[0]
    common = first in {"The", "A", "An", "It", "He", "She", "They", "In", "On", "At", "This", "His"}
    return text[:1].lower() + text[1:] if common else text


def reworded(text: str, dice: random.Random, near: Mapping[str, Sequence[str]], rate: float) -> str:
    """Near-synonyms for some lower-case words outside quotations."""
    out, inside = [], False
    for word in text.split():
        inside = (inside or "\u201c" in word) and "\u201d" not in word
        bare = word.rstrip(",.;:")
        tail = word[len(bare) :]
        if not inside and bare.isalpha() and bare.islower() and "\u201d" not in word:
            if bare in SYNONYMS and dice.random() < 2.5 * rate:
                word = dice.choice(SYNONYMS[bare]) + tail
            elif bare in near and dice.random() < rate:
                word = dice.choice(near[bare]) + tail
        out.append(word)
    return " ".join(out)


def shortened(text: str, dice: random.Random) -> str:
    """Full names cut to the last name: "President Lena Ortiz" -> "Ortiz"."""
    pattern = r"(?<![.] )(?<!^)\b(?:[A-Z][a-z]+\.? ){1,2}(?=[A-Z][a-z]{2,})"
    return re.sub(pattern, lambda found: "" if dice.random() < 0.6 else found[0], text)


def loaded(text: str, dice: random.Random) -> str:
    """A loaded modifier put in outside quotations; the target never has it."""
    words = text.split()
    places = []
    inside = False
    for at, word in enumerate(words):
        inside = (inside or "\u201c" in word) and "\u201d" not in word
        if not inside and at + 1 < len(words) and words[at + 1][0].isalpha():
            if word.lower() in ("the", "a", "his", "her", "their"):
                places.append((at, ADJECTIVES))
            elif words[at + 1].endswith("ed") and words[at + 1].isalpha():
                places.append((at, ADVERBS))
    if not places:
        return text
    at, choice = dice.choice(places)
    words.insert(at + 1, dice.choice(choice))
    return " ".join(words)


def views(sentence: str, dice: random.Random, near: Mapping[str, Sequence[str]]) -> list[str]:
    """One to three sentences whose union is `sentence`.

    The first lacks one to three phrases; the second has these and lacks others; some are told in
    another order, in other words, with shorter names or with a loaded modifier.
    """
    words = sentence.rstrip(".").split() if not sentence.endswith("\u201d") else sentence.split()
    ranges = segments(words)
    count = len(ranges)
    kind = dice.random()
    if count < 3 or kind < 0.06:
        one = loaded(sentence, dice) if dice.random() < 0.5 else sentence
        return [one]
    if kind < 0.16:
        pair = split(words, ranges, dice)
        if pair:
            return pair
    drops = dice.choice((1, 1, 1, 2, 2, 3))
    start = dice.randrange(1, count)
    lost = set(range(start, min(count, start + drops)))
    if dice.random() < 0.35:
        lost.add(dice.randrange(1, count))
    if kind > 0.92:
        lost = set()
    first = [at not in lost for at in range(count)]
    rate = dice.choice((0.2, 0.4, 0.6, 0.8))
    second = [at in lost or dice.random() < rate for at in range(count)]
    second[0] = dice.random() < 0.85 or (second[0] and 0 in lost)
    for at in lost:
        second[at - 1] = second[at - 1] or dice.random() < 0.5
    out = [finished(kept(words, ranges, first)), finished(kept(words, ranges, second))]
    if dice.random() < 0.2:
        third = [dice.random() < 0.5 for _ in range(count)]
        out.append(finished(kept(words, ranges, third)))
    return [disguised(one, at, dice, near) for at, one in enumerate(out) if len(one.split()) > 3]


def split(
    words: Sequence[str], ranges: Sequence[tuple[int, int]], dice: random.Random
) -> list[str] | None:
    """A sentence of two clauses as two sentences, the connector gone."""
    places = [
        start
        for start, _ in ranges[1:]
        if words[start].lower() in ("and", "but", "while", "after", "as", "because", "before")
        and words[start - 1][-1] == ","
        and start >= 5
        and len(words) - start >= 6
    ]
    if not places:
        return None
    at = dice.choice(places)
    return [finished(words[:at]), finished(words[at + 1 :])]


def disguised(text: str, at: int, dice: random.Random, near: Mapping[str, Sequence[str]]) -> str:
    """A view told differently; the first view, the spine, is left nearly as it is."""
    if dice.random() < (0.1 if at == 0 else 0.35):
        text = fronted(text, dice)
    if at and dice.random() < 0.6:
        text = reworded(text, dice, near, dice.choice((0.05, 0.1, 0.2)))
    if dice.random() < (0.05 if at == 0 else 0.3):
        text = shortened(text, dice)
    if dice.random() < 0.15:
        text = loaded(text, dice)
    return text
