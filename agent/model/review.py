"""What `review` reports: the JSON contract `roadmap/review/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.model.finding import Finding
from agent.model.wording import Mode, Wording

ChangeKind = Literal[
    "document_added",
    "document_removed",
    "added",
    "dropped",
    "renamed",
    "moved",
    "status",
    "cost",
    "figure",
    "dependency_added",
    "dependency_removed",
    "target",
    "scope",
    "word",
]


class PlanChange(BaseModel):
    """One thing that a change does to a plan, in the plan's own words.

    `subject` is the item, metric or figure it is about; `attribute` what of it changed ("owner", "effort", "window"); `before` and
    `after` are as written, "" where there was or is nothing; `difference` is computed and signed ("+$300K"), "" where it cannot be.
    `line` is of the new side, `old_line` of the old one, 0 where there is none. `count` is how many items inside it went along.
    """

    model_config = ConfigDict(frozen=True)

    kind: ChangeKind
    subject: str = Field(max_length=400)
    attribute: str = Field(default="", max_length=200)
    before: str = Field(default="", max_length=400)
    after: str = Field(default="", max_length=400)
    difference: str = Field(default="", max_length=100)
    path: str
    line: int = 0
    old_line: int = 0
    count: int = 0


class AddedDirective(BaseModel):
    """A comment that the change adds to a document to silence findings, and what it silences."""

    model_config = ConfigDict(frozen=True)

    path: str
    line: int
    text: str = Field(max_length=600)
    silenced: tuple[Finding, ...] = ()


class ReviewComment(BaseModel):
    """One inline comment. `line` is a line of the new file; `start_line` is set when the comment spans several.

    `also` are less severe findings about the same line that it tells beside its own.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    side: Literal["RIGHT"] = "RIGHT"
    start_line: int | None = None
    line: int
    body: str
    finding: str
    also: tuple[str, ...] = ()


class Review(BaseModel):
    """A whole review. `base` is the merge base that the change is compared with.

    `comments` are on lines that the change wrote; `outside_diff` are ids of introduced findings without one, `fixed` those that the
    change removed, `altered` those it edited without solving them; `unchanged` counts findings that both sides have. `findings`,
    `fixed_findings`, `changes` and the like are what the bodies are made from; `documents` were read, `unread` could not be.
    `wording` is a paragraph of the summary by a language model where one was used (`mode`); nothing else depends on it.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: Literal["roadmap/review/1"] = Field(default="roadmap/review/1", serialization_alias="schema", validation_alias="schema")
    base: str
    head: str
    event: Literal["COMMENT"] = "COMMENT"
    summary: str = ""
    comments: tuple[ReviewComment, ...] = ()
    outside_diff: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    unchanged: int = 0
    altered: tuple[str, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    fixed_findings: tuple[Finding, ...] = ()
    altered_findings: tuple[Finding, ...] = ()
    directives: tuple[AddedDirective, ...] = ()
    documents: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mode: Mode = "embedded"
    wording: Wording | None = None
