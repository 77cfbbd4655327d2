"""all-MiniLM-L6-v2 by onnxruntime: the default embedder, the model that Chroma itself defaults to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from agent.errors import ModelError
from agent.ports import Vectors

NAME = "minilm/all-MiniLM-L6-v2"
DIMENSIONS = 384
WINDOW = 256  # word pieces with [CLS] and [SEP]: sentence-transformers' own limit for this model
# Padded tokens a run: measured on two cores, 1,500 keeps the activations in cache (15,000 tokens/s; 8,000 tokens a run: 11,300/s).
TOKENS_A_RUN = 1536
# Texts tokenised at once: bounds memory, and is enough to sort by length so that little is padded.
TEXTS_A_ROUND = 2048


class MiniLM:
    """Implements `ports.Embedder`: mean of the token vectors, normalised. Reads `model.onnx` and `tokenizer.json` of `folder`."""

    name = NAME
    dimensions = DIMENSIONS
    max_tokens = WINDOW - 2

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """`threads` 0 uses as many as there are cores. Raises ModelError when a file is missing or damaged."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that wait do not burn the core that reads the next documents meanwhile: a fifth less processor time, measured.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3  # errors only: notes about the machine are no message to a user
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise bare or private types
            message = "the embedding model cannot be loaded"
            raise ModelError(message, where=str(folder), remedy="run: roadmap models pull --force") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def count(self, text: str) -> int:
        return len(self._tokenizer.encode(_encodable(text), add_special_tokens=False).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts over the model's window are cut off at its end."""
        vectors: Vectors = numpy.zeros((len(texts), DIMENSIONS), dtype=numpy.float32)
        for start in range(0, len(texts), TEXTS_A_ROUND):
            encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts[start : start + TEXTS_A_ROUND]])
            for places in _runs(encodings):
                vectors[[start + place for place in places]] = self._run([encodings[place] for place in places])
        return vectors

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        ids, mask = _padded(encodings)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
        (hidden,) = self._session.run(["last_hidden_state"], inputs)
        means = numpy.einsum("bsh,bs->bh", hidden, mask.astype(numpy.float32)) / mask.sum(axis=1, keepdims=True)
        unit: Vectors = (means / numpy.linalg.norm(means, axis=1, keepdims=True)).astype(numpy.float32)
        return unit


def _encodable(text: str) -> str:
    """Lone surrogates, which damaged files hold, as replacement characters: the tokenizer refuses them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _runs(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    """Places of texts of like length, longest first (a run that is too large fails early), `TOKENS_A_RUN` padded tokens at a time."""
    order = sorted(range(len(encodings)), key=lambda place: (-len(encodings[place].ids), place))
    run: list[int] = []
    for place in order:
        longest = min(len(encodings[run[0]].ids) if run else len(encodings[place].ids), WINDOW)
        if run and longest * (len(run) + 1) > TOKENS_A_RUN:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _padded(encodings: Sequence[Encoding]) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64]]:
    width = min(max(len(encoding.ids) for encoding in encodings), WINDOW)
    ids = numpy.zeros((len(encodings), width), dtype=numpy.int64)
    mask = numpy.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        tokens = encoding.ids
        if len(tokens) > WINDOW:
            tokens = [*tokens[: WINDOW - 1], tokens[-1]]  # the last one is [SEP], which a cut text keeps
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask
