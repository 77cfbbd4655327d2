"""A server on a loopback socket that speaks OpenAI's chat completions and embeddings, and says what its script says.

It fails when the script runs out: a request too many is answered 599 and remembered, and `close` raises. Every request is kept.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call of a tool, as the model asks for it; `arguments` may be text that is no JSON."""

    name: str
    arguments: Mapping[str, Any] | str

    @property
    def text(self) -> str:
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments, ensure_ascii=False)


@dataclass(frozen=True)
class Turn:
    """What the server does with one request: a message of a model, an error, or nothing at all for `hang` seconds."""

    content: str = ""
    calls: tuple[Call, ...] = ()
    finish: str = ""
    refusal: str = ""
    usage: tuple[int, int] | None = (1000, 100)
    status: int = 200
    error: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: bool = False
    raw: bytes = b""  # the body as it is, with status 200
    cut: bool = False  # the connection ends in the middle of the reply


Step = Turn | Callable[[Body], Turn]


def reply(*claims: Mapping[str, Any], answered: bool = True, kind: str = "lookup", **more: Any) -> Turn:
    """The final reply of a model with these claims."""
    return Turn(calls=(Call("Reply", {"answered": answered, "kind": kind, "claims": list(claims)}),), **more)


def claim(text: str, *quotes: tuple[int, str], calculations: Sequence[int] = (), findings: Sequence[str] = ()) -> dict[str, Any]:
    """One claim of a reply."""
    said = [{"evidence": number, "text": words} for number, words in quotes]
    return {"text": text, "quotes": said, "calculations": list(calculations), "findings": list(findings)}


def shown_to_model(body: Body) -> str:
    """All text of a request: what the model got to see."""
    return "\n".join(str(message.get("content") or "") for message in body["messages"])


def tools_of(body: Body) -> set[str]:
    """The names of the tools that a request offers."""
    return {tool["function"]["name"] for tool in body.get("tools", [])}


def evidence(body: Body, words: str) -> int:
    """The evidence number of the first line shown that holds these words."""
    return _numbered(body, "E", words)


def result(body: Body, words: str) -> int:
    """The number of the first result shown that holds these words."""
    return _numbered(body, "F", words)


def _numbered(body: Body, letter: str, words: str) -> int:
    for line in shown_to_model(body).split("\n"):
        head = line.split(" ", 1)[0]
        if head[:1] == letter and head[1:].isdecimal() and words in line:
            return int(head[1:])
    raise AssertionError(f"no {letter} with {words!r} was shown")


def sentences(*said: Mapping[str, Any], **more: Any) -> Turn:
    """The reply of a model that words results."""
    return Turn(calls=(Call("Sentences", {"sentences": list(said)}),), **more)


def sentence(text: str, *results: int, quotes: Sequence[tuple[int, str]] = ()) -> dict[str, Any]:
    """One sentence of such a reply."""
    return {"text": text, "facts": list(results), "quotes": [{"evidence": number, "text": words} for number, words in quotes]}


class OpenAIServer(ThreadingHTTPServer):
    """Serves one script; `requests` are the bodies it got, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: list[Step] = []
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.overrun: list[str] = []
        self.forever: Step | None = None
        self.stopped = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def says(self, *steps: Step) -> None:
        """Append to the script."""
        self.script.extend(steps)

    def next_turn(self, path: str, body: Body) -> Turn:
        with self._lock:
            self.requests.append(body)
            if self.script:
                step = self.script.pop(0)
            elif self.forever is not None:
                step = self.forever
            else:
                self.overrun.append(path)
                return Turn(status=599, error={"message": "the script has run out", "type": "script", "code": "script"})
        return step if isinstance(step, Turn) else step(body)

    def close(self) -> None:
        """Stop serving. Raises AssertionError when requests came that the script does not know, or part of it was not asked for."""
        self.stopped.set()
        self.shutdown()
        self.server_close()
        assert not self.overrun, f"the script ran out at {self.overrun}"
        assert not self.script, f"{len(self.script)} turns of the script were not asked for"


def serving() -> Iterator[OpenAIServer]:
    """A running server; use in a fixture."""
    server = OpenAIServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: OpenAIServer

    def do_POST(self) -> None:
        body: Body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        turn = self.server.next_turn(self.path, body)
        if turn.hang:
            self.server.stopped.wait(30)
            return
        if turn.status != 200:
            self._json(turn.status, {"error": dict(turn.error) or {"message": "no", "type": "server", "code": None}}, turn.headers)
        elif turn.raw:
            self._raw(turn.raw)
        elif self.path.endswith("/embeddings"):
            self._json(200, _embeddings(body), turn.headers)
        elif body.get("stream"):
            self._stream(turn, body)
        else:
            self._json(200, _completion(turn, body), turn.headers, cut=turn.cut)

    def _json(self, status: int, content: object, headers: Mapping[str, str], *, cut: bool = False) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        if cut:
            self.close_connection = True

    def _raw(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, turn: Turn, body: Body) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        chunks = list(_chunks(turn, body))
        for chunk in chunks[: len(chunks) // 2] if turn.cut else chunks:
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        if not turn.cut:
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        return


def _message(turn: Turn, number: str) -> Body:
    calls = [
        {"id": f"call_{number}_{at}", "type": "function", "function": {"name": call.name, "arguments": call.text}}
        for at, call in enumerate(turn.calls)
    ]
    message: Body = {"role": "assistant", "content": turn.content or None, "refusal": turn.refusal or None}
    return message | ({"tool_calls": calls} if calls else {})


def _finish(turn: Turn) -> str:
    return turn.finish or ("tool_calls" if turn.calls else "stop")


def _completion(turn: Turn, body: Body) -> Body:
    number = str(len(body["messages"]))
    choice = {"index": 0, "finish_reason": _finish(turn), "message": _message(turn, number)}
    made: Body = {"id": f"chatcmpl-{number}", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
    return made | ({"usage": _usage(turn.usage)} if turn.usage else {})


def _usage(counted: tuple[int, int]) -> Body:
    return {"prompt_tokens": counted[0], "completion_tokens": counted[1], "total_tokens": sum(counted)}


def _chunks(turn: Turn, body: Body) -> Iterator[Body]:
    number = str(len(body["messages"]))

    def chunk(delta: Body, finish: str | None = None) -> Body:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        return {"id": f"chatcmpl-{number}", "object": "chat.completion.chunk", "created": 1, "model": body["model"], "choices": choices}

    yield chunk({"role": "assistant", "content": ""})
    for at in range(0, len(turn.content), 7):
        yield chunk({"content": turn.content[at : at + 7]})
    for index, call in enumerate(turn.calls):
        head = {"index": index, "id": f"call_{number}_{index}", "type": "function", "function": {"name": call.name, "arguments": ""}}
        yield chunk({"tool_calls": [head]})
        for at in range(0, len(call.text), 11):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": call.text[at : at + 11]}}]})
    yield chunk({}, _finish(turn))
    if turn.usage and body.get("stream_options", {}).get("include_usage"):
        yield chunk({}) | {"choices": [], "usage": _usage(turn.usage)}


def _embeddings(body: Body) -> Body:
    texts = body["input"]
    data = [{"object": "embedding", "index": at, "embedding": [float(len(text)), 1.0, 2.0]} for at, text in enumerate(texts)]
    return {"object": "list", "data": data, "model": body["model"], "usage": {"prompt_tokens": len(texts), "total_tokens": len(texts)}}
