"""Metrics: what is measured or promised, with role, statistic, scope, period and baseline."""

from __future__ import annotations

from collections.abc import Sequence

from agent.extract.identity import Names
from agent.facts import measure_of
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Metric


def metrics_of(facts: Sequence[Fact], names: Names) -> tuple[Metric, ...]:
    """The metrics among the facts, in document order."""
    found: list[Metric] = []
    for fact in facts:
        if fact.attribute == "metric":
            found += _metrics(fact)
    return tuple(found)


def _metrics(fact: Fact) -> list[Metric]:
    name = fact.subject or fact.label or fact.text
    measure = measure_of(name) or measure_of(fact.text)
    period = fact.window
    values = [token.value for token in fact.values if isinstance(token.value, Quantity)]
    window = next((token.value for token in fact.values if isinstance(token.value, Window)), None)
    role = fact.role or "target"
    if not values:
        return [Metric(name, measure, None, fact, role, "", "", window or period)]
    return [Metric(name, measure, value, fact, role, value.statistic, "", window or period) for value in values]
