"""What kind of place a name is: one kind can lie inside another, so "in Istanbul" and "in Turkey"
do not disagree.
"""

from __future__ import annotations

import re
from typing import Literal

from summarizer.aliases import name_alias
from summarizer.name_words import DEMONYMS

PlaceKind = Literal["country", "state", "continent", "region", "city", ""]

_STATES = frozenset(
    """alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia
    hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts
    michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey
    new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island
    south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|wisconsin
    wyoming|puerto rico|ontario|quebec|alberta|british columbia|bavaria|saxony|catalonia|andalusia
    normandy|queensland|tasmania|crimea|kashmir|punjab|xinjiang|hubei|sichuan|guangdong""".replace(
        "\n", "|"
    )
    .replace("    ", "")
    .split("|")
)
_CONTINENTS = frozenset(
    """africa asia europe antarctica oceania americas balkans caribbean scandinavia mideast
    caucasus sahel""".split()
) | {"middle east", "latin america", "central america", "north america", "south america"}
_COUNTRIES = frozenset(
    {*DEMONYMS.values()}
    | {"united states", "us", "usa", "america", "united kingdom", "uk", "britain", "england",
       "scotland", "wales", "north korea", "south korea", "saudi arabia", "south sudan", "haiti",
       "burma", "gaza", "west bank", "vatican", "soviet union"}
) - _CONTINENTS - {"georgia"}  # fmt: skip
_CITIES = frozenset(
    """amsterdam|ankara|athens|atlanta|austin|baghdad|baltimore|bangkok|barcelona|beijing|beirut
    belgrade|benghazi|berlin|bogota|boston|brussels|bucharest|budapest|buenos aires|cairo|caracas
    charlotte|charlottesville|chicago|cleveland|copenhagen|dallas|damascus|davos|delhi|denver
    detroit|dubai|dublin|edinburgh|el paso|frankfurt|geneva|hamburg|hanoi|havana|helsinki|houston
    islamabad|istanbul|jakarta|jerusalem|johannesburg|kabul|kiev|kyiv|kinshasa|lagos|las vegas
    lima|lisbon|london|los angeles|madrid|manila|melbourne|memphis|mexico city|miami
    milan|milwaukee|minneapolis|minsk|mogadishu|montreal|moscow|mumbai|munich|nairobi|nashville
    new delhi|new orleans|new york city|oslo|ottawa|paris|philadelphia|phoenix|pittsburgh|portland
    prague|pyongyang|riyadh|rome|sacramento|san diego|san francisco|santiago|sao paulo|seattle
    seoul|shanghai|singapore|stockholm|sydney|taipei|tehran|tel aviv|tokyo|toronto|tripoli
    tunis|vancouver|vienna|warsaw|wuhan|zurich|washington""".replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
_REGION = re.compile(
    r"\b(?:county|province|region|valley|coast|peninsula|district|state|territory|border|bay area|"
    r"gulf|manhattan|brooklyn|queens|bronx|harlem|staten|hollywood|north|south|east|west|northern|southern|eastern|western|central|midwest|islands?)\b",
    re.IGNORECASE,
)
_SPELLINGS = {"kiev": "kyiv", "burma": "myanmar", "peking": "beijing", "bombay": "mumbai"}
# A place inside a building or of a body of people.
BUILDING = re.compile(
    r"\b(?:airport|base|hospital|prison|jail|hotel|church|mosque|school|university|center|centre|"
    r"park|court|courthouse|house|street|avenue|square|station|mall|embassy|consulate|stadium|"
    r"tower|plaza|camp|arena|palace|bridge|hall)\b",
    re.IGNORECASE,
)


def place_kind(key: str) -> PlaceKind:
    """The kind of the place with this key (case-folded), "" where it is not known."""
    key = key.removeprefix("the ").replace(".", "")
    if key in _CITIES or key.endswith((" city", " town", " village")):
        return "city"
    if key in _STATES:
        return "state"
    if key in _CONTINENTS:
        return "continent"
    if key in _COUNTRIES:
        return "country"
    return "region" if _REGION.search(key) else ""


def apart(one: str, two: str) -> bool:
    """Whether two places of these keys can be two accounts of where: of one kind, or a town that
    is not known and another town. A country and a town may lie in one another."""
    kinds = {place_kind(one), place_kind(two)}
    buildings = [{*map(str.casefold, BUILDING.findall(key))} for key in (one, two)]
    if bool(buildings[0]) != bool(buildings[1]):
        return False
    if buildings[0] & buildings[1]:
        return True  # one university and another
    if kinds == {"region"}:
        # A county and another county, but no county and the "Southern" of its state.
        return bool({*_REGION.findall(one)} & {*_REGION.findall(two)})
    return len(kinds) == 1 or kinds == {"", "city"}


def one_place(one: str, two: str) -> bool:
    """Whether two keys are spellings of one place."""
    one, two = (_SPELLINGS.get(key, key) for key in (one, two))
    return one == two or name_alias(one, two)
