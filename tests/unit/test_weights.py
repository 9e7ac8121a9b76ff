"""Bundled weights are found by name, listed, and refused when they are not what they should be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from summarizer import build
from summarizer.config import Settings
from summarizer.errors import ModelError
from summarizer.models import weights


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A weights folder with one good model and two that are none."""
    folder = tmp_path / "weights"
    model = folder / "tiny"
    model.mkdir(parents=True)
    (model / "model.safetensors").write_bytes(b"weights")
    (model / "config.json").write_text("{}")
    write_manifest(model, {name: digest(model / name) for name in ("config.json",)})
    write_manifest(model, {n: digest(model / n) for n in ("model.safetensors", "config.json")})
    (folder / "no-manifest").mkdir()
    (folder / "README.md").write_text("x")
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(model: Path, files: object, *, form: object = 1) -> None:
    (model / "MANIFEST.json").write_text(json.dumps({"format": form, "files": files}))


def test_a_model_is_found_by_its_name(root: Path) -> None:
    assert weights.bundled_path("tiny", root=root) == root / "tiny"
    assert weights.bundled_path("no-manifest", root=root) is None
    assert weights.bundled_path("absent", root=root) is None


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../weights/tiny", "/tmp", "a/b", "Tiny", "~", "a" * 300]
)
def test_a_path_is_no_name(root: Path, name: str) -> None:
    assert weights.bundled_path(name, root=root) is None


def test_installed_models_are_listed(root: Path) -> None:
    (found,) = weights.installed(root=root)
    assert (found.name, found.path, found.size) == ("tiny", root / "tiny", 9)
    assert found.digest == digest(root / "tiny" / "MANIFEST.json")
    assert weights.installed(root=root / "absent") == ()


def test_the_bundled_models_are_what_they_should_be() -> None:
    for model in weights.installed():
        weights.verify(model.path)
        assert weights.bundled_path(model.name) == model.path


@pytest.mark.parametrize("writer", ["auto", "fusion-small"])
def test_weights_that_lost_their_manifest_are_not_replaced_in_silence(
    root: Path, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    assert not weights.is_broken("tiny", root=root)
    assert not weights.is_broken("absent", root=root)
    assert not weights.is_broken("../weights/tiny", root=root)
    (root / "tiny" / "MANIFEST.json").unlink()
    assert weights.is_broken("tiny", root=root)
    (root / "tiny").rename(root / build.BUNDLED)
    monkeypatch.setattr(weights, "weights_folder", lambda: root)
    with pytest.raises(ModelError, match=r"MANIFEST\.json: cannot be read .* install the package"):
        build.writer(Settings(writer=writer))


@pytest.mark.parametrize("left", ["config.json", "words.txt", "MODEL_CARD.md"])
def test_whatever_is_left_of_a_model_says_that_it_is_damaged(root: Path, left: str) -> None:
    folder = root / "torn"
    folder.mkdir()
    assert not weights.is_broken("torn", root=root)
    (folder / left).write_text("x")
    assert weights.is_broken("torn", root=root)


def test_a_model_of_ones_own_is_named_by_its_folder(
    root: Path,
) -> None:
    assert weights.packaged(str(root / "tiny")) == root / "tiny"
    for none in (str(root), "tiny", "a" * 5000, "a\0b", "~nobody-at-all/x"):
        assert weights.packaged(none) is None
    (root / "tiny" / "config.json").write_text("changed")
    with pytest.raises(ModelError, match=r"tiny/config\.json: is damaged"):
        build.writer(Settings(writer=str(root / "tiny")))


def test_good_files_pass(root: Path) -> None:
    weights.verify(root / "tiny")


def test_a_changed_file_is_named_with_both_hashes(root: Path) -> None:
    path = root / "tiny" / "model.safetensors"
    expected = digest(path)
    path.write_bytes(b"tampered")
    with pytest.raises(ModelError) as caught:
        weights.verify(root / "tiny")
    message = str(caught.value)
    assert "\n" not in message
    for part in (str(path), expected, digest(path)):
        assert part in message


def test_a_missing_file_is_named(root: Path) -> None:
    (root / "tiny" / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json: is missing"):
        weights.verify(root / "tiny")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not valid JSON"),
        ("[]", 'must hold "format": 1'),
        ('{"format": 2, "files": {"a": "b"}}', 'must hold "format": 1'),
        ('{"format": 1, "files": {}}', "at least one file"),
        ('{"format": 1, "files": {"a": "b"}}', "sha256 of a must be 64 hex digits"),
        ('{"format": 1, "files": {"../a": "b"}}', "must lie in the folder itself"),
        ('{"format": 1, "files": {"a\\\\b": "b"}}', "must lie in the folder itself"),
    ],
)
def test_an_odd_manifest_is_refused(root: Path, text: str, message: str) -> None:
    (root / "tiny" / "MANIFEST.json").write_text(text)
    with pytest.raises(ModelError, match=message):
        weights.verify(root / "tiny")


def test_no_manifest_is_refused(root: Path) -> None:
    with pytest.raises(ModelError, match=r"MANIFEST\.json: cannot be read"):
        weights.verify(root / "no-manifest")
