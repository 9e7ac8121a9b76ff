"""The bundled writer, with a tiny untrained model and with the weights of the package."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from summarizer.errors import ModelError
from summarizer.models.bundled import BundledWriter
from summarizer.models.choose import Choice
from summarizer.models.commas import set_commas
from summarizer.models.fusion import FusionModel, features
from summarizer.models.inputs import FusionConfig
from summarizer.models.joints import PREFIX, JointModel
from summarizer.models.repeats import says_twice
from summarizer.models.steps import Stepper, source_of
from summarizer.models.weights import MANIFEST, bundled_path, sha256
from summarizer.models.words import FUNCTION, stem
from summarizer.records import Claim, Event, Evidence, Sentence, Span
from training import warm

GROUPS = (
    (
        "The mayor of Arlow, Lena Ortiz, said on Tuesday that 1,214 people were moved to Veldania.",
        "More than 1,214 people have been taken to Veldania after the flood, Ortiz said.",
    ),
    ('Tom Reyes called the ferry plan "a very bad bet" at 10:30 a.m. on March 4, 2019.',),
    (
        "A fire broke out at the Arlow mill early on Monday, killing three workers.",
        "Three workers died when the Arlow mill burned, the U.S. owner said.",
        "The mill fire killed three and did not spread, said fire chief Ana Lum.",
    ),
    ("Ferries between Arlow and Tesk stopped for 12 hours.", "Ferries stopped."),
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an untrained model: what it writes is decided by the rules alone."""
    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = warm.tokenizer()
    words = ["[SEP]", ".", ",", *sorted(FUNCTION), "killed", "kill", "burn", "rescued"]
    known = (tokenizer.token_to_id(word) for word in words)
    config = FusionConfig(
        width=24, heads=2, inner=32, encoder_layers=1, decoder_layers=1,
        closed=tuple(dict.fromkeys(one for one in known if one is not None)),
    )  # fmt: skip
    torch.manual_seed(5)
    save_file(tensors(config), folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(config.as_dict()))
    (folder / "words.txt").write_text("a\nthe\nferries\n")
    tokenizer.save(str(folder / "tokenizer.json"))
    sign(folder)
    return folder


def tensors(config: FusionConfig) -> dict[str, torch.Tensor]:
    """Both networks, untrained, in one file's worth."""
    joints = JointModel(config).state_dict()
    del joints["words.weight"]
    theirs = {f"{PREFIX}{name}": value for name, value in joints.items()}
    return {**FusionModel(config).state_dict(), **theirs}


def sign(folder: Path) -> None:
    names = ("config.json", "model.safetensors", "tokenizer.json", "words.txt")
    listed = {name: sha256(folder / name) for name in names}
    (folder / MANIFEST).write_text(json.dumps({"format": 1, "files": listed}))


@pytest.fixture(scope="module")
def shipped() -> BundledWriter:
    return BundledWriter.load()


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z]+|[0-9][0-9,.:]*[0-9]|[0-9]", text.lower())


@pytest.mark.parametrize("seed", range(6))
def test_no_model_however_bad_can_write_a_new_fact(tiny: Path, tmp_path: Path, seed: int) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    torch.manual_seed(seed)
    config = FusionConfig.from_dict(json.loads((folder / "config.json").read_text()))
    save_file(tensors(config), folder / "model.safetensors")
    sign(folder)
    # whatever was found is used, the unlikeliest first
    careless = Choice(least=0, price=-1, sure=-9, lost=1, shared=False)
    writer = BundledWriter.load(folder, beams=2, choice=careless)
    for group, text in zip(GROUPS, writer.fuse(GROUPS), strict=True):
        known = set(words_of(" ".join(group)))
        kin = {stem(word) for word in known}
        for word in words_of(text):
            assert word in known or word in FUNCTION or stem(word) in kin
        numbers = re.findall(r"[0-9][0-9,.:]*[0-9]|[0-9]", text)
        assert all(any(number in words_of(one) for one in group) for number in numbers)
        assert text.endswith((".", '."'))
        quoted = re.findall(r'"([^"]*)"', text)
        assert all(any(f'"{one}"' in source for source in group) for one in quoted)
        assert text.count('"') % 2 == 0


