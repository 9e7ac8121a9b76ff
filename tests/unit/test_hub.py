"""Models by folder, by what was fetched before, by hub id: never a long wait, always a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from huggingface_hub import constants, errors

from summarizer import console
from summarizer.build import pipeline
from summarizer.config import Settings
from summarizer.errors import ModelError
from summarizer.models import embedders
from summarizer.models.hub import embedder_folder, writer_folder
from summarizer.models.weights import sha256

COMMIT = "0" * 40


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub's client."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """What the hub is asked, and how long it may take; it cannot be reached."""
    questions: list[tuple[str, float]] = []

    def unreachable(self: object, repo_id: str, *, timeout: float) -> None:
        questions.append((repo_id, timeout))
        raise ConnectionError("no route")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", unreachable)
    return questions


def fetched(cache: Path, name: str, files: dict[str, str]) -> Path:
    """A model in the cache, as the hub's client lays it out."""
    home = cache / f"models--{name.replace('/', '--')}"
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text(COMMIT)
    folder = home / "snapshots" / COMMIT
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_text(content)
    return folder


def message(found: Any, spec: str, **options: Any) -> str:
    """The one line that it fails with."""
    with pytest.raises(ModelError) as caught:
        found(spec, **options)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_what_was_fetched_is_used_without_asking(
    cache: Path, asked: list[tuple[str, float]]
) -> None:
    folder = fetched(cache, "some/model", {"model.safetensors": "", "config.json": "{}"})
    assert writer_folder("some/model") == ("some/model", folder)
    own = fetched(cache, "sentence-transformers/small", {"model.safetensors": ""})
    assert embedder_folder("small") == ("sentence-transformers/small", own)
    assert asked == []


def test_a_folder_of_that_name_comes_first(
    cache: Path, asked: list[tuple[str, float]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(cache, "some/model", {"model.safetensors": ""})
    (tmp_path / "some" / "model").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert writer_folder("some/model") == ("model", Path("some/model"))
    assert asked == []


@pytest.mark.parametrize(
    "files",
    [
        {"config.json": "{}"},
        {
            "model-00001-of-00002.safetensors": "",
            "model.safetensors.index.json": json.dumps(
                {
                    "weight_map": {
                        "a": "model-00001-of-00002.safetensors",
                        "b": "model-00002-of-00002.safetensors",
                    }
                }
            ),
        },
        {"model.safetensors": "", "model.safetensors.index.json": "broken off"},
    ],
)
def test_what_was_fetched_in_part_is_not_used(
    cache: Path, asked: list[tuple[str, float]], files: dict[str, str]
) -> None:
    fetched(cache, "some/model", files)
    assert "has no whole model of that name" in message(writer_folder, "some/model")
    assert len(asked) == 1


def test_a_hub_that_cannot_be_reached_is_asked_once_and_briefly(
    cache: Path, asked: list[tuple[str, float]]
) -> None:
    text = message(embedder_folder, "some/model")
    ((name, timeout),) = asked
    assert name == "some/model"
    assert timeout <= 10
    for part in (
        "embedder some/model: there is no such folder",
        str(cache),
        "the model hub cannot be reached (ConnectionError)",
        '"minilm", "static", the folder of a downloaded model',
        "hf download some/model",
    ):
        assert part in text
    assert '"auto", "extract"' in message(writer_folder, "some/model")


def test_nothing_is_fetched_where_it_may_not_be(
    cache: Path, asked: list[tuple[str, float]]
) -> None:
    assert "nothing may be fetched" in message(writer_folder, "a/b", local_files_only=True)
    assert asked == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.OfflineModeIsEnabled("no"), "may be fetched here (HF_HUB_OFFLINE)"),
        (errors.GatedRepoError, "HF_TOKEN"),
        (errors.RepositoryNotFoundError, "none of that name"),
    ],
)
def test_the_reason_is_told(
    cache: Path, monkeypatch: pytest.MonkeyPatch, error: Any, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        if isinstance(error, Exception):
            raise error
        # Made from an answer of the hub; which one does not matter here.
        raise error.__new__(error)

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", refuse)
    assert words in message(writer_folder, "some/model")


def test_where_there_is_a_network_it_is_fetched(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: None)
    real, wanted = huggingface_hub.snapshot_download, []

    def fetch(name: str, *, local_files_only: bool = False, **options: Any) -> str:
        if local_files_only:
            return str(real(name, local_files_only=True, **options))
        wanted.append(options["allow_patterns"])
        return str(fetched(cache, name, {"model.safetensors": ""}))

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    name, folder = writer_folder("some/model")
    assert (name, (folder / "model.safetensors").is_file()) == ("some/model", True)
    # Once: after that it is there. Pickles and code are never asked for.
    assert writer_folder("some/model") == (name, folder)
    (patterns,) = wanted
    assert not {"*", "*.bin", "*.pt", "*.py"} & set(patterns)


def test_a_download_that_fails_is_told(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: None)
    real = huggingface_hub.snapshot_download

    def fetch(name: str, *, local_files_only: bool = False, **options: Any) -> str:
        if local_files_only:
            return str(real(name, local_files_only=True, **options))
        raise OSError("no space left")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    assert "could not be fetched (OSError)" in message(writer_folder, "some/model")


@pytest.mark.parametrize("spec", ["./absent", "a/b/c", "a b", "../up", "~/absent", "name\n"])
def test_what_can_be_no_hub_id_is_a_folder(asked: list[tuple[str, float]], spec: str) -> None:
    assert "there is no such folder" in message(embedder_folder, spec)
    assert asked == []


@pytest.mark.parametrize("spec", ["a" * 300, "a\0b", "~nobody-at-all"])
def test_what_can_be_no_path_is_told_shortly(asked: list[tuple[str, float]], spec: str) -> None:
    told = message(writer_folder, spec)
    assert "is no path" in told or "there is no such folder" in told
    assert len(told) < 400
    assert asked == []


def test_the_root_has_a_name_too() -> None:
    assert writer_folder("/")[0] == "/"


def test_a_writer_that_is_nowhere_is_told_before_anything_is_loaded(
    cache: Path, asked: list[tuple[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedders, "load_embedder", lambda _: pytest.fail("loaded"))
    with pytest.raises(ModelError, match="writer some/model"):
        pipeline(Settings(writer="some/model"))


def test_the_table_of_models_says_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = embedders._minilm_folder() / "model.safetensors"
    rows = {row[2:].split()[0]: row for row in console.models_table().splitlines()}
    assert rows["minilm"].startswith("* minilm")
    assert rows["minilm"].endswith(f"sha256 {sha256(weights)[:12]}")
    assert int(rows["minilm"].split()[3]) * 1e6 >= weights.stat().st_size
    assert rows["static"].startswith("  static")

    def absent() -> Path:
        raise ModelError("not installed")

    monkeypatch.setattr(embedders, "_minilm_folder", absent)
    assert "minilm" not in console.models_table()
