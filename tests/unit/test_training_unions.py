"""Fusions kept as places and pieces, the judgments on fusions, and what training does with them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import torch

from summarizer.models.fusion import FusionModel
from summarizer.models.inputs import FusionConfig
from training import judged, unions
from training.train import WEIGHTS, drop_out, shares
from training.unions import Place, Union, counted, decode, encode, faults

ONE = "The council of Arlow voted on Monday to close the old ferry port."
TWO = "Arlow's ferry port, which lost $3 million last year, will close, Mayor Ida Lum said."
FUSION = (
    "The council of Arlow voted on Monday to close the old ferry port, which lost $3 million last "
    "year, Mayor Ida Lum said."
)


def written(folder: Path) -> Path:
    """Data of two articles, one of them in a cluster."""
    (folder / "news_text").mkdir(parents=True)
    (folder / "neutral_clusters").mkdir()
    with gzip.open(folder / "news_text" / "articles.jsonl.gz", "wt") as out:
        out.write(json.dumps({"id": "abc", "text": f"Arlow. {ONE} More."}) + "\n")
    with gzip.open(folder / "neutral_clusters" / "train.jsonl.gz", "wt") as out:
        out.write(json.dumps({"id": "c-1", "docs": [{"full_text": ""}, {"excerpt": TWO}]}) + "\n")
    return folder


PLACES = (Place("abc", 7, 7 + len(ONE)), Place("c-1/1", 0, len(TWO)))


@pytest.mark.parametrize(
    "fusion",
    [
        FUSION,
        "On Monday the council of Arlow closed it.",
        "Ida.",
        "",
        ONE,
        "The ports, which lost $3 million, will be closing.",
    ],
)
def test_pieces_give_the_fusion_back(fusion: str) -> None:
    assert decode((ONE, TWO), encode((ONE, TWO), fusion)) == fusion


def test_pieces_hold_no_text_of_the_sources() -> None:
    code = encode((ONE, TWO), FUSION)
    assert code.startswith("0:0-64|")
    assert not any(word in code for word in ("council", "ferry", "million", "Lum"))


def test_words_are_not_cut_in_pieces() -> None:
    code = encode(("He was please",), "He was pleased.")
    assert code == "0:0-7|pleased."


def test_read_finds_the_sentences(tmp_path: Path) -> None:
    data = written(tmp_path / "data")
    file = tmp_path / "unions.tsv"
    rows = [unions.line(PLACES, (ONE, TWO), FUSION), unions.line(PLACES, (ONE, TWO), None)]
    file.write_text("sentences\tfusion\n" + "\n".join(rows) + "\n")
    first, second = unions.read(data, file)
    assert first == Union(PLACES, (ONE, TWO), FUSION)
    assert second.fusion is None


def test_what_evaluations_read_is_not_trained_on(tmp_path: Path) -> None:
    data = written(tmp_path / "data")
    file = tmp_path / "unions.tsv"
    file.write_text("sentences\tfusion\n" + unions.line(PLACES, (ONE, TWO), FUSION) + "\n")
    evaluated = data / "neutral_clusters" / "val.jsonl.gz"
    pairs = data / "fusion" / "sentence_union_eval.jsonl.gz"
    pairs.parent.mkdir(exist_ok=True)
    with gzip.open(pairs, "wt") as out:
        out.write("")
    more = " ".join(f"word{at}" for at in range(60))
    articles = data / "news_text" / "articles.jsonl.gz"
    with gzip.open(articles, "rt") as given:
        record = json.loads(given.readline())
    with gzip.open(articles, "wt") as out:
        out.write(json.dumps({**record, "text": f"{record['text']} {more}"}) + "\n")
    for text, left in (("Another thing.", 1), (more, 0)):
        with gzip.open(evaluated, "wt") as out:
            out.write(json.dumps({"docs": [{"full_text": text}]}) + "\n")
        assert len(list(unions.read(data, file, training=True))) == left
        assert len(list(unions.read(data, file))) == 1


def test_an_article_that_is_not_there_is_named(tmp_path: Path) -> None:
    data = written(tmp_path / "data")
    file = tmp_path / "unions.tsv"
    file.write_text("sentences\tfusion\nxyz:0-9\t-\n")
    with pytest.raises(ValueError, match="no article 'xyz'"):
        list(unions.read(data, file))


@pytest.mark.parametrize(
    ("fusion", "fault"),
    [
        (FUSION, ""),
        ("The council shut the old ferry port of Arlow on Monday.", "no source: shut"),
        ("The council of Arlow voted on Tuesday to close the ferry port.", "no source: Tuesday"),
        ("The council of Arlow voted on Monday to close the port", "no full stop"),
        ("Arlow voted.", "2 words"),
        ("“The council of Arlow,” Mayor Ida Lum said on Monday.", "not whole"),
        ("The council of Arlow voted not to close the ferry port.", "no source: not"),
        ("The council of Arlow closed the old ferry port last year.", ""),
    ],
)
def test_faults_of_a_fusion(fusion: str, fault: str) -> None:
    found = faults((ONE, TWO), fusion)
    assert fault in "; ".join(found) if fault else not found


def test_what_is_there_is_counted() -> None:
    texts = (ONE, TWO)
    odd = "The council of Arlow shut the old “ferry port” on Monday"
    found = counted([Union(PLACES, texts, one) for one in (FUSION, odd, "It ended.", None)])
    out = 3 * Union(PLACES, texts, FUSION).is_kept_out()
    assert found == [
        "4 groups of sentences",
        f"3 fusions, {out} of them kept out of training",
        '1 answers "none"',
        "2 fusions with a fault that the rules find",
        "  1 a quotation that is not whole",
        "  2 a word of no source",
        "  1 no full stop at the end",
        "  1 words, allowed",
    ]


def test_judgments_are_read_with_their_fault(tmp_path: Path) -> None:
    data = written(tmp_path / "data")
    file = tmp_path / "judged.tsv"
    named = unions.line(PLACES, (ONE, TWO), FUSION)
    file.write_text(f"sentences\tfusion\tgood\tfault\n{named}\t1\t-1\n{named}\t0\t66\n")
    good, bad = judged.read(data, file)
    assert good.text == bad.text == FUSION
    assert (good.good, bad.good, bad.fault) == (True, False, 66)


def test_shares_leave_the_others_as_they_were() -> None:
    kinds = {"unions", "views", "outlets"}
    found = shares(["unions=0.5"], kinds)
    assert found["unions"] == 0.5
    assert sum(found.values()) == pytest.approx(1)
    assert found["views"] / found["outlets"] == pytest.approx(WEIGHTS["views"] / WEIGHTS["outlets"])
    assert "unions" not in shares([], kinds)


@pytest.mark.parametrize("given", [["letters=0.5"], ["unions=0.7", "views=0.6"]])
def test_shares_that_cannot_be(given: list[str]) -> None:
    with pytest.raises(SystemExit, match="--share takes"):
        shares(given, WEIGHTS)


def test_dropout_changes_what_is_learnt_from() -> None:
    torch.manual_seed(0)
    model = FusionModel(
        FusionConfig(vocabulary=512, width=24, heads=2, inner=48, positions=32, closed=(1, 2))
    )
    states = torch.randn(1, 5, 24)
    block = model.encoder[0]

    def read() -> torch.Tensor:
        found: torch.Tensor = block(states, mask=None, causal=False, memory=None)
        return found

    assert torch.equal(read(), read())
    drop_out(model, 0.5)
    assert not torch.equal(read(), read())
    model.eval()
    assert torch.equal(read(), read())
