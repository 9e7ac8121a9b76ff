"""Which fusion is used, and the network that reads joints."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest

from summarizer.models.bundled import BundledWriter
from summarizer.models.choose import Candidate, Choice, is_unsound
from summarizer.models.joints import JointReader
from training import warm
from training.splices import Pairs, Speller, Splicer, Words

SOURCES = (
    "The ferry Alma ran aground off Tesk on Friday with ninety people aboard.",
    "Nobody was hurt when the ferry ran aground in thick fog.",
)
BOTH = "The ferry Alma ran aground off Tesk in thick fog on Friday with ninety people aboard."
SHORT = "The ferry ran aground off Tesk in thick fog."


class Rough(JointReader):
    """Answers what it was told instead of reading."""

    def __init__(self, values: dict[str, float]) -> None:
        self.values = values

    def roughness(self, texts: Sequence[str], sources: Sequence[str]) -> list[float]:
        return [self.values.get(text, 0.0) for text in texts]


def found(text: str, *liking: dict[int, float], words: str = "") -> Candidate:
    pieces = tuple(words.split()) or ("x",) * len(liking)
    return Candidate(text=text, words=pieces, liking=liking)


def sure(text: str) -> Candidate:
    return found(text, {1: -0.1}, {2: -0.1}, {3: -0.1})


def test_the_fusion_that_holds_most_is_used() -> None:
    given = [sure(SHORT), sure(BOTH)]
    assert Choice().best(given, SOURCES, Rough({})) == BOTH
    assert Choice().best(given[::-1], SOURCES, Rough({})) == BOTH


def test_a_rough_one_is_not_used_and_the_longest_source_stands_in() -> None:
    assert Choice().best([sure(BOTH)], SOURCES, Rough({BOTH: 9.0})) == SOURCES[0]
    assert Choice().best([sure(BOTH), sure(SHORT)], SOURCES, Rough({BOTH: 9.0})) == SOURCES[0]
    assert Choice().best([], SOURCES, Rough({})) == SOURCES[0]


def test_an_unlikely_one_is_not_used() -> None:
    unlikely = found(BOTH, {1: -4.0}, {2: -4.0}, {3: -4.0})
    assert Choice().best([unlikely], SOURCES, Rough({})) == SOURCES[0]


@pytest.mark.parametrize(
    "text",
    ["The ferry Alma.", "The ferry Alma ran aground off Tesk on Friday in fog on Monday."],
)
def test_a_fragment_and_what_is_told_twice_are_not_used(text: str) -> None:
    generous = Choice(cover=0, likely=-1, smooth=0, most=99)
    assert generous.best([sure(text)], SOURCES, Rough({})) == SOURCES[0]


@pytest.mark.parametrize(
    "text",
    [
        # holds less of the sources' words than the longest source
        "Nobody was hurt when the ferry ran aground off Tesk.",
        "The ferry Alma ran aground off Tesk on 9 Friday with ninety people aboard in 9 fog.",
        "“The ferry Alma ran aground off Tesk in thick fog on Friday with ninety people aboard.”.",
        "“The ferry Alma ran aground off Tesk on Friday with ninety people.” the fog said aboard.",
        "The ferry Alma ran aground off Tesk in thick fog on Friday with ninety people aboard .",
    ],
)
def test_what_is_poorer_or_unsound_is_not_used(text: str) -> None:
    generous = Choice(cover=0, likely=-1, smooth=0, most=99)
    assert generous.best([sure(BOTH)], SOURCES, Rough({})) == BOTH
    assert generous.best([sure(text)], SOURCES, Rough({})) == SOURCES[0]


def test_marks_that_a_source_has_are_sound() -> None:
    said = "“We saw the rocks.” she told the Tesk Herald, which printed it so."
    assert not is_unsound(said, (said,))
    assert is_unsound(said, SOURCES)
    assert not is_unsound("Nobody was hurt, the U.S. Coast Guard said.", SOURCES)
    assert is_unsound("Nobody was hurt, according to The report.", SOURCES)
    assert not is_unsound("Nobody was hurt, according to The Herald.", SOURCES)


def test_one_dash_of_a_pair_is_unsound() -> None:
    pair = "The mayor -- who is a sailor herself -- praised the crew."
    assert is_unsound("The mayor -- who is a sailor praised the crew.", (pair, SOURCES[0]))
    assert not is_unsound(pair, (pair, SOURCES[0]))
    single = "The ferry was late — by an hour."
    assert not is_unsound("The ferry was late — by an hour or two.", (single, SOURCES[0]))
    assert not is_unsound("The 2–3 hours passed.", SOURCES)


def test_a_jump_is_where_no_place_goes_on() -> None:
    assert found("", {1: 0.0}, {2: 0.0, 9: 0.0}, {10: 0.0}).jumps() == (0, 0)
    assert found("", {1: 0.0}, {7: 0.0}, {8: 0.0}, {3: 0.0}).jumps() == (2, 0)
    # what was written freely goes on nowhere
    assert found("", {1: 0.0}, {-1: 0.0}, {2: 0.0}).jumps() == (1, 0)
    assert found("").jumps() == (0, 0)
    assert found("").likelihood() == 0
    assert found("", {1: -1.0, 2: -3.0}, {-1: -2.0}).likelihood() == -1.5


def test_a_preposition_of_another_source_hangs_unless_a_comma_sets_it_apart() -> None:
    died = ({1: 0.0}, {2: 0.0}, {9: 0.0}, {10: 0.0})
    assert found("", *died, words="she died in thursday").jumps() == (1, 1)
    assert found("", *died, words="died , in thursday").jumps() == (1, 0)
    assert found("", *died, words="she died leaving two").jumps() == (1, 0)
    hung = found(BOTH, *died, words="she died in thursday")
    assert Choice().best([hung], SOURCES, Rough({})) == SOURCES[0]


def test_the_shipped_network_hears_a_bad_joint() -> None:
    reader = BundledWriter.load().parts.reader
    whole = [
        "The council of Arlow voted on Tuesday to close the old bridge until the spring.",
        "Engineers had found deep cracks in two of its pillars, the mayor told reporters.",
        "Traffic will be led over the northern road, which was widened last year.",
    ]
    spliced = [
        "The council of Arlow voted on Tuesday to close the deep cracks in was widened last year.",
        "Engineers had found until the spring in two of its pillars, the mayor told reporters.",
        "Traffic will be led over the northern the mayor told of its road, which was widened.",
    ]
    assert max(reader.roughness(whole, whole)) <= 0.1
    assert min(reader.roughness(spliced, whole)) > Choice().most


def test_splices_are_marked_where_they_are() -> None:
    speller = Speller(warm.tokenizer())
    one, other = speller.words(SOURCES)
    assert [word for word in one if len(word) > 1]
    splicer = Splicer(Pairs.of(iter([one, other])), 1010, random.Random(3))
    seen = 0
    for _ in range(300):
        words, joints = splicer.example(one, other)
        assert set(words) <= {*one, *other, (1010,)}
        assert (words == one) == (not joints)
        pairs = {*pairwise(one), *pairwise(other)}
        # a comma that joins two sentences belongs to the first
        joined = [pair not in pairs and pair[1] != (1010,) for pair in pairwise(words)]
        strange = [at for at, new in enumerate(joined, 1) if new]
        # each pair of neighbours that neither sentence has is a joint
        assert set(strange) <= set(joints)
        seen += bool(strange)
    assert seen > 60


def test_pairs_that_stand_once_are_not_known() -> None:
    words: list[Words] = [[(1,), (2,), (3, 4), (5,)], [(1,), (2,), (9,)], [(6, 4), (5,)]]
    pairs = Pairs.of(iter(words))
    assert pairs.holds([(1,)], [(2,), (9,)]).tolist() == [[True, False]]
    # of a word in pieces the last counts on the left, the first on the right
    assert pairs.holds([(3, 4)], [(5,)]).tolist() == [[True]]
    assert pairs.holds([(2,)], [(3, 4)]).tolist() == [[False]]
