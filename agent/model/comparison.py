"""What `compare` reports: the JSON contract `roadmap/comparison/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.model.finding import Computation, Evidence
from agent.model.wording import Mode, Wording

ChangeKind = Literal[
    "added",
    "dropped",
    "moved",
    "re-scoped",
    "renamed",
    "re-costed",
    "re-estimated",
    "re-staffed",
    "re-prioritised",
    "re-targeted",
    "re-linked",
    "progressed",
]
Section = Literal["time", "targets", "money", "people", "plan", "risks", "quality"]
MatchBasis = Literal["mapping", "id", "title", "words", "capability", "meaning", "structure"]
ConflictKind = Literal["time", "status", "cost", "priority", "owner", "target"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ComparedRoadmap(_Frozen):
    """One column. `key` is the letter that tables use for it; `paths` elsewhere in the contract are `path` here."""

    key: str
    path: str
    title: str
    language: str
    lines: int
    items: int


class Cell(_Frozen):
    """What one roadmap says. `stated` is false where it says nothing; then `value` says so and nothing is cited.

    `best` marks the stricter target, the earliest time. `computation` shows every number that is not written in the evidence.
    """

    roadmap: str
    value: str
    evidence: tuple[Evidence, ...] = ()
    stated: bool = True
    best: bool = False
    computation: Computation | None = None


class Dimension(_Frozen):
    """One row: the same aspect of every roadmap, one cell each in their order."""

    name: str
    section: Section
    cells: tuple[Cell, ...]
    note: str = ""


class Period(_Frozen):
    """One stretch of the common calendar (`start`..`end`, ISO days, both included), or of relative time (both empty)."""

    name: str
    start: str = ""
    end: str = ""
    cells: tuple[Cell, ...]


class Planned(_Frozen):
    """One planned thing as its roadmap has it. `when` is as written, `inherited` when the part of the plan around it says it.

    `start` and `end` are ISO days where the time is on the calendar, "" otherwise.
    """

    roadmap: str
    title: str
    id: str = ""
    kind: str = ""
    when: str = ""
    inherited: bool = False
    start: str = ""
    end: str = ""
    status: str = ""
    evidence: tuple[Evidence, ...]


class Shared(_Frozen):
    """One thing that several roadmaps plan, under which names and when.

    `score` (0..1) and `basis` say why the names are taken for one thing. `earliest` is the roadmap that has it first on the calendar,
    "" when none is dated or several begin together; `note` says when that is not certain. `also` are further names of the same capability
    in the same roadmaps.
    """

    name: str
    score: float
    basis: MatchBasis
    members: tuple[Planned, ...]
    also: tuple[Planned, ...] = ()
    earliest: str = ""
    note: str = ""


class Conflict(_Frozen):
    """Two roadmaps that belong together and do not agree."""

    kind: ConflictKind
    message: str
    evidence: tuple[Evidence, ...]
    computation: Computation | None = None


class Change(_Frozen):
    """One difference between two versions: the value that was, the value that is, the lines of either. `inside` items share its fate."""

    kind: ChangeKind
    subject: str
    what: str
    was: str
    now: str
    before: tuple[Evidence, ...]
    after: tuple[Evidence, ...]
    inside: int = 0
    computation: Computation | None = None


class VersionChanges(_Frozen):
    """What became of one roadmap (`before`, a path) in its later version (`after`)."""

    before: str
    after: str
    changes: tuple[Change, ...]


class Comparison(BaseModel):
    """`wording` is a summary by a language model where one was used (`mode`); nothing else depends on it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/comparison/1", serialization_alias="schema", validation_alias="schema")
    roadmaps: tuple[ComparedRoadmap, ...]
    dimensions: tuple[Dimension, ...]
    calendar: tuple[Period, ...] = ()
    relative: tuple[Period, ...] = ()
    shared: tuple[Shared, ...] = ()
    only: dict[str, tuple[Planned, ...]] = Field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    versions: tuple[VersionChanges, ...] = ()
    notes: tuple[str, ...] = ()
    mode: Mode = "embedded"
    wording: Wording | None = None
