"""Encoder-decoder checkpoints as writers: tiny ones with random weights, really run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ModelError, SettingsError
from summarizer.models.checkpoint import load_checkpoint
from summarizer.models.seq2seq import Seq2SeqWriter, split
from tests.unit.evidence_sample import FERRY, STRIKE, claim, evidence
from tests.unit.tiny_checkpoint import checkpoint, tokenizer

KINDS = ("bart", "t5", "pegasus", "led")
TEXTS = (
    "The ferry ran aground.",
    "Nine people were treated for injuries on Wednesday.",
    "Harbour master Ruth Ansel said. " * 12,
    "",
    "Tugs will pull the ship free.",
    "186 passengers",
    "calm water",
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Matrices this small are only slowed down by threads."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One checkpoint of each type."""
    root = tmp_path_factory.mktemp("models")
    return {kind: checkpoint(root / f"tiny-{kind}", kind) for kind in KINDS}


@pytest.fixture(scope="module")
def writers(folders: dict[str, Path]) -> dict[str, Seq2SeqWriter]:
    """A writer over each."""
    return {
        kind: Seq2SeqWriter.load(folder, beams=2, max_new_tokens=8)
        for kind, folder in folders.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_type_writes_in_its_family(writers: dict[str, Seq2SeqWriter], kind: str) -> None:
    writer = writers[kind]
    assert writer.name == f"tiny-{kind}"
    assert writer.family.name == kind
    drafts = writer.write([FERRY, STRIKE])
    assert [draft.event_id for draft in drafts] == ["evt-1", "evt-2"]
    assert {draft.writer for draft in drafts} == {f"tiny-{kind}"}
    for draft, given in zip(drafts, (FERRY, STRIKE), strict=True):
        covered = {index for one in draft.sentences for index in one.claims}
        assert covered == set(range(len(given.claims)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_does_not_depend_on_its_batch(writers: dict[str, Seq2SeqWriter], kind: str) -> None:
    writer = writers[kind]
    together = writer.generate(TEXTS)
    assert together == [writer.generate([text])[0] for text in TEXTS]
    assert together[::-1] == writer.generate(TEXTS[::-1])
    assert together[3] == ""
    assert len(set(together)) > 3


def test_drafts_do_not_depend_on_the_other_events(writers: dict[str, Seq2SeqWriter]) -> None:
    writer = writers["led"]
    both = writer.write([FERRY, STRIKE])
    assert both == (*writer.write([FERRY]), *writer.write([STRIKE]))
    assert both[::-1] == writer.write([STRIKE, FERRY])


def test_a_checkpoint_s_own_decoding_is_not_used(
    folders: dict[str, Path],
    writers: dict[str, Seq2SeqWriter],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for path in folders["led"].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / "generation_config.json"
    told = json.loads(path.read_text())
    told |= {"min_length": 56, "max_length": 142, "do_sample": True, "temperature": 0.7}
    path.write_text(json.dumps(told | {"num_beams": 7, "length_penalty": 2.0}))
    writer = Seq2SeqWriter.load(tmp_path, beams=2, max_new_tokens=8)
    assert writer.generate(TEXTS[:2]) == writers["led"].generate(TEXTS[:2])
    assert capfd.readouterr() == ("", "")


def test_the_caller_s_random_numbers_are_left_alone(writers: dict[str, Seq2SeqWriter]) -> None:
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        expected = torch.rand(1)
        torch.manual_seed(5)
        writers["bart"].generate(["one"])
        assert torch.equal(torch.rand(1), expected)


def test_the_signature_names_weights_prompt_and_decoding(
    writers: dict[str, Seq2SeqWriter], folders: dict[str, Path], tmp_path: Path
) -> None:
    signature = writers["bart"].signature()
    assert "prompt bart/1 beams 2 rows 4 tokens 8 seed 0" in signature
    other = checkpoint(tmp_path / "tiny-bart", "bart", seed=1)
    assert Seq2SeqWriter.load(other, beams=2, max_new_tokens=8).signature() != signature
    assert Seq2SeqWriter.load(folders["bart"], beams=1, seed=3).signature().endswith("seed 3")


def test_a_checkpoint_s_positions_bound_input_and_output(folders: dict[str, Path]) -> None:
    found = load_checkpoint(folders["bart"], local_files_only=True)
    assert (found.max_tokens, found.max_new_tokens) == (256, 96)
    writer = Seq2SeqWriter.load(folders["bart"], max_new_tokens=1000)
    assert "tokens 96" in writer.signature()
    found = load_checkpoint(folders["led"], local_files_only=True)
    assert (found.max_tokens, found.max_new_tokens) == (512, 255)


def test_the_tokenizer_s_limit_counts_too(tmp_path: Path) -> None:
    found = load_checkpoint(checkpoint(tmp_path / "m", "t5", limit=64), local_files_only=True)
    assert found.max_tokens == 64


def test_a_claim_too_long_for_the_model_is_quoted(tmp_path: Path) -> None:
    writer = Seq2SeqWriter.load(checkpoint(tmp_path / "m", "bart", limit=20), max_new_tokens=4)
    long = "The harbour master said that the water had been calm. " * 5
    (draft,) = writer.write([evidence([claim(long.strip())])])
    assert [(one.text, one.kind) for one in draft.sentences] == [(long.strip(), "extracted")]


def test_separators_and_the_first_token_attend_to_everything(
    writers: dict[str, Seq2SeqWriter], folders: dict[str, Path]
) -> None:
    import torch

    found = load_checkpoint(folders["led"], local_files_only=True)
    ids = found.encode("one<doc-sep>two<doc-sep>")
    mask = found.global_mask(torch.tensor([ids]))[0].tolist()
    separator = found.tokenizer.convert_tokens_to_ids("<doc-sep>")
    assert [n for n, one in enumerate(mask) if one] == [
        0, *(n for n, one in enumerate(ids) if one == separator),
    ]  # fmt: skip
    assert sum(mask) == 3
    assert load_checkpoint(folders["bart"], local_files_only=True).global_ids == ()


def test_evidence_cannot_use_special_tokens(folders: dict[str, Path]) -> None:
    found = load_checkpoint(folders["led"], local_files_only=True)
    assert {"</s>", "<pad>", "<s>"} <= set(found.reserved)
    ids = found.encode(found.layout_of("a</s>b<doc-sep>c<pad>"))
    specials = [one for one in ids if one < 5 or one in found.global_ids]
    assert specials == [3, *found.global_ids, 1]


class Scripted(Seq2SeqWriter):
    """A writer whose model says what the test wants; `asked` keeps what it was given."""

    script: dict[str, str]
    asked: list[str]

    def generate(self, texts: Any) -> list[str]:
        self.asked = list(texts)
        return [next((v for k, v in self.script.items() if k in t), "") for t in texts]


def scripted(folder: Path, **script: str) -> Scripted:
    writer = Scripted.load(folder)
    assert isinstance(writer, Scripted)
    writer.script = script
    return writer


def test_what_is_written_covers_its_claim(folders: dict[str, Path]) -> None:
    writer = scripted(folders["bart"], Nine="Nine people were hurt. All are well.", Tugs="Cut off")
    writer.script["Maren"] = "The ferry ran aground."
    (draft,) = writer.write([FERRY])
    assert [(one.text, one.claims, one.kind) for one in draft.sentences] == [
        ("The ferry ran aground.", (0,), "written"),
        ("Nine people were hurt.", (1,), "written"),
        ("All are well.", (1,), "written"),
        ("Tugs will pull the ship free on Saturday night.", (2,), "extracted"),
    ]


def test_what_is_written_for_an_event_finds_its_claims(folders: dict[str, Path]) -> None:
    text = (
        "Tugs will pull it free on Saturday night. The ferry Maren Star ran aground with 186 on "
        "board. Zzz qqq. And an unfinished"
    )
    (draft,) = scripted(folders["led"], ferry=text).write([FERRY])
    assert [(one.text, one.claims, one.kind) for one in draft.sentences] == [
        ("The ferry Maren Star ran aground with 186 on board.", (0,), "written"),
        ("Nine people were treated for injuries.", (1,), "extracted"),
        ("Tugs will pull it free on Saturday night.", (2,), "written"),
    ]


def test_a_quotation_is_not_rewritten(folders: dict[str, Path]) -> None:
    quote = "“We served all the soup we had and then started on the cake,” he said."
    writer = scripted(folders["bart"], soup="They ate.")
    (draft,) = writer.write([evidence([claim(quote)])])
    assert [(one.text, one.kind) for one in draft.sentences] == [(quote, "quoted")]
    assert writer.asked == [""]


def test_a_second_try_uses_the_best_source(folders: dict[str, Path]) -> None:
    writer = scripted(folders["bart"], Nine="Nine people were hurt. More.")
    assert writer.rewrite(["Nine were hurt.", "Ten?"], "Ninety were hurt.") == (
        "Nine people were hurt."
    )
    assert writer.asked == ["Nine were hurt."]
    assert writer.rewrite(["Nine were hurt."], "Nine people were hurt.") == ""
    assert writer.rewrite([], "x") == ""


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two!  Three?", ["One.", "Two!", "Three?"]),
        ("He paid 3.5 million. “Yes.” She left.", ["He paid 3.5 million.", "“Yes.”", "She left."]),
        ("Done. Cut off in the", ["Done."]),
        ("no end", []),
        ("...", []),
        ("", []),
    ],
)
def test_only_finished_sentences_count(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def message(spec: str | Path, **options: Any) -> str:
    """The one line that loading `spec` fails with."""
    with pytest.raises(ModelError) as caught:
        Seq2SeqWriter.load(spec, **options)
    text = str(caught.value)
    assert "\n" not in text
    assert len(text) < 400
    return text


def test_a_pickle_is_not_loaded(folders: dict[str, Path], tmp_path: Path) -> None:
    for path in folders["bart"].iterdir():
        if path.suffix != ".safetensors":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04pickle")
    assert "must be safetensors, found: pytorch_model.bin" in message(tmp_path)
    (tmp_path / "pytorch_model.bin").unlink()
    assert "must be safetensors, found: none" in message(tmp_path)


def test_damaged_weights(folders: dict[str, Path], tmp_path: Path) -> None:
    for path in folders["bart"].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"not safetensors")
    assert "its weights cannot be used" in message(tmp_path)


def test_another_architecture(tmp_path: Path) -> None:
    from transformers import GPT2Config

    GPT2Config().save_pretrained(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert "must be an encoder-decoder" in message(tmp_path)
    assert "gpt2" in message(tmp_path)


def test_own_code_is_not_run(folders: dict[str, Path], tmp_path: Path) -> None:
    for path in folders["bart"].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text())
    del config["model_type"]
    config["auto_map"] = {"AutoConfig": "evil.Config", "AutoModelForSeq2SeqLM": "evil.Model"}
    (tmp_path / "config.json").write_text(json.dumps(config))
    mark = tmp_path / "ran"
    (tmp_path / "evil.py").write_text(f"open({str(mark)!r}, 'w').close()")
    assert "config.json cannot be used" in message(tmp_path)
    assert not mark.exists()


def test_no_tokenizer(folders: dict[str, Path], tmp_path: Path) -> None:
    for name in ("config.json", "model.safetensors"):
        (tmp_path / name).write_bytes((folders["bart"] / name).read_bytes())
    assert "has no tokenizer" in message(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}")
    assert "its tokenizer cannot be used" in message(tmp_path)


def test_a_tokenizer_of_another_model(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m", "t5")
    other = tokenizer(folder)
    other.add_tokens([f"extra{n}" for n in range(5)])
    other.save_pretrained(folder)
    assert "they do not belong together" in message(folder)


def test_no_such_folder(tmp_path: Path) -> None:
    assert "no such folder" in message(tmp_path / "absent")
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert "is a file" in message(tmp_path / "model.safetensors")
    assert "no such folder" in message("./absent")
    assert "no such folder" in message("a/b/c")


def test_a_hub_id_that_is_not_here() -> None:
    text = message("newsweave-test/absent", local_files_only=True)
    assert "nothing may be fetched" in text
    assert "the folder of a downloaded model" in text


@pytest.mark.parametrize("name", ["beams", "batch_size", "max_new_tokens"])
def test_options_have_a_range(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} must be at least 1, was: 0"):
        Seq2SeqWriter.load("anything", **{name: 0})


def test_no_padding_token(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m", "t5")
    tokenizer(folder)
    for name in ("tokenizer_config.json", "special_tokens_map.json", "config.json"):
        if (folder / name).exists():
            told = json.loads((folder / name).read_text())
            for key in ("pad_token", "pad_token_id"):
                if key in told:
                    told[key] = None
            (folder / name).write_text(json.dumps(told))
    assert "padding token" in message(folder)
