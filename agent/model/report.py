"""What `report` returns: the JSON contract `roadmap/report/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.model.finding import Computation, Evidence, SeverityCounts
from agent.model.wording import Mode, Wording

Category = Literal[
    "budget", "returns", "schedule", "dependencies", "people", "scope", "targets", "status", "consistency", "document", "stated"
]
Grade = Literal["high", "medium", "low"]
Source = Literal["finding", "stated", "structure"]
Factor = Literal["likelihood", "impact"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Reason(Frozen):
    """One step of a score: points that were given or taken (the first step of a factor is where it starts), and why."""

    factor: Factor
    points: int
    because: str


class Mitigation(Frozen):
    """What is done against a risk: stated in the document, with its place, or proposed by the report. Empty text: nothing is known."""

    text: str = ""
    basis: Literal["stated", "proposed", "none"] = "none"
    evidence: tuple[Evidence, ...] = ()


class Owner(Frozen):
    name: str
    evidence: Evidence


class Risk(Frozen):
    """One entry of the register.

    `id` is 12 hex digits that stay the same while the document says the same thing; `likelihood` and `impact` are 1..5, `score` is their
    product, and `reasons` add up to both. `source` is what it was derived from: findings of `check`, a risk that the roadmap states
    itself, or the structure of the plan. `statement` says it in full, `consequence` why it matters. `findings` are ids of `check`.
    """

    id: str
    title: str
    category: Category
    source: Source
    likelihood: int
    impact: int
    score: int
    grade: Grade
    statement: str
    consequence: str = ""
    evidence: tuple[Evidence, ...]
    computations: tuple[Computation, ...] = ()
    findings: tuple[str, ...] = ()
    owner: Owner | None = None
    mitigation: Mitigation = Mitigation()
    reasons: tuple[Reason, ...]


class Statement(Frozen):
    """A sentence of the summary. Every number in it stands in its evidence or in `computed`, which shows how it came about."""

    text: str
    computed: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    risks: tuple[str, ...] = ()


class Budget(Frozen):
    """A stated total beside the sum of its parts, both in `unit`. `agrees` when some plausible grouping of parts meets the total."""

    path: str
    name: str
    under: str
    measure: str
    unit: str
    stated: str
    summed: str
    stated_value: tuple[float, float]
    summed_value: tuple[float, float]
    difference: str
    formula: str
    agrees: bool
    evidence: tuple[Evidence, ...]


class Claim(Frozen):
    """A promised return, growth or uptime beside what is usual. `reading` is the figure that was compared, with its computation.

    `compared` and `limit` are that figure and the one from which it is questioned: percent a year of returns and growth, percent of
    retention, minutes of downtime a month of uptime, where less is beyond.
    """

    path: str
    about: str
    kind: Literal["return", "payback", "growth", "uptime", "retention", "cost"]
    stated: str
    reading: str
    usual: str
    source: str
    verdict: Literal["beyond", "within", "not comparable"]
    evidence: Evidence
    compared: float = 0.0
    limit: float = 0.0


class Bar(Frozen):
    """Something planned with a window of its own: days from `start` to `end`, or `first` to `last` on a relative axis in `unit`."""

    path: str
    item: str
    name: str
    kind: str
    axis: Literal["calendar", "relative"]
    unit: str
    start: str | None
    end: str | None
    first: float
    last: float
    open_ended: bool
    window: str
    status: str
    critical: bool
    evidence: Evidence


class Link(Frozen):
    """`waiting` cannot be done before `needed`. `slack_days` is what lies between the end of the one and the start of the other."""

    path: str
    waiting: str
    waiting_name: str
    needed: str
    needed_name: str
    slack_days: int | None
    slack: str
    critical: bool
    evidence: Evidence


class Centrality(Frozen):
    """How much waits for an item: directly, and through others (`all_waiting` includes the direct ones)."""

    path: str
    item: str
    name: str
    needs: int
    waiting: int
    all_waiting: int
    of: int
    critical: bool
    evidence: Evidence


class CriticalPath(Frozen):
    """The longest chain of dependencies of a roadmap; `formula` adds up what its items take, or is empty where no lengths are stated."""

    path: str
    items: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    days: int | None
    formula: str
    evidence: tuple[Evidence, ...]


class UnreadReason(Frozen):
    reason: str
    count: int
    lines: tuple[int, ...]


class Reading(Frozen):
    """What was read from one document: of `numbers` numbers `understood` became facts. `evidence` is the line of its title."""

    path: str
    title: str
    language: str
    lines: int
    items: int
    numbers: int
    understood: int
    share: str
    evidence: Evidence
    unread: tuple[UnreadReason, ...] = ()
    notes: tuple[str, ...] = ()


class Unreadable(Frozen):
    path: str
    reason: str
    remedy: str = ""


class Move(Frozen):
    """A risk whose score changed."""

    id: str
    title: str
    before: int
    now: int


class RiskName(Frozen):
    id: str
    title: str
    score: int


class Trend(Frozen):
    """The register against that of an earlier version of the same documents; scores are sums over all risks."""

    since: str
    documents: int
    new_documents: tuple[str, ...] = ()
    risks_before: int
    risks_now: int
    score_before: int
    score_now: int
    appeared: tuple[RiskName, ...] = ()
    gone: tuple[RiskName, ...] = ()
    moved: tuple[Move, ...] = ()


class Totals(Frozen):
    """Counts over everything that was read, and the budgets."""

    documents: int
    lines: int
    items: int
    numbers: int
    understood: int
    risks: int
    high: int
    medium: int
    low: int
    findings: SeverityCounts
    budgets: tuple[Budget, ...] = ()


class Report(BaseModel):
    """A risk summary of one or more roadmaps, as of `today` (ISO date). Risks are sorted by score, highest first.

    `wording` is what a language model adds where one was used (`mode`): each sentence is about a line of the summary, by its number, or
    proposes what to do about a risk, by its id. Nothing else depends on it.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/report/1", serialization_alias="schema", validation_alias="schema")
    title: str
    today: str
    summary: tuple[Statement, ...]
    risks: tuple[Risk, ...]
    totals: Totals
    timeline: tuple[Bar, ...] = ()
    dependencies: tuple[Link, ...] = ()
    centrality: tuple[Centrality, ...] = ()
    critical_paths: tuple[CriticalPath, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[Reading, ...] = ()
    failures: tuple[Unreadable, ...] = ()
    trend: Trend | None = None
    mode: Mode = "embedded"
    wording: Wording | None = None
