"""What may come next."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from summarizer.models.constrain import BEGIN, State, allowed
from summarizer.models.reading import Reading, Vocabulary, balanced, easy_places, read
from training import warm

CLOSED = "[SEP] the and not said was kill kills three will , . reporter".split()


class Rules:
    """A reading of some sentences and shorthands to ask the rules about it."""

    def __init__(self, tokenizer: Tokenizer, *texts: str) -> None:
        self.ids = tokenizer.get_vocab()
        self.closed = tuple(self.ids[word] for word in CLOSED)
        self.spelled = {number: word for word, number in self.ids.items()}
        vocabulary = Vocabulary(spelled=self.spelled, closed=self.closed, start_id=101, stop_id=102)
        self.reading: Reading = read(texts, tokenizer, vocabulary)
        self.marks = {mark: self.ids[mark] for mark in ".?!()"}

    def at(self, word: str, nth: int = 0) -> int:
        places = np.flatnonzero(self.reading.row == self.ids[word])
        return int(places[nth])

    def after(self, *places: int, free: bool = False, brackets: int = 0) -> State:
        last = int(self.reading.row[places[0]]) if places else -1
        return State(tail=frozenset(places), free=free, last=last, brackets=brackets)

    def next(self, state: State) -> tuple[set[str], set[str], bool]:
        """(source words that may follow, free words that may follow, whether it may end)."""
        positions, words, ends = allowed(self.reading, state, self.marks)
        row = self.reading.row
        return (
            {self.spelled[int(row[place])] for place in np.flatnonzero(positions)},
            {CLOSED[place] for place in np.flatnonzero(words)},
            ends,
        )


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return warm.tokenizer()


def test_a_word_of_pieces_is_copied_whole(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, "The Veldanians left.")
    pieces = tokenizer.encode("veldanians", add_special_tokens=False).tokens
    assert len(pieces) > 1
    found, words, ends = rules.next(rules.after(rules.at(pieces[0])))
    assert found == {pieces[1]}
    assert not words
    assert not ends
    assert pieces[1] not in rules.next(BEGIN)[0]


@pytest.mark.parametrize(
    ("text", "first", "chain"),
    [
        ("Some 1,200.5 tonnes sank.", "1", [",", "200", ".", "5"]),
        ("It cost $3.5 million more.", "$", ["3", ".", "5", "million"]),
        ("On March 20 it sank.", "march", ["20"]),
        ("The U.S. navy came.", "u", [".", "s", "."]),
        ("A low-key talk failed.", "low", ["-", "key"]),
    ],
)
def test_units_cannot_be_cut(tokenizer: Tokenizer, text: str, first: str, chain: list[str]) -> None:
    rules = Rules(tokenizer, text)
    place = rules.at(first)
    for wanted in chain:
        found, words, _ = rules.next(rules.after(place))
        assert (found, words) == ({wanted}, set())
        place += 1
    found, _, _ = rules.next(rules.after(place))
    assert len(found) > 1


@pytest.mark.parametrize("last", ["20", "two", "march"])
def test_no_number_is_made_of_two(tokenizer: Tokenizer, last: str) -> None:
    rules = Rules(
        tokenizer,
        "The council met in march and two left 20 boats.",
        "Some percent of tonnes, 4 million, were lost.",
    )
    found = rules.next(rules.after(rules.at(last)))[0]
    assert not found & {"20", "4", "million", "percent"}
    assert {"council", "boats", "tonnes", "two"} <= found
    assert {"20", "two", "percent", "4"} <= rules.next(rules.after(rules.at("council")))[0]


def test_what_makes_a_scale_is_not_written_freely_after_a_number(tokenizer: Tokenizer) -> None:
    spelled = {number: word for word, number in tokenizer.get_vocab().items()}
    closed = tuple(tokenizer.token_to_id(word) for word in ("[SEP]", ".", "the", "percent"))
    vocabulary = Vocabulary(spelled=spelled, closed=closed, start_id=101, stop_id=102)
    reading = read(["Some percent left.", "It took 20 men."], tokenizer, vocabulary)
    marks = {mark: tokenizer.token_to_id(mark) for mark in ".?!()"}
    places = {spelled[token]: at for at, token in enumerate(reading.row.tolist())}
    for word, can in (("took", True), ("20", False)):
        state = State(
            tail=frozenset({places[word]}), free=False, last=int(reading.row[places[word]])
        )
        assert bool(allowed(reading, state, marks)[1][3]) is can


def test_a_bracket_that_is_not_closed_does_not_end(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, "Lee left the U.S. (with Ann) in May.", "Ann stayed.")
    last = len(rules.reading.row) - 2
    assert rules.next(rules.after(last))[2]
    assert not rules.next(rules.after(last, brackets=1))[2]


def test_possessive_may_be_left_out(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, "Lee's car sank.")
    found, words, _ = rules.next(rules.after(rules.at("lee")))
    assert {"'", "car"} <= found
    assert "the" in words
    assert rules.next(rules.after(rules.at("'")))[0] == {"s"}


def test_a_quotation_goes_on_to_the_letter_and_closes(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, 'Lee said "we will go" and left.')
    assert "go" not in rules.next(BEGIN)[0]
    assert "“" in rules.next(BEGIN)[0]
    place = rules.at("“")
    for wanted in ["we", "will", "go", "”"]:
        found, words, ends = rules.next(rules.after(place))
        assert (found, words, ends) == ({wanted}, set(), False)
        place += 1
    assert "left" in rules.next(rules.after(place))[0]


def test_unpaired_marks_are_no_quotation() -> None:
    assert balanced("“We go, he said.") == "'We go, he said."
    assert balanced("We go,” he said “so” it.") == "We go,' he said “so” it."


def test_a_sentence_ends_only_after_its_full_stop(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, "Lee left the U.S. (with Ann) in May.", "Ann stayed.")
    assert not rules.next(rules.after(rules.at("may")))[2]
    last = len(rules.reading.row) - 2
    found, words, ends = rules.next(rules.after(last))
    assert ends
    assert not found
    assert not words
    inside = rules.at("ann")
    assert "." not in rules.next(rules.after(inside, brackets=1))[0]
    assert ")" in rules.next(rules.after(inside, brackets=1))[0]
    assert ")" not in rules.next(rules.after(inside))[0]


def test_a_quotation_that_holds_the_full_stop_may_end_the_sentence(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, 'Lee said: "We go."')
    assert rules.next(rules.after(rules.at("”")))[2]


def test_free_words_bring_no_facts(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, "Lee, who killed two, said so.")
    words = rules.next(BEGIN)[1]
    assert {"the", "and", "said", "was", "kill", "kills"} <= words
    # numbers, negation and modality are copied or not told at all
    assert not words & {"three", "not", "will", "reporter"}
    assert "said" not in Rules(tokenizer, "Lee left.").next(BEGIN)[1]


def test_a_tail_of_several_places_may_go_on_at_each(tokenizer: Tokenizer) -> None:
    rules = Rules(tokenizer, "March 20 came.", "Then March was over.")
    both = rules.after(rules.at("march", 0), rules.at("march", 1))
    assert {"20", "was"} <= rules.next(both)[0]


def test_rows_are_cut_at_the_room(tokenizer: Tokenizer) -> None:
    spelled = {number: word for word, number in tokenizer.get_vocab().items()}
    vocabulary = Vocabulary(spelled=spelled, closed=(), start_id=101, stop_id=102)
    reading = read(["word " * 60] * 2, tokenizer, vocabulary, room=50)
    assert len(reading.row) == len(reading.joined) == len(reading.content) == 50


def test_where_a_sentence_easily_goes_on() -> None:
    pieces = "[CLS] it shut in rain , of which the mayor of arlow said it ends .".split()
    easy = easy_places(pieces)
    hard = [piece for piece, mark in zip(pieces, easy, strict=True) if not mark]
    assert hard == ["in", "which", "of"]
