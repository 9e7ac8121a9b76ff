"""Twin events of few articles stay apart, and one event told from several angles stays whole."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals import twins
from evals.bench_writer import EXAMPLES, five
from summarizer.earlier import lead_numbers, periods, tells_earlier
from summarizer.group import document_text_for_embedding, group
from summarizer.models.embedders import load_embedder
from summarizer.pairlogit import CLOSE_FEATURES, close_features, closeness, features, load_model
from summarizer.prepare import document
from summarizer.profile_words import quick_terms
from summarizer.read import read_paths
from summarizer.records import Document
from summarizer.space import Space, space
from summarizer.traits import profiles
from tests.unit.grouping_texts import made
from training.closely import TWINS, batch, fit_close

MILLS = [
    made(
        "1-post",
        "Saw mill burns down in Arlow",
        "A fire destroyed the saw mill of Brandt and Sons in Arlow during the night. Nobody was "
        "hurt, the fire chief, Tove Lind, said. About 80 firemen fought the flames for six hours. "
        "A spark from a grinder had probably set sawdust alight. The damage is put at 9 million "
        "crowns, and 35 people will have no work for months.",
        day="",
    ),
    made(
        "1-herald",
        "Brandt and Sons lose their mill to the flames",
        "Nothing is left of the Arlow saw mill but a chimney. For six hours 80 firemen poured "
        "water on the halls of Brandt and Sons, and could save only the office. Fire chief Tove "
        "Lind believes that a grinder was the cause. The 35 workers stood at the fence and wept. "
        "The owner puts his loss at 9 million crowns.",
        day="",
    ),
    made(
        "2-post",
        "Two die in Arlow boarding house fire",
        "Two lodgers died when a fire broke out in a boarding house in the old town of Arlow. "
        "Eleven others were taken out over ladders, the fire chief, Tove Lind, said. It began in "
        "the kitchen on the ground floor and filled the stairs with smoke. The names of the dead, "
        "a roofer and a student of music, were withheld until their families are told. The owner, "
        "who sleeps next door, was not at home. Two weeks ago a saw mill had burned down in Arlow; "
        "there was no link, said Lind.",
        day="",
    ),
    made(
        "2-herald",
        "Lodgers died on the stairs, says fire chief",
        "The two dead of Garnet Lane had tried to run down through the smoke. Eleven lodgers who "
        "waited at their windows were brought down by ladder, fire chief Tove Lind said. A pan of "
        "fat in the kitchen of the boarding house is thought to have caught fire. The house in "
        "the old town of Arlow had no alarm.",
        day="",
    ),
]


def grouped(given: list[Document]) -> list[tuple[str, ...]]:
    vectors = load_embedder().embed([document_text_for_embedding(each) for each in given])
    found = group(given, vectors, origins=tuple((each.id,) for each in given))
    return sorted(event.article_ids for event in found.events)


def test_two_undated_fires_in_one_town_are_two_events() -> None:
    assert grouped(MILLS) == [("1-herald", "1-post"), ("2-herald", "2-post")]
    assert grouped(MILLS[::-1]) == grouped(MILLS)


def test_a_copy_among_five_reports_parts_nothing() -> None:
    """Two reports of the example event share a wire's text, and a fifth is made of two others."""
    articles = five(read_paths([str(EXAMPLES)]).articles)
    assert len(grouped([document(article) for article in articles])) == 1


def test_a_close_reading_counts_where_articles_are_few() -> None:
    assert [closeness(n) for n in (1, 4, 6, 8, 500)] == [1.0, 1.0, 0.5, 0.0, 0.0]


def mills() -> Space:
    vectors = load_embedder().embed([document_text_for_embedding(each) for each in MILLS])
    return space(profiles(MILLS), vectors)


def test_features_of_a_close_reading_are_the_same_both_ways() -> None:
    made_space = mills()
    there = made_space.pairs(np.array([0, 0, 1]), np.array([1, 2, 3]))
    back = made_space.pairs(np.array([1, 2, 3]), np.array([0, 0, 1]))
    x, y = (close_features(pairs, features(pairs)) for pairs in (there, back))
    assert x.shape == (3, len(CLOSE_FEATURES))
    assert np.allclose(x, y)
    # Both leads of one fire give 80 firemen and 9 million; the other fire tells of it as earlier.
    shared, told = (CLOSE_FEATURES.index(n) for n in ("shared lead numbers", "told as earlier"))
    assert x[0, shared] > x[1, shared]
    assert x[1, told] > 0


def test_what_is_told_as_earlier() -> None:
    told = [
        sentence.text
        for sentence in MILLS[2].sentences
        if tells_earlier(sentence.text, quick_terms(sentence.text))
    ]
    assert [text[:24] for text in told] == ["Two weeks ago a saw mill"]


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("Unemployment fell in March.", {"march"}),
        ("Profit rose in the first-quarter results.", {"first quarter"}),
        ("The bill passed its second reading.", {"second reading"}),
        ("It may rain, said Theresa May.", set()),
        ("They met in May.", {"may"}),
    ],
)
def test_periods_of_a_lead(lead: str, found: set[str]) -> None:
    assert periods(lead) == found


def test_numbers_of_title_and_lead() -> None:
    document = made("a", "Mill fire: 35 jobs lost", "About 80 firemen came. It took 6 hours.")
    assert {number.value for number in lead_numbers("35 jobs lost", document.sentences[:1])} == {
        35.0,
        80.0,
    }


def test_weights_are_those_of_the_features() -> None:
    model = load_model()
    assert len(model.close.weights) == len(CLOSE_FEATURES)
    assert len(model.close_join.weights) == len(model.join.weights)
    negative = {"told as earlier", "other period"}
    weights = dict(zip(CLOSE_FEATURES, model.close.weights, strict=True))
    assert all(weights[name] < 0 for name in negative)


def test_a_fit_on_pairs_tells_them_apart() -> None:
    one = batch(MILLS, ["a", "a", "b", "b"], 1.0)
    odds = one.odds(fit_close([one]))
    assert np.allclose(odds, odds.T)
    same, other = odds[[0, 2], [1, 3]], odds[[0, 0, 1, 1], [2, 3, 2, 3]]
    assert same.min() > other.max()


def test_outcomes_name_the_wrong_pairs() -> None:
    right = twins.outcome(["a", "a", "b"], [[0, 1], [2]])
    assert (right.merged, right.split) == ((), ())
    wrong = twins.outcome(["a", "a", "b"], [[0, 2], [1]])
    assert (wrong.merged, wrong.split) == (((0, 2),), ((0, 1),))


@pytest.mark.parametrize("path", [twins.REPORTED, TWINS])
def test_sets_are_well_formed(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    ids = [one["id"] for row in rows for one in row["articles"]]
    assert len(ids) == len(set(ids))
    for row in rows:
        events = [one["event"] for one in row["articles"]]
        assert (len(set(events)) == 1) == row["control"], row["set"]
        assert min(map(events.count, events)) >= 2, row["set"]


def test_reported_sets_are_not_those_of_the_fit() -> None:
    reported, fitted = (
        {json.loads(line)["set"] for line in path.read_text("utf-8").splitlines()}
        for path in (twins.REPORTED, TWINS)
    )
    assert not reported & fitted


def test_the_second_look_parts_by_the_gap_between_halves() -> None:
    model = load_model()
    near, far = (np.array([[-0.5, gap, np.log(2), gap * np.log(2), np.log(2)]]) for gap in (0, 3))
    assert model.close_join(near)[0] > 0 > model.close_join(far)[0]
