"""How training examples are made, on sentences of our own."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
import torch

from summarizer.models.fusion import FusionModel
from summarizer.models.inputs import FusionConfig
from training import warm
from training.batches import Mixture, Shard, load_shard
from training.data import cases, closed_vocabulary, common_words, write_shard
from training.loop import pace
from training.loss import loss
from training.pairs import aligned, covers, merged, transplanted, variants, without_shared
from training.text import content, detokenise, held_out, is_clean, is_held_out, sentences
from training.views import (
    CONNECT,
    SYNONYMS,
    finished,
    kept,
    loaded,
    reworded,
    segments,
    shortened,
    split,
    views,
)

TARGET = (
    "The council of Arlow voted on Monday to close the old ferry port, which lost $3 million last "
    "year, after residents of Tesk asked for a bridge."
)
OTHER = "Arlow's council has voted to shut the ferry port, which lost $3 million."


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (TARGET, True),
        ("Short one here.", False),
        ("I think that the council of Arlow should never close the ferry port.", False),
        ("Read more about the council of Arlow and its ferry port at www.arlow.example.", False),
        ("Who voted in the council of Arlow to close the old ferry port on Monday?", False),
        ("“The council of Arlow will close the ferry port on Monday, the mayor said.", False),
        ("Council Votes On Monday To Close The Old Ferry Port Of Arlow For Good.", False),
        ("“We will close it on Monday,” the mayor of Arlow said of the old ferry port.", True),
    ],
)
def test_is_clean(text: str, clean: bool) -> None:
    assert is_clean(text) is clean


def test_sentences_do_not_end_at_titles_and_initials() -> None:
    text = "Sen. Lum met J. Reyes in the U.S. on May 3. He left. “No,” she said.\nNew line"
    assert sentences(text) == [
        "Sen. Lum met J. Reyes in the U.S. on May 3.", "He left.", "“No,” she said.", "New line",
    ]  # fmt: skip


def test_segments_partition_the_words_and_keep_quotations_whole() -> None:
    words = "Lum said “it came and went, after all, in May” on Friday, when Tesk voted".split()
    ranges = segments(words)
    assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
    assert (ranges[0][0], ranges[-1][1]) == (0, len(words))
    parts = [" ".join(words[start:end]) for start, end in ranges]
    assert all(part.count("“") == part.count("”") for part in parts)
    assert parts[-1] == "when Tesk voted"


def test_dropping_an_apposition_drops_both_commas() -> None:
    words = "Ana Lum, the fire chief, spoke".split()
    ranges = [(0, 2), (2, 5), (5, 6)]
    assert kept(words, ranges, [True, False, True]) == "Ana Lum spoke".split()
    assert finished(["it", "ended,"]) == "It ended."


@pytest.mark.parametrize("seed", range(40))
def test_views_together_hold_the_target(seed: int) -> None:
    group = views(TARGET, random.Random(seed), {})
    assert 1 <= len(group) <= 3
    said = {word.strip(".,").lower() for text in group for word in text.split()}
    told = {word.strip(".,").lower() for word in TARGET.split()}
    # only a word that has a near-synonym can be told otherwise by every view
    assert told - said <= SYNONYMS.keys() | CONNECT
    assert group == views(TARGET, random.Random(seed), {})


def test_two_clauses_become_two_sentences() -> None:
    words = "The council of Arlow met again, and the mayor left for a month".split()
    found = split(words, segments(words), random.Random(0))
    assert found == ["The council of Arlow met again.", "The mayor left for a month."]


def test_loaded_words_are_put_in_outside_quotations_only() -> None:
    for seed in range(20):
        text = loaded("Lum said “the plan failed” of the plan.", random.Random(seed))
        assert "“the plan failed”" in text
        assert len(text.split()) == 9


def test_names_are_shortened_and_words_replaced() -> None:
    dice = random.Random(3)
    assert {shortened("It was President Lena Ortiz.", dice) for _ in range(20)} >= {
        "It was Ortiz.",
    }
    assert reworded("officials saw it", dice, {"saw": ["noticed"]}, 1.0).endswith("noticed it")


def test_a_phrase_moves_to_the_other_report() -> None:
    told = 0
    for seed in range(20):
        pair = transplanted(TARGET, OTHER, random.Random(seed))
        assert pair is not None
        (rest, moved), target = pair
        assert target == TARGET
        assert content(TARGET) <= content(rest) | content(moved)
        told += not content(TARGET) <= content(rest)
    assert told == 20


def test_what_both_tell_may_be_left_out_of_one() -> None:
    cut = without_shared(TARGET, OTHER, random.Random(1))
    assert cut is not None
    lost = content(TARGET) - content(cut)
    assert lost
    assert lost <= content(OTHER)
    assert without_shared("It rained.", OTHER, random.Random(1)) is None


def test_reports_of_different_things_are_not_merged() -> None:
    dice = random.Random(0)
    assert merged(TARGET, "A fire broke out at the mill of Tesk and killed three.", dice) is None
    assert list(variants(TARGET, OTHER, dice))


def test_covers_wants_every_name_and_number() -> None:
    assert covers([TARGET], OTHER, least=0.5)
    assert not covers([TARGET], "Arlow's council lost $4 million on the ferry port.", least=0.5)
    assert not covers([TARGET], "Arlow's council told Lum of the ferry port.", least=0.5)


def test_detokenise() -> None:
    text = "He did n't say `` no '' , -LRB- Lum 's aide said -RRB- ."
    assert detokenise(text) == "He didn't say “no”, (Lum's aide said)."


def put(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def test_evaluation_articles_stay_out(tmp_path: Path) -> None:
    text = " ".join(f"word{at}" for at in range(60))
    doc = {"title": "Port Closes.", "full_text": text}
    put(tmp_path / "neutral_clusters" / "val.jsonl.gz", [{"docs": [doc]}])
    union = {"a": "a b", "b": "c d", "union": "a b c d"}
    put(tmp_path / "fusion" / "sentence_union_eval.jsonl.gz", [union])
    titles, runs = held_out(tmp_path)
    assert is_held_out("port closes", "", titles, runs)
    assert is_held_out("Another title", "Tesk (Wire) " + text, titles, runs)
    assert not is_held_out("Another title", TARGET * 3, titles, runs)


def test_roundups_are_aligned_to_what_covers_them(tmp_path: Path) -> None:
    record = {
        "docs": [{"excerpt": TARGET + " The weather was fine in all of Veldania that day."}],
        "summary": "The council of Arlow voted to close the old ferry port. "
        "The mayor of Tesk, Ana Lum, had won the vote by 12 to 9 on Friday.",
    }
    text = " ".join(f"word{at}" for at in range(60))
    seen = {**record, "docs": [*record["docs"], {"title": "Elsewhere", "full_text": text}]}
    for name in ("train", "excerpts_train"):
        put(tmp_path / "neutral_clusters" / f"{name}.jsonl.gz", [record, seen])
    put(tmp_path / "neutral_clusters" / "val.jsonl.gz", [{"docs": [{"full_text": text}]}])
    put(tmp_path / "fusion" / "sentence_union_eval.jsonl.gz", [])
    found = list(aligned(tmp_path))
    assert found == [([TARGET], "The council of Arlow voted to close the old ferry port.")] * 2


@pytest.fixture(scope="module")
def closed() -> list[int]:
    bodies = [[TARGET, OTHER, "The mayor closed three ports in May, and Arlow lost."] * 12]
    lower, upper = cases(bodies)
    assert "arlow" not in common_words(lower, upper)
    assert "council" in common_words(lower, upper)
    return closed_vocabulary(warm.tokenizer(), lower, upper, size=400)


def test_closed_vocabulary_has_no_names_and_no_numbers(closed: list[int]) -> None:
    tokenizer = warm.tokenizer()
    words = {tokenizer.id_to_token(one) for one in closed}
    assert {"[SEP]", "the", "and", ".", "council"} <= words
    assert not words & {"three", "million", "3", "may"} - {"may"}
    assert "##low" not in words


def test_shards_come_back_as_they_were_written(tmp_path: Path, closed: list[int]) -> None:
    tokenizer = warm.tokenizer()
    examples = [([OTHER, TARGET], TARGET), ([OTHER], "The mayor of Veldania fled at night.")]
    path = tmp_path / "views.safetensors"
    count, tune = write_shard(path, examples, tokenizer, frozenset(closed))
    assert (count, tune) == (1, [])  # the second says what its source does not
    mixture = Mixture({"views": load_shard(path)}, {"views": 1.0}, tokens=600, seed=1)
    group, target = mixture.example("views", 0)
    assert target == tokenizer.encode(TARGET, add_special_tokens=False).ids
    assert [len(one) for one in group] == sorted((len(one) for one in group), reverse=True)


def made(count: int) -> Shard:
    flat = list(range(1000, 1000 + 10 * count))
    cuts = [(10 * at, 10 * at + 4, 10 * at + 7, 10 * at + 10) for at in range(count)]
    return Shard(torch.tensor(flat), cuts)


def test_batches_depend_on_the_seed_and_hold_the_budget() -> None:
    config = FusionConfig(closed=(102,))

    def first(seed: int) -> list[torch.Tensor]:
        mixture = Mixture({"a": made(30), "b": made(5)}, {"a": 0.5, "b": 0.5}, tokens=90, seed=seed)
        stream = mixture.batches(config)
        return [next(stream)[1] for _ in range(5)]

    once, again, other = first(1), first(1), first(2)
    assert all(torch.equal(a, b) for a, b in zip(once, again, strict=True))
    assert any(not torch.equal(a, b) for a, b in zip(once, other, strict=True))
    assert all(len(rows) * 14 <= 90 for rows in once)
    assert all((rows[:, -1] == config.stop_id).all() for rows in once)


def test_loss_is_the_marginal_over_pointing_and_writing() -> None:
    from summarizer.models.inputs import sources

    torch.manual_seed(0)
    config = FusionConfig(
        vocabulary=200, width=16, heads=2, inner=32, encoder_layers=1, decoder_layers=1,
        closed=(102, 7),
    )  # fmt: skip
    model = FusionModel(config)
    source = sources([[[7, 8, 7], [9]]], config)
    target = torch.tensor([[7, 9, 102, 0]])
    closed, pointer = model(source, torch.tensor([[101, 7, 9, 102]]))
    both = torch.cat([closed, pointer], dim=-1)[0].softmax(-1)
    row = source.ids[0].tolist()
    wanted = 0.0
    for step, token in enumerate([7, 9, 102]):
        mass = sum(both[step, 2 + at] for at, other in enumerate(row) if other == token)
        mass = mass + (both[step, config.closed.index(token)] if token in config.closed else 0)
        wanted -= torch.log(torch.as_tensor(mass)).item() / 3
    assert loss(model, source, target).item() == pytest.approx(wanted, rel=1e-4)


def test_pace_rises_and_falls_with_the_time() -> None:
    assert [pace(at, warm=0.1) for at in (0.0, 0.05, 0.1, 0.55, 1.0, 1.2)] == pytest.approx(
        [0, 0.5, 1, 0.5, 0, 0]
    )


def test_warm_start_copies_minilm() -> None:
    config = FusionConfig(closed=(102, 1996))
    model = warm.fresh(config)
    given = warm.weights()
    assert torch.equal(model.words.weight, given["embeddings.word_embeddings.weight"])
    for block, cross in model.layers():
        assert torch.equal(block.self_attention.key.weight, cross.key.weight)
    last = given["encoder.layer.5.output.dense.weight"]
    assert torch.equal(model.decoder[2].down.weight, last)
