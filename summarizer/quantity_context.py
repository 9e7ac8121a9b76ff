"""What stands around a number: its unit, the noun it counts, "about", signs of a date."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_UNIT_WORDS: dict[str, str] = {}
for _unit, _spellings in {
    "percent": "% percent per-cent pct",
    "point": "percentage-point percentage-points percentage-pts",
    "USD": "dollar dollars",
    "EUR": "euro euros",
    "RUB": "ruble rubles rouble roubles",
    "JPY": "yen",
    "CNY": "yuan renminbi",
    "INR": "rupee rupees",
    "CHF": "francs",
    "TRY": "lira liras",
    "ILS": "shekel shekels",
    "MXN": "peso pesos",
    "cent": "cent cents pence euro-cent euro-cents euros-cents",
    "GBP": "pounds-sterling",
    "km": "km kilometer kilometers kilometre kilometres",
    "mile": "mile miles",
    "m": "m meter meters metre metres",
    "cm": "cm centimeter centimeters centimetre centimetres",
    "mm": "mm millimeter millimeters millimetre millimetres",
    "foot": "foot feet ft",
    "inch": "inch inches",
    "yard": "yard yards",
    "kg": "kg kilogram kilograms kilo kilos",
    "g": "gram grams",
    "pound": "pound pounds lb lbs",
    "ounce": "ounce ounces",
    "tonne": "tonne tonnes",
    "ton": "ton tons",
    "gallon": "gallon gallons",
    "liter": "liter liters litre litres",
    "barrel": "barrel barrels",
    "acre": "acre acres",
    "hectare": "hectare hectares",
    "km2": "square-kilometers square-kilometres",
    "mile2": "square-miles square-mile",
    "ft2": "square-feet square-foot",
    "degree": "degree degrees °C °F",
    "mph": "mph",
    "km/h": "km/h kph kmh",
    "MW": "mw megawatt megawatts",
    "GW": "gw gigawatt gigawatts",
    "second": "seconds",
    "minute": "minute minutes",
    "hour": "hour hours",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "decade": "decade decades",
    "century": "century centuries",
}.items():
    for _spelling in _spellings.split():
        _UNIT_WORDS[_spelling.replace("-", " ").lower()] = _unit
_UNIT = re.compile(
    r"(?P<gap>[\s-]?[\s-]?)(?P<unit>"
    + "|".join(
        re.escape(word).replace(r"\ ", r"[\s-]")
        for word in sorted(_UNIT_WORDS, key=lambda w: (-len(w), w))
    )
    + r")(?!\w)(?P<old>[-\s]olds?\b)?",
    re.IGNORECASE,
)
# "A quarter of a percentage point", "half a percentage point", "one-quarter of a point".
_OF_A_POINT = re.compile(
    r"(?:(?:\sof)?\sa)?\spercentage[\s-]point\b|\sof\sa\spoint\b", re.IGNORECASE
)
_COUNTRY_DOLLAR = re.compile(
    r"[\s-](?P<who>U\.?S\.?|American|Australian|Canadian|Hong Kong|New Zealand|Swiss|Mexican)\s"
    r"(?P<what>dollars?|francs|pesos)\b"
)
_DOLLARS = {
    "Australian": "AUD", "Canadian": "CAD", "Hong Kong": "HKD", "New Zealand": "NZD",
    "Swiss": "CHF", "Mexican": "MXN",
}  # fmt: skip
_APPROXIMATE = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|nearly|almost|some|over|under|estimated|"
    r"more than|less than|fewer than|at least|at most|as many as|as much as|as few as|up to|"
    r"close to|upwards of|upward of|not quite|just (?:over|under|below|above|shy of)|above|below|"
    r"in excess of|exceeding|no (?:more|less|fewer) than|probably|perhaps|maybe|circa|ca\.)"
    r"\s(?:an?\s)?(?:US|A|C)?[$£€]?|[~≈±])$",
    re.IGNORECASE,
)
_AFTER_APPROXIMATE = re.compile(
    r"\s?(?:\+|-odd\b|-plus\b|\sor\s(?:so|more|fewer|less)\b|\splus\b)", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(r"\b(?:aged?|ages|ages? of)\s$", re.IGNORECASE)
_AGE_APPOSITION = re.compile(r"[A-Z][\w'’.-]*,\s$")
_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|another|which|only|not|last|first|next|"
    r"right|good|bad|new|big|great|very|number)[\s-]$",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    r"\s(?:of|another|who|that|day|thing|such|way|can|could|might|should|would|is|was|has|had|"
    r"may|must|side|more|where|in which|means|after|before|wants?|says?|said|or|and|to|for|"
    r"with|does)\b"
    r"|\s?[,.;:?!)\"”’'\]]|['’]s|-(?:on-one|time|sided|size|way|off)|\s*$",
    re.IGNORECASE,
)


def unit_after(text: str, start: int, end: int) -> tuple[str, int]:
    """The unit of the number at ``[start, end)`` and where the number with its unit ends."""
    window = text[end : end + 32]
    if dollars := _COUNTRY_DOLLAR.match(window):
        return _DOLLARS.get(dollars["who"], "USD"), end + dollars.end()
    if points := _OF_A_POINT.match(window):
        return "point", end + points.end()
    if match := _UNIT.match(window):
        unit = _UNIT_WORDS[re.sub(r"[\s-]", " ", match["unit"].lower())]
        if unit == "pound" and re.search(r"illion$", text[max(0, end - 8) : end]):
            unit = "GBP"
        return unit, end + match.end()
    before = text[max(0, start - 40) : start]
    if _YEAR_BEFORE.search(before):
        return "year", end
    if text[end : end + 1] in (",", ".", ";", ")", "") and _AGE_APPOSITION.search(before):
        digits = text[start:end]
        if digits.isdigit() and 1 <= int(digits) <= 115:
            return "year", end
    return "", end


def approximate_before(text: str, start: int, end: int) -> bool:
    """Whether "about", "more than", "or so" and the like stand at the number."""
    return bool(
        _APPROXIMATE.search(text[max(0, start - 24) : start])
        or _AFTER_APPROXIMATE.match(text[end : end + 10])
    )


def pronoun_one(text: str, start: int, end: int) -> bool:
    """Whether the "one" at ``[start, end)`` stands for a person or thing ("no one", "one of")."""
    if text[start:end].lower() != "one":
        return False
    return bool(
        _ONE_BEFORE.search(text[max(0, start - 10) : start])
        or _ONE_AFTER.match(text[end : end + 12])
    )


_IN_NAME = re.compile(r"[A-Z][\w’'-]*(?:\sof)?[\s-]$")


def part_of_name(text: str, start: int) -> bool:
    """Whether a spelled number is part of a name: "Air Force One", "Gang of Eight"."""
    return text[start].isupper() and bool(_IN_NAME.search(text[max(0, start - 24) : start]))


_PLURALS = {
    "person": "people", "persons": "people", "man": "men", "woman": "women", "child": "children",
    "policeman": "policemen", "policewoman": "policewomen", "congressman": "congressmen",
    "life": "lives", "wife": "wives", "country": "countries", "city": "cities",
    "party": "parties", "body": "bodies", "family": "families", "ally": "allies",
}  # fmt: skip
_COUNTABLE = frozenset(
    "people men women children police dead injured wounded killed missing hurt aircraft troops "
    "personnel staff lives wives fishermen policemen policewomen congressmen lawmen firefighters "
    "media data crew seats votes hostage dollar fans".split()
)
_SKIPPED = frozenset(
    "more other others of the these those them his her its their our such all additional "
    "different separate new".split()
)
_STOPS = frozenset(
    """a an and are as at be been before but by can could did do does during for from had has have
    he how if in into is it may might must nor not on or over says she should since so than that
    then they this to under until up was we were what when where which while who whom will with
    would you yet after against among around because between despite down near off out per through
    toward towards via within without along ago earlier later times us said was’nt does less versus
    vs it's whose was still also always perhaps was plus years""".split()
)
_WORD = re.compile(r"[\s-](\d[\d,]*|[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_WINDOW = 5  # words after a number in which its noun is looked for


def counted(text: str, end: int, value: float) -> str:
    """The noun that a number ending at ``end`` counts, lower-cased and in the plural, or ""."""
    place = end
    limit = min(len(text), end + 80)
    noun = ""  # the first lower-cased word, which a single thing is counted by
    for _ in range(_WINDOW):
        match = _WORD.match(text, place, limit)
        if match is None:
            break
        word = match[1].lower()
        place = match.end()
        if (
            text[end : end + 1] == "-"
            and match.start() == end
            and word not in _STOPS
            and (word.isalpha())
        ):
            return _plural(word)  # an eight-member team counts members
        if word in _SKIPPED or word.endswith(("'s", "’s")) or word[0].isdigit():
            continue
        if word in _STOPS:
            break
        if word in _COUNTABLE or (word.endswith("s") and not word.endswith(_NO_PLURALS)):
            return word
        noun = noun or (word if match[1].islower() else "")
    return _plural(noun) if noun and value == 1.0 else ""


# Endings of words in "s" that are no plural: "class", "famous", "news".
_NO_PLURALS = ("ss", "ous", "news", "sports", "politics", "status", "campus", "series", "previous")


def _plural(word: str) -> str:
    if word in _PLURALS or word.endswith("s"):
        return _PLURALS.get(word, word)
    if word.endswith(("ch", "sh", "x")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


_DATE_BEFORE = re.compile(
    rf"\b{_MONTH}\.?\s(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?|\sand\s|\sto\s|,\s))?$"
)
_DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?:\s(?:of\s)?|\s?[-–]\s?\d{{1,2}}\s|\sand\s\d{{1,2}}\s){_MONTH}\b"
)
_YEAR = re.compile(r"(?:1[5-9]\d\d|20\d\d|2100)$")
_YEAR_CONTEXT = re.compile(
    r"(?:\b(?:in|since|of|by|until|till|from|during|after|before|the|early|late|mid|between|and|"
    r"to|fiscal|through|year|spring|summer|autumn|fall|winter|for|than|a|early-|late-|mid-)"
    r"[\s-]|[(’'‘]|[-–/]|,\s)$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s(?:people|men|women|children|troops|soldiers|votes|jobs|members|workers|deaths|cases|"
    r"homes|refugees|migrants|police|employees|residents|dollars|pages|students|words)\b"
)
_SLASHED = re.compile(r"[/.-]\d{1,2}[/.-]\d{2,4}\b|[/-]\d{1,2}[/-]\d{1,2}\b|-\d\d-\d\d\b")


def date_like(text: str, start: int, end: int) -> bool:
    """Whether the number at ``[start, end)`` is the day or the year of a date."""
    before = text[max(0, start - 28) : start]
    after = text[end : end + 40]
    digits = re.sub(r"\D", "", text[start:end])
    if len(digits) <= 2 and (_DATE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return True
    if _SLASHED.match(after):
        return True
    if not text[start:end].isdigit():
        return False
    if len(digits) == 2 and re.search(r"\d{4}[-–/]$|[’'‘]$", before):
        return True
    if not _YEAR.match(digits):
        return False
    if re.match(r"s\b", after):
        return True
    if _DATE_BEFORE.search(before) or re.search(rf"\b{_MONTH}\.?,?\s$", before):
        return True
    if _COUNTED_AFTER.match(after):
        return bool(re.search(r"\b(?:in|since)\s$", before))
    if re.match(r"\s?(?:%|percent|per cent|million|billion|km|miles|feet|pounds|meters)", after):
        return False
    return bool(_YEAR_CONTEXT.search(before)) or not before.strip() or int(digits) >= 1800
