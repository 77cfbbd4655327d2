"""The wire between the product's own client and a language model: what comes back is recorded, and given back the next time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import httpx
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from evals.replies import Message, Replies, Reply, Request, missing

# What the client is told where nothing may be asked. It gives up at once: an error of the transport it would try again.
GONE = 410
FENCE = "@fence@"
_KEPT_HEADERS = ("content-type", "retry-after")


class _Asked(BaseModel):
    """The body of a request: what is not named here is a parameter."""

    model_config = ConfigDict(frozen=True, extra="allow")

    model: str
    messages: tuple[dict[str, JsonValue], ...]
    tools: tuple[JsonValue, ...] = ()


class _Counted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(BaseModel):
    """What a body must hold to be worth keeping."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    choices: tuple[JsonValue, ...]
    usage: _Counted | None = None


@dataclass
class Wire(httpx.BaseTransport):
    """Answers requests from the recorded replies, else from the server, whose completions it records.

    With `replay_only` nothing is sent. `fence` is the random delimiter of this run, on which neither a key nor a recorded reply may
    depend. `failed` says in one line why the last request brought no completion, "" when it did.
    """

    replies: Replies
    fence: str
    replay_only: bool = False
    failed: str = ""
    _live: list[httpx.Client] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The reply to a request for a chat completion."""
        asked = request_of(str(request.url), request.read().replace(self.fence.encode(), FENCE.encode()))
        known = self.replies.find(asked)
        if known is not None:
            self.failed = ""
            return httpx.Response(200, headers={"content-type": "application/json"}, content=known.text.replace(FENCE, self.fence).encode())
        if self.replay_only:
            self.failed = str(missing(asked, self.replies))
            return httpx.Response(GONE, json={"error": {"message": "not recorded"}})
        return self._ask(request, asked)

    def _ask(self, request: httpx.Request, asked: Request) -> httpx.Response:
        if not self._live:
            self._live.append(httpx.Client())
        self.failed = f"{request.url.host}: the server cannot be reached"
        answer = self._live[0].send(request)
        self.failed = "" if answer.status_code == httpx.codes.OK else f"{request.url.host}: the server answered {answer.status_code}"
        if not self.failed:
            self._record(asked, answer, request.url.host)
        headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
        return httpx.Response(answer.status_code, headers=headers, content=answer.content)

    def _record(self, asked: Request, answer: httpx.Response, host: str) -> None:
        try:
            counted = _Completion.model_validate_json(answer.content).usage or _Counted()
        except ValidationError:
            self.failed = f"{host}: the server's reply is no completion"
            return
        text = answer.text.replace(self.fence, FENCE)
        self.replies.add(asked, Reply(text=text, input_tokens=counted.prompt_tokens, output_tokens=counted.completion_tokens))

    def close(self) -> None:
        """Let go of the connections."""
        for client in self._live:
            client.close()
        self._live.clear()


def request_of(url: str, body: bytes) -> Request:
    """Everything in a request that decides its reply: a message is kept whole, with the calls of tools in it."""
    asked = _Asked.model_validate_json(body)
    messages = tuple(Message(role=str(message.get("role", "")), content=_canonical(message)) for message in asked.messages)
    return Request(
        url=url, model=asked.model, messages=messages, parameters=_canonical(asked.model_extra or {}), tools=_canonical(asked.tools)
    )


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
