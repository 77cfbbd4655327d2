"""Embeddings from OpenAI or any server that speaks its API."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy
import openai

from agent.adapters.openai_waiting import RETRIED_STATUS, wait_before_retry
from agent.adapters.tokens import estimate_tokens
from agent.errors import ModelError
from agent.ports import Vectors

# Limits of the embeddings endpoint: 2,048 inputs and 300,000 tokens a request, 8,192 tokens an input (platform documentation).
INPUTS_A_REQUEST = 2048
TOKENS_A_REQUEST = 250_000
TOKENS_AN_INPUT = 8192
KNOWN_DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
REQUEST_SECONDS = 30.0
DEADLINE_SECONDS = 120.0  # over all attempts of one request


class OpenAIEmbedder:
    """Implements `ports.Embedder`. The only retry layer is the one here: the client's own is switched off.

    A chunk is kept to 512 tokens although the model takes more: a passage about one thing is found more precisely.
    """

    max_tokens = 512

    def __init__(
        self,
        model: str = "text-embedding-3-small",
        *,
        api_key: str,
        base_url: str | None = None,
        count: Callable[[str], int] = estimate_tokens,
        request_seconds: float = REQUEST_SECONDS,
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> None:
        """Asks the server for nothing unless the model's dimensions are unknown; then one word is embedded to learn them."""
        self._client = openai.OpenAI(api_key=api_key, base_url=base_url, timeout=request_seconds, max_retries=0)
        self._model, self._count, self._deadline_seconds = model, count, deadline_seconds
        self.name = f"openai/{model}"
        self.dimensions = KNOWN_DIMENSIONS.get(model) or len(self._request(["dimensions"])[0])

    def count(self, text: str) -> int:
        return self._count(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Raises ModelError when the server refuses, or does not answer before the deadline."""
        batches = [self._request(batch) for batch in self._batches(texts)]
        return numpy.concatenate(batches) if batches else numpy.zeros((0, self.dimensions), dtype=numpy.float32)

    def close(self) -> None:
        self._client.close()

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        used = 0
        for text in texts:
            sent = _sendable(text)
            tokens = min(estimate_tokens(sent), TOKENS_AN_INPUT)
            if batch and (len(batch) == INPUTS_A_REQUEST or used + tokens > TOKENS_A_REQUEST):
                yield batch
                batch, used = [], 0
            batch.append(sent)
            used += tokens
        if batch:
            yield batch

    def _request(self, batch: Sequence[str]) -> Vectors:
        deadline = time.monotonic() + self._deadline_seconds
        for attempt in range(1_000):  # the deadline ends it
            try:
                reply = self._client.embeddings.create(model=self._model, input=list(batch), encoding_format="float")
                return self._vectors(reply.data, len(batch))
            except openai.APIError as error:
                wait = wait_before_retry(error, attempt)
                if wait is None or time.monotonic() + wait > deadline:
                    raise self._explain(error) from error
                time.sleep(wait)
        raise AssertionError("unreachable")

    def _vectors(self, data: Sequence[openai.types.Embedding], expected: int) -> Vectors:
        ordered = sorted(data, key=lambda entry: entry.index)
        if [entry.index for entry in ordered] != list(range(expected)):
            raise ModelError(f"{len(data)} vectors came for {expected} texts", where=self.name, remedy="check OPENAI_BASE_URL")
        vectors = numpy.array([entry.embedding for entry in ordered], dtype=numpy.float32)
        lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
        if not numpy.isfinite(vectors).all() or not (lengths > 0).all():
            raise ModelError("the server sent vectors that are no directions", where=self.name, remedy="check the model's name")
        unit: Vectors = vectors / lengths
        return unit

    def _explain(self, error: openai.APIError) -> ModelError:
        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            return ModelError("the key was refused", where=self.name, remedy="check OPENAI_API_KEY")
        if isinstance(error, openai.APIStatusError):
            remedy = "wait and run again" if error.status_code in RETRIED_STATUS else "check the model's name and OPENAI_BASE_URL"
            return ModelError(f"the embeddings server answered {error.status_code}", where=self.name, remedy=remedy)
        if isinstance(error, openai.APIConnectionError):
            return ModelError("the embeddings server cannot be reached", where=self.name, remedy="check the network and OPENAI_BASE_URL")
        return ModelError(f"the embeddings server's reply was not understood ({type(error).__name__})", where=self.name)


def _sendable(text: str) -> str:
    """No lone surrogates, never empty, never over the input limit: the API refuses all three."""
    clean = text.encode("utf-8", "replace").decode("utf-8") or " "
    return clean if estimate_tokens(clean) <= TOKENS_AN_INPUT else clean[:TOKENS_AN_INPUT]
