from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

from summarizer import concepts, frequency, salience
from summarizer.concepts import Telling, chances, phrases, table, worth
from summarizer.records import Sentence
from summarizer.salience import scene_of, scores
from tests.unit.effort import steps
from tests.unit.event_sample import ORIGINS, bridge, document, flat

IDF = frequency.load()
CLOSED = phrases("The harbour bridge was closed")
CRACKS = phrases("Cracks closed the bridge")


def column(name: str, keys: tuple[concepts.Phrase, ...], rows: np.ndarray) -> dict[str, float]:
    at = concepts.FEATURES.index(name)
    return {" ".join(key): float(rows[i, at]) for i, key in enumerate(keys)}


def test_phrases_are_pairs_of_neighbouring_stems() -> None:
    assert phrases("Engineers found cracks") == phrases("engineer FOUND crack.")
    assert phrases("alone") == frozenset()


def test_the_table_says_who_tells_a_phrase_and_where() -> None:
    told = [Telling(CLOSED, 0, 0, 0.4), Telling(CLOSED, 1, 5, 0.7), Telling(CRACKS, 1, 2, 0.1)]
    keys, rows = table(told, origins=3, titles=[["harbour", "bridg"], ["crack"]])
    assert keys == tuple(sorted(CLOSED | CRACKS))
    assert column("told", keys, rows)["harbour bridg"] == pytest.approx(1 / 2)
    assert column("told", keys, rows)["crack close"] == 0
    assert column("leads", keys, rows)["harbour bridg"] == pytest.approx(1 / 3)
    assert column("firsts", keys, rows)["crack close"] == 0
    assert column("place", keys, rows)["crack close"] == pytest.approx(1 / 3)
    assert column("best", keys, rows)["harbour bridg"] == 0.7
    assert column("titles", keys, rows)["harbour bridg"] == 0.5
    assert column("title words", keys, rows)["crack close"] == 0.25


def test_no_sentence_no_phrase() -> None:
    keys, rows = table([], origins=1, titles=[])
    assert keys == ()
    assert rows.shape == (0, len(concepts.FEATURES))


def test_a_sentence_is_worth_its_phrases_and_a_scrap_little() -> None:
    keys = tuple(sorted(CLOSED))
    mean, total = worth([Telling(CLOSED, 0, 0, 0.0)], keys, np.full(len(keys), 0.5))[0]
    assert total == pytest.approx(0.5 * len(CLOSED))
    assert mean == pytest.approx(total / 12)


def test_chances_lie_between_none_and_all() -> None:
    found = chances(np.array([[0.0], [100.0], [-100.0]]), [1.0], 0.0)
    assert found[0] == 0.5
    assert found[1] > 0.999
    assert found[2] < 0.001


def test_the_shipped_weights_belong_to_the_features() -> None:
    data = json.loads(files("summarizer").joinpath("data/salience.json").read_text("utf-8"))
    assert tuple(data["alone"]["features"]) == salience.ALONE
    assert tuple(data["phrases"]["features"]) == concepts.FEATURES
    assert tuple(data["sentences"]["features"]) == salience.FEATURES


def weighed() -> dict[str, float]:
    sentences = flat(bridge())
    found = scores([[one] for one in sentences], scene=scene_of(bridge(), origins=ORIGINS, idf=IDF),
                   idf=IDF)  # fmt: skip
    return {one.text[:14]: value for one, value in zip(sentences, found, strict=True)}


def test_what_all_tell_weighs_more_than_what_one_tells() -> None:
    weight = weighed()
    assert weight["The harbour br"] > weight["Ferries will c"]
    assert weight["The harbour br"] > weight["In 2019 the ci"]
    assert weight["Frankly, this "] < min(weight["The closure af"], weight["About 14,000 d"])
    assert all(0 <= value <= 1 for value in weight.values())


def test_the_order_of_the_sentences_changes_no_weight() -> None:
    scene = scene_of(bridge(), origins=ORIGINS, idf=IDF)
    sentences = flat(bridge())
    forth = scores([[one] for one in sentences], scene=scene, idf=IDF)
    back = scores([[one] for one in reversed(sentences)], scene=scene, idf=IDF)
    assert forth == back[::-1]


def test_a_wording_of_several_places_is_told_by_all_their_origins() -> None:
    text = "The ferry to Orlen ran aground off the old pier with forty people on board."
    other = "Nothing else of note happened in the county seat over the long weekend."
    documents = tuple(document(name, f"{text}\n\n{other}\n") for name in ("a", "b"))
    scene = scene_of(documents, origins=(("a",), ("b",)), idf=IDF)
    places = [one.sentences[0] for one in documents]
    alone: list[list[Sentence]] = [places[:1], [documents[0].sentences[1]]]
    both = [places, [documents[0].sentences[1]]]
    assert scores(both, scene=scene, idf=IDF)[0] > scores(alone, scene=scene, idf=IDF)[0]


def test_the_work_of_weighing_grows_with_the_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salience, "_MOST_ORIGINS", 3)
    line = "The council of ward {0} heard on day {1} that bridge {2} near quarter {0} stays shut."

    def weighed(articles: int) -> int:
        documents = tuple(
            document(f"d{i:02}", "\n\n".join(line.format(i, j, i * j) for j in range(10)))
            for i in range(articles)
        )
        origins = tuple((one.id,) for one in documents)
        scene = scene_of(documents, origins=origins, idf=IDF)
        claims = [[one] for one in flat(documents)]
        return steps(lambda: scores(claims, scene=scene, idf=IDF))

    few, many = weighed(4), weighed(16)
    # Four times the sentences: by their square it would be sixteen times the work.
    assert many < 6 * few
