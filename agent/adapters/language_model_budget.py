"""Limits of one run, and the only place where a call of the model is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx
import openai
from langchain_core.messages import AIMessage

from agent.adapters.openai_waiting import wait_before_retry
from agent.errors import ModelError
from agent.grounded.configuration import ModelSettings, Price, usage_of
from agent.model.answer import Usage

T = TypeVar("T")
RAISE_LIMIT = "raise it in [model] of roadmap.toml, or ask more narrowly"


@dataclass
class Budget:
    """What one run has used so far. Every method that finds a limit reached raises ModelError."""

    settings: ModelSettings
    price: Price | None
    began: float = field(default_factory=time.monotonic)
    calls: int = 0
    tool_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.settings.seconds - (time.monotonic() - self.began)

    @property
    def usage(self) -> Usage:
        """Tokens that the server counted, and their cost; both unknown where it does not count."""
        return usage_of(self.input_tokens, self.output_tokens, self.price if self.input_tokens else None)

    @property
    def must_reply(self) -> bool:
        """Whether the next call has to bring the reply: one more is kept for what is sent back."""
        return self.calls >= max(self.settings.calls - 2, 0)

    def before_call(self) -> None:
        """Room for one more call, or ModelError."""
        if self.calls >= self.settings.calls:
            raise ModelError(f"the model gave no answer in {self.settings.calls} calls", remedy=RAISE_LIMIT)
        self._check()
        self.calls += 1

    def after_call(self, message: AIMessage) -> None:
        """Account for what the server says the call took."""
        if message.usage_metadata is not None:
            self.input_tokens += message.usage_metadata["input_tokens"]
            self.output_tokens += message.usage_metadata["output_tokens"]

    def before_tool(self) -> None:
        """Room for one more call of a tool, or ModelError."""
        self.tool_calls += 1
        if self.tool_calls > self.settings.tool_calls:
            raise ModelError(f"the model called tools more than {self.settings.tool_calls} times", remedy=RAISE_LIMIT)
        self._check()

    def _check(self) -> None:
        if self.left <= 0:
            raise ModelError(f"the model took longer than {self.settings.seconds:g} seconds", remedy=RAISE_LIMIT)
        if self.input_tokens + self.output_tokens >= self.settings.tokens:
            raise ModelError(f"the limit of {self.settings.tokens} tokens was reached", remedy=RAISE_LIMIT)
        cost = self.usage.cost_usd
        if cost is not None and cost >= self.settings.cost_usd:
            raise ModelError(f"the limit of ${self.settings.cost_usd:g} was reached", remedy=RAISE_LIMIT)


def with_retries(call: Callable[[float], T], budget: Budget, where: str, waits: Callable[[float], None]) -> T:
    """`call(timeout)` until it succeeds; between attempts as long as the server asks, never beyond the deadline of the run.

    `waits` is told the seconds before each pause. Raises ModelError when the server refuses or does not answer in time.
    """
    attempt = 0
    while True:
        if budget.left <= 0:
            raise ModelError(
                "the model did not answer in time", where=where, remedy="try again, or raise seconds in [model] of roadmap.toml"
            )
        try:
            return call(min(budget.settings.request_seconds, budget.left))
        except (openai.APIError, httpx.TransportError) as error:
            wait = wait_before_retry(error, attempt)
            if wait is None or wait >= budget.left:
                raise explained(error, where) from error
            waits(wait)
            time.sleep(wait)
            attempt += 1
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:  # what the clients make of a body that is no reply
            raise explained(error, where) from error


def explained(error: Exception, where: str) -> ModelError:
    """What a failure of the server means to the user, in one line. What the server wrote is not repeated: it may quote the key."""
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return ModelError("the key was refused", where=where, remedy="check OPENAI_API_KEY")
    if isinstance(error, openai.NotFoundError):
        return ModelError("the server has no such model", where=where, remedy="check --model and OPENAI_BASE_URL")
    if isinstance(error, openai.RateLimitError):
        quota = error.code == "insufficient_quota"
        return ModelError(
            "the quota is used up" if quota else "too many requests", where=where, remedy="check the account" if quota else "wait"
        )
    if isinstance(error, openai.APIStatusError):
        return ModelError(
            f"the server answered {error.status_code}", where=where, remedy="check the model and OPENAI_BASE_URL, or try later"
        )
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return ModelError("the model did not answer in time", where=where, remedy="try again, or raise request_seconds in [model]")
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return ModelError("the server cannot be reached", where=where, remedy="check the network and OPENAI_BASE_URL")
    return ModelError(f"the server's reply was not understood ({type(error).__name__})", where=where, remedy="try another model")
