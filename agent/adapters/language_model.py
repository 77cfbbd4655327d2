"""The language model: ChatOpenAI in an agent of LangChain, with our tools, our limits and one reply of a fixed form."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

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
            return _Run(self._settings, Budget(self._settings, self._price), self._client, self._where, self._cache, self._watch).carry_out(
                brief
            )


class _Run:
    """One brief being carried out."""

    def __init__(
        self, settings: ModelSettings, budget: Budget, client: ChatOpenAI, where: str, cache: ReplyCache | None, watch: Watch | None
    ) -> None:
        self._settings, self._budget, self._client, self._where, self._cache, self._watch = settings, budget, client, where, cache, watch
        self._returned = False

    def carry_out(self, brief: Brief[R]) -> Replied[R]:
        guard = Guard(self._budget, self._where, self._client, brief, self._cache, self._watch)
        agent = create_agent(
            self._client,
            [_tool(tool) for tool in brief.tools],
            system_prompt=brief.system,
            middleware=[guard],
            response_format=ToolStrategy(
                brief.schema, handle_errors=lambda error: self._malformed(error, brief), tool_message_content="received"
            ),
        )
        messages, reply = self._invoke(agent, [HumanMessage(brief.user)], brief.schema, brief.growing)
        reasons = tuple(brief.objections(reply)) if reply is not None else ("the reply did not come in the form of the tool for replies",)
        if reasons and not self._returned and self._budget.calls < self._settings.calls:
            self._returned = True
            again = [*messages, HumanMessage(brief.send_back(reasons))]
            _, second = self._invoke(agent, again, brief.schema, brief.growing)
            reply = second or reply
            reasons = tuple(brief.objections(second)) if second is not None else reasons
        if reply is None:
            raise ModelError("the model's reply was not in the form that was asked for", where=self._where, remedy=OTHER_MODEL)
        if not reasons:
            guard.keep()
        return Replied(reply, self._budget.usage, self._budget.calls, self._returned)

    def _invoke(
        self, agent: Any, messages: Sequence[AnyMessage], schema: type[R], growing: Callable[[str], None] | None
    ) -> tuple[list[AnyMessage], R | None]:
        config = {"recursion_limit": RECURSION_LIMIT, "max_concurrency": 1, "callbacks": [ReplyWatch(self._budget, growing)]}
        try:
            state = agent.invoke({"messages": list(messages)}, config=config)
        except GraphRecursionError as error:
            raise ModelError("the model went round in circles", where=self._where, remedy=OTHER_MODEL) from error
        except StructuredOutputError as error:
            raise ModelError("the model's reply was not in the form that was asked for", where=self._where, remedy=OTHER_MODEL) from error
        said: list[AnyMessage] = state["messages"]
        found = state.get("structured_response")
        return said, found if isinstance(found, schema) else _written_out(said[-1], schema)

    def _malformed(self, error: Exception, brief: Brief[R]) -> str:
        """What the model is told about a reply of the wrong form, once; the second time the run ends."""
        if self._returned or not isinstance(error, StructuredOutputError):
            raise error
        self._returned = True
        return brief.send_back((f"the reply has the wrong form: {_first_line(error)}",))


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
        return tool.run(tool.arguments.model_validate(given))

    return StructuredTool.from_function(func=_plain(run), name=tool.name, description=tool.description, args_schema=tool.arguments)


def _plain(run: Callable[..., str]) -> Callable[..., str]:
    """Arguments reach a tool as LangChain parsed them: nested models back to plain data."""

    def called(**given: Any) -> str:
        return run(**{name: value.model_dump() if isinstance(value, BaseModel) else value for name, value in given.items()})

    return called


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