def test_order_of_a_group_and_company_do_not_matter(tiny: Path) -> None:
    writer = BundledWriter.load(tiny)
    together = writer.fuse(GROUPS)
    assert [writer.fuse([group])[0] for group in GROUPS] == together
    assert writer.fuse([group[::-1] for group in GROUPS[::-1]]) == together[::-1]


def test_shipped_text_is_the_same_alone_and_in_a_batch_of_32(shipped: BundledWriter) -> None:
    groups = [
        (f"{group[0][:-1]} in week {week}.", *group[1:]) for week in range(8) for group in GROUPS
    ]
    together = shipped.fuse(groups)
    assert len(groups) == 32
    for at in (0, 5, 13, 18, 27, 31):
        assert shipped.fuse([groups[at]]) == [together[at]]


def test_the_number_of_threads_does_not_matter(shipped: BundledWriter) -> None:
    before = torch.get_num_threads()
    found = []
    try:
        for threads in (1, 2, 3):
            torch.set_num_threads(threads)
            found.append(shipped.fuse(GROUPS))
            assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
    assert found[0] == found[1] == found[2]


def test_shipped_weights_pass_on_a_plain_sentence(shipped: BundledWriter) -> None:
    text = "The council of Arlow voted on Monday to close the old ferry port."
    assert shipped.fused([(text,)], shipped.settings) == [text]


def test_a_sentence_alone_is_left_to_the_letter(tiny: Path) -> None:
    text = "Mayor  Ortiz (left) said: \u201cWe can\u2019t.\u201d"
    assert BundledWriter.load(tiny).fuse([(text,)]) == [" ".join(text.split())]


def test_a_fusion_that_tells_a_thing_twice_is_not_used() -> None:
    sources = (
        "Arlow voted on Sunday, and Lena Ortiz won, the commission said.",
        "Lena Ortiz, mayor of Arlow, won a vote ending on Sunday.",
    )
    day_again = "Arlow voted on Sunday, and Lena Ortiz won in a vote ending on Sunday."
    assert says_twice(day_again, sources)
    assert says_twice("Lena Ortiz won in Arlow, where Ortiz, Lena, is mayor.", sources)
    assert not says_twice(
        "Lena Ortiz, mayor of Arlow, won on Sunday, the commission said.", sources
    )
    reports = (
        "The port\u2019s announcement added that it is shut.",
        "It is shut, Ortiz said in a note.",
    )
    assert not says_twice("The port\u2019s announcement added that it is shut, a note.", reports)
    assert says_twice("The port\u2019s announcement added in a statement that it is shut.", reports)
    two_days = "The port shut on Monday and opened on Tuesday; Monday's crew came on Monday."
    assert not says_twice(two_days, (two_days,))


def test_a_name_in_apposition_keeps_both_commas() -> None:
    sources = (
        "The deputy minister, Ana Lum, takes over until a successor is named.",
        "Deputy minister Ana Lum will run the ministry.",
    )
    once = "The deputy minister, Ana Lum will run the ministry until a successor is named."
    both = once.replace("Lum will", "Lum, will")
    assert set_commas(once, sources) == both
    assert set_commas(both, sources) == both
    assert set_commas(sources[1], sources) == sources[1]
    listed = "The mayor met Tom Reyes, Ana Lum and Lena Ortiz."
    assert set_commas(listed, sources[1:]) == listed


def test_a_second_try_is_another_sentence_or_none(shipped: BundledWriter) -> None:
    group = (
        "A fire broke out at the Arlow mill early on Monday, killing three workers.",
        "Three workers died when the Arlow mill burned, fire chief Ana Lum said.",
    )
    first = shipped.fuse([group])[0]
    second = shipped.rewrite(group, first)
    assert second != first
    assert second not in group
    assert shipped.rewrite(group[:1], first) == ""
    # and what a second try makes of the same refused sentence is always the same
    assert shipped.rewrite(group[::-1], first) == second


