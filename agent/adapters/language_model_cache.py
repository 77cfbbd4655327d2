"""Replies of a language model on disk, so that the same run asked again costs nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from langchain_core.messages import AIMessage, BaseMessage
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

SCHEMA = "1"  # part of every key: a change of what is kept or of what it depends on changes it
MOST_FILES = 2_000
FENCE = "@fence@"
SUFFIX = ".reply.json"  # of our own files: no other file of the folder is ever removed


class _Call(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    args: dict[str, JsonValue]
    id: str | None


class _Kept(BaseModel):
    """What a reply holds that a run depends on: nothing of the request, no header, no key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: str
    tool_calls: tuple[_Call, ...]


class ReplyCache:
    """Files named after a hash of everything that the reply depends on. A file that cannot be read or written counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, fence: str) -> AIMessage | None:
        """The reply kept under a key, with the fence of this run where the other run's stood."""
        try:
            kept = _Kept.model_validate_json((self._folder / f"{key}{SUFFIX}").read_bytes().replace(FENCE.encode(), fence.encode()))
        except (OSError, ValidationError):
            return None
        calls = [{"name": call.name, "args": call.args, "id": call.id, "type": "tool_call"} for call in kept.tool_calls]
        return AIMessage(content=kept.content, tool_calls=calls)

    def put(self, key: str, fence: str, message: AIMessage) -> None:
        """Keep a reply; the oldest go when there are too many."""
        if not isinstance(message.content, str) or message.invalid_tool_calls:
            return
        calls = tuple(_Call(name=call["name"], args=call["args"], id=call["id"]) for call in message.tool_calls)
        data = _Kept(content=message.content, tool_calls=calls).model_dump_json().replace(fence, FENCE)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(self._folder / f"{key}{SUFFIX}", data)
            self._trim()

    def _write(self, file: Path, data: str) -> None:
        """Whole or not at all; readable by its owner only, as mkstemp makes it."""
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(data)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _trim(self) -> None:
        files = sorted(self._folder.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime)
        for file in files[: max(len(files) - MOST_FILES, 0)]:
            file.unlink(missing_ok=True)


def key_of(parts: Mapping[str, JsonValue], messages: Sequence[BaseMessage], fence: str) -> str:
    """The hash of what a reply depends on: model, server, parameters, tools, form of the reply, and every message; the fence left out."""
    said = [[message.type, message.text, _calls(message), getattr(message, "tool_call_id", "")] for message in messages]
    text = json.dumps([SCHEMA, dict(parts), said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.replace(fence, FENCE).encode("utf-8", "replace")).hexdigest()


def _calls(message: BaseMessage) -> str:
    if not isinstance(message, AIMessage):
        return ""
    calls = [(call["name"], call["args"], call["id"]) for call in message.tool_calls]
    return json.dumps([*calls, *((call["name"], call["args"], call["id"]) for call in message.invalid_tool_calls)], ensure_ascii=False)
