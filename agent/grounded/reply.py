"""What the model has to reply with: statements that name their evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["lookup", "list", "aggregate", "compare", "temporal", "inconsistency", "freeform"]


class Quote(BaseModel):
    """Words copied from one evidence line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    evidence: int = Field(description="number of the line, without the E")
    text: str = Field(description="words copied exactly from that line, with their markup", max_length=2_000)


class Claim(BaseModel):
    """One statement of the answer and what it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="one sentence or list entry in the language of the question, without evidence numbers", max_length=800)
    quotes: tuple[Quote, ...] = Field(default=(), max_length=12)
    calculations: tuple[int, ...] = Field(default=(), description="numbers of results of calculate, without the C", max_length=6)
    findings: tuple[str, ...] = Field(default=(), description="ids of findings", max_length=12)


class Reply(BaseModel):
    """The whole answer. `answered` is false when the documents do not say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answered: bool
    kind: Kind = "freeform"
    claims: tuple[Claim, ...] = Field(default=(), max_length=24)