def test_a_judging_modifier_is_left_out_of_a_claim_told_once(tiny: Path) -> None:
    text = "The mayor gave a shambolic answer to the inquiry, which sat on Monday."
    sentence = Sentence(span=Span(article_id="a", start=0, end=len(text)), text=text, position=0)
    event = Event(id="evt-1", article_ids=("a",), day=None, basis="unknown", origins=(("a",),))
    claim = Claim(sentences=(sentence,), origins=1)
    draft = BundledWriter.load(tiny).write([Evidence(event=event, claims=(claim,), words=90)])[0]
    assert draft.sentences[0].kind == "written"
    assert draft.sentences[0].text == text.replace("a shambolic", "an")


def test_shipped_weights_write_whole_faithful_sentences(shipped: BundledWriter) -> None:
    for group, text in zip(GROUPS, shipped.fuse(GROUPS), strict=True):
        assert text[0].isupper()
        assert text.endswith((".", '."'))
        known = {stem(word) for one in group for word in words_of(one)}
        assert {stem(word) for word in words_of(text)} - FUNCTION <= known


def test_stepping_gives_what_reading_the_whole_target_gives(tiny: Path) -> None:
    from summarizer.models.reading import read

    parts = BundledWriter.load(tiny).parts
    readings = [read(group, parts.tokenizer, parts.vocabulary) for group in GROUPS]
    target = parts.tokenizer.encode("ortiz said the ferry stopped", add_special_tokens=False).ids
    inputs = [parts.vocabulary.start_id, *target]
    with torch.inference_mode():
        stepper = Stepper(parts.model, readings, beams=2)
        steps = [stepper.step([token] * 16) for token in inputs]
        for at, reading in enumerate(readings):
            source = source_of(reading, parts.model)
            closed, pointer = parts.model(source, torch.tensor([inputs]))
            whole = torch.cat([closed, pointer], dim=-1)[0].log_softmax(-1)
            for step, groups in enumerate(steps):
                written, pointed = groups[at]
                one = torch.cat([written[1], pointed[1]])
                torch.testing.assert_close(one, whole[step], atol=0.02, rtol=0.02)


def test_features_know_where_the_last_words_stood() -> None:
    ids = torch.tensor([[101, 7, 8, 9, 102, 7, 6, 102]])
    marks = features(ids, torch.tensor([[101, 7, 8]]), start_id=101)
    assert marks.shape == (1, 3, 8, 6)
    # after the start, both sentences' first places are next
    assert marks[0, 0, :, 0].tolist() == [0, 1, 0, 0, 0, 1, 0, 0]
    # after "7 8" place 3 follows both, and three back to the start
    assert marks[0, 2, 3, :3].tolist() == [1, 1, 1]
    assert marks[0, 2, 6, :3].tolist() == [0, 0, 0]
    # 7 was written, and 8 after it
    assert marks[0, 2, :, 3].tolist() == [1, 1, 1, 0, 1, 1, 0, 1]
    assert marks[0, 2, 2, 4] == 1


@pytest.mark.parametrize("name", ["model.safetensors", "words.txt"])
def test_a_changed_file_is_refused(tiny: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ModelError, match="sha256"):
        BundledWriter.load(folder)


