"""The embeddings API as a real server speaks it: order, limits, retries, refusals."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy
import pytest

from agent.adapters import openai_embedder
from agent.adapters.openai_embedder import OpenAIEmbedder
from agent.errors import ModelError

Reply = tuple[int, dict[str, str], object]
Behaviour = Callable[[int, dict[str, object]], Reply]


class EmbeddingsServer(ThreadingHTTPServer):
    """Answers by its `behaviour` (number of the request, body); keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, object]] = []
        self.keys: list[str] = []
        self.behaviour: Behaviour = lambda number, body: (200, {}, vectors(body))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: EmbeddingsServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("authorization", ""))
        status, headers, content = self.server.behaviour(len(self.server.asked), body)
        data = json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        return


def vectors(body: dict[str, object], shuffled: bool = True) -> object:
    texts = body["input"]
    assert isinstance(texts, list)
    data = [{"object": "embedding", "index": at, "embedding": [float(len(text)), 2.0, 2.0]} for at, text in enumerate(texts)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "data": data[::-1] if shuffled else data, "model": "m", "usage": usage}


@pytest.fixture
def server() -> Iterator[EmbeddingsServer]:
    serving = EmbeddingsServer()
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture
def embedder(server: EmbeddingsServer) -> Iterator[OpenAIEmbedder]:
    made = OpenAIEmbedder("text-embedding-3-small", api_key="sk-test", base_url=server.url, request_seconds=5, deadline_seconds=5)
    yield made
    made.close()


def test_vectors_come_back_in_the_order_of_the_texts_and_of_length_one(server: EmbeddingsServer, embedder: OpenAIEmbedder) -> None:
    found = embedder.embed(["a", "four"])
    assert found == pytest.approx(numpy.array([[1 / 3, 2 / 3, 2 / 3], [4 / 24**0.5, 2 / 24**0.5, 2 / 24**0.5]]), abs=1e-6)
    assert server.asked == [{"input": ["a", "four"], "model": "text-embedding-3-small", "encoding_format": "float"}]
    assert server.keys == ["Bearer sk-test"]
    assert (embedder.name, embedder.dimensions) == ("openai/text-embedding-3-small", 1536)


def test_many_texts_are_sent_within_the_limits_of_one_request(
    server: EmbeddingsServer, embedder: OpenAIEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openai_embedder, "INPUTS_A_REQUEST", 3)
    monkeypatch.setattr(openai_embedder, "TOKENS_A_REQUEST", 20)
    texts = ["x", "y", "z", "w" * 30, "v" * 45, "u"]
    assert embedder.embed(texts)[:, 0] == pytest.approx([len(text) / (len(text) ** 2 + 8) ** 0.5 for text in texts])
    assert [body["input"] for body in server.asked] == [["x", "y", "z"], ["w" * 30], ["v" * 45, "u"]]


def test_texts_that_the_api_refuses_are_made_sendable(server: EmbeddingsServer, embedder: OpenAIEmbedder) -> None:
    embedder.embed(["", "bad \ud800", "word " * 20_000])
    empty, surrogate, long = server.asked[0]["input"]  # type: ignore[misc]
    assert (empty, surrogate) == (" ", "bad ?")
    assert len(long) == openai_embedder.TOKENS_AN_INPUT


def test_no_text_costs_no_request(server: EmbeddingsServer, embedder: OpenAIEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 1536)
    assert server.asked == []


def test_a_busy_server_is_asked_again_when_it_says(server: EmbeddingsServer, embedder: OpenAIEmbedder) -> None:
    busy: Reply = (429, {"retry-after": "0"}, {"error": {"message": "slow down", "type": "requests", "code": "rate_limit_exceeded"}})
    server.behaviour = lambda number, body: busy if number < 4 else (200, {}, vectors(body))
    assert embedder.embed(["a"]).shape == (1, 3)
    assert len(server.asked) == 4


def test_a_wait_beyond_the_deadline_is_not_waited_for(server: EmbeddingsServer, embedder: OpenAIEmbedder) -> None:
    server.behaviour = lambda number, body: (503, {"retry-after": "100"}, {"error": {"message": "later"}})
    began = time.monotonic()
    with pytest.raises(ModelError, match="the embeddings server answered 503; wait and run again"):
        embedder.embed(["a"])
    assert time.monotonic() - began < 5
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "code", "line"),
    [
        (401, "invalid_api_key", "the key was refused; check OPENAI_API_KEY"),
        (404, "model_not_found", "answered 404; check the model's name and OPENAI_BASE_URL"),
        (429, "insufficient_quota", "the embeddings server answered 429"),
    ],
)
def test_a_refusal_that_will_not_change_is_not_asked_again(
    server: EmbeddingsServer, embedder: OpenAIEmbedder, status: int, code: str, line: str
) -> None:
    server.behaviour = lambda number, body: (status, {}, {"error": {"message": "no", "code": code}})
    with pytest.raises(ModelError, match=line):
        embedder.embed(["a"])
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "data",
    [
        [],
        [
            {"object": "embedding", "index": 0, "embedding": [0.0, 0.0, 0.0]},
            {"object": "embedding", "index": 1, "embedding": [1.0, 0.0, 0.0]},
        ],
        [
            {"object": "embedding", "index": 0, "embedding": [1.0, 0.0, 0.0]},
            {"object": "embedding", "index": 0, "embedding": [1.0, 0.0, 0.0]},
        ],
    ],
)
def test_a_reply_that_does_not_fit_the_texts_is_refused(server: EmbeddingsServer, embedder: OpenAIEmbedder, data: list[object]) -> None:
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    server.behaviour = lambda number, body: (200, {}, {"object": "list", "data": data, "model": "m", "usage": usage})
    with pytest.raises(ModelError):
        embedder.embed(["a", "b"])


def test_a_model_of_unknown_size_is_asked_once_for_it(server: EmbeddingsServer) -> None:
    made = OpenAIEmbedder("local-model", api_key="none", base_url=server.url)
    assert made.dimensions == 3
    assert len(server.asked) == 1
    made.close()


def test_a_server_that_is_not_there_is_said_within_the_deadline() -> None:
    made = OpenAIEmbedder(api_key="k", base_url="http://127.0.0.1:9/v1", deadline_seconds=0.2)
    with pytest.raises(ModelError, match="cannot be reached; check the network and OPENAI_BASE_URL"):
        made.embed(["a"])
    made.close()
