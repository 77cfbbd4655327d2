"""What a language model says about computed results: `wording` in the contracts of `compare`, `report` and `review`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from agent.model.answer import Usage
from agent.model.finding import Evidence

Mode = Literal["embedded", "model"]


class Worded(BaseModel):
    """A sentence of the model. Every figure in it stands on the lines of `evidence` or in the computed results that `about` names."""

    model_config = ConfigDict(frozen=True)

    text: str
    about: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


class Wording(BaseModel):
    """The sentences of a model that code could verify, and what they cost. What was computed stands beside them, unchanged."""

    model_config = ConfigDict(frozen=True)

    model: str
    sentences: tuple[Worded, ...]
    usage: Usage = Usage()
