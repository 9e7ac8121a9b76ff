"""Which fusion is used, and the network that reads joints."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest

from summarizer.models.attribution import is_misattributed
from summarizer.models.bundled import BundledWriter
from summarizer.models.choose import (
    FEATURES,
    Choice,
    chance_to_please,
    features,
    joins,
    shipped,
)
from summarizer.models.joints import JointReader
from summarizer.models.sound import is_unsound
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


def test_the_fusion_that_holds_most_is_used() -> None:
    given = [SHORT, BOTH]
    assert Choice(least=0.05).best(given, SOURCES, Rough({})) == BOTH
    assert Choice(least=0.05).best(given[::-1], SOURCES, Rough({})) == BOTH
    # two jumps, one to a preposition, between sentences that have little in common
    assert Choice().best(given, SOURCES, Rough({})) == SOURCES[0]
    like = ("The ferry Alma ran aground off Tesk on Friday.", "The ferry Alma ran aground in fog.")
    good = "The ferry Alma ran aground in fog off Tesk on Friday."
    assert Choice().best([good], like, Rough({good: -1.0})) == good


def test_a_rough_one_is_not_used_and_the_longest_source_stands_in() -> None:
    assert Choice(least=0.05).best([BOTH], SOURCES, Rough({BOTH: 9.0})) == SOURCES[0]
    assert Choice(least=0.05).best([BOTH], SOURCES, Rough({BOTH: 0.5})) == BOTH
    assert Choice().best([], SOURCES, Rough({})) == SOURCES[0]


def test_a_fusion_stands_alone_where_a_source_does() -> None:
    like = (
        "Meanwhile, the ferry Alma ran aground off Tesk on Friday.",
        "The ferry Alma ran aground in thick morning fog.",
    )
    leans = "Meanwhile, the ferry Alma ran aground in thick morning fog off Tesk on Friday."
    alone = leans.replace("Meanwhile, the", "The")
    least = Choice(least=0.05, price=0.1)
    assert least.best([leans], like, Rough({})) == like[0]
    assert least.best([leans, alone], like, Rough({})) == alone
    both = (like[0], like[1].replace("The", "Meanwhile, the"))
    assert least.best([leans], both, Rough({})) == leans


def test_words_have_a_price_and_what_two_sources_have_is_owed() -> None:
    wordy = "The ferry Alma ran aground off Tesk on Friday with people all about on the deck of it."
    assert Choice().best([wordy], SOURCES, Rough({})) == SOURCES[0]
    told = (
        "The ferry Alma, which is one of the oldest and slowest, ran aground on Friday.",
        "The ferry Alma ran aground off Tesk.",
    )
    brief = "The ferry Alma ran aground off Tesk on Friday."
    assert Choice(least=0.05).best([brief], told, Rough({})) == told[0]
    assert Choice(least=0.05, lost=0.5).best([brief], told, Rough({})) == brief
    # "aground" stands in both
    less = "The ferry Alma ran off Tesk on Friday."
    assert Choice(least=0.05, lost=0.5, price=1).best([less], told, Rough({})) == told[0]
    assert Choice(least=0.05, lost=0.5, price=1, shared=False).best([less], told, Rough({})) == less


@pytest.mark.parametrize(
    "text",
    ["The ferry Alma.", "The ferry Alma ran aground off Tesk on Friday in fog on Monday."],
)
def test_a_fragment_and_what_is_told_twice_are_not_used(text: str) -> None:
    generous = Choice(least=0, price=-1, sure=0)
    assert generous.best([text], SOURCES, Rough({})) == SOURCES[0]


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
    generous = Choice(least=0, price=-1, sure=0)
    assert generous.best([BOTH], SOURCES, Rough({})) == BOTH
    assert generous.best([text], SOURCES, Rough({})) == SOURCES[0]


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


def test_the_day_of_a_deed_is_not_the_day_of_what_will_be() -> None:
    no_talks = "Ada Brill of Lunde said there would be no talks on the border for now."
    ruled_out = "Lunde's mayor Ada Brill ruled out talks on the border on Thursday."
    assert is_unsound("Brill said there would be no talks on Thursday.", (no_talks, ruled_out))
    assert not is_unsound("Ada Brill of Lunde ruled out talks on Thursday.", (no_talks, ruled_out))
    to_come = "Talks are to begin on Thursday, Ada Brill said."
    assert not is_unsound("Brill said talks would begin on Thursday.", (to_come, no_talks))


def test_as_keeps_its_verb() -> None:
    plan = "Engineer Lena Brill called the plan of the board “a wreck of a plan”."
    view = "Brill dismissed the plan as nonsense and left the hall."
    assert is_unsound("Lena Brill called the plan as nonsense and left.", (plan, view))
    assert not is_unsound("Lena Brill dismissed the plan as nonsense.", (plan, view))
    crowd = "The hall was full as nonsense was talked."
    assert not is_unsound("The plan was read as nonsense was talked.", (plan, view, crowd))


def test_an_end_is_not_cut_from_its_of() -> None:
    poll = "The poll of 900 people has a margin of error of two points."
    other = "The margin is about two points, the Herald said."
    assert is_unsound("The poll of 900 people has a margin of error.", (poll, other))
    assert not is_unsound("The poll of 900 people has a margin of two points.", (poll, other))
    ends = "A poll has its margin of error."
    assert not is_unsound("The poll of 900 people has a margin of error.", (poll, ends))


def test_one_name_is_told_in_one_spelling() -> None:
    short = "The group is made up of the U.S., Canada and Velm."
    long = "Its members are Velm, Canada and the United States."
    both = "The group is made up of the U.S., Canada, the United States and Velm."
    assert is_unsound(both, (short, long))
    assert not is_unsound(both, (both, long))
    assert not is_unsound("The group is made up of the U.S. and Velm.", (short, long))


def test_a_perfect_tense_has_no_year_of_the_past() -> None:
    past = "The port spent 50 million crowns on cranes between 2010 and 2012."
    perfect = "Since 2010 the port has spent 50 million crowns on cranes."
    mixed = "The port has spent 50 million crowns on cranes between 2010 and 2012."
    assert is_unsound(mixed, (past, perfect))
    assert not is_unsound(mixed, (mixed, perfect))


def test_times_of_two_sources_are_not_mixed() -> None:
    early = "Early on, the mayor of Arlow promised a new bridge."
    late = "The mayor said on Friday the bridge “will be open by Sunday”."
    assert is_unsound(
        "Early on, the mayor of Arlow said on Friday that it would open.", (early, late)
    )
    assert not is_unsound("The mayor of Arlow said it “will be open by Sunday”.", (early, late))
    both = "Early on Friday, before the vote this week, the mayor spoke."
    assert not is_unsound(
        "Early on Friday the mayor spoke before the vote this week.", (both, late)
    )
    # a year may be added to a day
    year = ("The ferry sank on Friday.", "The ferry, built in 1988, sank.")
    assert not is_unsound("The ferry, built in 1988, sank on Friday.", year)


def test_a_restriction_of_all_sources_stays() -> None:
    told = ("The rule would only affect boats.", "The rule would affect only boats on the lake.")
    assert is_unsound("The rule would affect boats on the lake.", told)
    assert not is_unsound("The rule would affect only boats on the lake.", told)
    assert not is_unsound("The rule would affect boats.", (told[0], "The rule would affect boats."))


def test_words_stay_under_their_negation() -> None:
    told = (
        "The mayor said the bridge could be nice but she was not sure that it would last.",
        "Asked about the bridge, the mayor said it was a nice one.",
    )
    assert is_unsound("The mayor said the bridge could be nice and that it last.", told)
    kept = "Asked about the bridge, the mayor said she was not sure that it would last."
    assert not is_unsound(kept, told)
    # the other report tells it without
    freed = ("The crew may have left the ship.", "The ferry sank after the crew left the ship.")
    assert not is_unsound("The ferry sank after the crew left the ship.", freed)


def test_the_perfect_tense_has_no_day() -> None:
    told = ("The mayor has announced a vote.", "The mayor announced late on Monday a vote.")
    assert is_unsound("The mayor has announced late on Monday a vote.", told)
    assert not is_unsound("The mayor announced late on Monday a vote.", told)


def test_what_one_source_tells_is_not_put_into_the_mouth_of_the_speaker_of_another() -> None:
    told = (
        "The attack disabled the computers of the harbour and its lights, the Tesk Herald wrote.",
        "The attack was aimed at the harbour's computers, officials said.",
    )
    more = "lights and cranes for hours"
    mixed = "The attack disabled the computers of the harbour and its lights, officials said."
    before = "According to officials, the attack disabled the harbour's computers and its lights."
    # two words more than what they said may be another wording of it
    assert not is_misattributed(mixed, told)
    told = (told[0].replace("lights", more), told[1])
    assert is_misattributed(mixed.replace("lights", more), told)
    assert is_misattributed(before.replace("lights", more), told)
    assert not is_misattributed(
        "The attack disabled the harbour's computers, officials said.", told
    )
    assert not any(is_misattributed(one, told) for one in told)


def test_what_every_source_attributes_is_not_told_as_a_fact() -> None:
    told = (
        "The harbour has announced that it has begun to fill the new dock.",
        "The harbour has begun to fill the dock with sea water, Lind said.",
    )
    fact = "The harbour has begun to fill the new dock with sea water."
    assert is_misattributed(fact, told)
    assert not is_misattributed(f"{fact[:-1]}, Lind said.", told)
    # one of them tells it as a fact; another word says whose it is
    assert not is_misattributed(fact, (told[0].replace("announced that it has ", ""), told[1]))
    assert not is_misattributed(f"{fact[:-1]}, Lind reiterated.", told)
    # a quotation alone is nobody's
    alone = "“We will fill it.”"
    assert is_misattributed(alone, (f"Lind said: {alone}", "“We will fill it,” Lind posted."))


def test_a_quotation_has_one_speaker_and_two_marks() -> None:
    told = ('Lind wrote, "We will rebuild the pier."', '"We will rebuild the pier," Lind posted.')
    assert is_misattributed('Lind wrote, "We will rebuild the pier," Lind posted.', told)
    assert is_misattributed('"We will rebuild the pier," said in a statement.', told)
    assert is_misattributed('Lind wrote, "We will rebuild.', told)
    assert is_misattributed("Lind wrote, “We will rebuild.", told)
    assert not is_misattributed('"We will rebuild the pier," Lind wrote.', told)


def test_a_jump_is_where_no_place_goes_on() -> None:
    told = ("One two three.", "Four two five.")
    assert joins("One two three.", told) == (0, 0)
    # "two" stands in both, so the way on is open
    assert joins("One two five.", told) == (0, 0)
    assert joins("One five.", told) == (1, 0)
    # the end of a source and the beginning of the next are no neighbours
    assert joins("Three. Four", told) == (1, 0)
    # what was written freely goes on nowhere
    assert joins("One and two three.", told) == (1, 0)
    assert joins("", told) == (0, 0)


def test_a_preposition_of_another_source_hangs_unless_a_comma_sets_it_apart() -> None:
    told = ("She died, aged ninety.", "It was known in Tesk, leaving two sons.")
    assert joins("She died in Tesk.", told)[1] == 1
    assert joins("She died, in Tesk.", told)[1] == 0
    assert joins("She died leaving two sons.", told) == (1, 0)


def test_the_weights_say_what_reading_says() -> None:
    assert len(shipped().weights) == len(FEATURES) == len(features(BOTH, SOURCES, 0.0))
    assert 0 < shipped().threshold < 1
    smooth, doubtful = (chance_to_please(BOTH, SOURCES, doubt) for doubt in (0.0, 3.0))
    assert smooth > doubtful
    # no word gets better than in its source
    assert features(BOTH, SOURCES, -9.0) == features(BOTH, SOURCES, -1.0)
    strangers = ("The mayor of Arlow resigned.", "Nobody was hurt.")
    assert features(BOTH, SOURCES, 0.0)[-1] > features(BOTH, strangers, 0.0)[-1] == 0


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
    for text, doubt in zip(spliced, reader.roughness(spliced, whole), strict=True):
        assert doubt > 1
        assert chance_to_please(text, whole, doubt) < shipped().threshold


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


def test_no_two_clauses_begin_alike_unless_a_source_has_them() -> None:
    one = "The council of Velm passed the plan after a debate of nine hours."
    two = "After four years of argument the council of Velm passed the plan."
    text = "After four years of argument the council of Velm passed the plan after nine hours."
    assert is_unsound(text, (one, two))
    assert not is_unsound(text, (text, two))
    assert not is_unsound(one, (one, two))
