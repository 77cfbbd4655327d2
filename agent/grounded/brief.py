"""What a language model is asked to do in one run, and what came of it. `agent/adapters/language_model.py` carries it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from agent.model.answer import Usage

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Tool:
    """Something the model may call: `run` takes validated arguments by name, changes nothing outside, and returns text for the model."""

    name: str
    description: str
    arguments: type[BaseModel]
    run: Callable[[BaseModel], str]


@dataclass(frozen=True, slots=True)
class Brief(Generic[R]):
    """One task. `objections` says what is wrong with a reply, in words for the model; it is asked once more when there are some.

    `fence` is the random delimiter of this run, which the cache must not depend on. `growing` is given the text of the reply so far, again
    and again, where somebody waits for it.
    """

    system: str
    user: str
    tools: tuple[Tool, ...]
    schema: type[R]
    objections: Callable[[R], Sequence[str]]
    send_back: Callable[[Sequence[str]], str]
    fence: str
    growing: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Replied(Generic[R]):
    """The reply, what it cost, how many calls it took, and whether it was sent back once."""

    reply: R
    usage: Usage
    calls: int
    sent_back: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens while the model works, for a person who waits. Nothing in it came from the model unverified, but for the
    arguments of tools."""

    kind: Literal["ask", "tool", "wait", "claim", "end"]
    text: str = ""


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Room:
    """How much a model is shown, and who watches: `budget` in tokens as `count` counts them; `fence` is random, drawn for a run."""

    count: Callable[[str], int]
    budget: int
    fence: str
    watch: Watch | None = None


class LanguageModel(Protocol):
    """A model that can use tools and reply in a given form."""

    name: str

    def converse(self, brief: Brief[R]) -> Replied[R]:
        """Raises ModelError in one line: what went wrong, and what the user can do."""
        ...
