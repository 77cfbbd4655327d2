"""One question to a chat model that speaks the OpenAI protocol, answered from the recorded replies where they have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from agent.errors import ModelError
from evals.replies import Message, Replies, Reply, Request, missing

OPENAI = "https://api.openai.com/v1"
SECONDS = 120.0


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")

    content: str | None = None


class _Choice(BaseModel):
    model_config = ConfigDict(extra="ignore")

    message: _Said


class _Usage(BaseModel):
    model_config = ConfigDict(extra="ignore")

    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(BaseModel):
    model_config = ConfigDict(extra="ignore")

    choices: tuple[_Choice, ...]
    usage: _Usage = _Usage()


@dataclass(frozen=True, slots=True)
class Chat:
    """A model at a URL. With `replay_only` nothing is asked that was not asked before."""

    model: str
    replies: Replies
    url: str = OPENAI
    key: str = ""
    replay_only: bool = False

    def ask(self, messages: Sequence[Message], repeat: int = 0) -> Reply:
        """The reply. Raises ModelError when it is not recorded and cannot be had."""
        request = Request(url=self.url, model=self.model, messages=tuple(messages), repeat=repeat)
        known = self.replies.find(request)
        if known is not None:
            return known
        if self.replay_only:
            raise missing(request, self.replies)
        reply = self._live(request)
        self.replies.add(request, reply)
        return reply

    def _live(self, request: Request) -> Reply:
        body = {"model": request.model, "messages": [message.model_dump() for message in request.messages]}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            answer = httpx.post(f"{self.url.rstrip('/')}/chat/completions", json=body, headers=headers, timeout=SECONDS)
            answer.raise_for_status()
            completion = _Completion.model_validate_json(answer.content)
            text = completion.choices[0].message.content or ""
        except httpx.HTTPStatusError as error:
            what = f"answered with {error.response.status_code}"
            raise ModelError(what, where=self.url, remedy="check OPENAI_API_KEY, OPENAI_BASE_URL and the model's name") from error
        except (httpx.HTTPError, ValidationError, IndexError) as error:
            raise ModelError(f"gave no completion: {type(error).__name__}", where=self.url, remedy="check OPENAI_BASE_URL") from error
        return Reply(text=text, input_tokens=completion.usage.prompt_tokens, output_tokens=completion.usage.completion_tokens)
