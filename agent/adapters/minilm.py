"""all-MiniLM-L6-v2 by onnxruntime: the default embedder, the model that Chroma itself defaults to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from agent.adapters.processes import usable_cores
from agent.errors import ModelError
from agent.ports import Vectors

NAME = "minilm/all-MiniLM-L6-v2"
DIMENSIONS = 384
WINDOW = 256  # word pieces with [CLS] and [SEP]: sentence-transformers' own limit for this model
# Padded tokens a run: small enough that the activations stay in the cache of the core that works on them (measured: 384 to 768 are
# equally quick, 1,536 is a twentieth slower, 8,000 a third).
TOKENS_A_RUN = 512
# Texts tokenised at once: bounds memory, and is enough to sort by length so that little is padded.
TEXTS_A_ROUND = 2048


class MiniLM:
    """Implements `ports.Embedder`: mean of the token vectors, normalised. Reads `model.onnx` and `tokenizer.json` of `folder`."""

    name = NAME
    dimensions = DIMENSIONS
    max_tokens = WINDOW - 2

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """`threads` 0 uses as many as this process may use cores. Raises ModelError when the tokenizer is missing or damaged."""
        self._folder = folder
        self._threads = threads or usable_cores()
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the library raises Exception itself
            raise _damaged(folder) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def count(self, text: str) -> int:
        return len(self._tokenizer.encode(_encodable(text), add_special_tokens=False).ids)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        """Loaded by the first text: who only counts tokens, or has all vectors, needs no model."""
        options = onnxruntime.SessionOptions()
        # Every run has one core to itself. One run on all cores waits at each step for the slowest of them, which is the one that
        # reads the next documents meanwhile.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3  # errors only: notes about the machine are no message to a user
        try:
            return onnxruntime.InferenceSession(str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises private types
            raise _damaged(self._folder) from error

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts over the model's window are cut off at its end. Raises ModelError when the model is missing or damaged."""
        vectors: Vectors = numpy.zeros((len(texts), DIMENSIONS), dtype=numpy.float32)
        vectors_of = partial(_vectors, self._session)
        with ThreadPoolExecutor(self._threads, thread_name_prefix="minilm") as threads:
            for start in range(0, len(texts), TEXTS_A_ROUND):
                encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts[start : start + TEXTS_A_ROUND]])
                runs = list(_runs(encodings))
                each = threads.map if len(runs) > 1 else map
                for places, found in zip(runs, each(vectors_of, ([encodings[place] for place in places] for places in runs)), strict=True):
                    vectors[[start + place for place in places]] = found
        return vectors


def _vectors(session: onnxruntime.InferenceSession, encodings: Sequence[Encoding]) -> Vectors:
    ids, mask = _padded(encodings)
    (hidden,) = session.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)})
    means = numpy.einsum("bsh,bs->bh", hidden, mask.astype(numpy.float32)) / mask.sum(axis=1, keepdims=True)
    unit: Vectors = (means / numpy.linalg.norm(means, axis=1, keepdims=True)).astype(numpy.float32)
    return unit


def _damaged(folder: Path) -> ModelError:
    return ModelError("the embedding model cannot be loaded", where=str(folder), remedy="run: roadmap models pull --force")


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
