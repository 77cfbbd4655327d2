"""Measures given for several times in one table row: where they stand and where they are to go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec import Struct

from agent.model.quantity import Quantity
from agent.model.roadmap import Metric, Roadmap

NOW = frozenset({"baseline", "actual"})


class Series(Struct, frozen=True):
    """One measure of one row: `now` is its latest known value, `goal` what it is to become, `before` the first value, `middle` what lies
    between where all are dated. `behind` tells that the column of the known value follows that of the goal."""

    name: str
    measure: str
    before: Metric
    now: Metric
    goal: Metric
    middle: tuple[Metric, ...] = ()
    behind: bool = False

    @property
    def values(self) -> tuple[Quantity, Quantity]:
        """The value now and the goal; both exist for every series that is built."""
        if self.now.value is None or self.goal.value is None:
            raise ValueError("a series has values")
        return self.now.value, self.goal.value


def series_of(roadmap: Roadmap) -> tuple[Series, ...]:
    """Every table row with a present value and a goal of the same kind, in document order."""
    rows: dict[tuple[int, int, str], list[Metric]] = defaultdict(list)
    for metric in roadmap.metrics:
        if metric.fact.source == "column" and metric.value is not None:
            rows[metric.fact.block, metric.fact.span.line, metric.name].append(metric)
    return tuple(series for (_, _, name), members in rows.items() if (series := _series(name, members)))


def _series(name: str, members: list[Metric]) -> Series | None:
    middle: tuple[Metric, ...] = ()
    now = [metric for metric in members if metric.role in NOW]
    goals = [metric for metric in members if metric.role == "target"]
    if len(now) == 1 and not goals:  # "Today" beside "January 2028"
        goals = [metric for metric in members[members.index(now[0]) + 1 :] if not metric.role and _end(metric)][-1:]
    if not now and (not goals or len(goals) == len(members)):
        dated = sorted((metric for metric in members if _end(metric)), key=lambda m: _end(m) or date.min)
        if len(dated) != len(members) or len({_end(metric) for metric in dated}) < 2:
            return None
        now, goals = dated[:1], dated[-1:]
        middle = tuple(dated[1:-1])
    if not now or not goals:
        return None
    first, last, goal = now[0], now[-1], goals[-1]
    alike = {_sort(metric.value) for metric in (first, last, goal, *middle) if metric.value}
    periods = {per for _, _, per, _ in alike if per}
    same = len({(kind, unit, change) for kind, unit, _, change in alike}) == 1 and len(periods) <= 1
    behind = members.index(last) > members.index(goal)
    return Series(name, goal.measure, first, last, goal, middle, behind) if same else None


def _end(metric: Metric) -> date | None:
    return metric.period.end if metric.period else None


def _sort(quantity: Quantity) -> tuple[str, str, str, bool]:
    return quantity.kind, quantity.unit, quantity.per, quantity.change
