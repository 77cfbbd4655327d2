"""The language model: ChatOpenAI in an agent of LangChain, with our tools, our limits and one reply of a fixed form."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic

import httpx
from langchain.agents import create_agent
from langchain.agents.structured_output import StructuredOutputError, ToolStrategy
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langchain_core.tools import StructuredTool
from langchain_openai import ChatOpenAI
from langgraph.errors import GraphRecursionError
from langsmith import tracing_context
from pydantic import BaseModel, ValidationError

from agent.adapters.language_model_budget import Budget
from agent.adapters.language_model_cache import ReplyCache
from agent.adapters.language_model_guard import Guard
from agent.adapters.language_model_watch import ReplyWatch
from agent.errors import ModelError
from agent.grounded.brief import Brief, R, Replied, Tool, Watch
from agent.grounded.configuration import ModelSettings, price_of

RECURSION_LIMIT = 25  # steps of the graph; the default of the library is 10,007
_TRACING = ("LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_HANDLER", "LANGSMITH_TRACING", "LANGSMITH_TRACING_V2")
OTHER_MODEL = "ask again, or try another model"
WRONG_FORM = "the model's reply was not in the form that was asked for"


class OpenAILanguageModel:
    """Implements `grounded.LanguageModel` for OpenAI and every server that speaks its chat completions.

    The client itself never retries. `watch` is told what happens; `cache` keeps replies of runs that ended well; `transport` takes
    requests to the server where the network itself is not to.
    """

    def __init__(
        self,
        settings: ModelSettings,
        *,
        api_key: str,
        base_url: str | None = None,
        cache: ReplyCache | None = None,
        watch: Watch | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.name = settings.name
        self._settings, self._cache, self._watch = settings, cache, watch
        self._price = price_of(settings, base_url)
        self._where = base_url or "api.openai.com"
        self._client = ChatOpenAI(
            model=settings.name,
            api_key=lambda: api_key,
            base_url=base_url,
            temperature=settings.temperature,
            timeout=settings.request_seconds,
            max_retries=0,
            streaming=watch is not None,
            stream_usage=True,
            use_responses_api=False,
            http_client=httpx.Client(transport=transport) if transport is not None else None,
            cache=False,
        )

    def converse(self, brief: Brief[R]) -> Replied[R]:
        """Let the model work with the tools until it replies; a reply that draws objections is sent back once."""
        with _no_tracing(self._settings.tracing):
            budget = Budget(self._settings, self._price)
            guard = Guard(budget, self._where, self._client, brief, self._cache, self._watch)
            return _Run(brief, budget, guard, self._client, self._where).carry_out()


@dataclass
class _Run(Generic[R]):
    """One brief being carried out."""

    brief: Brief[R]
    budget: Budget
    guard: Guard
    client: ChatOpenAI
    where: str
    returned: bool = False

    def carry_out(self) -> Replied[R]:
        """The reply, sent back once where it draws objections."""
        agent = create_agent(
            self.client,
            [_tool(tool) for tool in self.brief.tools],
            system_prompt=self.brief.system,
            middleware=[self.guard],
            response_format=ToolStrategy(self.brief.schema, handle_errors=self._malformed, tool_message_content="received"),
        )
        messages, reply = self._invoke(agent, [HumanMessage(self.brief.user)])
        reasons = (
            tuple(self.brief.objections(reply)) if reply is not None else ("the reply did not come in the form of the tool for replies",)
        )
        if reasons and not self.returned and self.budget.calls < self.budget.settings.calls:
            self.returned = True
            _, second = self._invoke(agent, [*messages, HumanMessage(self.brief.send_back(reasons))])
            left = tuple(self.brief.objections(second)) if second is not None else reasons
            if second is not None and (reply is None or len(left) <= len(reasons)):  # a second try may make it worse
                reply, reasons = second, left
        if reply is None:
            raise ModelError(WRONG_FORM, where=self.where, remedy=OTHER_MODEL)
        if not reasons:
            self.guard.keep()
        return Replied(reply, self.budget.usage, self.budget.calls, self.returned)

    def _invoke(self, agent: Any, messages: Sequence[AnyMessage]) -> tuple[list[AnyMessage], R | None]:
        """The conversation as it went on, and the reply where there is one."""
        watch = ReplyWatch(self.budget, self.brief.growing)
        try:
            state = agent.invoke(
                {"messages": list(messages)}, config={"recursion_limit": RECURSION_LIMIT, "max_concurrency": 1, "callbacks": [watch]}
            )
        except GraphRecursionError as error:
            raise ModelError("the model went round in circles", where=self.where, remedy=OTHER_MODEL) from error
        except StructuredOutputError as error:
            raise ModelError(WRONG_FORM, where=self.where, remedy=OTHER_MODEL) from error
        said: list[AnyMessage] = state["messages"]
        found = state.get("structured_response")
        return said, found if isinstance(found, self.brief.schema) else _written_out(said[-1], self.brief.schema)

    def _malformed(self, error: Exception) -> str:
        """What the model is told about a reply of the wrong form, once; the second time the run ends."""
        if self.returned or not isinstance(error, StructuredOutputError):
            raise error
        self.returned = True
        return self.brief.send_back((f"the reply has the wrong form: {_first_line(error)}",))


def _first_line(error: Exception) -> str:
    cause = error.__cause__ or error
    source = getattr(error, "source", None)
    inner = getattr(source, "__cause__", None) or cause
    if isinstance(inner, ValidationError):
        first = inner.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    return str(error).split("\n", 1)[0][:200]


def _written_out(message: AnyMessage, schema: type[R]) -> R | None:
    """A reply that came as JSON text, as servers without forced tool calls send it; None when it is none."""
    if not isinstance(message, AIMessage):
        return None
    text = message.text.strip().removeprefix("```json").removeprefix("```").removesuffix("```").strip()
    try:
        return schema.model_validate(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _tool(tool: Tool) -> StructuredTool:
    def run(**given: Any) -> str:
        """Arguments come as LangChain parsed them: nested models go back to plain data."""
        plain = {name: value.model_dump() if isinstance(value, BaseModel) else value for name, value in given.items()}
        return tool.run(tool.arguments.model_validate(plain))

    return StructuredTool.from_function(func=run, name=tool.name, description=tool.description, args_schema=tool.arguments)


@contextmanager
def _no_tracing(wanted: bool) -> Iterator[None]:
    """Nothing of a run leaves for a tracing service, whatever the environment says, unless the settings allow it."""
    if wanted:
        yield
        return
    kept = {name: os.environ.pop(name) for name in _TRACING if name in os.environ}
    try:
        with tracing_context(enabled=False):
            yield
    finally:
        os.environ.update(kept)
