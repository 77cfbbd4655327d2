"""A script in the place of a language model, on a loopback socket: what the replay of recorded replies is shown with where there is no key.

It speaks OpenAI's chat completions. As a judge it compares words and figures, as an answerer it repeats the lines that share the most
words with the question. It knows nothing, and no figure that comes of it says anything about a model.

    python -m evals.scripted          # records replies/scripted.jsonl anew, for `roadmap eval --model scripted --replay-only`
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.evaluating import EvalOptions, evaluate
from evals.replies import About
from evals.tier import REPLIES, ModelOptions

NAME = "scripted"
# The address is a part of every recorded request, so it is the same on every machine.
PORT = 8471
ABOUT = About(
    replies_of="script", name=NAME, url=f"http://127.0.0.1:{PORT}/v1", note="Made by evals/scripted.py; record with a key to replace it."
)
SHARE = 0.5  # of a statement's words that its lines must hold to be called supported
LINES = 2  # that an answer repeats
_PARTS = re.compile(r"<lines>\n(?P<lines>.*?)\n</lines>.*<statement>\n(?P<statement>.*?)\n</statement>", re.S)
_EVIDENCE = re.compile(r"^E(\d{1,6}) (.+)$", re.M)
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d[\d.,]*")


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    role: str
    content: str | None = None


class Asked(BaseModel):
    """The parts of a request that the script looks at."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    model: str
    messages: tuple[_Said, ...]

    @property
    def text(self) -> str:
        return "\n".join(message.content or "" for message in self.messages)


def verdict(lines: str, statement: str) -> str:
    """Supported when all figures of the statement and enough of its words are in the lines."""
    words, known = _words(statement), _words(lines)
    figures = {figure.rstrip(".,") for figure in _FIGURE.findall(statement)}
    added = any(figure not in lines for figure in figures)
    stated = bool(words) and len(words & known) >= SHARE * len(words)
    return json.dumps({"stated": stated, "contradicted": False, "added": added})


def answer(text: str) -> str:
    """The arguments of the tool Reply: the lines shown that share the most words with the last line of the request."""
    question = _words(text.rstrip().rsplit("\n", 1)[-1])
    shown = [(len(question & _words(line)), int(number), line) for number, line in _EVIDENCE.findall(text)]
    best = sorted((one for one in shown if one[0] > 0), key=lambda one: (-one[0], one[1]))[:LINES]
    claims = [
        {"text": line, "quotes": [{"evidence": number, "text": line}], "calculations": [], "findings": []} for _, number, line in best
    ]
    return json.dumps({"answered": bool(claims), "kind": "lookup", "claims": claims}, ensure_ascii=False)


def completion(asked: Asked) -> str:
    """The body of the reply to a request."""
    found = _PARTS.search(asked.text)
    message: dict[str, object] = {"role": "assistant", "content": verdict(found["lines"], found["statement"]) if found else None}
    if not found:
        called = {"name": "Reply", "arguments": answer(asked.text)}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": called}]
    choice = {"index": 0, "finish_reason": "stop" if found else "tool_calls", "message": message}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    head = {"id": "scripted", "object": "chat.completion", "created": 1, "model": asked.model}
    return json.dumps(head | {"choices": [choice], "usage": usage}, ensure_ascii=False)


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """The script at work; gives its address. Raises OSError when the port is taken."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = Asked.model_validate_json(self.rfile.read(int(self.headers["content-length"])))
        data = completion(asked).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        return


def record(options: EvalOptions, folder: Path, port: int = PORT) -> Path:
    """Ask the script everything that a run asks, and write its replies to `folder` in the place of older ones."""
    with serving(port) as url, tempfile.TemporaryDirectory() as run:
        model = ModelOptions(NAME, url, "none", folder, about=ABOUT.model_copy(update={"url": url}))
        model.file.unlink(missing_ok=True)
        evaluate(replace(options, model=model), Path(run), lambda done, total: None)
    return model.file


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


if __name__ == "__main__":
    sys.stdout.write(f"{record(EvalOptions(today=date.today(), kinds=('judge',)), REPLIES)}\n")
