"""What `ask` returns: the JSON contract `roadmap/answer/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.model.finding import Computation

AnswerKind = Literal["lookup", "list", "aggregate", "compare", "temporal", "inconsistency", "freeform", "refusal"]


class Citation(BaseModel):
    """A quote that stands verbatim at these lines of the file."""

    model_config = ConfigDict(frozen=True)

    n: int
    path: str
    line: int
    end_line: int
    quote: str
    locator: str = ""


class Passage(BaseModel):
    """A piece of text that retrieval looked at."""

    model_config = ConfigDict(frozen=True)

    path: str
    line: int
    end_line: int
    score: float


class Usage(BaseModel):
    model_config = ConfigDict(frozen=True)

    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/answer/1", serialization_alias="schema", validation_alias="schema")
    question: str
    answered: bool
    answer: str
    mode: Literal["embedded", "model"] = "embedded"
    kind: AnswerKind
    citations: tuple[Citation, ...] = ()
    findings: tuple[str, ...] = ()
    computation: Computation | None = None
    retrieved: tuple[Passage, ...] = ()
    usage: Usage = Usage()
    elapsed_ms: int = 0
