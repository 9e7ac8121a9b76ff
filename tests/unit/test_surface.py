"""Characters to word pieces and back."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from summarizer.models.reading import Reading, Vocabulary, read
from summarizer.models.surface import Piece, level, places, restore
from training import warm

COMMON = frozenset("the in a on officials firefighters apple us said residents low ferry".split())

SENTENCES = (
    "The mayor of Arlow, Lena Ortiz, said on Tuesday that 1,200.5 tonnes were lost.",
    "Officials in the U.S. told us that Apple's offer — worth $3.5 million — had lapsed.",
    "“We won’t leave,” Ortiz told reporters; the ferry, she said, “is ours”.",
    'The low-key ex-minister (a Veldanian) called it "a 50/50 bet" at 10:30 a.m. on March 4, 2019.',
    "Reyes' brother, 31-year-old Tom O'Dell, paid €40 for the seat.",
    "Arlow: The Movie opened; iPhone sales rose 12% in São Tomé.",
    "NATO's COVID-19 briefing ran 2-1/2 hours ... and then stopped.",
    # the tokenizer takes Korean letters apart and drops accents that are characters of their own
    "아를로 시장이 월요일에 물러났다.",
    "Lena Orti\u0301z met Zoe\u0308 Bren in Ar\u0308low \U0001f600 \u2764\ufe0f \U0001f525.",
    "arlow.example/ferry is the address, https://arlow.example the other.",
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return warm.tokenizer()


@pytest.fixture(scope="module")
def vocabulary(tokenizer: Tokenizer) -> Vocabulary:
    spelled = {number: word for word, number in tokenizer.get_vocab().items()}
    return Vocabulary(spelled=spelled, closed=(102,), start_id=101, stop_id=102)


def pieces_at(reading: Reading, vocabulary: Vocabulary, found: list[int]) -> list[Piece]:
    made = []
    for place in found:
        word = vocabulary.spelled[int(reading.row[place])]
        made.append(
            Piece(
                text=word.removeprefix("##"),
                glued=word.startswith("##"),
                group=int(reading.group[place]),
                start=int(reading.start[place]),
                end=int(reading.end[place]),
            )
        )
    return made


@pytest.mark.parametrize("text", SENTENCES)
def test_round_trip_from_token_ids_alone(
    text: str, tokenizer: Tokenizer, vocabulary: Vocabulary
) -> None:
    reading = read([text], tokenizer, vocabulary)
    row = reading.row.tolist()
    liking = [
        {place: 0.0 for place, other in enumerate(row) if other == token} for token in row[1:-1]
    ]
    bound = (reading.joined | ((reading.quoted >= 0) & ~reading.starts)).tolist()
    found = places(liking, bound)
    assert found == list(range(1, len(row) - 1))
    assert restore(pieces_at(reading, vocabulary, found), reading.texts, common=COMMON) == text


def written(text: str, source: str, group: int = 0, nth: int = 0) -> Piece:
    start = -1
    for _ in range(nth + 1):
        start = source.index(text, start + 1)
    return Piece(text=text.lower(), group=group, start=start, end=start + len(text))


def test_first_word_of_a_source_is_lower_case_within_the_output() -> None:
    one, two = "Firefighters fled.", "Reyes said it was over."
    said = [written("Reyes", two, 1), written("said", two, 1), written("Firefighters", one)]
    assert restore(said, (one, two), common=COMMON) == "Reyes said firefighters"


def test_a_name_that_opened_its_source_stays_a_name() -> None:
    one, two = "Ortiz fled.", "Reyes said it was over."
    said = [written("Reyes", two, 1), written("said", two, 1), written("Ortiz", one)]
    assert restore(said, (one, two), common=COMMON) == "Reyes said Ortiz"


def test_sources_decide_the_case_before_the_list_does() -> None:
    # "Apple" is in the list of common words, but inside another source it is a company
    one, two = "Apple rose.", "Shares of Apple fell, Reyes said."
    said = [written("Reyes", two, 1), written("said", two, 1), written("Apple", one)]
    assert restore(said, (one, two), common=COMMON) == "Reyes said Apple"


def test_a_source_in_capitals_is_quiet_beside_another() -> None:
    one, two = "FIREFIGHTERS OF NATO SAID ON MONDAY IN VELMOUTH", "It was a Monday, Reyes said."
    words = "FIREFIGHTERS NATO ON MONDAY VELMOUTH".split()
    said = [written("Reyes", two, 1), written("said", two, 1), *(written(w, one) for w in words)]
    told = "Reyes said firefighters Nato on Monday Velmouth"
    assert restore(said, (one, two), common=COMMON) == told
    # "I" stays one, and years have a small ending
    three = "AND I CAME IN THE 90S"
    told = [*said[:2], *(written(w, three, 2) for w in ("I", "CAME", "90S"))]
    texts = (one, two, three)
    assert restore(told, texts, common=COMMON | {"came"}) == "Reyes said I came 90s"
    # alone it stays as it is
    assert restore(said[2:], (one, two), common=COMMON) == " ".join(words)


@pytest.mark.parametrize(("at", "shown"), [(0, "The US left"), (1, "The us left")])
def test_us_and_the_pronoun_are_told_apart_by_their_place(at: int, shown: str) -> None:
    source = "In the US and to us"
    copied = written(("US", "us")[at], source)
    pieces = [Piece(text="the"), copied, Piece(text="left")]
    assert restore(pieces, (source,), common=COMMON) == shown


def test_free_words_are_lower_case_and_marks_cling() -> None:
    texts = [Piece(text=one) for one in ("he", ",", "said", "(", "she", ")", "'", "s", ".")]
    assert restore(texts, (), common=COMMON) == "He, said (she)'s."


def test_first_letter_is_raised_but_not_that_of_a_brand_or_after_a_number() -> None:
    for source, wanted in (("iPhone", "iPhone"), ("residents", "Residents")):
        assert restore([written(source, source)], (source,), common=COMMON) == wanted
    source = "12 people"
    said = [written("12", source), written("people", source)]
    assert restore(said, (source,), common=COMMON) == "12 people"


@pytest.mark.parametrize(
    "text", ["He said ''no''.", 'A "b" (“c”) d\u00a0e', "It’s ‘so’ \u201eok\u201c"]
)
def test_level_keeps_every_offset(text: str) -> None:
    plain = level(text)
    assert len(plain) == len(text)
    kept = [(a, b) for a, b in zip(text, plain, strict=True) if a.isalnum()]
    assert all(a == b for a, b in kept)


def test_level_directs_straight_marks() -> None:
    assert level('"No," he said, "not ("now")."') == "“No,” he said, “not (“now”).”"


def test_places_prefers_going_on_and_obeys_units() -> None:
    liking = [{1: -1.0, 5: -0.5}, {2: -3.0, 9: -0.5}, {3: 0.0, 6: 0.0}]
    bound = [False] * 10
    assert places(liking, bound) == [1, 2, 3]
    bound[6] = True
    assert places([{5: -0.1, 1: 0.0}, {6: -9.0}], bound) == [5, 6]
    assert places([], []) == []


def test_places_breaks_ties_by_the_earlier_position() -> None:
    assert places([{7: 0.0, 3: 0.0}], [False] * 8) == [3]
