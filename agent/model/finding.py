"""What `check` reports: the JSON contract `roadmap/findings/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Family = Literal["arithmetic", "roi", "dependency", "schedule", "overlap", "conflict", "status", "metric", "risk", "document"]
Severity = Literal["error", "warning", "question"]
Basis = Literal["computed", "rule", "model"]


class Evidence(BaseModel):
    model_config = ConfigDict(frozen=True)

    path: str
    line: int
    end_line: int
    quote: str
    locator: str = ""


class Computation(BaseModel):
    model_config = ConfigDict(frozen=True)

    formula: str
    expected: str
    stated: str


class Finding(BaseModel):
    """One inconsistency. `evidence` holds every place that takes part, the place to comment on first.

    `id` is 16 hex digits of a hash over rule, path, stable item key, normalised evidence text and ordinal: never line numbers or wording.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    rule: str
    name: str
    family: Family
    severity: Severity
    basis: Basis
    path: str
    line: int
    end_line: int
    message: str
    evidence: tuple[Evidence, ...]
    computation: Computation | None = None
    suggestion: str = ""