def test_a_model_of_another_shape_is_refused(tiny: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "width": 48}))
    sign(folder)
    with pytest.raises(ModelError, match="not a model of this version"):
        BundledWriter.load(folder)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"width": "24"}, "width must be a whole number >= 1, was: '24'"),
        ({"heads": 5}, "heads must divide width 24, was: 5"),
        ({"heads": 0}, "heads must be a whole number >= 1"),
        ({"pad_id": -1}, "pad_id must be a whole number >= 0"),
        ({"closed": [102, 10**6]}, r"ids must be in \[0, 30522\), was: 1000000"),
        ({"closed": [5]}, "closed must hold stop_id 102"),
        ({"more": 1}, "more"),
    ],
)
def test_a_configuration_that_cannot_be_is_told(
    tiny: Path, tmp_path: Path, change: dict[str, object], told: str
) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    values = json.loads((folder / "config.json").read_text()) | change
    (folder / "config.json").write_text(json.dumps(values))
    sign(folder)
    with pytest.raises(ModelError, match=f"is not a model of this version: .*{told}"):
        BundledWriter.load(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.safetensors", b"hello"),
        ("model.safetensors", b""),
        ("tokenizer.json", b"{"),
        ("tokenizer.json", b""),
        ("words.txt", b"\xff"),
        ("config.json", b"[]"),
    ],
)
def test_a_file_that_is_none_is_told(tiny: Path, tmp_path: Path, name: str, content: bytes) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    (folder / name).write_bytes(content)
    sign(folder)
    with pytest.raises(ModelError, match="is not a model of this version"):
        BundledWriter.load(folder)


@pytest.mark.parametrize("kind", [torch.int8, torch.int64, torch.bool, torch.float64])
def test_weights_of_another_type_are_refused(tiny: Path, tmp_path: Path, kind: torch.dtype) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    held = load_file(folder / "model.safetensors")
    held["pointer_key.weight"] = held["pointer_key.weight"].to(kind)
    save_file(held, folder / "model.safetensors")
    sign(folder)
    with pytest.raises(ModelError, match=r"pointer_key\.weight must be of floats, was: torch\."):
        BundledWriter.load(folder)


def test_a_tokenizer_of_another_model_is_refused(tiny: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny, tmp_path / "model")
    Tokenizer(WordLevel({"a": 0}, unk_token="a")).save(str(folder / "tokenizer.json"))
    sign(folder)
    with pytest.raises(ModelError, match=r"tokenizer\.json must have 30522 tokens, was: 1"):
        BundledWriter.load(folder)


def test_less_than_one_beam_is_refused(tiny: Path) -> None:
    with pytest.raises(ModelError, match=">= 1, was: 0"):
        BundledWriter.load(tiny, beams=0)


def test_an_empty_group_is_refused(tiny: Path) -> None:
    with pytest.raises(ModelError, match="at least one sentence"):
        BundledWriter.load(tiny).fuse([("", " ")])
    assert BundledWriter.load(tiny).fuse([]) == []


def test_one_sentence_for_each_claim_in_order(tiny: Path) -> None:
    def claim(group: tuple[str, ...]) -> Claim:
        sentences = tuple(
            Sentence(span=Span(article_id="a", start=0, end=len(text)), text=text, position=at)
            for at, text in enumerate(group)
        )
        return Claim(sentences=sentences, origins=1)

    event = Event(id="evt-1", article_ids=("a",), day=None, basis="unknown", origins=(("a",),))
    evidence = Evidence(event=event, claims=tuple(map(claim, GROUPS)), words=90)
    writer = BundledWriter.load(tiny)
    drafts = writer.write([evidence, evidence])
    assert len(drafts) == 2
    assert drafts[0].event_id == "evt-1"
    assert drafts[0].writer == writer.name == "fusion-small"
    assert [one.claims for one in drafts[0].sentences] == [(0,), (1,), (2,), (3,)]
    for told, fused, group in zip(drafts[0].sentences, writer.fuse(GROUPS), GROUPS, strict=True):
        # What was not fused is told in the claim's best wording, which stands first.
        assert told.text == (group[0] if fused in group else fused)
        assert (told.kind == "written") == (fused not in group)


def test_signature_names_weights_and_search(tiny: Path) -> None:
    writer = BundledWriter.load(tiny, beams=1)
    assert sha256(tiny / MANIFEST)[:16] in writer.signature()
    assert writer.signature() != BundledWriter.load(tiny, beams=2).signature()
    other = BundledWriter.load(tiny, beams=1, choice=Choice(least=0.9))
    assert writer.signature() != other.signature()


def test_the_package_holds_at_most_90_megabytes() -> None:
    folder = bundled_path("fusion-small")
    assert folder is not None
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 90_000_000
    assert (folder / "MODEL_CARD.md").read_text("utf-8").startswith("# fusion-small")
