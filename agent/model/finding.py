"""What `check` reports: the JSON contract `roadmap/findings/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
    # Of several things told as one, the id that each would have alone: one more or less ends no acceptance. No part of the contract.
    parts: tuple[str, ...] = Field(default=(), exclude=True)
    # For code scanning, no part of the contract: by what the line is followed, and the columns of the quote (from 1, the second behind it).
    line_hash: str = Field(default="", exclude=True)
    columns: tuple[int, int] | None = Field(default=None, exclude=True)


class ReadCounts(BaseModel):
    """How much of a document became facts."""

    model_config = ConfigDict(frozen=True)

    items: int
    quantities: int
    metrics: int
    dependencies: int


class UnreadLine(BaseModel):
    """A line of which something became no fact, and why."""

    model_config = ConfigDict(frozen=True)

    line: int
    reason: str


class DocumentAccount(BaseModel):
    """What was read from one document and what was not."""

    model_config = ConfigDict(frozen=True)

    path: str
    lines: int
    read: ReadCounts
    unread: tuple[UnreadLine, ...] = ()


class SeverityCounts(BaseModel):
    model_config = ConfigDict(frozen=True)

    error: int = 0
    warning: int = 0
    question: int = 0


class Findings(BaseModel):
    """Everything one run of `check` has to say.

    `suppressed` counts findings silenced by comments in the documents, `baselined` those listed in the baseline file; `stale` are ids
    of baseline entries that no longer occur. `unchanged` counts findings that the revision to compare with has, too.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/findings/1", serialization_alias="schema", validation_alias="schema")
    documents: tuple[DocumentAccount, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: SeverityCounts = SeverityCounts()
    suppressed: int = 0
    baselined: int = 0
    stale: tuple[str, ...] = ()
    unchanged: int = 0
