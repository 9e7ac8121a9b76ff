"""Word lists for `names`: titles, particles, demonyms, words that are no names."""

from __future__ import annotations

PARTICLES = frozenset(
    "de del della di da dos das du der den van von zu bin ibn bint al el la le ben ter ten af "
    "y e".split()
)

# "of" (and "of the") joins after these: "Bank of Arden", "Ministry of the Interior".
INSTITUTIONS = frozenset(
    """Academy Agency Archbishop Assembly Association Authority Bank Battle Bar Bay Bishop Board
    Bureau Cape Centre Center Chamber Chambers Church City College Commission Committee
    Confederation Conference Congress Council Court Daughters Department Directorate
    District Duchess Duke Earl Federation Friends Governor Gulf Head High House Institute
    Inspectorate Isle Joint Kingdom King League Library Lord Mayor Minister Ministry
    Museum National Office Order Organisation Organization Parliament Party Port Prince
    Princess Province Queen Republic Republics Royal School Secretary Sea Senate Service
    Society Sons Speaker State States Strait Straits Supreme Treasury Tower Tribunal Union
    University Voice Bill Chief Chiefs""".split()
)

# Of the titles, those that are family names too: "Martin King", "John Major".
SURNAME_TITLES = frozenset(
    "King Prince Pope Judge Major Bishop Baron Cardinal Marshal Lord Justice Sergeant Constable "
    "Mayor Doctor Coach Lieutenant Father Officer Chancellor Governor Leader Sheriff".split()
)

# A possessive before these does not end a name: "St Vincent's Hospital".
OWNED = frozenset(
    "Hospital Church Cathedral College School University Square Park Day Hall".split()
)

TITLES = frozenset(
    """President Vice-President Chancellor Premier Minister Secretary Senator Representative
    Congressman Congresswoman Governor Mayor Ambassador Envoy Commissioner Judge Justice General
    Colonel Major Captain Lieutenant Sergeant Corporal Admiral Commander Marshal Officer Detective
    Inspector Sheriff Constable Superintendent Chief Director Chairman Chairwoman Chairperson
    Spokesman Spokeswoman Spokesperson King Queen Prince Princess Pope Archbishop Bishop Cardinal
    Rabbi Imam Ayatollah Sheikh Reverend Father Sister Lord Lady Sir Dame Baroness Baron Professor
    Doctor Coach Speaker Councillor Councilman Councilwoman MP Mr Mrs Ms Miss Dr Prof Sen Rep Gov
    Gen Col Lt Sgt Capt Maj Rev Hon Adm Cmdr Pres Supt Mr. Mrs. Ms. Dr. Prof. Sen. Rep. Gov. Gen.
    Col. Lt. Sgt. Capt. Maj. Rev. Hon. Adm. Cmdr. Pres. Supt. PM Attorney Coroner Leader CEO
    President-elect President-Elect Candidate Deputy Sens. Reps. Messrs. Sens Reps Presidents
    Senators Ministers Secretaries""".split()
)

# Part of a title where a title follows: "Deputy Foreign Minister".
TITLE_MODIFIERS = frozenset(
    """Vice Deputy Prime Foreign Interior Defence Defense Finance Health Justice Education Home
    Foreign Secretary-General Attorney Chief First Former Acting Assistant Senior Lieutenant
    Press Executive Managing Majority Minority House Senate Police Fire District State Treasury
    Supreme Leader Grand Crown Major Brigadier Rear Staff Special Trade Energy Labor Labour
    Agriculture Transport Transportation Commerce Culture Environment Development Security
    National Then-President Then President-Elect Party Opposition Outgoing Incoming Elect""".split()
)

CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays
    Thursdays Fridays Saturdays Sundays January February March April May June July August
    September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue
    Tues Wed Thu Thur Thurs Fri Sat Sun GMT EST EDT PST PDT BST CET UTC ET AM PM""".split()
)

# What may stand right before a person's name and is no part of a title.
BEFORE_NAMES = frozenset(
    "a an and as at by for from in of on or over that the to with about after against before "
    "between but than when where while if into like under until who whom which though although "
    "because since whether told said says urged asked called met via".split()
)

# Family names that mostly stand before the given name, as in China, Korea and Vietnam.
FAMILY_FIRST = frozenset(
    "kim xi moon park lee li wang zhang chen liu yang hu mao deng zhou jiang wen cho choi jang "
    "hwang yoon ban nguyen tran le pham ho".split()
)

# Capitalised words that are never a name by themselves or the start of one.
NOT_NAMES = frozenset(
    """I I'm I've I'd I'll I’m I’ve I’d I’ll A An The This That These Those He She It We You They
    His Her Its Our Your Their My And But Or Nor So Yet If As At By For From In Into Of On Onto To
    Up With Without Under Over After Before Since Until While When Where Why How What Which Who
    Whom Whose Whether Because Although Though Not No Yes There Here Then Also Even Just Only
    Still Now Once Both Each Every Some Any All Many Most Few Several Such Other Another More Less
    Much Is Are Was Were Be Been Has Have Had Do Does Did Will Would Can Could Should May Might
    Must Shall Let Don't Don’t Can't Can’t Won't Isn't It's It’s That's That’s He's She's They're
    We're You're There's What's Let's OK Okay Oh Ah Well However Meanwhile Earlier Later
    Despite During Through Among Amid Between Against According Asked Speaking Today Yesterday
    Tomorrow Tonight About Around Across Another Instead Indeed Perhaps Maybe Nearly Almost
    One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Twenty Thirty Hundreds
    Thousands Dozens Millions First Second Third Last Next Said Says""".split()
) - {"May", "Will"}

_DEMONYM_TEXT = """
Afghan afghanistan|Albanian albania|Algerian algeria|American united states|Angolan angola
Argentine argentina|Argentinian argentina|Armenian armenia|Australian australia|Austrian austria
Azerbaijani azerbaijan|Bahraini bahrain|Bangladeshi bangladesh|Belarusian belarus|Belgian belgium
Bolivian bolivia|Bosnian bosnia|Brazilian brazil|British united kingdom|Briton united kingdom
Bulgarian bulgaria|Burmese myanmar|Cambodian cambodia|Cameroonian cameroon|Canadian canada
Chilean chile|Chinese china|Colombian colombia|Congolese congo|Croatian croatia|Cuban cuba
Cypriot cyprus|Czech czech republic|Danish denmark|Dutch netherlands|Ecuadorean ecuador
Ecuadorian ecuador|Egyptian egypt|English england|Eritrean eritrea|Estonian estonia
Ethiopian ethiopia|European europe|Filipino philippines|Finnish finland|French france
Gambian gambia|Georgian georgia|German germany|Ghanaian ghana|Greek greece|Guatemalan guatemala
Haitian haiti|Honduran honduras|Hungarian hungary|Icelandic iceland|Indian india
Indonesian indonesia|Iranian iran|Iraqi iraq|Irish ireland|Israeli israel|Italian italy
Ivorian ivory coast|Jamaican jamaica|Japanese japan|Jordanian jordan|Kazakh kazakhstan
Kenyan kenya|Kosovar kosovo|Kurdish kurdistan|Kuwaiti kuwait|Kyrgyz kyrgyzstan|Laotian laos
Latvian latvia|Lebanese lebanon|Liberian liberia|Libyan libya|Lithuanian lithuania
Macedonian macedonia|Malaysian malaysia|Malian mali|Maltese malta|Mexican mexico
Moldovan moldova|Mongolian mongolia|Montenegrin montenegro|Moroccan morocco|Namibian namibia
Nepalese nepal|Nepali nepal|Nicaraguan nicaragua|Nigerian nigeria|Nigerien niger
Norwegian norway|Omani oman|Pakistani pakistan|Palestinian palestine|Panamanian panama
Paraguayan paraguay|Peruvian peru|Polish poland|Portuguese portugal|Qatari qatar
Romanian romania|Russian russia|Rwandan rwanda|Salvadoran el salvador|Saudi saudi arabia
Scottish scotland|Senegalese senegal|Serbian serbia|Singaporean singapore|Slovak slovakia
Slovenian slovenia|Somali somalia|Spanish spain|Sudanese sudan|Swedish sweden|Swiss switzerland
Syrian syria|Taiwanese taiwan|Tajik tajikistan|Tanzanian tanzania|Thai thailand|Tibetan tibet
Tunisian tunisia|Turkish turkey|Turkmen turkmenistan|Ugandan uganda|Ukrainian ukraine
Uruguayan uruguay|Uzbek uzbekistan|Venezuelan venezuela|Vietnamese vietnam|Welsh wales
Yemeni yemen|Zambian zambia|Zimbabwean zimbabwe|African africa|Asian asia
South Korean south korea|North Korean north korea|New Zealander new zealand|Korean korea
Sri Lankan sri lanka|South African south africa
"""


def _demonyms() -> dict[str, str]:
    table: dict[str, str] = {}
    pairs = {"south": 2, "north": 2, "new": 2, "sri": 2}
    for entry in _DEMONYM_TEXT.replace("\n", "|").split("|"):
        parts = entry.split()
        if not parts:
            continue
        size = pairs.get(parts[0].lower(), 1)
        word, place = " ".join(parts[:size]).casefold(), " ".join(parts[size:])
        table[word] = place
        if word.endswith(("n", "i", "c", "t", "k")) and word != "british":
            table[word + "s"] = place
    return table


# From the key of a demonym, singular or plural, to the key of its place: "russian" -> "russia".
DEMONYMS: dict[str, str] = _demonyms()
