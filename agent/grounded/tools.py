"""The tools of the model: our own use cases over the loaded roadmaps. None writes, fetches, reads a file or sees the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field

from agent.facts.folding import fold
from agent.grounded.brief import Tool
from agent.grounded.calculator import CalculationError, calculate
from agent.grounded.comparing import compared
from agent.grounded.fencing import fenced, visible_to_model
from agent.grounded.ledger import Ledger
from agent.grounded.records import in_window, item_record, matches, metric_record, overlaps, window_of
from agent.model.finding import Finding
from agent.model.roadmap import Item, Roadmap
from agent.ports import Search

A = TypeVar("A", bound=BaseModel)
PASSAGES, NEIGHBOURS = 8, 2
MOST_RECORDS = 60
LONGEST_RESULT = 24_000  # characters


@dataclass(frozen=True)
class Desk:
    """What the tools work on. `fence` is the delimiter of this run."""

    ledger: Ledger
    search: Search | None
    fence: str

    @property
    def roadmaps(self) -> tuple[Roadmap, ...]:
        return self.ledger.lines.roadmaps


class _Arguments(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SearchArguments(_Arguments):
    queries: tuple[str, ...] = Field(description="one to four ways to say what is looked for", min_length=1, max_length=4)
    roadmap: str = Field(default="", description="only documents whose path or title holds this")
    window: str = Field(default="", description='only what belongs to this time, like "Q3 2026"')


class ItemsArguments(_Arguments):
    text: str = Field(default="", description="only items whose id, title or fields hold these words")
    kind: Literal["", "phase", "milestone", "initiative", "task", "deliverable", "risk", "objective", "team_role"] = ""
    status: str = Field(default="", description="done, in_progress, planned, blocked, cancelled, at_risk, on_hold")
    window: str = Field(default="", description='only items of this time, like "H1 2027"')
    depends_on: str = Field(default="", description="only items that depend on this one")
    roadmap: str = Field(default="", description="only documents whose path or title holds this")


class ItemArguments(_Arguments):
    id: str = Field(description="id, key or title of one item", max_length=200)


class MetricsArguments(_Arguments):
    text: str = Field(default="", description="only metrics whose name or scope hold these words")
    role: str = Field(default="", description="target, actual, baseline, limit, sla, gate, scenario, estimate")
    roadmap: str = Field(default="", description="only documents whose path or title holds this")


class FindingsArguments(_Arguments):
    family: str = Field(default="", description="arithmetic, roi, dependency, schedule, overlap, conflict, status, metric, risk, document")
    severity: Literal["", "error", "warning", "question"] = ""
    text: str = Field(default="", description="only findings whose message holds these words")


class CalculateArguments(_Arguments):
    expression: str = Field(description="+ - * / ( ) sum min max avg over amounts as written; count(E12, E15) counts lines", max_length=600)
    evidence: tuple[int, ...] = Field(description="numbers of the lines that the amounts stand on", max_length=60)


class CompareArguments(_Arguments):
    evidence_a: int
    evidence_b: int


def tools_of(desk: Desk) -> tuple[Tool, ...]:
    """Every tool there is, in a fixed order."""
    return (
        _tool("search_roadmaps", "Find passages by words and meaning.", SearchArguments, lambda a: search_roadmaps(desk, a)),
        _tool("list_items", "List planned items with their fields.", ItemsArguments, lambda a: list_items(desk, a)),
        _tool("get_item", "Show everything about one item.", ItemArguments, lambda a: get_item(desk, a)),
        _tool("list_metrics", "List targets and measured figures.", MetricsArguments, lambda a: list_metrics(desk, a)),
        _tool("list_findings", "List inconsistencies that the program computed.", FindingsArguments, lambda a: list_findings(desk, a)),
        _tool(
            "calculate",
            "Compute with figures of evidence lines. Returns a result C1, C2, ...",
            CalculateArguments,
            lambda a: computed(desk, a),
        ),
        _tool("compare_facts", "Compare the amounts of two lines as values.", CompareArguments, lambda a: compare_facts(desk, a)),
    )


def _tool(name: str, description: str, arguments: type[A], run: Callable[[A], str]) -> Tool:
    return Tool(name, description, arguments, cast("Callable[[BaseModel], str]", run))


def search_roadmaps(desk: Desk, asked: SearchArguments) -> str:
    """The best passages of all queries together, with a few lines around them."""
    if desk.search is None:
        return "there is no search over these documents"
    paths = _paths(desk, asked.roadmap)
    wanted = window_of(asked.window)
    scores: dict[tuple[str, int, int], float] = {}
    for query in asked.queries:
        for rank, found in enumerate(desk.search.search(query[:400], PASSAGES * 2, paths)):
            place = (found.chunk.path, found.chunk.line, found.chunk.end_line)
            scores[place] = scores.get(place, 0.0) + 1.0 / (60 + rank)  # reciprocal rank fusion, Cormack et al. 2009
    best = sorted(scores, key=lambda place: (-scores[place], place))
    if wanted is not None:
        best = [place for place in best if in_window(desk.ledger.lines, place, wanted)]
    numbers: list[int] = []
    for path, line, end_line in best[:PASSAGES]:
        numbers += desk.ledger.lines.numbers(path, line - NEIGHBOURS, end_line + NEIGHBOURS)
    return _shown(desk, numbers, "nothing was found")


def list_items(desk: Desk, asked: ItemsArguments) -> str:
    """Items that pass every filter, one record each, and the lines they stand on."""
    wanted = window_of(asked.window)
    if asked.window and wanted is None:
        return f'the time "{visible_to_model(asked.window[:40])}" was not understood; write it like Q3 2026'
    found: list[tuple[Roadmap, Item]] = [
        (roadmap, item)
        for roadmap in _roadmaps(desk, asked.roadmap)
        for item in roadmap.items
        if (not asked.kind or item.kind == asked.kind)
        and (not asked.status or item.status == asked.status)
        and matches(asked.text, item.id, item.title, *(fact.text for fact in item.facts))
        and (wanted is None or overlaps(item.window, wanted))
        and (not asked.depends_on or any(matches(asked.depends_on, dep.text, dep.target) for dep in item.dependencies))
    ]
    return _records(desk, [item_record(roadmap, item, desk.ledger) for roadmap, item in found], "items")


def get_item(desk: Desk, asked: ItemArguments) -> str:
    """All lines of one item: the section or list that speaks of it, and the other places that mention it."""
    wanted = fold(asked.id).strip()
    exact = [(r, i) for r in desk.roadmaps for i in r.items if wanted in (fold(i.key), fold(i.id), fold(i.title))]
    found = exact or [(r, i) for r in desk.roadmaps for i in r.items if matches(asked.id, i.id, i.title)]
    if not found:
        return f'there is no item "{visible_to_model(asked.id[:80])}"'
    numbers: list[int] = []
    for roadmap, item in found[:4]:
        path = roadmap.document.path
        numbers += desk.ledger.lines.numbers(path, item.span.line, item.end_line)
        for place in (*item.mentions, *(fact.span for fact in item.facts)):
            numbers += desk.ledger.lines.numbers(place.path, place.line, place.end_line)
    return _shown(desk, numbers, "")


def list_metrics(desk: Desk, asked: MetricsArguments) -> str:
    """Metrics that pass every filter."""
    found = [
        metric_record(metric, desk.ledger)
        for roadmap in _roadmaps(desk, asked.roadmap)
        for metric in roadmap.metrics
        if (not asked.role or metric.role == asked.role)
        and matches(asked.text, metric.name, metric.measure, metric.scope, metric.fact.text)
    ]
    return _records(desk, found, "metrics")


def list_findings(desk: Desk, asked: FindingsArguments) -> str:
    """What `check` computed; the model can name a finding, never change or remove one."""
    found = [
        finding
        for finding in desk.ledger.findings.values()
        if (not asked.family or finding.family == asked.family)
        and (not asked.severity or finding.severity == asked.severity)
        and matches(asked.text, finding.message)
    ]
    return _records(desk, [finding_record(finding, desk.ledger) for finding in found], "findings")


def finding_record(finding: Finding, ledger: Ledger) -> tuple[str, tuple[int, ...]]:
    """One line about a finding, and the evidence numbers of its lines."""
    numbers = tuple(n for e in finding.evidence for n in ledger.lines.numbers(e.path, e.line, e.end_line))
    shown = ", ".join(f"E{number}" for number in numbers[:6])
    computed = finding.computation
    worked = "" if computed is None else f" | computed: {computed.formula}"
    if computed is not None and "=" not in computed.formula:
        worked += f" = {computed.expected}"
    return visible_to_model(f"finding {finding.id} {finding.severity} {finding.family}: {finding.message}{worked} | {shown}"), numbers


def computed(desk: Desk, asked: CalculateArguments) -> str:
    """A result under its number, or why there is none."""
    try:
        found = calculate(asked.expression, asked.evidence, desk.ledger)
    except CalculationError as error:
        return f"error: {visible_to_model(str(error))}"
    return f"C{found.number}: {visible_to_model(found.formula)} = {found.shown}"


def compare_facts(desk: Desk, asked: CompareArguments) -> str:
    """Which of two lines has the larger amount, and by how much; only amounts of the same unit are compared."""
    first, second = desk.ledger.seen(asked.evidence_a), desk.ledger.seen(asked.evidence_b)
    if first is None or second is None:
        missing = asked.evidence_a if first is None else asked.evidence_b
        return f"error: E{missing} was not shown to you"
    return fenced(compared(first, second, desk.ledger), desk.fence)


def _roadmaps(desk: Desk, named: str) -> tuple[Roadmap, ...]:
    return tuple(r for r in desk.roadmaps if matches(named, r.document.path, r.title))


def _paths(desk: Desk, named: str) -> list[str]:
    return [roadmap.document.path for roadmap in _roadmaps(desk, named)]


def _records(desk: Desk, records: Sequence[tuple[str, tuple[int, ...]]], noun: str) -> str:
    if not records:
        return f"no {noun} match"
    shown = records[:MOST_RECORDS]
    numbers = [number for _, lines in shown for number in lines]
    more = f"\n{len(records) - len(shown)} more {noun}; narrow the filters" if len(records) > len(shown) else ""
    text = "\n".join(text for text, _ in shown) + "\nlines:\n" + desk.ledger.show(numbers)
    return fenced(_cut(text), desk.fence) + more


def _shown(desk: Desk, numbers: Iterable[int], nothing: str) -> str:
    text = desk.ledger.show(numbers)
    return fenced(_cut(text), desk.fence) if text else nothing


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_RESULT else text[:LONGEST_RESULT].rsplit("\n", 1)[0] + "\n(cut: ask for less)"
