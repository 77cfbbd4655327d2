"""Stated figures with everything that decides whether two of them may be compared."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.facts import canonical_terms, measure_of
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Metric, Roadmap
from agent.rules.reading.interval import Interval

# Words of a label that say which figure it is, not what of.
FORM = frozenset({"total", "target", "goal", "expect", "plan", "overal", "current", "estim", "kpi", "metric", "key"})
LABELLED = frozenset({"", "revenue", "price", "margin", "churn", "target", "contingency"})


class Statement(Struct, frozen=True):
    """One figure of one measure: `terms` are the stems of what it is called, words of form aside."""

    name: str
    terms: frozenset[str]
    measure: str
    value: Quantity
    role: str
    statistic: str
    period: Window | None
    item: str
    fact: Fact

    @property
    def interval(self) -> Interval:
        """What the writing allows, its comparator aside: "at least 3" and "at least 2" are two targets."""
        slack = 0.05 * max(abs(self.value.low), abs(self.value.high)) if self.value.comparator == "~" else 0.0
        return Interval(self.value.low - slack, self.value.high + slack)


def statements_of(roadmap: Roadmap) -> tuple[Statement, ...]:
    """Every metric with a value and every labelled figure, in document order; equations are compared by other rules."""
    stated = [statement for metric in roadmap.metrics for statement in _stated(roadmap, metric)]
    known = {id(statement.fact) for statement in stated}
    stated += [statement for fact in roadmap.facts if id(fact) not in known for statement in _labelled(roadmap, fact)]
    return tuple(sorted(stated, key=lambda statement: (statement.fact.span.line, statement.name)))


def same_kind(one: Statement, other: Statement) -> bool:
    """Whether the two numbers could be equal at all: unit, price period, level or change, statistic, scenario."""
    first, second = one.value, other.value
    if (first.kind, first.unit, first.per, first.change) != (second.kind, second.unit, second.per, second.change):
        return False
    return one.statistic == other.statistic and one.fact.scenario == other.fact.scenario and _same_direction(first, second)


def same_period(one: Statement, other: Statement) -> bool:
    """Whether both speak of one time: the same window, or neither of any."""
    return time_of(one) == time_of(other)


def time_of(statement: Statement) -> tuple[object, ...]:
    """The time a figure is of, the same for every writing of it; empty for none."""
    return time_of_window(statement.period)


def time_of_window(window: Window | None) -> tuple[object, ...]:
    return (window.start, window.end, window.unit, window.first, window.last, window.months) if window else ()


def kindred(roadmap: Roadmap, one: str, other: str) -> bool:
    """Whether two item keys are the same, one is unknown, or one encloses the other."""
    return not one or not other or one == other or _encloses(roadmap, one, other) or _encloses(roadmap, other, one)


def _encloses(roadmap: Roadmap, outer: str, inner: str) -> bool:
    seen: set[str] = set()
    while inner and inner not in seen:
        if inner == outer:
            return True
        seen.add(inner)
        item = roadmap.by_key.get(inner)
        inner = item.parent if item else ""
    return False


def _stated(roadmap: Roadmap, metric: Metric) -> Iterator[Statement]:
    if metric.value is None or metric.fact.source == "equation":
        return
    terms = frozenset(canonical_terms(metric.name, roadmap.language)) - FORM
    if terms:
        yield Statement(
            metric.name, terms, metric.measure, metric.value, metric.role, metric.statistic, metric.period, metric.fact.item, metric.fact
        )


def _labelled(roadmap: Roadmap, fact: Fact) -> Iterator[Statement]:
    """A "label: figure" line that is a figure of its own, not an attribute of an item."""
    figures = fact.quantities
    if fact.attribute not in LABELLED or fact.source != "field" or len(figures) != 1 or len(fact.values) != 1:
        return
    terms = frozenset(canonical_terms(fact.subject or fact.label, roadmap.language)) - FORM
    if terms:
        value = figures[0]
        measure = measure_of(fact.label)
        yield Statement(fact.label, terms, measure, value, fact.role, value.statistic, fact.window, fact.item, fact)


def _same_direction(one: Quantity, other: Quantity) -> bool:
    """ "At most" against "at least" bound different ends; a plain number stands beside either."""
    return not ({one.comparator[0], other.comparator[0]} >= {"<", ">"})
