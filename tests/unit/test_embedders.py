"""Embedders: the bundled model without PyTorch, checked weights, clear errors."""

from __future__ import annotations

import json

import numpy as np
import pytest

from summarizer.errors import ModelError, SettingsError
from summarizer.models import embedders
from summarizer.models.embedders import load_embedder
from summarizer.models.static import load_static

TEXTS = (
    "Mayor Lena Ortiz opened the Calder Bridge in Northport on Tuesday.",
    "The Calder Bridge was opened by the mayor of Northport.",
    "Parliament rejected the fishing law by 58 votes to 44.",
    "Größe, œuvre, 橋が開通した。",
)


@pytest.fixture(scope="module")
def minilm():
    return load_embedder("minilm")


def test_rows_are_unit_and_float32(minilm):
    rows = minilm.embed(TEXTS)
    assert (rows.shape, rows.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert minilm.embed([]).shape == (0, 384)


def test_meaning_is_nearer_than_other_meaning(minilm):
    a, b, c, _ = minilm.embed(TEXTS)
    assert a @ b > 0.8 > 0.3 > a @ c


def test_a_vector_depends_on_its_text_only(minilm):
    rows = minilm.embed(TEXTS)
    for index, text in enumerate(TEXTS):
        np.testing.assert_array_equal(minilm.embed([text])[0], rows[index])
    np.testing.assert_array_equal(minilm.embed([*TEXTS[::-1], TEXTS[0]])[:4], rows[::-1])


def test_odd_texts_have_vectors(minilm):
    rows = minilm.embed(["", " ", "\ud800", "word " * 5000])
    assert np.isfinite(rows).all()


def test_it_says_what_sentence_transformers_says(minilm):
    folder = embedders._minilm_folder()
    other = load_embedder(str(folder))
    np.testing.assert_allclose(minilm.embed(TEXTS), other.embed(TEXTS), atol=3e-5)
    assert other.embed([]).shape == (0, 384)
    assert minilm.signature() == f"minilm@{embedders.MINILM_SHA256[:12]}/256"
    assert other.signature() != minilm.signature()


def test_altered_weights_are_refused(monkeypatch, tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"altered")
    monkeypatch.setattr(embedders, "_minilm_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="sha256 must be 53aa51"):
        load_embedder("minilm")


def test_absent_models_are_named(tmp_path):
    with pytest.raises(ModelError, match="there is no such folder"):
        load_embedder(str(tmp_path / "nothing"))
    with pytest.raises(ModelError, match=r"no \.safetensors file"):
        load_embedder(str(tmp_path))


@pytest.mark.parametrize("options", [{"batch_size": 0}, {"max_tokens": 7}])
def test_options_are_checked(options):
    (name,) = options
    with pytest.raises(SettingsError, match=f"{name} must be >= "):
        load_embedder("minilm", **options)


def test_the_static_table_is_small_quick_and_checked(tmp_path):
    static = load_embedder("static")
    rows = static.embed([*TEXTS, "", "\ud800"])
    assert (rows.shape, rows.dtype) == ((6, 256), np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]
    np.testing.assert_array_equal(static.embed([TEXTS[2]])[0], rows[2])
    assert static.signature().startswith("static@")
    manifest = {"sha256": {"tokenizer.json": "0" * 64}}
    (tmp_path / "static.json").write_text(json.dumps(manifest), "utf-8")
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError, match="was altered: sha256 must be 0000"):
        load_static(tmp_path)
