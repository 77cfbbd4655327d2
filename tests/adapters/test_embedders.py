"""Embedders: unit vectors, the same every time, whatever the text; and what is said when the wanted one cannot be had."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.adapters.embedders import FALLBACK_NOTE, choose_embedder
from agent.adapters.hashing import HashEmbedder
from agent.adapters.minilm import MiniLM
from agent.adapters.weights import CANARY, CANARY_VECTOR, find_minilm
from agent.errors import ModelError

MODELS = Path(os.environ.get("ROADMAP_MODELS", "~/.cache/roadmap-agent")).expanduser()
REFERENCE = Path(__file__).parents[3] / "shared" / "retrieval" / "minilm-reference.json"


@pytest.fixture(scope="module")
def weights() -> Path:
    folder = find_minilm(MODELS)
    if folder is None:
        pytest.skip(f"no weights in {MODELS}; run: roadmap models pull")
    return folder


@pytest.fixture(scope="module")
def minilm(weights: Path) -> MiniLM:
    return MiniLM(weights)


def test_minilm_gives_the_vectors_of_the_published_model(minilm: MiniLM) -> None:
    assert minilm.embed([CANARY])[0][: len(CANARY_VECTOR)] == pytest.approx(CANARY_VECTOR, abs=1e-4)


def test_minilm_agrees_with_sentence_transformers(minilm: MiniLM) -> None:
    if not REFERENCE.is_file():
        pytest.skip("no reference vectors beside the repository")
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    cosines = numpy.sum(minilm.embed(reference["texts"]) * numpy.array(reference["vectors"]), axis=1)
    assert cosines.min() >= 0.9999


def test_minilm_does_not_let_the_company_of_a_text_change_its_vector(minilm: MiniLM) -> None:
    texts = ["short", "a much longer text about quarters " * 20, "", "three words here", "\ud800 surrogate"]
    together = minilm.embed(texts)
    alone = numpy.concatenate([minilm.embed([text]) for text in texts])
    assert numpy.abs(together - alone).max() < 1e-5
    assert numpy.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_minilm_cuts_a_text_off_at_its_window_and_counts_all_of_it(minilm: MiniLM) -> None:
    text = "quarter " * 400
    assert minilm.count(text) == 400
    assert float(minilm.embed([text])[0] @ minilm.embed(["quarter " * minilm.max_tokens])[0]) > 0.99999


def test_a_damaged_model_says_which_command_brings_it_back(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded; run: roadmap models pull --force"):
        MiniLM(tmp_path)


def test_a_damaged_model_is_told_by_the_first_text_and_not_by_counting(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes((weights / "tokenizer.json").read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    embedder = MiniLM(tmp_path)
    assert embedder.count("three small words") == 3
    with pytest.raises(ModelError, match="cannot be loaded; run: roadmap models pull --force"):
        embedder.embed(["text"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=4))
def test_the_hash_embedder_gives_unit_vectors_for_any_text(texts: list[str]) -> None:
    embedder = HashEmbedder(48)
    vectors = embedder.embed(texts)
    assert vectors.shape == (len(texts), 48)
    assert numpy.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (vectors == HashEmbedder(48).embed(texts)).all()


def test_the_hash_embedder_puts_texts_with_common_words_nearer() -> None:
    question, near, far = HashEmbedder().embed(["cost of voice search", "voice search costs 3 million", "team of six people"])
    assert float(question @ near) > float(question @ far) + 0.2


def test_without_weights_the_fallback_is_announced_and_comes_at_once(tmp_path: Path) -> None:
    said: list[str] = []
    embedder = choose_embedder("minilm", models=tmp_path, say=said.append)
    assert said == [FALLBACK_NOTE]
    assert "roadmap models pull" in FALLBACK_NOTE
    assert embedder.name == "hash/1-384"
    assert choose_embedder("hash", models=tmp_path, say=said.append).name == "hash/1-384"
    assert len(said) == 1


def test_openai_without_key_and_server_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="set OPENAI_API_KEY"):
        choose_embedder("openai", models=tmp_path, say=lambda line: None)
