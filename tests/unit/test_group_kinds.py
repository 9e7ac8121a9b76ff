"""Grouping of other kinds of text: without capitals, without spaces, and of very many articles."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from summarizer.corrections import Corrections
from summarizer.event_parts import event_parts
from summarizer.models.static import load_static
from summarizer.moments import moment
from summarizer.origins import find_origins
from summarizer.prepare import document
from summarizer.profile_words import quick_terms
from summarizer.read import read_paths
from summarizer.records import Document
from summarizer.space import crowding
from summarizer.traits import profiles
from tests.conftest import SHARED, needs_seeds
from tests.unit.grouping_texts import BRIDGE, VOTE, documents, made

JAPANESE = {
    "ja-a": (
        "緑川町で古い橋が通行止め",
        "緑川町は月曜日、霧野川にかかる古いつり橋を通行止めにした。点検で二本の橋脚にひびが見つかった"
        "ためだ。大沢美咲町長は、修理には約三億円かかると述べた。住民は遠回りを強いられている。",
    ),
    "ja-b": (
        "橋脚にひび、霧野川のつり橋を閉鎖",
        "霧野川のつり橋が月曜日から閉鎖された。二本の橋脚にひびが見つかり、緑川町が決めた。"
        "大沢美咲町長は修理費を約三億円と説明した。",
    ),
    "ja-c": (
        "白浜市の図書館が新装開館",
        "白浜市の中央図書館が月曜日、二年間の改修を終えて開館した。初日は市民およそ八百人が訪れ、"
        "子ども向けの読書室がにぎわった。",
    ),
}


def grouped(given: list[Document], corrections: Corrections | None = None) -> list[list[str]]:
    """The ids of each event, both sorted."""
    vectors = load_static().embed([f"{d.article.title} {d.article.text}" for d in given])
    found = event_parts(
        given, vectors, origins=find_origins(given), corrections=corrections or Corrections()
    )
    return sorted(sorted(found.documents[i].id for i in part) for part in found.parts)


def test_texts_without_capitals_are_grouped_by_their_other_words() -> None:
    lowered = [
        made(i, title.lower(), text.lower(), day="")
        for texts in (BRIDGE, VOTE)
        for i, (title, text) in texts.items()
    ]
    assert grouped(lowered) == [["bridge-a", "bridge-b", "bridge-c"], ["vote-a", "vote-b"]]


def test_japanese_events_of_one_day_stay_apart() -> None:
    given = [
        made(i, title, text, language="ja", day="2031-07-07")
        for i, (title, text) in JAPANESE.items()
    ]
    assert grouped(given) == [["ja-a", "ja-b"], ["ja-c"]]


def test_a_script_without_spaces_gives_pairs_and_no_particles() -> None:
    assert quick_terms("霧野川の橋が") == ["霧野", "野川", "橋"]
    assert quick_terms("Port 霧野 2031") == ["port", "霧野", "2031"]
    assert quick_terms("The Calder Bridge") == ["the", "calder", "bridge"]


def test_how_crowded_a_day_is_counts_within_a_language() -> None:
    given = documents(BRIDGE) + [
        made(i, title, text, language="ja", day="2031-07-07")
        for i, (title, text) in JAPANESE.items()
    ]
    assert crowding(profiles(given)) == 1.0
    assert crowding(profiles(documents(BRIDGE)), [0, 1]) == pytest.approx(0.4)


@pytest.mark.parametrize(("text", "year"), [("at 2045 GMT", None), ("in 2030", 2030)])
def test_a_time_of_day_is_no_year(text: str, year: int | None) -> None:
    told = made("a", "", f"The store in Lunde burnt down {text}, said the brigade.", day="")
    assert moment(told).year == year


def crowd(count: int) -> list[Document]:
    """One event told in very many wordings."""
    draw = random.Random(7)
    facts = [text.replace("“", "").replace("”", "") for _, text in BRIDGE.values()]
    sentences = sorted({part.strip() + "." for text in facts for part in text.split(".") if part})
    found = []
    for index in range(count):
        chosen = draw.sample(sentences, 3)
        lead = f"Northport opened the Calder Bridge, said witness {index} of Lunde."
        text = " ".join([lead, *chosen, f"Guest {index * 7} stayed for {index % 90 + 10} minutes."])
        found.append(made(f"n{index:04}", "The Calder Bridge opens", text))
    return found


def test_an_event_of_very_many_articles_stays_whole_and_can_be_corrected() -> None:
    given = crowd(900)
    ids = [each.id for each in given]
    # Each article is an origin of its own, so that none is taken for a copy.
    vectors = np.zeros((len(given), 4), dtype=np.float32)
    vectors[:, 0] = 1.0
    alone = [(i,) for i in ids]
    whole = event_parts(given, vectors, origins=alone, corrections=Corrections())
    assert [len(part) for part in whole.parts] == [len(given)]
    parted = event_parts(
        given, vectors, origins=alone, corrections=Corrections(cannot_link=((ids[0], ids[1]),))
    )
    home = {parted.documents[i].id: n for n, part in enumerate(parted.parts) for i in part}
    assert home[ids[0]] != home[ids[1]]
    assert len(home) == len(given)


@needs_seeds
def test_any_of_the_seeds_are_grouped_as_all_of_them() -> None:
    given = [document(each) for each in read_paths([SHARED / "seeds"]).articles]
    whole = [set(part) for part in grouped(given)]
    assert sorted(map(len, whole)) == [1, 1, 3]
    for size in range(2, len(given)):
        for chosen in itertools.combinations(given, size):
            ids = {each.id for each in chosen}
            left = sorted(sorted(part & ids) for part in whole if part & ids)
            assert grouped(list(chosen)) == left
