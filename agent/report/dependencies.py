"""Who waits for whom: links with their slack, how much hangs on each item, and the critical path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agent.model.quantity import Window
from agent.model.report import Centrality, CriticalPath, Link
from agent.model.roadmap import Item
from agent.report.plan import Plan
from agent.report.wording import evidence_of, label, short_name
from agent.rules.reading.amounts import number
from agent.rules.reading.graph import Edge
from agent.rules.reading.period import UNIT_DAYS

# A window written as a quarter or longer says nothing about days between two of them.
PRECISE = frozenset({"day", "week", "month", "relative"})


def links_of(plan: Plan) -> Iterator[Link]:
    """Every dependency whose target is defined, in document order."""
    chained = {(edge.needed.key, edge.waiting.key) for edge in plan.chain.edges} if plan.chain and plan.critical else set()
    for edge in plan.graph.edges:
        slack = slack_of(edge)
        yield Link(
            path=plan.path,
            waiting=edge.waiting.key,
            waiting_name=short_name(edge.waiting),
            needed=edge.needed.key,
            needed_name=short_name(edge.needed),
            slack_days=slack,
            slack=slack_text(edge, slack),
            critical=(edge.needed.key, edge.waiting.key) in chained,
            evidence=evidence_of(edge.span),
        )


def slack_of(edge: Edge) -> int | None:
    """Whole days between the end of what is needed and the start of what waits; negative when they overlap, None when nobody can say."""
    needed, waiting = _own(edge.needed), _own(edge.waiting)
    if needed is None or waiting is None or needed.open_ended:
        return None
    if needed.end and waiting.start and not needed.is_relative and not waiting.is_relative:
        return (waiting.start - needed.end).days - 1
    if needed.is_relative and needed.unit == waiting.unit and needed.last is not None and waiting.first is not None:
        return round((waiting.first - needed.last) * UNIT_DAYS.get(needed.unit, 0.0))
    return None


def slack_text(edge: Edge, slack: int | None) -> str:
    """Slack with the two days it comes from, as a computation a reader can follow."""
    needed, waiting = edge.needed.window, edge.waiting.window
    if slack is None or needed is None or waiting is None:
        return ""
    if needed.end and waiting.start and not needed.is_relative:
        return f"{waiting.start.isoformat()} − {needed.end.isoformat()} − 1 = {slack} days"
    return f"({number(waiting.first or 0)} − {number(needed.last or 0)}) {needed.unit}s = {slack} days"


def _own(item: Item) -> Window | None:
    window = item.window
    return window if window and not item.window_inherited and window.precision in PRECISE else None


def centrality_of(plan: Plan) -> Iterator[Centrality]:
    """Items that others wait for, those with most first."""
    involved = {edge.waiting.key for edge in plan.graph.edges} | {edge.needed.key for edge in plan.graph.edges}
    direct = Counter(edge.needed.key for edge in plan.graph.edges if edge.waiting.key != edge.needed.key)
    order = {item.key: at for at, item in enumerate(plan.roadmap.items)}
    for key in sorted(plan.waiting, key=lambda key: (-plan.waiting[key], order[key])):
        item = plan.roadmap.by_key[key]
        yield Centrality(
            path=plan.path,
            item=key,
            name=short_name(item),
            needs=len(plan.graph.needs.get(key, ())),
            waiting=direct[key],
            all_waiting=plan.waiting[key],
            of=len(involved) - 1,
            critical=key in plan.critical,
            evidence=evidence_of(item.span),
        )


def critical_path_of(plan: Plan) -> CriticalPath | None:
    """The critical path as the report shows it."""
    chain = plan.chain
    if chain is None:
        return None
    return CriticalPath(
        path=plan.path,
        items=tuple(item.key for item in chain.items),
        names=tuple(short_name(item) for item in chain.items),
        labels=tuple(label(item) for item in chain.items),
        days=chain.days,
        formula=chain.formula,
        evidence=(*(evidence_of(edge.span) for edge in chain.edges), evidence_of(chain.items[0].span)),
    )
