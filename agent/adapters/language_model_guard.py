"""Stands before every call of the model and of a tool: limits, retries, cache, and what cannot be a reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware.types import AgentMiddleware, ModelRequest, ModelResponse, ToolCallRequest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_openai import ChatOpenAI
from langgraph.types import Command
from pydantic import JsonValue

from agent.adapters.language_model_budget import Budget, with_retries
from agent.adapters.language_model_cache import ReplyCache, key_of
from agent.errors import ModelError
from agent.grounded.brief import Brief, Step, Watch


class Replay(BaseChatModel):
    """Says what was said before."""

    message: AIMessage

    @property
    def _llm_type(self) -> str:
        return "replay"

    def bind_tools(self, tools: Any, **options: Any) -> Any:
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self.message)])


class Guard(AgentMiddleware[Any, Any, Any]):
    """Middleware of one run. `keep` writes its replies to the cache, once they proved good."""

    def __init__(
        self, budget: Budget, where: str, client: ChatOpenAI, brief: Brief[Any], cache: ReplyCache | None, watch: Watch | None
    ) -> None:
        super().__init__()
        self._budget, self._where, self._client, self._brief, self._cache, self._watch = budget, where, client, brief, cache, watch
        self._fresh: dict[str, AIMessage] = {}

    def wrap_model_call(self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]) -> ModelResponse[Any]:
        """One call: from the cache, or from the server within the limits. The last but one has to bring the reply."""
        if self._budget.must_reply:
            request = request.override(tools=[])
        self._budget.before_call()
        key = self._key(request)
        known = self._cache.get(key, self._brief.fence) if self._cache is not None else None
        if known is not None:
            return handler(request.override(model=Replay(message=known)))
        reply = with_retries(lambda seconds: handler(_within(request, seconds)), self._budget, self._where, self._pausing)
        message = reply.result[0]
        if isinstance(message, AIMessage):
            self._budget.after_call(message)
            self._refuse_broken(message)
            self._fresh[key] = message
        return reply

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], ToolMessage | Command[Any]]
    ) -> ToolMessage | Command[Any]:
        """One call of a tool, counted and shown."""
        self._budget.before_tool()
        if self._watch is not None:
            self._watch(Step("tool", f"{request.tool_call['name']}({_shown(request.tool_call['args'])})"))
        return handler(request)

    def keep(self) -> None:
        """Write the replies of this run to the cache."""
        if self._cache is not None:
            for key, message in self._fresh.items():
                self._cache.put(key, self._brief.fence, message)

    def _key(self, request: ModelRequest[Any]) -> str:
        parts: dict[str, JsonValue] = {
            "model": self._client.model_name,
            "server": self._where,
            "temperature": self._client.temperature,
            "tools": [
                f"{tool.name} {tool.description} {tool.arguments.model_json_schema()}" for tool in self._brief.tools if request.tools
            ],
            "schema": str(self._brief.schema.model_json_schema()),
        }
        system = [request.system_message] if request.system_message is not None else []
        return key_of(parts, [*system, *request.messages], self._brief.fence)

    def _refuse_broken(self, message: AIMessage) -> None:
        """What a server may send instead of a reply."""
        finish = message.response_metadata.get("finish_reason")
        if message.additional_kwargs.get("refusal") or finish == "content_filter":
            raise ModelError("the model refused to answer", where=self._where, remedy="ask differently, or try another model")
        if finish == "length":
            raise ModelError("the model's reply was cut off", where=self._where, remedy="ask more narrowly, or try another model")
        if not message.text.strip() and not message.tool_calls and not message.invalid_tool_calls:
            raise ModelError("the model's reply was empty", where=self._where, remedy="ask again, or try another model")

    def _pausing(self, seconds: float) -> None:
        if self._watch is not None:
            self._watch(Step("wait", f"{seconds:.0f} s"))


def _within(request: ModelRequest[Any], seconds: float) -> ModelRequest[Any]:
    return request.override(model_settings={**request.model_settings, "timeout": seconds})


def _shown(arguments: dict[str, Any]) -> str:
    text = ", ".join(str(value) for value in arguments.values() if value not in ("", None))
    return text if len(text) <= 80 else text[:79] + "…"
