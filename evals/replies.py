"""Recorded replies of language models: what was asked is the key, so that a run can be repeated without a network and without a cost."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.errors import ModelError
from evals.cases import SuiteError


class Message(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(frozen=True)

    role: str
    content: str


class Request(BaseModel):
    """Everything that decides a reply. `repeat` tells apart equal requests of one run; `tools` and `parameters` are JSON texts."""

    model_config = ConfigDict(frozen=True)

    url: str
    model: str
    messages: tuple[Message, ...]
    parameters: str = "{}"
    tools: str = "[]"
    repeat: int = 0

    @property
    def key(self) -> str:
        """The same for the same request, on every machine."""
        return hashlib.sha256(json.dumps(self.model_dump(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Reply(BaseModel):
    """What a model said, and what it counted. No header and no key is kept."""

    model_config = ConfigDict(frozen=True)

    text: str
    input_tokens: int = 0
    output_tokens: int = 0


class About(BaseModel):
    """The first line of a file of replies: what made them. A `scripted` file measures the machinery, not a model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    replies_of: Literal["model", "script"]
    name: str
    url: str
    note: str = ""


class _Recorded(BaseModel):
    model_config = ConfigDict(frozen=True)

    key: str
    model: str
    repeat: int
    reply: Reply


@dataclass
class Replies:
    """Replies by request, kept in a JSONL file sorted by key, after a line about what made them.

    Counts the tokens of those that were given out, recorded before or new.
    """

    file: Path
    about: About
    known: dict[str, _Recorded] = field(default_factory=dict)
    input_tokens: int = 0
    output_tokens: int = 0

    @classmethod
    def of(cls, file: Path, about: About) -> Replies:
        """The replies of a file with what it says about itself; none, about `about`, when there is no file.

        Raises SuiteError naming the line that is no reply.
        """
        known = {}
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines() if file.is_file() else (), 1):
            try:
                if number == 1:
                    about = About.model_validate_json(line)
                    continue
                one = _Recorded.model_validate_json(line)
            except ValidationError as error:
                raise SuiteError("is no recorded reply", where=f"{file}:{number}", remedy="remove the line, or record again") from error
            known[one.key] = one
        return cls(file, about, known)

    def find(self, request: Request) -> Reply | None:
        """What was replied to just this request."""
        found = self.known.get(request.key)
        return self._counted(found.reply) if found else None

    def add(self, request: Request, reply: Reply) -> None:
        """Keep a reply, on disk at once: it may have cost money."""
        self.known[request.key] = _Recorded(key=request.key, model=request.model, repeat=request.repeat, reply=reply)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        lines = [self.about.model_dump_json() + "\n"]
        lines += [self.known[key].model_dump_json() + "\n" for key in sorted(self.known)]
        self.file.write_text("".join(lines), encoding="utf-8", newline="\n")
        self._counted(reply)

    def _counted(self, reply: Reply) -> Reply:
        self.input_tokens += reply.input_tokens
        self.output_tokens += reply.output_tokens
        return reply


def missing(request: Request, replies: Replies) -> ModelError:
    """The error of a request that was never recorded."""
    what = f"no reply of {request.model} is recorded for this request (repeat {request.repeat})"
    return ModelError(what, where=str(replies.file), remedy="run without --replay-only once, with a key")
