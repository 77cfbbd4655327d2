"""Listens to a reply while it streams in: stops a run whose time is up, and tells how the reply grows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.outputs import ChatGenerationChunk, GenerationChunk

from agent.adapters.language_model_budget import Budget
from agent.errors import ModelError


class ReplyWatch(BaseCallbackHandler):
    """A callback of LangChain. `raise_error` lets a deadline end the call that is under way."""

    raise_error = True

    def __init__(self, budget: Budget, growing: Callable[[str], None] | None) -> None:
        self._budget, self._growing, self._text = budget, growing, ""

    def on_chat_model_start(self, serialized: dict[str, Any], messages: list[list[Any]], **extra: Any) -> None:
        """A new reply begins."""
        self._text = ""

    def on_llm_new_token(
        self, token: str | list[str | dict[str, Any]], *, chunk: GenerationChunk | ChatGenerationChunk | None = None, **extra: Any
    ) -> None:
        """A piece of the reply came: of its text, or of the arguments of the call that holds it."""
        if self._budget.left <= 0:
            raise ModelError(f"the model took longer than {self._budget.settings.seconds:g} seconds", remedy="raise seconds in [model]")
        if self._growing is None or not isinstance(chunk, ChatGenerationChunk):
            return
        pieces = getattr(chunk.message, "tool_call_chunks", None) or ()
        self._text += (token if isinstance(token, str) else "") + "".join(piece["args"] or "" for piece in pieces)
        self._growing(self._text)
